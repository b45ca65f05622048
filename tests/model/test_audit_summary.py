"""What a 校核报告 says: 发布前检查表 from the rules, every rule with its result, findings in order, reasons."""

from __future__ import annotations

from pathlib import Path

import pytest

import resources
from model.audit_paper import audit_paper
from model.audit_summary import AuditSummary, audit_summary, place_words
from model.check_code import check_code
from model.edits import Edit, SetCell, SetExplanation, SetField, SetNote
from model.errors import FormError
from model.finding_order import in_order
from model.findings import SEVERITIES, Finding, TextPlace
from model.office_rules import read_rules
from model.release_checks import NO, UNCHECKED, YES, ReleaseCheck, load_release_checks, release_checks
from model.report import Report
from model.state import Explanation
from tests.builders import FORMS, beside, form_of, full_report, last_report, report_with
from tests.exporters.documents import write

DATA = resources.path("text", "release_checks.toml")
CHECKS = load_release_checks(DATA)
RECEIVED = "requests.received.natural_person"
LINES = ("平衡", "与上年衔接", "文表一致", "年份", "无个人信息", "信息处理费已说明")


def summary(report: Report, date: str = "") -> AuditSummary:
    return audit_summary(report, CHECKS, date)


def line(report: Report, name: str) -> ReleaseCheck:
    return next(check for check in summary(report).release if check.name == name)


def result(report: Report, rule: str) -> str:
    return next(found.result for found in summary(report).rules if found.id == rule)


def finding(rule: str, severity: str = "error", part: str = "requests", **more) -> Finding:
    return Finding(rule, more.pop("instance", ""), severity, part, "有误", **more)


@pytest.mark.parametrize("edition", FORMS)
def test_the_list_has_its_six_lines_and_every_rule_stands_once(edition: str) -> None:
    report = full_report(of=form_of(edition))
    found = summary(report)
    assert tuple(check.name for check in found.release) == LINES
    assert sorted(rule.id for rule in found.rules) == sorted(rule.id for rule in report.form.rules)
    assert ("校验码", check_code(report)) in found.facts


def test_what_balances_is_ticked_and_what_does_not_says_how_many() -> None:
    assert line(full_report(), "平衡") == ReleaseCheck("平衡", YES, "")
    report = full_report()
    report.apply(Edit("填写", (SetCell(RECEIVED, 3),)))
    assert line(report, "平衡") == ReleaseCheck("平衡", NO, "2 处")
    assert result(report, "A3") == "2 处错误"
    assert result(report, "A1") == "通过"


def test_blanks_are_no_balance() -> None:
    report = report_with({RECEIVED: "3"})
    blanks = len(report.blanks())
    assert line(report, "平衡") == ReleaseCheck("平衡", UNCHECKED, f"未作检查：还有 {blanks} 格未填")
    assert result(report, "A1") == "未作检查"


def test_without_last_year_nothing_is_said_to_match_it() -> None:
    report = full_report()
    assert line(report, "与上年衔接") == ReleaseCheck("与上年衔接", UNCHECKED, "未作对照：没有上年报告")
    assert result(report, "Y1") == result(report, "Y0") == result(report, "F2") == "未作对照"
    zeros = dict.fromkeys(report.form.inputs, "0")
    assert line(beside(report, last_report(zeros)), "与上年衔接").mark == YES
    assert result(report, "Y1") == "通过"
    carried = beside(full_report(), last_report(zeros | {"requests.carried_out.natural_person": "2"}))
    assert line(carried, "与上年衔接").mark == NO


def test_a_rule_for_the_same_form_is_not_checked_against_another() -> None:
    zeros = dict.fromkeys(form_of("2019").inputs, "0")
    report = beside(full_report(), last_report(zeros, edition="2019"))
    assert (result(report, "Y1"), result(report, "Y2")) == ("通过", "未作对照")


def test_a_rule_for_other_kinds_of_units_is_not_applied() -> None:
    report = full_report()
    zeros = dict.fromkeys(report.form.inputs, "0")
    beside(report, last_report(zeros))
    assert (result(report, "P2"), result(report, "P3")) == ("通过", "通过")
    report.apply(Edit("类别", (SetField("unit_kind", "city_government"),)))
    assert (result(report, "P2"), result(report, "P3")) == ("不适用", "不适用")
    assert result(report, "G1") == "不适用"


