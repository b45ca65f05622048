"""Pasting what brings its headings along, or is no block of figures at all: nothing is shifted, nothing wiped."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from gui.clipboard import write_html, write_text
from gui.editor import ReportEditor
from gui.grid_page import GridPage
from model.form import Grid
from model.printed import printed_blocks

Press = Callable[..., None]
MakePage = Callable[..., GridPage]

CONTROL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


def clip(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def filled(editor: ReportEditor) -> dict[str, object]:
    report = editor.report
    return {cell: report.value(cell) for cell in report.form.inputs if report.value(cell) is not None}


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
    editor.enter("requests.received.natural_person", "9")
    editor.enter("requests.refused_state_secret.business", "8")
    page.show_cell("requests.received.natural_person")
    clip("\t自然人\t商业企业\n1.属于国家秘密\t3\t\n2.其他法律行政法规禁止公开\t5\t6件\n")
    press(Key.Key_V, CONTROL)
    assert filled(editor) == {
        "requests.received.natural_person": 9,
        "requests.refused_state_secret.natural_person": 3,
        "requests.refused_prohibited_by_law.natural_person": 5,
        "requests.refused_prohibited_by_law.business": "6件",
    }
    assert messages == [
        "粘贴（按标题对应）：写入 3 格，清空 1 格（三（三）1 商业企业）；1 格看不懂，照原样保留（三（三）2 商业企业）"
    ]
    assert page.blocks[0].model.look(4, 0).marked


def test_what_no_label_places_is_said_and_not_written(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str]
) -> None:
    make_page()
    clip("\t自然人\t商业企业\n1.属于国家秘密\t3\t4\n甲乙丙\t5\t6\n")
    press(Key.Key_V, CONTROL)
    assert filled(editor) == {
        "requests.refused_state_secret.natural_person": 3,
        "requests.refused_state_secret.business": 4,
    }
    assert "写入 2 格；3 处没有写入（" in messages[0]
    assert "第 3 行第 1 列“甲乙丙”：不认识的行标题" in messages[0]


@pytest.mark.parametrize(
    "text",
    [
        "一、本年新收政府信息公开申请数量\t1\t2\t3\t4\t5\t6\t7",
        "自然人\t商业企业\n1\t2\n3\t4",
        "自然人",
        "甲\t1\n乙\t2",
        "甲\t乙\n1\t2",
    ],
)
def test_headings_that_place_nothing_write_nothing(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str], text: str
) -> None:
    make_page()
    editor.enter("requests.received.natural_person", "9")
    clip(text)
    press(Key.Key_V, CONTROL)
    assert filled(editor) == {"requests.received.natural_person": 9}
    assert editor.history.names() == ("填写",)
    assert len(messages) == 1
    assert messages[0].startswith("没有粘贴：剪贴板里带有标题")
    assert "只复制数字" in messages[0]


def test_another_grid_s_figures_are_sent_there(
    make_page: MakePage, editor: ReportEditor, press: Press, messages: list[str]
) -> None:
    make_page()
    clip(write_text(printed_rows(editor.report.form.grid("disputes"), lambda _: "1")))
    press(Key.Key_V, CONTROL)
    assert filled(editor) == {}
    assert messages == ["没有粘贴：剪贴板里是“四、政府信息公开行政复议、行政诉讼情况”的数，请到那张表里粘贴"]


def test_a_label_over_two_lines_is_read_from_the_html(make_page: MakePage, editor: ReportEditor, press: Press) -> None:
    make_page()
    data = QMimeData()
    data.setText("\t自然\n人\t商业\n企业\n1.属于国家秘密\t3\t4")
    data.setHtml(write_html([["", "自然人", "商业企业"], ["1.属于国家秘密", "3", "4"]]))
    QGuiApplication.clipboard().setMimeData(data)
    press(Key.Key_V, CONTROL)
    assert filled(editor) == {
        "requests.refused_state_secret.natural_person": 3,
        "requests.refused_state_secret.business": 4,
    }


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
