"""Checks of single figures against last year's: what has to be at least as much, what leapt, what is in another unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from model.checks import Check, Figures, Number, number_of, printed, shown
from model.findings import EXPLAIN, Finding, Step
from model.form import Form, Rule, join_id
from model.naming import short_cell_name
from model.number_text import number_text
from model.year_check import LAST_YEAR, YearCheck
from model.year_words import leap_share


def _still_open_checks(form: Form, rule: Rule) -> Iterator[Check]:
    for group in rule.option("groups"):
        check = _StillOpenCheck(form, rule, group)
        yield Check(check.reads, (LAST_YEAR,), check)


class _StillOpenCheck(YearCheck):
    """Cases that were open last year are decided or still open this year: one group."""

    def __init__(self, form: Form, rule: Rule, group: str) -> None:
        grid = rule.option("grid")
        self.group = group
        self.total, self.open = (join_id(grid, group, rule.option(key)) for key in ("total", "open"))
        super().__init__(form, rule, grid, (self.total, self.open))

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        year, form = figures.last_year, figures.form
        unit = form.cells[self.open].kind.unit
        last = year.figure(self.open, unit) if year is not None else None
        total = printed(figures, self.total)
        if last is None or number_of(total) >= last:
            return
        total_name, open_name = form.column(self.total).short, form.column(self.open).short
        yield self.finding(
            figures,
            self.group,
            f"{''.join(form.column(self.total).path[-2:-1]) or total_name}：上年{open_name}{number_text(last)}{unit}，"
            f"本年{total_name}只有{shown(number_of(total), unit)}",
            (number_of(total), last),
            (self.total, self.open),
            last=(self.open,),
            steps=(Step(f"上年{open_name}", last), Step(f"本年{total_name}应不少于", last)),
            advice=EXPLAIN,
        )


def _followed_checks(form: Form, rule: Rule) -> Iterator[Check]:
    check = _FollowedCheck(form, rule)
    yield Check(check.reads, (LAST_YEAR, "unit", "unit_kind"), check)


class _FollowedCheck(YearCheck):
    """What can only follow upon something else is no more than that, of this year and the last together.

    Silent for the kinds of units that answer for what others began.
    """

    def __init__(self, form: Form, rule: Rule) -> None:
        self.later, self.first = rule.option("cell"), rule.option("first")
        super().__init__(form, rule, form.cells[self.later].grid, (self.later, self.first))

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        year, form = figures.last_year, figures.form
        unit = form.cells[self.later].kind.unit
        last = year.figure(self.first, unit) if year is not None else None
        if last is None or figures.unit_kind in self.rule.option("without_kinds"):
            return
        later, first = (number_of(printed(figures, cell)) for cell in self.reads)
        if later <= first + last:
            return
        names = [form.column(cell).path[-2] for cell in self.reads]
        yield self.finding(
            figures,
            "",
            f"{names[0]}：本年共{number_text(later)}{unit}，{names[1]}本年{number_text(first)}＋上年{number_text(last)}"
            f"＝{number_text(first + last)}",
            (later, first + last),
            self.reads,
            last=(self.first,),
            steps=(
                Step(f"本年{names[1]}", first),
                Step(f"＋ 上年{names[1]}", last),
                Step(f"{names[0]}应不多于", first + last, "sum"),
                Step("本年填", later),
            ),
            advice=f"请看一下有没有填错；{EXPLAIN}",
        )


def _leap_checks(form: Form, rule: Rule) -> Iterator[Check]:
    for cell in form.cells.values():
        if not cell.kind.signed:
            yield Check((cell.id,), (LAST_YEAR,), _LeapCheck(form, rule, cell.id))


class _OneCellCheck(YearCheck):
    """A figure of one cell beside last year's."""

    def __init__(self, form: Form, rule: Rule, cell: str) -> None:
        super().__init__(form, rule, form.cells[cell].grid, (cell,))
        self.cell = cell

    def both(self, figures: Figures) -> tuple[Number, Number] | None:
        """This year's and last year's figure, None where one is missing."""
        year = figures.last_year
        if year is None:
            return None
        this = printed(figures, self.cell)
        last = year.figure(self.cell, figures.unit_of(self.cell))
        return (this, last) if isinstance(this, (int, Decimal)) and last is not None else None

    def name(self, figures: Figures) -> str:
        """The cell in words."""
        return short_cell_name(figures.form, self.cell)


class _LeapCheck(_OneCellCheck):
    """A figure that is not small and is far from last year's."""

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        found = self.both(figures)
        if found is None or max(found) < self.rule.option("least"):
            return
        this, last = found
        times = self.rule.option("times")
        if last * times >= this and this * times >= last:
            return
        share = leap_share(this, last)
        unit = figures.unit_of(self.cell)
        yield self.finding(
            figures,
            self.cell,
            f"{self.name(figures)}：本年{number_text(this)}{unit}，上年{number_text(last)}{unit}{share}",
            (this, last),
            (self.cell,),
            last=(self.cell,),
            advice="请看一下有没有填错",
        )


_TEN_THOUSAND = 10_000


def _wrong_unit_checks(form: Form, rule: Rule) -> Iterator[Check]:
    for cell in rule.option("cells"):
        yield Check((cell,), (LAST_YEAR,), _WrongUnitCheck(form, rule, cell))


class _WrongUnitCheck(_OneCellCheck):
    """A sum of money that is so many times last year's as one unit is of another."""

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        found = self.both(figures)
        if found is None or min(found) <= 0:
            return
        this, last = found
        times, within = Decimal(self.rule.option("times")), self.rule.option("within")
        low, high = times / within, times * within
        if not (last * low <= this <= last * high or this * low <= last <= this * high):
            return
        more = this > last
        unit = figures.unit_of(self.cell)
        factor = f"{self.rule.option('times')}倍" if more else f"{self.rule.option('times')}分之一"
        whose = "" if more else f"，上年可能不是按{unit}填的"
        found_so = self.finding(
            figures,
            self.cell,
            f"{self.name(figures)}：本年{number_text(this)}{unit}，约为上年{number_text(last)}{unit}的{factor}{whose}",
            (this, last),
            (self.cell,),
            last=(self.cell,),
            advice=EXPLAIN,
        )
        yield found_so._replace(cause=_other_unit(this, times, unit)) if more else found_so


def _other_unit(this: Number, times: Decimal, unit: str) -> str:
    """The probable cause: what was entered is so many of a smaller unit, 元 for 万元."""
    due = format((this / times).normalize(), "f")
    small = unit.removeprefix("万")
    entered = f"像是按{small}填了" if small != unit and times == _TEN_THOUSAND else f"像是不按{unit}填的"
    return f"可能原因：本年应为 {due} {unit}（现为 {number_text(this)}，{entered}），请与台账核对"


KINDS: Mapping[str, Callable[[Form, Rule], Iterator[Check]]] = {
    "still_open": _still_open_checks,
    "followed": _followed_checks,
    "leap": _leap_checks,
    "wrong_unit": _wrong_unit_checks,
}
"""The kinds of rules that these checks are made for."""
