"""A page of the manual as the HTML that Qt's text documents understand, in the theme's fonts and colours."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from itertools import groupby

from PySide6.QtCore import QSize

from gui.theme import Theme
from workflows.manual import Topic
from workflows.manual_text import Block, Span, Spans

TEXT, TITLE, SECTION, SMALL = 14, 21, 16, 12
"""Sizes of the fonts in pixels at the usual scale."""

PICTURES = "pictures/"
_LISTS = {"item": "ul", "step": "ol"}


class PageStyle:
    """How pages look at this zoom. picture_size: called with a picture's name, the size in which it is shown."""

    def __init__(self, theme: Theme, zoom: float, picture_size: Callable[[str], QSize]) -> None:
        self._theme = theme
        self._zoom = zoom
        self._picture_size = picture_size

    def page(self, topic: Topic) -> str:
        """The whole page."""
        families = ", ".join(f"'{family}'" for family in self._theme.font().families())
        body = f"font-family: {families}; font-size: {self.px(TEXT)}px; color: {self._theme.hex('text')}"
        return f'<html><body style="{body}">{"".join(self._blocks(topic.blocks))}</body></html>'

    def px(self, size: float) -> int:
        """A measure of the design in pixels."""
        return round(self._theme.px(size) * self._zoom)

    def _blocks(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        for kind, found in groupby(blocks, key=lambda block: block.kind):
            if kind in _LISTS:
                yield self._list(_LISTS[kind], list(found))
            elif kind == "row":
                yield self._table(list(found))
            else:
                yield from (self._block(block) for block in found)

    def _block(self, block: Block) -> str:
        text = self._spans(block.cells[0])
        if block.kind == "title":
            return f'<p style="{self._face(TITLE, 0, 10)}"><a name="top"></a>{text}</p>'
        if block.kind == "section":
            return f'<p style="{self._face(SECTION, 20, 6)}"><a name="{block.id}"></a>{text}</p>'
        if block.kind == "picture":
            return self._picture(block, text)
        return f'<p style="{self._margins(0, 8)}; line-height: 128%">{text}</p>'

    def _face(self, size: int, above: int, below: int) -> str:
        return f"font-size: {self.px(size)}px; font-weight: bold; {self._margins(above, below)}"

    def _margins(self, above: int, below: int) -> str:
        return f"margin-top: {self.px(above)}px; margin-bottom: {self.px(below)}px"

    def _picture(self, block: Block, caption: str) -> str:
        size = self._picture_size(block.id)
        small = f"font-size: {self.px(SMALL)}px; color: {self._theme.hex('muted')}"
        image = f'<img src="{PICTURES}{block.id}" width="{size.width()}" height="{size.height()}">'
        return f'<p style="{self._margins(4, 2)}">{image}</p><p style="{small}; {self._margins(0, 12)}">{caption}</p>'

    def _list(self, name: str, items: list[Block]) -> str:
        style = f"{self._margins(0, 5)}; line-height: 128%"
        inner = "".join(f'<li style="{style}">{self._spans(item.cells[0])}</li>' for item in items)
        return f'<{name} style="{self._margins(0, 8)}; -qt-list-indent: 1">{inner}</{name}>'

    def _table(self, rows: list[Block]) -> str:
        frame = f"border-collapse: collapse; border: 1px solid {self._theme.hex('line')}; {self._margins(2, 12)}"
        inner = "".join(self._row(row) for row in rows)
        return f'<table width="100%" cellpadding="{self.px(5)}" style="{frame}">{inner}</table>'

    def _row(self, row: Block) -> str:
        name, ground = ("th", self._theme.hex("heading")) if row.head else ("td", self._theme.hex("surface"))
        style = f"border: 1px solid {self._theme.hex('line')}; text-align: left; background-color: {ground}"
        return "<tr>" + "".join(f'<{name} style="{style}">{self._spans(c)}</{name}>' for c in row.cells) + "</tr>"

    def _spans(self, spans: Spans) -> str:
        return "".join(self._span(span) for span in spans)

    def _span(self, span: Span) -> str:
        text, theme = html.escape(span.text), self._theme
        if span.kind == "strong":
            return f"<b>{text}</b>"
        if span.kind == "key":
            style = f"background-color: {theme.hex('chip')}; color: {theme.hex('chiptext')}; font-weight: bold"
            return f'<span style="{style}">&nbsp;{text}&nbsp;</span>'
        if span.kind == "link":
            return f'<a href="{span.target}" style="color: {theme.hex("accent")}">{text}</a>'
        return text
