"""Last year in the window: in the cells, in the guidance, in the status bar, and the switch."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.editor import ReportEditor
from gui.grid_page import GridPage
from gui.guidance_text import cell_lines
from gui.main_window import MainWindow
from gui.year_lines import change_text
from model.edits import Edit, SetCell, SetExplanation, SetLastYear
from model.history import Place
from model.last_year import year_change
from model.report import Report
from model.state import Explanation
from tests.builders import beside, full_report, last_report
from tests.gui.test_grid_looks import FIRST, SPOKEN, TOTAL, MakePage, look, said

PARTY = "requests.refused_third_party.natural_person"
IN_FORCE, ISSUED, REPEALED = (f"proactive.normative_documents.{name}" for name in ("in_force", "issued", "repealed"))
DECISIONS = "proactive.licences.decisions"
UPHELD = "disputes.reconsideration.upheld"
LAST = {FIRST: "31", PARTY: "4", IN_FORCE: "37", DECISIONS: "1205", UPHELD: "4"}
THIS = {FIRST: 37, PARTY: 3, IN_FORCE: 40, ISSUED: 6, REPEALED: 2, DECISIONS: 1382, UPHELD: 3}


def report_beside_last() -> Report:
    """A full report with a few figures, and another one of last year inside."""
    report = full_report()
    report.apply(Edit("填写", tuple(SetCell(cell, figure) for cell, figure in THIS.items())))
    return beside(report, last_report(dict.fromkeys(report.form.inputs, "0") | LAST))


@pytest.fixture
def editor(make_editor) -> ReportEditor:
    """An editor on that report."""
    return make_editor(report_beside_last())


def cell_image(page: GridPage, cell: str) -> QImage:
    """The cell as it is painted."""
    block = next(block for block in page.blocks if block.model.index_of(cell).isValid())
    rect = block.view.visualRect(block.model.index_of(cell))
    return block.view.viewport().grab(rect).toImage()


def rows_and_columns_that_differ(one: QImage, other: QImage) -> QRect:
    """The rectangle of the pixels in which two pictures differ."""
    places = [
        (x, y)
        for x in range(one.width())
        for y in range(one.height())
        if one.pixelColor(x, y) != other.pixelColor(x, y)
    ]
    if not places:
        return QRect()
    left, top = min(x for x, _ in places), min(y for _, y in places)
    return QRect(left, top, max(x for x, _ in places) - left + 1, max(y for _, y in places) - top + 1)


def drawn(page: GridPage, editor: ReportEditor, cell: str) -> QRect:
    """Where last year's figure is painted in a cell."""
    editor.want_last_year(True)
    with_last = cell_image(page, cell)
    editor.want_last_year(False)
    return rows_and_columns_that_differ(with_last, cell_image(page, cell))


@pytest.mark.parametrize(
    ("this", "last", "shown"),
    [
        ("3", "4", "4"),
        ("0", "4", "4"),
        ("3", "0", "0"),
        ("0", "0", ""),
        ("", "0", "0"),
        ("", "", ""),
        ("3", "", ""),
        ("3", "约4", ""),
        ("约3", "4", "4"),
    ],
)
def test_a_zero_beside_a_zero_is_left_out(make_page: MakePage, editor, this: str, last: str, shown: str) -> None:
    page = make_page()
    editor.report.apply(Edit("上年", (SetLastYear((last_report({PARTY: last}),)),)))
    editor.enter(PARTY, this)
    assert look(page, PARTY).last == shown


def test_it_stands_at_the_left_of_the_figure_where_it_fits(make_page: MakePage, editor: ReportEditor) -> None:
    page = make_page()
    width = cell_image(page, PARTY).width()
    found = drawn(page, editor, PARTY)
    assert 10 <= found.left() <= 14
    assert found.right() < width / 2
    editor.enter(PARTY, "12345678")
    assert drawn(page, editor, PARTY).isNull()


@pytest.mark.parametrize(("figure", "last", "fits"), [("1234", "5678", True), ("12345", "56789", False)])
def test_four_digits_stand_beside_four_at_the_usual_width(
    make_page: MakePage, editor: ReportEditor, figure: str, last: str, fits: bool
) -> None:
    page = make_page()
    editor.report.apply(Edit("上年", (SetLastYear((last_report({PARTY: last}),)),)))
    editor.enter(PARTY, figure)
    assert drawn(page, editor, PARTY).isNull() != fits


def test_in_the_wide_cells_it_stands_right_aligned_before_the_figure(make_page: MakePage, editor) -> None:
    page = make_page("proactive", 1008, 519)
    for cell in (DECISIONS, IN_FORCE):
        image = cell_image(page, cell)
        found = drawn(page, editor, cell)
        assert abs(image.width() - 8 - 88 - found.right()) <= 3


def test_in_high_rows_it_stands_below_the_figure(make_page: MakePage, editor: ReportEditor) -> None:
    page = make_page("disputes", 1008, 519)
    editor.want_last_year(True)
    raised = cell_image(page, UPHELD)
    editor.report.apply(Edit("上年", (SetLastYear((last_report({UPHELD: ""}),)),)))
    found = rows_and_columns_that_differ(raised, cell_image(page, UPHELD))
    assert found.top() > raised.height() / 2, "the figure above stays where it is"
    assert found.right() <= raised.width() - 8


