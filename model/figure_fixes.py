"""What may safely be done about a finding of the figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from model.audit_relations import relation_check
from model.checks import Figures, number_of
from model.edits import Change, SetNote
from model.entry import put
from model.findings import Finding
from model.fixes import Fix
from model.form import Relation, Rule, join_id
from model.number_text import number_text
from model.report import Report
from model.supposed import supposing


def computed_total(report: Report, rule: Rule, finding: Finding) -> Iterator[Fix]:
    """The total that a document stated gives way to the computed one."""
    return _computed(report, finding.right_cells)


def computed_totals(report: Report, rule: Rule, finding: Finding) -> Iterator[Fix]:
    """A balance that does not hold because of a stated total."""
    return _computed(report, (*finding.left_cells, *finding.right_cells))


def _computed(report: Report, cells: Iterable[str]) -> Iterator[Fix]:
    for cell in cells:
        total = report.total(cell).value if report.form.cells[cell].computed else None
        if total is not None and report.stated(cell) not in (None, total) and _all_hold(report, cell):
            name = f"改用自动计算的合计（{number_text(total)}）"
            yield Fix(name, (SetNote(cell, "stated", None),))


def _all_hold(report: Report, cell: str) -> bool:
    """Whether every relation of a stated total holds once it is the computed one.

    Where one does not, a part is wrong and not the total: taking the computed total would only hide it.
    """
    supposed = supposing(report, {cell: number_of(report.total(cell).value)}, {})
    relations = [one for one in report.form.relations if cell in (*one.left, *one.right)]
    return not any(_broken(report, relation, supposed) for relation in relations)


def _broken(report: Report, relation: Relation, supposed: Figures) -> bool:
    return any(True for _ in relation_check(report.form, relation).run(supposed))


def last_years_figure(report: Report, rule: Rule, finding: Finding) -> Iterator[Fix]:
    """What last year left open is what this year begins with; for the total, every column of it."""
    year, form = report.last_year, report.form
    if year is None:
        return
    grid = rule.option("grid")
    row, source = join_id(grid, rule.option("row")), join_id(grid, rule.option("last_row"))
    changes: list[Change] = []
    taken: list[int] = []
    for cell in _inputs(report, join_id(row, finding.instance)):
        last = year.figure(f"{source}{cell.removeprefix(row)}", form.cells[cell].kind.unit)
        if not isinstance(last, int):
            return
        taken.append(last)
        changes.extend(put(report, cell, last))
    figures = number_text(sum(taken)) if len(taken) == 1 else f"各栏共{number_text(sum(taken))}"
    yield Fix(f"采用上年结转的数（{figures}）", tuple(changes))


def _inputs(report: Report, cell: str) -> tuple[str, ...]:
    parts = report.form.cells[cell].parts
    return parts or (cell,)


def nothing_there(report: Report, rule: Rule, finding: Finding) -> Iterator[Fix]:
    """A unit of this kind has none of it."""
    changes = [change for cell in finding.cells for change in put(report, cell, 0)]
    yield Fix("这几格填 0" if len(finding.cells) > 1 else "这一格填 0", tuple(changes))
