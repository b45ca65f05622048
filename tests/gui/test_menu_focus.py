"""The keyboard after menus: it is where it was."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.main_window import MainWindow
from gui.windows import WindowList


def key(what: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where it goes: an open menu, the widget with the focus, the window."""
    target = QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()
    QTest.keyClick(target, what, modifier)
    QApplication.processEvents()


@pytest.mark.qt_log_ignore("does not support")
@pytest.mark.parametrize("letters", ["E", "ET", "ETV"])
def test_after_menus_the_grid_has_the_keyboard(window: MainWindow, letters: str) -> None:
    window.pages.start_at("requests.received.natural_person")
    before = QApplication.focusWidget()
    assert before is not None
    for letter in letters:
        key(Qt.Key[f"Key_{letter}"], Qt.KeyboardModifier.AltModifier)
        assert QApplication.activePopupWidget() is not None, letter
        key(Qt.Key.Key_Escape)
    for _ in letters:
        if QApplication.focusWidget() is not before:
            key(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is before


def test_a_focus_that_nothing_has_comes_back(window: MainWindow) -> None:
    window.pages.start_at("requests.received.natural_person")
    before = QApplication.focusWidget()
    window.menuBar().setFocus(Qt.FocusReason.MenuBarFocusReason)
    QApplication.focusWidget().clearFocus()
    QApplication.processEvents()
    assert QApplication.focusWidget() is before


@pytest.mark.qt_log_ignore("does not support")
def test_f10_opens_the_menus(window: MainWindow, program: WindowList) -> None:
    key(Qt.Key.Key_F10)
    assert QApplication.activePopupWidget() is window.menuBar().actions()[0].menu()
    key(Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None


@pytest.mark.qt_log_ignore("does not support")
def test_a_command_of_the_second_menu_leaves_the_keyboard_in_the_grid(window: MainWindow) -> None:
    window.pages.start_at("requests.received.natural_person")
    before = QApplication.focusWidget()
    key(Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
    key(Qt.Key.Key_Escape)
    key(Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    key(Qt.Key.Key_E)
    QApplication.processEvents()
    assert QApplication.activePopupWidget() is None
    assert QApplication.focusWidget() is before
