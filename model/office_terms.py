"""What an office's rules are written in: sums of cells, figures of last year and numbers, and comparisons of them.

`表三 本年新收 总计 ＋ 表三 上年结转 总计`, `2 × 上年 requests.received.total`, `100`. A cell is named by its id or as it
is printed (model/placeholder_cells.py).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from model.form import Form
from model.number_text import half_width
from model.placeholder_cells import cell_named, could_be
from model.placeholder_cells import spelled as spelled
from model.records import NamedTuple

_LAST = re.compile(r"(?:last_year\.|(?:上年|去年)(?:[\s.:：]+|的))\s*")
_FACTOR = re.compile(r"(\d+(?:\.\d+)?)\s*[*×xX✕]\s*")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SIGNS = re.compile(r"\s*([+\-＋－−–])\s*")
_COMPARISONS = re.compile(r"\s*(>=|<=|==|!=|≥|≤|≠|>|<|=|＞|＜|＝)\s*")
_NAMES_SHOWN = 3

SIGNS = {
    "=": "=",
    "==": "=",
    "＝": "=",
    "等于": "=",
    "!=": "≠",
    "≠": "≠",
    "不等于": "≠",
    "<": "<",
    "＜": "<",
    "小于": "<",
    "<=": "≤",
    "≤": "≤",
    "不大于": "≤",
    "不多于": "≤",
    "不超过": "≤",
    ">": ">",
    "＞": ">",
    "大于": ">",
    ">=": "≥",
    "≥": "≥",
    "不小于": "≥",
    "不少于": "≥",
}
"""How a comparison may be written → its sign."""


class Term(NamedTuple):
    """One part of a sum: `times` the cell's figure, of last year when `last`; without a cell `times` itself.

    cell: as it was written, or "" for a number.
    """

    cell: str
    times: Decimal
    last: bool = False


class Condition(NamedTuple):
    """A comparison of two sums that a rule waits for."""

    left: tuple[Term, ...]
    sign: str
    right: tuple[Term, ...]


class TermError(ValueError):
    """What was written is no sum or no comparison; said in Chinese."""


def read_sum(written: object) -> tuple[Term, ...]:
    """A sum: a number, a text, or a list of both. Raises TermError."""
    items = written if isinstance(written, list) else [written]
    if not items:
        raise TermError("是空的，至少写一格或一个数")
    return tuple(term for item in items for term in _terms(item))


def read_condition(written: str) -> Condition:
    """A comparison such as 表四 行政复议 总计 > 0. Raises TermError."""
    parts = _COMPARISONS.split(written)
    if len(parts) != 3:
        raise TermError(f"“{written}”应写成比较，如 表四 行政复议 总计 > 0")
    return Condition(read_sum(parts[0]), SIGNS[parts[1]], read_sum(parts[2]))


def sum_words(terms: Iterable[Term]) -> str:
    """A sum as it may be written."""
    words = ""
    for number, term in enumerate(terms):
        times = abs(term.times)
        sign = "－" if term.times < 0 else "＋" if number else ""
        factor = "" if term.cell and times == 1 else f"{times.normalize():f}"
        name = f"{'上年 ' if term.last else ''}{term.cell}"
        words += sign + (f"{factor}×{name}" if factor and term.cell else factor or name)
    return words


def cells_of(form: Form, terms: Iterable[Term]) -> tuple[str, ...] | None:
    """The ids of the cells that the terms name, "" for a number; None when the form lacks one of them."""
    found = tuple(cell_named(form, term.cell) if term.cell else "" for term in terms)
    return found if all(cell or not term.cell for cell, term in zip(found, terms, strict=True)) else None


def name_problem(forms: Iterable[Form], name: str) -> str:
    """Why a name stands for no cell in any of the forms, "" when it stands for one in some form."""
    meant: tuple[str, ...] = ()
    form_meant: Form | None = None
    for form in forms:
        if cell_named(form, name):
            return ""
        found = could_be(form, name)
        if found and not meant:
            meant, form_meant = found, form
    if form_meant is None:
        return f"表里没有“{name}”这一格，请照表上的写法写表名、行、栏，如 表三 本年新收 总计"
    names = "、".join(spelled(form_meant, cell) for cell in meant[:_NAMES_SHOWN])
    more = f"等{len(meant)}格" if len(meant) > _NAMES_SHOWN else ""
    if len(meant) == 1:
        return f"表里没有“{name}”这一格，是不是“{names}”"
    return f"“{name}”没有说清是哪一格，可能是{names}{more}，请写全"


def _terms(item: object) -> Iterator[Term]:
    if isinstance(item, (int, float)) and not isinstance(item, bool) and math.isfinite(item):
        yield Term("", Decimal(str(item)))
        return
    if not isinstance(item, str) or not item.strip():
        raise TermError("应是格的名称或数")
    pieces = _SIGNS.split(item.strip())
    pieces = ["+", *pieces] if pieces[0] else pieces[1:]
    for sign, name in zip(pieces[::2], pieces[1::2], strict=True):
        yield _term(item, 1 if sign in "+＋" else -1, name.strip())


def _term(item: str, sign: int, name: str) -> Term:
    factor = _FACTOR.match(half_width(name))
    times = Decimal(factor[1]) if factor else Decimal(1)
    name = name[factor.end() :] if factor else name
    if not name:
        raise TermError(f"“{item}”里加号或减号后面缺了内容")
    if not factor and _NUMBER.fullmatch(half_width(name)):
        return Term("", sign * Decimal(half_width(name)))
    last = _LAST.match(name)
    return Term(name[last.end() :] if last else name, sign * times, last is not None)
