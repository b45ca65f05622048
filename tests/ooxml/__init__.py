"""Tests of ooxml/."""
