"""Checks of a report that adds others up (汇总): rules G1, G2 and G3. Silent while no reports are held against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from model.checks import Check, Figures, Number, is_full, number_of, printed
from model.findings import EXPLAIN, Finding, Step
from model.form import Block, Form, Grid, Rule, join_id
from model.members import MEMBERS, MemberSums, Share, is_own, member_key
from model.number_text import number_text
from model.records import NamedTuple
from model.state import Member
from model.year_words import signed

_NAMED = 5
"""So many members are named in a sentence."""
_STEPS = 40
"""So many members have a line of their own in the calculation."""


class _Line(NamedTuple):
    """What one finding is about: a row, or where a grid's one row has no label, columns below one heading.

    below: of a row that adds up others, for each cell those of the same column that it adds up.
    """

    id: str
    name: str
    cells: tuple[str, ...]
    below: tuple[tuple[str, ...], ...] = ()


def _lines(form: Form) -> Iterator[_Line]:
    for grid in form.grids:
        for b, block in enumerate(grid.blocks):
            for r, row in enumerate(block.rows):
                cells = tuple(grid.cell_id(b, r, c) for c in range(len(block.columns)))
                if row.path:
                    columns = [column.id for column in block.columns]
                    below = tuple(tuple(join_id(grid.id, part, one) for part in row.sum_of) for one in columns)
                    yield _Line(_beginning(cells), row.short, cells, below if row.sum_of else ())
                else:
                    yield from _below_headings(grid, block, cells)


def _below_headings(grid: Grid, block: Block, cells: Sequence[str]) -> Iterator[_Line]:
    groups: dict[tuple[str, ...], list[str]] = {}
    for column, cell in zip(block.columns, cells, strict=True):
        groups.setdefault(column.path[:-1], []).append(cell)
    for path, found in groups.items():
        yield _Line(_beginning(found), "".join(path) or grid.title, tuple(found))


def _beginning(cells: Sequence[str]) -> str:
    """What the ids of the cells begin with alike."""
    split = [cell.split(".") for cell in cells]
    alike = next((n for n, parts in enumerate(zip(*split, strict=False)) if len(set(parts)) > 1), len(split[0]))
    return ".".join(split[0][:alike])


def _sum_checks(form: Form, rule: Rule) -> Iterator[Check]:
    for line in _lines(form):
        own = line.id in rule.option("own_rows")
        cells = (*line.cells, *(cell for column in line.below for cell in column))
        yield Check(cells, (MEMBERS, "year", "unit"), _RowCheck(form, rule, line, own=own))


class _Compared(NamedTuple):
    """A cell: what the report has, and what its members have, each and together."""

    cell: str
    this: Number
    shares: tuple[Share, ...]
    sum: Number


class _RowCheck:
    """Each figure of a row is the sum of the members' figures; own: it is that of the government itself alone."""

    def __init__(self, form: Form, rule: Rule, line: _Line, *, own: bool) -> None:
        self.rule = rule
        self.line = line
        self.own = own
        self.suffixes = tuple(rule.option("own_suffixes"))
        self.part = form.section_of_grid(form.cells[line.cells[0]].grid).id

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        sums = figures.member_sums
        if sums is None:
            return
        compared = [self._compared(figures, sums, cell) for cell in self.line.cells]
        if not any(one.shares for one in compared):
            return
        differ = [one for one in compared if self._differs(figures, one)]
        # What a row that adds others up differs by because they do is said there.
        explained = {
            cell
            for cell, parts in zip(self.line.cells, self.line.below, strict=False)
            if any(self._differs(figures, self._compared(figures, sums, part)) for part in parts)
        }
        differ = [one for one in differ if one.cell not in explained]
        if differ:
            yield self._finding(figures, sums, compared, differ)

    def _differs(self, figures: Figures, one: _Compared) -> bool:
        return one.this != one.sum and not isinstance(printed(figures, one.cell), str)

    def _compared(self, figures: Figures, sums: MemberSums, cell: str) -> _Compared:
        this = number_of(printed(figures, cell))
        shares, total = sums.shares(cell, figures.unit_of(cell), figures.year)
        if self.own:
            shares = tuple(share for share in shares if is_own(share.member, figures.unit, self.suffixes))
            total = sum(share.figure for share in shares)
        return _Compared(cell, this, shares, total)

    def _finding(
        self, figures: Figures, sums: MemberSums, compared: Sequence[_Compared], differ: Sequence[_Compared]
    ) -> Finding:
        form, line = figures.form, self.line
        first = next((one for one in differ if form.column(one.cell).sum_of), differ[0])
        unit = figures.unit_of(first.cell)
        difference = first.this - first.sum
        gap = f"相差 {number_text(-difference if difference < 0 else difference)} {unit}".rstrip()
        others = [form.column(one.cell).short for one in differ if one is not first]
        also = f"；{'、'.join(others)}也不同" if others else ""
        column = form.column(first.cell).short if len(line.cells) > 1 else ""
        whose = "本级机关" if self.own else f"{len(first.shares)}份报告合计"
        statement = (
            f"{line.name}：{column}本报告{signed(first.this)}，{whose}{signed(first.sum)}{_named(first.shares)}{also}"
        )
        return Finding(
            self.rule.id,
            line.id,
            self.rule.severity,
            self.part,
            statement,
            cells=(first.cell, *(one.cell for one in differ if one is not first)),
            gap=gap,
            left=first.this,
            right=first.sum,
            difference=difference,
            left_cells=(first.cell,),
            figures=(
                *((one.cell, printed(figures, one.cell)) for one in compared),
                *((f"{MEMBERS}.{one.cell}", one.sum) for one in compared),
            ),
            pending=not all(is_full(figures, cell) or figures.stated(cell) is not None for cell in line.cells),
            steps=_steps(first, gap),
            advice=EXPLAIN,
            cause="" if self.own else _left_out(figures, sums),
        )


