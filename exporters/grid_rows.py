"""A grid's rows on paper: what each cell is, how high the rows are, and where a grid too high for a page is parted.

Word and PDF set the grids by this one derivation, so that both part them before the same row.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from exporters import typesetting as ts
from model.form import Grid
from model.layout import Layout, PaperGrid
from model.printed import PrintedBlock, PrintedCell, printed_blocks
from model.records import NamedTuple

FIGURE, BAND, HEADING, NOTE, LABEL, CENTRED_LABEL, GROUP, VERTICAL = (
    "figure",
    "band",
    "heading",
    "note",
    "label",
    "centred_label",
    "group",
    "vertical",
)

MARGINS = {BAND: (120, 120), LABEL: (60, 10), GROUP: (10, 10), VERTICAL: (0, 0)}
"""Left and right margins in twips by kind; the others have the table's own, `typesetting.CELL_MARGIN`."""


class SetCell(NamedTuple):
    """A cell as it is set: where it stands, what kind it is (one of those above), and its lines as they are broken."""

    printed: PrintedCell
    kind: str
    pieces: tuple[str, ...]


class GridPart(NamedTuple):
    """A part of a grid that is a table of its own: rows of cells, those covered from above included.

    heights: of the rows, in twips. heading_rows: those that are repeated on every page.
    """

    rows: tuple[tuple[SetCell, ...], ...]
    heights: tuple[float, ...]
    heading_rows: int


def grid_parts(grid: Grid, layout: Layout, whole: bool = False) -> tuple[GridPart, ...]:
    """The grid as one table; as two with the same headings where it is too high for a page below its heading.

    The first cell of a group that goes on in the second table says so (`typesetting.CONTINUED`). layout: that of the
    size in which the grid is set. whole: one table, however high it is.
    """
    rows = _Rows(grid, layout)
    at = 0 if whole else _parting_row(grid, rows)
    return (rows.part(0, at), rows.part(at, rows.count)) if at else (rows.part(0, rows.count),)


def fits_a_page(heights: Sequence[float]) -> bool:
    """Whether rows of these heights stand on a page below the line of a heading."""
    return sum(heights) <= ts.TEXT_HEIGHT - ts.LINE


