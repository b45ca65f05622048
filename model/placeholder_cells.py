"""Cells as a clerk names them in a template: by id, or by grid, row and column as printed — 表三 一、本年新收 自然人.

A name may leave out numbers, marks, outer labels and, where that is clear, the end of a label. What could be two cells
is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from model.form import Form
from model.naming import leading_number
from model.records import NamedTuple

_MARKS = re.compile(r"[\W_]+")
_SHORTEST = 2
"""Characters of a label's beginning that may stand for the label."""


class _Lines(NamedTuple):
    """What the cells of a grid can be called by their rows or by their columns.

    exact: cells by what names one row or column; groups: by what names several, as （三）不予公开.
    """

    exact: dict[str, frozenset[str]]
    groups: dict[str, frozenset[str]]


@lru_cache(maxsize=1024)
def cells_named(form: Form, name: str) -> tuple[str, ...]:
    """The cells that a name stands for, in the form's order: one, a row, a column, a group or a grid; () for none."""
    if name in form.cells:
        return (name,)
    found = [cell for cell in form.cells if cell.startswith(f"{name}.")] if name else []
    return tuple(found) or _by_labels(form, name)


def cell_named(form: Form, name: str) -> str:
    """The one cell that a name stands for, "" when it is none or several."""
    found = cells_named(form, name)
    return found[0] if len(found) == 1 else ""


def plain(label: str) -> str:
    """A label without marks and white space."""
    return _MARKS.sub("", label)


def could_be(form: Form, name: str) -> tuple[str, ...]:
    """All cells that a name may mean, in the form's order: more than one where it does not say which."""
    found = frozenset(cells_named(form, name)) or frozenset[str]().union(*_meant(form, name))
    found = found or frozenset(
        cell for grid, text in places_of(form, name) for cell in _begun_by_both(form, grid, text)
    )
    return tuple(cell for cell in form.cells if cell in found)


def places_of(form: Form, name: str) -> list[tuple[str, str]]:
    """The grids that a name can be of, each with what is left of the name behind the grid's own, without marks."""
    text = plain(name)
    named = [(grid.id, text.removeprefix(own)) for grid in form.grids for own in _names(grid) if text.startswith(own)]
    return named or [(grid.id, text) for grid in form.grids]


def line_names(form: Form, grid: str) -> tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]:
    """What rows and columns of a grid can be called, without marks, with their cells."""
    return _rows(form, grid).exact, _columns(form, grid).exact


def spelled(form: Form, cell: str) -> str:
    """A cell as a clerk would type it, 表三 新收 总计; its id where no such name stands for it alone."""
    grid, row, column = form.grid(form.cells[cell].grid), form.row(cell), form.column(cell)
    for down in (row.short, *row.path[-1:], " ".join(row.path)):
        for across in (column.short, *column.path[-1:], " ".join(column.path)):
            name = " ".join(filter(None, (grid.name, down, across)))
            if cell_named(form, name) == cell:
                return name
    return cell


def _by_labels(form: Form, name: str) -> tuple[str, ...]:
    found = _meant(form, name)
    cells = next(iter(found)) if len(found) == 1 else frozenset()
    return tuple(cell for cell in form.cells if cell in cells)


def _meant(form: Form, name: str) -> set[frozenset[str]]:
    if not plain(name):
        return set()
    places = places_of(form, name)
    for grid, rest in places:
        if not rest:
            return {frozenset(cell.id for cell in form.cells.values() if cell.grid == grid)}
    for find in (_one_exactly, _one_by_beginning, _line, _line_by_beginning):
        if found := {cells for grid, rest in places for cells in find(form, grid, rest)}:
            return found
    return set()


def _begun_by_both(form: Form, grid: str, text: str) -> Iterator[str]:
    rows, columns = line_names(form, grid)
    for at in range(_SHORTEST, len(text) - _SHORTEST + 1):
        across = [cells for name, cells in rows.items() if name.startswith(text[:at])]
        down = [cells for name, cells in columns.items() if name.startswith(text[at:])]
        for both in (one & other for one in across for other in down):
            yield from both


