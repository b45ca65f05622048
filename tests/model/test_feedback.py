"""审核意见反馈单 as it stands on paper: the points in the order of the form, what was explained, what was answered."""

from __future__ import annotations

from model.edits import Edit, ReplaceText, SetCell, SetExplanation
from model.feedback import ANSWERED, CONTACT, POINTS, REASONS, RETURN, Wishes, feedback
from model.findings import Finding
from model.point_answers import HOLDS, MENDED, Answer, Point, answers, earlier_points
from model.report import Report
from model.state import Explanation
from model.text import from_plain
from tests.builders import full_report, written
from workflows.show import check_json


def broken() -> Report:
    """A report with a warning in 表二, errors in 表三 and an error in the text below."""
    report = written(full_report())
    changes = (
        SetCell("requests.received.natural_person", 3),
        SetCell("proactive.rules.issued", 2),
        ReplaceText("problems", 0, len(report.text("problems")), from_plain("无")),
    )
    report.apply(Edit("填写", changes))
    return report


def paper(report: Report, **wishes: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    found = feedback(report, report.all_findings(), Wishes(**wishes))
    return {table.id: table.rows for table in found.paper.tables}


def test_the_points_stand_in_the_order_of_the_form_with_place_and_both_figures() -> None:
    rows = paper(broken())[POINTS]
    places = [row[1] for row in rows]
    assert [number.split("\n")[0] for number, *_ in rows] == [str(number + 1) for number in range(len(rows))]
    assert places == sorted(places, key=lambda place: ("表二" not in place, "表三" not in place))
    balance = next(row for row in rows if "新收3" in row[2])
    assert balance[0].endswith("应改正")
    assert "相差3件" in balance[2]
    assert balance[3]
    assert balance[4].split("\n") == ["□已改", "□未改", "说明："]
    rules = next(row for row in rows if "单位类别" in row[2])
    assert rules[4].split("\n") == ["□已改", "□情况属实", "□未改", "说明："]


def test_blank_cells_are_one_point_a_grid_with_number_and_places() -> None:
    report = written(full_report())
    row = [cell for cell in report.form.inputs if cell.startswith("requests.granted.")]
    report.apply(Edit("清除", tuple(SetCell(cell, None) for cell in (*row, "requests.carried_out.business"))))
    (blank,) = [row for row in paper(report)[POINTS] if "没有填" in row[2]]
    assert blank[2] == "有7格没有填：（一）予以公开；四、结转下年度继续办理（商业企业）"
    report.apply(Edit("清除", tuple(SetCell(cell, None) for cell in report.form.inputs)))
    assert [row[2].split("：")[0] for row in paper(report)[POINTS] if "没有填" in row[2]] == [
        f"有{len(report.blanks(grid.id))}格没有填" for grid in report.form.grids
    ]


def test_no_key_to_press_is_printed_and_who_has_no_last_year_is_not_asked_for_it() -> None:
    words = "".join("".join(row) for row in paper(broken())[POINTS])
    assert "Alt" not in words
    assert "上年报告" not in words


def test_what_a_cause_explains_stands_in_the_row_of_the_cause() -> None:
    report = broken()
    first = Finding("A3", "total", "error", "requests", "总计不平", cause_of=("A3:natural_person", "A2:total"))
    second = Finding("A3", "natural_person", "error", "requests", "自然人不平", cause_of=("A2:total",))
    third = Finding("A2", "total", "error", "requests", "合计不符")
    (table, *_) = feedback(report, (first, second, third), Wishes()).paper.tables
    (row,) = table.rows
    assert row[2].startswith("总计不平")
    assert "自然人不平" in row[2]
    assert "合计不符" in row[2]


def test_two_findings_that_name_each_other_are_both_told() -> None:
    first = Finding("A3", "a", "error", "requests", "一处", cause_of=("A3:b",))
    second = Finding("A3", "b", "error", "requests", "二处", cause_of=("A3:a",))
    (table, *_) = feedback(broken(), (first, second), Wishes()).paper.tables
    assert all(any(words in "".join(row) for row in table.rows) for words in ("一处", "二处"))


def test_reasons_that_were_written_have_a_table_of_their_own() -> None:
    report = broken()
    warning = next(one for one in report.all_findings() if one.rule == "P2")
    report.apply(Edit("说明", (SetExplanation(warning.key, Explanation("经授权制定", warning.figures)),)))
    found = paper(report)
    assert [row[-1] for row in found[REASONS]] == ["经授权制定"]
    assert not any("单位类别" in row[2] for row in found[POINTS])
    answered = [Answer(Point(warning.key, "P2", "warning", "表二 规章", "填了2件"), HOLDS, "经授权制定")]
    tables = {table.id for table in feedback(report, report.all_findings(), Wishes(), answered).paper.tables}
    assert ANSWERED in tables
    assert REASONS not in tables


def test_the_end_says_until_when_and_whom_to_ask() -> None:
    report = broken()
    words = feedback(report, report.all_findings(), Wishes("a.docx", "2026-01-25", "张三，0000-1234567")).words
    assert words[RETURN] == "请于2026年1月25日前改正后重新报送，并附本单。"
    assert words[CONTACT] == "联系人和电话：张三，0000-1234567。"
    blank = feedback(report, report.all_findings(), Wishes()).words
    assert "　年　" in blank[RETURN]
    assert "电话：　" in blank[CONTACT]


def test_a_report_without_a_point_is_told_so_and_need_not_come_again() -> None:
    report = written(full_report())
    findings = [one for one in report.all_findings() if one.severity == "hint"]
    found = feedback(
        report, findings, Wishes(), [Answer(Point("A3:total", "A3", "error", "表三 总计", "不平"), MENDED)]
    )
    facts = dict(found.paper.facts)
    assert found.words[RETURN] == ""
    assert facts["单位"] == report.unit
    assert facts["上次意见"] == "已改 1 处"
    assert {table.id: table.rows for table in found.paper.tables}[ANSWERED][0][3] == MENDED


def test_the_answers_have_the_numbers_of_the_earlier_paper() -> None:
    """3 for the third point on it, 3.1 for what stands in the row of that point."""
    report = broken()
    findings = report.all_findings()
    rows = {row[0].split("\n")[0]: row for row in paper(report)[POINTS]}
    found = list(answers(earlier_points(check_json(report, findings)["findings"]), report, findings))
    heads = [one for one in found if "." not in one.number]
    assert [one.number for one in heads] == list(rows)
    assert [one.point.place for one in heads] == [row[1] for row in rows.values()]
    under = [one for one in found if "." in one.number]
    assert under
    assert all("同一原因" in rows[one.number.split(".")[0]][2] for one in under)
    table = {one.id: one.rows for one in feedback(report, findings, Wishes(), found).paper.tables}[ANSWERED]
    assert [row[0] for row in table] == [one.number for one in found]
