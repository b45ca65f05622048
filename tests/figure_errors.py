"""Reports whose figures add up, and the mistakes that are made when figures are entered or copied."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import NamedTuple

from model.checks import printed
from model.edits import Change, Edit, SetCell, SetNote
from model.findings import Finding
from model.form import Form, join_id
from model.report import Report
from workflows.forms import form

GRIDS = ("requests", "disputes")


class Mistake(NamedTuple):
    """What was entered in place of what is right: cells with the wrong figures."""

    kind: str
    wrong: tuple[tuple[str, int], ...]


def balanced_figures(of: Form, chance: random.Random, *, most: int = 40) -> dict[str, int]:
    """Whole figures for every input cell that keep all relations, few of them above 0, as in real reports."""
    figures = {cell: chance.choice((0, 0, 0, 1, 2, 5, chance.randint(0, most))) for cell in of.inputs}
    for rule in of.rules:
        if rule.kind in ("unit_kind", "stock_floor"):
            figures.update({cell: 0 for cell in of.inputs if cell.startswith(f"{rule.option('grid')}.")})
        if rule.kind == "balance":
            for column in of.grid(rule.option("grid")).blocks[0].columns:
                if not column.sum_of:
                    _balance(of, figures, rule.option("grid"), rule.option("left"), rule.option("right"), column.id)
    return figures


def _balance(of: Form, figures: dict[str, int], grid: str, left: tuple[str, ...], right: tuple[str, ...], column: str):
    sides = [[part for row in side for part in _parts(of, join_id(grid, row, column))] for side in (left, right)]
    more = sum(figures[cell] for cell in sides[0]) - sum(figures[cell] for cell in sides[1])
    figures[sides[0 if more < 0 else 1][0]] += abs(more)


def _parts(of: Form, cell: str) -> tuple[str, ...]:
    return of.cells[cell].parts or (cell,)


def report_of(figures: dict[str, int], edition: str = "2021", *, prints_totals: bool) -> Report:
    """A report with these figures; prints_totals: as a document printed it, every total as it should be.

    Reading keeps only those totals that are not what the cells add up to: `mistaken` does the same.
    """
    report = Report.blank(form(edition), "示例县数据局", form(edition).years[0])
    report.apply(Edit("填写", tuple(SetCell(cell, figure) for cell, figure in figures.items())))
    if prints_totals:
        report.apply(Edit("读入", tuple(SetNote(cell, "stated", report.value(cell)) for cell in report.form.totals)))
    return report


def figures_at_hand(report: Report) -> tuple[str, ...]:
    """The cells of 表三 and 表四 that hold a figure of their own: entered ones and stated totals."""
    return tuple(
        cell.id
        for cell in report.form.cells.values()
        if cell.grid in GRIDS and (not cell.computed or report.stated(cell.id) is not None)
    )


def wrongly(report: Report, mistake: Mistake) -> Edit:
    """The edit that makes the mistake; what was right before stays as it was in all other places."""
    return Edit(mistake.kind, tuple(_put(report, cell, figure) for cell, figure in mistake.wrong))


def _put(report: Report, cell: str, figure: int) -> Change:
    return SetNote(cell, "stated", figure) if report.form.cells[cell].computed else SetCell(cell, figure)


def told(report: Report, mistake: Mistake) -> tuple[Finding, ...]:
    """What is found, pending findings left out, while the report has the mistake."""
    with mistaken(report, mistake):
        return tuple(finding for finding in report.findings() if not finding.pending)


@contextmanager
def mistaken(report: Report, mistake: Mistake) -> Iterator[None]:
    """The report with the mistake in it, as it is when it is read: totals that agree are not kept as stated."""
    inverse = report.apply(wrongly(report, mistake))
    agree = [cell for cell in report.form.totals if report.stated(cell) == report.value(cell)]
    stated = report.apply(Edit("读入", tuple(SetNote(cell, "stated", None) for cell in agree)))
    yield
    report.apply(stated)
    report.apply(inverse)


def one_figure(report: Report, cell: str, chance: random.Random) -> Mistake:
    """Any other figure in this cell, often one that is near."""
    right = _figure(report, cell)
    wrong = chance.choice(
        (right + 1, right - 1, right + chance.randint(2, 30), 0, right * 10, chance.randint(0, 10**6), right + 100)
    )
    return Mistake("改一个数", ((cell, wrong if wrong >= 0 and wrong != right else right + 1),))


def swaps(report: Report) -> Iterator[Mistake]:
    """Neighbours that differ changed about, in a row and in a column."""
    for along, line in _lines(report):
        for one, other in pairwise(line):
            figures = _figure(report, one), _figure(report, other)
            if figures[0] != figures[1]:
                yield Mistake(f"相邻两数互换（{along}）", ((one, figures[1]), (other, figures[0])))


def slips(report: Report) -> Iterator[Mistake]:
    """A row or a column of entered figures one place too far; the figure at its end is lost, the first place blank."""
    for along, line in _lines(report):
        entered = [cell for cell in line if not report.form.cells[cell].computed]
        figures = [_figure(report, cell) for cell in entered]
        if len(figures) < 2:
            continue
        for moved in ([0, *figures[:-1]], [*figures[1:], 0]):
            wrong = tuple((c, new) for c, old, new in zip(entered, figures, moved, strict=True) if old != new)
            if wrong:
                yield Mistake(f"错开一格（{along}）", wrong)


def doubled(report: Report) -> Iterator[Mistake]:
    """A digit typed twice."""
    for cell in figures_at_hand(report):
        digits = str(_figure(report, cell))
        for place in range(len(digits)):
            wrong = int(digits[: place + 1] + digits[place:])
            if wrong != int(digits):
                yield Mistake("一位数字打了两遍", ((cell, wrong),))


def transposed(report: Report) -> Iterator[Mistake]:
    """Two digits of a figure changed about."""
    for cell in figures_at_hand(report):
        digits = str(_figure(report, cell))
        for place in range(len(digits) - 1):
            wrong = int(digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :])
            if wrong != int(digits):
                yield Mistake("两位数字颠倒", ((cell, wrong),))


def _figure(report: Report, cell: str) -> int:
    value = printed(report, cell)
    assert isinstance(value, int)
    return value


def _lines(report: Report) -> Iterator[tuple[str, list[str]]]:
    there = set(figures_at_hand(report))
    for grid in report.form.grids:
        for number, block in enumerate(grid.blocks):
            rows, columns = range(len(block.rows)), range(len(block.columns))
            for row in rows:
                yield "行", [c for i in columns if (c := grid.cell_id(number, row, i)) in there]
            for column in columns:
                yield "列", [c for i in rows if (c := grid.cell_id(number, i, column)) in there]
