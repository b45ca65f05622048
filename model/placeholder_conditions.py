"""Conditions in templates: {{若 表四 全为0}} … {{否则若 …}} … {{否则}} … {{结束}}.

What a condition may say, whether it holds, and how the placeholders nest. A blank is not 0: what reads a blank does not
hold, and a remark says so.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from model.form import Form
from model.naming import cell_name
from model.number_text import Value
from model.placeholder_cells import cells_named
from model.records import NamedTuple
from model.report import Report

IF, ELIF, ELSE, END = "if", "elif", "else", "end"
UNCLEAR = "看不懂这个条件"
DEEPEST = 8
"""Conditions within conditions."""

_OPENING = re.compile(r"(?:(if|若|如果)|(elif|否则若|否则如果)):?(.+)")
"""English words need a colon, since white space is gone."""
_WORDS: Mapping[str, str] = MappingProxyType({"else": ELSE, "否则": ELSE, "end": END, "endif": END, "结束": END})
_SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "大于等于": ">=",
        "小于等于": "<=",
        "不等于": "!=",
        "大于": ">",
        "小于": "<",
        "等于": "=",
        "≥": ">=",
        "≤": "<=",
        "≠": "!=",
        "＞": ">",
        "＜": "<",
        "＝": "=",
    }
)
_COMPARISON = re.compile(r"(.+?)(>=|<=|!=|=|>|<)(.+)")
_COMPARE: Mapping[str, Callable[[Decimal, Decimal], bool]] = MappingProxyType(
    {
        ">=": operator.ge,
        "<=": operator.le,
        "!=": operator.ne,
        "=": operator.eq,
        ">": operator.gt,
        "<": operator.lt,
    }
)
SINGLE_SIGNS = frozenset(_COMPARE)
"""What is said of one figure, not of a row or a grid."""
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?")
_SAYINGS: Mapping[str, str] = MappingProxyType(
    {
        "全为0": "zero",
        "全为零": "zero",
        "全是0": "zero",
        "都是0": "zero",
        "都为0": "zero",
        "为0": "zero",
        "为零": "zero",
        "未填全": "incomplete",
        "没填全": "incomplete",
        "未填": "blank",
        "没填": "blank",
        "没有填": "blank",
        "为空": "blank",
        "有数": "filled",
        "有字": "filled",
        ":zero": "zero",
        ":incomplete": "incomplete",
        ":blank": "blank",
        ":filled": "filled",
    }
)
_LAST = ("上年:", "上年", "last:")
_SAME_LAST = ("上年", "上年数", "last")
_ANY_LAST = ("有上年", "有上年数", "有上年报告", "last_year")


class Operand(NamedTuple):
    """Cells, of last year or this; or a number where there are no cells."""

    cells: tuple[str, ...] = ()
    last: bool = False
    number: Decimal = Decimal(0)


class Condition(NamedTuple):
    """What is asked. says: zero, blank, incomplete, filled, last_year, or a sign of comparison.

    of: the cells that it is about; text: the section or field instead; other: what they are compared with.
    """

    says: str
    of: Operand = Operand()
    text: str = ""
    other: Operand = Operand()


class Control(NamedTuple):
    """A placeholder that begins, goes on with or ends a condition. says: the condition as typed, "" without one."""

    kind: str
    says: str = ""


@lru_cache(maxsize=1024)
def control_of(name: str) -> Control | None:
    """What a canonical name does to conditions, None when it is another placeholder."""
    if name in _WORDS:
        return Control(_WORDS[name])
    match = _OPENING.fullmatch(name)
    if match is None or (match[1] == IF and not name.startswith("if:")):
        return None
    if match[2] == ELIF and not name.startswith("elif:"):
        return None
    return Control(IF if match[1] else ELIF, match[3])


@lru_cache(maxsize=1024)
def condition_of(form: Form, says: str) -> Condition | None:
    """The condition as it was typed, None when it can't be understood."""
    if says in _ANY_LAST:
        return Condition("last_year")
    for word, sign in _SIGNS.items():
        says = says.replace(word, sign)
    for ending in sorted(_SAYINGS, key=len, reverse=True):
        if says.endswith(ending) and (subject := says.removesuffix(ending).removesuffix(":")):
            if operand := _operand(form, subject):
                return Condition(_SAYINGS[ending], operand)
            if (text := _text(form, subject)) and _SAYINGS[ending] in ("blank", "filled"):
                return Condition(_SAYINGS[ending], text=text)
    match = _COMPARISON.fullmatch(says)
    return _comparison(form, *match.groups()) if match else None


