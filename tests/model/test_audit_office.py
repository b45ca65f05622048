"""What an office's own rules find in a report."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.audit import Audit
from model.edits import Changed, Edit, ReplaceText, SetExplanation, SetField
from model.entry import enter
from model.findings import Finding
from model.office_rules import OfficeRule, read_rules
from model.report import Report
from model.state import Explanation
from model.text import from_plain
from tests.builders import beside, edits, form_of, full_report, last_report, report_with
from workflows.forms import form

FORMS = (form("2021"), form("2019"))
SUM = """
[[rules]]
id = "本局-收件"
kind = "sum"
left = "表三 新收 总计 ＋ 表三 上年结转 总计"
right = ["表三 办理结果总计 总计", "表三 结转下年度 总计"]
"""
SECRET = """
[[rules]]
id = "本局-措辞"
kind = "forbidden"
phrases = ["圆满完成", "领导…高度重视"]
not_in = "书名号"
"""


def rules(text: str) -> tuple[OfficeRule, ...]:
    """The rules of a file's text, in which nothing is wrong."""
    found = read_rules(text, FORMS)
    assert found.problems == ()
    return found.rules


def rule(kind: str, **keys: str) -> str:
    """The text of one rule; keys as TOML."""
    return "\n".join(
        ["[[rules]]", 'id = "甲"', f'kind = "{kind}"', *(f"{key} = {value}" for key, value in keys.items())]
    )


def typed(report: Report, figures: dict[str, str]) -> Report:
    """The report with these figures typed."""
    for cell, text in figures.items():
        report.apply(Edit("填写", enter(report, cell, text)))
    return report


def written(report: Report, section: str, text: str) -> Report:
    """The report with this text in the section."""
    report.apply(Edit("输入", (ReplaceText(section, 0, 1000, from_plain(text)),)))
    return report


def found(report: Report, text: str) -> list[Finding]:
    """What the rules of a file's text find."""
    report.check_with(rules(text))
    ids = {rule.id for rule in report.own_rules}
    return [finding for finding in report.findings() if finding.rule in ids]


def test_a_number_that_a_sum_has_to_equal_is_said_to_be_that() -> None:
    text = rule("compare", left='"表三 新收 总计"', **{"is": '"="'}, right="3")
    (finding,) = found(typed(full_report(), {"requests.received.natural_person": "5"}), text)
    assert finding.statement == "本单位规则：新收总计5，应等于3"


def test_a_sum_says_both_sides_and_the_difference_and_goes_when_it_is_mended() -> None:
    report = typed(full_report(), {"requests.received.natural_person": "3"})
    (finding,) = found(report, SUM)
    assert finding.message == (
        "本单位规则：新收总计3＋上年结转总计0＝3，办理结果总计0＋结转下年度总计0＝0，相差3件；情况属实的，请写明原因（Alt+M）"
    )
    assert (finding.left, finding.right, finding.difference) == (3, 0, 3)
    assert finding.left_cells == ("requests.received.total", "requests.carried_in.total")
    assert finding.part == "requests"
    typed(report, {"requests.granted.natural_person": "3"})
    assert found(report, SUM) == []


@pytest.mark.parametrize(
    ("sign", "broken"), [("=", "35"), ("≠", "4"), ("<", "45"), ("≤", "5"), (">", "34"), ("≥", "3")]
)
def test_comparisons(sign: str, broken: str) -> None:
    text = rule("compare", left='"表三 新收 自然人"', **{"is": f'"{sign}"'}, right="4")
    told = {
        figure: bool(found(typed(full_report(), {"requests.received.natural_person": figure}), text))
        for figure in ("3", "4", "5")
    }
    assert {figure for figure, wrong in told.items() if wrong} == set(broken)


def test_while_a_cell_is_blank_it_only_waits() -> None:
    (finding,) = found(report_with({"requests.received.natural_person": "3"}), SUM)
    assert finding.pending


def test_last_year_and_factors() -> None:
    text = rule(
        "at_most",
        left='"表三 新收 总计"',
        right='"2 × 上年 表三 新收 总计"',
        message='"今年{left}件，去年两倍{right}件"',
    )
    report = typed(full_report(), {"requests.received.natural_person": "9"})
    assert found(report, text) == []
    beside(report, last_report({"requests.received.natural_person": "4"}))
    (finding,) = found(report, text)
    assert finding.message.startswith("本单位规则：今年9件，去年两倍8件，相差1件")
    assert ("last_year.requests.received.total", 4) in finding.figures


def test_a_share() -> None:
    text = rule("share", part='"表三 （一）予以公开 总计"', whole='"表三 办理结果总计 总计"', least="50")
    report = full_report()
    assert found(report, text) == []
    typed(report, {"requests.granted.business": "1", "requests.other_misc.business": "2"})
    (finding,) = found(report, text)
    assert "占办理结果总计3的33.3%，应不少于50%" in finding.message


