"""The painted headings and labels round a grid's figures: merged cells straight from the printed form."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from gui.hairlines import Hairlines, Metrics, pixels_of
from gui.label_lines import LINE_PITCH
from gui.theme import Theme
from gui.zoom import turned
from model.records import NamedTuple

BAR = 3


class BandCell(NamedTuple):
    """A merged cell of a band. rect: its place before scrolling, with the lines at its right and foot.

    lines: its text as it breaks. first_row … last_column: the figures that it stands for, from 0.
    leaf: nothing stands between it and the figures. sticky: its text keeps to the visible part.
    step, bold, centred, fill, colour: how it is set; strong_right, strong_below: its lines.
    """

    rect: QRect
    lines: tuple[str, ...]
    first_row: int
    last_row: int
    first_column: int
    last_column: int
    leaf: bool = False
    sticky: bool = False
    step: int = 0
    bold: bool = False
    centred: bool = True
    padding: int = 6
    fill: str = "heading"
    colour: str = "text"
    strong_right: bool = False
    strong_below: bool = False


class WheelTarget(Protocol):
    """Where a turn of the wheel over a band goes."""

    def wheelEvent(self, event: QWheelEvent) -> None: ...


class Band(QWidget):
    """One strip of merged cells; it is moved with the figures by `scroll_to`.

    left_line, top_line: it stands at the edge of the grid and paints its frame there.
    """

    pressed = Signal(object, object)
    """A `BandCell` and the keyboard modifiers."""
    dragged = Signal(object)
    """A `BandCell` up to which the mouse was dragged."""
    menu_opened = Signal(object)
    """The `BandCell` on which the context menu is wanted; the menu itself is the window's."""

    def __init__(self, theme: Theme, wheel: WheelTarget | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._theme = theme
        self._wheel = wheel
        self._cells: tuple[BandCell, ...] = ()
        self._metrics: dict[tuple[int, bool], Metrics] = {}
        self._x = self._y = 0
        self._current: BandCell | None = None
        self._dragged: BandCell | None = None
        self._place = (-1, -1)
        self.left_line = self.top_line = False

    @property
    def cells(self) -> tuple[BandCell, ...]:
        """The merged cells."""
        return self._cells

    def take(self, cells: tuple[BandCell, ...]) -> None:
        """Show these cells."""
        self._cells = cells
        self._metrics.clear()
        self._current = self._leaf_of(*self._place)
        self.update()

    def scroll_to(self, x: int, y: int) -> None:
        """Move as far as the figures have moved."""
        if (x, y) != (self._x, self._y):
            self._x, self._y = x, y
            self.update()

    def set_current(self, row: int, column: int) -> None:
        """Mark the heading or label of the current cell, -1 for none; paints only what changes."""
        self._place = (row, column)
        found = self._leaf_of(row, column)
        if found is not self._current:
            for cell in (self._current, found):
                if cell is not None:
                    self.update(cell.rect.translated(-self._x, -self._y))
            self._current = found

    def visible_rect(self, cell: BandCell) -> QRect:
        """Where a cell stands now, in the band's coordinates."""
        return cell.rect.translated(-self._x, -self._y)

    def text_rect(self, cell: BandCell) -> QRectF:
        """Where its text is set: the visible part of a cell that spans several, while that is high enough."""
        rect = QRectF(self.visible_rect(cell))
        if not cell.sticky:
            return rect
        seen, needed = rect.intersected(QRectF(self.rect())), self.text_height(cell)
        if seen.height() < needed:
            top = rect.top() if rect.top() >= 0 else rect.bottom() - needed
            return QRectF(seen.left(), top, seen.width(), needed)
        return seen

    def text_width(self, cell: BandCell) -> float:
        """The width of its widest line in pixels."""
        return max(map(self._metrics_of(cell).width, cell.lines), default=0.0)

    def text_height(self, cell: BandCell) -> float:
        """The height of its lines in pixels."""
        return len(cell.lines) * self._pitch(cell)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position().toPoint())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self._dragged = cell
            self.pressed.emit(cell, event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position().toPoint())
        if cell is not None and cell is not self._dragged and event.buttons() & Qt.MouseButton.LeftButton:
            self._dragged = cell
            self.dragged.emit(cell)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        cell = self._cell_at(event.pos())
        if cell is not None and event.reason() == QContextMenuEvent.Reason.Mouse:
            self.menu_opened.emit(cell)
        event.ignore()

    def _cell_at(self, place: QPoint) -> BandCell | None:
        return next((cell for cell in self._cells if self.visible_rect(cell).contains(place)), None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if turned(self, event):
            return
        if self._wheel is None:
            event.ignore()
        else:
            self._wheel.wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        lines = Hairlines(painter, pixels_of(self))
        dirty = event.rect()
        for cell in self._cells:
            rect = self.visible_rect(cell)
            if rect.intersects(dirty):
                self._paint(painter, lines, cell, rect)
        whole = lines.rect(0, 0, self.width(), self.height())
        if self.left_line:
            lines.left(whole, self._theme.color("strong"))
        if self.top_line:
            lines.above(whole, self._theme.color("strong"))
        painter.end()

    def _paint(self, painter: QPainter, lines: Hairlines, cell: BandCell, place: QRect) -> None:
        theme = self._theme
        rect = lines.rect(place.x(), place.y(), place.x() + place.width(), place.y() + place.height())
        current = cell is self._current
        painter.fillRect(rect, theme.color("cross" if current else cell.fill))
        lines.below(rect, theme.color("strong" if cell.strong_below else "line"))
        lines.right(rect, theme.color("strong" if cell.strong_right else "line"))
        if current:
            self._bar(painter, lines, cell, rect)
        painter.save()
        painter.setClipRect(rect)
        self._text(painter, lines, cell)
        painter.restore()

    def _bar(self, painter: QPainter, lines: Hairlines, cell: BandCell, rect: QRectF) -> None:
        """Beside the current cell: at the foot of its heading, at the right of its label."""
        accent = self._theme.color("accent")
        if cell.fill == "label":
            painter.fillRect(lines.rect(rect.right() - BAR, rect.top(), rect.right(), rect.bottom()), accent)
        else:
            painter.fillRect(lines.rect(rect.left(), rect.bottom() - BAR, rect.right(), rect.bottom()), accent)

    def _text(self, painter: QPainter, lines: Hairlines, cell: BandCell) -> None:
        metrics = self._metrics_of(cell)
        painter.setFont(self._theme.font(cell.step, bold=cell.bold))
        painter.setPen(self._theme.color(cell.colour))
        rect = self.text_rect(cell)
        pitch = self._pitch(cell)
        first = rect.top() + (rect.height() - lines.one) / 2 - pitch * (len(cell.lines) - 1) / 2
        for number, line in enumerate(cell.lines):
            x = rect.left() + self._theme.px(cell.padding)
            if cell.centred:
                x = rect.left() + (rect.width() - 1 - metrics.width(line)) / 2
            lines.text(x, first + number * pitch, metrics.cap_height, line)

    def _pitch(self, cell: BandCell) -> float:
        return float(LINE_PITCH * self._theme.font(cell.step).pixelSize())

    def _metrics_of(self, cell: BandCell) -> Metrics:
        key = (cell.step, cell.bold)
        if key not in self._metrics:
            self._metrics[key] = Metrics(QFontMetricsF(self._theme.font(cell.step, bold=cell.bold)))
        return self._metrics[key]

    def _leaf_of(self, row: int, column: int) -> BandCell | None:
        for cell in self._cells:
            if cell.leaf and cell.first_row <= row <= cell.last_row and cell.first_column <= column <= cell.last_column:
                return cell
        return None