def test_a_form_without_a_line_s_first_rule_has_no_such_line() -> None:
    line = CHECKS.lines[0]._replace(rules=("X1", "A3"))
    (check,) = release_checks(full_report(), (), (line,))
    assert check == ReleaseCheck(line.name, UNCHECKED, "不适用：这种表样没有此项")
    (check,) = release_checks(full_report(edition="2019"), (), (line._replace(rules=("A3",), not_in=("2019",)),))
    assert check.mark == UNCHECKED


def test_hints_count_only_where_the_data_says_so_and_other_parts_not_at_all() -> None:
    line = CHECKS.lines[0]._replace(needs=())
    hint, elsewhere = finding("A3", "hint"), finding("A3", part="disputes")
    report = full_report()
    assert [check.mark for check in release_checks(report, (hint,), (line, line._replace(hints=True)))] == [YES, NO]
    about = line._replace(sections=("requests",))
    assert [check.mark for check in release_checks(report, (elsewhere,), (line, about))] == [NO, YES]


def test_what_is_explained_is_ticked_and_counted() -> None:
    report = beside(full_report(), last_report({"disputes.reconsideration.pending": "2"}))
    (found,) = (one for one in report.findings() if one.rule == "Y4")
    assert line(report, "与上年衔接").mark == NO
    report.apply(Edit("说明", (SetExplanation(found.key, Explanation("案件已并案", found.figures)),)))
    check = line(report, "与上年衔接")
    assert (check.mark, check.words) == (YES, "1 处已说明")
    assert result(report, "Y4") == "1 处已说明"
    (reason,) = summary(report).reasons
    assert (reason.rule, reason.reason, reason.state) == ("Y4", "案件已并案", "有效")
    assert "上年表四 行政复议›尚未审结 2件" in reason.figures


def test_a_reason_for_other_figures_or_for_what_is_gone_is_told_as_such() -> None:
    report = beside(full_report(), last_report({"disputes.reconsideration.pending": "2"}))
    (found,) = (one for one in report.findings() if one.rule == "Y4")
    old = tuple((cell, 7) for cell, _ in found.figures)
    gone = SetExplanation("Y5:somewhere", Explanation("已核实", ((RECEIVED, 5),)))
    report.apply(Edit("说明", (SetExplanation(found.key, Explanation("案件已并案", old)), gone)))
    assert [reason.state for reason in summary(report).reasons] == ["已不适用", "问题已不在"]
    assert "5件" in summary(report).reasons[1].figures
    (listed,) = (one for one in summary(report).findings if one.finding.rule == "Y4")
    assert listed.remark == "原说明已不适用：案件已并案"


def test_a_long_reason_stands_once_and_is_pointed_to() -> None:
    report = beside(full_report(), last_report({"disputes.reconsideration.pending": "2"}))
    (found,) = (one for one in report.findings() if one.rule == "Y4")
    report.apply(Edit("说明", (SetExplanation(found.key, Explanation("并案办理。" * 20, found.figures)),)))
    (listed,) = (one for one in summary(report).findings if one.finding.rule == "Y4")
    assert listed.remark == "已说明，见第四部分第 1 条"


OWN_RULES = """
[[rules]]
id = "本局-新收"
kind = "at_least"
left = "表三 新收 总计"
right = 5

[[rules]]
id = "本局-占比"
kind = "share"
part = "表三 （一）予以公开 总计"
whole = "表三 办理结果总计 总计"
least = 30

[[rules]]
id = "本局-旧表"
kind = "required"
edition = "2019"
phrases = ["示例"]
"""


def test_rules_of_the_office_s_own_stand_last_with_what_they_ask_for() -> None:
    report = full_report()
    report.check_with(read_rules(OWN_RULES, (form_of("2021"), form_of("2019"))).rules)
    received, share, other = summary(report).rules[-3:]
    assert {received.group, share.group, other.group} == {CHECKS.groups[-1].name}
    assert (received.id, received.result) == ("本局-新收", "1 处警告")
    assert "≥ 5" in received.about
    assert share.about.endswith("不少于 30%")
    assert (other.result, other.about) == ("不适用", "“示例”")