def subjects(says: str) -> tuple[str, tuple[str, ...]]:
    """What a condition says, as in `Condition`, and the names that it says this of; "" and () for no known way."""
    for word, sign in _SIGNS.items():
        says = says.replace(word, sign)
    for ending in sorted(_SAYINGS, key=len, reverse=True):
        if says.endswith(ending) and (subject := says.removesuffix(ending).removesuffix(":")):
            return _SAYINGS[ending], (_this_year(subject),)
    match = _COMPARISON.fullmatch(says)
    if match is None:
        return "", ()
    names = [name for name in (match[1], match[3]) if not _NUMBER.fullmatch(name) and name not in _SAME_LAST]
    return match[2], tuple(map(_this_year, names))


def _this_year(subject: str) -> str:
    return next((subject.removeprefix(word) for word in _LAST if subject.startswith(word)), subject)


def _comparison(form: Form, subject: str, sign: str, other: str) -> Condition | None:
    one = _single(form, _operand(form, subject))
    if one is None:
        return None
    if _NUMBER.fullmatch(other):
        return Condition(sign, one, other=Operand(number=Decimal(other)))
    if other in _SAME_LAST:
        return Condition(sign, one, other=one._replace(last=True))
    second = _single(form, _operand(form, other))
    return None if second is None else Condition(sign, one, other=second)


def _operand(form: Form, subject: str) -> Operand | None:
    if cells := cells_named(form, subject):
        return Operand(cells)
    for word in _LAST:
        if subject.startswith(word) and (cells := cells_named(form, subject.removeprefix(word))):
            return Operand(cells, last=True)
    return None


def _single(form: Form, operand: Operand | None) -> Operand | None:
    """The operand as one figure: the only total where it is a row or a group."""
    if operand is None or len(operand.cells) == 1:
        return operand
    totals = tuple(cell for cell in operand.cells if form.cells[cell].computed)
    return operand._replace(cells=totals) if len(totals) == 1 else None


def _text(form: Form, subject: str) -> str:
    """A section's or a field's placeholder."""
    from model.placeholders import FIELDS, SECTION, resolved

    found = resolved(form, subject)
    return found if found in FIELDS or found.startswith(SECTION) else ""


class Outcome(NamedTuple):
    """Whether a condition holds, and what is to be said of it."""

    holds: bool
    remark: str = ""


def outcome(condition: Condition, report: Report) -> Outcome:
    """Whether a condition holds for a report."""
    if condition.says == "last_year":
        return Outcome(report.last_year is not None)
    if condition.text:
        from model.placeholders import SECTION, text_of

        name = condition.text
        text = report.plain(name.removeprefix(SECTION)) if name.startswith(SECTION) else text_of(report, name)
        return Outcome(bool(text.strip()) == (condition.says == "filled"))
    if (condition.of.last and report.last_year is None) or (condition.other.last and report.last_year is None):
        return Outcome(False, "没有上年报告")
    if condition.says in _COMPARE:
        return _compared(condition, report)
    values = [_value(report, cell, condition.of.last) for cell in _asked(report.form, condition.of.cells)]
    if condition.says == "filled":
        return Outcome(any(value is not None and value != 0 for value in values))
    if condition.says in ("blank", "incomplete"):
        blank = [value is None for value in values]
        return Outcome(all(blank) if condition.says == "blank" else any(blank))
    return _all_zero(condition, report, values)


def _all_zero(condition: Condition, report: Report, values: list[Value]) -> Outcome:
    cells = _asked(report.form, condition.of.cells)
    others = any(value not in (None, 0) for value in values)
    missing = next((cell for cell, value in zip(cells, values, strict=True) if value is None), "")
    if missing and not others:
        return Outcome(False, _shortage(report, missing, condition.of.last, "没有填，空格不当作0"))
    return Outcome(not others)


def _asked(form: Form, cells: tuple[str, ...]) -> tuple[str, ...]:
    """The cells that are filled in; totals only where there are no others."""
    inputs = tuple(cell for cell in cells if not form.cells[cell].computed)
    return inputs or cells


