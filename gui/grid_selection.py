"""What is selected in a grid, in numbers for the status bar."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from model.number_text import is_number
from model.records import NamedTuple
from model.report import Report


class Selection(NamedTuple):
    """Rows and columns touched, and the count, sum and average of the figures among the cells.

    mixed: they are in different units, so that a sum says nothing.
    """

    rows: int
    columns: int
    count: int
    total: int | Decimal
    average: Decimal
    mixed: bool = False


def selection_of(report: Report, cells: Sequence[str]) -> Selection | None:
    """The numbers for these cells of one block; None for a single cell or none."""
    if len(cells) < 2:
        return None
    places = [report.form.cells[cell] for cell in cells]
    values = [value for cell in cells if is_number(value := report.value(cell))]
    units = {report.unit_of(cell) for cell in cells if is_number(report.value(cell))}
    total = sum(values)
    average = Decimal(total) / len(values) if values else Decimal(0)
    rows, columns = {place.row for place in places}, {place.column for place in places}
    return Selection(len(rows), len(columns), len(values), total, average, len(units) > 1)
