"""Alt with a character types nothing into any field; what layouts and input methods compose goes in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from gui.alt_keys import types_nothing
from gui.main_window import MainWindow
from tests.gui.fakes import compose

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT, KEYPAD = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier
NONE = Qt.KeyboardModifier.NoModifier
FIRST = "requests.received.natural_person"


def press(widget: QWidget, key: int, modifiers: Qt.KeyboardModifier, text: str) -> None:
    """A key as the platform sends it: Qt's own tests give Alt with a letter no text, X11 and Windows do."""
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text))


@pytest.fixture(params=["text", "line", "cell", "dialog"])
def field(request: pytest.FixtureRequest, window: MainWindow) -> Iterator[QWidget]:
    """The field with the focus, one of each kind."""
    if request.param == "text":
        window.pages.show("overview").prose.setFocus()
    elif request.param == "line":
        window.pages.show(window.editor.report.form.sections[0].id).field("contact.address").setFocus()
    elif request.param == "cell":
        window.pages.start_at(FIRST)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F2)
    else:
        window.actions_["find"].trigger()
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit) or hasattr(focused, "toPlainText")
    yield focused
    window.editor.commit_wanted.emit()


def held(field: QWidget) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def test_alt_with_a_character_types_nothing(field: QWidget) -> None:
    before = held(field)
    for key, modifiers, text in (
        (Qt.Key.Key_Z, ALT, "z"),
        (Qt.Key.Key_Z, ALT | SHIFT, "Z"),
        (Qt.Key.Key_0, ALT, "0"),
        (Qt.Key.Key_9, ALT | KEYPAD, "9"),
        (Qt.Key.Key_Semicolon, ALT, ";"),
    ):
        press(field, key, modifiers, text)
        assert held(field) == before
    assert QApplication.focusWidget() is field


@pytest.mark.parametrize(
    ("key", "modifiers", "text"),
    [
        (Qt.Key.Key_7, NONE, "7"),
        (Qt.Key.Key_7, ALT | CTRL, "7"),
        (Qt.Key.Key_7, Qt.KeyboardModifier.GroupSwitchModifier, "7"),
        (0, NONE, "7"),
    ],
    ids=["plain", "AltGr on Windows", "AltGr elsewhere", "number pad, Alt let go"],
)
def test_what_is_typed_otherwise_goes_in(field: QWidget, key: int, modifiers, text: str) -> None:
    before = held(field)
    press(field, key, modifiers, text)
    assert held(field) != before
    assert "7" in held(field)


@pytest.mark.parametrize(
    ("key", "modifiers", "text", "nothing"),
    [
        (Qt.Key.Key_Z, ALT, "z", True),
        (Qt.Key.Key_5, ALT | KEYPAD, "5", True),
        (0, ALT, "你", False),
        (Qt.Key.Key_unknown, ALT, "é", False),
        (Qt.Key.Key_Left, ALT, "", False),
        (Qt.Key.Key_Return, ALT, "\r", False),
        (Qt.Key.Key_Z, ALT | CTRL, "ω", False),
        (Qt.Key.Key_Z, NONE, "z", False),
    ],
)
def test_only_alt_alone_with_a_key_that_has_a_character_types_nothing(key, modifiers, text, nothing: bool) -> None:
    assert types_nothing(QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)) is nothing


def test_what_an_input_method_commits_goes_in(field: QWidget) -> None:
    compose(field, "", "8")
    assert "8" in held(field)


def test_fields_that_lost_the_focus_are_let_go(window: MainWindow) -> None:
    window.pages.show("overview").prose.setFocus()
    other = QPlainTextEdit(window)
    other.show()
    for _ in range(3):
        other.setFocus()
        press(other, Qt.Key.Key_Z, ALT, "z")
        window.pages.page.prose.setFocus()
        press(window.pages.page.prose, Qt.Key.Key_Z, ALT, "z")
    assert other.toPlainText() == ""
    assert window.editor.report.plain("overview") == ""
