"""Lines on whole device pixels, at every scale and wherever a widget begins."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from gui.hairlines import Hairlines, Pixels

SCALES = [1.0, 1.25, 1.5, 1.75, 2.0]


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("origin", [0, 1, 9, 157, 289])
def test_rectangles_side_by_side_touch_on_whole_device_pixels(scale: float, origin: int) -> None:
    lines = Hairlines(QPainter(), Pixels(scale, origin, origin))
    edges = [0, 17, 34, 64, 81, 98, 128]
    rects = [lines.rect(0, top, 80, bottom) for top, bottom in pairwise(edges)]
    for rect in rects:
        for edge in (rect.top() + origin, rect.bottom() + origin, rect.left() + origin, rect.right() + origin):
            assert edge * scale == pytest.approx(round(edge * scale), abs=1e-6)
    for upper, lower in pairwise(rects):
        assert upper.bottom() == pytest.approx(lower.top())


@pytest.mark.parametrize("scale", SCALES)
def test_a_line_covers_one_row_of_device_pixels(scale: float) -> None:
    image = QImage(round(100 * scale), round(100 * scale), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(QColor("white"))
    painter = QPainter(image)
    lines = Hairlines(painter, Pixels(scale, 0, 0))
    lines.below(lines.rect(0, 17, 100, 34), QColor("black"))
    painter.end()
    column = [image.pixelColor(5, y) == QColor("black") for y in range(image.height())]
    assert sum(column) == 1
    assert column.index(True) == round(34 * scale) - 1 or column.index(True) == int(34 * scale + 0.5) - 1
