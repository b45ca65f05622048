"""Checks of what is hardly possible: figures of one year that cannot stand beside each other as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from model.audit_entries import cells_by_row
from model.checks import MINUS, Check, Figures, gap_words, is_full, number_of, printed, shown
from model.findings import EXPLAIN, Finding
from model.form import Form, Rule, join_id
from model.number_text import number_text


def _stock_floor_checks(form: Form, rule: Rule) -> Iterator[Check]:
    for cells in cells_by_row(form, rule):
        yield Check(cells, (), _StockFloorCheck(form, rule, form.row(cells[0]).id))


class _StockFloorCheck:
    """What came and did not go is there at the end, and where something came something is there."""

    def __init__(self, form: Form, rule: Rule, row: str) -> None:
        grid = rule.option("grid")
        self.rule, self.row = rule, row
        self.part = form.section_of_grid(grid).id
        self.cells = tuple(join_id(grid, row, rule.option(key)) for key in ("stock", "added", "removed"))

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        stock, added, removed = (number_of(printed(figures, cell)) for cell in self.cells)
        least = added - removed
        if stock >= least and (stock > 0 or added <= 0):
            return
        names = [figures.form.column(cell).short for cell in self.cells]
        unit = figures.unit_of(self.cells[0])
        there = f"{names[0]}{shown(printed(figures, self.cells[0]))}"
        came = f"{names[1]}{number_text(added)}"
        if stock < least:
            came = f"{came}{MINUS}{names[2].removeprefix('本年')}{number_text(removed)}＝{number_text(least)}"
            there = f"{names[0]}只有{shown(stock)}"
        yield Finding(
            self.rule.id,
            self.row,
            self.rule.severity,
            self.part,
            f"{figures.form.row(self.cells[0]).short}：{came}，{there}",
            cells=self.cells,
            gap=gap_words(stock - least, unit) if stock < least else "",
            left=stock,
            right=least,
            difference=stock - least,
            left_cells=self.cells[:1],
            right_cells=self.cells[1:],
            figures=tuple((cell, printed(figures, cell)) for cell in self.cells),
            pending=not all(is_full(figures, cell) for cell in self.cells),
            advice=EXPLAIN,
        )


KINDS: Mapping[str, Callable[[Form, Rule], Iterator[Check]]] = {"stock_floor": _stock_floor_checks}
"""The kinds of rules that these checks are made for."""
