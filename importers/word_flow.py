"""A part of a Word file as a flow: its paragraphs' texts in order, and marks where tables, rows and cells begin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from xml.etree import ElementTree

from importers.word_steps import (
    BEFORE,
    BOX_START,
    LINE_TAGS,
    MERGE,
    PARAGRAPH,
    PARAGRAPH_END,
    SPAN,
    TABLE_TAGS,
    Step,
    Unusual,
    steps_of,
)
from importers.word_steps import Markups as Markups
from importers.word_steps import check as check
from model.form import Grid
from model.printed import printed_blocks
from ooxml.namespaces import WORD

TABLE, ROW, CELL, BOX, END = "\0table", "\0row", "\0cell", "\0box", "\0end"
"""Marks in a flow; no text can begin like them, since XML holds no such character."""

BEGINS, GOES_ON, SPANS, FREE = f"\0{MERGE}:restart", f"\0{MERGE}:continue", f"\0{SPAN}:", f"\0{BEFORE}:"
"""Behind the mark of a cell that is merged downwards, the first and the others; with a number, of one that takes more
columns than one, and of a row that leaves columns free before its first cell."""

_MARKS = dict(zip(TABLE_TAGS, (TABLE, ROW, CELL, END), strict=True))
_LINE = dict(zip(LINE_TAGS, "\n\n\t", strict=True))


class Item(NamedTuple):
    """A paragraph's text or a mark. name: the placeholder that the text stands for, where it is known."""

    text: str
    name: str = ""


_ITEMS = {mark: Item(mark) for mark in (TABLE, ROW, CELL, END)}


def is_mark(text: str) -> bool:
    """Whether an item of a flow is a mark, not a paragraph's text."""
    return text.startswith("\0")


def flow(content: bytes, markups: Markups | None = None) -> list[str]:
    """The flow of a part. Paragraphs of white space alone are left out; a text box comes after the paragraph it is in.

    markups: what is known of the markup of parts like this one; what is new is added. Raises ExpatError or ParseError when the content is no XML or uses a prefix that it does not declare.
    """
    try:
        return _follow(steps_of(content, markups))
    except Unusual:
        ElementTree.register_namespace("w", WORD)
        return _follow(steps_of(ElementTree.tostring(ElementTree.fromstring(content))))


def _follow(steps: Iterable[Step]) -> list[str]:
    """The flow of these steps; a text box waits until the paragraph that it is in has come to its end."""
    items: list[str] = []
    boxes: list[str] = []
    texts: list[str] | None = None
    around: list[tuple[list[str], list[str], list[str] | None]] = []
    for kinds, following in steps:
        for kind in kinds:
            if kind == PARAGRAPH:
                texts = []
            elif kind == PARAGRAPH_END:
                text, texts = "".join(texts or ()), None
                if text and not text.isspace():
                    items.append(text)
                if boxes:
                    items += boxes
                    boxes = []
            elif kind in _MARKS:
                items.append(_MARKS[kind])
            elif kind in _LINE:
                if texts is not None:
                    texts.append(_LINE[kind])
            elif kind.startswith((MERGE, SPAN, BEFORE)):
                items.append(f"\0{kind}")
            elif kind == BOX_START:
                around.append((items, boxes, texts))
                items, boxes, texts = [BOX], [], None
            else:
                box = [*items, END]
                items, boxes, texts = around.pop()
                (items if texts is None else boxes).extend(box)
        if following and texts is not None:
            texts.append(following)
    return items


def grid_flow(grid: Grid) -> list[Item]:
    """The flow of a grid as the form prints it: labels in their first cells, a named paragraph for each figure."""
    rows: dict[int, list[tuple[int, int, str, Item]]] = {}
    for block in printed_blocks(grid):
        for cell in block.cells:
            for offset in range(cell.row_span):
                item = Item(cell.text, cell.cell) if offset == 0 else Item("")
                merge = "" if cell.row_span == 1 else GOES_ON if offset else BEGINS
                rows.setdefault(cell.row + offset, []).append((cell.column, cell.column_span, merge, item))
    items = [_ITEMS[TABLE]]
    for row in sorted(rows):
        items.append(_ITEMS[ROW])
        for _, span, merge, item in sorted(rows[row]):
            items.append(_ITEMS[CELL])
            items += [Item(f"{SPANS}{span}")] if span > 1 else []
            items += [Item(merge)] if merge else []
            items += [item] if item.text or item.name else []
    return [*items, _ITEMS[END]]