def _named(shares: Sequence[Share]) -> str:
    """The members that have something, in brackets."""
    having = [share for share in shares if share.figure]
    if not having:
        return ""
    told = "、".join(f"{share.member.unit}{signed(share.figure)}" for share in having[:_NAMED])
    return f"（{told}{f'等{len(having)}个单位' if len(having) > _NAMED else ''}）"


def _steps(first: _Compared, gap: str) -> tuple[Step, ...]:
    having = [share for share in first.shares if share.figure]
    parts = [Step(share.member.unit, share.figure) for share in having[:_STEPS]]
    if len(having) > _STEPS:
        rest = sum(share.figure for share in having[_STEPS:])
        parts.append(Step(f"其余{len(having) - _STEPS}个单位", rest))
    return (*parts, Step("合计", first.sum, "sum"), Step("本报告", first.this), Step("相差", gap, "sum"))


def _left_out(figures: Figures, sums: MemberSums) -> str:
    """Why the sums may lack something."""
    strange = sum(not sums.fits(member, figures.year) for member in sums.members.reports)
    told = [f"还缺{len(missing)}个单位的报告"] if (missing := _missing(sums)) else []
    told += [f"有{strange}份报告年度或表样不同，没有计入"] if strange else []
    return f"可能原因：{'，'.join(told)}" if told else ""


def _missing(sums: MemberSums) -> tuple[str, ...]:
    from model.roster import unit_key

    there = {member_key(member) for member in sums.members.reports}
    return tuple(name for name in sums.members.expected if unit_key(name) not in there)


def _list_checks(form: Form, rule: Rule) -> Iterator[Check]:
    yield Check((), (MEMBERS, "year"), _ListCheck(form, rule))


class _ListCheck:
    """Every unit's report is there, once, of the same year and edition."""

    def __init__(self, form: Form, rule: Rule) -> None:
        self.rule = rule
        self.part = form.sections[0].id

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        sums = figures.member_sums
        if sums is not None:
            yield from self._missing(sums)
            yield from self._twice(sums)
            yield from self._strange(figures, sums)

    def _missing(self, sums: MemberSums) -> Iterator[Finding]:
        missing = _missing(sums)
        if missing:
            names = "、".join(missing[:_NAMED]) + (f"等{len(missing)}个单位" if len(missing) > _NAMED else "")
            advice = f"请补上；不用报的，在{sums.members.roster or '单位名录'}的“应报”里写“否”；{EXPLAIN}"
            yield self._finding("missing", f"还缺{names}的报告", "、".join(missing), advice)

    def _twice(self, sums: MemberSums) -> Iterator[Finding]:
        by_unit: dict[str, list[Member]] = {}
        for member in sums.members.reports:
            by_unit.setdefault(member_key(member), []).append(member)
        for key, same in by_unit.items():
            if len(same) > 1:
                files = "、".join(member.file for member in same if member.file)
                words = f"{same[0].unit}有{len(same)}份报告{f'（{files}）' if files else ''}，只计入一份"
                yield self._finding(f"twice.{key}", words, files)

    def _strange(self, figures: Figures, sums: MemberSums) -> Iterator[Finding]:
        form, year = figures.form, figures.year
        for number, member in enumerate(sums.members.reports):
            key = f"{member_key(member)}.{number}"
            whose = f"{member.unit}的报告{f'（{member.file}）' if member.file else ''}"
            if member.edition != form.edition:
                words = f"{whose}用的是{member.edition}年版表样，没有计入"
                yield self._finding(f"edition.{key}", words, member.edition)
            elif year and member.year and member.year != year:
                yield self._finding(f"year.{key}", f"{whose}是{member.year}年的，没有计入", str(member.year))
            elif not member.year:
                yield self._finding(f"no_year.{key}", f"{whose}看不出是哪一年的，已经计入", "")

    def _finding(self, instance: str, words: str, judged: str, advice: str = EXPLAIN) -> Finding:
        rule = self.rule
        statement = f"下级报告：{words}"
        figures = (("text", judged),)
        return Finding(rule.id, instance, rule.severity, self.part, statement, figures=figures, advice=advice)


def _error_checks(form: Form, rule: Rule) -> Iterator[Check]:
    yield Check((), (MEMBERS,), _ErrorsCheck(form, rule))


class _ErrorsCheck:
    """A member whose own report has errors: its figures may be wrong."""

    def __init__(self, form: Form, rule: Rule) -> None:
        self.rule = rule
        self.part = form.sections[0].id

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        sums = figures.member_sums
        for number, member in enumerate(sums.members.reports if sums is not None else ()):
            if member.errors:
                first = f"，第一处是{member.first_error}" if member.errors > 1 else f"：{member.first_error}"
                yield Finding(
                    self.rule.id,
                    f"{member_key(member)}.{number}",
                    self.rule.severity,
                    self.part,
                    f"下级报告：{member.unit}的报告自己有{member.errors}处错误{first}",
                    figures=(("errors", Decimal(member.errors)), ("text", member.first_error)),
                    advice=f"请退回改正，{EXPLAIN}",
                )


KINDS: Mapping[str, Callable[[Form, Rule], Iterator[Check]]] = {
    "member_sums": _sum_checks,
    "member_list": _list_checks,
    "member_errors": _error_checks,
}
"""The kinds of rules about reports that are added up; model/audit.py makes their checks when there are some."""
