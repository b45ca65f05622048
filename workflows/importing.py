"""Reading other people's documents as reports."""

from __future__ import annotations

import stat
from functools import cache
from pathlib import Path

import resources
from importers.assemble import NOTHING_KNOWN, Known
from importers.document import SourceDocument, report_in
from importers.result import ImportResult, Revision
from model.edits import Edit, SetField
from model.errors import PASTE_INSTEAD, FileFormatError, ImportProblem
from model.form import Form
from model.label_wordings import Wordings, load_wordings
from model.system_errors import reason_for
from workflows import source_kinds as kinds
from workflows.forms import editions, form
from workflows.office_conversion import as_readable
from workflows.source_kinds import kind_of
from workflows.unit_kinds import guess_unit_kind

LARGEST_FILE = 100_000_000
_READ_AS_WORD = (kinds.WORD, kinds.WORD_TEMPLATE, kinds.WORD_MACROS)
_READ_AS_EXCEL = (kinds.EXCEL, kinds.EXCEL_TEMPLATE, kinds.EXCEL_MACROS, kinds.OLD_EXCEL)
"""Macros lie in parts that are never looked at."""
_AS_DOCUMENT = "请用 Word 或 WPS 打开它，另存为“Word 文档（.docx）”，再导入新文件。"
_AS_WORKBOOK = "请用 Excel 或 WPS 打开它，另存为“Excel 工作簿（.xlsx）”，再导入新文件。"
_ADVICE = {
    kinds.LOCKED: "请用 Word、Excel 或 WPS 打开它，去掉打开密码后另存，再导入。",
    kinds.OFD: "请用原来的 Word 或 PDF 文件；没有的话，在阅读软件里全选、复制，再用“文件→粘贴整篇报告”。",
    kinds.PICTURE: "请用原来的 Word 文件；没有的话，先用识别软件转成文字，再粘贴或导入。",
    kinds.PACKED: "请先解压，再选择里面的文件。",
    kinds.SLIDES: PASTE_INSTEAD,
    kinds.REPORT: "请用“文件→打开”打开它；要核对发布的内容，请选发布的网页、Word 或 PDF。",
    kinds.XML: PASTE_INSTEAD,
    **dict.fromkeys((kinds.OLD_WORD, kinds.RTF, kinds.WORD_XML), _AS_DOCUMENT),
    **dict.fromkeys((kinds.OPEN_TEXT, kinds.OPEN_OTHER), PASTE_INSTEAD),
    **dict.fromkeys(
        (kinds.OLD_EXCEL, kinds.EXCEL_TEMPLATE, kinds.EXCEL_MACROS, kinds.EXCEL_BINARY, kinds.OPEN_SHEET), _AS_WORKBOOK
    ),
}
"""What to do about the kinds of files that are not read, or not as what our own workbooks are read for."""
_AS_USUAL = "请用 Word、Excel 或 WPS 打开它，另存为 .docx 或 .xlsx 后再试。"


def import_file(path: Path, known: Known = NOTHING_KNOWN) -> ImportResult:
    """The report in this file with what could not be placed; raises ImportProblem and FileFormatError.

    known: what the clerk says of it beforehand.
    """
    with as_readable(path) as readable:
        return import_data(read_source(readable), path.name, known)