def _compared(condition: Condition, report: Report) -> Outcome:
    numbers: list[Decimal] = []
    units: set[str] = set()
    for operand in (condition.of, condition.other):
        if not operand.cells:
            numbers.append(operand.number)
            continue
        cell = operand.cells[0]
        value = _value(report, cell, operand.last)
        if not isinstance(value, (int, Decimal)):
            wrong = "没有填" if value is None else "填的不是数"
            return Outcome(False, _shortage(report, cell, operand.last, wrong))
        numbers.append(Decimal(value))
        if report.form.cells[cell].kind.units:
            last = report.last_year
            units.add(last.unit_of(cell) if operand.last and last is not None else report.unit_of(cell))
    if len(units) > 1:
        return Outcome(False, _shortage(report, condition.of.cells[0], False, "单位不同，不能比较"))
    return Outcome(_COMPARE[condition.says](*numbers))


def _value(report: Report, cell: str, last: bool) -> Value:
    if not last:
        return report.value(cell)
    return None if report.last_year is None else report.last_year.value(cell)


def _shortage(report: Report, cell: str, last: bool, wrong: str) -> str:
    return f"“{cell_name(report.form, cell)}”{'上年' if last else ''}{wrong}"


class Guard(NamedTuple):
    """One branch of a condition: it is printed when its condition holds and none of those before it does.

    conditions: as typed, in their order; branch: the number of the one that is meant, after the last for 否则.
    """

    conditions: tuple[str, ...]
    branch: int


Guards = tuple[Guard, ...]


class Nesting:
    """The conditions around a place, while a text or a row of paragraphs is gone through from its beginning."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._open: list[Guard] = []
        self._closing: list[bool] = []

    @property
    def guards(self) -> Guards:
        """The branches in which the place stands, the outermost first."""
        return tuple(self._open)

    def meet(self, control: Control) -> str:
        """Go past a placeholder of conditions; what is wrong with it, "" when nothing is."""
        unclear = control.says and condition_of(self._form, control.says) is None
        wrong = UNCLEAR if unclear else ""
        if control.kind == IF:
            self._open.append(Guard((control.says,), 0))
            self._closing.append(False)
            return wrong or ("条件套得太深" if len(self._open) > DEEPEST else "")
        if not self._open:
            return wrong or "前面没有“若”"
        if control.kind == END:
            self._open.pop()
            self._closing.pop()
            return ""
        if self._closing[-1]:
            return wrong or "“否则”后面只能是“结束”"
        conditions = self._open[-1].conditions
        added = (control.says,) if control.says else ()
        self._closing[-1] = control.kind == ELSE
        self._open[-1] = Guard((*conditions, *added), len(conditions))
        return wrong


class Decisions:
    """Which branches a report takes; each condition is looked at once."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._known: dict[str, bool] = {}

    def shown(self, guards: Guards) -> bool:
        """Whether what stands within these branches is printed."""
        return all(self._taken(guard) for guard in guards)

    def asked(self, guards: Guards) -> bool:
        """Whether the condition of the innermost of these branches has to be decided: no other has left it out."""
        *outer, last = guards
        return self.shown(tuple(outer)) and not any(map(self._holds, last.conditions[: last.branch]))

    def _taken(self, guard: Guard) -> bool:
        if any(self._holds(says) for says in guard.conditions[: guard.branch]):
            return False
        return guard.branch == len(guard.conditions) or self._holds(guard.conditions[guard.branch])

    def _holds(self, says: str) -> bool:
        if says not in self._known:
            condition = condition_of(self._report.form, says)
            self._known[says] = condition is not None and outcome(condition, self._report).holds
        return self._known[says]


def listed(form: Form) -> Iterator[tuple[str, str]]:
    """Placeholders of conditions to copy, and what they mean."""
    for grid in form.grids:
        yield f"若 {grid.name} 全为0", f"下面到“结束”的内容，{grid.name}都填了0才印"
    for grid in form.grids:
        yield f"若 {grid.name} 有数", f"{grid.name}有0以外的数才印"
    for grid in form.grids:
        yield f"若 {grid.name} 未填", f"{grid.name}一格也没有填才印"
    cell = next((cell.id for cell in form.cells.values() if cell.computed), next(iter(form.cells), ""))
    yield f"若 {cell} > 0", "这一格大于0才印；也可以写 = < ≥ ≤ ≠，后面写数、另一格或“上年”"
    yield f"若 {cell} > 上年", "这一格比上年多才印"
    yield "若 有上年报告", "有上年报告才印"
    yield f"若 上年 {form.grids[0].name if form.grids else cell} 全为0", "上年这个表都是0才印"
    yield f"否则若 {cell} = 0", "前面的条件不成立而这个成立才印"
    yield "否则", "前面的条件都不成立才印"
    yield "结束", "条件到此为止"
