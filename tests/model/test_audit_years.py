"""The rules against the year before, one by one: what fires, what stays silent, where the limit is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.audit import Audit
from model.edits import Edit, ReplaceText, SetCell, SetField, SetNote
from model.entry import enter
from model.findings import Finding
from model.report import Report
from model.text import from_plain
from tests.builders import beside, edits, full_report, last_report, report_with, written
from workflows.forms import form

IN, OUT = "requests.carried_in", "requests.carried_out"
DOCUMENTS = "proactive.normative_documents"
DISPUTES = "disputes.litigation_direct"
FEES = "proactive.fees.amount"
PENALTIES = "proactive.penalties.decisions"


def _report(figures: dict[str, str], last: dict[str, str], **more) -> Report:
    """A report filled with 0 but for these figures, beside a report of last year filled in the same way."""
    report = full_report()
    for cell, typed in figures.items():
        report.apply(Edit("填写", enter(report, cell, typed)))
    zeros = dict.fromkeys(report.form.inputs, "0")
    return beside(report, last_report(zeros | last, **more))


def _found(report: Report, *rules: str) -> dict[str, Finding]:
    return {finding.key: finding for finding in report.findings() if finding.rule in rules}


# Y1


def _carried(this: dict[str, str], last: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Columns of what came in and of what was left, each with a received request or answer to balance it."""
    came = {f"{IN}.{column}": figure for column, figure in this.items()}
    done = {f"requests.granted.{column}": figure for column, figure in this.items()}
    left = {f"{OUT}.{column}": figure for column, figure in last.items()}
    got = {f"requests.received.{column}": figure for column, figure in last.items()}
    return came | done, left | got


@pytest.mark.parametrize(
    ("this", "last", "expected"),
    [
        ({"business": "3"}, {"business": "3"}, {}),
        ({}, {}, {}),
        ({"business": "2"}, {"business": "3"}, {"Y1:business": "error", "Y1:total": "error"}),
        ({"business": "3"}, {"research": "3"}, {"Y1:business": "warning", "Y1:research": "warning"}),
        (
            {"business": "3", "research": "1"},
            {"research": "3"},
            {"Y1:business": "error", "Y1:research": "error", "Y1:total": "error"},
        ),
    ],
)
def test_y1_what_was_left_open_is_carried_in(this, last, expected) -> None:
    report = _report(*_carried(this, last))
    assert {key: found.severity for key, found in _found(report, "Y1").items()} == expected
    assert not any(found.pending for found in report.findings())


def test_y1_says_both_figures_and_what_is_missing() -> None:
    found = _found(_report(*_carried({"business": "2"}, {"business": "3"})), "Y1")["Y1:business"]
    assert found.message == "商业企业：上年结转2件，上年报告的结转下年度3件，少1件"
    assert (found.left, found.right, found.difference) == (2, 3, -1)
    assert found.cells == (f"{IN}.business",)
    assert dict(found.figures)[f"last_year.{OUT}.business"] == 3
    moved = _found(_report(*_carried({"business": "3"}, {"research": "3"})), "Y1")["Y1:research"]
    assert "总计相同，只是各栏不同" in moved.message
    assert "Alt+M" in moved.message


@pytest.mark.parametrize(
    ("preface", "why"),
    [
        ("因机构改革，原两个单位合并。", "机构改革"),
        ("本局承接了原县信息中心的职责。", "承接了原县信息中心的职责"),
        ("本局由原甲局、乙局合并组建。", "合并组建"),
        ("本局由原甲办和乙局合并，", "由原甲办和乙局合并"),
        ("两镇撤并以后", "撤并"),
        ("本报告合并编写，由各科室提供数据合并汇总。", ""),
        ("本局承接了原县信息中心未办结的申请。", "承接了原县信息中心未办结的申请"),
        ("上年末有两件接收自乡镇移交，", "接收自乡镇移交"),
        ("申请接收渠道见网站，移交手续从简。", ""),
        ("我局依法编制本报告。", ""),
    ],
)
def test_y1_is_eased_by_what_the_preface_says(preface: str, why: str) -> None:
    report = _report(*_carried({"business": "2"}, {"business": "3"}))
    report.apply(Edit("输入", (ReplaceText("preface", 0, 0, from_plain(preface)),)))
    found = _found(report, "Y1")["Y1:total"]
    assert found.severity == ("warning" if why else "error")
    assert (f"“{why}”" in found.message) == bool(why)


