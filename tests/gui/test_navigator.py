"""The report's parts with their states, and the days that are left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest

from gui.file_states import report_words
from gui.navigator import Navigator, day_text, deadline
from gui.part_state import PartState, part_state, still_open
from model.edits import Edit, ReplaceText, SetCell, SetField, SetLastYear
from model.live_figures import Formula, figure_span, stale_span
from model.state import LastReport
from model.text import Span, TextBlock, from_plain
from tests.builders import full_report, report_with, written
from tests.gui.fakes import TODAY

RECEIVED = "requests.received.natural_person"


@pytest.fixture
def navigator(make_editor, theme, qtbot) -> Navigator:
    """The navigator of a report filled with 0."""
    widget = Navigator(make_editor(full_report()), theme, lambda: TODAY)
    qtbot.addWidget(widget)
    return widget


def set_field(navigator: Navigator, name: str, value: object) -> None:
    navigator._model._editor.report.apply(Edit("改", (SetField(name, value),)))


@pytest.mark.parametrize(
    ("state", "icon", "words"),
    [
        (PartState(0, 0, 0, "格", 0), "done", "完成"),
        (PartState(1, 2, 9, "格", 0), "error", "错误 1 · 未填 9 格 · 警告 2"),
        (PartState(0, 1, 3, "格", 0), "blank", "未填 3 格 · 警告 1"),
        (PartState(0, 1, 0, "格", 0), "warning", "警告 1"),
        (PartState(0, 0, 0, "", 1284), "done", "完成 · 1,284 字"),
        (PartState(0, 0, 0, "", 1284, 14), "hint", "待改 14 处 · 1,284 字"),
        (PartState(0, 0, 0, "", 1284, 0, 2), "hint", "缺 2 方面 · 1,284 字"),
        (PartState(0, 0, 0, "", 1284, 3, 2, 4), "hint", "待改 3 处 · 缺 2 方面 · 沿用上年 4 段"),
        (PartState(0, 0, 1, "", 0), "blank", "未填"),
        (PartState(0, 0, 2, "项", 0), "blank", "未填 2 项"),
    ],
)
def test_states_by_icon_and_word(state: PartState, icon: str, words: str) -> None:
    assert (state.icon, state.words) == (icon, words)


def test_a_part_changes_its_state_as_it_is_filled_in(navigator: Navigator) -> None:
    assert navigator.state("requests").words == "完成"
    report = navigator._model._editor.report
    report.apply(Edit("填写", (SetCell(RECEIVED, 3),)))
    assert navigator.state("requests").words == "错误 2"
    report.apply(Edit("填写", (SetCell(RECEIVED, None),)))
    assert navigator.state("requests").words == "未填 1 格"
    assert navigator.state("overview").words == "未填"
    report.apply(Edit("填写", (ReplaceText("overview", 0, 0, from_plain("全年 12 件。")),)))
    assert navigator.state("overview").words == "警告 1 · 缺 5 方面"
    names = "\n".join(aspect.name for aspect in report.form.section("overview").aspects if not aspect.unit_kinds)
    report.apply(Edit("填写", (ReplaceText("overview", 0, 9, from_plain(names)),)))
    assert navigator.state("overview").words == "完成 · 23 字"


def test_text_before_a_grid_is_no_count(navigator: Navigator) -> None:
    report = navigator._model._editor.report
    report.apply(Edit("填写", (ReplaceText("requests", 0, 0, from_plain("说明")),)))
    assert navigator.state("requests").words == "完成"


@pytest.mark.parametrize(("section", "words"), [("problems", "待改 1 处 · 5 字"), ("requests", "待改 1 处")])
def test_a_figure_of_last_year_is_still_to_be_changed(section: str, words: str) -> None:
    report = full_report()
    block = TextBlock((Span("收到"), stale_span("41"), Span("件")))
    report.apply(Edit("填写", (ReplaceText(section, 0, 0, (block,)),)))
    state = part_state(report, report.form.section(section), ())
    assert (state.icon, state.words) == ("hint", words)
    written(report).apply(Edit("填写", (ReplaceText(section, 0, 0, (block,)),)))
    assert "待改" in report_words(report)[1]


def test_text_that_is_last_years_is_not_done() -> None:
    same = "2024年，全年答复申请12件，较上年增长20%，均按期办结。"
    report, last = report_with(), full_report()
    texts = (ReplaceText("problems", 0, 0, from_plain(f"（一）问题\n{same}\n无。")),)
    last.apply(Edit("写", texts))
    report.apply(Edit("写", (*texts, SetLastYear((LastReport(last.state(), "上年.nianbao", ""),)))))
    section = report.form.section("problems")
    state = part_state(report, section, ())
    assert (state.icon, state.words) == ("hint", "沿用上年 1 段")
    other = "2025年，全年答复申请〔未填〕件，较上年下降3.5%，均按期办结。"
    report.apply(Edit("写", (ReplaceText("problems", 1, 2, from_plain(other)),)))
    assert part_state(report, section, ()).kept == 1
    report.apply(Edit("写", (ReplaceText("problems", 1, 2, from_plain(other.replace("按期", "提前"))),)))
    assert part_state(report, section, ()).words.startswith("完成")


def test_text_with_a_figure_that_shows_nothing_is_not_done() -> None:
    report = full_report()
    report.apply(Edit("删", (SetCell(RECEIVED, None),)))
    block = TextBlock((Span("收到"), figure_span(Formula("sum", (RECEIVED,))), Span("件")))
    report.apply(Edit("写", (ReplaceText("problems", 0, 0, (block,)),)))
    state = part_state(report, report.form.section("problems"), ())
    assert (state.icon, state.words) == ("blank", "未填 1 处")
    assert "文字里未填的数据 1 处" in still_open(report, ())


def test_what_is_open_before_it_is_published() -> None:
    report = full_report()
    report.apply(Edit("填写", (SetCell(RECEIVED, None), ReplaceText("other", 0, 0, (TextBlock((stale_span("4"),)),)))))
    assert still_open(report, ()) == ("未填 1 格", "没写的部分 3", "上年数字待改 1")


def test_the_first_part_wants_unit_year_and_text() -> None:
    report = report_with(year=0)
    section = report.form.sections[0]
    assert part_state(report, section, ()).words == "未填 2 项"


def test_the_keys_pick_a_part(navigator: Navigator, qtbot) -> None:
    picked = []
    navigator.picked.connect(picked.append)
    navigator.show_part("overview")
    navigator.show()
    QTest.keyClick(navigator.list, Qt.Key.Key_Down)
    assert picked[-1] == "proactive"
    navigator.hide()


def test_what_a_screen_reader_is_told(navigator: Navigator) -> None:
    index = navigator._model.index(3)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "三、申请办理：完成（Alt+4）"


def test_the_rail_is_narrow_and_shows_no_foot(navigator: Navigator) -> None:
    navigator.show()
    navigator.set_rail(True)
    assert navigator.width() == 44
    assert not navigator.foot.isVisible()
    navigator.set_rail(False)
    assert navigator.width() == 148
    assert navigator.foot.isVisible()
    navigator.hide()


@pytest.mark.parametrize(
    ("day", "days", "role"),
    [("2026-01-31", "16 天", "text"), ("2026-01-20", "5 天", "warning"), ("2026-01-10", "5 天", "error")],
)
def test_days_left(navigator: Navigator, theme, day: str, days: str, role: str) -> None:
    set_field(navigator, "deadline", day)
    assert navigator.foot.days.text() == days
    assert navigator.foot.days.palette().windowText().color() == theme.color(role)
    assert navigator.foot.title.text() == ("报送期限已过" if role == "error" else "距报送期限还有")


def test_an_old_report_reminds_nobody(navigator: Navigator) -> None:
    set_field(navigator, "year", 2022)
    assert navigator.foot.isHidden()


@pytest.mark.parametrize(
    ("unit", "year", "day"),
    [
        ("示例县人民政府", 2025, QDate(2026, 3, 31)),
        ("示例县水利局", 2025, QDate(2026, 1, 31)),
        ("示例镇人民政府", 2025, QDate()),
        ("", 0, QDate()),
    ],
)
def test_the_deadline_of_the_kind_of_unit(unit: str, year: int, day: QDate) -> None:
    assert deadline({"unit": unit, "year": year, "unit_kind": "", "deadline": ""}) == day


def test_a_unit_of_an_unknown_kind_sees_both_days(navigator: Navigator) -> None:
    set_field(navigator, "year", 2025)
    set_field(navigator, "unit", "甲乙丙")
    assert navigator.foot.date.text() == "部门 1 月 31 日\n县级以上政府 3 月 31 日"
    set_field(navigator, "unit", "示例县水利局")
    assert navigator.foot.date.text() == "1 月 31 日（星期六）"
    set_field(navigator, "deadline", "2026-02-03")
    set_field(navigator, "unit", "甲乙丙")
    assert navigator.foot.date.text() == "2 月 3 日（星期二）"


def test_a_day_with_its_weekday() -> None:
    assert day_text(QDate(2026, 1, 31)) == "1 月 31 日（星期六）"
