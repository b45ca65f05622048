"""Pasting what brings its headings along into a grid: shown first, then one step at the right cells, or nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from gui.clipboard import write_html, write_text
from gui.editor import ReportEditor
from gui.grid_page import GridPage
from model.form import Grid
from model.history import Place
from model.paste_plan import Choices, dashes, toggled
from model.printed import printed_blocks
from tests.gui.fakes import clip, filled
from workflows.pasting import Clip

Press = Callable[..., None]
MakePage = Callable[..., GridPage]

CONTROL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key
N, B = "requests.refused_state_secret.natural_person", "requests.refused_state_secret.business"


def accept(editor: ReportEditor, choose: Callable[[Clip], Choices | None] = lambda _: Choices()) -> list[Clip]:
    """The clerk answers like this; what was shown to him."""
    shown: list[Clip] = []

    def answer(clip: Clip) -> Choices | None:
        shown.append(clip)
        return choose(clip)

    editor.choose_paste = answer
    return shown


def printed_rows(grid: Grid, text_of: Callable[[str], str]) -> list[list[str]]:
    """The grid as a worksheet copies it: merged headings come with empty cells behind and below."""
    rows: list[list[str]] = []
    for block in printed_blocks(grid):
        width = max(cell.column + cell.column_span for cell in block.cells)
        height = max(cell.row + cell.row_span for cell in block.cells) - block.first_row
        area = [[""] * width for _ in range(height)]
        for cell in block.cells:
            area[cell.row - block.first_row][cell.column] = text_of(cell.cell) if cell.cell else cell.text
        rows.extend(area)
    return rows


@pytest.mark.parametrize("grid", ["proactive", "requests", "disputes"])
def test_a_whole_grid_with_its_headings_goes_to_its_cells(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str], grid: str
) -> None:
    page = make_page(grid)
    accept(editor)
    inputs = [cell for cell in editor.report.form.inputs if cell.startswith(f"{grid}.")]
    figures = {cell: number for number, cell in enumerate(inputs, 1)}
    page.show_cell(inputs[-1])
    rows = printed_rows(editor.report.form.grid(grid), lambda cell: str(figures.get(cell, "")))
    clip(write_text(rows))
    press(Key.Key_V, CONTROL)
    assert filled(editor) == figures
    assert messages == [f"粘贴（按标题对应）：写入 {len(figures)} 格"]
    assert editor.history.names() == ("粘贴",)
    editor.undo()
    assert filled(editor) == {}


def test_a_piece_with_headings_leaves_everything_else_alone(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str]
) -> None:
    page = make_page()
    accept(editor)
    editor.enter("requests.received.natural_person", "9")
    editor.enter(B, "8")
    page.show_cell("requests.received.natural_person")
    clip("\t自然人\t商业企业\n1.属于国家秘密\t3\t\n2.其他法律行政法规禁止公开\t5\t6件\n")
    press(Key.Key_V, CONTROL)
    assert filled(editor) == {
        "requests.received.natural_person": 9,
        N: 3,
        B: 8,
        "requests.refused_prohibited_by_law.natural_person": 5,
    }
    assert messages == ["粘贴（按标题对应）：写入 2 格；1 格不能识别，没有写入（三（三）2 商业企业）"]
    assert page.blocks[0].model.look(4, 0).marked


def test_what_the_clerk_chose_is_written(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str]
) -> None:
    make_page()
    editor.enter(N, "9")
    accept(editor, lambda shown: toggled(shown.plan, Choices(), dashes(shown.plan), True))
    clip("\t自然人\t商业企业\n1.属于国家秘密\t3\t—\n")
    press(Key.Key_V, CONTROL)
    assert filled(editor) == {N: 3, B: 0}
    assert messages == ["粘贴（按标题对应）：写入 2 格（改动 1 格）"]


def test_given_up_nothing_happens(make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str]) -> None:
    make_page()
    shown = accept(editor, lambda _: None)
    clip("\t自然人\t商业企业\n1.属于国家秘密\t3\t4\n")
    press(Key.Key_V, CONTROL)
    assert len(shown) == 1
    assert filled(editor) == {}
    assert not editor.history.names()
    assert messages == []


def test_figures_that_are_there_already_make_no_step(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str]
) -> None:
    make_page()
    editor.enter(N, "3")
    accept(editor)
    clip("\t自然人\n1.属于国家秘密\t3\n")
    press(Key.Key_V, CONTROL)
    assert editor.history.names() == ("填写",)
    assert messages[0].startswith("没有粘贴：剪贴板里的数与表里的相同")


@pytest.mark.parametrize("text", ["自然人\t商业企业\n1\t2\n3\t4", "自然人", "甲\t1\n乙\t2", "甲\t乙\n1\t2"])
def test_headings_that_place_nothing_write_nothing(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str], text: str
) -> None:
    make_page()
    shown = accept(editor)
    editor.enter("requests.received.natural_person", "9")
    clip(text)
    press(Key.Key_V, CONTROL)
    assert not shown
    assert filled(editor) == {"requests.received.natural_person": 9}
    assert editor.history.names() == ("填写",)
    assert len(messages) == 1
    assert messages[0].startswith("没有粘贴：看不出每个数属于哪一格")
    assert "只复制数字" in messages[0]


def test_another_grid_s_figures_go_there_and_the_window_with_them(
    make_page: MakePage, editor: ReportEditor, press: Press
) -> None:
    make_page()
    accept(editor)
    places: list[Place] = []
    editor.go_to.connect(places.append)
    clip(write_text(printed_rows(editor.report.form.grid("disputes"), lambda _: "1")))
    press(Key.Key_V, CONTROL)
    assert set(filled(editor)) == {cell for cell in editor.report.form.inputs if cell.startswith("disputes.")}
    assert [place.section for place in places] == [editor.report.form.section_of_grid("disputes").id]


def test_a_label_over_two_lines_is_read_from_the_html(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    make_page()
    accept(editor)
    data = QMimeData()
    data.setText("\t自然\n人\t商业\n企业\n1.属于国家秘密\t3\t4")
    data.setHtml(write_html([["", "自然人", "商业企业"], ["1.属于国家秘密", "3", "4"]]))
    QGuiApplication.clipboard().setMimeData(data)
    press(Key.Key_V, CONTROL)
    assert filled(editor) == {N: 3, B: 4}


def test_what_is_copied_with_its_headings_pastes_back(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    from gui.grid_copy import CopiedPart, headed_data

    make_page()
    shown = accept(editor)
    grid = editor.report.form.grid("requests")
    figures = {cell: str(number) for number, cell in enumerate(editor.report.form.cells)}
    part = CopiedPart(grid.blocks[0], printed_blocks(grid)[0], range(3, 9), range(1, 5))
    data = headed_data([part], figures.__getitem__)
    QGuiApplication.clipboard().setMimeData(data)
    press(Key.Key_V, CONTROL)
    wanted = {grid.cell_id(0, row, column) for row in range(3, 9) for column in range(1, 5)}
    assert {cell: str(value) for cell, value in filled(editor).items()} == {cell: figures[cell] for cell in wanted}
    assert not shown[0].plan.lost


def test_a_whole_report_is_refused_with_advice(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str]
) -> None:
    make_page()
    lines = [
        "示例县2025年政府信息公开工作年度报告",
        *(f"第{number}段文字。" for number in range(40)),
        *map(str, range(40)),
    ]
    clip("\n".join(lines))
    press(Key.Key_V, CONTROL)
    assert filled(editor) == {}
    assert not editor.history.names()
    assert "文件→粘贴整篇报告" in messages[0]


def test_many_bare_figures_are_no_report(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str]
) -> None:
    make_page()
    clip("1\n" * 70)
    press(Key.Key_V, CONTROL)
    assert len(filled(editor)) == 24
    assert "45 个数超出表格" in messages[0]
