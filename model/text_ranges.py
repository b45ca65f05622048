"""Replacing stretches of plain text inside paragraphs; live figures and what else is no plain text stay whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from model.edits import Change, ReplaceText
from model.records import NamedTuple
from model.text import Span, Text, TextBlock


class Replacement(NamedTuple):
    """In a section's paragraph (from 0), `old` at this offset (code points) becomes `new`."""

    section: str
    paragraph: int
    offset: int
    old: str
    new: str


def is_plain(block: TextBlock, start: int, stop: int) -> bool:
    """Whether the stretch lies within one span of plain text."""
    at = 0
    for span in block.spans:
        end = at + len(span.text)
        if at <= start < end:
            return span.kind == "text" and stop <= end
        at = end
    return False


def replacing(texts: Mapping[str, Text], wanted: Iterable[Replacement]) -> tuple[Change, ...]:
    """The changes that make these replacements; what is no longer there as given is left alone."""
    by_block: dict[tuple[str, int], list[Replacement]] = {}
    for one in wanted:
        by_block.setdefault((one.section, one.paragraph), []).append(one)
    changes: list[Change] = []
    for (section, number), here in by_block.items():
        text = texts[section]
        if number < len(text):
            block = _replaced(text[number], here)
            if block != text[number]:
                changes.append(ReplaceText(section, number, number + 1, (block,)))
    return tuple(changes)


def _replaced(block: TextBlock, here: list[Replacement]) -> TextBlock:
    spans, at = [], 0
    last_first = sorted(here, key=lambda one: -one.offset)
    for span in block.spans:
        text, end = span.text, at + len(span.text)
        for one in last_first:
            first = one.offset - at
            last = first + len(one.old)
            if span.kind == "text" and first >= 0 and last <= len(span.text) and text[first:last] == one.old:
                text = f"{text[:first]}{one.new}{text[last:]}"
        if text:
            spans.append(Span(text, span.kind, span.extra))
        at = end
    return block._replace(spans=tuple(spans))
