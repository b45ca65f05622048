"""What is selected in a grid: within one block, or all of its blocks; in numbers for the status bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import QItemSelectionModel, Qt

from gui.grid_block import GridBlock
from model.number_text import is_number
from model.records import NamedTuple
from model.report import Report


class Selection(NamedTuple):
    """Rows and columns touched, and the count, sum and average of the figures among the cells.

    mixed: they are in different units, so that a sum says nothing.
    """

    rows: int
    columns: int
    count: int
    total: int | Decimal
    average: Decimal
    mixed: bool = False


class PageSelection:
    """The selections of a page's blocks as one: in the block with the current cell, or all cells of all blocks.

    active: the block with the current cell.
    """

    def __init__(self, blocks: Sequence[GridBlock], active: Callable[[], GridBlock]) -> None:
        self._blocks = blocks
        self._active = active
        self._settling = False
        for block in blocks:
            block.view.selection_moved.connect(lambda block=block: self._settle(block))

    def cells(self) -> list[str]:
        """The ids of the selected cells, block by block."""
        return [cell for block in self._blocks for cell in block.view.selected_cells()]

    @property
    def is_whole(self) -> bool:
        """Whether cells of several blocks are selected, which are then all cells of the grid."""
        return sum(bool(block.view.selected_cells()) for block in self._blocks) > 1

    def select_all(self) -> None:
        """All figures of the current cell's block; where they are selected, those of the other blocks as well."""
        model, view = self._active().model, self._active().view
        if len(view.selected_cells()) < model.rowCount() * model.columnCount():
            view.selectAll()
            return
        self._settling = True
        for block in self._blocks:
            block.view.selectAll()
        self._settling = False

    def select_lines(self, *, rows: bool) -> None:
        """The rows, or else the columns, of what is selected in the current cell's block; the current cell stays."""
        view, model = self._active().view, self._active().model
        chosen = [(index.row(), index.column()) for index in view.selectedIndexes()]
        if chosen:
            current = view.currentIndex()
            (top, bottom), (left, right) = ((min(line), max(line)) for line in zip(*chosen, strict=True))
            top, bottom = (top, bottom) if rows else (0, model.rowCount() - 1)
            left, right = (0, model.columnCount() - 1) if rows else (left, right)
            view.select_block(top, left, bottom, right, Qt.KeyboardModifier.NoModifier)
            view.selectionModel().setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _settle(self, block: GridBlock) -> None:
        """Something was selected in one block: that ends what was selected in the others."""
        if self._settling or not block.view.selected_cells():
            return
        self._settling = True
        for other in self._blocks:
            if other is not block and other.view.selected_cells():
                other.view.clearSelection()
        self._settling = False


def selection_of(report: Report, cells: Sequence[str]) -> Selection | None:
    """The numbers for these cells of a grid; None for a single cell or none."""
    if len(cells) < 2:
        return None
    places = [report.form.cells[cell] for cell in cells]
    values = [value for cell in cells if is_number(value := report.value(cell))]
    units = {report.unit_of(cell) for cell in cells if is_number(report.value(cell))}
    total = sum(values)
    average = Decimal(total) / len(values) if values else Decimal(0)
    rows, columns = {(place.block, place.row) for place in places}, {place.column for place in places}
    return Selection(len(rows), len(columns), len(values), total, average, len(units) > 1)
