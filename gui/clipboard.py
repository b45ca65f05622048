"""Tables on the clipboard: tab-separated text and HTML, as Excel, WPS and browsers write and read them."""

from __future__ import annotations

import html
from collections.abc import Sequence
from html.parser import HTMLParser

from PySide6.QtCore import QMimeData

Rows = tuple[tuple[str, ...], ...]
"""Rows of cells as text; all rows are equally long."""

_MOST_SPAN = 1000


def rows_of(data: QMimeData | None) -> Rows:
    """The table on the clipboard: its text when there is one, else its HTML; () for neither."""
    if data is None:
        return ()
    text = data.text() if data.hasText() else ""
    if text.strip("\r\n"):
        return parse_text(text)
    return html_rows_of(data)


def html_rows_of(data: QMimeData | None) -> Rows:
    """The table in the clipboard's HTML, where a label over several lines is one cell; () without one."""
    return parse_html(data.html()) if data is not None and data.hasHtml() else ()


def mime_data(rows: Sequence[Sequence[str]]) -> QMimeData:
    """The rows for the clipboard, as text and as an HTML table."""
    data = QMimeData()
    data.setText(write_text(rows))
    data.setHtml(write_html(rows))
    return data


def parse_text(text: str) -> Rows:
    """Cells parted by tabs, rows by line ends; a cell in quotation marks may hold both.

    One line end at the close is the clipboard's own and makes no row. A comma parts nothing.
    """
    rows: list[list[str]] = [[]]
    at, size = 0, len(text)
    while at <= size:
        cell, at = _quoted(text, at) if text[at : at + 1] == '"' else _plain(text, at)
        rows[-1].append(cell)
        if at >= size:
            break
        if text[at] == "\t":
            at += 1
            continue
        at += 2 if text[at : at + 2] == "\r\n" else 1
        if at >= size:
            break
        rows.append([])
    return _even(rows) if text else ()


def _plain(text: str, at: int) -> tuple[str, int]:
    stop = at
    while stop < len(text) and text[stop] not in "\t\r\n":
        stop += 1
    return text[at:stop], stop


def _quoted(text: str, at: int) -> tuple[str, int]:
    """A cell in quotation marks, doubled inside; taken as it stands when they don't close at its end."""
    stop = at + 1
    while (stop := text.find('"', stop)) >= 0:
        if text[stop + 1 : stop + 2] == '"':
            stop += 2
        elif text[stop + 1 : stop + 2] in ("", "\t", "\r", "\n"):
            return text[at + 1 : stop].replace('""', '"'), stop + 1
        else:
            break
    return _plain(text, at)


def write_text(rows: Sequence[Sequence[str]]) -> str:
    """Tab-separated text, without a line end at the close."""
    return "\n".join("\t".join(map(_quote, row)) for row in rows)


def _quote(cell: str) -> str:
    if any(character in cell for character in '\t\r\n"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def write_html(rows: Sequence[Sequence[str]]) -> str:
    """A bare HTML table."""
    lines = ("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return '<meta charset="utf-8"><table border="1" cellspacing="0">' + "".join(lines) + "</table>"


def parse_html(source: str) -> Rows:
    """The first table of an HTML source; what a span covers comes as empty cells. () without a table."""
    parser = _TableParser()
    parser.feed(source)
    parser.close()
    return _even(parser.placed())


class _TableParser(HTMLParser):
    """Collects the cells of the first table; tables inside it give their text to the cell they stand in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._rows: list[list[tuple[list[str], int, int]]] = []
        self._depth = 0
        self._done = False
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._done:
            return
        if tag == "table":
            self._depth += 1
        elif self._depth == 1 and tag == "tr":
            self._rows.append([])
            self._open = False
        elif self._depth == 1 and tag in ("td", "th"):
            if not self._rows:
                self._rows.append([])
            spans = dict(attrs)
            self._rows[-1].append(([], _span(spans.get("rowspan")), _span(spans.get("colspan"))))
            self._open = True
        elif tag in ("br", "p") and self._open:
            self._rows[-1][-1][0].append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._depth:
            self._depth -= 1
            self._done = self._depth == 0
            self._open = self._open and not self._done
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self._rows[-1][-1][0].append(data)

    def placed(self) -> list[list[str]]:
        """The rows with every cell in its column."""
        taken: set[tuple[int, int]] = set()
        rows: list[list[str]] = []
        for r, cells in enumerate(self._rows):
            row: list[str] = []
            for words, down, across in cells:
                while (r, len(row)) in taken:
                    row.append("")
                column = len(row)
                taken.update((r + i, column + j) for i in range(down) for j in range(across))
                row.extend(["".join(words).strip(" \t\r\n"), *[""] * (across - 1)])
            rows.append(row)
        return rows


def _span(value: str | None) -> int:
    return min(int(value), _MOST_SPAN) if value and value.isascii() and value.isdigit() and int(value) else 1


def _even(rows: list[list[str]]) -> Rows:
    width = max(map(len, rows), default=0)
    return tuple(tuple(row + [""] * (width - len(row))) for row in rows)
