"""Reading other people's documents as reports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import resources
from importers.result import ImportResult
from model.edits import Edit, SetField
from model.errors import PASTE_INSTEAD, ImportProblem
from model.label_wordings import load_wordings
from workflows.forms import editions, form
from workflows.unit_kinds import guess_unit_kind

if TYPE_CHECKING:
    from ooxml.package import Package

LARGEST_TEXT = 20_000_000
_PACKAGE = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""With which .xls, .doc and password-protected .xlsx files begin."""


def import_file(path: Path) -> ImportResult:
    """The report in this file with what could not be placed; raises ImportProblem.

    Read now: our own workbooks, and text copied out of a page or a document. The kind is told by the content; other
    kinds are told how to become text.
    """
    if path.is_dir():
        raise ImportProblem(
            f"“{path.name or path.absolute().name or path}”是一个文件夹。",
            "请选择里面的文件；年报文件的结尾是 .nianbao。",
        )
    try:
        if path.stat().st_size > LARGEST_TEXT:
            raise ImportProblem(f"{path.name} 太大，不像一份年报的文字。", "请核对是否选对了文件。")
        data = path.read_bytes()
    except OSError as error:
        raise ImportProblem(f"读不到 {path}。", "请检查文件是否还在、是否有权读取。") from error
    if is_workbook(data):
        return import_workbook(data, path.name)
    return import_text(_decode(data, path.name), path.name)


def is_workbook(data: bytes) -> bool:
    """Whether these are the bytes of an Excel workbook.

    Raises FileFormatError for a damaged package, ImportProblem for one that is of no kind of Office.
    """
    from ooxml.package import CONTENT_TYPES, Package, package_kind

    if data[:4] != _PACKAGE:
        return False
    package = Package(data)
    if CONTENT_TYPES not in package:
        raise _not_office(package)
    return package_kind(data) == ".xlsx"


def _not_office(package: Package) -> ImportProblem:
    if "mimetype" not in package:
        return ImportProblem("这是压缩包，不是 Word 或 Excel 文件。", "请先解压，再选择里面的文件。")
    if b"spreadsheet" in package.read("mimetype"):
        return ImportProblem(
            "这是 OpenDocument 表格（.ods），不能直接读入。", "请用 WPS 或 Excel 打开，另存为 .xlsx 后再试。"
        )
    return ImportProblem("这是 OpenDocument 文件（.odt 等），不能直接读入。", PASTE_INSTEAD)


def import_workbook(data: bytes, source: str) -> ImportResult:
    """The report in one of our own workbooks, the finished one or a collection form; raises ImportProblem."""
    from importers.excel import read_excel

    wordings = load_wordings(resources.path("labels.toml"))
    result = read_excel(data, source, [form(edition) for edition in editions()], wordings)
    report = result.report
    report.apply(Edit("导入", (SetField("unit_kind", guess_unit_kind(report.unit)),)))
    return result


def import_text(text: str, source: str = "粘贴的文字") -> ImportResult:
    """The report in this text; raises ImportProblem when there is none."""
    from importers.text import read_text

    wordings = load_wordings(resources.path("labels.toml"))
    result = read_text(text, source, [form(edition) for edition in editions()], wordings)
    report = result.report
    report.apply(Edit("导入", (SetField("unit_kind", guess_unit_kind(report.unit)),)))
    return result


def _decode(data: bytes, name: str) -> str:
    if data.startswith(OLD_OFFICE):
        raise ImportProblem(
            f"{name} 是旧格式（.xls、.doc）或加了密码的文件，不能直接读入。",
            "本程序发出的工作簿（年报、采集表），请用 Excel 或 WPS 去掉打开密码，另存为 .xlsx 后再试；"
            f"别处的文件：{PASTE_INSTEAD}",
        )
    if data.startswith((_PACKAGE, b"%PDF")):
        raise ImportProblem(
            f"{name} 是 Word、PDF 或别处的 Excel 文件，目前还不能直接读入。",
            PASTE_INSTEAD,
        )
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise ImportProblem(f"{name} 不是文字文件。", "请选择 .txt 文件。") from error
    raise ImportProblem(f"{name} 不是文字文件。", "请选择 .txt 文件，或复制文字后用“文件→粘贴整篇报告”。")
