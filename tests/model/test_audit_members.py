"""A government's report against the reports that it adds up: rules G1, G2 and G3."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.audit import Audit
from model.checks import printed
from model.edits import Edit, SetExplanation, SetField, SetMembers
from model.entry import enter
from model.findings import Finding
from model.form import Form
from model.report import Report
from model.state import NO_MEMBERS, Explanation, Member, Members, State
from tests.builders import edits, form_of, full_report, report_with

GOVERNMENT = "示例县人民政府"
RECEIVED, GRANTED = "requests.received.natural_person", "requests.granted.natural_person"
UPHELD = "disputes.reconsideration.upheld"
ISSUED = "proactive.rules.issued"


@cache
def _zeros(edition: str) -> State:
    return full_report(of=form_of(edition)).state()


def typed(edition: str, figures: Mapping[str, str]) -> Report:
    """A report with these figures typed, 0 in the other cells."""
    report = Report(_zeros(edition))
    report.apply(Edit("填", tuple(change for cell, text in figures.items() for change in enter(report, cell, text))))
    return report


def member(unit: str, figures: Mapping[str, str] | None = None, **more) -> Member:
    """A member with these figures typed, 0 in the other cells."""
    edition = more.pop("edition", "2021")
    report = typed(edition, figures or {})
    values = {cell: printed(report, cell) for cell in report.form.cells}
    return Member(unit, more.pop("year", 2025), edition, f"{unit}.nianbao", values=values, **more)


def government(figures: Mapping[str, str], *members: Member, **more) -> Report:
    """A government's report with these figures typed, 0 in the other cells, beside these members."""
    report = typed("2021", figures)
    report.apply(Edit("单位", (SetField("unit", GOVERNMENT),)))
    report.apply(Edit("下级报告", (SetMembers(Members(members, **more)),)))
    return report


def found(report: Report, rule: str) -> list[Finding]:
    """The findings of a rule."""
    return [finding for finding in report.findings() if finding.rule == rule]


def test_a_row_that_is_not_the_sum_is_one_finding_with_the_members_figures() -> None:
    figures = {RECEIVED: "9", GRANTED: "9"}
    report = government(figures, member("甲局", {RECEIVED: "3"}), member("乙镇", {RECEIVED: "5"}), member("丙镇"))
    received, granted = found(report, "G1")
    assert received.message == (
        "新收：总计本报告9，3份报告合计8（甲局3、乙镇5）；自然人也不同，相差1件；情况属实的，请写明原因（Alt+M）"
    )
    assert received.key == "G1:requests.received"
    assert (received.left, received.right, received.difference) == (9, 8, 1)
    assert received.cells == ("requests.received.total", RECEIVED)
    assert [(step.name, step.value) for step in received.steps[:2]] == [("甲局", 3), ("乙镇", 5)]
    assert granted.key == "G1:requests.granted", "the row that adds it up is not said again"
    assert received.severity == "warning"
    report.apply(Edit("改", enter(report, RECEIVED, "8")))
    assert [finding.key for finding in found(report, "G1")] == ["G1:requests.granted"]


def test_of_many_members_some_are_named_and_the_others_counted() -> None:
    members = tuple(member(f"{number}局", {RECEIVED: "1"}) for number in range(45))
    finding = found(government({RECEIVED: "46"}, *members), "G1")[0]
    assert "（0局1、1局1、2局1、3局1、4局1等45个单位）" in finding.statement
    assert [(step.name, step.value) for step in finding.steps[-4:]] == [
        ("其余5个单位", 5),
        ("合计", 45),
        ("本报告", 46),
        ("相差", "相差 1 件"),
    ]


def test_a_grid_whose_one_row_has_no_label_gives_a_finding_a_group() -> None:
    report = government({UPHELD: "2"}, member("甲局", {UPHELD: "1"}))
    (finding,) = found(report, "G1")
    assert finding.key == "G1:disputes.reconsideration"
    assert finding.message.startswith("行政复议：总计本报告2，1份报告合计1（甲局1）；结果维持也不同，相差1件")


def test_rules_come_from_the_government_itself_only() -> None:
    towns = member("某市人民政府", {ISSUED: "7"})
    report = government({ISSUED: "2"}, towns)
    assert found(report, "G1") == []
    report = government({ISSUED: "2"}, towns, member(f"{GOVERNMENT}办公室", {ISSUED: "1"}))
    (finding,) = found(report, "G1")
    assert finding.message.startswith(f"规章：本年制发本报告2，本级机关1（{GOVERNMENT}办公室1），相差1")
    assert found(government({ISSUED: "1"}, towns, member(GOVERNMENT, {ISSUED: "1"})), "G1") == []


def test_a_row_may_stay_with_a_reason_until_a_members_figure_changes() -> None:
    one, other = member("甲局", {RECEIVED: "3"}), member("甲局", {RECEIVED: "4"})
    report = government({RECEIVED: "9"}, one)
    (finding,) = found(report, "G1")
    report.apply(Edit("说明", (SetExplanation(finding.key, Explanation("两局共同答复", finding.figures)),)))
    assert found(report, "G1")[0].explained
    report.apply(Edit("下级报告", (SetMembers(Members((other,))),)))
    assert found(report, "G1")[0].outdated


