"""Fixes offered at a finding: only safe ones, each one step that can be undone and that removes the finding."""

from __future__ import annotations

import pytest

from model.edits import Edit, ReplaceText, SetCell, SetNote
from model.findings import Finding
from model.fixes import fixes_for
from model.report import Report
from model.text import from_plain
from tests.builders import beside, full_report, last_report

CARRIED = "requests.carried_in"
GRANTED = "requests.granted.total"


def _found(report: Report, key: str) -> Finding:
    return next(finding for finding in report.findings() if finding.key == key)


def _stated(**totals: int) -> Report:
    """A document with 5 granted requests that printed these totals, the others as they are."""
    report = full_report()
    report.apply(Edit("填", (SetCell("requests.granted.business", 5), SetCell("requests.received.business", 5))))
    printed = {cell: report.value(cell) for cell in report.form.totals} | {
        f"requests.{name}.total": figure for name, figure in totals.items()
    }
    report.apply(Edit("读入", tuple(SetNote(cell, "stated", value) for cell, value in printed.items())))
    return report


@pytest.mark.parametrize("key", ["A1:granted.total", "A2:results_total.total"])
def test_the_computed_total_replaces_a_stated_one(key: str) -> None:
    wrong = {"A1:granted.total": "granted", "A2:results_total.total": "results_total"}[key]
    report = _stated(**{wrong: 8})
    before = report.state()
    (fix,) = fixes_for(report, _found(report, key))
    assert fix.name == "改用自动计算的合计（5）"
    inverse = report.apply(Edit(fix.name, fix.changes))
    assert not report.findings()
    report.apply(inverse)
    assert report.state() == before


def test_a_balance_broken_by_a_stated_total_takes_the_computed_one() -> None:
    report = _stated(carried_out=3)
    (fix,) = fixes_for(report, _found(report, "A3:total"))
    report.apply(Edit(fix.name, fix.changes))
    assert not report.findings()


def test_a_total_that_only_shows_that_a_part_is_wrong_is_not_replaced() -> None:
    report = _stated()
    report.apply(Edit("填", (SetCell("requests.granted.business", 2),)))
    assert {finding.key for finding in report.findings()} == {"A1:granted.total", "A2:results_total.business"}
    assert [fixes_for(report, finding) for finding in report.findings()] == [(), ()]


def _beside_last(this: dict[str, int], last: dict[str, str]) -> Report:
    report = full_report()
    report.apply(Edit("填", tuple(SetCell(cell, figure) for cell, figure in this.items())))
    zeros = dict.fromkeys(report.form.inputs, "0")
    open_then = {f"requests.carried_out.{column}": figure for column, figure in last.items()}
    got_then = {f"requests.received.{column}": figure for column, figure in last.items()}
    return beside(report, last_report(zeros | open_then | got_then))


def test_last_years_carry_over_is_taken_column_by_column_or_all_at_once() -> None:
    report = _beside_last({f"{CARRIED}.research": 1}, {"business": "3", "natural_person": "2"})
    (fix,) = fixes_for(report, _found(report, "Y1:business"))
    assert (fix.name, fix.changes) == ("采用上年结转的数（3）", (SetCell(f"{CARRIED}.business", 3),))
    (whole,) = fixes_for(report, _found(report, "Y1:total"))
    assert whole.name == "采用上年结转的数（各栏共5）"
    report.apply(Edit(whole.name, whole.changes))
    assert not [finding for finding in report.findings() if finding.rule == "Y1"]
    assert [report.value(f"{CARRIED}.{name}") for name in ("natural_person", "business", "research")] == [2, 3, 0]


def test_figures_that_such_a_unit_has_none_of_become_0() -> None:
    report = full_report()
    rules = ("proactive.rules.issued", "proactive.rules.in_force")
    report.apply(Edit("填", tuple(SetCell(cell, 2) for cell in rules)))
    (fix,) = fixes_for(report, _found(report, "P2:rules"))
    assert fix.name == "这几格填 0"
    report.apply(Edit(fix.name, fix.changes))
    assert not report.findings()


def test_where_nothing_is_safe_nothing_is_offered() -> None:
    report = full_report()
    report.apply(Edit("填", (SetCell("requests.received.business", 5),)))
    assert [fixes_for(report, finding) for finding in report.findings()] == [(), ()]


def _stating(words: str) -> Report:
    """A report with 41 requests received from persons, 19 of them granted, whose text says this."""
    report = full_report()
    figures = {"received": 41, "granted": 19, "carried_out": 22}
    changes = (SetCell(f"requests.{row}.natural_person", figure) for row, figure in figures.items())
    report.apply(Edit("填", (*changes, ReplaceText("overview", 0, 0, from_plain(words)))))
    return report


@pytest.mark.parametrize(
    ("words", "name", "becomes"),
    [
        ("新收政府信息公开申请14件。", "文中的14改为41", "新收政府信息公开申请41件。"),
        ("新收政府信息公开申请四十件。", "文中的四十改为四十一", "新收政府信息公开申请四十一件。"),
    ],
)
def test_the_text_takes_the_cells_figure_or_follows_it(words: str, name: str, becomes: str) -> None:
    report = _stating(words)
    (found,) = (finding for finding in report.findings() if finding.rule == "T1")
    plain, live = fixes_for(report, found)
    assert (plain.name, live.name) == (name, f"{name}，以后随表格变动")
    before = report.state()
    for fix, after in ((plain, becomes), (live, becomes)):
        inverse = report.apply(Edit(fix.name, fix.changes))
        assert report.plain("overview") == after
        assert not [finding for finding in report.findings() if finding.rule in ("T1", "D1")]
        if fix is live:
            report.apply(Edit("填", (SetCell("requests.received.business", 2),)))
            assert report.plain("overview") != after, "it follows the table"
            report.apply(Edit("填", (SetCell("requests.received.business", 0),)))
        report.apply(inverse)
        assert report.state() == before


def test_where_the_cell_is_the_probable_mistake_the_text_is_left_alone() -> None:
    report = _stating("新收政府信息公开申请41件。")
    report.apply(Edit("填", (SetCell("requests.received.natural_person", 14),)))
    (said,) = (finding for finding in report.findings() if finding.rule == "T1")
    (head,) = (finding for finding in report.findings() if finding.cause)
    assert said.key in head.cause_of
    assert fixes_for(report, said) == ()
