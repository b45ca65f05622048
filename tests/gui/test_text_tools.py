"""查找替换 and 标点整理 over the text of the whole report."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.find_bar import bar_of
from gui.main_window import MainWindow
from gui.replace_bar import ReplaceBar
from gui.tidy_dialog import TidyDialog
from gui.windows import WindowList
from model.edits import Edit, ReplaceText
from model.text import Span, TextBlock, from_plain
from tests.builders import full_report


@pytest.fixture
def window(program: WindowList) -> MainWindow:
    """A window on a report with text in two sections."""
    report = full_report()
    changes = (
        ReplaceText("overview", 0, 0, from_plain("甲局做好公开,甲局负责.\n甲甲")),
        ReplaceText("problems", 0, 0, (TextBlock((Span("甲局收到"), Span("甲", "stale"), Span("件"))),)),
    )
    report.apply(Edit("文字", changes))
    window = program.open_report(report, None)
    window.finish()
    window.pages.show("overview")
    return window


def replacing(window: MainWindow, old: str, new: str) -> ReplaceBar:
    window.actions_["find_replace"].trigger()
    bar_of(window).field.setText(old)
    bar = window.findChild(ReplaceBar)
    bar.field.setText(new)
    return bar


def test_all_are_replaced_in_one_step_but_what_is_no_plain_text(window: MainWindow) -> None:
    before = window.editor.report.state()
    bar = replacing(window, "甲", "甲乙")
    QTest.mouseClick(bar.all, Qt.MouseButton.LeftButton)
    report = window.editor.report
    assert report.plain("overview") == "甲乙局做好公开,甲乙局负责.\n甲乙甲乙"
    assert report.plain("problems") == "甲乙局收到甲件"
    assert "替换了 5 处，1 处" in bar_of(window).note.text()
    window.editor.undo()
    assert window.editor.report.state() == before


def test_one_by_one_never_meets_its_own_words(window: MainWindow) -> None:
    bar = replacing(window, "甲局", "甲局局")
    for _ in range(5):
        QTest.keyClick(bar.field, Qt.Key.Key_Return)
    report = window.editor.report
    assert report.plain("overview") == "甲局局做好公开,甲局局负责.\n甲甲"
    assert report.plain("problems") == "甲局局收到甲件"


def test_a_figure_is_found_and_not_replaced(window: MainWindow) -> None:
    before = window.editor.report.state()
    bar = replacing(window, "新收", "旧收")
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    QTest.mouseClick(bar.all, Qt.MouseButton.LeftButton)
    assert window.editor.report.state() == before
    assert "没有找到" in bar_of(window).note.text()


def test_escape_closes_both_lines(window: MainWindow) -> None:
    bar = replacing(window, "甲", "乙")
    assert bar.isVisible()
    QTest.keyClick(bar_of(window).field, Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_punctuation_is_tidied_after_a_preview_as_one_step(window: MainWindow, program: WindowList) -> None:
    before = window.editor.report.state()

    def untick_the_first(dialog: TidyDialog) -> bool:
        assert dialog.table.item(0, 2).text() == "甲局做好公开【,】甲局负责."
        assert dialog.table.item(0, 3).text() == "甲局做好公开【，】甲局负责."
        dialog.show()
        QTest.keyClick(dialog.table, Qt.Key.Key_Space)
        assert "1 处" in dialog.change.text()
        return True

    program.tools.interaction.answers = [untick_the_first]
    window.actions_["tidy_punctuation"].trigger()
    assert window.editor.report.plain("overview") == "甲局做好公开,甲局负责。\n甲甲"
    assert window.editor.history.undo_name == "标点整理"
    window.editor.undo()
    assert window.editor.report.state() == before


def test_tidy_text_needs_no_dialog(program: WindowList) -> None:
    window = program.open_report(full_report(), None)
    said: list[str] = []
    window.editor.message.connect(said.append)
    window.actions_["tidy_punctuation"].trigger()
    assert "没有要整理的标点" in said[-1]


def test_ctrl_h_is_the_windows_wherever_text_is_typed(window: MainWindow) -> None:
    prose = window.pages.page.prose
    prose.setFocus()
    before = window.editor.report.plain("overview")
    press = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    press.ignore()
    QApplication.sendEvent(prose, press)
    assert not press.isAccepted(), "the window's command comes first"
    assert window.editor.report.plain("overview") == before
