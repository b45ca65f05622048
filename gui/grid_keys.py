"""Which key does what in a grid; what needs more than a table stands in `grid_view`."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView

from gui.actions import COMMANDS as ALL_COMMANDS

ARROWS = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
}
"""Key → the move it makes by itself."""

MOVES = {
    Qt.Key.Key_Return: ("enter", "enter_back"),
    Qt.Key.Key_Enter: ("enter", "enter_back"),
    Qt.Key.Key_Tab: ("tab", "tab_back"),
    Qt.Key.Key_Backtab: ("tab_back", "tab_back"),
}
"""Key → the move without and with Shift."""

EXTENDING = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_PageUp: (-1, 0),
    Qt.Key.Key_PageDown: (1, 0),
    Qt.Key.Key_Home: (-1, -1),
    Qt.Key.Key_End: (1, 1),
}
"""Key that stretches a selection with Shift → down and right."""

FAR = 10_000
"""More rows or columns than any grid has."""

DIRECTIONS = {
    QAbstractItemView.CursorAction.MoveUp: (-1, 0),
    QAbstractItemView.CursorAction.MoveDown: (1, 0),
    QAbstractItemView.CursorAction.MoveLeft: (0, -1),
    QAbstractItemView.CursorAction.MoveRight: (0, 1),
}
"""Cursor action → down and right."""

COMMANDS = (
    (QKeySequence.StandardKey.Copy, "copy"),
    (QKeySequence.StandardKey.Cut, "cut"),
    (QKeySequence.StandardKey.Paste, "paste"),
)
"""Key sequence → the command it gives."""

_OWN = {QKeySequence(key)[0].toCombined(): command.id for command in ALL_COMMANDS for key in command.grid_keys}
"""Keys that only a grid takes, because text is edited with them → the command."""


def command_of(event: QKeyEvent) -> str:
    """The command for which the grid alone takes this key, "" for none."""
    return _OWN.get(event.keyCombination().toCombined(), "")
