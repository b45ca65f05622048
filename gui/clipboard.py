"""Tables on the clipboard: tab-separated text and HTML, as Excel, WPS and browsers write and read them."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QMimeData

from importers.html_blocks import read_html, rows_of_table
from importers.tab_text import Rows, block_of_text
from model.source import SourceTable


def rows_of(data: QMimeData | None) -> Rows:
    """The table on the clipboard: its text when there is one, else its HTML; () for neither. Rows may end early."""
    if data is None:
        return ()
    text = data.text() if data.hasText() else ""
    if text.strip("\r\n"):
        return block_of_text(text)
    return parse_html(data.html()) if data.hasHtml() else ()


def mime_data(rows: Sequence[Sequence[str]]) -> QMimeData:
    """The rows for the clipboard, as text and as an HTML table."""
    data = QMimeData()
    data.setText(write_text(rows))
    data.setHtml(write_html(rows))
    return data


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
    tables = [block for block in read_html(source).blocks if isinstance(block, SourceTable)]
    return rows_of_table(tables[0]) if tables else ()