def read_source(path: Path) -> bytes:
    """The file's bytes; raises ImportProblem for what is no file, can't be read or is larger than any report."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise ImportProblem(
                f"“{path.name or path.absolute().name or path}”是一个文件夹。",
                "请选择里面的文件；年报文件的结尾是 .nianbao。",
            )
        if not stat.S_ISREG(status.st_mode):
            raise ImportProblem(f"{path} 不是普通的文件，没有读。", "请选择一个年报文件。")
        if status.st_size > LARGEST_FILE:
            raise _too_large(path)
        with path.open("rb") as file:
            # Files of the system say that they are empty and never end.
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = reason_for(error, path)
        raise ImportProblem(f"读不到 {path}：{reason.why}。", reason.advice) from error
    if len(data) > LARGEST_FILE:
        raise _too_large(path)
    if not data:
        raise ImportProblem(f"{path.name} 是空文件，里面没有内容。", "请重新取得这个文件。")
    return data


def _too_large(path: Path) -> ImportProblem:
    return ImportProblem(
        f"{path.name} 太大（超过 {LARGEST_FILE // 1_000_000} MB），不像一份年报。", "请核对是否选对了文件。"
    )


def import_data(data: bytes, source: str, known: Known = NOTHING_KNOWN) -> ImportResult:
    """The report in a file with these bytes, whatever its kind; raises as `import_file`. source: the file's name."""
    kind = kind_of(data)
    if kind in _READ_AS_EXCEL:
        return import_workbook(data, source, known)
    if kind == kinds.TEXT:
        return import_text(_decode(data, source), source, known)
    result = report_in(_document(kind, data, source), source, _forms(), _wordings(), known)
    if kind in _READ_AS_WORD:
        result = result._replace(revisions=_revisions(data))
    return _with_kind_of_unit(result)


def _revisions(data: bytes) -> tuple[Revision, ...]:
    """Tracked changes and comments. That what else they need of the file is damaged keeps nobody from the report."""
    from importers.word_revisions import word_revisions

    try:
        return word_revisions(data)
    except FileFormatError:
        return ()


def _document(kind: str, data: bytes, source: str) -> SourceDocument:
    if kind in _READ_AS_WORD:
        from importers.word import read_word

        return read_word(data)
    if kind == kinds.PDF:
        from importers.pdf import read_pdf_document

        return read_pdf_document(data, _forms(), _wordings())
    if kind in (kinds.PAGE, kinds.ARCHIVE):
        from importers.saved_page import read_archive, read_page

        return read_page(data) if kind == kinds.PAGE else read_archive(data)
    raise cannot_read(kind, source)


def is_workbook(data: bytes, source: str) -> bool:
    """Whether these are the bytes of an Excel workbook.

    Raises FileFormatError for a damaged package, ImportProblem for a kind of file that is never read.
    """
    kind = kind_of(data)
    if kind in _ADVICE or kind in (kinds.PACKAGE, kinds.OLD_OFFICE):
        raise cannot_read(kind, source)
    return kind == kinds.EXCEL


def cannot_read(kind: str, source: str) -> ImportProblem:
    """What is told of a file of a kind that is not read."""
    return ImportProblem(f"{source} {kinds.WHAT[kind]}，不能直接读入。", _ADVICE.get(kind, _AS_USUAL))


def import_workbook(data: bytes, source: str, known: Known = NOTHING_KNOWN) -> ImportResult:
    """The report in a workbook, one of our own or any that has the grids in it; raises ImportProblem."""
    from importers.excel import read_excel

    return _with_kind_of_unit(read_excel(data, source, _forms(), _wordings(), known))


def import_text(text: str, source: str = "粘贴的文字", known: Known = NOTHING_KNOWN) -> ImportResult:
    """The report in this text; raises ImportProblem when there is none."""
    from importers.text import read_text

    return _with_kind_of_unit(read_text(text, source, _forms(), _wordings(), known))


def _forms() -> tuple[Form, ...]:
    return tuple(form(edition) for edition in editions())


@cache
def _wordings() -> Wordings:
    return load_wordings(resources.path("labels.toml"))


def _with_kind_of_unit(result: ImportResult) -> ImportResult:
    report = result.report
    report.apply(Edit("导入", (SetField("unit_kind", guess_unit_kind(report.unit)),)))
    return result


def _decode(data: bytes, name: str) -> str:
    from importers.plain_characters import characters_of

    text = characters_of(data)
    if text is None:
        raise _not_understood(name)
    return text


def _not_understood(name: str) -> ImportProblem:
    return ImportProblem(
        f"{name} 里面不是 Word、Excel、PDF、网页或文字，可能已损坏，也可能选错了文件。",
        "请重新取得这个文件，或用 Word、WPS 打开它，另存为 .docx 后再导入。",
    )
