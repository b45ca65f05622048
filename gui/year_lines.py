"""What the guidance says of a cell beside last year: figure, change, and findings that may stay with a reason. No Qt here."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from gui.guidance_lines import Line, grouped
from gui.visible_text import told, visible
from model.findings import EXPLAIN, SEVERITY_NAMES, Finding
from model.last_year import YearChange, year_change
from model.number_text import Value
from model.report import Report


def last_year_figure(report: Report, cell: str) -> str:
    """Last year's figure with its thousands grouped and, where that is not the usual one, its unit; "" for none."""
    year = report.last_year
    value = year.value(cell) if year is not None else None
    if year is None or value is None:
        return ""
    unit = year.unit_of(cell)
    usual = isinstance(value, str) or unit == report.form.cells[cell].kind.unit
    return grouped(value) + ("" if usual else f" {unit}")


def last_year_lines(report: Report, cell: str, *, total: bool = False) -> Iterator[Line]:
    """Last year's figure and the change against it; why there is none where another form has no such figure."""
    year = report.last_year
    if year is None:
        return
    if not year.counterparts(cell):
        yield Line("muted", f"上年报告是{year.edition}年版，没有与本格对应的数", role="muted")
        return
    text = last_year_figure(report, cell)
    if not text:
        yield Line("figure", "上年", "未填", "muted")
        return
    yield Line("figure", "上年合计" if total else "上年", text, "muted" if total else "text")
    change = year_change(report.value(cell), year.figure(cell, report.unit_of(cell)))
    if change is not None:
        yield Line("figure", "增减", change_text(change), "muted" if total else "text")


def change_text(change: YearChange) -> str:
    """A change with its sign and its share of last year's figure, to one decimal: −1（−25%）."""
    difference = _signed(change.difference)
    if change.percent is None or not change.difference:
        return difference
    percent = change.percent.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{difference}（{_signed(percent.to_integral_value() if percent == percent.to_integral_value() else percent)}%）"


def _signed(figure: int | Decimal) -> str:
    sign = "＋" if figure > 0 else "−" if figure < 0 else ""
    return f"{sign}{grouped(abs(figure))}"


def explainable_lines(report: Report, cell: str) -> Iterator[tuple[Line, ...]]:
    """What is found at the cell that may stay with a reason: how it comes about, and the reason."""
    for finding in report.findings():
        if finding.explainable and cell in finding.cells:
            yield tuple(_explainable(finding, report.value(cell)))


def _beside(finding: Finding) -> str:
    """What the calculation holds the figure against."""
    return "与下级报告对照" if any(name.startswith("members.") for name, _ in finding.figures) else "与上年对照"


def _explainable(finding: Finding, value: Value) -> Iterator[Line]:
    role = "muted" if finding.pending or finding.explained else finding.severity
    yield Line("title", _beside(finding) if finding.steps else SEVERITY_NAMES[finding.severity], role=role)
    if not finding.steps:
        yield Line("text", told(finding.statement, value), role="muted" if finding.explained else "text")
    for step in finding.steps:
        if step.name and not (finding.pending and step is finding.steps[-1]):
            text = step.value if isinstance(step.value, str) and step.kind == "sum" else grouped(step.value)
            last = step is finding.steps[-1]
            yield Line(step.kind, step.name, text, role if last else "text")
            if step.kind == "sum" and not last:
                yield Line("thin", "")
    if finding.explained:
        yield Line("text", f"已说明：{visible(finding.reason)}", role="muted")
    elif finding.outdated:
        yield Line("text", f"原说明已不适用：{visible(finding.reason)}", role=role)
    elif not finding.pending:
        advice = finding.advice if EXPLAIN in finding.advice else "；".join(filter(None, (finding.advice, EXPLAIN)))
        yield Line("text", f"{advice}，随文件保存。", role="muted")
