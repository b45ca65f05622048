"""The points of an earlier check answered one by one."""

from __future__ import annotations

import pytest

from model.edits import Edit, SetCell, SetExplanation
from model.findings import Finding
from model.point_answers import HOLDS, MENDED, OPEN, UNJUDGED, Answer, answers, count_words, earlier_points
from model.report import Report
from model.state import Explanation
from tests.builders import full_report
from workflows.show import answer_lines, answers_json, check_json

CELL = "requests.received.natural_person"
RULES = "proactive.rules.issued"


def broken() -> Report:
    """A report with two errors of the arithmetic and a warning."""
    report = full_report()
    report.apply(Edit("填写", (SetCell(CELL, 3), SetCell(RULES, 2))))
    return report


def points_of(report: Report) -> list[str]:
    return [point.rule for point in earlier_points(check_json(report, report.all_findings())["findings"])]


def answered(before: Report, after: Report) -> dict[str, Answer]:
    points = earlier_points(check_json(before, before.all_findings())["findings"])
    return {found.point.key: found for found in answers(points, after, after.all_findings())}


def test_what_is_gone_is_mended_and_what_stays_is_not() -> None:
    after = broken()
    after.apply(Edit("填写", (SetCell(CELL, 0),)))
    found = answered(broken(), after)
    assert [found[key].answer for key in ("A3:natural_person", "A3:total", "P2:rules")] == [MENDED, MENDED, OPEN]
    assert found["P2:rules"].words == ""


def test_what_stays_with_other_figures_says_how_it_is_now() -> None:
    after = broken()
    after.apply(Edit("填写", (SetCell(CELL, 4),)))
    found = answered(broken(), after)["A3:natural_person"]
    assert found.answer == OPEN
    assert "新收4" in found.words
    assert "新收3" in found.point.words


def test_what_was_explained_since_is_so_in_fact_and_is_no_point_the_next_time() -> None:
    after = broken()
    warning = next(one for one in after.all_findings() if one.rule == "P2")
    after.apply(Edit("说明", (SetExplanation(warning.key, Explanation("经授权制定", warning.figures)),)))
    found = answered(broken(), after)["P2:rules"]
    assert (found.answer, found.words) == (HOLDS, "经授权制定")
    assert "P2" in points_of(broken())
    assert "P2" not in points_of(after)


def test_without_last_years_report_nothing_is_said_of_what_was_held_against_it() -> None:
    """And that there was none is no point at all."""
    report = full_report()
    year = Finding("Y1", "total", "error", "requests", "总计：上年结转3件，上年报告4件")
    none = next(one for one in report.all_findings() if one.rule == "Y0")
    points = earlier_points(check_json(report, (year, none))["findings"])
    (found,) = answers(points, report, report.all_findings())
    assert (found.point.rule, found.answer) == ("Y1", UNJUDGED)


def test_a_point_whose_key_has_moved_is_known_by_its_words() -> None:
    report = full_report()
    old = Finding("T8", "overview.2", "hint", "overview", "一、总体情况第2段：多了一个句号")
    new = old._replace(instance="overview.5")
    (found,) = answers(earlier_points(check_json(report, (old,))["findings"]), report, (new,))
    assert found.answer == OPEN


def test_answers_are_counted_and_printed_with_their_points() -> None:
    after = broken()
    after.apply(Edit("填写", (SetCell(CELL, 0),)))
    found = tuple(answered(broken(), after).values())
    *lines, last = answer_lines(found)
    assert len(lines) == len(found)
    assert last == f"对上次意见：{count_words(found)}"
    assert "已改 2 处" in last
    (first, *_) = answers_json(found)
    assert set(first) == {"key", "rule", "severity", "place", "message", "answer", "now"}


@pytest.mark.parametrize("found", [[{}], [1], [{"rule": "A1"}]])
def test_what_is_no_finding_is_refused(found: list[object]) -> None:
    with pytest.raises(ValueError, match="no finding"):
        list(earlier_points(found))  # type: ignore[arg-type]
