"""A text on a page of the window: its context menu is the window's, Ctrl with the wheel zooms the window.

Paragraphs with a word on them have a mark beside their first line; the tool tip says the word.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPolygonF,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextEdit, QToolTip

from gui.visible_text import plain_tip, visible
from gui.zoom import turned


class WindowText(QTextEdit):
    """What every text on a page has in common. said_at: what is found at a place of it, for the tool tip."""

    said_at: Callable[[QTextCursor], str] | None = None

    def word_of(self, paragraph: int) -> str:
        """The word on a paragraph, counted from 0; "" for none."""
        return ""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not turned(self, event):
            super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        # Made of the window's commands, in `gui.context_menu`.
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        block = self.cursorForPosition(event.rect().topLeft()).block()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Link))
        painter.setPen(self.palette().color(QPalette.ColorRole.Link))
        while block.isValid():
            place = self.document().documentLayout().blockBoundingRect(block).translated(0, -self._scrolled())
            if place.top() > event.rect().bottom():
                break
            if self.word_of(block.blockNumber()):
                size = self.fontMetrics().height() / 3
                corner = QPointF(place.left() - 2 * size, place.top() + size)
                painter.drawPolygon(QPolygonF([corner, corner + QPointF(size, 0), corner + QPointF(size, size)]))
            block = block.next()
        painter.end()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tip(self.tip(event.pos())), self.viewport())
            return True
        return super().viewportEvent(event)

    def tip(self, place: QPoint) -> str:
        """What is found at this place of the viewport, and the word on the paragraph; "" for neither."""
        cursor = self.cursorForPosition(place)
        word = self.word_of(cursor.blockNumber())
        said = self.said_at(cursor) if self.said_at is not None else ""
        return "\n".join(filter(None, (said, f"备注：{visible(word)}" if word else "")))

    def _scrolled(self) -> int:
        return self.verticalScrollBar().value()
