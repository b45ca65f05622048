"""The form's relations as lines that a workbook shows: two sums, their difference, whether they balance.

A line is judged only when all that is behind it was filled in: a blank is not 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from model.checks import Number
from model.form import Form, Relation
from model.number_text import number_text
from model.records import NamedTuple
from model.report import Report

BALANCED, UNBALANCED, BLANK, UNREADABLE = "balanced", "unbalanced", "blank", "unreadable"

STATE_WORDS = {BALANCED: "平衡", UNBALANCED: "不平衡", BLANK: "未填全", UNREADABLE: "有的不是数"}

_LABEL_CHARACTERS = 12


class RelationLine(NamedTuple):
    """What a line is about. key: tells it from the others of its form. name: as printed.

    left, right: the cells that are added up. inputs: what has to be filled in before it is judged. unit: of the
    difference. decimals: the most that it can have.
    """

    key: str
    grid: str
    name: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    inputs: tuple[str, ...]
    unit: str
    decimals: int


class LineFigures(NamedTuple):
    """What a line says of a report. left, right: the sums so far, None where nothing is filled in.

    difference: left less right, None while one of them is. result: in words, with the difference where they differ.
    """

    left: Number | None
    right: Number | None
    difference: Number | None
    state: str
    result: str


@lru_cache(maxsize=4)
def relation_lines(form: Form) -> tuple[RelationLine, ...]:
    """All relations of the form: balances first, then sums of rows, then sums of columns, in the form's order."""
    ordered = sorted(form.relations, key=lambda relation: _rank(form, relation))
    return tuple(_line(form, relation) for relation in ordered)


def report_lines(report: Report) -> tuple[LineFigures, ...]:
    """What all lines of the report's form say of it; worked out once until the report changes."""
    return report.once("relation_lines", lambda report: line_figures(report, relation_lines(report.form)))


def line_figures(report: Report, lines: Iterable[RelationLine]) -> tuple[LineFigures, ...]:
    """What the lines say of the report, blanks left out of the sums; totals are the derived ones."""
    figures = {cell: report.value(cell) for cell in report.form.cells}
    numbers: dict[str, Number] = {cell: value for cell, value in figures.items() if isinstance(value, (int, Decimal))}
    missing = {cell for cell in report.form.inputs if cell not in numbers}
    # Of inputs only: a derived total is never text.
    texts = {cell for cell in missing if figures[cell] is not None}
    return tuple([_judged(line, numbers, texts, missing) for line in lines])


def verdict(lines: Sequence[LineFigures]) -> str:
    """All lines in one sentence."""
    states = [line.state for line in lines]
    wrong, odd, open_ = states.count(UNBALANCED), states.count(UNREADABLE), states.count(BLANK)
    told = [(odd, STATE_WORDS[UNREADABLE]), (open_, STATE_WORDS[BLANK])]
    if wrong:
        others = "".join(f"；另有 {count} 项{words}" for count, words in told if count)
        return f"有 {wrong} 项不平衡，见下表红色各行{others}"
    if odd or open_:
        said = "；".join(f"有 {count} 项{words}" for count, words in told if count)
        balanced = len(states) - odd - open_
        needed = "、".join(word for word, count in (("改好", odd), ("填全", open_)) if count)
        return f"{said}，{needed}后才能判断" + (f"；其余 {balanced} 项平衡" if balanced else "")
    return f"全部平衡：{len(states)} 项关系均成立"


@lru_cache(maxsize=512)
def inputs_behind(form: Form, cells: tuple[str, ...]) -> tuple[str, ...]:
    """The input cells that these cells are or are added up from, each once; kept: asked again for every report."""
    found: dict[str, None] = {}
    for cell in cells:
        parts = form.cells[cell].parts
        found.update(dict.fromkeys(inputs_behind(form, parts) if parts else (cell,)))
    return tuple(found)


def _judged(line: RelationLine, figures: Mapping[str, Number], texts: set[str], missing: set[str]) -> LineFigures:
    left, right = _sum(figures, line.left), _sum(figures, line.right)
    difference = None if left is None or right is None else left - right
    if missing and not missing.isdisjoint(line.inputs):
        state = UNREADABLE if not texts.isdisjoint(line.inputs) else BLANK
    else:
        state = UNBALANCED if difference else BALANCED
    words = STATE_WORDS[state]
    if state == UNBALANCED and difference is not None:
        distance: Number = -difference if difference < 0 else difference
        words += f"，相差 {number_text(distance)} {line.unit}".rstrip()
    return LineFigures(left, right, difference, state, words)


def _sum(figures: Mapping[str, Number], cells: Iterable[str]) -> Number | None:
    values = [figures[cell] for cell in cells if cell in figures]
    return sum(values) if values else None


def _rank(form: Form, relation: Relation) -> int:
    if relation.kind == "balance":
        return 0
    return 1 if _spans_rows(form, relation) else 2


def _spans_rows(form: Form, relation: Relation) -> bool:
    return len({form.cells[cell].row for cell in (*relation.left, *relation.right)}) > 1


def _line(form: Form, relation: Relation) -> RelationLine:
    """A total stands on the left of its line: 总计＝六类之和."""
    balance = relation.kind == "balance"
    left, right = (relation.left, relation.right) if balance else (relation.right, relation.left)
    rule = next(rule for rule in form.rules if rule.id == relation.rule)
    words = rule.option("words") or _words(form, relation)
    kind = form.cells[left[0]].kind
    return RelationLine(
        f"{relation.rule}.{relation.instance}",
        relation.grid,
        f"{_short(_scope(form, relation))}：{words}",
        left,
        right,
        inputs_behind(form, (*left, *right)),
        kind.unit,
        kind.decimals,
    )


def _scope(form: Form, relation: Relation) -> str:
    """The row or column of which the line speaks, as the grid prints it."""
    if _spans_rows(form, relation):
        return relation.scope
    path = form.row(relation.right[0]).path
    return path[-1] if path else relation.scope.split("›")[-1]


def _short(label: str) -> str:
    return label if len(label) <= _LABEL_CHARACTERS else f"{label[: _LABEL_CHARACTERS - 1]}…"


def _words(form: Form, relation: Relation) -> str:
    if relation.kind == "balance":
        sides = ("＋".join(form.row(cell).short for cell in side) for side in (relation.left, relation.right))
        return "＝".join(sides)
    (total,) = relation.right
    name = form.row(total).short if _spans_rows(form, relation) else form.column(total).short
    return f"{name}＝{len(relation.left)}项之和"
