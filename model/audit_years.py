"""Checks against the year before. Every one is silent while the report holds no report of last year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from model import audit_changes
from model.audit_entries import cells_by_row
from model.checks import MINUS, Check, Figures, Number, number_of, printed, shown
from model.findings import EXPLAIN, Finding, Step
from model.form import Form, Rule, join_id
from model.last_year import LastYear
from model.number_text import number_text
from model.year_check import LAST_YEAR, YearCheck
from model.year_words import said_in, signed


def _itself_checks(form: Form, rule: Rule) -> Iterator[Check]:
    yield Check((), (LAST_YEAR,), _ItselfCheck(form, rule))


class _ItselfCheck:
    """The report of last year does not add up itself: said once, its figures stay usable."""

    def __init__(self, form: Form, rule: Rule) -> None:
        self.rule = rule
        self.part = form.sections[0].id

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        year = figures.last_year
        if year is None or not year.faults:
            return
        first, count = year.faults[0], len(year.faults)
        among = f"有{count}处数对不上，第一处是" if count > 1 else "有一处数对不上："
        statement = f"上年报告（{year.unit}{year.year}年）自己{among}{first.message}；其余的数照样对照"
        judged = tuple((f"{LAST_YEAR}.{fault.key}.{i}", fault.difference) for i, fault in enumerate(year.faults))
        yield Finding(self.rule.id, "", self.rule.severity, self.part, statement, figures=judged)


def _carried_over_checks(form: Form, rule: Rule) -> Iterator[Check]:
    fields = (LAST_YEAR, "unit", rule.option("eased_section"))
    for column in form.grid(rule.option("grid")).blocks[0].columns:
        check = _CarriedOverCheck(form, rule, column.id)
        yield Check((*check.reads, check.total), fields, check)


class _CarriedOverCheck(YearCheck):
    """What last year left open is what this year begins with: one column."""

    def __init__(self, form: Form, rule: Rule, column: str) -> None:
        grid = rule.option("grid")
        block = form.grid(grid).blocks[0]
        chosen = next(item for item in block.columns if item.id == column)
        total = next(item.id for item in block.columns if item.sum_of)
        columns = chosen.sum_of or (column,)
        # The whole column has to be full: until then the report is being filled in.
        inputs = (join_id(grid, row.id, name) for name in columns for row in block.rows)
        self.column, self.scope = column, chosen.short
        self.cell, self.source = (join_id(grid, rule.option(key), column) for key in ("row", "last_row"))
        super().__init__(form, rule, grid, (*(c for c in inputs if not form.cells[c].computed), self.cell))
        self.total, self.total_source = (join_id(grid, rule.option(key), total) for key in ("row", "last_row"))

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        year, unit = figures.last_year, figures.form.cells[self.cell].kind.unit
        last = year.figure(self.source, unit) if year is not None else None
        this = printed(figures, self.cell)
        if year is None or last is None or number_of(this) == last:
            return
        form = figures.form
        same = number_of(printed(figures, self.total)) == year.figure(self.total_source, unit)
        eased = _eased(figures, year, self.rule)
        why = "；总计相同，只是各栏不同" if same else f"；{eased}" if eased else ""
        names = form.row(self.cell).short, form.row(self.source).short
        yield self.finding(
            figures,
            self.column,
            f"{self.scope}：{names[0]}{shown(this, unit)}，上年报告的{names[1]}{shown(last, unit)}{why}",
            (number_of(this), last),
            (self.cell,),
            last=dict.fromkeys((self.source, self.total_source)),
            steps=(Step(f"上年{names[1]}", last), Step(f"本年{names[0]}", this)),
            severity=self.rule.option("eased_severity") if same or eased else "",
            more=() if self.cell == self.total else ((self.total, printed(figures, self.total)),),
            advice=EXPLAIN if same or eased else "",
        )


def _eased(figures: Figures, year: LastYear, rule: Rule) -> str:
    """Why figures that differ need not be a mistake, "" for no reason."""
    if len(year.reports) > 1:
        return f"上年数是{len(year.reports)}个单位之和"
    if figures.unit.strip() and year.unit.strip() and figures.unit.strip() != year.unit.strip():
        return "单位名称与上年不同"
    text = figures.plain(rule.option("eased_section"))
    found = said_in(text, rule.option("eased_words"))
    if found:
        return f"{figures.form.section(rule.option('eased_section')).short}写有“{found}”"
    return "上年报告自己有数对不上" if year.faults else ""


def _stock_checks(form: Form, rule: Rule) -> Iterator[Check]:
    run = {"stock": _StockCheck, "stock_limit": _StockLimitCheck}[rule.kind]
    for cells in cells_by_row(form, rule):
        yield Check(cells, (LAST_YEAR,), run(form, rule, form.row(cells[0]).id))


class _StockCheck(YearCheck):
    """What is in force is what was in force, with what came and without what went."""

    def __init__(self, form: Form, rule: Rule, row: str) -> None:
        grid = rule.option("grid")
        self.row = row
        self.stock, self.added, self.removed = (
            join_id(grid, row, rule.option(key)) for key in ("stock", "added", "removed")
        )
        super().__init__(form, rule, grid, (self.stock, self.added, self.removed))

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        found = self.terms(figures)
        if found is None:
            return
        last, added, removed = found
        stock, due = printed(figures, self.stock), last + added - removed
        if number_of(stock) != due:
            names, unit = self.names(figures), figures.unit_of(self.stock)
            yield self.finding(
                figures,
                self.row,
                f"{figures.form.row(self.stock).short}：{names[0]}{number_text(last)}＋{names[1]}{number_text(added)}"
                f"{MINUS}{names[2].removeprefix('本年')}{number_text(removed)}＝{signed(due)}，本年{'' if stock is None else '填报'}{shown(stock)}",
                (number_of(stock), due),
                (self.stock, self.added, self.removed),
                last=(self.stock,),
                steps=(
                    Step(names[0], last),
                    Step(f"＋ {names[1]}", added),
                    Step(f"{MINUS} {names[2]}", removed),
                    Step("应为", due if due >= 0 else signed(due), "sum"),
                    Step("本年填", stock),
                ),
                # No figure of the cell can be right then: what went is more than there was.
                gap=f"{names[2].removeprefix('本年')}多出 {number_text(-due)} {unit}".rstrip() if due < 0 else "",
            )

    def terms(self, figures: Figures) -> tuple[Number, Number, Number] | None:
        """Last year's stock, what was added and what was taken away this year."""
        year = figures.last_year
        last = year.figure(self.stock, figures.unit_of(self.stock)) if year is not None else None
        if last is None:
            return None
        return last, number_of(printed(figures, self.added)), number_of(printed(figures, self.removed))

    def names(self, figures: Figures) -> tuple[str, str, str]:
        """What the three terms are called."""
        stock, added, removed = (figures.form.column(cell).short for cell in (self.stock, self.added, self.removed))
        return f"上年{stock}", added, removed


class _StockLimitCheck(_StockCheck):
    """No more can go than was there and came."""

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        found = self.terms(figures)
        if found is None:
            return
        last, added, removed = found
        if removed > last + added:
            names = self.names(figures)
            yield self.finding(
                figures,
                self.row,
                f"{figures.form.row(self.stock).short}：{names[2]}{number_text(removed)}，超过"
                f"{names[0]}{number_text(last)}＋{names[1]}{number_text(added)}＝{number_text(last + added)}",
                (removed, last + added),
                (self.removed, self.added),
                last=(self.stock,),
                steps=(
                    Step(names[0], last),
                    Step(f"＋ {names[1]}", added),
                    Step(f"{names[2]}应不多于", last + added, "sum"),
                    Step("本年填", removed),
                ),
                advice=EXPLAIN,
            )


KINDS: Mapping[str, Callable[[Form, Rule], Iterator[Check]]] = {
    "last_year_itself": _itself_checks,
    "no_last_year": lambda form, rule: iter(()),
    "carried_over": _carried_over_checks,
    "stock": _stock_checks,
    "stock_limit": _stock_checks,
    **audit_changes.KINDS,
}
"""The kinds of rules that look at the year before; model/audit.py makes their checks when there is one."""
