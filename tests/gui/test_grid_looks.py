"""The states of a cell: what is painted, and what is said in its tooltip and to screen readers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.modeltest import ModelTester

from gui.cell_look import CellLook
from gui.editor import ReportEditor
from gui.grid_page import GridPage
from gui.theme import Theme
from model.edits import ReplaceReport, SetNote
from model.notes import Doubt, Origin
from tests.builders import full_report

MakePage = Callable[..., GridPage]

FIRST = "requests.received.natural_person"
TOTAL = "requests.received.total"
TOOL_TIP = Qt.ItemDataRole.ToolTipRole
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def look(page: GridPage, cell: str) -> CellLook:
    model = page.blocks[0].model
    index = model.index_of(cell)
    return model.look(index.row(), index.column())


def said(page: GridPage, cell: str, role: Qt.ItemDataRole = TOOL_TIP) -> str:
    model = page.blocks[0].model
    return model.data(model.index_of(cell), role) or ""


def fill_row(editor: ReportEditor, row: str, figures: list[int]) -> None:
    columns = editor.report.form.grid("requests").blocks[0].columns
    for column, figure in zip(columns, figures, strict=False):
        editor.enter(f"requests.{row}.{column.id}", str(figure))


def pixels(page: GridPage, cell: str) -> set[str]:
    """The colours inside a cell."""
    view = page.blocks[0].view
    rect = view.visualRect(page.blocks[0].model.index_of(cell))
    image = view.viewport().grab(rect).toImage()
    return {QColor(image.pixelColor(x, y)).name() for x in range(image.width()) for y in range(image.height())}


def test_the_model_keeps_qt_s_rules(make_page: MakePage, qtmodeltester: ModelTester) -> None:
    for block in make_page("proactive").blocks:
        qtmodeltester.check(block.model)


def test_blank_zero_figure_and_total_look_different(make_page: MakePage, editor: ReportEditor) -> None:
    page = make_page()
    blank = look(page, FIRST)
    assert (blank.fill, blank.line, blank.text) == ("blank", True, "")
    editor.enter(FIRST, "0")
    assert look(page, FIRST)[:5] == ("0", "input", "muted", False, False)
    editor.enter(FIRST, "12")
    assert look(page, FIRST)[:5] == ("12", "input", "text", False, False)
    assert look(page, TOTAL)[:5] == ("12", "computed", "muted", True, False)
    assert said(page, TOTAL) == "未填完：所加的各项还有空白或看不懂的"
    fill_row(editor, "received", [12, 0, 0, 0, 0, 0])
    assert look(page, TOTAL)[:5] == ("12", "computed", "text", True, False)
    assert said(page, TOTAL) == ""
    fill_row(editor, "received", [0, 0, 0, 0, 0, 0])
    assert look(page, TOTAL)[:5] == ("0", "computed", "muted", False, False)


def test_an_error_is_marked_on_all_its_cells_and_told(make_page: MakePage, editor: ReportEditor) -> None:
    page = make_page()
    editor.do("例", (ReplaceReport(full_report().state()),))
    editor.enter(FIRST, "3")
    finding = editor.visible_findings()[0]
    assert FIRST in finding.cells
    for cell in finding.cells:
        assert (look(page, cell).mark, look(page, cell).fill) == ("error", "errorfill")
        assert finding.message in said(page, cell)
        assert finding.message in said(page, cell, SPOKEN)
    editor.enter("requests.granted.natural_person", "3")
    assert look(page, FIRST).mark == ""


def test_the_sides_of_a_relation_are_framed_differently(make_page: MakePage, editor: ReportEditor) -> None:
    page = make_page()
    editor.do("例", (ReplaceReport(full_report().state()),))
    editor.enter(FIRST, "3")
    finding = editor.visible_findings()[0]
    assert FIRST in finding.cells
    editor.look_at(finding)
    assert {look(page, cell).frame for cell in finding.left_cells} == {"left"}
    assert {look(page, cell).frame for cell in finding.right_cells} == {"right"}
    editor.enter("requests.granted.natural_person", "3")
    assert {look(page, cell).frame for cell in finding.cells} == {""}


def test_in_a_low_row_no_frame_touches_the_figure(make_page: MakePage, editor: ReportEditor, theme: Theme) -> None:
    page = make_page()
    editor.do("例", (ReplaceReport(full_report().state()),))
    editor.enter(FIRST, "3")
    editor.look_at(editor.visible_findings()[0])
    page.show_cell(FIRST)
    view = page.blocks[0].view
    rect = view.visualRect(page.blocks[0].model.index_of(FIRST))
    image = view.viewport().grab(rect).toImage()
    # Across the figure, away from the upright sides and the mark: nothing in the colour of the relation.
    assert rect.height() < theme.px(22)
    across = range(rect.width() // 2, rect.width() - 7)
    relation = theme.color(look(page, FIRST).frame_colour).name()
    seen = {QColor(image.pixelColor(x, y)).name() for x in across for y in range(image.height())}
    assert relation in pixels(page, FIRST)
    assert relation not in seen


def test_text_not_understood_says_why(make_page: MakePage, editor: ReportEditor) -> None:
    page = make_page()
    editor.enter(FIRST, "1.5")
    assert look(page, FIRST)[:3] == ("1.5", "errorfill", "text")
    assert look(page, FIRST).left == "×"
    assert "应为整数" in said(page, FIRST)


def test_a_stated_total_stands_beside_the_computed_one(make_page: MakePage, editor: ReportEditor) -> None:
    page = make_page()
    fill_row(editor, "received", [40, 3, 0, 0, 0, 0])
    editor.do("例", (SetNote(TOTAL, "stated", 47),))
    found = look(page, TOTAL)
    assert (found.left, found.left_colour, found.text, found.fill) == ("文件 47", "warning", "43", "warnfill")
    assert "文件所列47，计算结果43" in said(page, TOTAL)
    editor.do("例", (SetNote(TOTAL, "stated", 43),))
    assert look(page, TOTAL).left == ""
    editor.do("例", (SetNote(TOTAL, "stated", "四十三"),))
    assert look(page, TOTAL).left == "文件 四十三"


def test_a_doubt_has_a_question_mark(make_page: MakePage, editor: ReportEditor) -> None:
    page = make_page()
    editor.do("例", (SetNote(FIRST, "doubt", Doubt("两处数字不同", (3, 4))),))
    assert (look(page, FIRST).left, look(page, FIRST).left_colour) == ("?", "hint")
    assert "两处数字不同；可能是3、4" in said(page, FIRST)


def test_a_tooltip_never_turns_into_html(make_page: MakePage, editor: ReportEditor) -> None:
    page = make_page()
    editor.enter(FIRST, "<b>1</b>")
    assert "<b>" not in said(page, FIRST)
    assert "&lt;b&gt;1" in said(page, FIRST)


def test_screen_readers_hear_place_figure_and_state(make_page: MakePage, editor: ReportEditor) -> None:
    page = make_page()
    assert said(page, FIRST, SPOKEN).endswith("一、本年新收政府信息公开申请数量›申请人情况›自然人，未填")
    editor.enter(FIRST, "5")
    assert said(page, FIRST, SPOKEN).endswith("5件")
    model = page.blocks[0].model
    assert model.headerData(0, Qt.Orientation.Horizontal) == "申请人情况›自然人"
    assert model.headerData(7, Qt.Orientation.Vertical) == "三、本年度办理结果›（三）不予公开›4.保护第三方合法权益"


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_the_states_are_painted_in_the_theme_s_colours(
    make_page: MakePage, editor: ReportEditor, theme: Theme, name: str
) -> None:
    theme.use(name)
    page = make_page()
    page.show_cell("requests.carried_out.business")
    editor.enter("requests.granted.natural_person", "3件")
    editor.do("例", (SetNote("requests.granted.business", "doubt", Doubt("?", ())),))
    for cell, roles in {
        FIRST: ["blank", "lastyear"],
        TOTAL: ["computed"],
        "requests.granted.natural_person": ["errorfill"],
        "requests.granted.business": ["hintfill"],
        "requests.carried_out.business": ["accent"],
    }.items():
        for role in roles:
            assert theme.color(role).name() in pixels(page, cell), (cell, role)


def test_selection_is_tinted_but_not_the_current_cell(make_page: MakePage, theme: Theme) -> None:
    page = make_page()
    view = page.blocks[0].view
    view.select_block(0, 0, 2, 1, Qt.KeyboardModifier.NoModifier)
    tint = theme.color("tint").name()
    assert tint in pixels(page, "requests.carried_in.business")
    assert tint not in pixels(page, FIRST)
    assert tint not in pixels(page, "requests.received.research")


def test_without_focus_the_frame_is_thin(make_page: MakePage, theme: Theme) -> None:
    page = make_page()
    assert theme.color("accent").name() in pixels(page, FIRST)
    page.blocks[0].view.clearFocus()
    assert theme.color("accent").name() not in pixels(page, FIRST)
    assert theme.color("strong").name() in pixels(page, FIRST)


def texts(page: GridPage) -> list[str]:
    return [choice.text for choice in page.note_choices()]


def choose(page: GridPage, text: str) -> None:
    page.choose(next(choice for choice in page.note_choices() if choice.text == text))


def test_the_menu_drops_a_stated_total(make_page: MakePage, editor: ReportEditor) -> None:
    page = make_page()
    editor.do("例", (SetNote(TOTAL, "stated", 47),))
    page.show_cell(TOTAL)
    choose(page, "删除文件所列数（采用计算结果）")
    assert editor.report.stated(TOTAL) is None
    assert editor.history.undo_name == "删除文件所列数"
    assert "删除文件所列数（采用计算结果）" not in texts(page)


def test_a_stated_total_and_its_origin_go_together(make_page: MakePage, editor: ReportEditor) -> None:
    page = make_page()
    origin = Origin("某报告.txt", row=3, text="47")
    editor.do("例", (SetNote(TOTAL, "stated", 47), SetNote(TOTAL, "origin", origin)))
    page.show_cell(TOTAL)
    choose(page, "删除文件所列数（采用计算结果）")
    assert editor.report.notes(TOTAL).empty
    editor.undo()
    assert (editor.report.notes(TOTAL).stated, editor.report.notes(TOTAL).origin) == (47, origin)


def test_the_menu_offers_the_candidates_of_a_doubt(make_page: MakePage, editor: ReportEditor) -> None:
    page = make_page()
    editor.do("例", (SetNote(FIRST, "doubt", Doubt("两处数字不同", (3, 4))),))
    page.show_cell(FIRST)
    choose(page, "填 4")
    assert editor.report.value(FIRST) == 4
    assert editor.report.notes(FIRST).doubt is None
    editor.undo()
    assert editor.report.notes(FIRST).doubt is not None
    choose(page, "就用现在的，不再提示")
    assert editor.report.value(FIRST) is None
    assert editor.report.notes(FIRST).doubt is None


def test_nothing_can_be_done_about_notes_in_a_read_only_report(make_page: MakePage, editor: ReportEditor) -> None:
    page = make_page()
    editor.do("例", (SetNote(TOTAL, "stated", 47),))
    page.show_cell(TOTAL)
    assert texts(page)
    editor.document.read_only = True
    assert texts(page) == []


def test_a_replaced_report_is_shown(make_page: MakePage, editor: ReportEditor) -> None:
    page = make_page()
    editor.do("还原", (ReplaceReport(full_report(figure="7").state()),))
    assert look(page, FIRST).text == "7"
    editor.undo()
    assert look(page, FIRST).text == ""


def test_a_page_rests_when_its_grid_is_no_longer_in_the_form(make_page: MakePage, editor: ReportEditor) -> None:
    page = make_page()
    editor.enter(FIRST, "5")
    editor.do("换表样", (ReplaceReport(full_report(edition="2019", figure="7").state()),))
    editor.enter(FIRST, "3")
    assert look(page, FIRST).text == "5"


def test_a_wide_figure_is_told_in_full(make_page: MakePage, editor: ReportEditor) -> None:
    page = make_page()
    editor.enter(FIRST, "123456789012")
    assert said(page, FIRST) == "123456789012"
    assert said(page, FIRST, SPOKEN).count("123456789012") == 1
    editor.enter(FIRST, "12")
    assert said(page, FIRST) == ""


def test_a_line_break_is_seen_and_kept(make_page: MakePage, editor: ReportEditor) -> None:
    page = make_page()
    editor.enter(FIRST, "1\n2")
    assert editor.report.value(FIRST) == "1\n2"
    assert look(page, FIRST).text == "1⏎2"
    assert "“1⏎2”看不出是什么数" in said(page, FIRST)
    assert "1⏎2" in said(page, FIRST, SPOKEN)


def test_the_reason_is_told_however_long_the_text(make_page: MakePage, editor: ReportEditor) -> None:
    page = make_page()
    editor.enter(FIRST, "x" * 5000)
    assert len(said(page, FIRST)) < 300
    assert "…”看不出是什么数" in said(page, FIRST)


def test_what_undo_changed_is_marked_until_a_key_is_pressed(
    make_page: MakePage, editor: ReportEditor, press: Callable[..., None], theme: Theme
) -> None:
    page = make_page()
    fill_row(editor, "received", [1, 2, 3])
    page.clear()
    assert not look(page, FIRST).marked
    editor.undo()
    assert look(page, FIRST).marked
    assert theme.color("tint").name() in pixels(page, FIRST)
    press(Qt.Key.Key_Down)
    assert not look(page, FIRST).marked
    assert theme.color("tint").name() not in pixels(page, FIRST)
    editor.redo()
    assert look(page, FIRST).marked
    editor.enter("requests.carried_in.natural_person", "4")
    assert not look(page, FIRST).marked
