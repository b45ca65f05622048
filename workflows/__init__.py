"""Whole jobs without a window."""
