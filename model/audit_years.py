"""Checks against the year before. Every one is silent while the report holds no report of last year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from model.audit_entries import cells_by_row
from model.checks import Check, Figures, Number, is_full, printed, shown
from model.findings import EXPLAIN, Finding, Step
from model.form import Form, Rule, join_id
from model.last_year import LastYear
from model.naming import cell_name
from model.number_text import Value, number_text
from model.year_words import MINUS, gap_words, leap_share, said_in, signed

LAST_YEAR = "last_year"
"""The part of a report that these checks read; also begins the names of last year's figures in a finding."""


class _YearCheck:
    """What the checks share: how a finding is put together and when it is only pending.

    reads: cells of this year that it is judged on; with one of them open it is pending.
    """

    def __init__(self, form: Form, rule: Rule, grid: str, reads: tuple[str, ...]) -> None:
        self.rule = rule
        self.reads = reads
        self.part = form.section_of_grid(grid).id

    def pending(self, figures: Figures) -> bool:
        """While blanks remain it only says that the report is being filled in, unless a document stated totals."""
        if all(is_full(figures, cell) for cell in self.reads):
            return False
        return all(figures.stated(cell) is None for cell in self.reads)

    def finding(
        self,
        figures: Figures,
        instance: str,
        statement: str,
        sides: tuple[Number, Number],
        cells: tuple[str, ...],
        *,
        last: Iterable[str],
        steps: tuple[Step, ...] = (),
        severity: str = "",
        more: tuple[tuple[str, Value], ...] = (),
        advice: str = "",
        gap: str = "",
    ) -> Finding:
        """The finding. sides: what the report has and what it is held against; last: cells whose figures
        of last year were read; more: what else it was judged on; gap: in place of the difference in words."""
        difference = sides[0] - sides[1]
        year = figures.last_year
        assert year is not None
        gap = gap or gap_words(difference, figures.unit_of(cells[0]))
        return Finding(
            self.rule.id,
            instance,
            severity or self.rule.severity,
            self.part,
            statement,
            cells=cells,
            gap=gap,
            left=sides[0],
            right=sides[1],
            difference=difference,
            left_cells=cells[:1],
            right_cells=cells[1:],
            figures=(
                *((cell, printed(figures, cell)) for cell in cells),
                *((f"{LAST_YEAR}.{cell}", year.value(cell)) for cell in last),
                *more,
            ),
            pending=self.pending(figures),
            steps=(*steps, Step("相差", gap, "sum")) if steps else (),
            advice=advice,
        )


def _number(value: Value) -> Number:
    """A figure; blank, or what was not understood, counts as 0 in a sum."""
    return value if isinstance(value, (int, Decimal)) else 0


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


class _CarriedOverCheck(_YearCheck):
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
        if year is None or last is None or _number(this) == last:
            return
        form = figures.form
        same = _number(printed(figures, self.total)) == year.figure(self.total_source, unit)
        eased = _eased(figures, year, self.rule)
        why = "；总计相同，只是各栏不同" if same else f"；{eased}" if eased else ""
        names = form.row(self.cell).short, form.row(self.source).short
        yield self.finding(
            figures,
            self.column,
            f"{self.scope}：{names[0]}{shown(this, unit)}，上年报告的{names[1]}{shown(last, unit)}{why}",
            (_number(this), last),
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


class _StockCheck(_YearCheck):
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
        if _number(stock) != due:
            names, unit = self.names(figures), figures.unit_of(self.stock)
            yield self.finding(
                figures,
                self.row,
                f"{figures.form.row(self.stock).short}：{names[0]}{number_text(last)}＋{names[1]}{number_text(added)}"
                f"{MINUS}{names[2].removeprefix('本年')}{number_text(removed)}＝{signed(due)}，本年{'' if stock is None else '填报'}{shown(stock)}",
                (_number(stock), due),
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
        return last, _number(printed(figures, self.added)), _number(printed(figures, self.removed))

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


def _still_open_checks(form: Form, rule: Rule) -> Iterator[Check]:
    for group in rule.option("groups"):
        check = _StillOpenCheck(form, rule, group)
        yield Check(check.reads, (LAST_YEAR,), check)


class _StillOpenCheck(_YearCheck):
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
        if last is None or _number(total) >= last:
            return
        total_name, open_name = form.column(self.total).short, form.column(self.open).short
        yield self.finding(
            figures,
            self.group,
            f"{''.join(form.column(self.total).path[-2:-1]) or total_name}：上年{open_name}{number_text(last)}{unit}，"
            f"本年{total_name}只有{shown(_number(total), unit)}",
            (_number(total), last),
            (self.total, self.open),
            last=(self.open,),
            steps=(Step(f"上年{open_name}", last), Step(f"本年{total_name}应不少于", last)),
            advice=EXPLAIN,
        )


def _leap_checks(form: Form, rule: Rule) -> Iterator[Check]:
    for cell in form.cells.values():
        if not cell.kind.signed:
            yield Check((cell.id,), (LAST_YEAR,), _LeapCheck(form, rule, cell.id))


class _OneCellCheck(_YearCheck):
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
        return cell_name(figures.form, self.cell)


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
        whose = "本年" if more else "上年"
        yield self.finding(
            figures,
            self.cell,
            f"{self.name(figures)}：本年{number_text(this)}{unit}，约为上年{number_text(last)}{unit}的{factor}，"
            f"{whose}可能不是按{unit}填的",
            (this, last),
            (self.cell,),
            last=(self.cell,),
            advice=EXPLAIN,
        )


KINDS: Mapping[str, Callable[[Form, Rule], Iterator[Check]]] = {
    "last_year_itself": _itself_checks,
    "no_last_year": lambda form, rule: iter(()),
    "carried_over": _carried_over_checks,
    "stock": _stock_checks,
    "stock_limit": _stock_checks,
    "still_open": _still_open_checks,
    "leap": _leap_checks,
    "wrong_unit": _wrong_unit_checks,
}
"""The kinds of rules that look at the year before; model/audit.py makes their checks when there is one."""
