"""F10 opens the menus, Shift+F10 that of the place; and the keyboard comes back from them to where it was, whatever was opened in between."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QMenuBar, QWidget
from shiboken6 import isValid


def attach(window: QMainWindow) -> None:
    """Watch over the focus of this window."""
    _MenuFocus(window)


class _MenuFocus(QObject):
    """A menu bar gives the focus back to what had it; after a second menu was opened from the first it keeps it."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._last: QWidget | None = window.focusWidget()
        QShortcut(QKeySequence(Qt.Key.Key_F10), window, self._open)
        QShortcut(QKeySequence("Shift+F10"), window, _open_context_menu)
        QApplication.instance().focusChanged.connect(self._changed)
        window.menuBar().installEventFilter(self)
        for action in window.menuBar().actions():
            action.menu().aboutToHide.connect(self._look_soon)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            self._look_soon()
        return False

    def _look_soon(self) -> None:
        """Only then is it known whether another window or another menu gets the focus."""
        QTimer.singleShot(0, self, self._give_back)

    def _changed(self, _: QWidget | None, new: QWidget | None) -> None:
        if new is None:
            self._look_soon()
        elif new.window() is self._window and not isinstance(new, QMenuBar | QMenu):
            self._last = new

    def _give_back(self) -> None:
        bar, focus = self._window.menuBar(), QApplication.focusWidget()
        done = focus is None or (focus is bar and bar.activeAction() is None)
        free = done and QApplication.activePopupWidget() is None
        last = self._last
        if free and self._window.isActiveWindow() and last is not None and isValid(last) and last.isVisible():
            last.setFocus(Qt.FocusReason.MenuBarFocusReason)

    def _open(self) -> None:
        bar = self._window.menuBar()
        if bar.isVisible():
            bar.setActiveAction(bar.actions()[0])


def _open_context_menu() -> None:
    # Imported when it is first wanted.
    from gui.context_menu import open_by_key

    open_by_key()
