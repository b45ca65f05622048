"""The sums and comparisons of an office's rules, bound to the cells of a form: what they come to, and in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from model.checks import MINUS, Figures, Number, printed
from model.form import Form
from model.naming import cell_name
from model.number_text import Value, number_text
from model.office_terms import Condition, Term, cells_of, spelled
from model.records import NamedTuple

HOLDS: Mapping[str, Callable[[Number, Number], bool]] = {
    "=": lambda left, right: left == right,
    "≠": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "≤": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    "≥": lambda left, right: left >= right,
}


class Sum(NamedTuple):
    """A sum over cells of a form. cells: this year's. last: last year's, as this form names them."""

    parts: tuple[tuple[str, Term], ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of this year."""
        return tuple(cell for cell, term in self.parts if cell and not term.last)

    @property
    def last(self) -> tuple[str, ...]:
        """The cells whose figures of last year are read."""
        return tuple(cell for cell, term in self.parts if cell and term.last)

    def value(self, figures: Figures) -> Number | None:
        """The sum, a blank counting as 0; None where a figure of last year is lacking or stands in another unit."""
        total: Number = 0
        for cell, term in self.parts:
            found = self._figure(figures, cell, term)
            if found is None:
                return None
            total += found
        return int(total) if total == int(total) else total

    def _figure(self, figures: Figures, cell: str, term: Term) -> Number | None:
        if not cell:
            return term.times
        unit = figures.form.cells[cell].kind.unit
        if term.last:
            last = figures.last_year
            value: Value = last.figure(cell, unit) if last is not None else None
            return None if value is None or isinstance(value, str) else value * term.times
        value = printed(figures, cell)
        if isinstance(value, (int, Decimal)):
            return value * term.times if figures.unit_of(cell) == unit else None
        return 0

    def names(self, figures: Figures, *, with_figures: bool) -> str:
        """The sum in words, the figures behind the names."""
        words = ""
        for number, (cell, term) in enumerate(self.parts):
            sign = MINUS if term.times < 0 else "＋" if number else ""
            words += sign + _term_words(figures, cell, term, with_figures)
        return words


class BoundCondition(NamedTuple):
    """A comparison of two sums."""

    left: Sum
    sign: str
    right: Sum

    def holds(self, figures: Figures) -> bool:
        """Whether it holds; what can't be worked out does not."""
        left, right = self.left.value(figures), self.right.value(figures)
        return left is not None and right is not None and HOLDS[self.sign](left, right)


def bound_sum(form: Form, terms: tuple[Term, ...]) -> Sum | None:
    """The sum of these terms, None where the form lacks one of their cells."""
    cells = cells_of(form, terms)
    return None if cells is None else Sum(tuple(zip(cells, terms, strict=True)))


def bound_condition(form: Form, condition: Condition) -> BoundCondition | None:
    """The comparison, None where the form lacks one of its cells."""
    left, right = bound_sum(form, condition.left), bound_sum(form, condition.right)
    return None if left is None or right is None else BoundCondition(left, condition.sign, right)


def _term_words(figures: Figures, cell: str, term: Term, with_figures: bool) -> str:
    times = abs(term.times)
    if not cell:
        return number_text(_plain(times))
    factor = "" if times == 1 else f"{number_text(_plain(times))}×"
    name = _short_name(figures.form, cell)
    value: Value = None
    if with_figures:
        year = figures.last_year
        value = (year.value(cell) if year is not None else None) if term.last else printed(figures, cell)
        value = 0 if value is None or isinstance(value, str) else value
    return f"{factor}{'上年' if term.last else ''}{name}{number_text(value)}"


def _short_name(form: Form, cell: str) -> str:
    """The cell by row and column as short as a clerk would say it: 新收总计."""
    name = spelled(form, cell)
    if name == cell:
        return cell_name(form, cell)
    words = name.split()[1:]
    # 办理结果总计 says already which column is meant.
    return words[0] if len(words) == 2 and words[0].endswith(words[1]) else "".join(words)


def _plain(number: Decimal) -> Number:
    return int(number) if number == int(number) else number
