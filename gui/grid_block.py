"""One block of a grid: its figures with the heading, corner and label bands round them."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.band_cells import Bands
from gui.grid_bands import Band, BandCell
from gui.grid_model import GridModel
from gui.grid_view import GridView
from gui.hairlines import Hairlines
from gui.space import SCROLL_BAR, BlockMeasures, GridMeasures
from gui.theme import Theme

_AS_NEEDED = Qt.ScrollBarPolicy.ScrollBarAsNeeded
_NEVER = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


class GridBlock(QWidget):
    """Places the bands beside the view and moves them with it.

    alone: the grid has no other block, so the figures scroll under the bands; else the page scrolls.
    first: the block has the frame's upper line.
    """

    def __init__(
        self, model: GridModel, theme: Theme, *, large: bool, alone: bool, first: bool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._first = first
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
        self.view.horizontalScrollBar().valueChanged.connect(self._follow)
        self.view.verticalScrollBar().valueChanged.connect(self._follow)
        self.view.moved.connect(lambda _: self._mark_current())

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
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame's left and upper line; the others are those of the cells at the edge."""
        painter = QPainter(self)
        lines = Hairlines(painter, self.devicePixelRatioF())
        color = self._theme.color("strong")
        width = min(self.width(), 1 + self._labels + self._figures)
        height = self.height()
        if self._size is not None:
            height = min(height, self._size.height + self._first)
        painter.fillRect(lines.rect(0, 0, lines.one, height), color)
        if self._first:
            painter.fillRect(lines.rect(0, 0, width, lines.one), color)
        painter.end()

    def _place(self) -> None:
        size = self._size
        if size is None:
            return
        top = int(self._first)
        head, tall = size.heading, sum(size.headings)
        left, body = 1 + self._labels, top + head + tall
        room, rows = self.height() - body, sum(size.rows)
        across = self._alone and left + self._figures > self.width()
        down = self._alone and rows > room - SCROLL_BAR * across
        width = min(self._figures, self.width() - left - SCROLL_BAR * down)
        height = min(rows, room - SCROLL_BAR * across)
        self.title.setGeometry(1, top, self._labels + self._figures, head)
        self.corner.setGeometry(1, top + head, self._labels, tall)
        self.headings.setGeometry(left, top + head, width, tall)
        self.labels.setGeometry(1, body, self._labels, height)
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
