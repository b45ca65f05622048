"""Writing the finished report, and reading it back: a difference is an error, never a silent file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from model.layout import Layout
from model.prepared_template import Prepared
from model.report import Report
from workflows.document_file import write_document
from workflows.forms import form_folder, layout
from workflows.template_files import EXCEL_SUFFIX, WORD_SUFFIX, read_template

if TYPE_CHECKING:
    from exporters.document_options import DocumentOptions
    from workflows.year_chart import Annex


def export_word(
    report: Report,
    path: Path,
    template: Path | None = None,
    annex: Annex | None = None,
    options: DocumentOptions | None = None,
) -> None:
    """The report as a Word file at `path`, by the default template or an own one, checked after writing.

    annex: a picture for a last page of its own. options: how the default template is to be printed, None for plainly;
    an own template keeps its looks. A red head is the report's own (`document_settings.red_head`).
    Raises ExportError when the template or the result is not as it should be, SaveError when the file
    can't be written; what stood at `path` before is then whole.
    """
    from exporters.word import fill_word
    from workflows.check_export import check_word
    from workflows.year_chart import with_charts

    report = with_charts(report)
    ready = _word_template(report, template, options)
    fill = partial(fill_word, own_format=True) if ready.bare else fill_word
    data = _checked(report, ready, WORD_SUFFIX, fill, check_word)
    write_document(path, data if annex is None else _with_annex(data, annex))


def _word_template(report: Report, template: Path | None, options: DocumentOptions | None) -> Prepared:
    if template is not None:
        return _own_template(report, template, WORD_SUFFIX)
    from exporters.document_options import PLAIN, TABLE_SIZES
    from exporters.word_variants import with_options

    wanted = options or PLAIN
    size = "" if wanted.table_size == TABLE_SIZES[0] else f"_{wanted.table_size:g}"
    return Prepared(
        with_options(read_template(form_folder(report.form.edition) / f"report{size}{WORD_SUFFIX}"), wanted)
    )


def _own_template(report: Report, template: Path, suffix: str) -> Prepared:
    """With placeholders where its labels tell that something goes."""
    from exporters.own_properties import with_properties
    from workflows.check_template import refuse_wrong
    from workflows.labelled_templates import fitted, prepared

    data = read_template(template)
    refuse_wrong(data, suffix, report.form)
    ready = fitted(prepared(data, suffix, report.form), suffix, report)
    return ready._replace(data=with_properties(ready.data))


def export_excel(report: Report, path: Path, template: Path | None = None) -> None:
    """The report as a workbook at `path`; else as `export_word`."""
    from exporters.excel import fill_excel
    from workflows.check_export import check_excel

    if template is None:
        ready = Prepared(read_template(form_folder(report.form.edition) / f"report{EXCEL_SUFFIX}"))
    else:
        ready = _own_template(report, template, EXCEL_SUFFIX)
    write_document(path, _checked(report, ready, EXCEL_SUFFIX, fill_excel, check_excel))


def errors_remark(report: Report) -> str:
    """A sentence on the errors that an export keeps, "" when there are none."""
    errors = sum(finding.severity == "error" and not finding.explained for finding in report.findings())
    return f"报告还有 {errors} 处错误，导出的文件里照原样保留。" if errors else ""


def characters_remark(report: Report) -> str:
    """What is to be said of characters that no document has as they are, "" when there are none."""
    from ooxml.characters import TURNING, fit

    changed = [(name, text) for name, text in _typed(report) if fit(text) != text]
    turned = [name for name, text in changed if not TURNING.isdisjoint(text)]
    unprintable = [name for name, text in changed if "\ufffd" in fit(text.replace("\ufffd", ""))]
    remarks = []
    if unprintable:
        remarks.append(f"{_listed(unprintable)}里有不能打印的控制字符，导出的文件里写成了“\ufffd”，请删去后重新导出。")
    if turned:
        remarks.append(f"{_listed(turned)}里有看不见的、会把数字倒过来显示的符号，导出的文件里已去掉，请核对这几处。")
    return "".join(remarks)


def _listed(names: list[str]) -> str:
    return "、".join(dict.fromkeys(names))


def _typed(report: Report) -> Iterator[tuple[str, str]]:
    """All that was typed but figures, each with its name in messages."""
    from model.naming import cell_name

    for section in report.form.sections:
        yield f"“{section.heading or section.short}”", report.plain(section.id)
    for cell in report.form.inputs:
        value = report.value(cell)
        if isinstance(value, str):
            yield cell_name(report.form, cell), value
    for value in report.fields.values():
        yield f"“{report.form.sections[0].short}”", str(value)


Fill = Callable[[bytes, Report, Layout], bytes]
Check = Callable[[bytes, bytes, Report], None]


def _checked(report: Report, template: Prepared, suffix: str, fill: Fill, check: Check) -> bytes:
    """The finished document, read back and compared."""
    from workflows.check_export import check_properties

    data = fill(template.data, report, layout(report.form.edition))
    check(template.data, data, report)
    check_properties(data, report)
    if template.labelled:
        from workflows.labelled_templates import check_labels

        check_labels(data, suffix, report, template)
    return data


def _with_annex(data: bytes, annex: Annex) -> bytes:
    from exporters.word_annex import with_annex
    from workflows.check_export import check_annex

    annexed = with_annex(data, *annex)
    check_annex(data, annexed, annex.picture)
    return annexed
