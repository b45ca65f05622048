"""What the sum of some cells is called: by the heading that they share, as printed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from os.path import commonprefix

from model.form import Form
from model.naming import short_column_name

_MOST_NAMED = 3


@lru_cache(maxsize=512)
def sum_name(form: Form, cells: tuple[str, ...]) -> str:
    """表三 新收，总计; 表三 （三）不予公开，总计; 表四 行政诉讼›总计; what shares no heading one by one, or how many."""
    if len({form.cells[cell].grid for cell in cells}) == 1:
        row, column = _row(form, cells), _column(form, cells)
        if row is not None and column is not None:
            names = "，".join(name for name in (row, column) if name)
            return f"{form.grid(form.cells[cells[0]].grid).name} {names}"
    named = "＋".join(sum_name(form, (cell,)) for cell in cells[:_MOST_NAMED])
    return named if len(cells) <= _MOST_NAMED else f"{named}等{len(cells)}格之和"


def _row(form: Form, cells: Sequence[str]) -> str | None:
    """The name of the row, or of all the rows under one label; None when they share none."""
    if len({(form.cells[cell].block, form.cells[cell].row) for cell in cells}) == 1:
        return form.row(cells[0]).short
    shared = _shared([form.row(cell).path for cell in cells])
    rows = form.grid(form.cells[cells[0]].grid).blocks[form.cells[cells[0]].block].rows
    below = [row for row in rows if row.path[: len(shared)] == shared]
    return shared[-1] if shared and len(below) == len(cells) else None


def _column(form: Form, cells: Sequence[str]) -> str | None:
    """The name of the column, or of the headings that all columns share, with the last where that is shared as well."""
    if len({form.cells[cell].column for cell in cells}) == 1:
        return short_column_name(form, cells[0])
    paths = [form.column(cell).path for cell in cells]
    shared = _shared(paths)
    lasts = {path[-1] for path in paths}
    return "›".join((shared[-1], *(lasts if len(lasts) == 1 else ()))) if shared else None


def _shared(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(commonprefix([list(path) for path in paths]))
