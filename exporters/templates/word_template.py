"""The default Word template of a form, made from its description with python-docx: all a clerk needs to restyle."""

from __future__ import annotations

import io

from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Twips
from docx.text.paragraph import Paragraph

from exporters import typesetting as ts
from exporters.templates.word_base import empty_package
from exporters.word_styles import (
    BODY_TEXT,
    HEADINGS,
    SIGNATURE_DATE,
    SIGNATURE_UNIT,
    TITLE,
    default_styles,
    families_of,
)
from exporters.word_table import grid_tables
from model.form import Form, Section
from model.layout import USUAL, Layout
from ooxml.package import Package, make_package

_WRITTEN_BY_LIBRARY = "word/document.xml"


def word_template(form: Form, layout: Layout, table_size: float = USUAL) -> bytes:
    """The template's bytes; the same form and layout give the same bytes. table_size: of the grids' text, in points."""
    package = Package(empty_package(form, table_size))
    layout = layout.sized(table_size)
    document = Document(io.BytesIO(package.with_parts({})))
    _add(document, form, "{{title}}", TITLE)
    after_grid = False
    for section in form.sections:
        if section.heading:
            _add_heading(document, form, section, layout, after_grid)
        _add(document, form, f"{{{{section:{section.id}}}}}", BODY_TEXT)
        after_grid = bool(section.grid)
        if section.grid:
            _add_grid(document, form, section, layout)
    _add(document, form, "{{signature.unit}}", SIGNATURE_UNIT)
    _add(document, form, "{{signature.date}}", SIGNATURE_DATE)
    return _repacked(package, document)


def _add(document: DocumentObject, form: Form, text: str, style: str) -> Paragraph:
    paragraph = document.add_paragraph(style=style)
    fonts = paragraph.add_run(text)._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001
    fonts.set(qn("w:hint"), "eastAsia")
    fonts.set(qn("w:eastAsia"), families_of(form)[style])
    return paragraph


def _add_heading(document: DocumentObject, form: Form, section: Section, layout: Layout, after_grid: bool) -> None:
    """A grid that fills a page starts one, with its heading; the gaps make a grid a whole number of lines."""
    settings = _add(document, form, section.heading, HEADINGS[0]).paragraph_format
    new_page = bool(section.grid) and layout.word[section.grid].new_page
    if new_page:
        settings.page_break_before = True
    elif after_grid:
        settings.space_before = Twips(ts.GRID_GAP)
    if section.grid:
        settings.space_after = Twips(ts.GRID_GAP)


def _add_grid(document: DocumentObject, form: Form, section: Section, layout: Layout) -> None:
    for xml in grid_tables(form, form.grid(section.grid), layout, default_styles(form)):
        document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")


def _repacked(package: Package, document: DocumentObject) -> bytes:
    """Only the document comes from the library: it would write the other parts in its own order and with its own date."""
    buffer = io.BytesIO()
    document.save(buffer)
    written = Package(buffer.getvalue())
    parts = {name: package.read(name) for name in package.names}
    return make_package(parts | {_WRITTEN_BY_LIBRARY: written.read(_WRITTEN_BY_LIBRARY)})
