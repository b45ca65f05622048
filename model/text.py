"""The text of a section: blocks of a kind, each a list of spans. Only this module knows how they are made.

Everyone else asks for plain text: paragraphs joined by line feeds, offsets in code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_LINE_END = re.compile("\r\n|[\r\n\u2028\u2029]")


class Span(NamedTuple):
    """A stretch of a paragraph. kind: "text" (live figures come later)."""

    text: str
    kind: str = "text"


class TextBlock(NamedTuple):
    """A block of a section. kind: "paragraph" (lists, pictures and charts come later)."""

    spans: tuple[Span, ...]
    kind: str = "paragraph"


Text = tuple[TextBlock, ...]


def paragraph(text: str) -> TextBlock:
    """A paragraph of plain text; white space at its two ends is dropped, nothing else."""
    stripped = text.strip()
    return TextBlock((Span(stripped),) if stripped else ())


def from_plain(plain: str) -> Text:
    """Plain text as blocks, a paragraph a line; text that is all blank gives no block.

    Lines end at CR, LF, or Unicode's own separators; other control characters belong to the text.
    """
    if not plain.strip():
        return ()
    lines = _LINE_END.split(plain)
    return tuple(paragraph(line) for line in (lines if lines[-1] else lines[:-1]))


def block_text(block: TextBlock) -> str:
    """A block's plain text."""
    return "".join(span.text for span in block.spans)


def plain_text(text: Iterable[TextBlock]) -> str:
    """The plain text, paragraphs joined by line feeds."""
    return "\n".join(block_text(block) for block in text)


def count_characters(text: Iterable[TextBlock]) -> int:
    """How many characters, white space not counted."""
    return sum(len("".join(block_text(block).split())) for block in text)


def to_json(text: Text) -> list[object]:
    """Blocks for the report's file: a plain paragraph is a string, anything richer an object."""
    items: list[object] = []
    for block in text:
        if block.kind == "paragraph" and all(span.kind == "text" for span in block.spans):
            items.append(block_text(block))
        else:
            spans = [{"kind": span.kind, "text": span.text} for span in block.spans]
            items.append({"kind": block.kind, "spans": spans})
    return items


def from_json(items: object) -> Text:
    """Blocks from the report's file; ValueError when it is not what `to_json` makes."""
    if not isinstance(items, list):
        raise ValueError("text is a list of paragraphs")
    return tuple(_block(item) for item in items)


def _block(item: object) -> TextBlock:
    if isinstance(item, str):
        return TextBlock((Span(item),) if item else ())
    if not isinstance(item, dict) or not isinstance(item.get("spans"), list):
        raise ValueError("a block is a string or an object with spans")
    spans = []
    for span in item["spans"]:
        if not isinstance(span, dict) or not isinstance(span.get("text"), str):
            raise ValueError("a span has a text")
        spans.append(Span(span["text"], str(span.get("kind", "text"))))
    return TextBlock(tuple(spans), str(item.get("kind", "paragraph")))
