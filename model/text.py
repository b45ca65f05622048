"""The text of a section: blocks of a kind, each a list of spans. Only this module knows how they are made.

Everyone else asks for plain text: paragraphs joined by line feeds, offsets in code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from model.json_text import one_line, read_json
from model.records import NamedTuple

_LINE_END = re.compile("\r\n|[\r\n\u2028\u2029]")


class Span(NamedTuple):
    """A stretch of a paragraph. kind: "text", or one of `model.live_figures`. extra: as in a block."""

    text: str
    kind: str = "text"
    extra: str = ""


class TextBlock(NamedTuple):
    """A block of a section. kind: "paragraph" (lists, pictures and charts come later).

    extra: keys of the file that this version does not know, as a JSON object, "" for none.
    word: what is open about the paragraph, or who gave it; never printed.
    """

    spans: tuple[Span, ...]
    kind: str = "paragraph"
    extra: str = ""
    word: str = ""


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


def around(plain: str, start: int, end: int, most: int) -> tuple[str, str]:
    """What stands before and after a stretch of a paragraph, so many characters of it and … where that is not all."""
    before, after = plain[max(0, start - most) : start], plain[end : end + most]
    return f"{'…' if start > most else ''}{before}", f"{after}{'…' if len(plain) > end + most else ''}"


def count_characters(text: Iterable[TextBlock]) -> int:
    """How many characters, white space not counted."""
    return sum(len("".join(block_text(block).split())) for block in text)


def to_json(text: Text) -> list[object]:
    """Blocks for the report's file: a plain paragraph is a string, anything richer an object."""
    items: list[object] = []
    for block in text:
        if (
            block.kind == "paragraph"
            and not block.extra
            and not block.word
            and all(_plain(span) for span in block.spans)
        ):
            items.append(block_text(block))
        else:
            spans = [{"kind": span.kind, "text": span.text, **_thawed(span.extra)} for span in block.spans]
            word = {"word": block.word} if block.word else {}
            items.append({"kind": block.kind, "spans": spans, **word, **_thawed(block.extra)})
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
    spans = tuple(_span(span) for span in item["spans"])
    word = item.get("word", "")
    if not isinstance(word, str):
        raise ValueError("a word is a text")
    return TextBlock(spans, _kind(item, "paragraph"), _frozen(item, ("kind", "spans", "word")), word)


def _span(item: object) -> Span:
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise ValueError("a span has a text")
    return Span(item["text"], _kind(item, "text"), _frozen(item, ("kind", "text")))


def _plain(span: Span) -> bool:
    return span.kind == "text" and not span.extra


def _kind(item: dict[str, object], default: str) -> str:
    kind = item.get("kind", default)
    if not isinstance(kind, str):
        raise ValueError("a kind is a text")
    return kind


def _frozen(item: dict[str, object], known: tuple[str, ...]) -> str:
    extra = {key: value for key, value in item.items() if key not in known}
    return one_line(extra) if extra else ""


def _thawed(extra: str) -> dict[str, object]:
    return dict(read_json(extra)) if extra else {}