def test_what_is_missing_twice_of_another_year_or_edition_is_an_error_and_not_counted() -> None:
    members = (
        member("甲局", {RECEIVED: "3"}),
        member("甲 局", {RECEIVED: "3"}),
        member("乙局", {RECEIVED: "5"}, year=2024),
        member("丙局", edition="2019"),
        member("旧丁局", listed="丁局"),
        member("己局", year=0),
    )
    expected = ("甲局", "乙局", "丁局", "戊局")
    report = government({RECEIVED: "9"}, *members, expected=expected, roster="单位名录.csv")
    listed = found(report, "G2")
    assert [finding.statement for finding in listed] == [
        "下级报告：还缺戊局的报告",
        "下级报告：甲局有2份报告（甲局.nianbao、甲 局.nianbao），只计入一份",
        "下级报告：乙局的报告（乙局.nianbao）是2024年的，没有计入",
        "下级报告：丙局的报告（丙局.nianbao）用的是2019年版表样，没有计入",
        "下级报告：己局的报告（己局.nianbao）看不出是哪一年的，已经计入",
    ]
    assert {finding.severity for finding in listed} == {"error"}
    assert "单位名录.csv的“应报”里写“否”" in listed[0].message
    (row,) = found(report, "G1")
    assert "3份报告合计3（甲局3）" in row.statement
    assert row.cause == "可能原因：还缺1个单位的报告，有2份报告年度或表样不同，没有计入"
    assert listed[0].cause_of == (row.key,)


def test_members_without_a_file_have_no_empty_brackets() -> None:
    members = (member("甲局"), member("甲局"), member("乙局", year=2024))
    report = government({}, *(one._replace(file="") for one in members))
    assert [finding.statement for finding in found(report, "G2")] == [
        "下级报告：甲局有2份报告，只计入一份",
        "下级报告：乙局的报告是2024年的，没有计入",
    ]


def test_a_member_with_errors_of_its_own_is_told() -> None:
    report = government(
        {}, member("甲局", errors=2, first_error="自然人相差1件"), member("乙局", errors=1, first_error="差")
    )
    assert [finding.statement for finding in found(report, "G3")] == [
        "下级报告：甲局的报告自己有2处错误，第一处是自然人相差1件",
        "下级报告：乙局的报告自己有1处错误：差",
    ]
    assert found(report, "G3")[0].severity == "warning"


def test_a_report_with_members_goes_to_another_process() -> None:
    report = government({RECEIVED: "9"}, member("甲局", {RECEIVED: "3"}), expected=("乙局",))
    again = pickle.loads(pickle.dumps(report))
    assert again.members == report.members
    assert again.findings() == report.findings()


def test_without_members_nothing_is_said_and_taking_them_away_can_be_undone() -> None:
    report = full_report()
    assert not [finding for finding in report.findings() if finding.rule.startswith("G")]
    back = report.apply(Edit("下级报告", (SetMembers(Members((member("甲局", {RECEIVED: "1"}),))),)))
    assert found(report, "G1")
    again = report.apply(back)
    assert report.members == NO_MEMBERS
    assert not found(report, "G1")
    report.apply(again)
    assert found(report, "G1")


def test_while_a_row_has_blanks_it_only_waits() -> None:
    report = report_with({RECEIVED: "9"})
    report.apply(Edit("下级报告", (SetMembers(Members((member("甲局"),))),)))
    assert found(report, "G1")
    assert all(finding.pending for finding in found(report, "G1"))


def test_amounts_in_another_unit_are_converted() -> None:
    cell = next(c for c in form_of("2019").inputs if form_of("2019").cells[c].kind.id == "procurement")
    one = member("甲局", {cell: "3"}, edition="2019", year=2020)
    other = member("乙局", {cell: "25000元"}, edition="2019", year=2020)._replace(units={cell: "元"})
    report = full_report(edition="2019")
    report.apply(Edit("年度", (SetField("year", 2020), SetMembers(Members((one, other))))))
    report.apply(Edit("填", enter(report, cell, "5.5")))
    assert not found(report, "G1")
    report.apply(Edit("填", enter(report, cell, "55000元")))
    assert not found(report, "G1")


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_the_sum_of_any_members_is_right(edition: str) -> None:
    described: Form = form_of(edition)
    members = tuple(
        member(f"{n}局", {cell: str(i % (n + 2)) for i, cell in enumerate(described.inputs)}, edition=edition)
        for n in range(3)
    )
    sums = {cell: str(sum(i % (n + 2) for n in range(3))) for i, cell in enumerate(described.inputs)}
    report = typed(edition, sums)
    report.apply(Edit("下级报告", (SetMembers(Members(members)),)))
    assert {finding.key for finding in found(report, "G1")} <= {"G1:proactive.rules"}
    assert not found(report, "G2")


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_after_any_edits_the_findings_are_those_of_a_fresh_audit(data: st.DataObject) -> None:
    members = (member("甲局", {RECEIVED: "3"}), member(GOVERNMENT, {ISSUED: "1"}), member("乙局", year=2023))
    report = government({RECEIVED: "9"}, *members, expected=("丙局",))
    report.all_findings()
    for _ in range(3):
        report.apply(data.draw(edits(report.form)))
        fresh = Audit(report.form)
        fresh.run_all(report)
        fresh.complete(report)
        assert {f.key: f for f in report.findings() if f.rule[0] == "G"} == {
            f.key: f for f in fresh.findings() if f.rule[0] == "G"
        }
