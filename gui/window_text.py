"""A text on a page of the window: its context menu is the window's, Ctrl with the wheel zooms the window."""

from __future__ import annotations

from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtWidgets import QTextEdit

from gui.zoom import turned


class WindowText(QTextEdit):
    """What every text on a page has in common."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not turned(self, event):
            super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        # Made of the window's commands, in `gui.context_menu`.
        event.ignore()
