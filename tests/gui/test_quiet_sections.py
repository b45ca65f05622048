"""Rules of the text are silent where a part is only just being begun, by real keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.main_window import MainWindow
from gui.windows import WindowList
from model.edits import Edit, ReplaceText, SetLastYear
from model.state import LastReport
from model.text import from_plain
from tests.builders import full_report, written
from tests.gui.fakes import type_text

Press = Callable[..., None]
WORDS = "全年 12 件。"


@pytest.fixture
def window(program: WindowList, qtbot) -> MainWindow:
    """A window on a report whose section one is blank, at that section."""
    report = written(full_report())
    report.apply(_text("overview", ""))
    window = program.open_report(report, None)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    window.finish()
    window.pages.show("overview")
    return window


def _text(section: str, text: str):
    return Edit("文字", (ReplaceText(section, 0, 99, from_plain(text)),))


def said(window: MainWindow, section: str = "overview") -> list[str]:
    """The rules of which the panel lists something in this section."""
    model = window.panels.findings.model
    found = [model.finding(row) for row in range(model.rowCount())]
    return [finding.rule for finding in found if finding.part == section and not finding.pending]


def types(window: MainWindow, text: str) -> None:
    window.pages.page.prose.setFocus()
    type_text(window.pages.page.prose, text)


def test_a_blank_part_is_not_filled_in_and_nothing_else(window: MainWindow) -> None:
    assert said(window) == []
    assert window.panels.navigator.state("overview").words == "未填"


def test_what_is_being_begun_is_not_judged_until_its_first_paragraph_is_left(window: MainWindow) -> None:
    types(window, WORDS)
    assert said(window) == []
    assert window.editor.counts()["warning"] == 0
    assert "警告" not in window.panels.navigator.state("overview").words
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert "T5" in said(window)
    assert "警告 1" in window.panels.navigator.state("overview").words
    assert "警告 1" in window.status.counts.text()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    assert "T5" in said(window), "once it was judged it stays so"


def test_leaving_the_page_ends_it(window: MainWindow, press: Press) -> None:
    types(window, WORDS)
    press(Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    assert "T5" in said(window)


def test_checking_everything_ends_it(window: MainWindow, press: Press) -> None:
    types(window, WORDS)
    press(Qt.Key.Key_F9)
    assert "T5" in said(window)
    assert window.editor.counts()["warning"] == 1


def test_a_part_that_is_emptied_begins_again(window: MainWindow, press: Press) -> None:
    types(window, WORDS)
    press(Qt.Key.Key_Return)
    assert said(window)
    while window.editor.report.plain("overview"):
        window.editor.undo()
    assert said(window) == []
    types(window, WORDS)
    assert said(window) == []


def test_text_that_was_there_is_judged_while_it_is_changed(window: MainWindow) -> None:
    window.pages.show("problems")
    prose = window.pages.page.prose
    prose.setFocus()
    prose.selectAll()
    type_text(prose, "有。")
    assert "T6" in said(window, "problems")


def test_what_comes_in_from_elsewhere_is_judged_at_once(window: MainWindow) -> None:
    window.pages.show("requests")
    edit = _text("overview", WORDS)
    window.editor.do(edit.name, edit.changes)
    assert "T5" in said(window)


def test_an_office_s_own_rule_of_the_text_waits_as_well(window: MainWindow) -> None:
    from model.office_rules import read_rules

    own = '[[rules]]\nid = "本局-全年"\nkind = "forbidden"\nsection = "一"\nphrases = "全年"\n'
    window.editor.report.check_with(read_rules(own, (window.editor.report.form,)).rules)
    types(window, WORDS)
    assert said(window) == []
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert "本局-全年" in said(window)


def test_what_is_last_years_is_told_by_the_navigator_until_everything_is_checked(
    program: WindowList, press: Press, qtbot
) -> None:
    report = written(full_report())
    last = report.state().alone()
    last.fields["year"] = report.year - 1
    report.apply(Edit("上年", (SetLastYear((LastReport(last, "上年.nianbao", ""),)),)))
    window = program.open_report(report, None)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    window.finish()
    assert "沿用上年 1 段" in window.panels.navigator.state("problems").words
    assert said(window, "problems") == []
    before = window.editor.counts()["warning"]
    press(Qt.Key.Key_F9)
    model = window.panels.findings.model
    row = next(number for number in range(model.rowCount()) if model.finding(number).key == "T10:problems")
    assert model.index(row, 0).data() == "警告"
    assert window.editor.counts()["warning"] > before
    assert "警告 1" in window.panels.navigator.state("problems").words


def test_what_words_say_of_a_grid_is_told_though_no_text_stands_before_it(program: WindowList) -> None:
    report = written(full_report())
    report.apply(_text("overview", "全年共收到政府信息公开申请3件，均按时答复。"))
    window = program.open_report(report, None)
    window.finish()
    assert "P5" in [finding.rule for finding in window.editor.visible_findings() if finding.part == "requests"]
