"""The day by which a report is due: its own, its kind of unit's, or what holds for everyone; and what to say of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

import resources
from model.dates import day_of
from model.records import NamedTuple
from model.report import Report
from model.toml_file import read_toml
from model.unit_kinds import UnitKind
from workflows.unit_kinds import guess_unit_kind, unit_kinds

PUBLISHED = "公开稿"
"""The named version that is what the public reads."""

SOON_DAYS = 7
PAST_DAYS = 120
"""So long after the day a report is an old one and nobody is reminded."""

WEEKDAYS = "一二三四五六日"


class Usual(NamedTuple):
    """A day of the year after the report year (month, day), whose it is and what is done by it."""

    day: tuple[int, int]
    who: str
    what: str


class Countdown(NamedTuple):
    """What is said of a deadline. urgency: "" while there is time, "soon", "past" or "published".

    title, number, unit: shown one after another, the number large; number and unit are "" when published.
    """

    title: str
    number: str
    unit: str
    urgency: str


def deadline_of(fields: Mapping[str, object]) -> date | None:
    """The day on which the report with these fields is due, None when there is none."""
    if fields["deadline"]:
        return day_of(str(fields["deadline"]))
    year = int(str(fields["year"] or 0))
    if not year:
        return None
    kind = _kind_of(fields)
    day = usual_deadlines()[0].day if kind is None else kind.deadline
    return date(year + 1, *day) if day else None


def is_sure(fields: Mapping[str, object]) -> bool:
    """Whether the deadline is the report's own or that of a known kind of unit; else it is only the first there is."""
    return bool(fields["deadline"]) or _kind_of(fields) is not None


def _kind_of(fields: Mapping[str, object]) -> UnitKind | None:
    kind_id = fields["unit_kind"] or guess_unit_kind(str(fields["unit"]))
    return next((kind for kind in unit_kinds() if kind.id == kind_id), None)


def is_published(report: Report) -> bool:
    """Whether the report holds the version that the public reads."""
    return any(version.name == PUBLISHED for version in report.versions)


def countdown(day: date, today: date, published: bool) -> Countdown | None:
    """What is to be said of this deadline today, None long after it."""
    left = (day - today).days
    if left < -PAST_DAYS:
        return None
    if published:
        return Countdown("已有公开稿", "", "", "published")
    if left < 0:
        return Countdown("报送期限已过", f"{-left}", "天", "past")
    if left == 0:
        return Countdown("报送期限是", "今天", "", "soon")
    if left <= SOON_DAYS:
        return Countdown("距报送期限还有", f"{left}", "天", "soon")
    return Countdown("距报送期限", f"{left}", "天", "")


@cache
def usual_deadlines() -> tuple[Usual, ...]:
    """The days that hold for everyone, in the order in which they come."""
    data = read_toml(resources.path("unit_kinds.toml"))
    return tuple(Usual((entry["day"][0], entry["day"][1]), entry["who"], entry["what"]) for entry in data["deadlines"])


def next_usual_day(year: int, today: date) -> date:
    """The first of the usual days for reports of this year that has not gone by, the last when all have."""
    days = [date(year + 1, *usual.day) for usual in usual_deadlines()]
    return next((day for day in days if day >= today), days[-1])


def usual_words(year: int) -> str:
    """The usual days for reports of this year in one line, the first with its weekday."""
    usual = usual_deadlines()
    return "，".join(
        f"{one.who} {day_words(date(year + 1, *one.day), weekday=number == 0)}前{one.what}"
        for number, one in enumerate(usual)
    )


def usual_days(year: int) -> tuple[str, ...]:
    """Whose the usual days for reports of this year are, and the days, each as one short line."""
    return tuple(f"{one.who} {day_words(date(year + 1, *one.day), weekday=False)}" for one in usual_deadlines())


def day_words(day: date, *, weekday: bool = True) -> str:
    """A day, with its weekday."""
    plain = f"{day.month} 月 {day.day} 日"
    return f"{plain}（星期{WEEKDAYS[day.weekday()]}）" if weekday else plain
