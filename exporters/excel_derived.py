"""What follows from a report's figures on sheets of their own: relations, last year's figures, what the charts draw.

A template says by a defined name where such rows stand and by a key behind each row which one it is
(exporters/templates/), so that they are found wherever the clerk moved them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from exporters.excel_formulas import Place
from model.checks import Number
from model.last_year import LastYear, year_change
from model.number_text import Value, is_number, number_text
from model.relation_lines import STATE_WORDS, UNREADABLE, inputs_behind, relation_lines, report_lines, verdict
from model.report import Report

PREFIX = "derived."
LAST_YEAR = f"{PREFIX}last_year"
_CHECKS, _VERDICT = f"{PREFIX}checks", f"{PREFIX}verdict"
_CHART, _YEAR, _YEAR_BEFORE = f"{PREFIX}chart", f"{PREFIX}year", f"{PREFIX}year_before"
ROWS = (_CHECKS, LAST_YEAR, _CHART)
"""Names of areas of rows, a key in their last column; the other names are of single cells."""

MISSING = "未填"
NONE_BEFORE, NO_FIGURE = "上年", "—"


class DerivedRow(NamedTuple):
    """A row of such an area: the area's name, the row's key, and where its values stand."""

    name: str
    key: str
    places: tuple[Place, ...]


Values = Mapping[Place, Value]


def derived_values(report: Report, rows: Sequence[DerivedRow]) -> dict[Place, Value]:
    """What stands at each place of these rows for the report; a row whose key is not known is left alone."""
    found: dict[Place, Value] = {}
    sources: dict[Callable[[Report], Lookup], Lookup] = {}
    for row in rows:
        source = _SOURCES[row.name]
        if source not in sources:
            sources[source] = source(report)
        given = sources[source](row.key)
        if given is not None:
            found.update(zip(row.places, given, strict=False))
    return found


Lookup = Callable[[str], Sequence[Value] | None]


def _checks(report: Report) -> Lookup:
    lines = relation_lines(report.form)
    figures = report_lines(report)
    found: dict[str, Sequence[Value]] = {
        line.key: (said.left, said.right, said.difference, said.result)
        for line, said in zip(lines, figures, strict=True)
    }
    found[""] = (verdict(figures),)
    return found.get


def _years(report: Report) -> Lookup:
    last = report.last_year
    cells = report.form.cells

    def row(cell: str) -> Sequence[Value] | None:
        if last is None or cell not in cells:
            return None
        before, this = _before(report, last, cell), report.value(cell)
        change = year_change(this, before)
        return before, this, None if change is None else change.difference, _share(change and change.difference, before)

    return row


def _before(report: Report, last: LastYear, cell: str) -> Value:
    """Last year's figure; with its unit, as text, where that is not the one of this year's."""
    value, unit = last.value(cell), last.unit_of(cell)
    if is_number(value) and unit != report.unit_of(cell):
        return f"{number_text(value)}{unit}"
    return value


def _share(difference: Number | None, before: Value) -> Value:
    if difference is None or not isinstance(before, (int, Decimal)) or not before:
        return None
    # As spreadsheets divide: in binary.
    return Decimal(repr(float(difference) / float(before)))


def _chart(report: Report) -> Lookup:
    last = report.last_year

    def row(key: str) -> Sequence[Value] | None:
        cells = tuple(key.split("+"))
        if any(cell not in report.form.cells for cell in cells):
            return None
        figures = [report.value(cell) for cell in cells]
        odd = any(isinstance(report.value(cell), str) for cell in inputs_behind(report.form, cells))
        lacking = STATE_WORDS[UNREADABLE] if odd else MISSING
        this: Value = sum(figures) if all(map(is_number, figures)) else lacking  # type: ignore[arg-type]
        before = last.sum_of(cells, report.form.cells[cells[0]].kind.unit) if last is not None else None
        change = year_change(this, before)
        return this, NO_FIGURE if before is None else before, None if change is None else change.difference

    return row


def _year(report: Report) -> Lookup:
    return lambda _: (f"{report.year}年" if report.year else "本年",)


def _year_before(report: Report) -> Lookup:
    last = report.last_year
    return lambda _: (NONE_BEFORE if last is None else f"{last.year}年",)


_SOURCES: Mapping[str, Callable[[Report], Lookup]] = {
    _CHECKS: _checks,
    _VERDICT: _checks,
    LAST_YEAR: _years,
    _CHART: _chart,
    _YEAR: _year,
    _YEAR_BEFORE: _year_before,
}
