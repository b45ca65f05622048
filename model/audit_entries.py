"""Checks of what was entered: figures that are none, blanks, days, the form's edition, cells that a unit has no figure for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from model.checks import Check, Figures, printed
from model.dates import day_of
from model.findings import EXPLAIN, Finding
from model.form import Form, Rule, join_id
from model.naming import FIELD_NAMES, cell_name
from model.number_text import number_text, reason_text
from model.sums import read_entry
from model.unit_kinds import kind_name

DATE_FIELDS = ("signature.date", "deadline")


def _entry_checks(form: Form, rule: Rule) -> Iterator[Check]:
    whole = rule.option("number") == "whole"
    for cell in form.inputs:
        if form.cells[cell].kind.whole == whole:
            yield Check((cell,), (), _EntryCheck(form, rule, cell, unreadable=False))


def _unreadable_checks(form: Form, rule: Rule) -> Iterator[Check]:
    for field in DATE_FIELDS:
        yield Check((), (field,), _DateCheck(rule, field))
    for cell in form.inputs:
        yield Check((cell,), (), _EntryCheck(form, rule, cell, unreadable=True))


class _EntryCheck:
    """What stands in a cell was not understood, or is no figure that the cell may hold."""

    def __init__(self, form: Form, rule: Rule, cell: str, *, unreadable: bool) -> None:
        self.rule = rule
        self.cell = cell
        self.unreadable = unreadable
        self.part = form.section_of_grid(form.cells[cell].grid).id

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        value = figures.value(self.cell)
        if isinstance(value, str):
            return self._findings(figures, value)
        # A file from elsewhere may hold a figure that nobody could have typed.
        if value is not None and (value < 0 or isinstance(value, Decimal)):
            return self._findings(figures, number_text(value))
        return iter(())

    def _findings(self, figures: Figures, value: str) -> Iterator[Finding]:
        kind = figures.form.cells[self.cell].kind
        reason = read_entry(value, kind).reason or ("unreadable" if figures.value(self.cell) == value else "")
        if not reason or (reason in ("unreadable", "sum")) != self.unreadable:
            return
        statement = f"{cell_name(figures.form, self.cell)}：“{value}”{reason_text(reason, kind)}"
        yield Finding(
            self.rule.id,
            self.cell,
            self.rule.severity,
            self.part,
            statement,
            cells=(self.cell,),
            figures=((self.cell, value),),
            explainable=False,
        )


class _DateCheck:
    """A day that was typed is a day of the calendar: it is printed, or counted to."""

    def __init__(self, rule: Rule, field: str) -> None:
        self.rule = rule
        self.field = field

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        typed = str(figures.fields[self.field])
        if typed and day_of(typed) is None:
            statement = f"{FIELD_NAMES[self.field]}：“{typed}”看不出是哪一天，请写成 2026-01-20 的样子"
            part = figures.form.sections[0].id
            yield Finding(self.rule.id, self.field, self.rule.severity, part, statement, explainable=False)


def _blank_checks(form: Form, rule: Rule) -> Iterator[Check]:
    for grid in form.grids:
        cells = tuple(cell for cell in form.inputs if form.cells[cell].grid == grid.id)
        part = form.section_of_grid(grid.id).id
        yield Check(cells, (), _BlankCheck(rule, grid.id, f"{grid.name} {grid.title}", part, cells))


class _BlankCheck:
    """Cells of a grid that nobody has filled in: blank is not 0."""

    def __init__(self, rule: Rule, grid: str, name: str, part: str, cells: tuple[str, ...]) -> None:
        self.rule = rule
        self.grid = grid
        self.name = name
        self.part = part
        self.cells = cells

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        blank = tuple(cell for cell in self.cells if figures.value(cell) is None)
        if not blank:
            return
        statement = f"{self.name}：还有{len(blank)}格未填，第一处是{cell_name(figures.form, blank[0])}；没有的请填0"
        rule = self.rule
        yield Finding(
            rule.id, self.grid, rule.severity, self.part, statement, cells=blank, pending=True, explainable=False
        )


def _edition_checks(form: Form, rule: Rule) -> Iterator[Check]:
    yield Check((), ("year",), _EditionCheck(rule))


class _EditionCheck:
    """The form's edition is the one in force for the report's year."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        form = figures.form
        first, last = form.years
        if not figures.year or first <= figures.year <= last:
            return
        span = f"{first}年度起" if last == 9999 else f"{first}至{last}年度"
        statement = (
            f"{figures.year}年的报告用了{form.edition}年版表样（{form.document}，适用{span}）；"
            "年度写错的请改正，表样用错的请用“表格→改用适用表样”，有对应的都会带过去"
        )
        yield Finding(self.rule.id, "", self.rule.severity, form.sections[0].id, statement)


def _unit_kind_checks(form: Form, rule: Rule) -> Iterator[Check]:
    for cells in cells_by_row(form, rule):
        yield Check(cells, ("unit", "unit_kind"), _UnitKindCheck(form, rule, cells))


def cells_by_row(form: Form, rule: Rule) -> Iterator[tuple[str, ...]]:
    """The input cells of each row that a rule names by `grid` and `rows`."""
    for row in rule.option("rows"):
        start = f"{join_id(rule.option('grid'), row)}."
        yield tuple(cell for cell in form.inputs if cell.startswith(start))


class _UnitKindCheck:
    """Some figures only certain kinds of units have; all others enter 0."""

    def __init__(self, form: Form, rule: Rule, cells: tuple[str, ...]) -> None:
        self.rule = rule
        self.cells = cells
        self.part = form.section_of_grid(rule.option("grid")).id

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        held = ((cell, printed(figures, cell)) for cell in self.cells)
        values = tuple((cell, v) for cell, v in held if isinstance(v, (int, Decimal)) and v > 0)
        if not values or not figures.unit.strip() or figures.unit_kind in self.rule.option("unit_kinds"):
            return
        form = figures.form
        name = form.row(self.cells[0]).short
        told = "、".join(f"{form.column(cell).short}{number_text(v)}{figures.unit_of(cell)}" for cell, v in values)
        kind = kind_name(form.unit_kinds, figures.unit_kind)
        whose = f"单位类别是“{kind}”，一般没有{name}" if kind else f"单位类别还没有选，有些单位没有{name}"
        yield Finding(
            self.rule.id,
            form.row(self.cells[0]).id,
            self.rule.severity,
            self.part,
            f"{name}：填了{told}；{whose}",
            cells=tuple(cell for cell, _ in values),
            figures=(*values, ("unit_kind", figures.unit_kind)),
            advice=f"没有的请填0，单位类别不对的请改正，{EXPLAIN}",
        )


KINDS: Mapping[str, Callable[[Form, Rule], Iterator[Check]]] = {
    "entry": _entry_checks,
    "unreadable": _unreadable_checks,
    "blank": _blank_checks,
    "edition": _edition_checks,
    "unit_kind": _unit_kind_checks,
}
