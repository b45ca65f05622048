"""Copying figures together with the headings and labels that belong to them, merged as they are in print."""

from __future__ import annotations

import html
from collections.abc import Callable, Collection, Iterator, Sequence

from PySide6.QtCore import QMimeData

from gui.clipboard import write_text
from model.form import Block
from model.printed import PrintedBlock, PrintedCell
from model.printed_part import printed_part
from model.records import NamedTuple

_TABLE = 'style="border-collapse:collapse" border="1" cellspacing="0" cellpadding="4"'
_HEADINGS = ("block_heading", "corner", "column_heading")


class CopiedPart(NamedTuple):
    """Rows and columns of a block, with where its headings are printed."""

    block: Block
    printed: PrintedBlock
    rows: Collection[int]
    columns: Collection[int]


def headed_data(parts: Sequence[CopiedPart], text_of: Callable[[str], str]) -> QMimeData:
    """Parts of blocks one below the other for the clipboard: text for spreadsheets, HTML with spans for the rest."""
    printed = [printed_part(*part) for part in parts]
    data = QMimeData()
    data.setText(write_text([line for cells in printed for line in _lines(cells, text_of)]))
    data.setHtml('<meta charset="utf-8">' + "".join(_html(cells, text_of) for cells in printed))
    return data


def _lines(cells: tuple[PrintedCell, ...], text_of: Callable[[str], str]) -> list[list[str]]:
    """As spreadsheets write merged cells: the text at the upper left, nothing in the rest."""
    height, width = (max(cell.row + cell.row_span for cell in cells), max(c.column + c.column_span for c in cells))
    lines = [[""] * width for _ in range(height)]
    for cell in cells:
        lines[cell.row][cell.column] = text_of(cell.cell) if cell.cell else cell.text
    return lines


def _html(cells: tuple[PrintedCell, ...], text_of: Callable[[str], str]) -> str:
    rows: dict[int, list[PrintedCell]] = {}
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        rows.setdefault(cell.row, []).append(cell)
    last = max(cell.row + cell.row_span for cell in cells)
    lines = ("<tr>" + "".join(_cells(rows.get(row, []), text_of)) + "</tr>" for row in range(last))
    return f"<table {_TABLE}>{''.join(lines)}</table>"


def _cells(cells: list[PrintedCell], text_of: Callable[[str], str]) -> Iterator[str]:
    for cell in cells:
        name = "td" if cell.cell else "th"
        spans = "".join(
            f' {attribute}="{size}"'
            for attribute, size in (("rowspan", cell.row_span), ("colspan", cell.column_span))
            if size > 1
        )
        side = "right" if cell.cell else "center" if cell.role in _HEADINGS else "left"
        text = text_of(cell.cell) if cell.cell else cell.text
        yield f'<{name}{spans} style="text-align:{side};font-weight:normal">{html.escape(text)}</{name}>'
