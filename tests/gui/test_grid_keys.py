"""Filling in a grid by keys: real key events to the widget that has the focus."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.cell_editor import CellEditor
from gui.editor import ReportEditor
from gui.grid_page import GridPage
from model.edits import SetCell

Press = Callable[..., None]
MakePage = Callable[..., GridPage]

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier

FIRST = "requests.received.natural_person"
BELOW = "requests.carried_in.natural_person"
RIGHT = "requests.received.business"


def inputs(editor: ReportEditor, grid: str) -> list[str]:
    cells = editor.report.form.cells
    return [cell for cell in editor.report.form.inputs if cells[cell].grid == grid]


def typed_into() -> CellEditor:
    widget = QApplication.focusWidget()
    assert isinstance(widget, CellEditor)
    return widget


def test_the_first_input_cell_is_current_when_the_focus_comes(make_page: MakePage, editor: ReportEditor) -> None:
    page = make_page()
    assert page.current_cell() == FIRST
    assert editor.current_cell == FIRST


def test_digits_overwrite_and_enter_goes_down(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    page = make_page()
    press("37")
    assert editor.report.value(FIRST) is None
    press(Key.Key_Return)
    assert editor.report.value(FIRST) == 37
    assert page.current_cell() == BELOW
    press(Key.Key_Return, SHIFT)
    assert page.current_cell() == FIRST
    press("4")
    press(Key.Key_Return)
    assert editor.report.value(FIRST) == 4
    assert editor.history.names() == ("填写", "填写")


def test_f2_edits_what_is_there(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    page = make_page()
    editor.enter(FIRST, "37")
    press(Key.Key_F2)
    assert typed_into().text() == "37"
    press(Key.Key_Left)
    press("1")
    press(Key.Key_Return)
    assert editor.report.value(FIRST) == 317
    assert page.current_cell() == BELOW


def test_escape_restores_the_old_value(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    page = make_page()
    editor.enter(FIRST, "37")
    press("99")
    press(Key.Key_Escape)
    assert editor.report.value(FIRST) == 37
    assert page.current_cell() == FIRST
    assert not page.editing()
    assert editor.history.names() == ("填写",)


def test_arrows_leave_an_editor_opened_by_typing(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    page = make_page()
    press("5")
    press(Key.Key_Right)
    assert (editor.report.value(FIRST), page.current_cell()) == (5, RIGHT)
    press("6")
    press(Key.Key_Down)
    assert (editor.report.value(RIGHT), page.current_cell()) == (6, "requests.carried_in.business")


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("grid", ["proactive", "requests", "disputes"])
def test_tab_fills_every_input_in_order(
    make_page: MakePage, editor: ReportEditor, press: Press, grid: str, edition: str
) -> None:
    page = make_page(grid)
    expected = inputs(editor, grid)
    for number, cell in enumerate(expected):
        assert page.current_cell() == cell
        press(str(number % 10))
        press(Key.Key_Tab)
    assert [editor.report.value(cell) for cell in expected] == [number % 10 for number in range(len(expected))]
    assert page.current_cell() == expected[-1]
    for cell in reversed(expected[:-1]):
        press(Key.Key_Tab, SHIFT)
        assert page.current_cell() == cell


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("grid", ["requests", "disputes"])
def test_enter_visits_every_input_of_a_grid_of_one_block(
    make_page: MakePage, editor: ReportEditor, press: Press, grid: str, edition: str
) -> None:
    page = make_page(grid)
    cells = editor.report.form.cells
    visited = [page.current_cell()]
    for _ in range(len(inputs(editor, grid)) - 1):
        press("1")
        press(Key.Key_Return)
        visited.append(page.current_cell())
    assert visited == sorted(inputs(editor, grid), key=lambda cell: (cells[cell].column, cells[cell].row))
    press(Key.Key_Return)
    assert page.current_cell() == visited[-1]


def test_enter_goes_back_to_where_a_run_of_tab_began(make_page: MakePage, press: Press) -> None:
    page = make_page()
    press(Key.Key_Tab)
    press("6")
    press(Key.Key_Tab)
    press(Key.Key_Return)
    assert page.current_cell() == BELOW
    press(Key.Key_Return)
    assert page.current_cell() == "requests.granted.natural_person"


def test_a_run_of_tab_that_came_into_the_next_row_begins_there(make_page: MakePage, press: Press) -> None:
    page = make_page()
    page.show_cell("requests.received.other_org")
    press(Key.Key_Tab)
    press(Key.Key_Tab)
    assert page.current_cell() == "requests.carried_in.business"
    press(Key.Key_Return)
    assert page.current_cell() == "requests.granted.natural_person"


@pytest.mark.parametrize("away", [Key.Key_Left, Key.Key_Home])
def test_any_other_move_ends_a_run_of_tab(make_page: MakePage, press: Press, away: Key) -> None:
    page = make_page()
    press(Key.Key_Tab)
    press(away)
    press(Key.Key_Right)
    assert page.current_cell() == RIGHT
    press(Key.Key_Return)
    assert page.current_cell() == "requests.carried_in.business"


def test_in_the_last_row_enter_after_tab_goes_on_as_ever(make_page: MakePage, press: Press) -> None:
    page = make_page()
    page.show_cell("requests.carried_out.natural_person")
    press(Key.Key_Tab)
    press(Key.Key_Return)
    assert page.current_cell() == "requests.received.research"


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_arrows_and_enter_pass_between_blocks(
    make_page: MakePage, editor: ReportEditor, press: Press, edition: str
) -> None:
    page = make_page("proactive")
    form = editor.report.form
    for key in (Key.Key_Return, Key.Key_Down):
        page.show_cell(form.grid("proactive").cell_id(0, 0, 0))
        rows = sum(len(block.rows) for block in form.grid("proactive").blocks)
        for _ in range(rows - 1):
            press(key)
        last = form.cells[page.current_cell()]
        assert (last.block, last.column) == (len(form.grid("proactive").blocks) - 1, 0)
        assert sum(block.view.currentIndex().isValid() for block in page.blocks) == 1
        for _ in range(rows - 1):
            press(Key.Key_Up)
        assert page.current_cell() == form.grid("proactive").cell_id(0, 0, 0)


def test_up_and_down_keep_to_the_column_through_a_wide_one(make_page: MakePage, press: Press) -> None:
    page = make_page("proactive")
    page.show_cell("proactive.normative_documents.in_force")
    press(Key.Key_Down)
    assert page.current_cell() == "proactive.licences.decisions"
    press(Key.Key_Down)
    press(Key.Key_Up)
    press(Key.Key_Up)
    assert page.current_cell() == "proactive.normative_documents.in_force"


def test_arrows_stop_on_computed_cells_too(make_page: MakePage, press: Press) -> None:
    page = make_page()
    page.show_cell("requests.received.other_org")
    press(Key.Key_Right)
    assert page.current_cell() == "requests.received.total"
    press(Key.Key_Right)
    assert page.current_cell() == "requests.received.total"


def test_home_end_and_page_keys(make_page: MakePage, press: Press) -> None:
    page = make_page()
    page.show_cell("requests.granted.research")
    press(Key.Key_Home)
    assert page.current_cell() == "requests.granted.natural_person"
    press(Key.Key_End)
    assert page.current_cell() == "requests.granted.total"
    press(Key.Key_Home, CONTROL)
    assert page.current_cell() == FIRST
    press(Key.Key_End, CONTROL)
    assert page.current_cell() == "requests.carried_out.total"
    press(Key.Key_PageUp)
    assert page.current_cell() == "requests.received.total"


def test_ctrl_home_and_end_span_all_blocks(make_page: MakePage, press: Press) -> None:
    page = make_page("proactive")
    press(Key.Key_End, CONTROL)
    assert page.current_cell() == "proactive.fees.amount"
    press(Key.Key_Home, CONTROL)
    assert page.current_cell() == "proactive.rules.issued"


def test_ctrl_arrows_go_to_the_end_of_what_is_filled(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    page = make_page()
    for row in ("received", "carried_in", "granted", "refused_third_party"):
        editor.enter(f"requests.{row}.business", "1")
    page.show_cell("requests.received.business")
    press(Key.Key_Down, CONTROL)
    assert page.current_cell() == "requests.granted.business"
    press(Key.Key_Down, CONTROL)
    assert page.current_cell() == "requests.refused_third_party.business"
    # The computed row has a figure too.
    press(Key.Key_Down, CONTROL)
    assert page.current_cell() == "requests.results_total.business"


def test_shift_arrows_and_ctrl_a_select(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    page = make_page()
    editor.enter(FIRST, "3")
    editor.enter(BELOW, "4")
    press(Key.Key_Down, SHIFT)
    press(Key.Key_Right, SHIFT)
    found = page.selection()
    assert found is not None
    assert (found.rows, found.columns, found.count, found.total, found.average) == (2, 2, 2, 7, 3.5)
    press(Key.Key_A, CONTROL)
    whole = page.selection()
    assert whole is not None
    assert (whole.rows, whole.columns) == (25, 7)
    press(Key.Key_Left)
    assert page.selection() is None


@pytest.mark.parametrize(
    ("keys", "rows", "columns"),
    [
        ([Key.Key_Down, Key.Key_Down, Key.Key_Up], 2, 1),
        ([Key.Key_Up, Key.Key_Left], 2, 2),
        ([Key.Key_End], 1, 5),
        ([Key.Key_Home], 1, 3),
        ([Key.Key_PageDown], 23, 1),
        ([Key.Key_PageUp, Key.Key_PageUp], 3, 1),
    ],
)
def test_shift_stretches_from_a_current_cell_that_stays(
    make_page: MakePage, press: Press, keys: list[Qt.Key], rows: int, columns: int
) -> None:
    page = make_page()
    page.show_cell("requests.granted.research")
    for key in keys:
        press(key, SHIFT)
    assert page.selection()[:2] == (rows, columns)
    assert page.current_cell() == "requests.granted.research"


def test_a_selection_that_was_given_up_is_not_stretched_on(make_page: MakePage, press: Press) -> None:
    page = make_page()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
        press(key, SHIFT)
    assert len(page.selected_cells()) == 6
    press(Qt.Key.Key_Home, CONTROL)
    assert page.selected_cells() == [FIRST]
    press(Qt.Key.Key_Down, SHIFT)
    assert page.selected_cells() == [FIRST, "requests.carried_in.natural_person"]


@pytest.mark.parametrize(
    ("key", "rows", "columns"), [(Key.Key_Home, 3, 3), (Key.Key_End, 23, 5), (Key.Key_Down, 22, 1), (Key.Key_Up, 3, 1)]
)
def test_ctrl_shift_stretches_as_far_as_it_goes(
    make_page: MakePage, editor: ReportEditor, press: Press, key: Qt.Key, rows: int, columns: int
) -> None:
    page = make_page()
    editor.enter("requests.granted.research", "1")
    editor.enter("requests.received.research", "1")
    page.show_cell("requests.granted.research")
    press(key, SHIFT | CONTROL)
    assert page.selection()[:2] == (rows, columns)


def test_after_dragging_the_current_cell_is_where_it_began(make_page: MakePage) -> None:
    page = make_page()
    view, model = page.blocks[0].view, page.blocks[0].model
    begin = view.visualRect(model.index_of(BELOW)).center()
    end = view.visualRect(model.index_of("requests.granted.research")).center()
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=begin)
    for point in ((begin + end) / 2, end):
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(point),
            QPointF(view.viewport().mapToGlobal(point)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(view.viewport(), move)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert page.selection()[:2] == (2, 3)
    assert page.current_cell() == BELOW


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
def test_delete_and_backspace_clear_the_selection_in_one_step(
    make_page: MakePage, editor: ReportEditor, press: Press, key: Qt.Key
) -> None:
    make_page()
    for cell in (FIRST, BELOW, RIGHT):
        editor.enter(cell, "5")
    press(Key.Key_Down, SHIFT)
    press(key)
    assert [editor.report.value(cell) for cell in (FIRST, BELOW, RIGHT)] == [None, None, 5]
    assert editor.history.undo_name == "清除"
    editor.undo()
    assert editor.report.value(BELOW) == 5


def test_clearing_a_blank_cell_is_no_step(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    make_page()
    press(Key.Key_Delete)
    assert editor.history.names() == ()


def test_typing_what_is_there_already_is_no_step(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    make_page()
    editor.enter(FIRST, "5")
    press("5")
    press(Key.Key_Return)
    assert len(editor.history.names()) == 1


def test_a_computed_cell_refuses_typing_and_says_why(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str]
) -> None:
    page = make_page()
    page.show_cell("requests.received.total")
    for attempt in ("5", Key.Key_F2, Key.Key_Delete):
        messages.clear()
        press(attempt)
        assert not page.editing()
        assert len(messages) == 1
        assert "自动计算" in messages[0]
        assert "总计" in messages[0]
    assert editor.history.names() == ()


def test_a_double_click_opens_an_input_and_not_a_total(make_page: MakePage, messages: list[str]) -> None:
    page = make_page()
    view = page.blocks[0].view

    def double_click(cell: str) -> None:
        place = view.visualRect(page.blocks[0].model.index_of(cell)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    double_click("requests.granted.total")
    assert not page.editing()
    assert messages
    double_click("requests.granted.business")
    assert page.editing()


def test_a_click_elsewhere_keeps_what_was_typed(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    page = make_page()
    view = page.blocks[0].view
    press("8")
    place = view.visualRect(page.blocks[0].model.index_of("requests.granted.research")).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert editor.report.value(FIRST) == 8
    assert page.current_cell() == "requests.granted.research"


def test_commit_wanted_keeps_what_is_being_typed(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    page = make_page()
    press("12")
    editor.commit_wanted.emit()
    assert editor.report.value(FIRST) == 12
    assert not page.editing()


def test_leaving_the_page_keeps_what_is_being_typed(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    page = make_page()
    press("12")
    page.hide()
    assert editor.report.value(FIRST) == 12
    assert not page.editing()


def test_showing_the_page_again_makes_its_cell_the_current_one(
    make_page: MakePage, editor: ReportEditor, press: Press
) -> None:
    page = make_page()
    press(Key.Key_Right)
    page.hide()
    editor.set_current_cell("")
    page.show()
    assert editor.current_cell == RIGHT


def test_undo_takes_back_what_is_being_typed_and_goes_there(
    make_page: MakePage, editor: ReportEditor, press: Press
) -> None:
    page = make_page()
    editor.go_to.connect(lambda place: page.show_cell(place.cell))
    press("1")
    press(Key.Key_Return)
    press(Key.Key_Return)
    editor.undo()
    assert editor.report.value(FIRST) is None
    assert page.current_cell() == FIRST
    editor.redo()
    assert editor.report.value(FIRST) == 1


def test_a_change_elsewhere_does_not_wipe_what_is_being_typed(
    make_page: MakePage, editor: ReportEditor, press: Press
) -> None:
    make_page()
    press("12")
    editor.do("填写", (SetCell(FIRST, 7), SetCell(BELOW, 8)))
    assert typed_into().text() == "12"


def test_text_that_is_not_understood_is_kept_and_marked(
    make_page: MakePage, editor: ReportEditor, press: Press
) -> None:
    page = make_page()
    press("3")
    typed_into().setText("3件")
    press(Key.Key_Return)
    assert editor.report.value(FIRST) == "3件"
    look = page.blocks[0].model.look(0, 0)
    assert (look.text, look.left, look.fill) == ("3件", "×", "errorfill")


def key_with_text(text: str) -> None:
    widget = QApplication.focusWidget()
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, text))


def test_full_width_digits_typed_as_keys_overwrite(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    make_page()
    key_with_text("１")
    key_with_text("２")
    press(Key.Key_Return)
    assert editor.report.value(FIRST) == 12


def compose(preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(QApplication.focusWidget(), event)


@pytest.mark.parametrize(
    ("steps", "value"),
    [
        ([("", "5")], 5),
        ([("", "１２")], 12),
        ([("", "1"), ("", "2"), ("", "3")], 123),
        ([("1", ""), ("12", ""), ("", "12")], 12),
        ([("１", ""), ("", "１"), ("２", ""), ("", "２")], 12),
        ([("sh", ""), ("shi", ""), ("", "十")], "十"),
        ([("9", ""), ("", "")], None),
        ([("9", ""), ("", ""), ("", "4")], 4),
    ],
)
def test_input_methods_lose_and_double_nothing(
    make_page: MakePage, editor: ReportEditor, press: Press, steps: list[tuple[str, str]], value: object
) -> None:
    make_page()
    for preedit, commit in steps:
        compose(preedit, commit)
    press(Key.Key_Return)
    assert editor.report.value(FIRST) == value


def test_input_methods_overwrite_and_mix_with_keys(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    make_page()
    editor.enter(FIRST, "77")
    compose("3")
    compose("", "3")
    press("4")
    press(Key.Key_Return)
    assert editor.report.value(FIRST) == 34


def test_a_composition_given_up_leaves_the_old_figure(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    make_page()
    editor.enter(FIRST, "77")
    compose("jiu")
    compose("")
    press(Key.Key_Return)
    assert editor.report.value(FIRST) == 77


def test_an_input_method_over_a_total_is_refused(
    make_page: MakePage, editor: ReportEditor, messages: list[str]
) -> None:
    page = make_page()
    page.show_cell("requests.received.total")
    compose("5")
    compose("", "5")
    assert not page.editing()
    assert messages
    assert editor.history.names() == ()


def test_a_read_only_report_refuses_with_a_message(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str]
) -> None:
    editor.enter(FIRST, "5")
    editor.document.read_only = True
    page = make_page()
    for attempt in ("7", Key.Key_F2, Key.Key_Delete):
        messages.clear()
        press(attempt)
        assert not page.editing()
        assert len(messages) == 1
        assert "只读" in messages[0]
    page.cut()
    page.paste()
    assert editor.report.value(FIRST) == 5


def test_escape_ends_looking_at_a_relation(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    page = make_page()
    editor.enter(FIRST, "3件")
    (finding,) = editor.visible_findings()
    editor.look_at(finding)
    assert page.blocks[0].model.look(0, 0).frame
    press(Key.Key_Escape)
    assert editor.relation is None
    assert not page.blocks[0].model.look(0, 0).frame


def test_only_cells_that_look_different_are_told(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    page = make_page()
    told: list[str] = []
    model = page.blocks[0].model
    model.dataChanged.connect(lambda first, _: told.append(model.cell_at(first)))
    press("5")
    press(Key.Key_Return)
    assert sorted(told) == ["requests.received.total"]
    told.clear()
    editor.enter(FIRST, "6")
    assert sorted(told) == [FIRST, "requests.received.total"]


def test_the_wheel_over_a_closed_cell_changes_nothing(make_page: MakePage, editor: ReportEditor) -> None:
    page = make_page(height=300)
    view = page.blocks[0].view
    assert view.verticalScrollBar().maximum() > 0
    QTest.mouseMove(view.viewport(), QPoint(5, 5))
    assert editor.history.names() == ()


def test_a_click_in_another_block_takes_the_keys_there(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    page = make_page("proactive")
    page.show_cell("proactive.fees.amount")
    view = page.blocks[2].view
    centre = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    press("8")
    press(Key.Key_Return)
    assert editor.report.value("proactive.penalties.decisions") == 8
