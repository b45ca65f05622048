"""视图 → 放大、缩小、原大: the size of everything in all windows; it is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui.settings import Settings
from gui.theme import BASE

if TYPE_CHECKING:
    from gui.tools import Tools

KEY = "look/zoom"
STEPS = (80, 90, 100, 110, 125, 150, 175, 200)
"""The sizes that there are, in %."""

_CONTROL = Qt.KeyboardModifier.ControlModifier


def base_of(settings: Settings) -> float:
    """The base font's size that was chosen, in pixels."""
    chosen = settings.get(KEY)
    return BASE * (chosen if chosen in STEPS else 100) / 100


def zoom_in(window) -> None:
    """The next larger size."""
    _take(window.tools, next((step for step in STEPS if step > _now(window.tools)), STEPS[-1]))


def zoom_out(window) -> None:
    """The next smaller size."""
    _take(window.tools, next((step for step in reversed(STEPS) if step < _now(window.tools)), STEPS[0]))


def zoom_reset(window) -> None:
    """The size as designed."""
    _take(window.tools, 100)


def turned(widget: QWidget, event: QWheelEvent) -> bool:
    """Whether the wheel was turned with Ctrl: then the window of this widget is zoomed."""
    actions = getattr(widget.window(), "actions_", None)
    if not event.modifiers() & _CONTROL or actions is None:
        return False
    event.accept()
    if event.angleDelta().y():
        actions["zoom_in" if event.angleDelta().y() > 0 else "zoom_out"].trigger()
    return True


def _now(tools: Tools) -> int:
    return round(tools.theme.scale * 100)


def _take(tools: Tools, percent: int) -> None:
    if percent == _now(tools):
        return
    # Imported when it is first wanted: nobody zooms before the first paint.
    from gui.rescale import Sizes

    sizes = Sizes(tools.theme.scale)
    windows = [window for window in QApplication.topLevelWidgets() if hasattr(window, "panels")]
    for window in windows:
        window.editor.commit_wanted.emit()
    tools.settings.put(KEY, percent)
    tools.theme.scale_to(BASE * percent / 100)
    sizes.scale_to(tools.theme.scale)
    for window in windows:
        window.panels.take_scale()
