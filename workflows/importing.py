"""Reading other people's documents as reports."""

from __future__ import annotations

from pathlib import Path

import resources
from importers.assemble import NOTHING_KNOWN, Known
from importers.document import SourceDocument, report_in
from importers.result import ImportResult
from model.edits import Edit, SetField
from model.errors import PASTE_INSTEAD, ImportProblem
from model.form import Form
from model.label_wordings import Wordings, load_wordings
from workflows.forms import editions, form
from workflows.source_kinds import ARCHIVE, EXCEL, PACKAGE, PAGE, PDF, TEXT, WORD, kind_of
from workflows.unit_kinds import guess_unit_kind

LARGEST_FILE = 100_000_000
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""With which .xls, .doc and password-protected .xlsx files begin."""


def import_file(path: Path, known: Known = NOTHING_KNOWN) -> ImportResult:
    """The report in this file with what could not be placed; raises ImportProblem and FileFormatError.

    known: what the clerk says of it beforehand.
    """
    return import_data(read_source(path), path.name, known)


def read_source(path: Path) -> bytes:
    """The file's bytes; raises ImportProblem for what is no file, can't be read or is larger than any report."""
    if path.is_dir():
        raise ImportProblem(
            f"“{path.name or path.absolute().name or path}”是一个文件夹。",
            "请选择里面的文件；年报文件的结尾是 .nianbao。",
        )
    try:
        if path.exists() and not path.is_file():
            raise ImportProblem(f"{path} 不是普通的文件，没有读。", "请选择一个年报文件。")
        if path.stat().st_size > LARGEST_FILE:
            raise ImportProblem(f"{path.name} 太大，不像一份年报。", "请核对是否选对了文件。")
        data = path.read_bytes()
    except OSError as error:
        raise ImportProblem(f"读不到 {path}。", "请检查文件是否还在、是否有权读取。") from error
    if not data:
        raise ImportProblem(f"{path.name} 是空文件，里面没有内容。", "请重新取得这个文件。")
    return data


def import_data(data: bytes, source: str, known: Known = NOTHING_KNOWN) -> ImportResult:
    """The report in a file with these bytes, whatever its kind; raises as `import_file`. source: the file's name."""
    kind = kind_of(data)
    if kind == EXCEL:
        return import_workbook(data, source)
    if kind == TEXT:
        return import_text(_decode(data, source), source, known)
    return _with_kind_of_unit(report_in(_document(kind, data, source), source, _forms(), _wordings(), known))


def _document(kind: str, data: bytes, source: str) -> SourceDocument:
    if kind == WORD:
        from importers.word import read_word

        return read_word(data)
    if kind == PDF:
        from importers.pdf import read_pdf_document

        return read_pdf_document(data)
    if kind in (PAGE, ARCHIVE):
        from importers.saved_page import read_archive, read_page

        return read_page(data) if kind == PAGE else read_archive(data)
    if kind == PACKAGE:
        raise _not_office(data)
    raise ImportProblem(
        f"{source} 是旧格式（.xls、.doc）或加了密码的文件，不能直接读入。",
        "请用 Word、Excel 或 WPS 去掉打开密码，另存为 .docx 或 .xlsx 后再试。",
    )


def is_workbook(data: bytes) -> bool:
    """Whether these are the bytes of an Excel workbook.

    Raises FileFormatError for a damaged package, ImportProblem for one that is of no kind of Office.
    """
    kind = kind_of(data)
    if kind == PACKAGE:
        raise _not_office(data)
    return kind == EXCEL


def _not_office(data: bytes) -> ImportProblem:
    from ooxml.package import CONTENT_TYPES, Package

    package = Package(data)
    if CONTENT_TYPES in package:
        return ImportProblem(
            "这不是普通的 Word 或 Excel 文件。", "请用 Word、Excel 或 WPS 另存为 .docx 或 .xlsx 后再试。"
        )
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

    return _with_kind_of_unit(read_excel(data, source, _forms(), _wordings()))


def import_text(text: str, source: str = "粘贴的文字", known: Known = NOTHING_KNOWN) -> ImportResult:
    """The report in this text; raises ImportProblem when there is none."""
    from importers.text import read_text

    return _with_kind_of_unit(read_text(text, source, _forms(), _wordings(), known))


def _forms() -> tuple[Form, ...]:
    return tuple(form(edition) for edition in editions())


def _wordings() -> Wordings:
    return load_wordings(resources.path("labels.toml"))


def _with_kind_of_unit(result: ImportResult) -> ImportResult:
    report = result.report
    report.apply(Edit("导入", (SetField("unit_kind", guess_unit_kind(report.unit)),)))
    return result


def _decode(data: bytes, name: str) -> str:
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
