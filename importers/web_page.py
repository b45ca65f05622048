"""A web page of ours taken apart: headings, text, pictures and tables in order, and what is wrong with its elements.

Read with the standard library's tokenizer and a strict reading of its own: an element that is left open, a script or
a picture that is not within the page is told.
"""

from __future__ import annotations

from binascii import Error as NotBase64
from binascii import a2b_base64
from collections.abc import Mapping
from hashlib import sha256
from html.parser import HTMLParser
from typing import NamedTuple

from model.errors import ImportProblem

TITLE, SECTION, HEADING, TEXT, ITEM, IMAGE, TABLE = "title", "section", "heading", "text", "item", "picture", "table"
_VOID = frozenset(("meta", "br", "col", "img"))
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LEAVES = frozenset((*_HEADINGS, "p", "li", "th", "td", "caption", "title", "style"))
_REFUSED = frozenset(("script", "iframe", "object", "embed", "form", "link", "base"))
_LONGEST_TOLD = 30


class Piece(NamedTuple):
    """What stands in the page, in order. rank: of a heading. A table's text is its number from 0."""

    kind: str
    text: str
    rank: int = 0


class WebCell(NamedTuple):
    """A cell of a table as it is written. headers: the ids of its headings."""

    tag: str
    text: str
    row_span: int
    column_span: int
    id: str
    headers: tuple[str, ...]
    scope: str


class WebPage(NamedTuple):
    """A page as read. facts: its `meta` elements by name; wrong: what no page of ours has, in Chinese.

    remarks: what is for the eye alone, hidden from readers of screens. behind: the first of the pieces behind the last
    section.
    """

    language: str
    title: str
    facts: Mapping[str, str]
    pieces: tuple[Piece, ...]
    tables: tuple[tuple[tuple[WebCell, ...], ...], ...]
    wrong: tuple[str, ...]
    remarks: tuple[str, ...]
    behind: int


def read_web_page(data: bytes) -> WebPage:
    """The page's headings, text, tables and facts. Raises ImportProblem when it is no text in UTF-8."""
    try:
        source = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ImportProblem("写好的网页读不出来。", "请重新导出。") from error
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return reader.page()


class _Reader(HTMLParser):
    """Takes a page apart; every element has to be closed where it was opened."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, dict[str, str]]] = []
        self._text: list[str] = []
        self._pieces: list[Piece] = []
        self._tables: list[list[list[WebCell]]] = []
        self._facts: dict[str, str] = {}
        self._wrong: list[str] = []
        self._remarks: list[str] = []
        self._language = self._title = ""
        self._behind = 0

    def page(self) -> WebPage:
        if self._open:
            self._wrong.append(f"网页的“{self._open[-1][0]}”没有结束")
        return WebPage(
            self._language,
            self._title,
            self._facts,
            tuple(self._pieces),
            tuple(tuple(tuple(row) for row in rows) for rows in self._tables),
            tuple(self._wrong),
            tuple(self._remarks),
            self._behind or len(self._pieces),
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in _REFUSED or any(name.startswith("on") for name in attributes):
            self._wrong.append(f"网页里有不该有的“{tag}”")
        if tag == "html":
            self._language = attributes.get("lang", "")
        elif tag == "meta" and "name" in attributes:
            self._facts[attributes["name"]] = attributes.get("content", "")
        elif tag == "br":
            self._text.append("\n")
        elif tag == "img":
            self._pieces.append(Piece(IMAGE, f"{self._digest(attributes)} {attributes.get('alt', '')}"))
        elif tag == "table":
            self._pieces.append(Piece(TABLE, str(len(self._tables))))
            self._tables.append([])
        elif tag == "tr" and self._tables:
            self._tables[-1].append([])
        if tag in _LEAVES or tag in ("ol", "ul"):
            self._end_item()
            self._text.clear()
        if tag not in _VOID:
            self._open.append((tag, attributes))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            self._wrong.append(f"网页的“{tag}”结束在不该结束的地方")
            return
        if tag == "section":
            self._behind = len(self._pieces)
        if tag in _LEAVES:
            self._take(tag, self._open[-1][1], "".join(self._text))
            self._text.clear()
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if any(tag in _LEAVES for tag, _ in self._open):
            self._text.append(data)
        elif self._open and self._open[-1][1].get("aria-hidden") == "true":
            self._remarks.append(data)
        elif data.strip():
            self._wrong.append(f"网页里多出“{data.strip()[:_LONGEST_TOLD]}”")

    def _take(self, tag: str, attributes: Mapping[str, str], text: str) -> None:
        if tag in _HEADINGS:
            above = self._open[-2][0] if len(self._open) > 1 else ""
            kind = TITLE if tag == "h1" else SECTION if tag == "h2" and above == "section" else HEADING
            self._pieces.append(Piece(kind, text, int(tag[1])))
        elif tag == "p":
            self._pieces.append(Piece(TEXT, text))
        elif tag == "li":
            self._end_item()
        elif tag == "title":
            self._title = text
        elif tag in ("th", "td") and self._tables and self._tables[-1]:
            self._tables[-1][-1].append(_cell(tag, attributes, text))

    def _end_item(self) -> None:
        """An item's text ends where a list inside it begins, or with the item."""
        if any(tag == "li" for tag, _ in self._open) and "".join(self._text):
            self._pieces.append(Piece(ITEM, "".join(self._text)))
            self._text.clear()

    def _digest(self, attributes: Mapping[str, str]) -> str:
        """The picture's bytes in short; a picture that is not within the page is wrong."""
        kind, _, content = attributes.get("src", "").partition(",")
        try:
            if kind in ("data:image/png;base64", "data:image/jpeg;base64"):
                return sha256(a2b_base64(content, strict_mode=True)).hexdigest()
        except NotBase64:
            pass
        self._wrong.append("网页里有一张图片不在文件内")
        return ""


def _cell(tag: str, attributes: Mapping[str, str], text: str) -> WebCell:
    spans = (attributes.get("rowspan", "1"), attributes.get("colspan", "1"))
    row_span, column_span = (int(span) if span.isascii() and span.isdecimal() else 0 for span in spans)
    headers = tuple(attributes.get("headers", "").split())
    return WebCell(tag, text, row_span, column_span, attributes.get("id", ""), headers, attributes.get("scope", ""))
