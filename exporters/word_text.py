"""The text of a section as Word paragraphs; which of them are headings is said by `model.headings`."""

from __future__ import annotations

from model.headings import BODY_SHAPE, LEVEL_2, LEVEL_3, LONGEST_HEADING, Shape, shape_of
from model.report import Report
from model.text import block_text
from ooxml.characters import escape, fit

__all__ = [
    "BODY_SHAPE",
    "LEVEL_2",
    "LEVEL_3",
    "LONGEST_HEADING",
    "Shape",
    "section_paragraphs",
    "shape_of",
    "text_xml",
]


def section_paragraphs(report: Report, section: str) -> tuple[str, ...]:
    """A section's paragraphs; none when all of it is blank."""
    paragraphs = tuple(block_text(block) for block in report.text(section))
    return paragraphs if any(fit(text).strip() for text in paragraphs) else ()


def text_xml(text: str) -> str:
    """Text as it stands within `w:t`: line feeds and tabs become Word's own, the rest as `fit`."""
    escaped = escape(text).replace("\r\n", "\n").replace("\r", "\n")
    if "\n" in escaped or "\t" in escaped:
        opened = '<w:t xml:space="preserve">'
        escaped = escaped.replace("\n", f"</w:t><w:br/>{opened}").replace("\t", f"</w:t><w:tab/>{opened}")
    return escaped
