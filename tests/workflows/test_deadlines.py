"""The day by which a report is due, and what is said of it."""

from __future__ import annotations

from datetime import date

import pytest

from model.edits import Edit, SetVersions
from model.state import Version
from tests.builders import full_report
from workflows.deadlines import (
    Countdown,
    countdown,
    day_words,
    deadline_of,
    is_published,
    next_usual_day,
    usual_deadlines,
    usual_words,
)

DAY = date(2026, 1, 31)


def fields(**given: object) -> dict[str, object]:
    return {"unit": "", "year": 2025, "unit_kind": "", "deadline": "", **given}


@pytest.mark.parametrize(
    ("given", "day"),
    [
        (fields(unit="示例县水利局"), date(2026, 1, 31)),
        (fields(unit="示例县人民政府"), date(2026, 3, 31)),
        (fields(unit="示例县人民政府", unit_kind="department"), date(2026, 1, 31)),
        (fields(unit="示例县人民政府", deadline="2026-01-15"), date(2026, 1, 15)),
        (fields(unit="示例镇人民政府"), None),
        (fields(year=0), None),
        (fields(deadline="明天"), None),
    ],
)
def test_the_notice_from_above_before_the_kind_of_unit(given: dict[str, object], day: date | None) -> None:
    assert deadline_of(given) == day


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 1, 15), Countdown("距报送期限", "16", "天", "")),
        (date(2026, 1, 23), Countdown("距报送期限", "8", "天", "")),
        (date(2026, 1, 24), Countdown("距报送期限还有", "7", "天", "soon")),
        (date(2026, 1, 31), Countdown("报送期限是", "今天", "", "soon")),
        (date(2026, 2, 1), Countdown("报送期限已过", "1", "天", "past")),
        (date(2026, 5, 31), Countdown("报送期限已过", "120", "天", "past")),
        (date(2026, 6, 1), None),
    ],
)
def test_what_is_said_as_the_day_comes_and_goes(today: date, said: Countdown | None) -> None:
    assert countdown(DAY, today, published=False) == said


@pytest.mark.parametrize("today", [date(2026, 1, 15), date(2026, 1, 30), date(2026, 2, 15)])
def test_nothing_is_urgent_once_the_public_version_is_there(today: date) -> None:
    said = countdown(DAY, today, published=True)
    assert said is not None
    assert (said.number, said.urgency) == ("", "published")


@pytest.mark.parametrize(("name", "published"), [("送审稿", False), ("公开稿", True)])
def test_the_public_version_is_told_by_its_name(name: str, published: bool) -> None:
    report = full_report()
    assert not is_published(report)
    report.apply(Edit("存", (SetVersions((Version(name, "2026-01-20T10:00:00", "", report.state()),)),)))
    assert is_published(report) is published


def test_the_usual_days_stand_in_order_with_a_weekday() -> None:
    days = [usual.day for usual in usual_deadlines()]
    assert days == sorted(days)
    assert usual_words(2025) == "部门 1 月 31 日（星期六）前提交并公布，县级以上政府 3 月 31 日前公布"


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 1, 31), date(2026, 1, 31)),
        (date(2026, 2, 1), date(2026, 3, 31)),
        (date(2026, 5, 1), date(2026, 3, 31)),
    ],
)
def test_the_next_usual_day(today: date, day: date) -> None:
    assert next_usual_day(2025, today) == day


def test_a_day_in_words() -> None:
    assert day_words(DAY) == "1 月 31 日（星期六）"
    assert day_words(DAY, weekday=False) == "1 月 31 日"
