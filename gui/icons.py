"""The program's icons: path strings on a grid of 16, painted in the colour of a role at the time of painting.

A theme change therefore needs a repaint only, and no picture files are read at the start.
"""

from __future__ import annotations

import math
import re
from functools import cache
from types import MappingProxyType

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPainterPath, QPen, QPixmap

from gui.theme import Theme

GRID = 16
STROKE = 1.3

_PAGE = "M4 1.7H9.6L13 5.1V14.3H4Z M9.4 1.9V5.3H12.8"
_CIRCLE = "M14 8A6 6 0 1 1 2 8A6 6 0 1 1 14 8"
_TRIANGLE = "M8 2.2L14.6 13.6H1.4Z"

ICONS = MappingProxyType(
    {
        "new": f"{_PAGE} M8.5 7.4V12 M6.2 9.7H10.8",
        "open": "M1.7 13V3.2H5.8L7.3 5H12.6V6.8 M1.7 13L4.1 6.8H14.8L12.4 13Z",
        "save": "M2 2H11.6L14 4.4V14H2Z M4.9 2V5.6H10.2V2 M4.4 14V8.8H11.6V14",
        "undo": "M5.2 2.8L2 6L5.2 9.2 M2 6H10A3.6 3.6 0 1 1 10 13.2H6.4",
        "redo": "M10.8 2.8L14 6L10.8 9.2 M14 6H6A3.6 3.6 0 1 0 6 13.2H9.6",
        "cut": "M4 2L10.2 11 M12 2L5.8 11 M6.4 12.2A2 2 0 1 1 2.4 12.2A2 2 0 1 1 6.4 12.2 "
        "M13.6 12.2A2 2 0 1 1 9.6 12.2A2 2 0 1 1 13.6 12.2",
        "copy": "M5.4 5.4H13.6V14H5.4Z M3 10.6H2.4V2H10.6V2.8",
        "paste": "M5.4 3H3V14.3H13V3H10.6 M5.4 1.7H10.6V4.4H5.4Z M5.4 7.2H10.6 M5.4 9.6H10.6 M5.4 12H8.6",
        "find": "M11.4 6.7A4.7 4.7 0 1 1 2 6.7A4.7 4.7 0 1 1 11.4 6.7 M10.2 10.2L14.4 14.4",
        "import": "M8 1.7V10 M4.8 7L8 10.2L11.2 7 M1.7 9.4V14H14.3V9.4",
        "export": "M8 10.2V1.9 M4.8 4.9L8 1.7L11.2 4.9 M1.7 9.4V14H14.3V9.4",
        "chart": "M1.7 14H14.3 M3.6 11.6V8 M6.6 11.6V5 M9.6 11.6V6.8 M12.6 11.6V2.8",
        "check": "M2 2.4H14V13.6H2Z M4.8 8L7.2 10.4L11.4 5.6",
        "next": "M8 1.7V10.4 M4.4 7L8 10.6L11.6 7 M2.4 14H13.6",
        "previous": "M8 14.3V5.6 M4.4 9L8 5.4L11.6 9 M2.4 2H13.6",
        "word": f"{_PAGE} M5.8 8L7.1 12L8.5 8.8L9.9 12L11.2 8",
        "excel": f"{_PAGE} M6 7.8H11V12.2H6Z M8.5 7.8V12.2 M6 10H11",
        "last_year": "M14 8.8A6 6 0 1 1 2 8.8A6 6 0 1 1 14 8.8 M8 5.4V9L10.6 10.4 M1.4 4.4L4.2 1.8 M14.6 4.4L11.8 1.8",
        "zero": "M1.7 2.4H14.3V13.6H1.7Z M8 5A1.8 1.8 0 0 1 9.8 6.8V9.2A1.8 1.8 0 1 1 6.2 9.2V6.8A1.8 1.8 0 0 1 8 5",
        "fullscreen": "M2 5.6V2H5.6 M10.4 2H14V5.6 M14 10.4V14H10.4 M5.6 14H2V10.4",
        "chip": "M1.4 4H14.6V12H1.4Z M4.2 8H11 M8.8 5.9L11 8L8.8 10.1",
        "punctuation": "M5 3V8.4 M5 11.4V11.6 M11.8 9.4A1.4 1.4 0 1 1 9 9.4A1.4 1.4 0 1 1 11.8 9.4C11.8 11.6 11 12.8 9.6 13.6",
        "navigator": "M1.7 2.7H14.3V13.3H1.7Z M5.6 2.7V13.3",
        "findings": "M1.7 2.7H14.3V13.3H1.7Z M1.7 9.2H14.3",
        "guidance": "M1.7 2.7H14.3V13.3H1.7Z M10.4 2.7V13.3",
        "help": f"{_CIRCLE} M6 6.4A2 2 0 1 1 8.9 8.1C8.2 8.5 8 8.8 8 9.4 M8 11.4V11.6",
        "close": "M3.6 3.6L12.4 12.4 M12.4 3.6L3.6 12.4",
        "chevron": "M5.8 3L10.8 8L5.8 13",
        "chevron_down": "M3 5.8L8 10.8L13 5.8",
        "back": "M14 8H2.4 M6.8 3.6L2.4 8L6.8 12.4",
        "forward": "M2 8H13.6 M9.2 3.6L13.6 8L9.2 12.4",
        "zoom_in": "M11.4 6.7A4.7 4.7 0 1 1 2 6.7A4.7 4.7 0 1 1 11.4 6.7 M10.2 10.2L14.4 14.4 M6.7 4.4V9 M4.4 6.7H9",
        "zoom_out": "M11.4 6.7A4.7 4.7 0 1 1 2 6.7A4.7 4.7 0 1 1 11.4 6.7 M10.2 10.2L14.4 14.4 M4.4 6.7H9",
        "file": _PAGE,
        "picture": "M1.7 2.7H14.3V13.3H1.7Z M1.7 11L5.4 7.4L8.8 10.6L10.8 8.8L14.3 11.8 M11.8 5.8A1 1 0 1 1 9.8 5.8A1 1 0 1 1 11.8 5.8",
        "example": "M3 1.7H13V14.3H3Z M5.4 5H10.6 M5.4 8H10.6 M5.4 11H8.4",
        "calendar": "M1.7 3.4H14.3V14H1.7Z M1.7 6.8H14.3 M5 1.4V4.6 M11 1.4V4.6 M4.6 9.6H7",
        "done": f"{_CIRCLE} M5.2 8.2L7.2 10.2L10.9 6.2",
        "warning": f"{_TRIANGLE} M8 6.4V9.8 M8 11.6V11.8",
        "error": f"{_TRIANGLE} M8 6.4V9.8 M8 11.6V11.8",
        "hint": f"{_CIRCLE} M8 7.4V11.4 M8 4.7V4.9",
        "blank": _CIRCLE,
        "lock": "M3 7H13V14H3Z M5.2 7V4.8A2.8 2.8 0 0 1 10.8 4.8V7 M8 9.6V11.4",
        "history": "M2.2 8.6A5.9 5.9 0 1 0 3.6 4.4 M3 1.8V5H6.2 M8 4.8V8.4L10.6 9.8",
        "clear": "M6.2 13.4L2.4 9.6L9.4 2.6L14.2 7.4L8.2 13.4Z M5.8 6.2L10.6 11 M8.2 13.4H14",
    }
)
"""Icon → its path: M, L, H, V, C, A (circles only) and Z, in absolute coordinates."""

