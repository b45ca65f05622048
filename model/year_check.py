"""What the checks against the year before share."""

from __future__ import annotations

from collections.abc import Iterable

from model.checks import Figures, Number, gap_words, is_full, printed
from model.findings import Finding, Step
from model.form import Form, Rule
from model.number_text import Value

LAST_YEAR = "last_year"
"""The part of a report that these checks read; also begins the names of last year's figures in a finding."""


class YearCheck:
    """What the checks share: how a finding is put together and when it is only pending.

    reads: cells of this year that it is judged on; with one of them open it is pending.
    """

    def __init__(self, form: Form, rule: Rule, grid: str, reads: tuple[str, ...]) -> None:
        self.rule = rule
        self.reads = reads
        self._whole = _whole(form, reads)
        self.part = form.section_of_grid(grid).id

    def pending(self, figures: Figures) -> bool:
        """While blanks remain it only says that the report is being filled in, unless a document stated totals."""
        if all(is_full(figures, cell) for cell in self._whole):
            return False
        return all(figures.stated(cell) is None for cell in self.reads)

    def finding(
        self,
        figures: Figures,
        instance: str,
        statement: str,
        sides: tuple[Number, Number],
        cells: tuple[str, ...],
        *,
        last: Iterable[str],
        steps: tuple[Step, ...] = (),
        severity: str = "",
        more: tuple[tuple[str, Value], ...] = (),
        advice: str = "",
        gap: str = "",
    ) -> Finding:
        """The finding. sides: what the report has and what it is held against; last: cells whose figures
        of last year were read; more: what else it was judged on; gap: in place of the difference in words."""
        difference = sides[0] - sides[1]
        year = figures.last_year
        assert year is not None
        gap = gap or gap_words(difference, figures.unit_of(cells[0]))
        return Finding(
            self.rule.id,
            instance,
            severity or self.rule.severity,
            self.part,
            statement,
            cells=cells,
            gap=gap,
            left=sides[0],
            right=sides[1],
            difference=difference,
            left_cells=cells[:1],
            right_cells=cells[1:],
            figures=(
                *((cell, printed(figures, cell)) for cell in cells),
                *((f"{LAST_YEAR}.{cell}", year.value(cell)) for cell in last),
                *more,
            ),
            pending=self.pending(figures),
            steps=(*steps, Step("相差", gap, "sum")) if steps else (),
            advice=advice,
        )


def _whole(form: Form, cells: tuple[str, ...]) -> tuple[str, ...]:
    """As few cells as possible that are full only where all of these are: computed ones stand for what they add up."""
    left, found = dict.fromkeys(cells), []
    for total in reversed(form.totals):
        parts = _inputs(form, total)
        if parts <= left.keys():
            left = {cell: None for cell in left if cell not in parts}
            found.append(total)
    return (*found, *left)


def _inputs(form: Form, cell: str) -> set[str]:
    parts = form.cells[cell].parts
    return {part for one in parts for part in _inputs(form, one)} if parts else {cell}
