"""The pages in their window: text before a grid, stated totals, another form, names for every control."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolBar, QWidget

from gui.main_window import MainWindow
from gui.windows import WindowList
from model.edits import Edit, ReplaceReport, ReplaceText, SetNote
from model.history import Place
from model.text import from_plain
from tests.builders import full_report, made_up_form, report_with

TOTAL = "requests.received.total"


@pytest.fixture
def window(program: WindowList, qtbot) -> MainWindow:
    """A window with a report filled with 0, active and finished."""
    window = program.open_report(full_report(), None)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    window.finish()
    return window


def test_the_text_before_a_grid_is_hidden_until_it_is_asked_for(window: MainWindow) -> None:
    page = window.pages.show("requests")
    assert not page.has_text_open
    window.actions_["text_before"].trigger()
    assert page.has_text_open
    assert window.actions_["text_before"].isChecked()
    assert QApplication.focusWidget() is page.prose
    QTest.keyClicks(page.prose, "abc")
    assert window.editor.report.plain("requests") == "abc"
    window.actions_["text_before"].trigger()
    assert page.has_text_open, "text that is there is not hidden"
    window.editor.undo()
    window.actions_["text_before"].trigger()
    assert not page.has_text_open


def test_text_that_comes_in_is_shown_at_once(window: MainWindow) -> None:
    page = window.pages.show("proactive")
    window.editor.report.apply(Edit("导入", (ReplaceText("proactive", 0, 0, from_plain("说明")),)))
    assert page.has_text_open
    assert page.prose.toPlainText() == "说明"


def test_undo_of_text_before_a_grid_goes_there(window: MainWindow) -> None:
    page = window.pages.show("requests")
    page.show_text(True)
    page.prose.setFocus()
    QTest.keyClicks(page.prose, "ab")
    window.pages.show("overview")
    window.editor.undo()
    assert window.pages.section == "requests"
    window.editor.redo()
    assert page.prose.toPlainText() == "ab"


def test_a_stated_total_is_dropped_by_command(window: MainWindow) -> None:
    window.editor.report.apply(Edit("导入", (SetNote(TOTAL, "stated", 47),)))
    window.pages.start_at("requests.received.natural_person")
    assert not window.actions_["drop_stated"].isEnabled()
    window.pages.start_at(TOTAL)
    assert window.actions_["drop_stated"].isEnabled()
    window.actions_["drop_stated"].trigger()
    assert window.editor.report.stated(TOTAL) is None
    window.editor.undo()
    assert window.editor.report.stated(TOTAL) == 47


def test_another_form_brings_pages_of_its_own(window: MainWindow) -> None:
    window.pages.show("requests")
    window.editor.report.apply(Edit("换表样", (ReplaceReport(report_with(edition="2019").state()),)))
    assert window.editor.report.form.edition == "2019"
    window.pages.start_at("requests.other_processed.business")
    assert window.editor.current_cell == "requests.other_processed.business"
    assert window.panels.navigator.state("requests").blanks == 22 * 6


def test_a_form_that_no_office_has_is_shown_as_well(program: WindowList, qtbot) -> None:
    window = program.open_report(full_report(of=made_up_form()), None)
    window.finish()
    for section in made_up_form().sections:
        window.pages.show(section.id)
        assert window.pages.page.head.heading.whole == (section.heading or section.short)


def test_switching_the_part_commits_what_is_being_typed(window: MainWindow) -> None:
    window.pages.start_at("requests.received.natural_person")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_7)
    window.pages.show("overview")
    assert window.editor.report.value("requests.received.natural_person") == 7
    assert window.editor.current_cell == ""


def test_esc_ends_the_relation_that_is_looked_at(window: MainWindow) -> None:
    window.editor.enter("requests.received.natural_person", "3")
    window.actions_["next_finding"].trigger()
    assert window.editor.relation is not None
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert window.editor.relation is None


def test_copy_goes_to_what_has_the_focus(window: MainWindow) -> None:
    window.pages.start_at("requests.received.natural_person")
    window.actions_["copy"].trigger()
    assert QApplication.clipboard().text().strip() == "0"
    field = window.pages.show("preface").field("unit")
    field.setFocus()
    field.selectAll()
    window.actions_["copy"].trigger()
    assert QApplication.clipboard().text() == "示例县数据局"
    window.actions_["cut"].trigger()
    assert window.editor.report.unit == ""


@pytest.mark.parametrize("section", ["preface", "overview", "proactive", "requests", "disputes"])
def test_every_control_has_a_name_and_can_be_reached_by_keys(window: MainWindow, section: str) -> None:
    page = window.pages.show(section)
    if section == "requests":
        page.show_text(True)
    checked = 0
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or _inside_tool_bar(widget):
            continue
        if widget.focusProxy() is not None:
            continue
        checked += 1
        text = widget.text() if hasattr(widget, "text") and not callable(getattr(widget, "read", None)) else ""
        assert widget.accessibleName() or text, widget
    assert checked >= 4


def _inside_tool_bar(widget: QWidget) -> bool:
    return isinstance(widget.parentWidget(), QToolBar)


def test_undo_marks_the_place(window: MainWindow) -> None:
    window.editor.enter("disputes.litigation_direct.upheld", "3")
    window.pages.go_to(Place("overview"))
    window.editor.undo()
    assert window.pages.section == "disputes"
    assert window.editor.current_cell == "disputes.litigation_direct.upheld"


def test_a_cell_that_is_not_there_is_said_and_kept_among_the_messages(program: WindowList, file: Path) -> None:
    window = program.open_file(file, None, "nonsense")
    window.editor.message.emit("上次这份报告没有正常关闭")
    window.finish()
    words = "2021 年版的表里没有“nonsense”这一格"
    assert window.status.place.whole.startswith(words)
    assert window.messages.kept[-1][1].startswith(words)
    assert window.pages.section == window.editor.report.form.sections[0].id


def test_nothing_is_said_of_a_cell_that_is_there(program: WindowList, file: Path) -> None:
    window = program.open_file(file, None, "requests.received.business")
    window.finish()
    assert not [text for _, text in window.messages.kept if "没有" in text]
    assert window.editor.current_cell == "requests.received.business"
