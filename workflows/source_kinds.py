"""What kind of file a source or a template is, told by its content, never by its name. The one place that tells it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from model.errors import FileFormatError

WORD, WORD_TEMPLATE, WORD_MACROS = "word", "word template", "word with macros"
EXCEL, EXCEL_TEMPLATE, EXCEL_MACROS, EXCEL_BINARY = "excel", "excel template", "excel with macros", "binary workbook"
OLD_WORD, OLD_EXCEL, OLD_OFFICE, LOCKED = "old word", "old excel", "old office", "locked"
RTF, WORD_XML, OPEN_TEXT, OPEN_SHEET, OPEN_OTHER = "rtf", "word xml", "open text", "open sheet", "open document"
PDF, OFD, PAGE, ARCHIVE, XML, TEXT = "pdf", "ofd", "page", "archive", "xml", "text"
SLIDES, PICTURE, PACKED, PACKAGE, REPORT = "slides", "picture", "packed", "package", "report"

WHAT: Mapping[str, str] = {
    WORD: "是 Word 文件（.docx）",
    WORD_TEMPLATE: "是 Word 模板（.dotx）",
    WORD_MACROS: "是带有宏的 Word 文件（.docm）",
    EXCEL: "是 Excel 文件（.xlsx）",
    EXCEL_TEMPLATE: "是 Excel 模板（.xltx）",
    EXCEL_MACROS: "是带有宏的工作簿（.xlsm）",
    EXCEL_BINARY: "是二进制工作簿（.xlsb）",
    OLD_WORD: "是旧格式的文字文件（.doc、.wps）",
    OLD_EXCEL: "是旧格式的表格（.xls、.et）",
    OLD_OFFICE: "是旧格式的文件（.doc、.wps、.xls、.et），或加了密码",
    LOCKED: "加了打开密码",
    RTF: "是 RTF 文件",
    WORD_XML: "是 Word 2003 的 XML 文件",
    OPEN_TEXT: "是 OpenDocument 文件（.odt）",
    OPEN_SHEET: "是 OpenDocument 表格（.ods）",
    OPEN_OTHER: "是 OpenDocument 文件",
    PDF: "是 PDF 文件",
    OFD: "是 OFD 版式文件",
    PAGE: "是网页",
    ARCHIVE: "是网页（.mht）",
    XML: "是 XML 文件",
    TEXT: "不是 Word（.docx）或 Excel（.xlsx）文件",
    SLIDES: "是演示文稿",
    PICTURE: "是图片",
    PACKED: "是压缩包",
    PACKAGE: "不是普通的 Word 或 Excel 文件",
    REPORT: "是年报编辑器自己的报告文件",
}
"""What each kind is, in Chinese; goes behind the file's name."""

_HEAD = 4096
_PAGE = re.compile(rb"<(?:!doctype html|html|head|body|table|div|p|meta)\b", re.IGNORECASE)
_ARCHIVE = re.compile(rb"^(?:[A-Za-z-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)*?MIME-Version:", re.IGNORECASE)
_BEGINNINGS = (
    (b"{\\rtf", RTF),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"II*\0", PICTURE),
    (b"MM\0*", PICTURE),
    (b"Rar!", PACKED),
    (b"7z\xbc\xaf", PACKED),
    (b"\x1f\x8b", PACKED),
)
_REPORT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*\"format\"\s*:\s*\"nianbao\"")
_TYPES = (
    (b"wordprocessingml.document.main+xml", WORD),
    (b"spreadsheetml.sheet.main+xml", EXCEL),
    (b"wordprocessingml.template", WORD_TEMPLATE),
    (b"spreadsheetml.template", EXCEL_TEMPLATE),
    (b"ms-word.document.macroEnabled", WORD_MACROS),
    (b"ms-word.template.macroEnabled", WORD_MACROS),
    (b"ms-excel.sheet.macroEnabled", EXCEL_MACROS),
    (b"ms-excel.template.macroEnabled", EXCEL_MACROS),
    (b"sheet.binary", EXCEL_BINARY),
    (b"presentationml", SLIDES),
)
"""What stands in a package's list of its parts."""
_MAIN_PARTS = (("word/document.xml", WORD), ("xl/workbook.xml", EXCEL))
_OPEN = ((b"opendocument.text", OPEN_TEXT), (b"opendocument.spreadsheet", OPEN_SHEET))


def kind_of(data: bytes) -> str:
    """One of the kinds above; TEXT for all that is nothing else. Raises FileFormatError for a damaged package."""
    head = data[:_HEAD]
    if head.startswith(b"PK\x03\x04"):
        return _package(data)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _compound(data)
    begun = head.lstrip()
    found = next((kind for begins, kind in _BEGINNINGS if begun.startswith(begins)), "")
    if found or b"%PDF-" in head[:1024]:
        return found or PDF
    if _REPORT.match(head):
        return REPORT
    if _ARCHIVE.search(begun):
        return ARCHIVE
    return _marked_up(head.replace(b"\0", b"")) or TEXT


def _marked_up(head: bytes) -> str:
    """A kind of XML or HTML, "" for what is neither."""
    begins = head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    if begins and (b'progid="Word.Document"' in head or b"office/word/2003/wordml" in head):
        return WORD_XML
    return PAGE if _PAGE.search(head) else XML if begins else ""


def _package(data: bytes) -> str:
    from ooxml.package import CONTENT_TYPES, Package

    package = Package(data)
    by_name = next((kind for name, kind in _MAIN_PARTS if name in package), "")
    if CONTENT_TYPES in package:
        try:
            types = package.read(CONTENT_TYPES)
        except FileFormatError:
            types = b""
        # Where the list is damaged, the parts themselves still tell.
        return next((kind for mark, kind in _TYPES if mark in types), by_name or PACKAGE)
    if by_name:
        return by_name
    if "mimetype" in package:
        mimetype = package.read("mimetype")
        return next((kind for mark, kind in _OPEN if mark in mimetype), OPEN_OTHER)
    return OFD if "OFD.xml" in package else PACKED


def _compound(data: bytes) -> str:
    from ooxml.compound import BOOK_STREAMS, LOCKED_PACKAGE, SLIDES_STREAM, WORD_STREAM, is_locked, root_streams

    streams = root_streams(data)
    if is_locked(streams):
        return LOCKED
    kinds = {
        LOCKED_PACKAGE: LOCKED,
        WORD_STREAM: OLD_WORD,
        SLIDES_STREAM: SLIDES,
        **dict.fromkeys(BOOK_STREAMS, OLD_EXCEL),
    }
    # Where the storage is damaged, the names are still somewhere in the file.
    names = streams or [name for name in kinds if name.encode("utf-16-le") in data]
    return next((kind for name, kind in kinds.items() if name in names), OLD_OFFICE)
