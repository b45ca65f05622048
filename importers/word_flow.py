"""A part of a Word file as a flow: its paragraphs' texts in order, and marks where tables, rows and cells begin.

Read with expat: a tree of all elements would take twice as long to make, and most of it is not looked at.
"""

from __future__ import annotations

import re
from itertools import compress
from typing import NamedTuple
from xml.etree import ElementTree
from xml.parsers import expat

from model.form import Grid
from model.printed import printed_blocks

TABLE, ROW, CELL, BOX, END = "\0table", "\0row", "\0cell", "\0box", "\0end"
"""Marks in a flow; no text can begin like them, since XML holds no such character."""

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_IGNORED, _OTHER, _TEXT_START, _TEXT_END, _PARAGRAPH, _PARAGRAPH_END = "", "other", "t", "/t", "p", "/p"
_BOX_START, _BOX_END = "txbxContent", "/txbxContent"
_MARKS = {"tbl": TABLE, "tr": ROW, "tc": CELL, "/tbl": END}
_LINE = {"br": "\n", "cr": "\n", "tab": "\t"}
_KINDS = {
    kind: kind for kind in (_TEXT_START, _TEXT_END, _PARAGRAPH, _PARAGRAPH_END, _BOX_START, _BOX_END, *_MARKS, *_LINE)
}
_NEVER_EMPTY = (_TEXT_START, _PARAGRAPH, _BOX_START, "tbl")
_TAG = re.compile(r"<(/?)w:(\w+)")
_PREFIX = re.compile(r"[<\s/]([^\s<>/:=\"']+):")
_NAMESPACE = re.compile(r"""\sxmlns(?::([^\s=]+))?\s*=\s*["']([^"']*)["']""")


class Item(NamedTuple):
    """A paragraph's text or a mark. name: the placeholder that the text stands for, where it is known."""

    text: str
    name: str = ""


MARKS = {mark: Item(mark) for mark in (TABLE, ROW, CELL, BOX, END)}


class _Unusual(Exception):
    """The part writes what we look for in another way than Word does."""


def flow(content: bytes) -> list[str]:
    """The flow of a part. Paragraphs of white space alone are left out; a text box comes after the paragraph it is in.

    Raises ExpatError or ParseError when the content is no XML or uses a prefix that it does not declare.
    """
    try:
        return _read(content)
    except _Unusual:
        ElementTree.register_namespace("w", _WORD)
        return _read(ElementTree.tostring(ElementTree.fromstring(content)))


def check(content: bytes) -> None:
    """Raise ExpatError when the content is no XML or uses a prefix that it does not declare."""
    expat.ParserCreate(namespace_separator=" ").Parse(content, True)


def _read(content: bytes) -> list[str]:
    tokens = _tokens(content)
    kinds = _TokenKinds()
    items = _follow(tokens, kinds)
    if not kinds.prefixes <= _declared(tokens):
        check(content)
    return items


def _tokens(content: bytes) -> list[str]:
    """The part's tags as they stand in it, and between them its texts with all references resolved.

    Expat gives a `<` in a text by itself: what is longer and begins with it is a tag.
    """
    tokens: list[str] = []
    parser = expat.ParserCreate()
    parser.CharacterDataHandler = parser.DefaultHandler = tokens.append
    parser.Parse(content, True)
    return tokens


def _declared(tokens: list[str]) -> set[str]:
    """The prefixes that the root element declares."""
    root = next(token for token in tokens if len(token) > 1 and token[0] == "<" and token[1] not in "?!")
    return {prefix for prefix, _ in _NAMESPACE.findall(root)} | {"xml", "xmlns"}


class _TokenKinds(dict[str, str]):
    """What each token is to the flow; a part has few different ones, and each is looked at once.

    prefixes: all that may be used as such.
    """

    def __init__(self) -> None:
        super().__init__()
        self.prefixes: set[str] = {"w"}

    def __missing__(self, token: str) -> str:
        is_tag = token[0] == "<" and len(token) > 1
        if is_tag and token.count(":") > token.count(" w:") + token.startswith(("<w:", "</w:")):
            self.prefixes.update(_PREFIX.findall(token))
        kind = self[token] = _kind(token) if is_tag else _OTHER
        return kind


def _kind(token: str) -> str:
    has_namespace = "xmlns" in token and any(
        (prefix == "w") != (uri == _WORD) for prefix, uri in _NAMESPACE.findall(token)
    )
    if has_namespace or token == "<![CDATA[":
        raise _Unusual
    match = _TAG.match(token)
    if (
        match is None
        or (match[2] in _NEVER_EMPTY and token.endswith("/>"))
        or (match[2] == "tab" and "w:pos=" in token)
    ):
        return _IGNORED
    return _KINDS.get(match[1] + match[2], _IGNORED)


def _follow(tokens: list[str], kinds: _TokenKinds) -> list[str]:
    """The flow of these tokens; a text box waits until the paragraph that it is in has come to its end."""
    items: list[str] = []
    boxes: list[str] = []
    texts: list[str] | None = None
    around: list[tuple[list[str], list[str], list[str] | None]] = []
    reading = False
    found = list(map(kinds.__getitem__, tokens))
    for token, kind in compress(zip(tokens, found, strict=True), found):
        if kind == _OTHER:
            if reading and texts is not None:
                texts.append(token)
        elif kind in (_TEXT_START, _TEXT_END):
            reading = kind == _TEXT_START
        elif kind == _PARAGRAPH:
            texts = []
        elif kind == _PARAGRAPH_END:
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
        elif kind == _BOX_START:
            around.append((items, boxes, texts))
            items, boxes, texts = [BOX], [], None
        else:
            box = [*items, END]
            items, boxes, texts = around.pop()
            (items if texts is None else boxes).extend(box)
    return items


def grid_flow(grid: Grid) -> list[Item]:
    """The flow of a grid as the form prints it: labels in their first cells, a named paragraph for each figure."""
    rows: dict[int, list[tuple[int, str, str]]] = {}
    for block in printed_blocks(grid):
        for cell in block.cells:
            for offset in range(cell.row_span):
                text, name = (cell.text, cell.cell) if offset == 0 else ("", "")
                rows.setdefault(cell.row + offset, []).append((cell.column, text, name))
    items = [MARKS[TABLE]]
    for row in sorted(rows):
        items.append(MARKS[ROW])
        for _, text, name in sorted(rows[row]):
            items.append(MARKS[CELL])
            if text or name:
                items.append(Item(text, name))
    return [*items, MARKS[END]]
