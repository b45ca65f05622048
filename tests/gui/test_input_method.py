"""Chinese input methods in the grid: what is composed is neither lost nor doubled, full-width digits end as digits."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.editor import ReportEditor
from gui.grid_page import GridPage
from gui.main_window import MainWindow
from gui.windows import WindowList
from tests.gui.fakes import compose
from workflows.document import read_report

Press = Callable[..., None]
MakePage = Callable[..., GridPage]
Key = Qt.Key

N, B = "natural_person", "business"
FIRST, BELOW, RIGHT = f"requests.received.{N}", f"requests.carried_in.{N}", f"requests.received.{B}"


def send(preedit: str, commit: str = "") -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    compose(widget, preedit, commit)


def click(page: GridPage, cell: str) -> None:
    view = page.blocks[0].view
    place = view.visualRect(page.blocks[0].model.index_of(cell)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(place))


WAYS = {
    "enter": lambda page, press: press(Key.Key_Return),
    "tab": lambda page, press: press(Key.Key_Tab),
    "control-enter": lambda page, press: press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
    "click": lambda page, press: click(page, "requests.granted.business"),
    "commit": lambda page, press: page.commit(),
    "hide": lambda page, press: page.hide(),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("before", "composed", "value"),
    [
        ((), "12", 12),
        ((), "１２", 12),
        ((("", "3"),), "4", 34),
        ((("", "３"),), "４", 34),
        ((("", "１，２３４"),), "", 1234),
        ((("shi", ""), ("shier", ""), ("", "12")), "", 12),
        ((), "shier", "shier"),
    ],
)
def test_whatever_ends_a_cell_takes_the_composition_in_once(
    make_page: MakePage,
    editor: ReportEditor,
    press: Press,
    way: str,
    before: tuple[tuple[str, str], ...],
    composed: str,
    value: object,
) -> None:
    page = make_page()
    for preedit, commit in before:
        send(preedit, commit)
    if composed:
        send(composed)
    WAYS[way](page, press)
    assert not page.editing()
    assert editor.report.value(FIRST) == value
    assert editor.report.blanks() == tuple(cell for cell in editor.report.form.inputs if cell != FIRST)
    assert editor.history.names() == ("填写",)


def test_a_composition_in_an_open_editor_goes_where_the_caret_is(
    make_page: MakePage, editor: ReportEditor, press: Press
) -> None:
    make_page()
    editor.enter(FIRST, "19")
    press(Key.Key_F2)
    press(Key.Key_Left)
    send("５")
    send("", "５")
    press(Key.Key_Return)
    assert editor.report.value(FIRST) == 159


@pytest.mark.parametrize("preedit", ["7", "qi"])
def test_escape_gives_the_composition_up(make_page: MakePage, editor: ReportEditor, press: Press, preedit: str) -> None:
    page = make_page()
    editor.enter(FIRST, "19")
    send(preedit)
    press(Key.Key_Escape)
    assert not page.editing()
    assert editor.report.value(FIRST) == 19
    press("5")
    press(Key.Key_Return)
    assert editor.report.value(FIRST) == 5


def test_after_a_composition_the_next_cell_starts_empty(
    make_page: MakePage, editor: ReportEditor, press: Press
) -> None:
    make_page()
    send("１")
    press(Key.Key_Return)
    send("２")
    send("", "２")
    press(Key.Key_Return)
    assert (editor.report.value(FIRST), editor.report.value(BELOW)) == (1, 2)


def test_a_committed_word_and_a_new_composition_in_one_event(
    make_page: MakePage, editor: ReportEditor, press: Press
) -> None:
    page = make_page()
    compose(page.blocks[0].view, "2", "1")
    send("", "2")
    press(Key.Key_Return)
    assert editor.report.value(FIRST) == 12


@pytest.mark.parametrize("text", ["＝１２＋５", "=12+5"])
def test_a_sum_committed_in_full_width(make_page: MakePage, editor: ReportEditor, press: Press, text: str) -> None:
    make_page()
    for character in text:
        send("", character)
    press(Key.Key_Return)
    assert (editor.report.value(FIRST), editor.report.notes(FIRST).sum) == (17, "12+5")


def test_an_amount_in_full_width(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    page = make_page("proactive")
    amount = next(cell.id for cell in editor.report.form.cells.values() if cell.kind.units and not cell.computed)
    page.show_cell(amount)
    send("", "１，２３４．５")
    press(Key.Key_Return)
    assert str(editor.report.value(amount)) == "1234.5"


def test_what_is_being_composed_is_saved(program: WindowList, tmp_path, press: Press, qtbot) -> None:
    window: MainWindow = program.open_blank(at=FIRST)
    with qtbot.waitActive(window):
        window.activateWindow()
    window.finish()
    document = window.editor.document
    document.save_as(tmp_path / "年报.nianbao")
    window.pages.page.grid.blocks[0].view.setFocus()
    send("３")
    window.actions_["save"].trigger()
    qtbot.waitUntil(lambda: document.saved)
    assert read_report(tmp_path / "年报.nianbao").value(FIRST) == 3


def test_a_change_of_the_page_takes_the_composition_in(program: WindowList, press: Press, qtbot) -> None:
    window: MainWindow = program.open_blank(at=FIRST)
    with qtbot.waitActive(window):
        window.activateWindow()
    window.pages.page.grid.blocks[0].view.setFocus()
    send("３")
    window.actions_["part_2"].trigger()
    assert window.editor.report.value(FIRST) == 3