def test_y1_is_eased_by_another_name_several_predecessors_and_faults_of_last_year() -> None:
    figures, last = _carried({"business": "2"}, {"business": "3"})
    assert _found(_report(figures, last, unit="旧名局"), "Y1")["Y1:total"].severity == "warning"
    broken = _report(figures, last | {"requests.received.business": "9"})
    assert _found(broken, "Y1")["Y1:total"].severity == "warning"
    zeros = dict.fromkeys(broken.form.inputs, "0")
    several = beside(_report(figures, last), last_report(zeros | last), last_report(zeros))
    assert _found(several, "Y1")["Y1:total"].severity == "warning"
    assert "2个单位之和" in _found(several, "Y1")["Y1:total"].message
    equal = beside(_report(figures, {}), *(last_report(zeros | {f"{OUT}.business": "1"}) for _ in range(2)))
    assert not _found(equal, "Y1"), "the sum of the predecessors is what counts"


def test_y1_is_pending_while_a_cell_of_its_column_is_blank_and_not_for_stated_totals() -> None:
    report = beside(report_with({f"{IN}.business": "2"}), last_report({f"{OUT}.business": "3"}))
    found = _found(report, "Y1")
    assert set(found) == {"Y1:business", "Y1:total"}
    assert all(finding.pending for finding in found.values())
    for cell in report.form.inputs:
        if cell.endswith(".business") and report.value(cell) is None:
            report.apply(Edit("填", (SetCell(cell, 0),)))
    found = _found(report, "Y1")
    assert not found["Y1:business"].pending
    assert found["Y1:total"].pending, "the other columns are not full"
    report.apply(Edit("导入", (SetNote(f"{IN}.total", "stated", 2),)))
    assert not _found(report, "Y1")["Y1:total"].pending


def test_y1_of_the_older_edition_reads_the_same_rows() -> None:
    report = full_report(edition="2019")
    report.apply(Edit("年度", (SetField("year", 2020),)))
    beside(report, last_report({f"{OUT}.business": "3"}, edition="2019", year=2019))
    assert set(_found(report, "Y1")) == {"Y1:business", "Y1:total"}


# Y2, Y3


def _stock(in_force: str, issued: str, repealed: str) -> dict[str, str]:
    return {
        f"{DOCUMENTS}.in_force": in_force,
        f"{DOCUMENTS}.issued": issued,
        f"{DOCUMENTS}.repealed": repealed,
    }


@pytest.mark.parametrize(
    ("this", "last", "expected"),
    [
        (_stock("41", "6", "2"), "37", []),
        (_stock("40", "6", "2"), "37", ["Y2"]),
        (_stock("42", "6", "2"), "37", ["Y2"]),
        (_stock("0", "0", "0"), "0", []),
        (_stock("0", "6", "43"), "37", []),
        (_stock("0", "6", "44"), "37", ["Y2", "Y3"]),
        (_stock("0", "0", "1"), "0", ["Y2", "Y3"]),
    ],
)
def test_y2_and_y3_what_is_in_force_follows_from_last_year(this, last, expected) -> None:
    report = _report(this, {f"{DOCUMENTS}.in_force": last})
    assert list(_found(report, "Y2", "Y3")) == [f"{rule}:normative_documents" for rule in expected]
    assert all(found.severity == "warning" for found in _found(report, "Y2", "Y3").values())


def test_y2_below_zero_is_said_with_one_sign_and_no_figure_that_nobody_can_enter() -> None:
    found = _found(_report(_stock("0", "6", "47"), {f"{DOCUMENTS}.in_force": "37"}), "Y2")["Y2:normative_documents"]
    assert found.statement == "行政规范性文件：上年现行有效37＋本年制发6−废止47＝−4，本年填报0"
    assert found.gap == "废止多出 4 件"
    assert "-" not in found.message + "".join(str(step.value) for step in found.steps)


def test_y2_is_written_out_as_the_form_names_it() -> None:
    report = _report(_stock("40", "6", "2"), {f"{DOCUMENTS}.in_force": "37"})
    found = _found(report, "Y2")["Y2:normative_documents"]
    assert found.statement == "行政规范性文件：上年现行有效37＋本年制发6−废止2＝41，本年填报40"
    assert found.gap == "少 1 件"
    assert [(step.name, step.value) for step in found.steps] == [
        ("上年现行有效", 37),
        ("＋ 本年制发", 6),
        ("− 本年废止", 2),
        ("应为", 41),
        ("本年填", 40),
        ("相差", "少 1 件"),
    ]


