"""The field in which a figure is typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from gui.history_keys import is_history_key, is_window_key

_MOVES = {
    Qt.Key.Key_Return: "enter",
    Qt.Key.Key_Enter: "enter",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}
_SIDEWAYS = {Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right"}
_STAY_OPEN = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


class CellEditor(QLineEdit):
    """Opened by typing it lets arrow keys move on, as Excel does; opened by F2 they move the caret."""

    done = Signal(str)
    """What was typed is to be kept; the move that follows ("enter", "tab", "up" …), "" for none."""
    given_up = Signal()
    """What was typed is to be dropped."""
    filled = Signal()
    """What was typed is to go into all selected cells."""
    block_pasted = Signal()
    """A table is to be pasted in place of what is typed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cellEditor")
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.moves_caret = False
        self._composed = ""

    def edit_in_place(self) -> None:
        """As after F2: the caret at the end, arrow keys move it."""
        self.moves_caret = True
        self.deselect()
        self.end(False)

    def end_composition(self) -> None:
        """Take in what an input method is still composing: it is neither lost nor comes a second time later."""
        if self._composed:
            # The platform's input method commits at once; where there is none, what it showed is what was typed.
            QGuiApplication.inputMethod().commit()
            if self._composed:
                commit = QInputMethodEvent()
                commit.setCommitString(self._composed)
                QApplication.sendEvent(self, commit)

    def drop_composition(self) -> None:
        """Give up what an input method is still composing."""
        if self._composed:
            self._composed = ""
            QGuiApplication.inputMethod().reset()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composed = event.preeditString()
        super().inputMethodEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and is_window_key(event):
            # The one history is the report's: leave the keys to the window's commands.
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif is_history_key(event):
            # The window had no use for it; the field keeps no history of its own.
            event.accept()
        elif event.matches(QKeySequence.StandardKey.Paste) and _clipboard_has_table():
            self.block_pasted.emit()
        elif control and _MOVES.get(key) == "enter":
            self.filled.emit()
        elif key in _MOVES and not (self.moves_caret and _MOVES[key] in ("up", "down")):
            move = _MOVES[key]
            self.done.emit("enter_back" if move == "enter" and back else move)
        elif key in _SIDEWAYS and not self.moves_caret and not back:
            self.done.emit(_SIDEWAYS[key])
        else:
            super().keyPressEvent(event)
            event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        self.done.emit("tab" if forward else "tab_back")
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in _STAY_OPEN:
            self.end_composition()
        super().focusOutEvent(event)
        if event.reason() not in _STAY_OPEN:
            self.done.emit("")


def _clipboard_has_table() -> bool:
    text = QGuiApplication.clipboard().text().rstrip("\r\n")
    return any(character in text for character in "\t\r\n")
