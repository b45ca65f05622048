"""Painting on whole device pixels, at any scale of the screen."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen


class Hairlines:
    """Lines and frames for one painter whose screen has `ratio` device pixels to a pixel."""

    def __init__(self, painter: QPainter, ratio: float) -> None:
        self._painter = painter
        self._ratio = ratio
        self.one = 1.0 / ratio

    def snap(self, value: float) -> float:
        """The nearest whole device pixel."""
        return math.floor(value * self._ratio + 0.5) / self._ratio

    def rect(self, left: float, top: float, right: float, bottom: float) -> QRectF:
        """The rectangle between these edges, on whole device pixels."""
        left, top, right, bottom = map(self.snap, (left, top, right, bottom))
        return QRectF(left, top, right - left, bottom - top)

    def below(self, rect: QRectF, color: QColor) -> None:
        """A line of one device pixel at the foot of the rectangle."""
        self._painter.fillRect(QRectF(rect.left(), rect.bottom() - self.one, rect.width(), self.one), color)

    def right(self, rect: QRectF, color: QColor) -> None:
        """A line of one device pixel at the right of the rectangle."""
        self._painter.fillRect(QRectF(rect.right() - self.one, rect.top(), self.one, rect.height()), color)

    def frame(self, rect: QRectF, width: float, color: QColor) -> None:
        """A frame inside the rectangle."""
        width = max(self.snap(width), self.one)
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

    def text(self, x: float, centre: float, cap_height: float, text: str) -> None:
        """Text whose digits stand centred on a height; the pen and font are the painter's."""
        self._painter.drawText(QPointF(x, self.snap(centre + cap_height / 2)), text)


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