def test_y2_compares_only_the_same_edition() -> None:
    report = beside(full_report(), last_report({}, edition="2019", year=2020))
    assert not _found(report, "Y2", "Y3", "Y6")
    assert {rule.id for rule in form("2019").rules}.isdisjoint({"Y2", "Y3", "Y6"})


def test_y2_is_pending_while_one_of_its_cells_is_blank() -> None:
    report = beside(report_with({f"{DOCUMENTS}.issued": "1"}), last_report(_stock("3", "0", "0")))
    assert _found(report, "Y2")["Y2:normative_documents"].pending
    report.apply(Edit("填", tuple(SetCell(f"{DOCUMENTS}.{name}", 0) for name in ("repealed", "in_force"))))
    assert not _found(report, "Y2")["Y2:normative_documents"].pending


# Y4


@pytest.mark.parametrize(
    ("pending", "this", "found"),
    [("2", "1", True), ("2", "2", False), ("2", "3", False), ("0", "0", False), ("1", "0", True)],
)
def test_y4_open_cases_are_decided_or_still_open(pending: str, this: str, found: bool) -> None:
    report = _report({f"{DISPUTES}.upheld": this}, {f"{DISPUTES}.pending": pending})
    assert (list(_found(report, "Y4")) == ["Y4:litigation_direct"]) == found


def test_y4_is_worded_as_the_design_says() -> None:
    report = _report({f"{DISPUTES}.upheld": "1"}, {f"{DISPUTES}.pending": "2"})
    found = _found(report, "Y4")["Y4:litigation_direct"]
    assert found.message == "未经复议直接起诉：上年尚未审结2件，本年总计只有1件，少1件；情况属实的，请写明原因（Alt+M）"
    assert found.words == "未经复议直接起诉：上年尚未审结2件，本年总计只有1件；情况属实的，请写明原因（Alt+M）"
    assert "写明" not in found._replace(explained=True).words
    assert found.gap == "少 1 件"
    assert (found.severity, found.cells) == ("warning", (f"{DISPUTES}.total", f"{DISPUTES}.pending"))


def test_y4_waits_for_its_own_group_alone() -> None:
    report = beside(report_with({f"{DISPUTES}.upheld": "1"}), last_report({f"{DISPUTES}.pending": "2"}))
    assert _found(report, "Y4")["Y4:litigation_direct"].pending
    report.apply(Edit("填", tuple(SetCell(f"{DISPUTES}.{name}", 0) for name in ("corrected", "other", "pending"))))
    assert not _found(report, "Y4")["Y4:litigation_direct"].pending


# Y5, Y6


@pytest.mark.parametrize(
    ("this", "last", "found"),
    [
        ("41", "20", True),
        ("40", "20", False),
        ("20", "9", True),
        ("19", "9", False),
        ("20", "10", False),
        ("9", "20", True),
        ("10", "20", False),
        ("9", "19", False),
        ("25", "0", True),
        ("0", "20", True),
        ("0", "0", False),
    ],
)
def test_y5_a_figure_of_twenty_or_more_that_leaps(this: str, last: str, found: bool) -> None:
    report = _report({PENALTIES: this}, {PENALTIES: last})
    keys = _found(report, "Y5")
    assert (f"Y5:{PENALTIES}" in keys) == found
    assert all(finding.severity == "hint" for finding in keys.values())


def test_y5_is_silent_about_blanks_and_figures_that_may_be_below_zero() -> None:
    report = beside(report_with(), last_report({PENALTIES: "500"}))
    assert not _found(report, "Y5")
    change = "proactive.licences.items_change"
    old = report_with({change: "+90"}, edition="2019", year=2020)
    beside(old, last_report({change: "-1"}, edition="2019", year=2019))
    assert not _found(old, "Y5")


