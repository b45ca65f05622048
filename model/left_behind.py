"""What of a report on another form has no counterpart on a form, in the words of the form that has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from model.form import Form
from model.naming import column_name, row_name

Row = tuple[str, int, int]
"""A grid, its block and the block's row."""


def left_behind(here: Form, other: Form) -> tuple[str, ...]:
    """The cells of the other form to which nothing on this one corresponds, neither a cell nor several together."""
    taken = {source for sources in here.counterparts.get(other.edition, {}).values() for source in sources}
    return tuple(cell for cell in other.cells if cell not in taken and cell not in dict(only_together(here, other)))


def only_together(here: Form, other: Form) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Cells of the other form that correspond to the sum of several of this one, with those."""
    named = other.counterparts.get(here.edition, {})
    return tuple((cell, parts) for cell, parts in named.items() if len(parts) > 1 and here.cells.keys() >= set(parts))


def left_behind_lines(here: Form, others: Iterable[Form]) -> Iterator[str]:
    """Sentences that say it, none where all of them are on this form."""
    for other in dict.fromkeys(others):
        if other.edition == here.edition:
            continue
        gone = left_behind(here, other)
        if gone:
            yield f"{other.edition}年版表样里没有对应、不带过来的：{in_words(other, gone)}。"
        for cell, parts in _by_row(here, other):
            yield f"{other.edition}年版的“{row_name(other, cell)}”是一行，这里分为 {len(parts)} 行，只能合起来对照。"


def _by_row(here: Form, other: Form) -> Iterator[tuple[str, tuple[str, ...]]]:
    """One cell of each row that corresponds to several rows."""
    met: set[Row] = set()
    for cell, parts in only_together(here, other):
        if _row(other, cell) not in met:
            met.add(_row(other, cell))
            yield cell, parts


def in_words(form: Form, cells: Sequence[str]) -> str:
    """Cells by their rows, grid by grid: 表二 规章、规范性文件；行政许可、行政处罚的上一年项目数量. Computed ones are not named."""
    rows: dict[Row, list[str]] = {}
    for cell in cells:
        if not form.cells[cell].computed:
            rows.setdefault(_row(form, cell), []).append(cell)
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for row, found in rows.items():
        columns = () if _is_whole(form, row, found) else tuple(column_name(form, cell) for cell in found)
        alike.setdefault((row[0], columns), []).append(row_name(form, found[0]))
    parts: dict[str, list[str]] = {}
    for (grid, columns), names in alike.items():
        parts.setdefault(grid, []).append("、".join(names) + ("的" + "、".join(columns) if columns else ""))
    return "；".join(f"{form.grid(grid).name} {'，'.join(found)}" for grid, found in parts.items())


def _row(form: Form, cell: str) -> Row:
    place = form.cells[cell]
    return place.grid, place.block, place.row


def _is_whole(form: Form, row: Row, cells: Sequence[str]) -> bool:
    columns = form.grid(row[0]).blocks[row[1]].columns
    return len(cells) == sum(not column.sum_of for column in columns)