def test_phrases_that_have_to_stand_there_and_those_that_may_not() -> None:
    report = written(full_report(), "overview", "本单位圆满完成任务。\n印发《圆满完成任务》，领导对此高度重视。")
    (finding,) = found(report, SECRET)
    assert finding.message.startswith("本单位规则：一、总体情况写了“圆满完成”、“领导对此高度重视”，请改掉")
    plain = report.plain("overview")
    assert [plain[place.start : place.end] for place in finding.texts] == ["圆满完成", "领导对此高度重视"]
    needed = rule("required", section='["一", "五"]', phrases='["整改", "下一步"]')
    assert [f.key for f in found(report, needed)] == ["甲:overview", "甲:problems"]
    assert [f.pending for f in found(report, needed)] == [False, True]
    written(report, "overview", "下一步继续。")
    assert [f.key for f in found(report, needed)] == ["甲:problems"]


def test_a_condition_decides_whether_a_rule_speaks() -> None:
    text = rule("required", section='"六"', phrases='"收费"', when='"表二 行政事业性收费 本年收费金额 > 0"')
    report = written(full_report(), "other", "无其他事项。")
    assert found(report, text) == []
    typed(report, {"proactive.fees.amount": "1.5"})
    (finding,) = found(report, text)
    assert finding.message.startswith("本单位规则：六、其他事项里没有写“收费”")


def test_a_rule_whose_cells_an_edition_lacks_is_silent_there() -> None:
    new = next(cell for cell in FORMS[0].cells if cell not in FORMS[1].cells)
    old = next(cell for cell in FORMS[1].cells if cell not in FORMS[0].cells)
    for edition, cell in (("2021", new), ("2019", old)):
        text = rule("at_least", left=f'"{cell}"', right="1")
        assert [len(found(full_report(edition=name), text)) for name in ("2021", "2019")] == (
            [1, 0] if edition == "2021" else [0, 1]
        )
    both = rule("at_least", left='"表三 新收 总计"', right="1", edition='"2019"')
    assert [len(found(full_report(edition=name), both)) for name in ("2021", "2019")] == [0, 1]


def test_a_reason_may_be_written_unless_it_is_an_error_of_arithmetic() -> None:
    report = typed(full_report(), {"requests.received.natural_person": "3"})
    (finding,) = found(report, SUM)
    report.apply(Edit("说明", (SetExplanation(finding.key, Explanation("另有原因", finding.figures)),)))
    assert found(report, SUM)[0].explained
    (error,) = found(report, SUM + 'severity = "error"\n')
    assert not error.explainable
    assert not error.explained
    written(report, "overview", "圆满完成。")
    assert found(report, SECRET + 'severity = "错误"\n')[0].explainable


def test_a_check_reads_what_its_rule_names_and_no_more() -> None:
    from model.audit_office import office_checks

    (check,) = office_checks(FORMS[0], rules(SUM))
    assert set(check.cells) == {
        f"requests.{row}.total" for row in ("received", "carried_in", "results_total", "carried_out")
    }
    (check,) = office_checks(FORMS[0], rules(rule("forbidden", section='"五"', phrases='"好"')))
    assert (check.cells, set(check.fields)) == ((), {"problems", "year", "unit"})


def test_who_listens_is_told_when_the_rules_change() -> None:
    report = typed(full_report(), {"requests.received.natural_person": "3"})
    report.findings()
    told: list[Changed] = []
    report.listen(told.append)
    report.check_with(rules(SUM))
    report.check_with(rules(SUM))
    assert [[f.rule for f in changed.findings_new] for changed in told] == [["本局-收件"]]
    report.check_with(())
    assert [f.rule for f in told[-1].findings_gone] == ["本局-收件"]


def test_the_rules_stay_when_all_of_the_report_is_replaced() -> None:
    from model.edits import ReplaceReport

    report = typed(full_report(), {"requests.received.natural_person": "3"})
    state = report.state()
    assert len(found(report, SUM)) == 1
    report.apply(Edit("恢复", (ReplaceReport(state),)))
    assert [f.rule for f in report.findings() if f.rule.startswith("本局")] == ["本局-收件"]


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_after_any_edits_the_findings_are_those_of_a_fresh_audit(data: st.DataObject) -> None:
    every = rules(
        SUM
        + SECRET
        + rule("at_least", left='"表三 新收 总计"', right='"上年 表三 结转下年度 总计"', message='"{year}年{unit}"')
    )
    report = beside(full_report(), last_report({"requests.carried_out.business": "4"}))
    report.check_with(every)
    report.all_findings()
    for _ in range(3):
        report.apply(data.draw(edits(report.form)))
        report.apply(Edit("年度", (SetField("year", data.draw(st.integers(2020, 2026))),)))
        fresh = Audit(report.form, every)
        fresh.run_all(report)
        fresh.complete(report)
        assert sorted(report.findings()) == sorted(fresh.findings())


def test_on_any_form() -> None:
    described = form_of("made_up")
    found_ = read_rules(rule("at_most", left=f'"{described.inputs[0]}"', right="1"), (described,))
    report = report_with({described.inputs[0]: "5"}, of=described)
    report.check_with(found_.rules)
    assert "甲" in {finding.rule for finding in report.findings()}
