"""The context menu of grids, their headings and texts: commands of the window, from the one table."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QTextEdit, QWidget

from gui.actions import COMMANDS
from gui.grid_bands import Band
from gui.grid_commands import shown_grid
from gui.grid_view import GridView


def show(window, event: QContextMenuEvent) -> None:
    """Show the menu for what was clicked, or has the focus; nothing for what has none."""
    mouse = event.reason() == QContextMenuEvent.Reason.Mouse
    widget = QApplication.widgetAt(event.globalPos()) if mouse else QApplication.focusWidget()
    place = event.globalPos() if mouse else beside(widget)
    while widget is not None and not isinstance(widget, GridView | Band | QTextEdit):
        widget = widget.parentWidget()
    if widget is None or not window.isAncestorOf(widget):
        event.ignore()
        return
    event.accept()
    menu = text_menu(window) if isinstance(widget, QTextEdit) else grid_menu(window)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(place)


def open_by_key() -> None:
    """What the menu key does, for Shift+F10: not every system makes a context menu of it."""
    widget = QApplication.focusWidget()
    if widget is not None:
        place = widget.rect().center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, widget.mapToGlobal(place))
        QApplication.sendEvent(widget, event)


def grid_menu(window) -> QMenu:
    """The commands for cells, and what can be done about the current cell's notes."""
    menu = _menu(window, "grid")
    grid = shown_grid(window)
    for choice in grid.note_choices() if grid is not None else ():
        if choice.parted:
            menu.addSeparator()
        action = menu.addAction(choice.text)
        action.setEnabled(not window.actions_.held)
        action.triggered.connect(lambda _=False, choice=choice: grid.choose(choice))
    return menu


def text_menu(window) -> QMenu:
    """The commands for a text."""
    return _menu(window, "text")


def _menu(window, kind: str) -> QMenu:
    window.actions_.update(window.editing.conditions())
    menu = QMenu(window)
    last = None
    for command in COMMANDS:
        if command.context in (kind, "both"):
            if last is not None and (command.menu, command.group) != last:
                menu.addSeparator()
            last = (command.menu, command.group)
            menu.addAction(window.actions_[command.id])
    return menu


def beside(widget: QWidget | None) -> QPoint:
    """Where a menu opened by its key belongs: at the current cell, or at the caret."""
    if isinstance(widget, GridView):
        return widget.viewport().mapToGlobal(widget.visualRect(widget.currentIndex()).bottomRight())
    if isinstance(widget, QTextEdit):
        return widget.viewport().mapToGlobal(widget.cursorRect().bottomRight())
    return QPoint() if widget is None else widget.mapToGlobal(widget.rect().center())
