"""The report's true pages for the window and the printer: set as the exported PDF is, drawn as pictures."""

from __future__ import annotations

from exporters.document_options import DocumentOptions
from importers.pdf_drawing import DrawnPdf, PagePicture
from model.layout import load_layout
from model.report import Report
from model.state import State
from workflows.export_pdf import causes_logged, find_fonts_quickly
from workflows.forms import form_folder
from workflows.year_chart import with_charts

__all__ = ["DrawnPdf", "PagePicture", "set_pages"]


def set_pages(state: State, options: DocumentOptions) -> DrawnPdf:
    """The pages of a report in this state. May run in any thread. Raises ExportError as `export_pdf` does."""
    from exporters.pdf import make_preview

    find_fonts_quickly()
    form = state.form
    with causes_logged():
        made = make_preview(with_charts(Report(state)), load_layout(form_folder(form.edition), form), options)
    return DrawnPdf(made.data)
