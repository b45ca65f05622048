"""A document as importers hand it to the matching of labels: its blocks in order, with nothing understood yet."""

from __future__ import annotations

from collections.abc import Iterable

from model.records import NamedTuple

Place = tuple[int, int, int]
"""Where something stands: block, row and column from 0. Of a line the column counts its fields, the row is 0."""


class SourceParagraph(NamedTuple):
    """A paragraph of running text, which may be a heading."""

    text: str


class SourceLine(NamedTuple):
    """A bare line. fields: its cells; () for an empty line, ("",) for an empty cell, several for a whole row."""

    text: str
    fields: tuple[str, ...]


class SourceCell(NamedTuple):
    """A cell of a table, at the top left of what it covers; row and column count from 0."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


class SourceTable(NamedTuple):
    """A table: for each of its rows the cells that begin there; covered places have no cell."""

    rows: tuple[tuple[SourceCell, ...], ...]

    @classmethod
    def from_rows(cls, rows: Iterable[Iterable[str | tuple[str, int, int]]]) -> SourceTable:
        """A table as web pages give it: rows of texts or of (text, row span, column span), each cell in the next gap."""
        taken: set[tuple[int, int]] = set()
        return cls(tuple(_placed(cells, row, taken) for row, cells in enumerate(rows)))


SourceBlock = SourceParagraph | SourceLine | SourceTable


def _placed(
    cells: Iterable[str | tuple[str, int, int]], row: int, taken: set[tuple[int, int]]
) -> tuple[SourceCell, ...]:
    placed = []
    column = 0
    for cell in cells:
        text, row_span, column_span = (cell, 1, 1) if isinstance(cell, str) else cell
        while (row, column) in taken:
            column += 1
        taken.update((row + r, column + c) for r in range(row_span) for c in range(column_span))
        placed.append(SourceCell(text, row, column, row_span, column_span))
        column += column_span
    return tuple(placed)
