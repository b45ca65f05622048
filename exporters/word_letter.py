"""Short Word documents beside the report: a title, paragraphs, a table, signature, in the report's own typesetting."""

from __future__ import annotations

from collections.abc import Sequence

from exporters import typesetting as ts
from exporters.templates.word_base import empty_package
from exporters.word_elements import chinese_fonts
from exporters.word_slots import signature_indent
from exporters.word_styles import BODY_TEXT, SIGNATURE_DATE, SIGNATURE_UNIT, TITLE, default_styles
from exporters.word_text import text_xml
from model.form import Form
from ooxml.package import Package

DOCUMENT = "word/document.xml"
_BODY = b"<w:body>"


def word_letter(form: Form, title: str, paragraphs: Sequence[str], unit: str, date: str) -> bytes:
    """The letter's bytes: lines of the title are parted by line feeds, unit and date stand as 署名 and 成文日期.

    What is blank takes no line. The same letter gives the same bytes.
    """
    indent = f'<w:ind w:left="{signature_indent(unit, date, ts.TEXT_WIDTH / 20)}"/>'
    parts = [paragraph(form, title, TITLE), *(paragraph(form, text, BODY_TEXT) for text in paragraphs[:-1])]
    # The signature never stands alone on a page.
    parts += [paragraph(form, text, BODY_TEXT, "<w:keepNext/><w:keepLines/>") for text in paragraphs[-1:]]
    parts += [
        paragraph(form, text, style, indent) for text, style in ((unit, SIGNATURE_UNIT), (date, SIGNATURE_DATE)) if text
    ]
    return with_body(form, "".join(parts))


def with_body(form: Form, body: str) -> bytes:
    """A Word file with page, styles and page numbers of the form's reports and this content of its body, as XML."""
    package = Package(empty_package(form))
    content = package.read(DOCUMENT).replace(_BODY, _BODY + body.encode("utf-8"), 1)
    return package.with_parts({DOCUMENT: content})


def paragraph(form: Form, text: str, style: str, properties: str = "") -> str:
    """A paragraph as XML. style: a name of `exporters.word_styles`; properties: further ones, in the schema's order."""
    used = default_styles(form)[style]
    run = f'<w:r><w:rPr>{chinese_fonts(used.family)}</w:rPr><w:t xml:space="preserve">{text_xml(text)}</w:t></w:r>'
    return f'<w:p><w:pPr><w:pStyle w:val="{used.id}"/>{properties}</w:pPr>{run if text else ""}</w:p>'
