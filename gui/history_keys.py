"""The keys of undo and redo in fields of text, which keep no history of their own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence


def is_history_key(event: QEvent) -> bool:
    """Whether the key means undo or redo: the one history is the report's, so a field leaves it to the window."""
    return isinstance(event, QKeyEvent) and (
        event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
    )


def is_window_key(event: QEvent) -> bool:
    """Whether a field leaves the key to the window's commands: undo, redo, and Ctrl+H, which is 替换 and no Backspace."""
    replace = QKeySequence("Ctrl+H")
    return is_history_key(event) or (isinstance(event, QKeyEvent) and QKeySequence(event.keyCombination()) == replace)


def changes_text(event: QKeyEvent) -> bool:
    """Whether the key would change the text of a field: a character, deleting, cutting, pasting."""
    if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
        return True
    if event.matches(QKeySequence.StandardKey.Cut) or event.matches(QKeySequence.StandardKey.Paste):
        return True
    with_others = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    return bool(event.text()) and event.text().isprintable() and not with_others
