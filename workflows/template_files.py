"""Files that a clerk chose as a template: read, and told by their content what they are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from model.errors import ExportError, FileFormatError
from model.system_errors import reason_for

WORD_SUFFIX = ".docx"
EXCEL_SUFFIX = ".xlsx"

_OLD = b"\xd0\xcf\x11\xe0"
"""With which files of the old Office, of WPS's own kinds and those with a password begin."""
_STREAMS = (
    ("EncryptedPackage", "加了打开密码", "请用 Word、Excel 或 WPS 打开它，去掉打开密码后另存，再选择。"),
    ("WordDocument", "旧格式的文字文件（.doc、.wps）", "请用 Word 或 WPS 打开它，另存为“Word 文档（.docx）”，再选择新文件。"),
    ("Workbook", "旧格式的表格（.xls、.et）", "请用 Excel 或 WPS 打开它，另存为“Excel 工作簿（.xlsx）”，再选择新文件。"),
    ("PowerPoint Document", "演示文稿", ""),
)  # fmt: skip
"""What lies in such files: its name there, what it tells, what to do."""
_AS_USUAL = "请用 Word、Excel 或 WPS 打开它，另存为普通的 .docx 或 .xlsx，再选择新文件。"
_PACKAGED = (
    (b"wordprocessingml.template", "是 Word 模板（.dotx）", _AS_USUAL),
    (b"spreadsheetml.template", "是 Excel 模板（.xltx）", _AS_USUAL),
    (b"macroEnabled", "带有宏（.docm、.xlsm）", _AS_USUAL),
    (b"sheet.binary", "是二进制工作簿（.xlsb）", _AS_USUAL),
    (b"presentationml", "是演示文稿", ""),
)
"""What stands in the list of parts of other kinds of packages."""
_BEGINNINGS = (
    (b"%PDF", "是 PDF 文件", "请向发文单位要 .docx 或 .xlsx 文件。"),
    (b"{\\rtf", "是 RTF 文件", _AS_USUAL),
    (b"\x89PNG", "是图片", "请向发文单位要 .docx 或 .xlsx 文件。"),
    (b"\xff\xd8\xff", "是图片", "请向发文单位要 .docx 或 .xlsx 文件。"),
    (b"<", "是网页或旧的 XML 文件", _AS_USUAL),
    (b"Rar!", "是压缩包", "请先解压，再选择里面的 .docx 或 .xlsx 文件。"),
    (b"7z\xbc\xaf", "是压缩包", "请先解压，再选择里面的 .docx 或 .xlsx 文件。"),
)
_CHOOSE = "请选择 Word（.docx）或 Excel（.xlsx）文件。"


def read_template(path: Path) -> bytes:
    """A template's bytes; ExportError when it can't be read."""
    if path.is_dir():
        raise ExportError(f"“{path.name or path}”是一个文件夹，不是模板。", _CHOOSE)
    try:
        return path.read_bytes()
    except OSError as error:
        reason = reason_for(error, path)
        raise ExportError(f"读不到模板 {path}：{reason.why}。", "请检查文件是否还在、是否有权读取。") from error


def template_kind(path: Path) -> str:
    """ ".docx" or ".xlsx", told by the template's content, whatever it is called; ExportError when it is neither."""
    data = read_template(path)
    if not data:
        raise ExportError(
            f"模板 {path.name} 是空文件，里面什么也没有。", "可能没有下载完或没有存好，请重新取得这个文件。"
        )
    if data.startswith(_OLD):
        raise _old(data, path.name)
    found = next(((what, advice) for begins, what, advice in _BEGINNINGS if data.lstrip().startswith(begins)), None)
    if found is not None:
        raise ExportError(f"模板 {path.name} {found[0]}，不能按它填写。", found[1])
    if not data.startswith(b"PK"):
        raise ExportError(f"模板 {path.name} 不是 Word（.docx）或 Excel（.xlsx）文件。", _CHOOSE)
    return _packaged(data, path.name)


def _old(data: bytes, name: str) -> ExportError:
    for stream, what, advice in _STREAMS:
        if stream.encode("utf-16-le") in data:
            told = what if stream == "EncryptedPackage" else f"是{what}"
            return ExportError(f"模板 {name} {told}，不能按它填写。", advice or _CHOOSE)
    return ExportError(f"模板 {name} 是旧格式的文件（.doc、.wps、.xls、.et）或加了密码，不能按它填写。", _AS_USUAL)


def _packaged(data: bytes, name: str) -> str:
    from ooxml.package import CONTENT_TYPES, Package, package_kind

    try:
        package = Package(data)
        if CONTENT_TYPES not in package:
            raise _not_office(package.names, name)
        if kind := package_kind(data):
            return kind
        types = package.read(CONTENT_TYPES)
    except FileFormatError as error:
        raise ExportError(f"模板 {name} 打不开：{error.summary}", error.advice) from error
    for mark, what, advice in _PACKAGED:
        if mark in types:
            raise ExportError(f"模板 {name} {what}，不能按它填写。", advice or _CHOOSE)
    raise ExportError(f"模板 {name} 不是 Word（.docx）或 Excel（.xlsx）文件。", _CHOOSE)


def _not_office(names: Sequence[str], name: str) -> ExportError:
    if "mimetype" in names:
        return ExportError(f"模板 {name} 是 OpenDocument 文件（.odt、.ods），不能按它填写。", _AS_USUAL)
    if "OFD.xml" in names:
        return ExportError(f"模板 {name} 是 OFD 版式文件，不能按它填写。", "请向发文单位要 .docx 或 .xlsx 文件。")
    return ExportError(
        f"模板 {name} 是压缩包，不是 Word 或 Excel 文件。", "请先解压，再选择里面的 .docx 或 .xlsx 文件。"
    )
