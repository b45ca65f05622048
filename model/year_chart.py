"""The year page's figures: the main figures of this year and the last, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from model.checks import Number
from model.form import Form
from model.number_text import Value, is_number
from model.records import NamedTuple
from model.report import Report
from model.toml_table import Table, read_table

if TYPE_CHECKING:
    from model.last_year import LastYear

FILE = "chart.toml"


class Bar(NamedTuple):
    """One thing that is counted: its name and the cells that are added up."""

    label: str
    cells: tuple[str, ...]


class BarGroup(NamedTuple):
    """Bars that share a scale. unit: in which their figures stand."""

    title: str
    unit: str
    bars: tuple[Bar, ...]


class Pair(NamedTuple):
    """A bar's two figures; None where a cell is blank or not understood, last year also where it has no counterpart."""

    label: str
    this: Number | None
    last: Number | None


class PairGroup(NamedTuple):
    """The pairs of a group, with the largest figure among them, 0 when there is none above it."""

    title: str
    unit: str
    pairs: tuple[Pair, ...]

    @property
    def largest(self) -> Number:
        """What the longest bar stands for."""
        return max((figure for pair in self.pairs for figure in pair[1:] if figure is not None), default=0)


class YearChart(NamedTuple):
    """The two years' figures of one unit. last_year: 0 when there is no report of it."""

    unit: str
    year: int
    last_year: int
    groups: tuple[PairGroup, ...]


def load_chart(folder: Path, form: Form) -> tuple[BarGroup, ...]:
    """The groups in the folder's chart.toml, () without one.

    Raises FormError that names file and key for a cell that the form does not have and for a group
    whose cells have different units.
    """
    if not (folder / FILE).exists():
        return ()
    top = read_table(folder / FILE)
    groups = tuple(_group(table, form) for table in top.tables("groups"))
    top.finish()
    return groups


def year_chart(report: Report, groups: Iterable[BarGroup]) -> YearChart:
    """The figures of the report and of last year's report inside it."""
    last = report.last_year
    found = tuple(
        PairGroup(group.title, group.unit, tuple(_pair(bar, group.unit, report, last) for bar in group.bars))
        for group in groups
    )
    return YearChart(report.unit, report.year, last.year if last is not None else 0, found)


def _pair(bar: Bar, unit: str, report: Report, last: LastYear | None) -> Pair:
    this = [report.value(cell) if report.unit_of(cell) == unit else None for cell in bar.cells]
    return Pair(bar.label, _sum(this), last.sum_of(bar.cells, unit) if last is not None else None)


def _sum(figures: Iterable[Value]) -> Number | None:
    """What they come to; one that is blank or no figure leaves the whole without one."""
    figures = tuple(figures)
    return sum(figures) if all(is_number(figure) for figure in figures) else None  # type: ignore[arg-type]


def _group(table: Table, form: Form) -> BarGroup:
    title = table.get("title", str)
    bars = []
    units = {}
    for inner in table.tables("bars"):
        bar = Bar(inner.get("label", str), inner.words("cells"))
        if not bar.cells:
            inner.fail("没有格", "cells")
        for cell in bar.cells:
            if cell not in form.cells:
                inner.fail(f"表样里没有“{cell}”", "cells")
            units[form.cells[cell].kind.unit] = cell
        inner.finish()
        bars.append(bar)
    table.finish()
    if len(units) != 1:
        table.fail(f"各格的单位不同：{'、'.join(units) or '没有格'}", "bars")
    return BarGroup(title, next(iter(units)), tuple(bars))
