"""What hands used to Excel and WPS expect of a grid: selections that stay, filling, sums, moving, copying with headings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import resources
from gui.cell_editor import CellEditor
from gui.clipboard import parse_html
from gui.editor import ReportEditor
from gui.grid_cut import keeper
from gui.grid_page import GridPage
from gui.step_names import step_words
from model.edits import SetNote
from model.label_wordings import load_wordings
from model.labels import DOUBTFUL, place
from model.notes import Doubt, Origin
from model.source import SourceParagraph, SourceTable
from tests.builders import report_with
from tests.gui.fakes import clip
from workflows.document import Document

Press = Callable[..., None]
MakePage = Callable[..., GridPage]
Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier

N, B, R = "natural_person", "business", "research"
RECEIVED, CARRIED, GRANTED = "requests.received", "requests.carried_in", "requests.granted"
FIRST = f"{RECEIVED}.{N}"


def filled(editor: ReportEditor) -> dict[str, object]:
    report = editor.report
    return {cell: report.value(cell) for cell in report.form.inputs if report.value(cell) is not None}


def select(page: GridPage, top: int, left: int, bottom: int, right: int, block: int = 0) -> None:
    page.blocks[block].view.select_block(top, left, bottom, right, NONE)


def visited(page: GridPage, press: Press, key: Qt.Key, modifiers: Qt.KeyboardModifier, times: int) -> list[str]:
    cells = []
    for _ in range(times):
        press(key, modifiers)
        cells.append(page.current_cell())
    return cells


ROUND = {
    (Key.Key_Return, NONE): [f"{CARRIED}.{N}", f"{RECEIVED}.{B}", f"{CARRIED}.{B}", FIRST],
    (Key.Key_Return, SHIFT): [f"{CARRIED}.{B}", f"{RECEIVED}.{B}", f"{CARRIED}.{N}", FIRST],
    (Key.Key_Tab, NONE): [f"{RECEIVED}.{B}", f"{CARRIED}.{N}", f"{CARRIED}.{B}", FIRST],
    (Key.Key_Backtab, SHIFT): [f"{CARRIED}.{B}", f"{CARRIED}.{N}", f"{RECEIVED}.{B}", FIRST],
}


@pytest.mark.parametrize(("key", "cells"), ROUND.items(), ids=["enter", "enter-back", "tab", "tab-back"])
def test_enter_and_tab_go_round_inside_a_selection(
    make_page: MakePage, press: Press, key: tuple[Qt.Key, Qt.KeyboardModifier], cells: list[str]
) -> None:
    page = make_page()
    select(page, 0, 0, 1, 1)
    assert visited(page, press, *key, 4) == cells
    assert page.selection() is not None
    press(Key.Key_Down)
    assert page.selection() is None


def test_figures_typed_into_a_selection_fill_it_in_order(
    make_page: MakePage, editor: ReportEditor, press: Press
) -> None:
    page = make_page()
    select(page, 0, 0, 1, 1)
    for figure in "1234":
        press(figure)
        press(Key.Key_Tab)
    assert filled(editor) == {FIRST: 1, f"{RECEIVED}.{B}": 2, f"{CARRIED}.{N}": 3, f"{CARRIED}.{B}": 4}
    assert page.current_cell() == FIRST


def test_a_selection_s_totals_are_passed_over(make_page: MakePage, press: Press) -> None:
    page = make_page()
    select(page, 0, 5, 1, 6)
    assert visited(page, press, Key.Key_Tab, NONE, 2) == [f"{CARRIED}.other_org", f"{RECEIVED}.other_org"]
    select(page, 0, 6, 1, 6)
    assert visited(page, press, Key.Key_Return, NONE, 2) == [f"{CARRIED}.total", f"{RECEIVED}.total"]


def test_enter_goes_right_by_choice(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    page = make_page()
    page.enter_moves = lambda: "right"
    press("1")
    press(Key.Key_Return)
    press("2")
    press(Key.Key_Enter)
    assert filled(editor) == {FIRST: 1, f"{RECEIVED}.{B}": 2}
    press(Key.Key_Return, SHIFT)
    assert page.current_cell() == f"{RECEIVED}.{B}"


def test_control_enter_fills_the_selection_in_one_step(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str]
) -> None:
    page = make_page()
    select(page, 0, 4, 1, 6)
    press("12")
    press(Key.Key_Return, CONTROL)
    cells = [f"{line}.{column}" for line in (RECEIVED, CARRIED) for column in ("legal_service", "other_org")]
    assert filled(editor) == dict.fromkeys(cells, 12)
    assert page.selection() is not None
    assert messages == []
    editor.undo()
    assert filled(editor) == {}


def test_control_enter_in_one_cell_stays_there(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    page = make_page()
    press("7")
    press(Key.Key_Enter, CONTROL)
    assert (filled(editor), page.current_cell()) == ({FIRST: 7}, FIRST)
    assert not page.editing()


@pytest.mark.parametrize(
    ("key", "chosen", "expected"),
    [
        (Key.Key_D, (0, 0, 2, 1), {f"{CARRIED}.{N}": 1, f"{GRANTED}.{N}": 1, f"{CARRIED}.{B}": 2, f"{GRANTED}.{B}": 2}),
        (Key.Key_D, (1, 0, 1, 1), {f"{CARRIED}.{N}": 1, f"{CARRIED}.{B}": 2}),
        (Key.Key_R, (0, 0, 0, 2), {f"{RECEIVED}.{B}": 1, f"{RECEIVED}.{R}": 1}),
        (Key.Key_R, (0, 2, 0, 2), {f"{RECEIVED}.{R}": 2}),
        (Key.Key_D, (1, 0, 1, 0), {f"{CARRIED}.{N}": 1}),
    ],
)
def test_control_d_and_r_fill(
    make_page: MakePage,
    editor: ReportEditor,
    press: Press,
    key: Qt.Key,
    chosen: tuple[int, int, int, int],
    expected: dict[str, int],
) -> None:
    page = make_page()
    editor.enter(FIRST, "1")
    editor.enter(f"{RECEIVED}.{B}", "2")
    before = filled(editor)
    select(page, *chosen)
    press(key, CONTROL)
    assert filled(editor) == before | expected
    assert editor.history.undo_name == "填充"
    editor.undo()
    assert filled(editor) == before


def test_a_fill_over_totals_keeps_them_and_says_so(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str]
) -> None:
    page = make_page()
    select(page, 0, 0, 0, 0)
    press(Key.Key_D, CONTROL)
    assert messages.pop() == "上面没有可以照填的格"
    press(Key.Key_R, CONTROL)
    assert messages.pop() == "左边没有可以照填的格"
    select(page, 0, 6, 1, 6)
    press(Key.Key_D, CONTROL)
    assert "自动计算" in messages.pop()
    page.blocks[0].view.select_block(4, 4, 4, 4, CONTROL)
    press(Key.Key_D, CONTROL)
    assert messages.pop() == "只能填充连成一块的单元格"
    assert editor.history.names() == ()


@pytest.mark.parametrize(
    ("text", "chosen", "expected"),
    [
        ("1\t2", (0, 0, 1, 1), [[1, 2], [1, 2]]),
        ("1\n2", (0, 0, 1, 1), [[1, 1], [2, 2]]),
        ("1\t2\n3\t4", (0, 0, 3, 1), [[1, 2], [3, 4], [1, 2], [3, 4]]),
        ("1\t2", (0, 0, 1, 2), [[1, 2, None], [None, None, None]]),
        ("1\n2", (0, 0, 2, 0), [[1], [2], [None]]),
    ],
)
def test_a_block_is_repeated_where_it_fits_the_selection(
    make_page: MakePage,
    editor: ReportEditor,
    press: Press,
    text: str,
    chosen: tuple[int, int, int, int],
    expected: list[list[int | None]],
) -> None:
    page = make_page()
    select(page, *chosen)
    QGuiApplication.clipboard().setText(text)
    press(Key.Key_V, CONTROL)
    ids = page.blocks[0].model.ids
    found = [[editor.report.value(ids[r][c]) for c in range(len(line))] for r, line in enumerate(expected)]
    assert found == expected
    assert sum(value is not None for line in expected for value in line) == len(filled(editor))


# Cut and paste: a move.


def with_notes(editor: ReportEditor) -> None:
    editor.enter(FIRST, "=12+5")
    editor.enter(f"{RECEIVED}.{B}", "2")
    origin, doubt = Origin("某报告.txt", row=3, text="2"), Doubt("两处不同", (2, 3))
    editor.do(
        "例",
        (
            SetNote(FIRST, "word", "信访科"),
            SetNote(f"{RECEIVED}.{B}", "origin", origin),
            SetNote(f"{RECEIVED}.{B}", "doubt", doubt),
        ),
    )


def test_cut_and_paste_move_figures_and_notes_in_one_step(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str]
) -> None:
    page = make_page()
    with_notes(editor)
    notes = [editor.report.notes(cell) for cell in (FIRST, f"{RECEIVED}.{B}")]
    editor.enter(f"{CARRIED}.{R}", "9")
    steps = len(editor.history.names())
    select(page, 0, 0, 0, 1)
    press(Key.Key_X, CONTROL)
    assert QGuiApplication.clipboard().text() == "17\t2"
    assert filled(editor)[FIRST] == 17
    page.show_cell(f"{CARRIED}.{B}")
    press(Key.Key_V, CONTROL)
    assert filled(editor) == {f"{CARRIED}.{B}": 17, f"{CARRIED}.{R}": 2}
    assert [editor.report.notes(cell) for cell in (f"{CARRIED}.{B}", f"{CARRIED}.{R}")] == notes
    assert editor.report.notes(FIRST).empty
    assert messages[-1] == "移动 2 格，覆盖了原有的 1 个数"
    assert editor.history.names()[steps:] == ("移动 2 格",)
    editor.undo()
    assert messages[-1] == "已撤销：移动 2 格"
    assert filled(editor) == {FIRST: 17, f"{RECEIVED}.{B}": 2, f"{CARRIED}.{R}": 9}
    assert [editor.report.notes(cell) for cell in (FIRST, f"{RECEIVED}.{B}")] == notes
    # The move is over: what is on the clipboard is pasted as a copy.
    page.show_cell(f"{GRANTED}.{N}")
    press(Key.Key_V, CONTROL)
    assert filled(editor)[f"{GRANTED}.{N}"] == filled(editor)[FIRST] == 17


def test_only_what_is_filled_in_counts_as_moved(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str]
) -> None:
    page = make_page()
    editor.enter(FIRST, "1")
    select(page, 0, 0, 0, 6)
    press(Key.Key_X, CONTROL)
    page.show_cell(f"{CARRIED}.{N}")
    press(Key.Key_V, CONTROL)
    assert messages[-1] == "移动 6 格"
    assert step_words(editor.report.form, editor.history.undo_step) == "移动 6 格"
    press(Key.Key_X, CONTROL)
    press(Key.Key_V, CONTROL)
    assert messages[-1] == "剪切的格还是原样，没有移动"
    assert len(editor.history.names()) == 2


def test_what_was_cut_in_another_report_is_copied_and_that_is_said(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str]
) -> None:
    other = ReportEditor(Document.new(report_with({FIRST: "5"})))
    page = make_page()
    clip("5")
    keeper(other).begin(page.blocks[0].view, (0, 0, 1, 1), ((FIRST,),))
    press(Key.Key_V, CONTROL)
    assert (filled(editor), filled(other)) == ({FIRST: 5}, {FIRST: 5})
    assert messages[-1] == "粘贴：写入 1 格；是在别的窗口剪切的，那里的数没有移走"
    clip("6")
    press(Key.Key_V, CONTROL)
    assert messages[-1] == "粘贴：写入 1 格"


def test_a_move_may_overlap_itself(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    page = make_page()
    for cell, figure in ((FIRST, "1"), (f"{RECEIVED}.{B}", "2"), (f"{RECEIVED}.{R}", "3")):
        editor.enter(cell, figure)
    select(page, 0, 0, 0, 2)
    press(Key.Key_X, CONTROL)
    page.show_cell(f"{RECEIVED}.{B}")
    press(Key.Key_V, CONTROL)
    assert filled(editor) == {f"{RECEIVED}.{B}": 1, f"{RECEIVED}.{R}": 2, f"{RECEIVED}.social_welfare": 3}


@pytest.mark.parametrize("ends", ["escape", "typing", "copy"])
def test_a_cut_ends_and_nothing_has_changed(make_page: MakePage, editor: ReportEditor, press: Press, ends: str) -> None:
    page = make_page()
    editor.enter(FIRST, "5")
    press(Key.Key_X, CONTROL)
    page.show_cell(f"{CARRIED}.{N}")
    if ends == "escape":
        press(Key.Key_Escape)
    elif ends == "typing":
        press("8")
        press(Key.Key_Return)
    else:
        QGuiApplication.clipboard().setText("5")
    page.show_cell(f"{GRANTED}.{N}")
    press(Key.Key_V, CONTROL)
    assert filled(editor)[FIRST] == 5
    assert filled(editor)[f"{GRANTED}.{N}"] == 5


@pytest.mark.parametrize(
    ("cut", "to", "message"),
    [
        ((0, 5, 0, 6), f"{RECEIVED}.legal_service", "没有移动：自动计算"),
        ((0, 4, 0, 5), f"{RECEIVED}.other_org", "没有移动：自动计算"),
        ((0, 0, 0, 2), f"{RECEIVED}.other_org", "这里放不下剪切的 1 行 × 3 列"),
        ((0, 0, 1, 0), "requests.carried_out.natural_person", "这里放不下剪切的 2 行 × 1 列"),
    ],
)
def test_what_can_t_be_moved_stays_whole(
    make_page: MakePage,
    editor: ReportEditor,
    press: Press,
    messages: list[str],
    cut: tuple[int, int, int, int],
    to: str,
    message: str,
) -> None:
    page = make_page()
    for column in (N, B, "legal_service", "other_org"):
        editor.enter(f"{RECEIVED}.{column}", "4")
    before = filled(editor)
    select(page, *cut)
    press(Key.Key_X, CONTROL)
    page.show_cell(to)
    press(Key.Key_V, CONTROL)
    assert messages[-1].startswith(message)
    assert filled(editor) == before


def test_a_row_with_its_total_moves_to_another_row(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    page = make_page()
    editor.enter(FIRST, "4")
    select(page, 0, 0, 0, 6)
    press(Key.Key_X, CONTROL)
    page.show_cell(f"{CARRIED}.{N}")
    press(Key.Key_V, CONTROL)
    assert filled(editor) == {f"{CARRIED}.{N}": 4}


def test_amounts_move_with_their_unit_and_between_blocks(
    make_page: MakePage, editor: ReportEditor, press: Press
) -> None:
    page = make_page("proactive")
    form = editor.report.form
    amount = next(cell.id for cell in form.cells.values() if cell.kind.units and not cell.computed)
    editor.enter(amount, "=1+2")
    page.show_cell(amount)
    press(Key.Key_X, CONTROL)
    target = form.grid("proactive").cell_id(0, 0, 0)
    page.show_cell(target)
    press(Key.Key_V, CONTROL)
    assert filled(editor) == {target: 3}
    assert editor.report.notes(target).sum == "1+2"


def test_a_cut_is_framed_until_it_is_pasted(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    page = make_page()
    editor.enter(FIRST, "5")
    select(page, 3, 2, 4, 3)
    before = page.grab().toImage()
    press(Key.Key_X, CONTROL)
    select(page, 3, 2, 4, 3)
    assert page.grab().toImage() != before
    press(Key.Key_Escape)
    assert page.grab().toImage() == before


# Copying with headings.


@pytest.mark.parametrize(
    ("grid", "block", "chosen"),
    [
        ("requests", 0, (3, 1, 5, 2)),
        ("requests", 0, (0, 0, 24, 6)),
        ("proactive", 0, (0, 0, 1, 1)),
        ("disputes", 0, (0, 3, 0, 9)),
    ],
)
def test_copied_with_headings_text_and_html_say_the_same(
    make_page: MakePage, editor: ReportEditor, press: Press, grid: str, block: int, chosen: tuple[int, int, int, int]
) -> None:
    page = make_page(grid, width=1100)
    ids = page.blocks[block].model.ids
    for number, cell in enumerate(ids[r][c] for r in range(len(ids)) for c in range(len(ids[0]))):
        if not editor.report.form.cells[cell].computed:
            editor.enter(cell, str(number))
    select(page, *chosen, block=block)
    page.copy_with_headings()
    data = QGuiApplication.clipboard().mimeData()
    lines = [line.split("\t") for line in data.text().split("\n")]
    assert [list(row) for row in parse_html(data.html())] == lines
    top, left, bottom, right = chosen
    labels = editor.report.form.row(ids[top][left]).path
    assert set(labels) <= {text for line in lines for text in line}
    last = [str(editor.report.value(ids[bottom][c])) for c in range(left, right + 1)]
    assert [text for text in lines[-1] if text][-len(last) :] == last
    assert ("colspan" in data.html()) or grid == "proactive"


def test_a_selection_in_pieces_has_no_headings(make_page: MakePage, messages: list[str]) -> None:
    page = make_page()
    select(page, 0, 0, 0, 0)
    page.blocks[0].view.select_block(3, 3, 3, 3, CONTROL)
    page.copy_with_headings()
    assert messages == ["只能复制连成一块的单元格"]
    assert QGuiApplication.clipboard().text() == ""


# Sums.


def test_a_sum_is_typed_shown_and_changed_again(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    page = make_page()
    press("=12+5+3")
    press(Key.Key_Return)
    assert editor.report.value(FIRST) == 20
    page.show_cell(FIRST)
    look = page.blocks[0].model.look(0, 0)
    assert (look.text, look.noted) == ("20", True)
    index = page.blocks[0].model.index(0, 0)
    assert "算式：12+5+3" in index.data(Qt.ItemDataRole.ToolTipRole)
    press(Key.Key_F2)
    field = QApplication.focusWidget()
    assert isinstance(field, CellEditor)
    assert field.text() == "=12+5+3"
    press("+1")
    press(Key.Key_Return)
    assert (editor.report.value(FIRST), editor.report.notes(FIRST).sum) == (21, "12+5+3+1")
    press(Key.Key_Up)
    press("21")
    press(Key.Key_Return)
    assert editor.report.notes(FIRST).sum == ""


def test_a_sum_copied_is_the_figure(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    make_page()
    editor.enter(FIRST, "=12+5")
    press(Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "17"


def test_a_sum_that_is_none_is_kept_and_told(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str]
) -> None:
    page = make_page()
    press("=12+x")
    press(Key.Key_Return)
    assert editor.report.value(FIRST) == "=12+x"
    assert "算式只能是几个数相加减" in page.blocks[0].model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


# Headings.


def heading(page: GridPage, text: str) -> tuple[object, QPoint]:
    for band in page.blocks[0].bands():
        for cell in band.cells:
            if "".join(cell.lines) == text:
                return band, band.visible_rect(cell).center()
    raise KeyError(text)


def test_headings_select_and_dragging_over_them_selects_more(make_page: MakePage) -> None:
    page = make_page()
    band, place = heading(page, "商业企业")
    _, beyond = heading(page, "社会公益组织")
    QTest.mouseClick(band, Qt.MouseButton.LeftButton, NONE, place)
    selection = page.selection()
    assert selection is not None
    assert (selection.rows, selection.columns) == (25, 1)
    QTest.mousePress(band, Qt.MouseButton.LeftButton, NONE, place)
    QTest.mouseMove(band, beyond)
    QTest.mouseRelease(band, Qt.MouseButton.LeftButton, NONE, beyond)
    selection = page.selection()
    assert selection is not None
    assert (selection.rows, selection.columns) == (25, 3)


@pytest.mark.parametrize("chosen", [(0, 0, 24, 6), (4, 0, 11, 0), (2, 3, 2, 5), (12, 1, 20, 6)])
def test_what_is_copied_with_headings_is_read_back_to_the_same_cells(
    make_page: MakePage, editor: ReportEditor, chosen: tuple[int, int, int, int]
) -> None:
    page = make_page()
    for number, cell in enumerate(editor.report.form.inputs):
        editor.enter(cell, str(number))
    select(page, *chosen)
    page.copy_with_headings()
    heading = SourceParagraph(editor.report.form.section_of_grid("requests").heading)
    rows = parse_html(QGuiApplication.clipboard().mimeData().html())
    wordings = load_wordings(resources.path("labels.toml"))
    found = place(editor.report.form, [heading, SourceTable.from_rows(rows)], wordings)
    certain = {figure.cell: figure.text for figure in found.figures if figure.certainty != DOUBTFUL}
    assert certain
    for cell, text in certain.items():
        assert text == str(editor.report.value(cell)), cell
    top, left, bottom, right = chosen
    ids = page.blocks[0].model.ids
    assert set(certain) == {ids[r][c] for r in range(top, bottom + 1) for c in range(left, right + 1)}


# A space, whole lines, the whole grid.


@pytest.mark.parametrize("moved_on", [Key.Key_Return, Key.Key_Tab, Key.Key_Down])
def test_a_space_never_wipes_a_figure(make_page: MakePage, editor: ReportEditor, press: Press, moved_on: Key) -> None:
    make_page()
    editor.enter(FIRST, "37")
    press(Key.Key_Space)
    press(moved_on)
    assert editor.report.value(FIRST) == 37


def test_a_space_opens_the_cell_as_f2_does(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    make_page()
    editor.enter(FIRST, "37")
    press(Key.Key_Space)
    assert QApplication.focusWidget().text() == "37"
    press("5")
    press(Key.Key_Return)
    assert editor.report.value(FIRST) == 375


def test_white_space_alone_leaves_the_figure_and_says_so(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str]
) -> None:
    page = make_page()
    editor.enter(FIRST, "37")
    press(Key.Key_F2)
    QApplication.focusWidget().setText(" \u3000")
    press(Key.Key_Return)
    assert editor.report.value(FIRST) == 37
    assert "Delete" in messages[-1]
    select(page, 0, 0, 1, 1)
    press(Key.Key_F2)
    QApplication.focusWidget().setText(" ")
    press(Key.Key_Return, CONTROL)
    assert editor.report.value(FIRST) == 37
    assert editor.history.names() == ("填写",)


def test_shift_and_control_with_a_space_select_lines(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    page = make_page()
    editor.enter(FIRST, "37")
    press(Key.Key_Space, SHIFT)
    ids = page.blocks[0].model.ids
    assert page.selected_cells() == list(ids[0])
    press(Key.Key_Escape)
    page.show_cell(FIRST)
    press(Key.Key_Space, CONTROL)
    assert page.selected_cells() == [line[0] for line in ids]
    assert editor.report.value(FIRST) == 37


def test_all_once_more_selects_the_whole_grid(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    page = make_page("proactive")
    every = [cell for block in page.blocks for line in block.model.ids for cell in line]
    page.select_all()
    assert page.selected_cells() == [cell for line in page.blocks[0].model.ids for cell in line]
    page.select_all()
    assert page.selected_cells() == every
    found = page.selection()
    assert found is not None
    assert found.rows == sum(len(block.model.ids) for block in page.blocks)
    assert all(block.view.is_selected(0, 0) for block in page.blocks)
    press(Key.Key_Right)
    assert len(page.selected_cells()) == 1


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_a_whole_grid_is_copied_with_its_headings_and_pasted_back(make_page: MakePage, editor: ReportEditor) -> None:
    from importers.html_blocks import read_html
    from model.paste_plan import written
    from workflows.pasting import read_clip

    grid = "proactive"
    page = make_page(grid)
    inputs = [cell for cell in editor.report.form.inputs if editor.report.form.cells[cell].grid == grid]
    for number, cell in enumerate(inputs, 11):
        editor.enter(cell, str(number))
    page.select_all()
    page.select_all()
    assert page.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert read_html(data.html()).blocks
    for text, html in ((data.text(), ""), ("", data.html())):
        clip = read_clip(editor.report, grid, text, html)
        assert clip is not None
        assert {cell: item.value for cell, item in written(clip.plan).items()} == dict(
            zip(inputs, range(11, 99), strict=False)
        )


def test_a_whole_grid_is_cleared_and_filled_in_one_step(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str]
) -> None:
    page = make_page("proactive")
    inputs = [cell for cell in editor.report.form.inputs if editor.report.form.cells[cell].grid == "proactive"]
    for cell in (inputs[0], inputs[-1]):
        editor.enter(cell, "5")
    page.select_all()
    page.select_all()
    for refused in (page.cut, page.fill_down):
        refused()
        assert "整张表" in messages[-1]
    page.clear()
    assert filled(editor) == {}
    editor.undo()
    assert set(filled(editor)) == {inputs[0], inputs[-1]}
    page.select_all()
    page.select_all()
    QGuiApplication.clipboard().setText("0")
    page.paste()
    assert filled(editor) == dict.fromkeys(inputs, 0)
