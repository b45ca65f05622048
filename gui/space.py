"""How the window and its grids use the space there is: computed from numbers alone, without widgets.

All sizes are device-independent pixels; `scale` is the base font's size over 12.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate, pairwise

from gui.label_lines import LINE_PITCH, PiecesOf, WidthOf, label_lines, whole_label
from model.form import Grid
from model.layout import WindowGrid
from model.printed import PrintedCell, printed_blocks
from model.records import NamedTuple

NAVIGATOR = 148
RAIL = 44
GUIDANCE = 208
MENU = 26
TOOL_BAR = 32
STATUS_BAR = 24
PAGE_HEAD = 30
FINDING_HEAD = 26
FINDING_ROW = 20
SCROLL_BAR = 12
MARGIN_LEFT = 8
MARGIN_RIGHT = 2

LABEL_PADDING = 6
HEADING_PADDING = 3
CORNER_PADDING = 16
FOUR_AND_FOUR = 88
"""A column in which four digits of this year stand beside four of last year."""

TOOL_BAR_TEXT = 1000
"""From this width on there is text beside the icons of the tool bar."""
MOST_LINES = 2
"""Of a row's label, as long as the columns can spare the room."""

_ROWS_WANTED = 12


class WindowSpace(NamedTuple):
    """What the window has space for; never what the clerk closed or opened himself.

    step: the last step taken when space is short, 0 for none (design, "When space is short").
    """

    step: int
    guidance: bool
    tool_bar_text: bool
    head_note: bool
    rail: bool
    finding_rows: int


def window_space(width: int, height: int, page_width: int, scale: float = 1.0) -> WindowSpace:
    """The layout state for a client area of this size. page_width: least width of the widest page."""
    width, height, page_width = round(width / scale), round(height / scale), round(page_width / scale)
    guidance = width - NAVIGATOR - GUIDANCE >= page_width
    rail = width - NAVIGATOR < page_width
    text = width >= TOOL_BAR_TEXT and not rail
    chrome = MENU + TOOL_BAR + STATUS_BAR + PAGE_HEAD + FINDING_HEAD + 2 * FINDING_ROW
    # Three heading rows and one label that takes two lines.
    rows = (height - chrome - 3 * 20 - 13) // 17
    finding_rows = 2 if rows >= _ROWS_WANTED else 1
    steps = [3 * (not guidance), 4 * (not text), 5 * rail, 6 * (finding_rows == 1)]
    return WindowSpace(max(steps), guidance, text, text, rail, finding_rows)


def least_page_width(grid: Grid, layout: WindowGrid, scale: float = 1.0) -> int:
    """The width below which the grid's cells scroll sideways, margins and scroll bar included."""
    labels = [*layout.labels[:-1], layout.least_label] if layout.labels else []
    columns = sum(column.span for column in grid.blocks[0].columns) * layout.column
    return round((sum(labels) + columns + 2 + MARGIN_LEFT + MARGIN_RIGHT + SCROLL_BAR) * scale)


class BlockMeasures(NamedTuple):
    """Heights of one block: its own heading (0 for none), its heading rows and its rows of figures.

    Each holds the line at its foot; the frame's upper line lies on the first.
    """

    heading: int
    headings: tuple[int, ...]
    rows: tuple[int, ...]

    @property
    def height(self) -> int:
        """The whole block's height."""
        return self.heading + sum(self.headings) + sum(self.rows)


class GridMeasures(NamedTuple):
    """Where everything of a grid stands.

    labels, columns: widths of the print columns, each with the line at its right.
    width, height: of the whole grid with its frame. down, across: whether the cells scroll that way.
    """

    labels: tuple[int, ...]
    columns: tuple[int, ...]
    blocks: tuple[BlockMeasures, ...]
    down: bool
    across: bool

    @property
    def width(self) -> int:
        """The whole grid's width."""
        return sum(self.labels) + sum(self.columns)

    @property
    def height(self) -> int:
        """The whole grid's height."""
        return sum(block.height for block in self.blocks)


def _whole(size: int) -> int:
    """Down to a multiple of 4, which lands on whole device pixels at 125, 150 and 175 %."""
    return size // 4 * 4


def edges(sizes: Sequence[int]) -> tuple[int, ...]:
    """Where sizes laid one after another begin, and where the last ends."""
    return tuple(accumulate(sizes, initial=0))


def grid_measures(
    grid: Grid,
    layout: WindowGrid,
    width: int,
    height: int,
    width_of: WidthOf,
    pieces: PiecesOf = whole_label,
    scale: float = 1.0,
) -> GridMeasures:
    """The measures for a grid that has this much space. width_of: a text's width in the grid's font."""
    measuring = _Measuring(grid, layout, width_of, pieces, scale)
    measures = measuring.measure(width, height)
    if measures.across:
        measures = measuring.measure(width, height - SCROLL_BAR)
    if measures.down:
        measures = measuring.measure(width - SCROLL_BAR, height - SCROLL_BAR * measures.across)
    return measures


def least_grid_height(
    grid: Grid,
    layout: WindowGrid,
    width: int,
    width_of: WidthOf,
    pieces: PiecesOf = whole_label,
    scale: float = 1.0,
) -> int:
    """The height that shows all rows of the grid at this width, each as low as it gets."""
    measures = _Measuring(grid, layout, width_of, pieces, scale).measure(width, 0)
    return measures.height + SCROLL_BAR * measures.across