def test_errors_come_first_and_within_them_the_order_of_the_form() -> None:
    form = form_of("2021")
    found = (
        finding("T1", "hint", "overview", texts=(TextPlace("overview", 0, 2),)),
        finding("A4", cells=("disputes.reconsideration.total",), part="disputes"),
        finding("T2", part="overview", texts=(TextPlace("overview", 9, 12),)),
        finding("T3", part="overview", texts=(TextPlace("overview", 1, 2),)),
        finding("A1", cells=("requests.carried_out.total",)),
        finding("A2", cells=("requests.received.total",)),
        finding("Y1", "warning"),
    )
    order = in_order(form, found)
    assert [one.rule for one in order] == ["T3", "T2", "A2", "A1", "A4", "Y1", "T1"]
    ranks = [SEVERITIES.index(one.severity) for one in order]
    assert ranks == sorted(ranks)


def test_what_a_cause_explains_is_numbered_under_it() -> None:
    report = full_report()
    report.apply(Edit("导入", tuple(SetNote(cell, "stated", report.value(cell)) for cell in report.form.totals)))
    report.apply(Edit("填写", (SetCell("requests.granted.natural_person", 9),)))
    found = summary(report).findings
    (lead,) = (one for one in found if one.finding.cause_of)
    under = [one.number for one in found if one.finding.key in lead.finding.cause_of]
    assert under == [f"{lead.number}.{place}" for place in range(1, len(under) + 1)]
    assert len(found) == len(report.all_findings())


def test_causes_that_explain_each_other_lose_no_finding() -> None:
    one, two = finding("A1", cause_of=("A2",)), finding("A2", cause_of=("A1", "A3"))
    three, four = finding("A3", cause_of=("A1",)), finding("A4")
    found = in_order(form_of("2021"), (one, two, three, four))
    assert sorted(each.rule for each in found) == ["A1", "A2", "A3", "A4"]


def test_a_place_is_named_by_what_its_cells_share() -> None:
    report = write(full_report(), {"overview": "第一段。\n第二段。"})

    def place(*cells: str, texts: tuple[TextPlace, ...] = ()) -> str:
        return place_words(report, finding("X", cells=cells, texts=texts))

    assert place(RECEIVED) == "表三 一、本年新收政府信息公开申请数量，自然人"
    assert place(RECEIVED, "requests.carried_in.natural_person") == "表三 自然人"
    assert place("disputes.reconsideration.total", "disputes.reconsideration.pending") == "表四 行政复议"
    assert place(RECEIVED, "requests.carried_in.business") == "表三 2 格"
    assert place(texts=(TextPlace("overview", 5, 7),)) == "一、总体情况 第2段"
    assert place() == "三、申请办理"


def test_keys_to_press_are_not_printed() -> None:
    report = beside(full_report(), last_report({"disputes.reconsideration.pending": "2"}))
    (listed,) = (one for one in summary(report).findings if one.finding.rule == "Y4")
    assert "Alt" in listed.finding.message
    assert "Alt" not in listed.words


def test_the_paper_holds_every_finding_and_every_rule() -> None:
    report = full_report()
    stated = tuple(SetNote(cell, "stated", number) for number, cell in enumerate(report.form.totals, 3))
    report.apply(Edit("导入", stated))
    found = summary(report, "2026年1月20日")
    paper = audit_paper(found)
    assert len(paper.table("findings").rows) == len(report.all_findings()) > 30
    rules = [row[0] for row in paper.table("rules").rows if len(row) > 1]
    assert rules == [rule.id for rule in found.rules]
    assert paper.facts[-1] == ("检查结果", found.verdict)
    assert ("校核日期", "2026年1月20日") in paper.facts


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ('name = "平衡"', 'nmae = "平衡"', "lines[0].name：缺少"),
        ('needs = ["full"]', 'needs = ["luck"]', "lines[0].needs：没有“luck”这种条件"),
        ("hints = true", 'hints = "yes"', "lines[2].hints：应为true 或 false"),
        ('rules = ["T9"]', "rules = []", "lines[4].rules：至少要有一条规则"),
        ('start = ""', 'start = "X"', "groups：最后一组的 start 应为空"),
    ],
)
def test_broken_data_is_refused(tmp_path: Path, before: str, after: str, expected: str) -> None:
    content = DATA.read_text(encoding="utf-8")
    assert before in content
    file = tmp_path / "release_checks.toml"
    file.write_text(content.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(FormError) as caught:
        load_release_checks(file)
    assert expected in str(caught.value)
