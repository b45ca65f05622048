"""Dragging a panel to another side of the window, or out of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QRubberBand, QWidget

from gui.panel_places import FLOAT, SIDES, PanelPlace, side_at


class PanelDrag(QObject):
    """Dragging a panel by its head: an outline follows the mouse, the panel moves when it is let go.

    drop is called with the place; the panel floats when the head is double-clicked, and comes back so.
    """

    def __init__(
        self, name: str, dock: QDockWidget, handle: QWidget, window: QWidget, drop: Callable[[PanelPlace], None]
    ) -> None:
        super().__init__(handle)
        self._name = name
        self._dock = dock
        self._window = window
        self._drop = drop
        self._from: QPoint | None = None
        self._band: QRubberBand | None = None
        handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent):
            return False
        point = event.globalPosition().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._from = point
            return True
        if event.type() == QEvent.Type.MouseMove and self._from is not None:
            self._follow(point)
            return True
        if event.type() == QEvent.Type.MouseButtonRelease and self._from is not None:
            self._let_go(point)
            return True
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self._from = None
            self._drop(PanelPlace(SIDES[self._name][0] if self._dock.isFloating() else FLOAT))
            return True
        return False

    def _follow(self, point: QPoint) -> None:
        if self._band is None:
            if (point - self._from).manhattanLength() < QApplication.startDragDistance():
                return
            self._band = QRubberBand(QRubberBand.Shape.Rectangle)
            self._band.show()
        self._band.setGeometry(self._outline(point))

    def _let_go(self, point: QPoint) -> None:
        band, self._band = self._band, None
        if band is not None:
            band.deleteLater()
            side = self._side(point)
            self._drop(PanelPlace(side, self._floating(point) if side == FLOAT else QRect()))
        self._from = None

    def _side(self, point: QPoint) -> str:
        return side_at(self._name, point, QRect(self._window.mapToGlobal(QPoint(0, 0)), self._window.size()))

    def _floating(self, point: QPoint) -> QRect:
        corner = self._dock.mapToGlobal(QPoint(0, 0))
        return QRect(corner + point - self._from, self._dock.size())

    def _outline(self, point: QPoint) -> QRect:
        side = self._side(point)
        if side == FLOAT:
            return self._floating(point)
        whole = QRect(self._window.mapToGlobal(QPoint(0, 0)), self._window.size())
        if side in ("left", "right"):
            left = whole.left() if side == "left" else whole.right() - self._dock.width()
            return QRect(left, whole.top(), self._dock.width(), whole.height())
        top = whole.top() if side == "top" else whole.bottom() - self._dock.height()
        return QRect(whole.left(), top, whole.width(), self._dock.height())
