"""Tables of which the second goes on with the first, its headings printed again, read as the one table that they are."""

from __future__ import annotations

from collections.abc import Iterable

from ooxml.tables import TableCell

CONTINUED = "（续）"
"""Behind the label of a group of rows that goes on in the second table."""


def joined_tables(tables: Iterable[tuple[TableCell, ...]]) -> tuple[tuple[TableCell, ...], ...]:
    """The tables in their order, each that goes on with the one before it joined to that one.

    It does when it begins with the same headings and a label in the first row below them says so.
    """
    joined: list[tuple[TableCell, ...]] = []
    for table in tables:
        heads = _headings(joined[-1], table) if joined else 0
        if heads and any(_bare(cell.text).endswith(CONTINUED) for cell in table if cell.row == heads):
            joined[-1] = _joined(joined[-1], table, heads)
        else:
            joined.append(table)
    return tuple(joined)


def _headings(first: tuple[TableCell, ...], second: tuple[TableCell, ...]) -> int:
    """How many rows both tables begin with alike."""
    rows = 0
    while (row := _row(first, rows)) and row == _row(second, rows):
        rows += 1
    return rows


def _row(table: tuple[TableCell, ...], number: int) -> list[tuple[int, int, int, str]]:
    return [(cell.column, cell.row_span, cell.column_span, _bare(cell.text)) for cell in table if cell.row == number]


def _joined(first: tuple[TableCell, ...], second: tuple[TableCell, ...], heads: int) -> tuple[TableCell, ...]:
    """The second table's rows below those of the first; a group that goes on is one cell again."""
    height = max(cell.row + cell.row_span for cell in first)
    cells = list(first)
    for cell in second:
        if cell.row < heads:
            continue
        text = _bare(cell.text)
        above = _above(cells, cell, height) if cell.row == heads and text.endswith(CONTINUED) else None
        if above is not None and _bare(cells[above].text) == text.removesuffix(CONTINUED):
            cells[above] = cells[above]._replace(row_span=cells[above].row_span + cell.row_span)
        else:
            cells.append(cell._replace(row=cell.row - heads + height))
    return tuple(cells)


def _above(cells: list[TableCell], below: TableCell, height: int) -> int | None:
    """The number of the cell that ends right above this one, in the same columns."""
    for number, cell in enumerate(cells):
        same = (cell.column, cell.column_span) == (below.column, below.column_span)
        if same and cell.row + cell.row_span == height:
            return number
    return None


def _bare(text: str) -> str:
    return "".join(text.split())
