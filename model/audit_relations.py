"""Checks of the arithmetic: totals as documents stated them, and the relations printed in the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from model.checks import Check, Figures, Number, figure_sum, is_full, printed, shown
from model.findings import Finding
from model.form import Form, Relation
from model.number_text import is_number, number_text

KINDS = ("total", "balance")
"""The kinds of rules that the form turns into relations."""


def relation_check(form: Form, relation: Relation) -> Check:
    """The check of one relation."""
    run = (_TotalCheck if relation.kind == "total" else _BalanceCheck)(form, relation)
    return Check((*relation.left, *relation.right), (), run)


class _RelationCheck:
    """What both kinds of relation share: figures as printed, and how the sentence is made."""

    def __init__(self, form: Form, relation: Relation) -> None:
        self.relation = relation
        self.part = form.section_of_grid(relation.grid).id
        self.unit = form.cells[relation.left[0]].kind.unit

    def finding(self, figures: Figures, left: Number, right: Number, statement: str, pending: bool) -> Finding:
        """The finding of a relation whose two sides differ."""
        relation = self.relation
        cells = (*relation.left, *relation.right)
        difference: Number = left - right
        distance = -difference if difference < 0 else difference
        return Finding(
            relation.rule,
            relation.instance,
            relation.severity,
            self.part,
            f"{relation.scope}：{statement}",
            cells=cells,
            gap=f"相差 {number_text(distance)} {self.unit}".rstrip(),
            left=left,
            right=right,
            difference=difference,
            left_cells=relation.left,
            right_cells=relation.right,
            figures=tuple((cell, printed(figures, cell)) for cell in cells),
            pending=pending,
            explainable=False,
        )


class _TotalCheck(_RelationCheck):
    """A total as a document stated it equals the sum of its parts; a derived one does by construction."""

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        (total,) = self.relation.right
        if all(figures.stated(cell) is None for cell in (*self.relation.left, total)):
            return
        stated = printed(figures, total)
        left = figure_sum(figures, self.relation.left)
        if isinstance(stated, str):
            statement = f"文件所列“{stated}”看不出是什么数，各项合计{number_text(left)}"
            yield self.finding(figures, left, 0, statement, False)._replace(right=None, difference=None, gap="")
            return
        right = 0 if stated is None else stated
        if left != right:
            form = figures.form
            name = form.row(total).short if self._spans_rows(form) else form.column(total).short
            source = "文件所列" if figures.stated(total) is not None else ""
            statement = f"{self._parts(figures)}{number_text(left)}，{source}{name}{number_text(right)}"
            yield self.finding(figures, left, right, statement, False)

    def _parts(self, figures: Figures) -> str:
        form, cells = figures.form, self.relation.left
        if self._spans_rows(form):
            return "各项合计"
        names = []
        for cell in cells:
            value = printed(figures, cell)
            if is_number(value) and value != 0:
                names.append(f"{form.column(cell).short}{number_text(value)}")
        return "＋".join(names) + "＝" if len(names) > 1 else "各栏合计"

    def _spans_rows(self, form: Form) -> bool:
        return len({form.cells[cell].row for cell in self.relation.left}) > 1


class _BalanceCheck(_RelationCheck):
    """The relation printed in the form's corner: what came in equals what was done and what is left."""

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        relation = self.relation
        left, right = figure_sum(figures, relation.left), figure_sum(figures, relation.right)
        if left == right:
            return
        cells = (*relation.left, *relation.right)
        stated = any(figures.stated(cell) is not None for cell in cells)
        pending = not stated and not all(is_full(figures, cell) for cell in cells)
        statement = f"{self._sum(figures, relation.left, left)}，{self._sum(figures, relation.right, right)}"
        yield self.finding(figures, left, right, statement, pending)

    def _sum(self, figures: Figures, cells: Iterable[str], total: Number) -> str:
        names = []
        for cell in cells:
            names.append(f"{figures.form.row(cell).short}{shown(printed(figures, cell))}")
        # One term alone is its own sum.
        return names[0] if len(names) == 1 else f"{'＋'.join(names)}＝{number_text(total)}"
