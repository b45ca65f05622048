"""Painting on whole device pixels, at any scale of the screen."""

from __future__ import annotations

import math

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from model.records import NamedTuple


class Pixels(NamedTuple):
    """The device pixels of a widget: how many make one pixel, and where in the window the widget begins.

    A widget need not begin on a whole device pixel; lines that are rounded within it would then be cut off.
    """

    ratio: float
    left: int
    top: int


def pixels_of(widget: QWidget) -> Pixels:
    """The device pixels of a widget as it stands now."""
    place = widget.mapTo(widget.window(), QPoint(0, 0))
    return Pixels(widget.devicePixelRatioF(), place.x(), place.y())


class Hairlines:
    """Lines and frames for one painter."""

    def __init__(self, painter: QPainter, pixels: Pixels) -> None:
        self._painter = painter
        self._ratio, self._left, self._top = pixels
        self.one = 1.0 / self._ratio

    def across(self, x: float) -> float:
        """The nearest whole device pixel from left to right."""
        return math.floor((x + self._left) * self._ratio + 0.5) / self._ratio - self._left

    def down(self, y: float) -> float:
        """The nearest whole device pixel from top to bottom."""
        return math.floor((y + self._top) * self._ratio + 0.5) / self._ratio - self._top

    def rect(self, left: float, top: float, right: float, bottom: float) -> QRectF:
        """The rectangle between these edges, on whole device pixels."""
        left, top = self.across(left), self.down(top)
        return QRectF(left, top, self.across(right) - left, self.down(bottom) - top)

    def left(self, rect: QRectF, color: QColor) -> None:
        """A line of one device pixel at the left of the rectangle."""
        self._painter.fillRect(QRectF(rect.left(), rect.top(), self.one, rect.height()), color)

    def above(self, rect: QRectF, color: QColor) -> None:
        """A line of one device pixel at the top of the rectangle."""
        self._painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), self.one), color)

    def below(self, rect: QRectF, color: QColor) -> None:
        """A line of one device pixel at the foot of the rectangle."""
        self._painter.fillRect(QRectF(rect.left(), rect.bottom() - self.one, rect.width(), self.one), color)

    def right(self, rect: QRectF, color: QColor) -> None:
        """A line of one device pixel at the right of the rectangle."""
        self._painter.fillRect(QRectF(rect.right() - self.one, rect.top(), self.one, rect.height()), color)

    def frame(self, rect: QRectF, width: float, color: QColor) -> None:
        """A frame inside the rectangle."""
        width = max(round(width * self._ratio), 1) * self.one
        left, top, right, bottom = rect.left(), rect.top(), rect.right(), rect.bottom()
        fill = self._painter.fillRect
        fill(QRectF(left, top, rect.width(), width), color)
        fill(QRectF(left, bottom - width, rect.width(), width), color)
        fill(QRectF(left, top, width, rect.height()), color)
        fill(QRectF(right - width, top, width, rect.height()), color)

    def dashed_frame(self, rect: QRectF, width: float, color: QColor) -> None:
        """A dashed frame inside the rectangle: 4 on, 2.4 off."""
        pen = QPen(color, width, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin)
        pen.setDashPattern([4 / width, 2.4 / width])
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        half = width / 2
        self._painter.drawRect(rect.adjusted(half, half, -half, -half))

    def sides(self, rect: QRectF, width: float, color: QColor, *, dashed: bool) -> None:
        """The two upright sides of such a frame, where a whole one would touch what stands in the rectangle."""
        pen = QPen(
            color, width, Qt.PenStyle.CustomDashLine if dashed else Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap
        )
        if dashed:
            pen.setDashPattern([4 / width, 2.4 / width])
        self._painter.setPen(pen)
        for x in (rect.left() + width / 2, rect.right() - width / 2):
            self._painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))

    def text(self, x: float, centre: float, cap_height: float, text: str) -> None:
        """Text whose digits stand centred on a height; the pen and font are the painter's."""
        self._painter.drawText(QPointF(x, self.down(centre + cap_height / 2)), text)


class Metrics:
    """Widths of texts in one font, remembered: the same few figures are painted again and again."""

    def __init__(self, metrics: QFontMetricsF) -> None:
        self._metrics = metrics
        self._widths: dict[str, float] = {}
        self.cap_height = metrics.capHeight()

    def width(self, text: str) -> float:
        """The text's advance in pixels."""
        found = self._widths.get(text)
        if found is None:
            if len(self._widths) > 4096:
                self._widths.clear()
            found = self._widths[text] = self._metrics.horizontalAdvance(text)
        return found
