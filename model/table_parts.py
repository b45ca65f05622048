"""Tables that hold more than a grid: their rows that are lines of a document, and the grids between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from model.records import NamedTuple
from model.source import SourceBlock, SourceCell, SourceParagraph, SourceTable

_BESIDE = 2
"""Cells of a row in which a heading has the place of its text beside it."""


class Part(NamedTuple):
    """A stretch of a table. row, column: where its place (0, 0) lies in the table."""

    block: SourceBlock
    row: int
    column: int = 0


def parts_of(table: SourceTable, is_label: Callable[[str], bool], is_line: Callable[[str], bool]) -> Iterator[Part]:
    """The table's rows of one text over the whole width as lines, the blank rows below them too, the others as tables.

    is_label: whether a text is a label of a grid, whose rows belong to it. is_line: whether a text stands for itself
    even in a row that is not merged.
    """
    filled = [cell for row in table.rows for cell in row if cell.text.strip()]
    reach = (
        min((cell.column for cell in filled), default=0),
        max((cell.column + cell.column_span for row in table.rows for cell in row), default=0),
    )
    rows = _Rows(reach, is_label, is_line)
    grid: list[tuple[SourceCell, ...]] = []
    first, covered, after_line = 0, 0, False
    for number, row in enumerate(table.rows):
        lines = () if number < covered else rows.lines(row, blank=after_line)
        covered = max((cell.row + cell.row_span for cell in row if cell.text.strip() or cell in lines), default=covered)
        if not lines and not (after_line and not row):
            if not grid:
                first = number
            grid.append(row)
            after_line = False
            continue
        if grid:
            yield _table(grid, first)
            grid = []
        after_line = True
        yield from (Part(SourceParagraph(line.text), line.row, line.column) for line in lines)
    if grid:
        yield _table(grid, first)


class _Rows:
    """Tells rows of lines. reach: the columns of a whole row."""

    def __init__(self, reach: tuple[int, int], is_label: Callable[[str], bool], is_line: Callable[[str], bool]) -> None:
        self._reach, self._is_label, self._is_line = reach, is_label, is_line

    def lines(self, row: tuple[SourceCell, ...], *, blank: bool) -> Sequence[SourceCell]:
        """The cells that are the whole of a row; blank: whether a blank row is a line, too."""
        filled = [cell for cell in row if cell.text.strip()]
        if not filled:
            return (max(row, key=lambda cell: cell.column_span),) if blank and row else ()
        if any(self._is_label(cell.text) for cell in filled):
            return ()
        if len({cell.text for cell in filled}) == len(filled) <= _BESIDE and all(map(self._is_line, _texts(filled))):
            return row if len(row) == _BESIDE else filled
        return filled if len(filled) == 1 and self._is_whole(filled[0]) else ()

    def _is_whole(self, cell: SourceCell) -> bool:
        return (cell.column, cell.column + cell.column_span) == self._reach and cell.column_span > 1


def _texts(cells: Sequence[SourceCell]) -> Sequence[str]:
    return [cell.text for cell in cells]


def _table(rows: list[tuple[SourceCell, ...]], first: int) -> Part:
    moved = (tuple(cell._replace(row=cell.row - first) for cell in row) for row in rows)
    return Part(SourceTable(tuple(moved)), first)
