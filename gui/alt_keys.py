"""Alt with a letter or a digit types nothing: it belongs to menus and commands, also where none answers to it."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

_FIELDS = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox)
_BESIDE = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_FIRST_NAMED = 0x01000000
"""Below it stand the keys of characters. What a layout, an input method or Alt with the number pad composes has none."""


def types_nothing(event: QKeyEvent) -> bool:
    """Whether the key has Alt alone and a character. AltGr is Ctrl+Alt or none of both, and types."""
    if event.modifiers() & ~_BESIDE != Qt.KeyboardModifier.AltModifier or sys.platform == "darwin":
        # On a Mac the same key is the one that composes characters.
        return False
    return 0 < event.key() < _FIRST_NAMED and event.text().isprintable()


def attach(window: QWidget) -> None:
    """Guard every field of the program from now on; one guard serves all windows and dialogs."""
    application = QApplication.instance()
    if application.findChild(_Guard) is None:
        _Guard(application)


class _Guard(QObject):
    """Watches the field that has the focus and no other object: nothing else gets keys, and nothing is slowed down."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._field: QWidget | None = None
        application.focusChanged.connect(self._take)
        self._take(None, application.focusWidget())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return event.type() == QEvent.Type.KeyPress and types_nothing(event)

    def _take(self, _: QWidget | None, new: QWidget | None) -> None:
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
        self._field = new if isinstance(new, _FIELDS) else None
        if self._field is not None:
            self._field.installEventFilter(self)
