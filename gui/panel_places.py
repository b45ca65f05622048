"""Where the panels stand: docked at a side or floating, as the settings keep it; and the menu that moves them."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QMenu

from model.records import NamedTuple

FLOAT = "float"
SIDES = MappingProxyType({"navigator": ("left", "right"), "findings": ("bottom", "top"), "guidance": ("right", "left")})
"""Panel → the sides where it can be docked, its usual one first."""

TITLES = MappingProxyType({"navigator": "导航", "findings": "检查结果", "guidance": "填表说明"})
AREAS = MappingProxyType(
    {
        "left": Qt.DockWidgetArea.LeftDockWidgetArea,
        "right": Qt.DockWidgetArea.RightDockWidgetArea,
        "top": Qt.DockWidgetArea.TopDockWidgetArea,
        "bottom": Qt.DockWidgetArea.BottomDockWidgetArea,
    }
)
_SIDE_NAMES = MappingProxyType(
    {"left": "在左边", "right": "在右边", "top": "在上方", "bottom": "在下方", FLOAT: "浮动"}
)
_EDGE = 0.25
"""How much of the window's width or height counts as its edge when a panel is dropped there."""


class PanelPlace(NamedTuple):
    """side: one of the panel's sides or FLOAT; rect: where it floats on the screen, empty for where it comes out."""

    side: str
    rect: QRect = QRect()

    @property
    def text(self) -> str:
        """As the settings keep it."""
        return " ".join([self.side, *(map(str, self.rect.getRect()) if not self.rect.isEmpty() else ())])


def read_place(panel: str, text: str) -> PanelPlace:
    """The place that the settings keep so; the usual one for everything else."""
    side, *numbers = text.split() or [""]
    if side in SIDES[panel]:
        return PanelPlace(side)
    if side != FLOAT:
        return PanelPlace(SIDES[panel][0])
    try:
        return PanelPlace(FLOAT, QRect(*(int(number) for number in numbers)))
    except (TypeError, ValueError):
        return PanelPlace(FLOAT)


def side_at(panel: str, point: QPoint, window: QRect) -> str:
    """The side at which a panel is docked that is dropped here, FLOAT away from the edges."""
    if not window.contains(point):
        return FLOAT
    across = (point.x() - window.x()) / max(window.width(), 1)
    down = (point.y() - window.y()) / max(window.height(), 1)
    near = {"left": across, "right": 1 - across, "top": down, "bottom": 1 - down}
    side = min(SIDES[panel], key=lambda name: near[name])
    return side if near[side] < _EDGE else FLOAT


def floating_rect(size: QSize, window: QRect, free: QRect, cell: QRect, covered: Iterable[QRect]) -> QRect:
    """Where a panel comes out that floats for the first time: beside the window, else in that corner of it where it
    hides nothing of the current cell and least of what is in the others' way.

    free: the screen's; covered: what should rather not be hidden, such as panels that float already.
    """
    size = size.boundedTo(free.size())
    # A window may reach beyond the screen.
    window = window & free if window.intersects(free) else free
    low, far = window.bottom() + 1 - size.height(), window.right() + 1 - size.width()
    beside = (
        QPoint(window.right() + 1, low),
        QPoint(window.left() - size.width(), low),
        QPoint(far, window.bottom() + 1),
    )
    corners = (QPoint(far, low), QPoint(window.left(), low), QPoint(far, window.top()), window.topLeft())
    rects = [QRect(point, size) for point in (*beside, *corners)]
    others = tuple(covered)

    def hidden(rect: QRect) -> tuple[bool, int]:
        return rect.intersects(cell), sum(_area(rect & other) for other in others)

    return min((rect for rect in rects if free.contains(rect)), key=hidden, default=QRect(free.topLeft(), size))


def _area(rect: QRect) -> int:
    return 0 if rect.isEmpty() else rect.width() * rect.height()


def fill_places_menu(window, menu: QMenu) -> None:
    """Every place of every panel, those taken now with a mark."""
    window.finish()
    menu.clear()
    letters = iter("ABCDEFGHI")
    for number, (name, sides) in enumerate(SIDES.items()):
        if number:
            menu.addSeparator()
        for side in (*sides, FLOAT):
            action = menu.addAction(f"{TITLES[name]}{_SIDE_NAMES[side]}(&{next(letters)})")
            action.setCheckable(True)
            action.setChecked(window.panels.place(name).side == side)
            action.triggered.connect(lambda _=False, name=name, side=side: window.panels.move(name, PanelPlace(side)))


def default_layout(window) -> None:
    """All panels open, in their usual places and sizes."""
    window.finish()
    window.panels.reset()
    window.editor.message.emit("面板已回到默认的位置")