class _Measuring:
    """The steps of the measuring, over one grid."""

    def __init__(self, grid: Grid, layout: WindowGrid, width_of: WidthOf, pieces: PiecesOf, scale: float) -> None:
        self.grid = grid
        self.layout = layout
        self.width_of = width_of
        self.pieces = pieces
        self.scale = scale
        self.printed = printed_blocks(grid)
        self.pitch = LINE_PITCH * (13 if layout.large else 12) * scale
        # Every height of a row that is tried asks for the same headings.
        self._lines: dict[tuple[str, float], tuple[str, ...]] = {}

    def px(self, size: float) -> int:
        return round(size * self.scale)

    def measure(self, width: int, height: int) -> GridMeasures:
        labels, columns, across = self.widths(width)
        lines = [self.row_lines(block, labels) for block in range(len(self.printed))]
        for row, least in self.candidates():
            blocks = tuple(self.block(i, row, least, lines[i], columns) for i in range(len(self.printed)))
            measures = GridMeasures(labels, columns, blocks, False, across)
            if measures.height <= height:
                return measures
        return measures._replace(down=True)

    def candidates(self) -> list[tuple[int, bool]]:
        """Heights of a row to try, and whether heading rows are at their least: rows give way first."""
        highest, least = self.px(self.layout.row), self.px(self.layout.least_row)
        return [*((row, False) for row in range(highest, least - 1, -1)), (least, True)]

    def widths(self, width: int) -> tuple[tuple[int, ...], tuple[int, ...], bool]:
        count = sum(column.span for column in self.grid.blocks[0].columns)
        least = self.px(self.layout.column)
        room = min(self.px(self.layout.width), width) if self.layout.width else width
        labels = [self.px(label) for label in self.layout.labels]
        if labels:
            # Letters come in whole pixels: at 80 % they take more than 80 % of their room.
            letter = self.width_of("国") / ((13 if self.layout.large else 12) * self.scale)
            labels[-1] = math.ceil(labels[-1] * max(1.0, letter))
        missing = sum(labels) + count * max(least, self.px(FOUR_AND_FOUR)) - room
        if labels and missing > 0:
            labels[-1] = _whole(max(self.px(self.layout.least_label) + 3, labels[-1] - missing))
            labels[-1] = self.in_two_lines(labels, _whole(room) - sum(labels[:-1]) - count * least)
        rest = _whole(room) - sum(labels)
        if rest < count * least:
            return tuple(labels), (least,) * count, True
        ends = [round(rest * i / count) for i in range(count + 1)]
        return tuple(labels), tuple(stop - start for start, stop in pairwise(ends)), False

    def in_two_lines(self, labels: list[int], most: int) -> int:
        """The last label column's width, wider than it is where that keeps its labels to two lines.

        most: what the columns of figures can spare, at their least.
        """
        for width in range(labels[-1], most + 1, 4):
            tried = (*labels[:-1], width)
            if max(max(self.row_lines(block, tried)) for block in range(len(self.printed))) <= MOST_LINES:
                return width
        return labels[-1]

    def row_lines(self, block: int, labels: tuple[int, ...]) -> list[int]:
        """How many lines the labels of each row take."""
        printed = self.printed[block]
        body = printed.first_row + printed.heading_rows
        lines = [1] * (printed.rows - printed.heading_rows)
        for cell in printed.cells:
            if cell.role == "row_label" and cell.row_span == 1:
                width = sum(labels[cell.column : cell.column + cell.column_span])
                taken = len(self.lines(cell, width - self.px(2 * LABEL_PADDING)))
                lines[cell.row - body] = max(lines[cell.row - body], taken)
        return lines

    def lines(self, cell: PrintedCell, width: float) -> tuple[str, ...]:
        found = self._lines.get((cell.text, width))
        if found is None:
            found = self._lines[cell.text, width] = label_lines(self.pieces(cell.text), width, self.width_of)
        return found

    def block(self, index: int, row: int, least: bool, lines: list[int], columns: tuple[int, ...]) -> BlockMeasures:
        heading = self.px(self.layout.block_heading) if self.grid.blocks[index].heading else 0
        rows = tuple(self.row_height(row, count) for count in lines)
        return BlockMeasures(heading, self.heading_heights(index, least, columns), rows)

    def row_height(self, row: int, lines: int) -> int:
        return row if lines == 1 else max(self.px(15 * lines), row + self.px(12 * (lines - 1)))

    def heading_heights(self, index: int, least: bool, columns: tuple[int, ...]) -> tuple[int, ...]:
        """The heading rows' heights, grown where a heading needs more lines than there is room for."""
        printed, levels = self.printed[index], self.grid.blocks[index].heading_levels
        top = printed.first_row + printed.heading_rows - levels
        heights = [self.px(size) for size in self.layout.headings[-levels:]]
        if least:
            heights = [min(size, self.px(self.layout.least_heading)) for size in heights]
        for cell in printed.cells:
            if cell.role == "column_heading":
                first = cell.column - printed.label_columns
                width = sum(columns[first : first + cell.column_span]) - self.px(HEADING_PADDING)
                level = cell.row - top
                needed = round(len(self.lines(cell, width)) * self.pitch) + self.px(3)
                missing = needed - sum(heights[level : level + cell.row_span])
                heights[level + cell.row_span - 1] += max(0, missing)
        return tuple(heights)
