"""The commands of the grid in the window: context menu, history list, words, keys, Enter by choice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from gui.actions import COMMANDS
from gui.context_menu import grid_menu, text_menu
from gui.history_dialog import HistoryDialog
from gui.keys_list import keys_markdown
from gui.main_window import MainWindow
from gui.windows import WindowList
from gui.word_dialog import WordDialog
from gui.words_dialog import WordsDialog
from model.edits import ReplaceText, SetNote
from model.text import from_plain
from workflows.document import read_report

Press = Callable[..., None]
Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
FIRST, BELOW, TOTAL = (
    f"requests.{cell}" for cell in ("received.natural_person", "carried_in.natural_person", "received.total")
)
DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture
def window(program: WindowList, qtbot: QtBot) -> MainWindow:
    made = program.open_blank(at=FIRST)
    with qtbot.waitActive(made):
        made.activateWindow()
    made.finish()
    made.pages.page.setFocus()
    return made


def offered(menu: QMenu) -> list[str]:
    return [action.objectName() or action.text() for action in menu.actions() if action.isEnabled() and action.text()]


def table(kind: str) -> list[str]:
    return [command.id for command in COMMANDS if command.context in (kind, "both")]


# The context menu.


def test_the_menu_of_a_cell_has_the_commands_of_the_table(window: MainWindow) -> None:
    menu = grid_menu(window)
    assert [action.objectName() for action in menu.actions() if action.objectName()] == table("grid")
    assert {"cut", "copy", "copy_with_headings", "paste", "clear", "fill_down", "fill_right", "word"} <= set(
        table("grid")
    )
    assert next(action for action in menu.actions() if action.objectName() == "copy") is window.actions_["copy"]


def test_the_menu_of_a_text_has_its_commands(window: MainWindow) -> None:
    window.pages.show("overview")
    assert [action.objectName() for action in text_menu(window).actions() if action.objectName()] == table("text")


def test_a_read_only_report_can_only_be_copied(window: MainWindow) -> None:
    window.editor.document.read_only = True
    found = set(offered(grid_menu(window)))
    assert {"copy", "copy_with_headings", "select_all"} <= found
    assert not {"cut", "paste", "clear", "fill_down", "fill_zero"} & found


def test_what_can_be_done_about_a_stated_total_stands_at_the_end(window: MainWindow) -> None:
    window.editor.do("例", (SetNote(TOTAL, "stated", 47),))
    window.pages.page.grid.show_cell(TOTAL)
    menu = grid_menu(window)
    menu.actions()[-1].trigger()
    assert window.editor.report.stated(TOTAL) is None


def right_click(widget: QWidget, place: QPoint) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, widget.mapToGlobal(place))
    QApplication.sendEvent(widget, event)


def opened() -> list[str]:
    """The commands of the menu that is open; closes it."""
    menu = QApplication.activePopupWidget()
    if menu is None:
        return []
    commands = [action.objectName() for action in menu.actions()]
    menu.close()
    return commands


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_right_click_works_on_what_was_clicked(window: MainWindow) -> None:
    grid = window.pages.page.grid
    block = grid.blocks[0]
    cell = block.view.visualRect(block.model.index_of(BELOW)).center()
    right_click(block.view.viewport(), cell)
    assert "fill_down" in opened()
    assert grid.current_cell() == BELOW
    heading = next(cell for cell in block.headings.cells if cell.leaf)
    right_click(block.headings, block.headings.visible_rect(heading).center())
    assert "fill_down" in opened()
    selection = grid.selection()
    assert selection is not None
    assert (selection.rows, selection.columns) == (25, 1)
    # What is selected already stays selected.
    right_click(block.view.viewport(), block.view.visualRect(block.model.index_of(FIRST)).center())
    assert "fill_down" in opened()
    assert grid.selection() == selection


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_key_and_a_click_into_a_text(window: MainWindow) -> None:
    view = window.pages.page.grid.blocks[0].view
    keyboard = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    view.setFocus()
    QApplication.sendEvent(view, keyboard)
    assert "fill_down" in opened()
    prose = window.pages.show("overview").prose
    right_click(prose.viewport(), prose.viewport().rect().center())
    commands = opened()
    assert "paste" in commands
    assert "fill_down" not in commands
    right_click(window.pages.page.head, QPoint(5, 5))
    assert opened() == []


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_shift_f10_opens_the_menu_of_the_place(window: MainWindow) -> None:
    grid = window.pages.page.grid
    grid.show_cell(BELOW)
    QTest.keyClick(grid.blocks[0].view, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert "fill_down" in opened()
    assert grid.current_cell() == BELOW
    prose = window.pages.show("overview").prose
    prose.setFocus()
    QTest.keyClick(prose, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    commands = opened()
    assert "paste" in commands
    assert "fill_down" not in commands


def test_whole_rows_and_columns_are_selected_by_command(window: MainWindow) -> None:
    grid = window.pages.page.grid
    view, ids = grid.blocks[0].view, grid.blocks[0].model.ids
    view.select_block(1, 2, 2, 3, Qt.KeyboardModifier.NoModifier)
    window.actions_["select_rows"].trigger()
    assert view.selected_cells() == [*ids[1], *ids[2]]
    assert grid.current_cell() == ids[1][2]
    view.select_block(1, 2, 2, 3, Qt.KeyboardModifier.NoModifier)
    window.actions_["select_columns"].trigger()
    assert view.selected_cells() == [cell for line in ids for cell in line[2:4]]
    assert grid.current_cell() == ids[1][2]


# The list of steps.


def steps_of(dialog: HistoryDialog) -> list[str]:
    return [dialog.steps.item(row).text() for row in range(dialog.steps.count())]


def test_the_list_goes_back_and_forward(program: WindowList, window: MainWindow, press: Press, tmp_path: Path) -> None:
    for figure in "123":
        press(figure)
        press(Key.Key_Return)
    window.editor.document.save_as(tmp_path / "a.nianbao")
    press("4")
    seen = []

    def back(dialog: HistoryDialog) -> bool:
        seen.extend(steps_of(dialog))
        assert not dialog.go.isEnabled()
        dialog.steps.setCurrentRow(3)
        assert dialog.note.text() == "撤销 3 步"
        return True

    program.tools.interaction.answers.append(back)
    window.actions_["history"].trigger()
    # What was being typed has become a step of its own.
    assert len(seen) == 5
    assert "填写 三（二） 自然人　← 现在在这里" in seen[0]
    assert "（已保存）" in seen[1]
    assert seen[4] == "打开时"
    report = window.editor.report
    assert [report.value(cell) for cell in (FIRST, BELOW)] == [1, None]
    assert window.pages.page.grid.current_cell() == BELOW

    def forward(dialog: HistoryDialog) -> bool:
        assert steps_of(dialog)[0].endswith("（已撤销）")
        dialog.steps.setCurrentRow(1)
        assert dialog.note.text() == "重做 2 步"
        return True

    program.tools.interaction.answers.append(forward)
    window.actions_["history"].trigger()
    assert window.editor.history.saved
    assert report.value("requests.granted.natural_person") == 3


def test_a_report_without_a_file_is_nowhere_saved(program: WindowList) -> None:
    window = program.open_blank(at=FIRST)
    window.finish()
    window.editor.enter(FIRST, "1")

    def look(dialog: HistoryDialog) -> bool:
        assert [line.count("已保存") for line in steps_of(dialog)] == [0, 0]
        return False

    program.tools.interaction.answers.append(look)
    window.actions_["history"].trigger()


def test_closing_the_list_changes_nothing(program: WindowList, window: MainWindow) -> None:
    window.editor.enter(FIRST, "1")
    program.tools.interaction.answers.append(lambda dialog: False)
    window.actions_["history"].trigger()
    assert window.editor.report.value(FIRST) == 1


# Words.


def write(text: str) -> Callable[[WordDialog], bool]:
    def answer(dialog: WordDialog) -> bool:
        dialog.field.setPlainText(text)
        return True

    return answer


def test_a_word_on_a_cell(program: WindowList, window: MainWindow) -> None:
    program.tools.interaction.answers.append(write("信访科，未盖章"))
    window.actions_["word"].trigger()
    assert window.editor.report.notes(FIRST).word == "信访科，未盖章"
    assert window.editor.undo_words() == "备注 一 自然人"
    block = window.pages.page.grid.blocks[0]
    assert block.model.look(0, 0).noted
    assert "备注：信访科，未盖章" in block.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    QApplication.processEvents()
    assert any("信访科" in line.text for line in window.panels.guidance.body.lines)

    def drop(dialog: WordDialog) -> bool:
        dialog.drop.click()
        return dialog.result() == 1

    program.tools.interaction.answers.append(drop)
    window.actions_["word"].trigger()
    assert window.editor.report.notes(FIRST).empty
    assert window.editor.undo_words() == "删除备注 一 自然人"


def test_a_word_on_a_paragraph_and_the_list(program: WindowList, window: MainWindow) -> None:
    window.editor.do("输入文字", (ReplaceText("overview", 0, 0, from_plain("第一段。\n第二段。")),))
    prose = window.pages.show("overview").prose
    prose.moveCursor(prose.textCursor().MoveOperation.End)
    prose.setFocus()
    program.tools.interaction.answers.append(write("请办公室核对"))
    window.actions_["word"].trigger()
    assert window.editor.report.text("overview")[1].word == "请办公室核对"
    window.pages.start_at(FIRST)
    program.tools.interaction.answers.append(write("信访科"))
    window.actions_["word"].trigger()
    listed = []

    def first(dialog: WordsDialog) -> bool:
        listed.extend(dialog.list.item(row).text() for row in range(dialog.list.count()))
        dialog.list.setCurrentRow(0)
        return True

    program.tools.interaction.answers.append(first)
    window.actions_["words"].trigger()
    assert listed == ["一、总体情况 第 2 段：请办公室核对", "表三 一 自然人：信访科"]
    assert window.pages.section == "overview"
    assert window.pages.page.prose.paragraph_number() == 1


def test_typing_in_a_paragraph_keeps_its_word(program: WindowList, window: MainWindow) -> None:
    window.editor.do("输入文字", (ReplaceText("overview", 0, 0, from_plain("第一段。\n第二段。")),))
    prose = window.pages.show("overview").prose
    prose.setFocus()
    program.tools.interaction.answers.append(write("请办公室核对"))
    window.actions_["word"].trigger()
    prose.insertPlainText("又及：")
    assert window.editor.report.plain("overview").startswith("又及：第一段")
    assert window.editor.report.text("overview")[0].word == "请办公室核对"


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter])
def test_enter_ends_a_word_and_shift_enter_makes_a_line(
    window: MainWindow, press: Press, qtbot: QtBot, key: Qt.Key
) -> None:
    dialog = WordDialog("表三 一 自然人", "", window.tools.theme, window)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.field.hasFocus)
    press("1")
    press(key, SHIFT)
    press("2")
    press(key)
    assert dialog.result() == 1
    assert dialog.text() == "1\n2"


# Filling, headings, Enter.


def test_commands_of_the_menu_work_on_the_grid(window: MainWindow) -> None:
    window.editor.enter(FIRST, "5")
    view = window.pages.page.grid.blocks[0].view
    view.select_block(0, 0, 1, 1, Qt.KeyboardModifier.NoModifier)
    window.actions_["fill_down"].trigger()
    window.actions_["fill_right"].trigger()
    report = window.editor.report
    assert [report.value(f"requests.carried_in.{column}") for column in ("natural_person", "business")] == [5, 5]
    window.actions_["copy_with_headings"].trigger()
    assert "法人或其他组织" in QGuiApplication.clipboard().text()


def test_zeros_go_into_the_selection_of_several_cells_only(window: MainWindow, press: Press) -> None:
    told: list[str] = []
    window.editor.message.connect(told.append)
    report = window.editor.report
    blanks = set(report.blanks("requests"))
    window.pages.page.grid.blocks[0].view.select_block(0, 0, 1, 1, Qt.KeyboardModifier.NoModifier)
    press(Key.Key_0, CONTROL | SHIFT)
    gone = blanks - set(report.blanks("requests"))
    assert gone == {
        f"requests.{row}.{column}" for row in ("received", "carried_in") for column in ("natural_person", "business")
    }
    assert told[-1] == f"选中的 4 个空格补了 0，可以撤销；没有选中的还有 {len(blanks) - 4} 个空格没有补"
    press(Key.Key_0, CONTROL | SHIFT)
    assert told[-1] == f"选中的格里没有空格；没有选中的还有 {len(blanks) - 4} 个空格没有补"
    window.editor.undo()
    assert set(report.blanks("requests")) == blanks
    window.pages.page.grid.show_cell(FIRST)
    press(Key.Key_0, CONTROL | SHIFT)
    assert report.blanks("requests") == ()


def test_enter_goes_right_once_it_is_chosen(window: MainWindow, press: Press) -> None:
    window.actions_["enter_right"].trigger()
    assert window.actions_["enter_right"].isChecked()
    assert window.tools.settings.get("grid/enter") == "right"
    press("1")
    press(Key.Key_Return)
    assert window.pages.page.grid.current_cell() == "requests.received.business"
    window.actions_["enter_right"].trigger()
    press(Key.Key_Return)
    assert window.pages.page.grid.current_cell() == "requests.carried_in.business"


def test_saving_takes_in_what_is_being_typed(window: MainWindow, press: Press, tmp_path: Path, qtbot: QtBot) -> None:
    document = window.editor.document
    document.save_as(tmp_path / "年报.nianbao")
    window.editor.history_changed.emit()
    press("12")
    assert window.pages.page.grid.editing()
    press(Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: document.saved)
    assert read_report(tmp_path / "年报.nianbao").value(FIRST) == 12


def test_the_list_of_keys_in_the_docs_is_that_of_the_code() -> None:
    assert (DOCS / "keys.md").read_text("utf-8") == keys_markdown()


def test_a_paragraph_with_a_word_has_a_mark_and_a_tool_tip(program: WindowList, window: MainWindow) -> None:
    window.editor.do("输入文字", (ReplaceText("overview", 0, 0, from_plain("第一段。\n第二段。")),))
    prose = window.pages.show("overview").prose
    prose.setFocus()
    before = prose.grab().toImage()
    program.tools.interaction.answers.append(write("<b>请办公室核对"))
    window.actions_["word"].trigger()
    assert prose.word_of(0) == "<b>请办公室核对"
    assert prose.grab().toImage() != before
    window.editor.undo()
    prose.setExtraSelections([])
    assert prose.grab().toImage() == before
