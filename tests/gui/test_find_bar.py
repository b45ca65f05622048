"""Finding in figures, labels and text over the whole report, by the bar at the foot of the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.find_bar import FindBar
from gui.main_window import MainWindow
from gui.windows import WindowList
from model.edits import ReplaceText, SetField
from model.text import from_plain
from tests.gui.fakes import type_text

Press = Callable[..., None]
Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
FIRST, BELOW = "requests.received.natural_person", "requests.carried_in.natural_person"


@pytest.fixture
def window(program: WindowList, qtbot: QtBot) -> MainWindow:
    made = program.open_blank(at=FIRST)
    with qtbot.waitActive(made):
        made.activateWindow()
    made.finish()
    made.editor.enter(FIRST, "128")
    made.editor.enter(BELOW, "12")
    blocks = from_plain("全年受理12件。\n共１２件。")
    made.editor.do("输入文字", (ReplaceText("overview", 0, 0, blocks),))
    made.pages.page.setFocus()
    return made


def bar(window: MainWindow) -> FindBar:
    found = window.findChild(FindBar)
    assert found is not None
    return found


def where(window: MainWindow) -> tuple[str, str]:
    """The part, and the cell or the text that is selected."""
    page = window.pages.page
    if window.editor.current_cell:
        return window.pages.section, window.editor.current_cell.removeprefix(f"{window.pages.section}.")
    return window.pages.section, f"{page.prose.textCursor().blockNumber()}:{page.prose.textCursor().selectedText()}"


ALL = [
    ("requests", "received.natural_person"),
    ("requests", "received.total"),
    ("requests", "carried_in.natural_person"),
    ("requests", "carried_in.total"),
    ("overview", "0:12"),
    ("overview", "1:１２"),
]


def test_enter_goes_through_all_places_and_round(window: MainWindow, press: Press) -> None:
    window.actions_["find"].trigger()
    assert QApplication.focusWidget() is bar(window).field
    press("12")
    assert bar(window).note.text() == "共 6 处"
    seen = []
    for _ in range(7):
        press(Key.Key_Return)
        seen.append(where(window))
        assert QApplication.focusWidget() is bar(window).field
    assert seen == [*ALL, ALL[0]]
    press(Key.Key_Return, SHIFT)
    press(Key.Key_Return, SHIFT)
    assert where(window) == ALL[4]
    assert bar(window).note.text() == "1 / 6"


def test_f3_goes_on_while_the_focus_is_in_the_page(window: MainWindow, press: Press) -> None:
    window.actions_["find"].trigger()
    press("12")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert not bar(window).isVisible()
    grid = window.pages.page.grid
    assert QApplication.focusWidget() is grid.blocks[0].view
    window.actions_["find_next"].trigger()
    assert where(window) == ALL[1]
    window.actions_["find_previous"].trigger()
    assert where(window) == ALL[0]
    grid.show_cell("requests.received.total")
    window.actions_["find_next"].trigger()
    assert where(window) == ALL[2]


def test_a_found_cell_is_marked_and_a_label_found_at_its_first_figure(window: MainWindow, press: Press) -> None:
    window.actions_["find"].trigger()
    type_text(bar(window).field, "不予处理")
    press(Key.Key_Return)
    cell = window.editor.current_cell
    assert window.editor.report.form.row(cell).path[1].startswith("（五）")
    block = window.pages.page.grid.blocks[0]
    index = block.model.index_of(cell)
    assert block.model.look(index.row(), index.column()).marked


def test_what_is_not_there_is_said(window: MainWindow, press: Press) -> None:
    window.actions_["find"].trigger()
    press("999")
    assert bar(window).note.text() == "没有找到"
    press(Key.Key_Return)
    assert where(window) == ALL[0]
    bar(window).field.clear()
    window.actions_["find_next"].trigger()
    assert bar(window).isVisible()


def test_the_words_selected_in_a_text_are_looked_for(window: MainWindow) -> None:
    page = window.pages.show("overview")
    page.prose.selectAll()
    cursor = page.prose.textCursor()
    cursor.setPosition(2)
    cursor.setPosition(4, cursor.MoveMode.KeepAnchor)
    page.prose.setTextCursor(cursor)
    window.actions_["find"].trigger()
    assert bar(window).field.text() == "受理"


def test_the_search_follows_changes_of_the_report(window: MainWindow, press: Press) -> None:
    window.actions_["find"].trigger()
    press("12")
    press(Key.Key_Return)
    window.editor.enter(BELOW, "13")
    press(Key.Key_Return)
    press(Key.Key_Return)
    assert where(window) == ALL[4]


def test_the_fields_of_the_unit_are_searched(window: MainWindow, press: Press) -> None:
    first = window.editor.report.form.sections[0].id
    fields = (SetField("contact.phone", "0512-777"), SetField("signature.unit", "777所"))
    window.editor.do("填写", (*fields, ReplaceText(first, 0, 0, from_plain("777"))))
    window.pages.show(first)
    window.actions_["find"].trigger()
    press("777")
    press(Key.Key_Return)
    phone = window.pages.page.field("contact.phone")
    assert (window.pages.section, phone.selectedText()) == (first, "777")
    assert bar(window).note.text() == "1 / 3　电话"
    assert QApplication.focusWidget() is bar(window).field
    press(Key.Key_Return)
    assert window.pages.page.field("signature.unit").selectedText() == "777"
    press(Key.Key_Return)
    assert window.pages.page.preface.selected_text() == "777"
    press(Key.Key_Return, SHIFT)
    press(Key.Key_Return, SHIFT)
    press(Key.Key_Escape)
    assert QApplication.focusWidget() is phone
    window.actions_["find_next"].trigger()
    assert QApplication.focusWidget() is window.pages.page.field("signature.unit")
    assert window.editor.report.fields["contact.phone"] == "0512-777"
