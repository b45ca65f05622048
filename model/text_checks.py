"""What the checks of the text share: paragraphs with their places, and findings about stretches of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from model.checks import Figures
from model.findings import Finding, TextPlace
from model.form import Rule
from model.records import NamedTuple
from model.text import OBJECTS, Text, block_text


class Paragraph(NamedTuple):
    """A paragraph of a section. number: its block's, from 0; start: its offset in the section's plain text."""

    section: str
    number: int
    start: int
    text: str

    def place(self, start: int, end: int) -> TextPlace:
        """A stretch of the paragraph as a place in its section."""
        return TextPlace(self.section, self.start + start, self.start + end)


def paragraphs(figures: Figures, section: str) -> tuple[Paragraph, ...]:
    """The section's paragraphs that are not blank; pictures and charts are none."""
    text = figures.text(section)
    known = _KNOWN.get(section)
    # Every rule of the text asks: what was made last is made of this very text but for the first one.
    if known is None or known[0] is not text:
        known = _KNOWN[section] = (text, tuple(_paragraphs(text, section)))
    return known[1]


_KNOWN: dict[str, tuple[Text, tuple[Paragraph, ...]]] = {}


def _paragraphs(blocks: Text, section: str) -> Iterator[Paragraph]:
    start = 0
    for number, block in enumerate(blocks):
        text = block_text(block)
        if block.kind not in OBJECTS and not text.isspace() and text:
            yield Paragraph(section, number, start, text)
        start += len(text) + 1


def is_blank(figures: Figures, section: str) -> bool:
    """Whether nothing is written in the section yet: rules of the text are then silent while it is being filled in."""
    return not paragraphs(figures, section)


def text_finding(
    rule: Rule, instance: str, part: str, statement: str, places: Iterable[TextPlace] = (), **more: Any
) -> Finding:
    """A finding of a rule of the text; places: all stretches that it is about. more: other fields of the finding."""
    severity = more.pop("severity", rule.severity)
    return Finding(rule.id, instance, severity, part, statement, texts=tuple(places), **more)
