"""The report as a web page for a site, and in a form for a site's editor; checked before it replaces a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from model.layout import Layout, load_layout
from model.report import Report
from model.text import CHART
from workflows.document_file import write_document
from workflows.forms import form_folder

if TYPE_CHECKING:
    from exporters.html_text import Chart

HTML_SUFFIX = ".html"


def export_html(report: Report, path: Path, *, inline: bool = False) -> None:
    """The report as one HTML file at `path`, read back and compared before it is put there.

    inline: with styles in attributes alone, for an editor that drops style sheets. Raises ExportError when what was
    written is not what the report says, SaveError when the file can't be written; what stood there is then whole.
    """
    from exporters.html import html_inline_page, html_page
    from workflows.check_export import check_html

    make = html_inline_page if inline else html_page
    data = make(report, _layout(report), _chart(report))
    check_html(data, report)
    write_document(path, data)


def html_for_editor(report: Report) -> str:
    """What goes to the clipboard to be pasted into a site's editor; checked as a file is. Raises ExportError."""
    from exporters.html import html_fragment, html_inline_page
    from workflows.check_export import check_html

    layout, chart = _layout(report), _chart(report)
    check_html(html_inline_page(report, layout, chart), report)
    return html_fragment(report, layout, chart)


def _layout(report: Report) -> Layout:
    return load_layout(form_folder(report.form.edition), report.form)


def _chart(report: Report) -> Chart | None:
    """The year's chart, drawn only where the text has a place for it."""
    if not any(block.kind == CHART for section in report.form.sections for block in report.text(section.id)):
        return None
    from exporters.html_text import Chart
    from model.pictures import picture_of
    from workflows.year_chart import chart_of, chart_png, chart_words

    return Chart(picture_of(chart_png(report)), chart_words(chart_of(report)))
