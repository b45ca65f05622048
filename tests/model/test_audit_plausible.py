"""The rules of what is hardly possible: P1 and P3."""

from __future__ import annotations

import pytest

from model.edits import Edit, SetCell, SetField
from model.entry import enter
from model.findings import Finding
from model.report import Report
from tests.builders import beside, full_report, last_report, report_with
from workflows.forms import form

DOCUMENTS = "proactive.normative_documents"
BEFORE, AFTER = "disputes.reconsideration", "disputes.litigation_after_reconsideration"


def _filled(figures: dict[str, str], edition: str = "2021") -> Report:
    report = full_report(edition=edition)
    for cell, typed in figures.items():
        report.apply(Edit("填写", enter(report, cell, typed)))
    return report


def _found(report: Report, rule: str) -> list[Finding]:
    return [finding for finding in report.findings() if finding.rule == rule]


@pytest.mark.parametrize(
    ("issued", "repealed", "in_force", "statement"),
    [
        ("6", "2", "4", ""),
        ("0", "0", "0", ""),
        ("2", "6", "0", "行政规范性文件：本年制发2，现行有效0"),
        ("0", "6", "0", ""),
        ("6", "2", "3", "行政规范性文件：本年制发6−废止2＝4，现行有效只有3"),
        ("6", "0", "0", "行政规范性文件：本年制发6−废止0＝6，现行有效只有0"),
        ("6", "6", "0", "行政规范性文件：本年制发6，现行有效0"),
    ],
)
def test_p1_what_was_issued_and_not_repealed_is_in_force(issued, repealed, in_force, statement) -> None:
    cells = {"issued": issued, "repealed": repealed, "in_force": in_force}
    found = _found(_filled({f"{DOCUMENTS}.{name}": typed for name, typed in cells.items()}), "P1")
    assert [one.statement for one in found] == ([statement] if statement else [])
    assert all(one.severity == "warning" and one.explainable and not one.pending for one in found)


def test_p1_names_its_cells_waits_for_blanks_and_says_by_how_much() -> None:
    report = report_with({f"{DOCUMENTS}.issued": "6"})
    (found,) = _found(report, "P1")
    assert (found.key, found.pending, found.gap) == ("P1:normative_documents", True, "少 6 件")
    assert set(found.cells) == {f"{DOCUMENTS}.{name}" for name in ("in_force", "issued", "repealed")}
    report.apply(Edit("填", tuple(SetCell(f"{DOCUMENTS}.{name}", 1) for name in ("in_force", "repealed"))))
    assert not _found(report, "P1")[0].pending


def test_p1_is_no_rule_of_the_earlier_edition() -> None:
    assert "P1" not in {rule.id for rule in form("2019").rules}


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize(
    ("later", "this", "last", "found"),
    [("3", "1", "2", 0), ("3", "1", "1", 1), ("3", "3", "0", 0), ("1", "0", "0", 1), ("0", "0", "0", 0)],
)
def test_p3_court_after_reconsideration_follows_one_of_two_years(edition, later, this, last, found) -> None:
    report = _filled({f"{AFTER}.upheld": later, f"{BEFORE}.other": this}, edition)
    zeros = dict.fromkeys(report.form.inputs, "0")
    beside(report, last_report(zeros | {f"{BEFORE}.corrected": last}, edition=edition))
    hints = _found(report, "P3")
    assert len(hints) == found
    assert all(one.severity == "hint" and one.cells == (f"{AFTER}.total", f"{BEFORE}.total") for one in hints)


def test_p3_is_silent_without_last_year_and_for_governments() -> None:
    report = _filled({f"{AFTER}.upheld": "3"})
    assert not _found(report, "P3")
    beside(report, last_report(dict.fromkeys(report.form.inputs, "0")))
    (hint,) = _found(report, "P3")
    assert hint.statement == "复议后起诉：本年共3件，行政复议本年0＋上年0＝0"
    assert hint.gap == "多 3 件"
    for unit in ("示例省人民政府", "示例县人民政府", "示例镇人民政府", "示例州自治州人民政府"):
        report.apply(Edit("单位", (SetField("unit", unit),)))
        assert not _found(report, "P3"), unit
    report.apply(Edit("单位", (SetField("unit_kind", "department"),)))
    assert _found(report, "P3"), "what was chosen goes before what the name suggests"
