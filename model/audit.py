"""The audit: the form's rules over a report's figures, re-checked only where an edit touches them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple, Protocol

from model.dates import day_of
from model.errors import FormError
from model.findings import Finding
from model.form import Form, Relation, Rule
from model.naming import FIELD_NAMES, cell_name
from model.number_text import Value, is_number, number_text, read_number, reason_text
from model.totals import Total

Number = int | Decimal
DATE_FIELDS = ("signature.date", "deadline")


class Figures(Protocol):
    """What a check may ask of a report."""

    @property
    def form(self) -> Form: ...
    @property
    def year(self) -> int: ...
    @property
    def fields(self) -> Mapping[str, str | int]: ...
    def value(self, cell: str) -> Value: ...
    def total(self, cell: str) -> Total: ...
    def stated(self, cell: str) -> Value: ...
    def unit_of(self, cell: str) -> str: ...


class Check(NamedTuple):
    """One instance of a rule: what it reads (cells, fields) and how it is run."""

    cells: tuple[str, ...]
    fields: tuple[str, ...]
    run: Callable[[Figures], Iterator[Finding]]


class Audit:
    """All checks of a form over one report, with the findings as they stand."""

    def __init__(self, form: Form) -> None:
        self._checks = list(checks_of(form))
        self._found: list[tuple[Finding, ...]] = [()] * len(self._checks)
        self._by_source: dict[str, list[int]] = {}
        for index, check in enumerate(self._checks):
            for source in (*check.cells, *check.fields):
                self._by_source.setdefault(source, []).append(index)

    def run_all(self, figures: Figures) -> None:
        """Check everything afresh."""
        self._found = [tuple(check.run(figures)) for check in self._checks]

    def update(self, figures: Figures, sources: Collection[str]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """Check again what reads these cells or fields; the findings that went and that came."""
        touched = sorted({index for source in sources for index in self._by_source.get(source, ())})
        gone: list[Finding] = []
        new: list[Finding] = []
        for index in touched:
            before, after = self._found[index], tuple(self._checks[index].run(figures))
            if before != after:
                gone.extend(finding for finding in before if finding not in after)
                new.extend(finding for finding in after if finding not in before)
                self._found[index] = after
        return tuple(gone), tuple(new)

    def findings(self) -> tuple[Finding, ...]:
        """All findings, in the order of the form, those that are pending included."""
        return tuple(finding for found in self._found for finding in found)


def checks_of(form: Form) -> Iterator[Check]:
    """The instances of all rules, in the order in which the report is read; FormError for an unknown kind."""
    for rule in form.rules:
        if rule.kind not in KINDS:
            raise FormError(f"规则 {rule.id} 的种类“{rule.kind}”没有对应的检查。", "请改正 rules.toml。")
        if rule.kind not in ("total", "balance"):
            yield from KINDS[rule.kind](form, rule)
    for relation in form.relations:
        yield _relation_check(form, relation)


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
        if not isinstance(value, str):
            return
        kind = figures.form.cells[self.cell].kind
        reason = read_number(value, kind).reason or "unreadable"
        if (reason == "unreadable") != self.unreadable:
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
            yield Finding(self.rule.id, self.field, self.rule.severity, figures.form.sections[0].id, statement)


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
        yield Finding(self.rule.id, self.grid, self.rule.severity, self.part, statement, cells=blank, pending=True)


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
            "年度写错的请改正，表样用错的请用“文件→新建”另建一份"
        )
        yield Finding(self.rule.id, "", self.rule.severity, form.sections[0].id, statement)


def _relation_check(form: Form, relation: Relation) -> Check:
    run = (_TotalCheck if relation.kind == "total" else _BalanceCheck)(form, relation)
    return Check((*relation.left, *relation.right), (), run)


class _RelationCheck:
    """What both kinds of relation share: figures as printed, and how the sentence is made."""

    def __init__(self, form: Form, relation: Relation) -> None:
        self.relation = relation
        self.part = form.section_of_grid(relation.grid).id
        self.unit = form.cells[relation.left[0]].kind.unit

    def printed(self, figures: Figures, cell: str) -> Value:
        """The figure as printed: the stated total stands in for the computed one."""
        stated = figures.stated(cell)
        return figures.value(cell) if stated is None else stated

    def side(self, figures: Figures, cells: Iterable[str]) -> Number:
        """The sum of one side; a blank counts as 0."""
        values = (self.printed(figures, cell) for cell in cells)
        return sum(value for value in values if value is not None and not isinstance(value, str))

    def finding(self, figures: Figures, left: Number, right: Number, statement: str, pending: bool) -> Finding:
        """The finding of a relation whose two sides differ."""
        relation = self.relation
        cells = (*relation.left, *relation.right)
        difference: Number = left - right
        distance = -difference if difference < 0 else difference
        return Finding(
            relation.rule,
            relation.instance,
            relation.severity,
            self.part,
            f"{relation.scope}：{statement}",
            cells=cells,
            gap=f"相差 {number_text(distance)} {self.unit}".rstrip(),
            left=left,
            right=right,
            difference=difference,
            left_cells=relation.left,
            right_cells=relation.right,
            figures=tuple((cell, self.printed(figures, cell)) for cell in cells),
            pending=pending,
        )


class _TotalCheck(_RelationCheck):
    """A total as a document stated it equals the sum of its parts; a derived one does by construction."""

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        (total,) = self.relation.right
        if all(figures.stated(cell) is None for cell in (*self.relation.left, total)):
            return
        stated = self.printed(figures, total)
        left = self.side(figures, self.relation.left)
        if isinstance(stated, str):
            statement = f"文件所列“{stated}”看不出是什么数，各项合计{number_text(left)}"
            yield self.finding(figures, left, 0, statement, False)._replace(right=None, difference=None, gap="")
            return
        right = 0 if stated is None else stated
        if left != right:
            form = figures.form
            name = form.row(total).short if self._spans_rows(form) else form.column(total).short
            source = "文件所列" if figures.stated(total) is not None else ""
            statement = f"{self._parts(figures)}{number_text(left)}，{source}{name}{number_text(right)}"
            yield self.finding(figures, left, right, statement, False)

    def _parts(self, figures: Figures) -> str:
        form, cells = figures.form, self.relation.left
        if self._spans_rows(form):
            return "各项合计"
        names = []
        for cell in cells:
            value = self.printed(figures, cell)
            if is_number(value) and value != 0:
                names.append(f"{form.column(cell).short}{number_text(value)}")
        return "＋".join(names) + "＝" if len(names) > 1 else "各栏合计"

    def _spans_rows(self, form: Form) -> bool:
        return len({form.cells[cell].row for cell in self.relation.left}) > 1


class _BalanceCheck(_RelationCheck):
    """The relation printed in the form's corner: what came in equals what was done and what is left."""

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        relation = self.relation
        left, right = self.side(figures, relation.left), self.side(figures, relation.right)
        if left == right:
            return
        cells = (*relation.left, *relation.right)
        stated = any(figures.stated(cell) is not None for cell in cells)
        pending = not stated and not all(self._full(figures, cell) for cell in cells)
        statement = f"{self._sum(figures, relation.left, left)}，{self._sum(figures, relation.right, right)}"
        yield self.finding(figures, left, right, statement, pending)

    def _sum(self, figures: Figures, cells: Iterable[str], total: Number) -> str:
        names = []
        for cell in cells:
            value = self.printed(figures, cell)
            shown = f"“{value}”" if isinstance(value, str) else number_text(value) or "未填"
            names.append(f"{figures.form.row(cell).short}{shown}")
        # One term alone is its own sum.
        return names[0] if len(names) == 1 else f"{'＋'.join(names)}＝{number_text(total)}"

    def _full(self, figures: Figures, cell: str) -> bool:
        if figures.form.cells[cell].computed:
            return figures.total(cell).complete
        return is_number(figures.value(cell))


KINDS: dict[str, Callable[[Form, Rule], Iterator[Check]]] = {
    "entry": _entry_checks,
    "unreadable": _unreadable_checks,
    "blank": _blank_checks,
    "edition": _edition_checks,
    "total": lambda form, rule: iter(()),
    "balance": lambda form, rule: iter(()),
}