_DASHED = frozenset({"blank"})
_FILLED = frozenset({"error"})
_ROLES = MappingProxyType({"done": "ok", "warning": "warning", "error": "error", "hint": "hint", "blank": "muted"})


def icon(theme: Theme, name: str, role: str = "") -> QIcon:
    """The icon in a role's colour, by default that of the state it shows, else that of text.

    Raises KeyError for a name that is not there.
    """
    return QIcon(ThemeIconEngine(theme, name, role or _ROLES.get(name, "text")))


class ThemeIconEngine(QIconEngine):
    """Paints one icon; asks the theme for the colour each time."""

    def __init__(self, theme: Theme, name: str, role: str) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._role = role
        self._path = icon_path(name)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        role = "disabled" if mode == QIcon.Mode.Disabled else self._role
        paint_icon(painter, QRectF(rect), self._theme, self._name, role)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return ThemeIconEngine(self._theme, self._name, self._role)


def paint_icon(painter: QPainter, rect: QRectF, theme: Theme, name: str, role: str) -> None:
    """Paint an icon into a rectangle, scaled to its shorter side and centred."""
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center() - QPointF(side / 2, side / 2))
    painter.scale(side / GRID, side / GRID)
    pen = QPen(theme.color(role), STROKE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    if name in _DASHED:
        pen.setDashPattern([1.6, 2.2])
    if name in _FILLED:
        _paint_filled(painter, icon_path(name), pen, theme)
    else:
        painter.strokePath(icon_path(name), pen)
    painter.restore()


def _paint_filled(painter: QPainter, path: QPainterPath, pen: QPen, theme: Theme) -> None:
    """The first closed figure is filled, what stands inside it is left open."""
    shape, inside = _split(path)
    painter.fillPath(shape, pen.color())
    painter.strokePath(shape, pen)
    pen.setColor(theme.color("surface"))
    painter.strokePath(inside, pen)


def _split(path: QPainterPath) -> tuple[QPainterPath, QPainterPath]:
    first, rest = QPainterPath(), QPainterPath()
    part = None
    for i in range(path.elementCount()):
        element = path.elementAt(i)
        if element.isMoveTo():
            part = first if part is None else rest
            part.moveTo(element.x, element.y)
        else:
            assert part is not None
            part.lineTo(element.x, element.y)
    return first, rest


@cache
def icon_path(name: str) -> QPainterPath:
    """The icon's path on the grid of 16; KeyError for a name that is not there."""
    path = QPainterPath()
    for command, numbers in re.findall(r"([MLHVCAZ])([^MLHVCAZ]*)", ICONS[name]):
        values = [float(number) for number in numbers.split()]
        here = path.currentPosition()
        match command:
            case "M":
                path.moveTo(*values)
            case "L":
                path.lineTo(*values)
            case "H":
                path.lineTo(values[0], here.y())
            case "V":
                path.lineTo(here.x(), values[0])
            case "C":
                path.cubicTo(*values)
            case "A":
                _arc(path, here, values)
            case "Z":
                path.closeSubpath()
    return path


def _arc(path: QPainterPath, start: QPointF, values: list[float]) -> None:
    """A circular arc as SVG gives it: radius twice, rotation, large, sweep, end."""
    radius, large, sweep = values[0], bool(values[3]), bool(values[4])
    end = QPointF(values[5], values[6])
    middle, half = (start + end) / 2, (end - start) / 2
    length = math.hypot(half.x(), half.y())
    radius = max(radius, length)
    height = math.sqrt(max(radius**2 - length**2, 0.0)) / length
    side = 1.0 if large != sweep else -1.0
    centre = middle + QPointF(-half.y(), half.x()) * height * side
    first = math.degrees(math.atan2(-(start.y() - centre.y()), start.x() - centre.x()))
    last = math.degrees(math.atan2(-(end.y() - centre.y()), end.x() - centre.x()))
    turn = (first - last) % 360 if sweep else -((last - first) % 360)
    box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    path.arcTo(box, first, -turn)
