"""The relations that a report's figures must keep, as equations: what changing one figure does to each of them.

Only figures that stand by themselves can be wrong by themselves: what was filled in, and totals that a document
stated. A computed total follows them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from model.form import Form, join_id
from model.records import NamedTuple


class Equation(NamedTuple):
    """The terms' sum is a figure of last year's (`last`: the cell, taken away) or 0. key: of the finding that says it isn't."""

    key: str
    terms: tuple[tuple[str, int], ...]
    last: str = ""


class Line(NamedTuple):
    """Figures that stand beside each other (along "row") or under each other (along "column"), in their order.

    entered: none of them is a total, so that they are entered one after another. alone: of each figure, the equations
    that no other of them changes.
    """

    along: str
    cells: tuple[str, ...]
    entered: bool
    alone: tuple[frozenset[int], ...] = ()


class Pair(NamedTuple):
    """Two neighbours along a "row" or a "column", and what one more in the first and one less in the other adds."""

    along: str
    one: str
    other: str
    effect: Mapping[int, int]


class System(NamedTuple):
    """The equations of a form, for reports in which the same totals are stated.

    effects: a figure that stands by itself → what one more in it adds to each equation that it changes.
    derived: such a figure → the computed cells that follow it. cells (with their effect), pairs, lines: by the
    number of an equation, what changes it.
    """

    equations: tuple[Equation, ...]
    effects: Mapping[str, Mapping[int, int]]
    derived: Mapping[str, Mapping[str, int]]
    cells: Mapping[int, Sequence[tuple[str, Mapping[int, int]]]]
    pairs: Mapping[int, Sequence[Pair]]
    lines: Mapping[int, Sequence[Line]]


@lru_cache(maxsize=32)
def system_of(form: Form, stated: frozenset[str]) -> System:
    """The equations of a form, where these totals are stated."""
    equations = (*_relations(form), *_of_last_year(form))
    derived = _derived(form, stated)
    by_cell: dict[str, list[tuple[int, int]]] = {}
    for index, equation in enumerate(equations):
        for cell, sign in equation.terms:
            by_cell.setdefault(cell, []).append((index, sign))
    effects = {}
    for cell, follows in derived.items():
        added: dict[int, int] = {}
        for other, weight in ((cell, 1), *follows.items()):
            for index, sign in by_cell.get(other, ()):
                added[index] = added.get(index, 0) + sign * weight
        effects[cell] = {index: weight for index, weight in added.items() if weight}
    lines = tuple(_lines(form, derived))
    return System(
        equations,
        effects,
        derived,
        _by_equation((item, item[1]) for item in effects.items()),
        _by_equation((pair, pair.effect) for pair in _pairs(lines, effects)),
        _by_equation(_slipping(lines, effects)),
    )


Changing = TypeVar("Changing")


def _by_equation(changing: Iterable[tuple[Changing, Mapping[int, int]]]) -> dict[int, list[Changing]]:
    """What changes each equation."""
    found: dict[int, list[Changing]] = {}
    for what, effect in changing:
        for index in effect:
            found.setdefault(index, []).append(what)
    return found


def _slipping(
    lines: Iterable[Line], effects: Mapping[str, Mapping[int, int]]
) -> Iterator[tuple[Line, Mapping[int, int]]]:
    """The lines that may slip unless all their figures have the same effect, so that no equation would tell."""
    for line in lines:
        own = [effects[cell] for cell in line.cells]
        if line.entered and any(effect != own[0] for effect in own):
            met = Counter(index for effect in own for index in effect)
            alone = tuple(frozenset(index for index in effect if met[index] == 1) for effect in own)
            yield line._replace(alone=alone), met


def _pairs(lines: Iterable[Line], effects: Mapping[str, Mapping[int, int]]) -> Iterator[Pair]:
    seen = set()
    for line in lines:
        for one, other in pairwise(line.cells):
            if (one, other) not in seen:
                seen.add((one, other))
                added = dict(effects[one])
                for index, weight in effects[other].items():
                    added[index] = added.get(index, 0) - weight
                yield Pair(line.along, one, other, {index: weight for index, weight in added.items() if weight})


def _relations(form: Form) -> Iterator[Equation]:
    for relation in form.relations:
        terms = (*((cell, 1) for cell in relation.left), *((cell, -1) for cell in relation.right))
        yield Equation(f"{relation.rule}:{relation.instance}", terms)


def _of_last_year(form: Form) -> Iterator[Equation]:
    for rule in form.rules:
        grid = rule.option("grid")
        if rule.kind == "carried_over":
            for column in form.grid(grid).blocks[0].columns:
                cell, last = (join_id(grid, rule.option(key), column.id) for key in ("row", "last_row"))
                yield Equation(f"{rule.id}:{column.id}", ((cell, 1),), last)
        elif rule.kind == "stock":
            for row in rule.option("rows"):
                names = (join_id(grid, row, rule.option(key)) for key in ("stock", "added", "removed"))
                terms = tuple(zip(names, (1, -1, 1), strict=True))
                yield Equation(f"{rule.id}:{row}", terms, terms[0][0])


def _derived(form: Form, stated: frozenset[str]) -> dict[str, dict[str, int]]:
    """Each figure that stands by itself, with the computed cells that follow it and how often it counts there."""
    found: dict[str, dict[str, int]] = {cell: {} for cell in (*form.inputs, *stated)}
    counts: dict[str, dict[str, int]] = {}
    for total in form.totals:
        own: dict[str, int] = {}
        for part in form.cells[total].parts:
            for cell, weight in counts.get(part, {part: 1}).items():
                own[cell] = own.get(cell, 0) + weight
        counts[total] = own
        if total not in stated:
            for cell, weight in own.items():
                found[cell][total] = weight
    return found


def _lines(form: Form, alone: Mapping[str, object]) -> Iterator[Line]:
    for grid in form.grids:
        for number, block in enumerate(grid.blocks):
            for row in range(len(block.rows)):
                yield from _line("row", form, alone, (grid.cell_id(number, row, i) for i in range(len(block.columns))))
            for column in range(len(block.columns)):
                yield from _line(
                    "column", form, alone, (grid.cell_id(number, i, column) for i in range(len(block.rows)))
                )


def _line(along: str, form: Form, alone: Mapping[str, object], all_cells: Iterable[str]) -> Iterator[Line]:
    """The line as far as its figures stand by themselves, what of it is entered, and what is added up in it."""
    cells = tuple(cell for cell in all_cells if cell in alone)
    entered = tuple(cell for cell in cells if not form.cells[cell].computed)
    yield Line(along, cells, entered == cells)
    if entered != cells and len(entered) > 1:
        yield Line(along, entered, True)
    sums = {form.cells[cell].parts for cell in form.totals}
    yield from (Line(along, parts, True) for parts in sums if set(parts) < set(entered))
