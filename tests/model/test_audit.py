"""The rules over the figures: what is found, where, and in which words."""

import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.audit import Audit, checks_of
from model.edits import Edit, SetCell, SetField, SetNote
from model.errors import FormError
from model.findings import Finding
from model.form import Form, Rule
from model.report import Report
from tests.builders import full_report, made_up_form, report_with
from workflows.forms import form

BALANCED = {
    "requests.received.natural_person": "37",
    "requests.carried_in.natural_person": "2",
    "requests.granted.natural_person": "38",
    "requests.carried_out.natural_person": "1",
}


def _full(figures: dict[str, str]) -> Report:
    report = full_report()
    from model.entry import enter

    for cell, typed in figures.items():
        report.apply(Edit("填写", enter(report, cell, typed)))
    return report


def _rules(report: Report) -> list[str]:
    return [finding.key for finding in report.findings()]


def _finding(report: Report, key: str) -> Finding:
    return next(finding for finding in report.findings() if finding.key == key)


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_a_report_that_adds_up_has_no_finding(edition: str) -> None:
    report = full_report(edition=edition)
    report.apply(Edit("年度", (SetField("year", int(edition)),)))
    assert report.findings() == ()


def test_a_broken_balance_says_both_sides_in_the_forms_own_words() -> None:
    report = _full(BALANCED | {"requests.carried_out.natural_person": "2"})
    finding = _finding(report, "A3:natural_person")
    assert finding.message == "自然人：新收37＋上年结转2＝39，办理结果总计38＋结转下年度2＝40，相差1件"
    assert (finding.left, finding.right, finding.difference) == (39, 40, -1)
    assert finding.left_cells == ("requests.received.natural_person", "requests.carried_in.natural_person")
    assert finding.right_cells == ("requests.results_total.natural_person", "requests.carried_out.natural_person")
    assert dict(finding.figures)["requests.results_total.natural_person"] == 38
    assert finding.part == "requests"
    assert not finding.pending


def test_while_a_column_has_blanks_its_balance_is_pending_and_no_row_of_the_findings() -> None:
    report = report_with(BALANCED | {"requests.carried_out.natural_person": "2"})
    assert _finding(report, "A3:natural_person").pending
    for cell in report.blanks("requests"):
        report.apply(Edit("填写", (SetCell(cell, 0),)))
    assert not _finding(report, "A3:natural_person").pending


def test_blanks_are_one_finding_a_grid() -> None:
    report = report_with(BALANCED)
    blank = [finding for finding in report.findings() if finding.rule == "E3"]
    assert [finding.instance for finding in blank] == ["proactive", "requests", "disputes"]
    assert all(finding.pending for finding in blank)
    assert blank[1].cells == report.blanks("requests")
    assert f"还有{len(report.blanks('requests'))}格未填" in blank[1].message


@pytest.mark.parametrize(
    ("cell", "typed", "key"),
    [
        ("requests.received.business", "-5", "E1"),
        ("requests.received.business", "1.5", "E1"),
        ("requests.received.business", "3件", "E4"),
        ("requests.received.business", "②", "E4"),
        ("proactive.fees.amount", "-1", "E2"),
        ("proactive.fees.amount", "3000元", "E2"),
        ("proactive.fees.amount", "约3", "E4"),
    ],
)
def test_what_is_no_figure_is_one_finding_at_its_cell(cell: str, typed: str, key: str) -> None:
    report = _full({cell: typed})
    found = [finding for finding in report.findings() if finding.rule.startswith("E")]
    assert [(finding.key, finding.cells) for finding in found] == [(f"{key}:{cell}", (cell,))]
    assert f"“{typed}”" in found[0].message


def test_a_stated_total_is_judged_as_printed_until_it_is_dropped() -> None:
    report = _full(BALANCED)
    report.apply(Edit("导入", (SetNote("requests.received.total", "stated", 40),)))
    said = "新收：各栏合计37，文件所列总计40，相差3件。可能原因：总计“一、本年新收政府信息公开申请数量”应为 37（现为 40），请与台账核对"
    assert _finding(report, "A1:received.total").message == said
    assert (
        _finding(report, "A3:total").message == "总计：新收40＋上年结转2＝42，办理结果总计38＋结转下年度1＝39，相差3件"
    )
    assert report.value("requests.received.total") == 37
    report.apply(Edit("删除文件所列数", (SetNote("requests.received.total", "stated", None),)))
    assert report.findings() == ()


def test_a_stated_total_that_was_not_understood_is_found() -> None:
    report = _full(BALANCED)
    report.apply(Edit("导入", (SetNote("disputes.reconsideration.total", "stated", "三"),)))
    assert "行政复议：文件所列“三”看不出是什么数" in _finding(report, "A4:reconsideration.total").message


def test_a_stated_row_total_breaks_its_column() -> None:
    report = _full(BALANCED)
    report.apply(Edit("导入", (SetNote("requests.results_total.natural_person", "stated", 40),)))
    assert _finding(report, "A2:results_total.natural_person").message == (
        "自然人：各项合计38，文件所列办理结果总计40，相差2件"
    )


