"""A finding may stay with a written reason, as long as its figures are those that the reason explains."""

from __future__ import annotations

import pytest

from model import storage
from model.edits import Edit, SetCell, SetExplanation, SetField, SetLastYear
from model.findings import Finding
from model.history import History
from model.report import Report
from model.state import Explanation
from tests.builders import beside, full_report, last_report
from workflows.forms import find_form

TOTAL, OPEN = "disputes.reconsideration.total", "disputes.reconsideration.pending"
KEY = "Y4:reconsideration"


def _report() -> Report:
    report = full_report()
    return beside(report, last_report(dict.fromkeys(report.form.inputs, "0") | {OPEN: "2"}))


def _finding(report: Report, key: str = KEY) -> Finding:
    return next(finding for finding in report.findings() if finding.key == key)


def _explain(report: Report, reason: str = "有两件案件移送了上级", key: str = KEY) -> Edit:
    figures = _finding(report, key).figures
    return Edit("写明原因", (SetExplanation(key, Explanation(reason, figures)),))


def test_an_explained_finding_stays_and_says_so() -> None:
    report = _report()
    before = _finding(report)
    heard = []
    report.listen(heard.append)
    report.apply(_explain(report))
    found = _finding(report)
    assert (found.explained, found.reason, found.severity) == (True, "有两件案件移送了上级", "warning")
    assert before.message.startswith(f"{found.message}；")
    assert "写明原因" not in found.message
    (changed,) = heard
    assert (changed.findings_gone, changed.findings_new) == ((before,), (found,))
    assert changed.parts == {"explanations"}


def test_it_no_longer_holds_when_a_figure_changes_and_holds_again_when_that_is_undone() -> None:
    report = _report()
    history = History(report)
    history.do(_explain(report))
    history.do(Edit("填写", (SetCell("disputes.reconsideration.upheld", 1),)))
    found = _finding(report)
    assert not found.explained
    assert found.outdated
    assert "原说明已不适用" in found.message
    assert found.reason == "有两件案件移送了上级", "the old words are there to be offered again"
    history.undo()
    assert _finding(report).explained
    history.undo()
    assert (_finding(report).explained, _finding(report).reason) == (False, "")
    history.redo()
    assert _finding(report).explained


def test_it_no_longer_holds_when_last_years_figure_changes() -> None:
    report = _report()
    report.apply(_explain(report))
    zeros = dict.fromkeys(report.form.inputs, "0")
    report.apply(Edit("上年", (SetLastYear((last_report(zeros | {OPEN: "3"}),)),)))
    assert _finding(report).outdated


def test_f2_is_explained_for_the_very_faults_of_last_years_report() -> None:
    zeros = dict.fromkeys(full_report().form.inputs, "0")
    report = beside(full_report(), last_report(zeros | {"requests.received.business": "1"}))
    report.apply(_explain(report, key="F2"))
    assert _finding(report, "F2").explained
    beside(report, last_report(zeros | {"requests.received.research": "1"}))
    assert _finding(report, "F2").outdated


@pytest.mark.parametrize("cell", ["requests.received.business", "requests.carried_out.business"])
def test_rules_of_entry_and_arithmetic_cannot_be_explained_away(cell: str) -> None:
    report = full_report()
    report.apply(Edit("填写", (SetCell(cell, 3), SetCell("requests.granted.research", "约3"))))
    for finding in report.findings():
        assert finding.rule[0] in "EA"
        assert not finding.explainable
        report.apply(Edit("写明原因", (SetExplanation(finding.key, Explanation("属实", finding.figures)),)))
    assert report.findings()
    assert not any(finding.explained or finding.reason for finding in report.findings())


def test_the_wrong_edition_may_be_explained() -> None:
    report = full_report(edition="2019")
    report.apply(Edit("年度", (SetField("year", 2023),)))
    report.apply(_explain(report, key="F1"))
    assert _finding(report, "F1").explained


def test_explanations_come_back_from_the_file() -> None:
    report = _report()
    report.apply(_explain(report))
    again = storage.load(storage.dump(report), find_form)
    assert again.findings() == report.findings()
    assert _finding(again).explained
