"""Computed cells: always derived, for every edit, and only those that the edit touches."""

from __future__ import annotations

from collections.abc import Callable, Collection
from decimal import Decimal

from model.form import Form
from model.number_text import Value
from model.records import NamedTuple


class Total(NamedTuple):
    """A computed cell's figure: None when all that it adds up is blank.

    complete: False while a part is blank or not understood; the value is then the sum so far.
    """

    value: Value
    complete: bool


BLANK = Total(None, False)


class Totals:
    """The totals of one report, kept current."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._totals = dict.fromkeys(form.totals, BLANK)
        self._users: dict[str, list[str]] = {}
        for cell in form.totals:
            for part in form.cells[cell].parts:
                self._users.setdefault(part, []).append(cell)
        self._position = {cell: i for i, cell in enumerate(form.totals)}

    def __getitem__(self, cell: str) -> Total:
        return self._totals[cell]

    def update(self, changed: Collection[str], value_of: Callable[[str], Value]) -> set[str]:
        """Derive again what depends on these input cells; the computed cells whose total changed."""
        waiting = self._dependents(changed)
        moved = set()
        for cell in sorted(waiting, key=self._position.__getitem__):
            total = self._derive(cell, value_of)
            if not _same(total, self._totals[cell]):
                self._totals[cell] = total
                moved.add(cell)
        return moved

    def _dependents(self, changed: Collection[str]) -> set[str]:
        found: set[str] = set()
        waiting = list(changed)
        while waiting:
            for user in self._users.get(waiting.pop(), ()):
                if user not in found:
                    found.add(user)
                    waiting.append(user)
        return found

    def _derive(self, cell: str, value_of: Callable[[str], Value]) -> Total:
        figures: list[int | Decimal] = []
        complete = True
        for part in self._form.cells[cell].parts:
            inner = self._totals.get(part)
            value = value_of(part) if inner is None else inner.value
            if value is None or isinstance(value, str):
                complete = False
                continue
            figures.append(value)
            complete = complete and (inner is None or inner.complete)
        return Total(sum(figures) if figures else None, complete)


def _same(one: Total, other: Total) -> bool:
    # 1 and 1.0 are equal, yet are not printed alike.
    return one == other and str(one.value) == str(other.value)
