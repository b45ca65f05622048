"""Columns of a Word table whose borders were drawn by hand: those that nearly stand one below the other are one.

Each row has borders of its own there; where one of them was dragged a little, the file has two columns for what a
reader sees as one, and cells stand askew below their headings. A row may also begin further to the right than others.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Any

from model.source import SourceCell, SourceTable
from ooxml.markup import w
from ooxml.word_blocks import WordBlock

INDENTED = w("gridBefore")
"""Without this element no row leaves columns free in front."""

_GRID, _COLUMN, _WIDTH = w("tblGrid"), w("gridCol"), w("w")
_NEAR = 0.45
"""Of the width of the narrower cells: borders that stand no further apart are the same."""


def aligned(found: WordBlock) -> WordBlock:
    """The block, of a table with as many columns as a reader sees; another block as it is."""
    table = found.block
    if not isinstance(table, SourceTable):
        return found
    cells = [cell for row in table.rows for cell in row]
    edges = sorted({edge for cell in cells for edge in (cell.column, cell.column + cell.column_span)})
    places = _places(found.element, edges[-1]) if len(edges) - 1 > max(map(len, table.rows), default=0) else []
    columns = _columns(edges, places, cells) if places else {}
    if len(set(columns.values())) == len(columns):
        return found
    rows = tuple(tuple(_moved(cell, columns) for cell in row) for row in table.rows)
    elements = {(row, columns[column]): element for (row, column), element in found.cells.items()}
    return WordBlock(SourceTable(rows), found.element, elements)


def with_blanks(found: WordBlock) -> WordBlock:
    """The block, of a table with blank cells where a row leaves columns free in front of its first cell."""
    table = found.block
    if not isinstance(table, SourceTable):
        return found
    rows: list[tuple[SourceCell, ...]] = []
    above: list[SourceCell] = []
    for number, row in enumerate(table.rows):
        above = [cell for cell in above if cell.row + cell.row_span > number]
        free = 0
        blanks = []
        for cell in sorted([*above, *row[:1]], key=lambda cell: cell.column) if row else ():
            if cell.column > free and cell.column <= row[0].column:
                blanks.append(SourceCell("", number, free, 1, cell.column - free))
            free = max(free, cell.column + cell.column_span)
        rows.append((*blanks, *row))
        above += [cell for cell in row if cell.row_span > 1]
    return found._replace(block=SourceTable(tuple(rows)))


def _places(table: Any, last: int) -> list[int]:
    """Where the table's column borders stand, in twentieths of a point from the left; [] where the file does not say."""
    grid = next(table.iterchildren(_GRID), None)
    widths = [column.get(_WIDTH, "") for column in (() if grid is None else grid.iterchildren(_COLUMN))]
    known = len(widths) >= last and all(width.isdecimal() and len(width) < 7 for width in widths)
    return [0, *accumulate(map(int, widths))] if known else []


def _columns(edges: list[int], places: list[int], cells: list[SourceCell]) -> dict[int, int]:
    """By each border its column as a reader counts them, from 0. No cell loses its width."""
    widths = sorted(places[cell.column + cell.column_span] - places[cell.column] for cell in cells)
    near = widths[len(widths) // 4] * _NEAR
    begins: dict[int, set[int]] = {}
    for cell in cells:
        begins.setdefault(cell.column + cell.column_span, set()).add(cell.column)
    columns: dict[int, int] = {}
    together: list[int] = []
    for edge in edges:
        apart = not together or places[edge] - places[together[0]] > near or begins.get(edge, set()) & set(together)
        together = [edge] if apart else [*together, edge]
        columns[edge] = max(columns.values(), default=-1) + 1 if apart else columns[together[0]]
    return columns


def _moved(cell: SourceCell, columns: dict[int, int]) -> SourceCell:
    begin, end = columns[cell.column], columns[cell.column + cell.column_span]
    return cell._replace(column=begin, column_span=end - begin)
