"""What every check of the audit is made of: what it may ask of a report, what it reads, what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from model.findings import Finding
from model.form import Form
from model.number_text import Value, is_number, number_text
from model.records import NamedTuple
from model.text import Text
from model.totals import Total

if TYPE_CHECKING:
    from model.last_year import LastYear
    from model.members import MemberSums
    from model.state import Explanation

Number = int | Decimal

MINUS = "−"
"""Between two figures and before one below 0."""


class Figures(Protocol):
    """What a check may ask of a report."""

    @property
    def form(self) -> Form: ...
    @property
    def year(self) -> int: ...
    @property
    def unit(self) -> str: ...
    @property
    def unit_kind(self) -> str: ...
    @property
    def fields(self) -> Mapping[str, str | int]: ...
    @property
    def last_year(self) -> LastYear | None: ...
    @property
    def member_sums(self) -> MemberSums | None: ...
    @property
    def explanations(self) -> Mapping[str, Explanation]: ...
    def plain(self, section: str) -> str: ...
    def text(self, section: str) -> Text: ...
    def value(self, cell: str) -> Value: ...
    def total(self, cell: str) -> Total: ...
    def stated(self, cell: str) -> Value: ...
    def unit_of(self, cell: str) -> str: ...


class Check(NamedTuple):
    """One instance of a rule: what it reads (cells; fields, sections or parts of the report) and how it is run."""

    cells: tuple[str, ...]
    fields: tuple[str, ...]
    run: Callable[[Figures], Iterator[Finding]]


def printed(figures: Figures, cell: str) -> Value:
    """The figure as printed: the stated total stands in for the computed one."""
    stated = figures.stated(cell)
    return figures.value(cell) if stated is None else stated


def figure_sum(figures: Figures, cells: Iterable[str]) -> Number:
    """The sum of the cells as printed; a blank counts as 0."""
    values = (printed(figures, cell) for cell in cells)
    return sum(value for value in values if value is not None and not isinstance(value, str))


def is_full(figures: Figures, cell: str) -> bool:
    """Whether the cell holds a figure, a computed one with nothing blank behind it."""
    if figures.form.cells[cell].computed:
        return figures.total(cell).complete
    return is_number(figures.value(cell))


def shown(value: Value, unit: str = "") -> str:
    """A figure within a sentence, with its unit; text that was not understood in quotes."""
    return f"“{value}”" if isinstance(value, str) else "未填" if value is None else number_text(value) + unit


def number_of(value: Value) -> Number:
    """A figure; blank, or what was not understood, counts as 0 in a sum."""
    return value if isinstance(value, (int, Decimal)) else 0


def gap_words(difference: Number, unit: str) -> str:
    """By how much the figure is too large or too small, with its unit."""
    more = f"多 {number_text(difference)}" if difference > 0 else f"少 {number_text(-difference)}"
    return f"{more} {unit}".rstrip()