def _names(grid: object) -> tuple[str, ...]:
    return tuple(plain(getattr(grid, part)) for part in ("name", "title") if getattr(grid, part))


def _one_exactly(form: Form, grid: str, text: str) -> Iterator[frozenset[str]]:
    rows, columns = _rows(form, grid).exact, _columns(form, grid).exact
    yield from _crossings(text, rows.get, columns.get)


def _one_by_beginning(form: Form, grid: str, text: str) -> Iterator[frozenset[str]]:
    rows, columns = _rows(form, grid).exact, _columns(form, grid).exact
    yield from _crossings(text, lambda part: _begun(rows, part), columns.get)


Find = Callable[[str], frozenset[str] | None]


def _crossings(text: str, row: Find, column: Find) -> Iterator[frozenset[str]]:
    for at in range(len(text) + 1):
        across, down = row(text[:at]), column(text[at:])
        if across and down and len(both := across & down) == 1:
            yield both


def _line(form: Form, grid: str, text: str) -> Iterator[frozenset[str]]:
    for lines in (_rows(form, grid), _columns(form, grid)):
        found = lines.exact.get(text) or lines.groups.get(text)
        if found and text:
            yield found


def _line_by_beginning(form: Form, grid: str, text: str) -> Iterator[frozenset[str]]:
    for lines in (_rows(form, grid), _columns(form, grid)):
        if found := _begun(lines.exact, text):
            yield found


def _begun(exact: dict[str, frozenset[str]], text: str) -> frozenset[str] | None:
    """The cells of the one line with a name that begins so."""
    if len(text) < _SHORTEST:
        return None
    found = {cells for name, cells in exact.items() if name.startswith(text)}
    return next(iter(found)) if len(found) == 1 else None


@lru_cache(maxsize=32)
def _rows(form: Form, grid: str) -> _Lines:
    described = form.grid(grid)
    lines = []
    for b, block in enumerate(described.blocks):
        for r, row in enumerate(block.rows):
            cells = [described.cell_id(b, r, c) for c in range(len(block.columns))]
            lines.append((_with_heading(block.heading, row.path), row.short, cells))
    return _lines(lines)


@lru_cache(maxsize=32)
def _columns(form: Form, grid: str) -> _Lines:
    described = form.grid(grid)
    lines = []
    for b, block in enumerate(described.blocks):
        for c, column in enumerate(block.columns):
            cells = [described.cell_id(b, r, c) for r in range(len(block.rows))]
            lines.append((column.path, column.short, cells))
    return _lines(lines)


def _with_heading(heading: str, path: tuple[str, ...]) -> tuple[str, ...]:
    return (heading, *path) if heading else path


def _lines(lines: Iterable[tuple[tuple[str, ...], str, list[str]]]) -> _Lines:
    exact: dict[str, set[str]] = {}
    groups: dict[str, set[str]] = {}
    for path, short, cells in lines:
        for name in {*_spellings(path), plain(short)}:
            exact.setdefault(name, set()).update(cells)
        for length in range(1, len(path)):
            for name in _spellings(path[:length]):
                groups.setdefault(name, set()).update(cells)
    return _Lines(
        {name: frozenset(cells) for name, cells in exact.items()},
        {name: frozenset(cells) for name, cells in groups.items()},
    )


def _spellings(path: tuple[str, ...]) -> set[str]:
    """The labels of a path run together: the last one, and any of those before it; each with its number or without."""
    if not path:
        return {""}
    found = _forms(path[-1])
    for label in reversed(path[:-1]):
        found |= {form + rest for form in _forms(label) for rest in found}
    return found


def _forms(label: str) -> set[str]:
    number = leading_number(label)
    rest = label.removeprefix(number) if number else label
    return {plain(label), plain(rest)}
