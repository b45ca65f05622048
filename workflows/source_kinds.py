"""What kind of file a source is, told by its content, never by its name."""

from __future__ import annotations

import re

WORD, EXCEL, PDF, PAGE, ARCHIVE, OLD_OFFICE, OLD_EXCEL, PACKAGE, TEXT = (
    "word", "excel", "pdf", "page", "archive", "old office", "old excel", "package", "text",
)  # fmt: skip
_HEAD = 4096
_PAGE = re.compile(rb"<(?:!doctype html|html|head|body|table|div|p|meta)\b", re.IGNORECASE)
_ARCHIVE = re.compile(rb"^(?:[A-Za-z-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)*?MIME-Version:", re.IGNORECASE)
_WORKBOOK_STREAM = "Workbook".encode("utf-16-le")


def kind_of(data: bytes) -> str:
    """One of the kinds above; TEXT for all that is nothing else. Raises FileFormatError for a damaged package."""
    head = data[:_HEAD]
    if head.startswith(b"PK\x03\x04"):
        return _package(data)
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return OLD_EXCEL if _WORKBOOK_STREAM in data[: 2**22] else OLD_OFFICE
    if _ARCHIVE.search(head.lstrip()):
        return ARCHIVE
    plain = head.replace(b"\0", b"")
    return PAGE if _PAGE.search(plain) else TEXT


def _package(data: bytes) -> str:
    from ooxml.package import CONTENT_TYPES, Package, package_kind

    if CONTENT_TYPES not in Package(data):
        return PACKAGE
    return {".docx": WORD, ".xlsx": EXCEL}.get(package_kind(data), PACKAGE)
