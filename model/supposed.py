"""A report's figures as they would be with some of them changed: only to try a guess, nothing is changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from model.checks import Figures, Number, number_of
from model.number_text import Value
from model.totals import Total


def supposing(figures: Figures, changes: Mapping[str, Number], added: Mapping[str, Number]) -> Figures:
    """The figures with these in place of what stands there (stated totals too), and with this added to computed ones."""
    return cast("Figures", _Supposed(figures, changes, added))


class _Supposed:
    def __init__(self, figures: Figures, changes: Mapping[str, Number], added: Mapping[str, Number]) -> None:
        self._figures = figures
        self._changes = changes
        self._added = added

    def __getattr__(self, name: str) -> Any:
        return getattr(self._figures, name)

    def value(self, cell: str) -> Value:
        """What the cell holds or would hold."""
        if cell in self._changes and not self._figures.form.cells[cell].computed:
            return self._changes[cell]
        found = self._figures.value(cell)
        return number_of(found) + self._added[cell] if cell in self._added else found

    def stated(self, cell: str) -> Value:
        """The total that a document printed, or should have printed."""
        if cell in self._changes and self._figures.form.cells[cell].computed:
            return self._changes[cell]
        return self._figures.stated(cell)

    def total(self, cell: str) -> Total:
        """A computed cell's total."""
        found = self._figures.total(cell)
        return Total(self.value(cell), found.complete) if cell in self._added else found