def test_the_cells_follow_the_reports_of_last_year(make_page: MakePage, editor: ReportEditor) -> None:
    page = make_page()
    assert look(page, FIRST).last == "31"
    assert look(page, TOTAL).last == "31"
    assert "上年31" in said(page, FIRST, SPOKEN)
    editor.do("上年", (SetLastYear(()),))
    assert look(page, FIRST).last == ""
    assert not editor.shows_last_year
    editor.undo()
    assert look(page, FIRST).last == "31"


@pytest.mark.parametrize(
    ("this", "last", "text"),
    [(3, 4, "−1（−25%）"), (40, 37, "＋3（＋8.1%）"), (5, 0, "＋5"), (4, 4, "0"), (1382, 1205, "＋177（＋14.7%）")],
)
def test_a_change_in_words(this: int, last: int, text: str) -> None:
    change = year_change(this, last)
    assert change is not None
    assert change_text(change) == text


def _lines(report: Report, cell: str) -> list[tuple[str, str]]:
    return [(line.text, line.value) for line in cell_lines(report, None, cell)]


def test_the_guidance_says_this_year_last_year_and_the_change(editor: ReportEditor) -> None:
    lines = _lines(editor.report, PARTY)
    at = lines.index(("本年", "3"))
    assert lines[at : at + 3] == [("本年", "3"), ("上年", "4"), ("增减", "−1（−25%）")]
    assert ("上年合计", "31") in _lines(editor.report, TOTAL)


def test_the_guidance_writes_the_comparison_out(editor: ReportEditor) -> None:
    lines = _lines(editor.report, IN_FORCE)
    at = lines.index(("与上年对照", ""))
    assert [line for line in lines[at:] if line[1]] == [
        ("上年现行有效", "37"),
        ("＋ 本年制发", "6"),
        ("− 本年废止", "2"),
        ("应为", "41"),
        ("本年填", "40"),
        ("相差", "少 1 件"),
    ]
    assert "Alt+M" in lines[-1][0]
    finding = next(finding for finding in editor.report.findings() if finding.rule == "Y2")
    editor.do("写明原因", (SetExplanation(finding.key, Explanation("到期失效", finding.figures)),))
    assert ("已说明：到期失效", "") in _lines(editor.report, IN_FORCE)
    editor.enter(IN_FORCE, "39")
    assert ("原说明已不适用：到期失效", "") in _lines(editor.report, IN_FORCE)


def test_the_guidance_says_that_another_form_has_no_such_figure(editor: ReportEditor) -> None:
    editor.report.apply(Edit("上年", (SetLastYear((last_report({PARTY: "4"}, edition="2019", year=2020),)),)))
    assert ("上年报告是2019年版，没有与本格对应的数", "") in _lines(editor.report, IN_FORCE)
    assert ("上年", "4") in _lines(editor.report, PARTY)


@pytest.fixture
def window(program, qtbot) -> MainWindow:
    """A window with that report, active and finished."""
    window = program.open_blank()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    window.finish()
    beside(window.editor.report, last_report(LAST))
    window.pages.go_to(Place("requests", PARTY))
    return window


def test_the_switch_shows_hides_and_is_remembered(window: MainWindow, program, qtbot) -> None:
    action, head = window.actions_["show_last_year"], window.pages.page.head
    assert action.isEnabled()
    assert action.isChecked()
    assert "左侧小字为上年数" in head.note.text()
    QTest.keyClick(
        QApplication.focusWidget(),
        Qt.Key.Key_Y,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert not window.editor.shows_last_year
    assert not action.isChecked()
    assert "上年" not in head.note.text()
    assert program.tools.settings.get("grid/last_year") is False
    second = program.open_blank()
    beside(second.editor.report, last_report(LAST))
    assert not second.editor.shows_last_year
    action.trigger()
    assert "上年" in head.note.text()


def test_without_a_report_of_last_year_the_switch_is_off_and_says_why(window: MainWindow) -> None:
    window.editor.do("上年", (SetLastYear(()),))
    action = window.actions_["show_last_year"]
    assert not action.isEnabled()
    assert not action.isChecked()
    assert "没有上年报告" in action.toolTip()


def test_the_status_bar_says_last_years_figure(window: MainWindow) -> None:
    assert window.status.place.whole.startswith("三（三）4　自然人　　上年 4")
    window.pages.go_to(Place("proactive", DECISIONS))
    assert "上年 1,205" in window.status.place.whole
    window.pages.go_to(Place("requests", "requests.granted.business"))
    assert "上年" not in window.status.place.whole


def test_checking_everything_says_once_that_nothing_was_compared(window: MainWindow) -> None:
    window.check_all()
    model = window.panels.findings.model
    rows = [model.finding(row).statement for row in range(model.rowCount())]
    assert "没有上年报告，未作年度对照" not in rows
    window.editor.do("上年", (SetLastYear(()),))
    rows = [model.finding(row).statement for row in range(model.rowCount())]
    assert rows.count("没有上年报告，未作年度对照") == 1
    model.show_pending(False)
    rows = [model.finding(row).statement for row in range(model.rowCount())]
    assert "没有上年报告，未作年度对照" not in rows


def test_before_an_export_what_is_not_yet_compared_is_told_apart_from_relations(window: MainWindow, program) -> None:
    beside(window.editor.report, last_report({"disputes.reconsideration.pending": "2"}))
    program.tools.interaction.answers.append("")
    window.actions_["copy_web_page"].trigger()
    (asked,) = program.tools.interaction.asked
    assert "与上年对照未定 1 处" in asked
    assert "勾稽关系" not in asked
