"""A paragraph in other words: what of it stays is what it was, live figures as well."""

from __future__ import annotations

from collections.abc import Iterator

from model.text import Span, TextBlock, block_text
from model.text_comparison import COME, GONE, compare_words


def reworded(block: TextBlock, text: str) -> TextBlock:
    """The block with this text. A live figure stays one while all of it stays; what is changed becomes plain text."""
    spans: list[Span] = []
    at = 0
    for kind, words in compare_words(block_text(block), text):
        if kind == COME:
            spans.append(Span(words))
            continue
        if kind != GONE:
            spans.extend(_between(block, at, at + len(words)))
        at += len(words)
    return block._replace(spans=tuple(_joined(spans)))


def _between(block: TextBlock, start: int, stop: int) -> Iterator[Span]:
    """The spans of a stretch, those at its ends cut; a part of a figure is plain text."""
    at = 0
    for span in block.spans:
        first, last = max(start, at), min(stop, at + len(span.text))
        part = span.text[first - at : last - at] if first < last else ""
        if part == span.text:
            yield span
        elif part:
            yield span._replace(text=part) if span.kind == "text" else Span(part)
        at += len(span.text)


def _joined(spans: list[Span]) -> Iterator[Span]:
    """Without empty ones, plain spans side by side as one."""
    last = Span("")
    for span in spans:
        if last[1:] == span[1:] == ("text", ""):
            last = Span(last.text + span.text)
            continue
        if last.text:
            yield last
        last = span
    if last.text:
        yield last