@pytest.mark.parametrize(
    ("edition", "year", "found"), [("2019", 2023, True), ("2019", 2020, False), ("2021", 2020, True)]
)
def test_the_edition_must_be_the_one_of_the_year(edition: str, year: int, found: bool) -> None:
    report = full_report(edition=edition)
    report.apply(Edit("年度", (SetField("year", year),)))
    assert ("F1" in _rules(report)) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [("2026-01-20", False), ("", False), ("2026-02-30", True), ("1月20日", True), ("2026-13-01", True)],
)
@pytest.mark.parametrize("field", ["signature.date", "deadline"])
def test_a_day_that_is_none_is_an_error(field: str, typed: str, found: bool) -> None:
    report = _full(BALANCED)
    report.apply(Edit("填写", (SetField(field, typed),)))
    assert [finding.key for finding in report.findings()] == ([f"E4:{field}"] if found else [])
    report.apply(Edit("填写", (SetField(field, ""),)))
    assert report.findings() == ()


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_any_one_changed_figure_breaks_a_relation_when_all_totals_are_printed(data: st.DataObject) -> None:
    """Sensitivity: with all totals stated, one other figure in 表三 or 表四 never goes unseen."""
    chosen = form(data.draw(st.sampled_from(["2021", "2019"])))
    report = _balanced(chosen, random.Random(data.draw(st.integers(0, 999))))
    cells = [cell for cell in chosen.inputs if not cell.startswith("proactive.")]
    report.apply(Edit("导入", tuple(SetNote(c, "stated", report.value(c)) for c in chosen.totals)))
    assert not [f for f in report.findings() if f.rule.startswith("A")]
    cell = data.draw(st.sampled_from(cells))
    other = data.draw(st.integers(0, 60).filter(lambda figure: figure != report.value(cell)))
    report.apply(Edit("改", (SetCell(cell, other),)))
    assert any(cell in finding.cells for finding in report.findings() if finding.rule.startswith("A"))


def _balanced(form_: Form, chance: random.Random) -> Report:
    """A report with every cell filled and every column in balance."""
    report = Report.blank(form_, "某某局", int(form_.edition))
    figures = {cell: chance.randint(0, 9) for cell in form_.inputs}
    for column in form_.grid("requests").blocks[0].columns:
        results = sum(figures.get(part, 0) for part in form_.cells[f"requests.results_total.{column.id}"].parts)
        if not column.sum_of:
            figures[f"requests.carried_in.{column.id}"] = 0
            figures[f"requests.received.{column.id}"] = results + figures[f"requests.carried_out.{column.id}"]
    report.apply(Edit("填写", tuple(SetCell(cell, figure) for cell, figure in figures.items())))
    return report


def test_an_edit_checks_only_what_it_touches() -> None:
    report = Report.blank(form("2021"), "某某局", 2025)
    audit = Audit(report.form)
    touched = [check for check in checks_of(report.form) if "requests.granted.business" in check.cells]
    # E1, E4, the grid's blanks, the row's total and the column's sum; beside last year its column, the
    # total column and the cell alone; of reports that are added up the row, and the row that adds it
    # up; whether the text belies a grid of nothing but 0: nothing else reads it.
    assert len(touched) == 11
    audit.run_all(report)
    assert audit.update(report, ["requests.granted.business"]) == ((), ())


def test_a_made_up_forms_rules_are_obeyed_by_the_same_code() -> None:
    report = full_report(of=made_up_form())
    assert report.findings() == ()
    report.apply(Edit("填写", (SetCell("harvest.planted.early", 5),)))
    assert _rules(report) == ["C3:early", "C3:sum"]
    assert _finding(report, "C3:early").severity == "warning"
    report.apply(Edit("填写", (SetCell("orchard.pears.change", -2), SetCell("orchard.honey.weight", 3, "公斤"))))
    assert report.unit_of("orchard.honey.weight") == "公斤"
    assert _rules(report) == ["C3:early", "C3:sum"]


def test_a_rule_of_an_unknown_kind_is_refused() -> None:
    broken = made_up_form().__reduce__()[1][0]
    odd = Form(**{**broken, "rules": (Rule("X9", "wishful", "error", ()),)})
    with pytest.raises(FormError, match="X9"):
        list(checks_of(odd))


def test_what_was_not_understood_is_quoted_in_a_relation_and_keeps_it_pending() -> None:
    report = _full(BALANCED | {"requests.carried_in.natural_person": "1.5"})
    finding = _finding(report, "A3:natural_person")
    assert finding.pending
    assert "上年结转“1.5”" in finding.message


@pytest.mark.parametrize(
    ("cell", "value", "words"),
    [
        ("requests.received.business", -1, "不能小于0"),
        ("requests.received.business", Decimal("1.5"), "应为整数"),
        ("proactive.fees.amount", Decimal("-0.5"), "不能小于0"),
        ("proactive.fees.amount", Decimal("0.1234567"), "小数位数超过6位"),
        ("proactive.fees.amount", Decimal("0.123456"), ""),
        ("proactive.fees.amount", 12, ""),
    ],
)
def test_a_figure_that_nobody_could_have_typed_is_told(cell: str, value: int | Decimal, words: str) -> None:
    report = _full({})
    report.apply(Edit("读入", (SetCell(cell, value),)))
    found = [finding for finding in report.findings() if finding.rule in ("E1", "E2", "E4")]
    assert [words in finding.message for finding in found] == ([True] if words else [])
    assert all(finding.cells == (cell,) and not finding.explainable for finding in found)
