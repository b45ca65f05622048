"""Keys of commands work wherever the caret is: no text field takes them for itself."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit
from pytestqt.qtbot import QtBot

from gui.actions import COMMANDS
from gui.features import ATTACHED, function_named

OF_TEXT_TOO = {"undo", "redo", "cut", "copy", "paste", "clear", "select_all", "end_relation", "find_replace"}
SHORTCUTS = [(c.id, key) for c in COMMANDS if c.id not in OF_TEXT_TOO for key in c.keys]


@pytest.mark.parametrize(("command", "key"), SHORTCUTS, ids=[f"{command}-{key}" for command, key in SHORTCUTS])
@pytest.mark.parametrize("field", [QLineEdit, QTextEdit, QPlainTextEdit])
def test_a_text_field_leaves_the_key_to_the_command(command: str, key: str, field: type, qtbot: QtBot) -> None:
    widget = field()
    qtbot.addWidget(widget)
    pressed = QKeySequence(key)[0]
    event = QKeyEvent(QEvent.Type.ShortcutOverride, pressed.key(), pressed.keyboardModifiers())
    event.ignore()
    QApplication.sendEvent(widget, event)
    assert not event.isAccepted(), f"{command}: {key} is taken by {field.__name__}"


def test_no_key_has_two_commands() -> None:
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))


def test_no_command_has_a_key_with_which_text_is_edited_on_linux() -> None:
    """Qt's bindings for X11, which its offscreen platform does not have: end of line, delete, cut to the end…"""
    taken = {"Ctrl+E", "Ctrl+D", "Ctrl+K", "Ctrl+U", "Ctrl+H", "Ctrl+Backspace", "Ctrl+Delete"}
    assert not taken & {key for _, key in SHORTCUTS}


def test_every_function_that_is_named_is_there() -> None:
    for name in (*ATTACHED, *(command.runs for command in COMMANDS if command.runs)):
        assert callable(function_named(name)), name
