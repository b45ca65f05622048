"""The text of the manual as blocks: a small part of Markdown, enough for short pages and read strictly.

One line is one block: `# title`, `## section {#id}`, `- item`, `1. step`, `| cell | cell |`, `![caption](pictures/x.png)`,
anything else a paragraph. Inside: **words of the program**, `keys`, [link](topic.md#section).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.records import NamedTuple

_SECTION = re.compile(r"## (?P<text>.+?) \{#(?P<id>[a-z][a-z0-9_-]*)\}")
_PICTURE = re.compile(r"!\[(?P<text>[^\]]+)\]\(pictures/(?P<id>[a-z0-9_]+)\.png\)")
_STEP = re.compile(r"\d+\. (?P<text>.+)")
_RULE = re.compile(r"\|(?: ?-+ ?\|)+")
_INLINE = re.compile(
    r"\*\*(?P<strong>[^*]+)\*\*|`(?P<key>[^`]+)`|\[(?P<link>[^\]]+)\]\((?P<target>[a-z_]+\.md(?:#[a-z0-9_-]+)?)\)"
)
_LEFT_OVER = re.compile(r"\*\*|`|\]\(|\{#")


class ManualError(Exception):
    """A page of the manual is not written as it should be; the message says which line."""


class Span(NamedTuple):
    """A stretch of text. kind: "plain", "strong", "key" or "link"; target: a link's topic, or topic#section."""

    kind: str
    text: str
    target: str = ""


Spans = tuple[Span, ...]


class Block(NamedTuple):
    """kind: title, section, text, item, step, row or picture. cells: one, of a row several.

    id: a section's id, a picture's name. head: whether a row is the first of its table.
    """

    kind: str
    cells: tuple[Spans, ...]
    id: str = ""
    head: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """What is written in each cell, without what only dresses it."""
        return tuple("".join(span.text for span in spans) for spans in self.cells)


def read_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a page. Raises ManualError."""
    return tuple(_blocks(text.splitlines()))


def _blocks(lines: list[str]) -> Iterator[Block]:
    row = False
    for number, line in enumerate(lines, 1):
        if _RULE.fullmatch(line):
            continue
        if line.strip():
            try:
                block = _block(line.strip(), row)
            except ManualError as error:
                raise ManualError(f"line {number}: {error}") from None
            row = block.kind == "row"
            yield block
        else:
            row = False


def _block(line: str, after_row: bool) -> Block:
    if line.startswith("# "):
        return Block("title", (read_spans(line[2:]),))
    if line.startswith("#"):
        match = _SECTION.fullmatch(line)
        if match is None:
            raise ManualError(f"a section is written “## text {{#id}}”, not “{line}”")
        return Block("section", (read_spans(match["text"]),), match["id"])
    if line.startswith("!"):
        match = _PICTURE.fullmatch(line)
        if match is None:
            raise ManualError(f"a picture is written “![caption](pictures/name.png)”, not “{line}”")
        return Block("picture", (read_spans(match["text"]),), match["id"])
    if line.startswith("- "):
        return Block("item", (read_spans(line[2:]),))
    if match := _STEP.fullmatch(line):
        return Block("step", (read_spans(match["text"]),))
    if line.startswith("|"):
        return Block("row", tuple(read_spans(cell.strip()) for cell in line.strip("|").split("|")), head=not after_row)
    return Block("text", (read_spans(line),))


def read_spans(text: str) -> Spans:
    """The stretches of a line. Raises ManualError for marks that are left over."""
    spans, at = [], 0
    for match in _INLINE.finditer(text):
        spans.append(Span("plain", text[at : match.start()]))
        at = match.end()
        kind = match.lastgroup if match.lastgroup != "target" else "link"
        assert kind is not None
        spans.append(Span(kind, match[kind], (match["target"] or "").replace(".md", "")))
    spans.append(Span("plain", text[at:]))
    found = tuple(span for span in spans if span.text)
    for span in found:
        if span.kind == "plain" and _LEFT_OVER.search(span.text):
            raise ManualError(f"marks that belong to nothing in “{span.text}”")
    return found