class _Rows:
    def __init__(self, grid: Grid, layout: Layout) -> None:
        self._grid, self._layout = grid, layout
        self.paper: PaperGrid = layout.word[grid.id]
        self.blocks = printed_blocks(grid)
        self._kinds = [(block, row) for block in self.blocks for row in range(block.rows)]
        self.count = len(self._kinds)
        self.cells = self._matrix()
        self.heights = [self._height(number) for number in range(self.count)]

    @property
    def heading_rows(self) -> int:
        """The rows of headings at the top; those of several blocks one under another are none of the whole grid's."""
        return self.blocks[0].heading_rows if len(self.blocks) == 1 else 0

    def part(self, start: int, stop: int) -> GridPart:
        """The rows from start to stop, below the headings."""
        numbers = [*(range(self.heading_rows) if start else ()), *range(start, stop)]
        rows = [tuple(self._cut(cell, start, stop) if n >= start else cell for cell in self.cells[n]) for n in numbers]
        shift = start - self.heading_rows if start else 0
        moved = [
            tuple(_moved(cell, shift if number >= start else 0) for cell in row)
            for number, row in zip(numbers, rows, strict=True)
        ]
        return GridPart(tuple(moved), tuple(self.heights[n] for n in numbers), self.heading_rows)

    def _cut(self, cell: SetCell, start: int, stop: int) -> SetCell:
        """A cell that reaches over the part's edges as it stands in the part."""
        printed = cell.printed
        first, last = max(printed.row, start), min(printed.row + printed.row_span, stop)
        if (first, last) == (printed.row, printed.row + printed.row_span):
            return cell
        placed = printed._replace(row=first, row_span=last - first)
        if first == printed.row:
            return cell._replace(printed=placed)
        *lines, end = cell.pieces
        pieces = (*lines, end + ts.CONTINUED) if cell.kind == VERTICAL else (*cell.pieces, ts.CONTINUED)
        return SetCell(placed._replace(text=printed.text + ts.CONTINUED), cell.kind, pieces)

    def _matrix(self) -> list[tuple[SetCell, ...]]:
        rows: list[list[SetCell]] = [[] for _ in self._kinds]
        for block in self.blocks:
            for printed in block.cells:
                cell = SetCell(printed, self._kind(block, printed), self._layout.pieces(printed.text))
                for offset in range(printed.row_span):
                    rows[printed.row + offset].append(cell)
        return [tuple(sorted(row, key=lambda cell: cell.printed.column)) for row in rows]

    def _kind(self, block: PrintedBlock, cell: PrintedCell) -> str:
        if cell.cell:
            return FIGURE
        if cell.role == "block_heading":
            return BAND
        if cell.role == "column_heading":
            return HEADING
        if cell.role == "corner":
            return NOTE if cell.text.startswith("（") else HEADING
        if cell.column + cell.column_span == block.label_columns:
            return CENTRED_LABEL if self.paper.labels_centred else LABEL
        if self.paper.vertical_label and cell.column == 0 and cell.row_span > 1:
            return VERTICAL
        return GROUP

    def _height(self, number: int) -> float:
        block, row = self._kinds[number]
        own_heading = block.cells[0].role == "block_heading"
        if own_heading and row == 0:
            return self.paper.block_heading or self.paper.rows[0]
        if row < block.heading_rows:
            return self.paper.headings[row - (1 if own_heading else 0)]
        labels = [
            cell for cell in self.cells[number] if cell.printed.role == "row_label" and cell.printed.row_span == 1
        ]
        lines = max((self._lines(cell) for cell in labels), default=1)
        heights = self.paper.rows
        return heights[lines - 1] if lines <= len(heights) else heights[-1] + (lines - len(heights)) * self._line

    @property
    def _line(self) -> int:
        return ts.table_line(self._layout.table_size)

    def _lines(self, cell: SetCell) -> int:
        left, right = MARGINS.get(cell.kind, (ts.CELL_MARGIN, ts.CELL_MARGIN))
        em = self._layout.table_size * 20
        room = max(self.paper.width(cell.printed.column, cell.printed.column_span) - left - right, em)
        return sum(max(1, math.ceil(ts.ems(piece) * em / room)) for piece in cell.pieces)


def _moved(cell: SetCell, rows: int) -> SetCell:
    return cell._replace(printed=cell.printed._replace(row=cell.printed.row - rows)) if rows else cell


def _parting_row(grid: Grid, rows: _Rows) -> int:
    """The row before which a grid too high for a page is parted, 0 for none: where both parts are on a page.

    The layout's rows come first, in its order; else the row at which the parts are most alike in height, best where
    the fewest groups go on.
    """
    if fits_a_page(rows.heights) or not rows.heading_rows:
        return 0
    wanted = {row.id: rows.heading_rows + number for number, row in enumerate(grid.blocks[0].rows)}
    candidates = [wanted[name] for name in rows.paper.split_before if name in wanted]
    candidates += sorted(range(rows.heading_rows + 1, rows.count), key=lambda row: _cost(rows, row))
    heads = rows.heights[: rows.heading_rows]
    for row in candidates:
        if fits_a_page(rows.heights[:row]) and fits_a_page([*heads, *rows.heights[row:]]):
            return row
    return 0


def _cost(rows: _Rows, row: int) -> tuple[int, float]:
    torn = sum(cell.printed.row < row and cell.printed.role == "row_label" for cell in rows.cells[row])
    return torn, abs(sum(rows.heights[:row]) - sum(rows.heights[row:]))


def cells_of(part: GridPart) -> Iterator[SetCell]:
    """The part's cells, each once."""
    for number, row in enumerate(part.rows):
        yield from (cell for cell in row if cell.printed.row == number)
