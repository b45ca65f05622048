"""Where everything of a grid stands in print: the merged cells of a block or of a whole grid.

The window's headings, Word, Excel and the matching of labels all read this one derivation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from model.form import Block, Grid
from model.records import NamedTuple


class PrintedCell(NamedTuple):
    """A cell as printed. row, column: its top left place from 0; cell: its id, "" for a label.

    role: "block_heading", "corner", "column_heading", "row_label", "input" or "computed".
    """

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    role: str
    cell: str = ""


class PrintedBlock(NamedTuple):
    """A block's cells; row counts are of the block alone, widths of the whole grid.

    heading_rows: rows above the first row of figures, the block's own heading included.
    """

    first_row: int
    rows: int
    columns: int
    heading_rows: int
    label_columns: int
    cells: tuple[PrintedCell, ...]


def printed_blocks(grid: Grid) -> tuple[PrintedBlock, ...]:
    """The grid's blocks one under another; `row` of each cell counts from the grid's first row."""
    blocks = []
    first = 0
    for index, block in enumerate(grid.blocks):
        printed = _printed_block(grid, index, block, first)
        blocks.append(printed)
        first += printed.rows
    return tuple(blocks)


def _printed_block(grid: Grid, index: int, block: Block, first: int) -> PrintedBlock:
    labels = grid.label_levels
    width = grid.width
    top = first + (1 if block.heading else 0)
    levels = block.heading_levels
    cells: list[PrintedCell] = []
    if block.heading:
        cells.append(PrintedCell(first, 0, 1, width, block.heading, "block_heading"))
    if labels:
        cells.append(PrintedCell(top, 0, levels, labels, block.corner, "corner"))
    cells.extend(_headings(block, top, labels))
    body = top + levels
    for run in _runs([row.path for row in block.rows], labels):
        span = labels - run.level if run.last else 1
        cells.append(PrintedCell(body + run.start, run.level, run.length, span, run.text, "row_label"))
    for r in range(len(block.rows)):
        column_at = labels
        for c, column in enumerate(block.columns):
            cell_id = grid.cell_id(index, r, c)
            role = "computed" if column.sum_of or block.rows[r].sum_of else "input"
            cells.append(PrintedCell(body + r, column_at, 1, column.span, "", role, cell_id))
            column_at += column.span
    heading_rows = levels + (1 if block.heading else 0)
    return PrintedBlock(first, heading_rows + len(block.rows), width, heading_rows, labels, tuple(cells))


def _headings(block: Block, top: int, labels: int) -> Iterator[PrintedCell]:
    starts = [labels]
    for column in block.columns:
        starts.append(starts[-1] + column.span)
    for run in _runs([column.path for column in block.columns], block.heading_levels):
        height = block.heading_levels - run.level if run.last else 1
        left, right = starts[run.start], starts[run.start + run.length]
        yield PrintedCell(top + run.level, left, height, right - left, run.text, "column_heading")


class _Run(NamedTuple):
    level: int
    start: int
    length: int
    text: str
    last: bool


def _runs(paths: Sequence[Sequence[str]], levels: int) -> Iterable[_Run]:
    """Neighbouring paths that share their beginning, level by level."""
    for level in range(levels):
        start = 0
        while start < len(paths):
            prefix = paths[start][: level + 1]
            if len(prefix) <= level:
                start += 1
                continue
            stop = start + 1
            last = len(paths[start]) == level + 1
            while not last and stop < len(paths) and paths[stop][: level + 1] == prefix:
                stop += 1
            yield _Run(level, start, stop - start, prefix[level], last)
            start = stop
