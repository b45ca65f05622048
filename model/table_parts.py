"""Tables that hold more than a grid: their rows that are lines of a document, and the grids between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from model.records import NamedTuple
from model.source import SourceBlock, SourceCell, SourceParagraph, SourceTable


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
    grid: list[tuple[SourceCell, ...]] = []
    first, covered, after_line = 0, 0, False
    for number, row in enumerate(table.rows):
        line = None if number < covered else _line(row, reach, is_label, is_line, blank=after_line)
        covered = max((cell.row + cell.row_span for cell in row if cell.text.strip() or cell is line), default=covered)
        if line is None and not (after_line and not row):
            if not grid:
                first = number
            grid.append(row)
            after_line = False
            continue
        if grid:
            yield _table(grid, first)
            grid = []
        after_line = True
        if line is not None:
            yield Part(SourceParagraph(line.text), line.row, line.column)
    if grid:
        yield _table(grid, first)


def _line(
    row: tuple[SourceCell, ...],
    reach: tuple[int, int],
    is_label: Callable[[str], bool],
    is_line: Callable[[str], bool],
    *,
    blank: bool,
) -> SourceCell | None:
    """The cell that is the whole of a row; reach: the columns of the whole; blank: whether a blank row is one, too."""
    filled = [cell for cell in row if cell.text.strip()]
    if not filled:
        return max(row, key=lambda cell: cell.column_span) if blank and row else None
    if len(filled) != 1 or is_label(filled[0].text):
        return None
    first, stop = filled[0].column, filled[0].column + filled[0].column_span
    whole = (first, stop) == reach and stop - first > 1
    return filled[0] if whole or is_line(filled[0].text) else None


def _table(rows: list[tuple[SourceCell, ...]], first: int) -> Part:
    moved = (tuple(cell._replace(row=cell.row - first) for cell in row) for row in rows)
    return Part(SourceTable(tuple(moved)), first)
