"""One block of a grid: its figures with the heading, corner and label bands round them."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.band_cells import Bands
from gui.grid_bands import Band, BandCell
from gui.grid_model import GridModel
from gui.grid_view import GridView
from gui.space import SCROLL_BAR, BlockMeasures, GridMeasures
from gui.theme import Theme

_AS_NEEDED = Qt.ScrollBarPolicy.ScrollBarAsNeeded
_NEVER = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


class GridBlock(QWidget):
    """Places the bands beside the view and moves them with it.

    alone: the grid has no other block, so the figures scroll under the bands; else the page scrolls.
    first: the frame's upper line is painted by this block; the lines between blocks are those of the cells.
    """

    def __init__(
        self, model: GridModel, theme: Theme, *, large: bool, alone: bool, first: bool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._alone = alone
        self._size: BlockMeasures | None = None
        self._labels = self._figures = 0
        self.model = model
        self.view = GridView(model, theme, large=large, parent=self)
        policy = _AS_NEEDED if alone else _NEVER
        self.view.setVerticalScrollBarPolicy(policy)
        self.view.setHorizontalScrollBarPolicy(policy)
        # In a stack a turn of the wheel is left to the page, which alone can scroll.
        wheel = self.view if alone else None
        self.title, self.corner, self.headings, self.labels = (Band(theme, wheel, self) for _ in range(4))
        for band in self.bands():
            band.pressed.connect(self._select)
            band.dragged.connect(lambda cell: self._select(cell, Qt.KeyboardModifier.ShiftModifier))
            band.menu_opened.connect(self._select_for_menu)
        self._frame(first)
        self.view.horizontalScrollBar().valueChanged.connect(self._follow)
        self.view.verticalScrollBar().valueChanged.connect(self._follow)
        self.view.moved.connect(lambda _: self._mark_current())

    def _frame(self, first: bool) -> None:
        has_title, has_labels = bool(self.model.block.heading), bool(self.model.block.label_levels)
        for band in (self.title, self.corner, self.labels):
            band.left_line = True
        self.headings.left_line = self.view.left_line = not has_labels
        self.title.top_line = first
        self.corner.top_line = self.headings.top_line = first and not has_title

    def bands(self) -> tuple[Band, Band, Band, Band]:
        """The block's own heading, the corner, the headings and the labels."""
        return self.title, self.corner, self.headings, self.labels

    def take(self, measures: GridMeasures, index: int, bands: Bands) -> None:
        """Take new measures and the merged cells made for them."""
        size = measures.blocks[index]
        self._size = size
        self._labels, self._figures = sum(measures.labels), sum(measures.columns)
        columns, at = [], 0
        for column in self.model.block.columns:
            columns.append(sum(measures.columns[at : at + column.span]))
            at += column.span
        for band, cells in zip(self.bands(), bands, strict=True):
            band.take(cells)
        self.view.set_sizes(tuple(columns), size.rows)
        self._place()

    def take_theme(self) -> None:
        """Colours and fonts may have changed."""
        self.view.take_theme()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        size = self._size
        if size is None:
            return
        head, tall = size.heading, sum(size.headings)
        left, body = self._labels, head + tall
        room, rows = self.height() - body, sum(size.rows)
        across = self._alone and left + self._figures > self.width()
        down = self._alone and rows > room - SCROLL_BAR * across
        width = min(self._figures, self.width() - left - SCROLL_BAR * down)
        height = min(rows, room - SCROLL_BAR * across)
        self.title.setGeometry(0, 0, self._labels + self._figures, head)
        self.corner.setGeometry(0, head, self._labels, tall)
        self.headings.setGeometry(left, head, width, tall)
        self.labels.setGeometry(0, body, self._labels, height)
        view = QRect(left, body, width + SCROLL_BAR * down, height + SCROLL_BAR * across)
        self.view.setGeometry(view)
        self._follow()

    def _follow(self) -> None:
        across, down = self.view.horizontalScrollBar().value(), self.view.verticalScrollBar().value()
        self.headings.scroll_to(across, 0)
        self.labels.scroll_to(0, down)

    def _mark_current(self) -> None:
        index = self.view.currentIndex()
        row, column = index.row(), index.column()
        self.headings.set_current(row if row >= 0 else -1, column)
        self.labels.set_current(row, column if column >= 0 else -1)

    def _select(self, cell: BandCell, modifiers: Qt.KeyboardModifier) -> None:
        self.view.select_block(cell.first_row, cell.first_column, cell.last_row, cell.last_column, modifiers)

    def _select_for_menu(self, cell: BandCell) -> None:
        """What the menu works on is what was clicked, unless that is selected already."""
        corners = ((cell.first_row, cell.first_column), (cell.last_row, cell.last_column))
        if not all(self.view.is_selected(*corner) for corner in corners):
            self._select(cell, Qt.KeyboardModifier.NoModifier)
