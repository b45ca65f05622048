"""Replacing stretches of plain text inside paragraphs; live figures and what else is no plain text stay whole.

The alternative text of a picture counts as plain text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from model.edits import Change, ReplaceText
from model.records import NamedTuple
from model.text import OBJECTS, Span, Text, TextBlock, block_text


class Replacement(NamedTuple):
    """In a section's paragraph (from 0), `old` at this offset (code points) becomes `new`."""

    section: str
    paragraph: int
    offset: int
    old: str
    new: str


def is_plain(block: TextBlock, start: int, stop: int) -> bool:
    """Whether the stretch lies within one span of plain text, or a picture's alternative text."""
    if block.kind in OBJECTS:
        first = _alternative_start(block)
        return 0 <= first <= start and stop <= first + len(block.alternative)
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
    if block.kind in OBJECTS:
        return _with_alternative(block, last_first)
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


def _with_alternative(block: TextBlock, last_first: Iterable[Replacement]) -> TextBlock:
    start, text = _alternative_start(block), block.alternative
    for one in last_first:
        first = one.offset - start
        last = first + len(one.old)
        if 0 <= start <= one.offset and text[first:last] == one.old:
            text = f"{text[:first]}{one.new}{text[last:]}"
    return block._replace(alternative=text)


def _alternative_start(block: TextBlock) -> int:
    """Where the alternative text stands in the block's line, -1 when it is not there as it is."""
    return block_text(block).find(block.alternative) if block.alternative else -1
