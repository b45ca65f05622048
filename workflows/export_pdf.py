"""The finished report as a PDF file, read back by another library and compared before it takes its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from exporters.document_options import PLAIN, DocumentOptions
from model.errors import ExportError
from model.layout import load_layout
from model.report import Report
from workflows.document_file import write_document
from workflows.forms import form_folder

PDF_SUFFIX = ".pdf"
FONTS_FOLDER = "fonts"
_MOST_TOLD = 5
_MOST_NAMED = 20


def export_pdf(report: Report, path: Path, options: DocumentOptions = PLAIN) -> None:
    """The report as a PDF at `path`, set as the Word file is, with the fonts of this PC; checked before it is written.

    Raises ExportError when the pages can't be set or don't hold what the report says, SaveError when the file can't be
    written; what stood at `path` before is then whole.
    """
    data = pdf_of(report, options)
    write_document(path, data)


def pdf_of(report: Report, options: DocumentOptions = PLAIN) -> bytes:
    """The checked PDF. Raises ExportError as `export_pdf`."""
    from exporters.pdf import make_pdf
    from workflows.year_chart import with_charts

    find_fonts_quickly()
    report = with_charts(report)
    with causes_logged():
        made = make_pdf(report, load_layout(form_folder(report.form.edition), report.form), options)
    check_pdf(made.data, report, options, made.missing)
    return made.data


def find_fonts_quickly() -> None:
    """Let the data folder remember the fonts in use; before the first page is set."""
    from exporters.pdf_setter import remember_fonts_in
    from workflows.log_file import data_folder

    remember_fonts_in(data_folder() / FONTS_FOLDER)


@contextmanager
def causes_logged() -> Iterator[None]:
    """What the library said of pages that it could not set goes to the log: a message has it in Chinese alone."""
    try:
        yield
    except ExportError as error:
        if error.__cause__ is not None:
            from workflows.log_file import log_exception

            log_exception(error)
        raise


def check_pdf(
    data: bytes, report: Report, options: DocumentOptions = PLAIN, missing: Collection[str] = frozenset()
) -> None:
    """The PDF holds the report's figures, headings and text; raises ExportError that names what differs.

    missing: the characters in whose place 〓 is printed.
    """
    from importers.written_pdf import Around, differences

    head = tuple(text for text in options.red_head or () if text)
    found = differences(data, report, Around(options.draft, head, frozenset(missing)))
    if found:
        told = "；".join(difference.rstrip("。") for difference in found[:_MOST_TOLD])
        raise ExportError(
            f"写好的 PDF 文件与报告不一致，没有保存：{told}。", "请改用 Word 导出，并把这句话告诉维护人员。"
        )


def fonts_remark(report: Report, options: DocumentOptions = PLAIN) -> str:
    """Sentences on characters that no font of this PC has and on accents that are left out, "" without any."""
    from exporters.pdf import unaccented, unshown

    told = ""
    if missing := sorted(unshown(report, options)):
        told = f"这台电脑的字体里没有“{_named(missing)}”，PDF 里印成了“〓”；装上有这些字的字体再导出一次就好了。"
    if lost := sorted(unaccented(report, options)):
        told += f"“{_named(lost)}”带有字体印不出的附加符号，PDF 里只印字，不印符号。"
    return told


def _named(found: Sequence[str]) -> str:
    return "".join(found[:_MOST_NAMED]) + ("…" if len(found) > _MOST_NAMED else "")
