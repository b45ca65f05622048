"""From a printed block and the measures in force to the merged cells of its bands."""

from __future__ import annotations

from PySide6.QtCore import QRect

from gui.grid_bands import BandCell
from gui.label_lines import PiecesOf, WidthOf, label_lines, stacked_lines
from gui.space import CORNER_PADDING, HEADING_PADDING, LABEL_PADDING, GridMeasures, edges
from model.form import Block
from model.layout import WindowGrid
from model.printed import PrintedBlock, PrintedCell
from model.records import NamedTuple


class Bands(NamedTuple):
    """The merged cells of a block's four bands, each in its band's own coordinates."""

    title: tuple[BandCell, ...]
    corner: tuple[BandCell, ...]
    headings: tuple[BandCell, ...]
    labels: tuple[BandCell, ...]


class BandMaker:
    """Makes the bands of one block."""

    def __init__(
        self,
        block: Block,
        printed: PrintedBlock,
        layout: WindowGrid,
        pieces: PiecesOf,
        width_of: WidthOf,
        small_width_of: WidthOf,
        scale: float,
    ) -> None:
        self._block = block
        self._printed = printed
        self._layout = layout
        self._pieces = pieces
        self._width_of = width_of
        self._small_width_of = small_width_of
        self._scale = scale
        self._step = 1 if layout.large else 0
        self._body = printed.first_row + printed.heading_rows
        self.strong_rows = strong_rows(block, printed, layout)
        self.strong_columns = strong_columns(block, layout)
        # Print columns and columns of figures differ where a column spans several.
        self._column_at = [c for c, column in enumerate(block.columns) for _ in range(column.span)]

    def make(self, measures: GridMeasures, index: int) -> Bands:
        """The bands of the block with this index in the measures."""
        found: dict[str, list[BandCell]] = {"block_heading": [], "corner": [], "column_heading": [], "row_label": []}
        size = measures.blocks[index]
        self._labels, self._columns = edges(measures.labels), edges(measures.columns)
        self._levels, self._rows = edges(size.headings), edges(size.rows)
        self._title_size = (sum(measures.labels) + sum(measures.columns), size.heading)
        for cell in self._printed.cells:
            if cell.role in found:
                found[cell.role].append(getattr(self, f"_{cell.role}")(cell))
        return Bands(*(tuple(cells) for cells in found.values()))

    def _block_heading(self, cell: PrintedCell) -> BandCell:
        rect = QRect(0, 0, *self._title_size)
        whole = self._figures(0, len(self._block.rows), 0, len(self._column_at))
        return BandCell(
            rect, (cell.text,), *whole, step=self._step, bold=True, strong_right=True, strong_below=True, sticky=True
        )

    def _corner(self, cell: PrintedCell) -> BandCell:
        width = self._labels[-1]
        rect = QRect(0, 0, width, self._levels[-1])
        whole = self._figures(0, len(self._block.rows), 0, len(self._column_at))
        pieces = self._pieces(cell.text)
        # A note over several lines stands back: small and muted, unlike the name of a column.
        note = len(pieces) > 1 or self._width_of(cell.text) > width - self._px(2 * LABEL_PADDING)
        measure = self._small_width_of if note else self._width_of
        lines = label_lines(pieces, width - self._px(2 * CORNER_PADDING), measure) if note else pieces
        return BandCell(
            rect,
            lines,
            *whole,
            step=-1 if note else self._step,
            colour="muted" if note else "text",
            strong_right=True,
            strong_below=True,
        )

    def _column_heading(self, cell: PrintedCell) -> BandCell:
        first = cell.column - self._printed.label_columns
        last = first + cell.column_span
        level = cell.row - (self._body - self._block.heading_levels)
        bottom = level + cell.row_span
        rect = _rect(self._columns[first], self._levels[level], self._columns[last], self._levels[bottom])
        lines = label_lines(self._pieces(cell.text), rect.width() - self._px(HEADING_PADDING), self._width_of)
        leaf = bottom == self._block.heading_levels
        return BandCell(
            rect,
            lines,
            *self._figures(0, len(self._block.rows), first, last),
            leaf=leaf,
            sticky=cell.column_span > 1,
            step=self._step,
            strong_right=self._column_at[last - 1] in self.strong_columns,
            strong_below=leaf,
        )

    def _row_label(self, cell: PrintedCell) -> BandCell:
        first = cell.row - self._body
        last = first + cell.row_span
        right = cell.column + cell.column_span
        rect = _rect(self._labels[cell.column], self._rows[first], self._labels[right], self._rows[last])
        leaf = right == self._printed.label_columns
        stacked = self._layout.vertical_label and cell.column == 0 and not leaf
        padding = LABEL_PADDING if leaf else 1
        lines = (
            stacked_lines(cell.text)
            if stacked
            else label_lines(self._pieces(cell.text), rect.width() - self._px(2 * padding), self._width_of)
        )
        return BandCell(
            rect,
            lines,
            *self._figures(first, last, 0, len(self._column_at)),
            leaf=leaf,
            sticky=cell.row_span > 1,
            step=self._step,
            centred=not leaf,
            padding=padding,
            fill="label",
            strong_right=leaf,
            strong_below=last - 1 in self.strong_rows,
        )

    def _figures(self, first_row: int, stop_row: int, first: int, stop: int) -> tuple[int, int, int, int]:
        return first_row, stop_row - 1, self._column_at[first], self._column_at[stop - 1]

    def _px(self, size: int) -> int:
        return round(size * self._scale)


def strong_rows(block: Block, printed: PrintedBlock, layout: WindowGrid) -> frozenset[int]:
    """The rows with a strong line below: those that the layout names, the last of each group, the last of all."""
    body = printed.first_row + printed.heading_rows
    found = {r for r, row in enumerate(block.rows) if row.id in layout.strong_rows}
    found.update(
        cell.row + cell.row_span - 1 - body for cell in printed.cells if cell.role == "row_label" and cell.row_span > 1
    )
    return frozenset({*found, len(block.rows) - 1})


def strong_columns(block: Block, layout: WindowGrid) -> frozenset[int]:
    """The columns of figures with a strong line at the right."""
    found = {c for c, column in enumerate(block.columns) if column.id in layout.strong_columns}
    return frozenset({*found, len(block.columns) - 1})


def _rect(left: int, top: int, right: int, bottom: int) -> QRect:
    return QRect(left, top, right - left, bottom - top)
