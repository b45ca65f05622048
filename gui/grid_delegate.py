"""Paints a cell with all its states, and opens the field to type in."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF, QRegion
from PySide6.QtWidgets import QAbstractItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from gui.cell_editor import CellEditor
from gui.cell_fit import CellFit, Fitted, elided
from gui.cell_look import CellLook, without_word
from gui.grid_model import GridModel
from gui.hairlines import Hairlines, Metrics, Pixels
from gui.theme import Theme
from model.records import NamedTuple

Index = QModelIndex | QPersistentModelIndex

PADDING = 8
_LEFT = 11
_LEFT_BESIDE_MARK = 14
_GAP = 6
_EDGE = 4
_MARK_LINE = 2
_MOST_BESIDE = 34
"""What a mark, a frame and a sign of one character take at the left, all together."""

_WRITING_LINE = 18
_BASE_LINE = 7
_TRIANGLE = 9
_DOT = 5
_CORNER = 7

_LAST_ROOM = 25
"""Last year's figure is shown where this much is left beside both figures."""

_LOW = 22
"""In a lower row there is no room for two frames above a figure."""

_LAST_BESIDE = 88
_RAISED = 7
_LOWERED = 9


class Stretch(NamedTuple):
    """A row or column: its number, where it begins and where it ends."""

    number: int
    start: float
    stop: float


class CellStates(Protocol):
    """What the delegate asks its view for each cell."""

    strong_rows: frozenset[int]
    strong_columns: frozenset[int]
    left_line: bool
    last_year: str
    pixels: Pixels

    def is_selected(self, row: int, column: int) -> bool: ...
    def is_current(self, row: int, column: int) -> bool: ...
    def is_focused(self) -> bool: ...


