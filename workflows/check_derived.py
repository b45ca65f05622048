"""What follows from a report's figures, compared with the workbook that says it: relations, last year, charts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial

from importers.written_excel import WrittenExcel
from model.naming import cell_name
from model.number_text import Value, is_number, number_text
from model.relation_lines import STATE_WORDS, UNREADABLE, inputs_behind, relation_lines, report_lines, verdict
from model.report import Report
from ooxml.characters import fit

_CHECKS, _VERDICT, _LAST_YEAR, _CHART = (f"derived.{name}" for name in ("checks", "verdict", "last_year", "chart"))
Row = tuple[Value, ...]


def derived_differences(report: Report, template: WrittenExcel, written: WrittenExcel) -> Iterator[str]:
    """What the workbook says otherwise than the report, or says no longer though its template has a place for it."""
    tellers = _tellers(report)
    for name, key in template.derived:
        if name not in tellers or (name == _LAST_YEAR and report.last_year is None):
            continue
        what, said = tellers[name](key)
        # Only as far as the template has places for it.
        expected = said[: len(template.derived[name, key])]
        found = written.derived.get((name, key))
        if found is None:
            yield f"缺少{what}"
        elif found[: len(expected)] != expected and not (
            len(found) >= len(expected) and all(map(_same, expected, found))
        ):
            have, want = ("、".join(number_text(value) or "空白" for value in values) for values in (found, expected))
            yield f"{what}应为“{want}”，写成了“{have}”"
    for chart in written.charts:
        if any(
            carried and carried != standing for carried, standing in zip(chart.carried, chart.standing, strict=False)
        ):
            yield f"图的数据 {chart.reference} 与单元格不一致"


def _same(expected: Value, found: Value) -> bool:
    if isinstance(expected, Decimal) and is_number(found):
        # A workbook keeps fifteen digits.
        return abs(expected - found) <= abs(expected) * Decimal("1e-14")  # type: ignore[operator]
    return (fit(expected) if isinstance(expected, str) else expected) == found


def _tellers(report: Report) -> Mapping[str, Callable[[str], tuple[str, Row]]]:
    """By the name of an area, what tells of a row by its key: what it is about, and what it has to say."""
    lines = relation_lines(report.form)
    figures = report_lines(report)
    rows = {line.key: (line.name, said) for line, said in zip(lines, figures, strict=True)}

    def relation(key: str) -> tuple[str, Row]:
        if key not in rows:
            return f"校核“{key}”", ()
        name, said = rows[key]
        return f"校核“{name}”", (said.left, said.right, said.difference, said.result)

    return {
        _CHECKS: relation,
        _VERDICT: lambda _: ("校核的结论", (verdict(figures),)),
        _LAST_YEAR: partial(_last_year, report),
        _CHART: partial(_chart, report),
    }


def _last_year(report: Report, cell: str) -> tuple[str, Row]:
    last = report.last_year
    if last is None or cell not in report.form.cells:
        return f"上年“{cell}”", ()
    before, this = last.value(cell), report.value(cell)
    if is_number(before) and last.unit_of(cell) != report.unit_of(cell):
        before = f"{number_text(before)}{last.unit_of(cell)}"
    change = this - before if is_number(before) and is_number(this) else None  # type: ignore[operator]
    return f"上年的{cell_name(report.form, cell)}", (before, this, change)


def _chart(report: Report, key: str) -> tuple[str, Row]:
    cells = tuple(cell for cell in key.split("+") if cell in report.form.cells)
    values = [report.value(cell) for cell in cells]
    figures = [value for value in values if isinstance(value, (int, Decimal))]
    whole = len(figures) == len(key.split("+"))
    odd = any(isinstance(report.value(cell), str) for cell in inputs_behind(report.form, cells))
    return f"主要数据“{key}”", (sum(figures) if whole else STATE_WORDS[UNREADABLE] if odd else "未填",)
