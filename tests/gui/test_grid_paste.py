"""Copying and pasting figures: position for position, nothing shifted, nothing swallowed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from gui.editor import ReportEditor
from gui.grid_page import GridPage
from tests.gui.fakes import clip, filled

Press = Callable[..., None]
MakePage = Callable[..., GridPage]

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key

N, B, R = "natural_person", "business", "research"
RECEIVED, CARRIED = "requests.received", "requests.carried_in"


@pytest.mark.parametrize(
    ("at", "text", "written", "message"),
    [
        (f"{RECEIVED}.{N}", "5", {f"{RECEIVED}.{N}": 5}, "粘贴：写入 1 格"),
        (f"{RECEIVED}.{N}", "5\r\n", {f"{RECEIVED}.{N}": 5}, "粘贴：写入 1 格"),
        (f"{RECEIVED}.{N}", "1\t2\n", {f"{RECEIVED}.{N}": 1, f"{RECEIVED}.{B}": 2}, "粘贴：写入 2 格"),
        (
            f"{RECEIVED}.{N}",
            "1\t\t3\r\n4\t5\t6\r\n",
            {
                f"{RECEIVED}.{N}": 1,
                f"{RECEIVED}.{R}": 3,
                f"{CARRIED}.{N}": 4,
                f"{CARRIED}.{B}": 5,
                f"{CARRIED}.{R}": 6,
            },
            "粘贴：写入 5 格",
        ),
        (f"{RECEIVED}.{N}", "1,234\t１２", {f"{RECEIVED}.{N}": 1234, f"{RECEIVED}.{B}": 12}, "粘贴：写入 2 格"),
        (f"{RECEIVED}.{N}", "1\n\n3", {f"{RECEIVED}.{N}": 1, f"requests.granted.{N}": 3}, "粘贴：写入 2 格"),
        (
            f"{RECEIVED}.{N}",
            "—\t3件",
            {f"{RECEIVED}.{N}": "—", f"{RECEIVED}.{B}": "3件"},
            "粘贴：写入 2 格；2 格写入的不是数，已标为错误，请改正（一 自然人、一 商业企业）",
        ),
        (
            f"requests.carried_out.{N}",
            "1\t2\n3\t4\n5\t",
            {f"requests.carried_out.{N}": 1, f"requests.carried_out.{B}": 2},
            "粘贴：写入 2 格；3 个数超出表格，没有写入（3、4、5）",
        ),
        (
            "requests.received.other_org",
            "4\t4\t9\t9",
            {"requests.received.other_org": 4},
            "粘贴：写入 1 格；2 个数超出表格，没有写入（9、9）",
        ),
        (
            "requests.received.other_org",
            "4\t5",
            {"requests.received.other_org": 4},
            "粘贴：写入 1 格；1 个数与自动计算的结果不同，没有写入（一 总计）",
        ),
        ("requests.received.other_org", "4\t4", {"requests.received.other_org": 4}, "粘贴：写入 1 格"),
        ("requests.received.total", "4", {}, "粘贴：1 个数与自动计算的结果不同，没有写入（一 总计）"),
        (
            "requests.received.total",
            "四\t5",
            {},
            "粘贴：1 个数超出表格，没有写入（5）；1 个数与自动计算的结果不同，没有写入（一 总计）",
        ),
    ],
)
def test_shapes(
    make_page: MakePage,
    editor: ReportEditor,
    press: Press,
    messages: list[str],
    at: str,
    text: str,
    written: dict[str, object],
    message: str,
) -> None:
    page = make_page()
    page.show_cell(at)
    clip(text)
    press(Key.Key_V, CONTROL)
    assert filled(editor) == written
    assert messages == [message]
    if written:
        assert editor.history.names() == ("粘贴",)
        editor.undo()
    assert filled(editor) == {}


def test_a_blank_in_the_block_clears_its_cell_and_says_which(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str]
) -> None:
    make_page()
    editor.enter(f"{RECEIVED}.{B}", "9")
    clip("1\t\t3")
    press(Key.Key_V, CONTROL)
    assert filled(editor) == {f"{RECEIVED}.{N}": 1, f"{RECEIVED}.{R}": 3}
    assert messages == ["粘贴：写入 2 格，清空 1 格（一 商业企业）"]


def test_words_over_a_figure_leave_it_and_are_said_with_it(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str]
) -> None:
    make_page()
    editor.enter(f"{RECEIVED}.{N}", "9")
    clip("abc\t5\nd\t6\n\t\n7\t8")
    press(Key.Key_V, CONTROL)
    assert editor.report.value(f"{RECEIVED}.{N}") == 9
    assert messages == [
        "粘贴：写入 5 格；1 格剪贴板里不是数，没有写入，原来的数不变（一 自然人，仍为 9）；要改请直接输入；"
        "1 格写入的不是数，已标为错误，请改正（二 自然人）"
    ]


@pytest.mark.parametrize("text", ["—", "3件"])
def test_what_is_no_figure_does_not_replace_one(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str], text: str
) -> None:
    make_page()
    editor.enter(f"{RECEIVED}.{N}", "37")
    clip(text)
    press(Key.Key_V, CONTROL)
    assert filled(editor) == {f"{RECEIVED}.{N}": 37}
    assert messages == ["粘贴：1 格剪贴板里不是数，没有写入，原来的数不变（一 自然人，仍为 37）；要改请直接输入"]


@pytest.mark.parametrize(
    "text",
    [
        "说明",
        "今年的工作有了新的进展。\n\n下一步要做好以下工作：\n加强培训，完善制度。\n",
        "1\t一段话\t又一段话\n2\t第三段话\t第四段话",
    ],
)
def test_a_text_is_not_pasted_over_figures(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str], text: str
) -> None:
    page = make_page()
    for row in ("received", "carried_in", "granted", "partly_granted"):
        editor.enter(f"requests.{row}.{N}", "9")
    page.show_cell(f"{RECEIVED}.{N}")
    before = filled(editor), editor.history.names()
    clip(text)
    press(Key.Key_V, CONTROL)
    assert (filled(editor), editor.history.names()) == before
    assert len(messages) == 1
    assert "文件→粘贴整篇报告" in messages[0]


def test_no_message_names_more_than_three_places(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str]
) -> None:
    make_page()
    for row in ("received", "carried_in", "granted", "partly_granted"):
        editor.enter(f"requests.{row}.{N}", "9")
    clip("1\t1\n\t1\n\t\n\t\n")
    press(Key.Key_V, CONTROL)
    assert messages == ["粘贴：写入 3 格，清空 3 格（二 自然人、三（一） 自然人、三（二） 自然人）"]
    editor.undo()
    messages.clear()
    clip("\t1\n" * 4)
    press(Key.Key_V, CONTROL)
    assert messages == ["粘贴：写入 4 格，清空 4 格（一 自然人、二 自然人、三（一） 自然人，另有 1 处）"]


def test_one_value_goes_into_all_selected_cells(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    make_page()
    press(Key.Key_Down, SHIFT)
    press(Key.Key_Right, SHIFT)
    clip("0\n")
    press(Key.Key_V, CONTROL)
    assert filled(editor) == dict.fromkeys([f"{r}.{c}" for r in (RECEIVED, CARRIED) for c in (N, B)], 0)
    assert editor.history.names() == ("粘贴",)


def test_one_value_over_a_whole_grid_passes_totals_over(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str]
) -> None:
    make_page()
    press(Key.Key_A, CONTROL)
    clip("0")
    press(Key.Key_V, CONTROL)
    assert len(filled(editor)) == 24 * 6
    assert messages == ["粘贴：写入 144 格"]


def test_a_block_starts_at_the_selection_s_upper_left(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    page = make_page()
    page.show_cell(f"{CARRIED}.{B}")
    press(Key.Key_Up, SHIFT)
    press(Key.Key_Left, SHIFT)
    clip("1\t2\t3")
    press(Key.Key_V, CONTROL)
    assert filled(editor) == {f"{RECEIVED}.{N}": 1, f"{RECEIVED}.{B}": 2, f"{RECEIVED}.{R}": 3}


def test_a_table_pasted_into_an_open_editor_replaces_what_is_typed(
    make_page: MakePage, editor: ReportEditor, press: Press
) -> None:
    page = make_page()
    press("7")
    clip("1\t2\n")
    press(Key.Key_V, CONTROL)
    assert not page.editing()
    assert filled(editor) == {f"{RECEIVED}.{N}": 1, f"{RECEIVED}.{B}": 2}


def test_one_figure_pasted_into_an_open_editor_is_typed(
    make_page: MakePage, editor: ReportEditor, press: Press
) -> None:
    make_page()
    press("7")
    clip("12\n")
    press(Key.Key_V, CONTROL)
    press(Key.Key_Return)
    assert filled(editor) == {f"{RECEIVED}.{N}": 712}


def test_nothing_to_paste_is_said(make_page: MakePage, press: Press, messages: list[str]) -> None:
    make_page()
    press(Key.Key_V, CONTROL)
    assert len(messages) == 1


def test_copy_takes_totals_along(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    page = make_page()
    editor.enter(f"{RECEIVED}.other_org", "4")
    editor.enter(f"{CARRIED}.other_org", "3件")
    page.show_cell(f"{RECEIVED}.other_org")
    press(Key.Key_Right, SHIFT)
    press(Key.Key_Down, SHIFT)
    press(Key.Key_C, CONTROL)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "4\t4\n3件\t"
    assert "<td>3件</td>" in data.html()


def test_what_is_copied_pastes_back_exactly(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    page = make_page("proactive")
    editor.enter("proactive.fees.amount", "1.50")
    page.show_cell("proactive.fees.amount")
    press(Key.Key_C, CONTROL)
    press(Key.Key_Delete)
    press(Key.Key_V, CONTROL)
    assert str(editor.report.value("proactive.fees.amount")) == "1.50"
    assert editor.report.value("proactive.fees.amount") == Decimal("1.5")


def test_a_selection_in_pieces_is_not_copied(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str]
) -> None:
    page = make_page()
    view = page.blocks[0].view
    view.select_block(0, 0, 0, 0, Qt.KeyboardModifier.NoModifier)
    view.select_block(2, 2, 2, 2, CONTROL)
    clip("kept")
    press(Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "kept"
    assert messages == ["只能复制连成一块的单元格"]


def test_a_pasted_block_is_selected(make_page: MakePage, press: Press) -> None:
    page = make_page()
    clip("1\t2\n3\t4")
    press(Key.Key_V, CONTROL)
    found = page.selection()
    assert found is not None
    assert (found.rows, found.columns, found.total) == (2, 2, 10)


@pytest.mark.parametrize("edition", ["2019"])
def test_amounts_keep_their_unit_through_copy_and_paste(
    make_page: MakePage, editor: ReportEditor, press: Press, edition: str
) -> None:
    page = make_page("proactive")
    page.show_cell("proactive.procurement.amount")
    clip("120000元")
    press(Key.Key_V, CONTROL)
    cell = "proactive.procurement.amount"
    assert (editor.report.value(cell), editor.report.unit_of(cell)) == (Decimal(120000), "元")
    press(Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "120000元"


def test_blocks_of_a_stacked_grid_do_not_run_into_one_another(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str]
) -> None:
    make_page("proactive")
    clip("1\n2\n3\n4")
    press(Key.Key_V, CONTROL)
    assert filled(editor) == {"proactive.rules.issued": 1, "proactive.normative_documents.issued": 2}
    assert messages == ["粘贴：写入 2 格；2 个数超出表格，没有写入（3、4）"]


def test_pasting_the_whole_grid_is_one_step(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    make_page()
    clip("\n".join("\t".join(["1"] * 7) for _ in range(25)))
    press(Key.Key_V, CONTROL)
    assert len(filled(editor)) == 144
    assert editor.history.names() == ("粘贴",)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("5\n\n", [[5, 2, 3], [4, 5, 6], [7, 8, 9]]),
        ("5\r\n\r\n\r\n", [[5, 2, 3], [4, 5, 6], [7, 8, 9]]),
        ("5\t6\t7\n8\n", [[5, 6, 7], [8, 5, 6], [7, 8, 9]]),
        ("5\t6\t7\n\n8\t9\t10", [[5, 6, 7], [4, 5, 6], [8, 9, 10]]),
        ("5\t6\t7\n8\t\t\n", [[5, 6, 7], [8, None, None], [7, 8, 9]]),
        ("5\t\t7", [[5, None, 7], [4, 5, 6], [7, 8, 9]]),
        ("5\n\n6", [[5, 2, 3], [None, 5, 6], [6, 8, 9]]),
    ],
)
def test_a_paste_empties_only_cells_that_the_clipboard_has_an_empty_one_for(
    make_page: MakePage, editor: ReportEditor, press: Press, text: str, left: list[list[int | None]]
) -> None:
    page = make_page()
    cells = [line[:3] for line in page.blocks[0].model.ids[:3]]
    for number, cell in enumerate((cell for line in cells for cell in line), 1):
        editor.enter(cell, str(number))
    QGuiApplication.clipboard().setText(text)
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [[editor.report.value(cell) for cell in line] for line in cells] == left