class GridDelegate(QAbstractItemDelegate):
    """Everything of a cell is painted here: no style, no default delegate, no pen rectangles."""

    opened = Signal(CellEditor)

    def __init__(self, theme: Theme, view: CellStates, *, large: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = view
        self._step = 2 if large else 1
        self._fit = CellFit(theme, self._step)
        self.take_fonts()

    def take_fonts(self) -> None:
        """Read fonts and widths again after the theme changed."""
        self._small = self._theme.font(-1)
        self._struck = QFont(self._small)
        self._struck.setStrikeOut(True)
        self._small_metrics = Metrics(QFontMetricsF(self._small))
        self._fit.take_fonts()
        # With so much left free a text fits whatever stands beside it: most do, and nothing has to be worked out.
        self._beside = self._theme.px(_MOST_BESIDE)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, GridModel)
        lines, box = Hairlines(painter, self._view.pixels), option.rect
        rows = [Stretch(index.row(), lines.down(box.y()), lines.down(box.y() + box.height()))]
        columns = [Stretch(index.column(), lines.across(box.x()), lines.across(box.x() + box.width()))]
        self._paint_block(painter, lines, model, rows, columns)

    def paint_cells(self, table: QTableView, region: QRegion) -> None:
        """Paint the cells of the table's viewport that the region touches.

        Qt's own loop asks the model six questions about each cell, none of which matters here.
        """
        model = table.model()
        assert isinstance(model, GridModel)
        painter = QPainter(table.viewport())
        lines = Hairlines(painter, self._view.pixels)
        for rect in region:
            rows, columns = _touched(table, rect, lines)
            if rows and columns:
                self._paint_block(painter, lines, model, rows, columns)
        painter.end()

    def _paint_block(
        self, painter: QPainter, lines: Hairlines, model: GridModel, rows: list[Stretch], columns: list[Stretch]
    ) -> None:
        """Fills first, then each line in one piece across the block, then what the cells hold."""
        view, theme = self._view, self._theme
        cells = []
        for row, top, bottom in rows:
            for column, left, right in columns:
                look, rect = model.look(row, column), QRectF(left, top, right - left, bottom - top)
                current = view.is_current(row, column)
                tinted = look.marked or (not current and view.is_selected(row, column))
                painter.fillRect(rect, theme.color("tint" if tinted else look.fill))
                cells.append((look, rect, current, tinted))
        block = QRectF(columns[0].start, rows[0].start, columns[-1].stop - columns[0].start, 0)
        for row, top, bottom in rows:
            block.setTop(top)
            block.setBottom(bottom)
            lines.below(block, theme.color("strong" if row in view.strong_rows else "line"))
        block.setTop(rows[0].start)
        for column, left, right in columns:
            block.setLeft(left)
            block.setRight(right)
            lines.right(block, theme.color("strong" if column in view.strong_columns else "line"))
            if column == 0 and view.left_line:
                lines.left(block, theme.color("strong"))
        for look, rect, current, tinted in cells:
            self._paint_look(painter, lines, look, rect, current, tinted)

    def _paint_look(
        self, painter: QPainter, lines: Hairlines, look: CellLook, rect: QRectF, current: bool, tinted: bool
    ) -> None:
        theme = self._theme
        if look.marked:
            foot = lines.rect(rect.left(), rect.bottom() - _MARK_LINE, rect.right(), rect.bottom())
            painter.fillRect(foot, theme.color("accent"))
        inset = self._frames(lines, rect, look, current) if current or look.frame else 0.0
        width = self._content(painter, lines, rect, look, inset)
        if look.last and not look.left:
            painter.setPen(theme.color("text" if tinted else "lastyear"))
            self._last_year(painter, lines, rect, look, inset, width)

    def _frames(self, lines: Hairlines, rect: QRectF, look: CellLook, current: bool) -> float:
        """The frames of the current cell and of a relation's side; by how much the mark moves in."""
        theme, focused = self._theme, self._view.is_focused()
        inset = 0.0
        if current and focused:
            lines.frame(rect, theme.frame, theme.color("accent"))
            inset = 2.0
        elif current:
            lines.frame(rect, lines.one, theme.color("strong"))
        if look.frame:
            inner = rect.adjusted(3, 3, -3, -3) if current else rect
            if current and rect.height() < theme.px(_LOW):
                lines.sides(inner, 2, theme.color(look.frame_colour), dashed=look.frame != "left")
            else:
                paint = lines.frame if look.frame == "left" else lines.dashed_frame
                paint(inner, 2, theme.color(look.frame_colour))
            inset = 5.0 if current else 2.0
        return inset

    def _content(self, painter: QPainter, lines: Hairlines, rect: QRectF, look: CellLook, inset: float) -> float:
        """What the cell holds, with its marks; the width of what stands at the right."""
        theme = self._theme
        right = rect.right() - theme.px(PADDING)
        # One pixel belongs to the line below.
        centre = rect.top() + (rect.height() - lines.one) / 2
        below = self._view.last_year == "below"
        if below:
            centre -= theme.px(_RAISED)
        width = 0.0
        if look.text:
            text, (font, metrics) = look.text, self._fit.usual[look.bold]
            width = metrics.width(text)
            if width > right - rect.left() - self._beside:
                text, font, metrics, width, _ = self._fitted(rect, look, inset, right)
            painter.setFont(font)
            painter.setPen(theme.color(look.colour))
            lines.text(right - width, centre, metrics.cap_height, text)
        elif look.line:
            # Where a figure would stand: at the foot of a low row, below the middle of a high one.
            foot = lines.down(min(rect.bottom() - theme.px(4), centre + theme.px(_BASE_LINE)))
            width = theme.px(_WRITING_LINE)
            painter.fillRect(QRectF(right - width, foot, width, lines.one), theme.color("lastyear"))
        if look.mark:
            self._mark(painter, rect.topLeft() + QPointF(inset, inset), look)
        if look.noted:
            self._corner(painter, rect.topRight() + QPointF(-inset, inset))
        if look.left:
            self._left(painter, lines, rect, look, inset, right - width)
        return width

    def _fitted(self, rect: QRectF, look: CellLook, inset: float, right: float) -> Fitted:
        """The cell's text as far as there is room for it beside what stands at the left."""
        start = rect.left() + self._theme.px(_EDGE)
        if look.mark:
            start = rect.left() + inset + self._theme.px(_TRIANGLE)
        if len(look.left) == 1:
            start = self._left_start(rect, look, inset) + self._small_metrics.width(look.left) + self._theme.px(_EDGE)
        return self._fit.fit(look.text, right - start, bold=look.bold, figure=look.figure)

    def _left_start(self, rect: QRectF, look: CellLook, inset: float) -> float:
        """Where the small text begins: behind the mark, wherever the frame has moved it."""
        beside = inset + self._theme.px(_LEFT_BESIDE_MARK) if look.mark else self._theme.px(_LEFT)
        return rect.left() + beside

    def _left(
        self, painter: QPainter, lines: Hairlines, rect: QRectF, look: CellLook, inset: float, limit: float
    ) -> None:
        """Small text at the left, without its word, then ended by … where it would touch the figure.

        The tooltip has it all.
        """
        start = self._left_start(rect, look, inset)
        text = look.left
        if len(text) > 1:
            room = limit - start - _GAP
            if self._small_metrics.width(text) > room:
                text = without_word(text)
            if self._small_metrics.width(text) > room:
                text = elided(text, room, self._small, self._small_metrics, front=False).text
            if self._small_metrics.width(text) > room:
                return
        painter.setFont(self._struck if look.struck else self._small)
        painter.setPen(self._theme.color(look.left_colour))
        centre = rect.top() + (rect.height() - lines.one) / 2
        lines.text(start, centre, self._small_metrics.cap_height, text)

    def _last_year(
        self, painter: QPainter, lines: Hairlines, rect: QRectF, look: CellLook, inset: float, beside: float
    ) -> None:
        """Last year's figure, small: at the left, at a fixed distance before the figure, or below it.

        beside: the width of what stands in the cell. Where both do not fit, last year's is left out.
        """
        theme, place = self._theme, self._view.last_year
        width = self._small_metrics.width(look.last)
        centre = rect.top() + (rect.height() - lines.one) / 2
        right = rect.right() - theme.px(PADDING)
        left = self._left_start(rect, look, inset)
        if place == "below":
            start, centre = right - width, centre + theme.px(_LOWERED)
            fits = start >= rect.left() + theme.px(_EDGE)
        elif place == "beside":
            start = right - theme.px(_LAST_BESIDE) - width
            fits = start >= left and beside + _GAP <= theme.px(_LAST_BESIDE)
        else:
            start, fits = left, beside + width + theme.px(_LAST_ROOM) <= rect.width()
        if fits:
            painter.setFont(self._small)
            lines.text(start, centre, self._small_metrics.cap_height, look.last)

    def _mark(self, painter: QPainter, corner: QPointF, look: CellLook) -> None:
        """A filled triangle, an outlined triangle or a dot: told apart without colour."""
        color = self._theme.color(look.mark_colour)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(corner)
        size = self._theme.px(_TRIANGLE)
        if look.mark == "hint":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawEllipse(QRectF(3, 3, _DOT, _DOT))
        elif look.mark == "error":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawPolygon(QPolygonF([QPointF(0, 0), QPointF(size, 0), QPointF(0, size)]))
        else:
            painter.setPen(QPen(color, 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolygon(QPolygonF([QPointF(0.7, 0.7), QPointF(size - 1.7, 0.7), QPointF(0.7, size - 1.7)]))
        painter.restore()

    def _corner(self, painter: QPainter, corner: QPointF) -> None:
        """A small triangle at the upper right: a word or a sum belongs to the figure."""
        size = self._theme.px(_CORNER)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent"))
        painter.drawPolygon(QPolygonF([corner, corner + QPointF(-size, 0), corner + QPointF(0, size)]))
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = CellEditor(parent)
        editor.setFont(self._theme.font(self._step))
        self.opened.emit(editor)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, CellEditor)
        editor.setText(index.data(Qt.ItemDataRole.EditRole))

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        assert isinstance(editor, CellEditor)
        assert isinstance(model, GridModel)
        model.setData(QModelIndex(index), editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(0, 0, -1, -1))


def _touched(table: QTableView, rect: QRect, lines: Hairlines) -> tuple[list[Stretch], list[Stretch]]:
    """The rows and columns of which the rectangle holds some part, on whole device pixels."""
    model = table.model()
    rows = _numbers(table.rowAt(rect.top()), table.rowAt(rect.bottom()), model.rowCount())
    columns = _numbers(table.columnAt(rect.left()), table.columnAt(rect.right()), model.columnCount())
    tops = [(row, table.rowViewportPosition(row), table.rowHeight(row)) for row in rows]
    lefts = [(column, table.columnViewportPosition(column), table.columnWidth(column)) for column in columns]
    return (
        [Stretch(row, lines.down(top), lines.down(top + height)) for row, top, height in tops],
        [Stretch(column, lines.across(left), lines.across(left + width)) for column, left, width in lefts],
    )


def _numbers(first: int, last: int, count: int) -> range:
    """From the first to the last; -1 is what lies behind the last of all."""
    return range(first, (last if last >= 0 else count - 1) + 1) if first >= 0 else range(0)