def test_y5_says_by_how_much() -> None:
    found = _found(_report({PENALTIES: "90"}, {PENALTIES: "40"}), "Y5")[f"Y5:{PENALTIES}"]
    assert "本年90件，上年40件，增加125%" in found.message
    for this, last, words in (
        ("301", "603", "减少一半以上"),
        ("299", "603", "减少一半以上"),
        ("290", "603", "减少51.9%"),
        ("1201", "600", "增加一倍以上"),
        ("1211", "600", "增加101.8%"),
        ("0", "600", "减少100%"),
    ):
        leap = _found(_report({PENALTIES: this}, {PENALTIES: last}), "Y5")[f"Y5:{PENALTIES}"]
        assert f"，{words}，" in leap.message or leap.statement.endswith(words), leap.message
    assert found.gap == "多 50 件"


@pytest.mark.parametrize(
    ("this", "last", "found"),
    [
        ("864000", "86.4", True),
        ("8.64", "86400", True),
        ("172800", "86.4", True),
        ("864", "86.4", False),
        ("100", "86.4", False),
        ("86400", "0", False),
        ("0", "86.4", False),
    ],
)
def test_y6_yuan_entered_for_ten_thousands_of_yuan(this: str, last: str, found: bool) -> None:
    report = _report({FEES: this}, {FEES: last})
    assert (list(_found(report, "Y6")) == [f"Y6:{FEES}"]) == found


# F2, no report, P2


def test_f2_says_once_that_last_years_report_does_not_add_up() -> None:
    report = _report({}, {"requests.received.business": "3", "requests.received.research": "1"})
    (found,) = _found(report, "F2").values()
    assert (found.severity, found.cells, found.explainable) == ("warning", (), True)
    assert "示例县数据局2024年" in found.message
    assert not _found(_report({}, {}), "F2")


def test_f2_counts_stated_totals_that_are_wrong() -> None:
    report = _report({}, {}, stated={"disputes.reconsideration.total": 2})
    assert set(_found(report, "F2")) == {"F2"}


def test_without_a_report_of_last_year_it_is_said_once_and_only_when_all_is_checked() -> None:
    report = written(full_report())
    assert report.findings() == ()
    (said,) = report.all_findings()
    assert (said.severity, said.message) == ("hint", "没有上年报告，未作年度对照")
    beside(report, last_report(dict.fromkeys(report.form.inputs, "0")))
    assert report.all_findings() == ()


RULES = "proactive.rules.issued"


@pytest.mark.parametrize(
    ("unit", "kind", "found"),
    [
        ("示例县数据局", "", True),
        ("示例市人民政府", "", False),
        ("示例省人民政府", "", False),
        ("示例县数据局", "city_government", False),
        ("示例市人民政府", "department", True),
        ("示例集团", "", True),
        ("", "", False),
    ],
)
@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_p2_only_some_kinds_of_units_make_rules(edition: str, unit: str, kind: str, found: bool) -> None:
    cell = {"2021": RULES, "2019": "proactive.rules.made"}[edition]
    report = report_with({cell: "1"}, edition=edition, year=int(edition))
    report.apply(Edit("单位", (SetField("unit", unit), SetField("unit_kind", kind))))
    assert (list(_found(report, "P2")) == ["P2:rules"]) == found
    report.apply(Edit("改", (SetCell(cell, 0),)))
    assert not _found(report, "P2")


# All of them


@given(st.lists(edits(form("2021")), max_size=8))
@settings(max_examples=20, deadline=None)
def test_what_is_kept_current_is_what_a_fresh_audit_says(made: list[Edit]) -> None:
    report = beside(full_report(), last_report({f"{OUT}.business": "3", f"{DISPUTES}.pending": "1"}))
    for edit in made:
        report.apply(edit)
        fresh = Audit(report.form)
        fresh.run_all(report)
        # Once there was text its rules stay, to say what is missing.
        fresh.complete(report)
        report.all_findings()
        assert sorted(report.findings(), key=repr) == sorted(fresh.findings(), key=repr)


@given(st.lists(edits(form("2021")), max_size=6))
@settings(max_examples=20, deadline=None)
def test_listeners_hear_of_every_finding_that_goes_or_comes(made: list[Edit]) -> None:
    report = beside(full_report(), last_report({f"{OUT}.business": "3"}))
    known = set(report.findings())
    heard: list = []
    report.listen(heard.append)
    for edit in made:
        report.apply(edit)
        changed = heard.pop()
        known = (known - set(changed.findings_gone)) | set(changed.findings_new)
        assert known == set(report.findings())
