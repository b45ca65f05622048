"""Namespaces of OOXML packages and the parts of properties that all of them have, for those who write XML as text and need no parser for it."""

from __future__ import annotations

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
XML = "http://www.w3.org/XML/1998/namespace"

CORE_PROPERTIES, APPLICATION_PROPERTIES = "docProps/core.xml", "docProps/app.xml"
"""Title, author, keywords; program and company."""
