"""What is pressed, in what order: the same figures in this program and in Calc. Knows no screen."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from typing import NamedTuple

from key_presses_form import Place

from gui.grid_moves import GridMoves, Spot
from model.edits import Edit
from model.entry import enter
from model.form import Form, Grid
from model.number_text import Value, number_text
from model.report import Report

WRONG = ("proactive.penalties.decisions", "requests.granted.business", "requests.unavailable_not_held.natural_person")
"""Typed one too high at first, and mended when all is in."""
ROW = "requests.received."
"""Filled in like the others, one too low in its first cell; then pasted as another department sends it."""
BEHIND_TYPING = {"Return": "enter", "Tab": "tab", "Down": "down", "Up": "up", "Left": "left", "Right": "right"}
"""Keys that keep what was typed and move on."""
GOING = (*BEHIND_TYPING, "shift+Tab", "Home", "End", "ctrl+Home", "ctrl+End")


class Act(NamedTuple):
    """kind: key, text, click (on a cell), drag (from `what` to `to`), or wait (for a window of this name)."""

    kind: str
    what: str
    to: str = ""


class Job(NamedTuple):
    """The figures, those of computed cells too: as they are typed at first, and as they are to be in the end."""

    form: Form
    first: Mapping[str, Value]
    final: Mapping[str, Value]

    def inputs(self, grid: Grid) -> list[str]:
        """The grid's cells that are filled in, as they are printed."""
        return [cell for cell in self.form.inputs if self.form.cells[cell].grid == grid.id]

    def row(self) -> list[str]:
        """The cells of the row that is pasted, its total last."""
        return [cell for cell in self.form.cells if cell.startswith(ROW)]


def job(form: Form, figures: Mapping[str, str]) -> Job:
    """The job of entering these figures of the input cells."""
    final = _all_figures(form, figures)
    off = dict.fromkeys(WRONG, 1) | {next(cell for cell in form.cells if cell.startswith(ROW)): -1}
    first = {cell: str(int(text) + off[cell]) if cell in off else text for cell, text in figures.items()}
    return Job(form, _all_figures(form, first), final)


def _all_figures(form: Form, figures: Mapping[str, str]) -> dict[str, Value]:
    report = Report.blank(form, "", 0)
    for cell, text in figures.items():
        report.apply(Edit("填写", enter(report, cell, text)))
    return {cell: report.value(cell) for cell in form.cells}


# Calc.


def in_calc(task: Job, places: Mapping[str, Place], *, totals: bool, areas: bool) -> list[Act]:
    """totals: sums are reckoned beside and typed, else the form adds up. areas: an expert's way with the zeros."""
    acts: list[Act] = []
    for number, grid in enumerate(task.form.grids):
        if number:
            acts.append(Act("key", "ctrl+Next"))
        cells = [cell for cell in places if places[cell].sheet == number and (totals or cell in task.form.inputs)]
        if areas and (zeroed := _areas(task, grid, places)):
            acts.extend(act for area in zeroed for act in _fill_area(area))
            cells = [cell for cell in cells if task.first[cell] != 0]
            acts.append(Act("click", cells[0]))
        acts.extend(_type_in_calc(task.first, cells, places))
    acts.extend(_mend_in_calc(task, totals=totals))
    return [*acts, Act("key", "ctrl+s"), Act("wait", "Confirm File Format"), Act("key", "Return")]


def _type_in_calc(figures: Mapping[str, Value], cells: Sequence[str], places: Mapping[str, Place]) -> Iterator[Act]:
    start = places[cells[0]].column
    yield Act("text", number_text(figures[cells[0]]))
    for before, cell in itertools.pairwise(cells):
        old, new = places[before], places[cell]
        if (new.row, new.column) == (old.row, old.column + 1):
            yield Act("key", "Tab")
        elif (new.row, new.column) == (old.row + 1, start):
            # Enter goes back to where Tab began.
            yield Act("key", "Return")
        else:
            start = new.column
            yield Act("click", cell)
        yield Act("text", number_text(figures[cell]))


def _mend_in_calc(task: Job, *, totals: bool) -> Iterator[Act]:
    form, row = task.form, task.row()
    pasted = row if totals else row[:-1]
    grids = [grid.id for grid in form.grids]
    here = len(grids) - 1
    for there in reversed(range(len(grids))):
        wrong = [cell for cell in WRONG if form.cells[cell].grid == grids[there]]
        if totals:
            changed = [cell for cell in form.totals if task.first[cell] != task.final[cell] and cell not in row]
            wrong += [cell for cell in changed if form.cells[cell].grid == grids[there]]
        paste = form.cells[row[0]].grid == grids[there]
        if not wrong and not paste:
            continue
        yield from [Act("key", "ctrl+Prior")] * (here - there)
        here = there
        for cell in wrong:
            yield from (Act("click", cell), Act("text", number_text(task.final[cell])))
        if paste:
            yield from (Act("click", pasted[0]), Act("copy", ",".join(pasted)), Act("key", "ctrl+v"))
            yield from (Act("wait", "Import Options"), Act("key", "Return"), Act("gone", "Import Options"))
    yield Act("key", "Return")


def _areas(task: Job, grid: Grid, places: Mapping[str, Place]) -> list[tuple[str, str]]:
    """First and last cell of the rectangles of input cells that are filled with 0 at a stroke; [] where typing is less.

    An area costs three acts, a figure that is typed two.
    """
    inputs = {(places[cell].row, places[cell].column): cell for cell in task.inputs(grid)}
    areas: dict[tuple[int, int], tuple[int, int]] = {}
    for row, column in inputs:
        if (row, column - 1) in inputs:
            continue
        end = column
        while (row, end + 1) in inputs:
            end += 1
        top = next((top for top, (bottom, right) in areas.items() if (bottom, right) == (row - 1, end)), None)
        areas[top if top is not None and top[1] == column else (row, column)] = (row, end)
    zeros = sum(task.first[cell] == 0 for cell in inputs.values())
    return [(inputs[top], inputs[bottom]) for top, bottom in areas.items()] if len(areas) * 3 < zeros * 2 else []


def _fill_area(area: tuple[str, str]) -> tuple[Act, ...]:
    return Act("drag", *area), Act("text", "0"), Act("key", "alt+Return")


# This program.


def in_ours(task: Job, filled: Mapping[str, Value], *, mouse: bool) -> list[Act]:
    """Figures other than 0 are typed, 空格补 0 does the rest.

    filled: what is there from last year. mouse: a cell that is more than one key away is clicked.
    """
    form = task.form
    acts: list[Act] = []
    typist = Typist(form, mouse=mouse)
    for number, grid in enumerate(form.grids):
        if number:
            acts.append(_turn_to(form, grid))
        for cell in task.inputs(grid):
            if task.first[cell] != 0 and task.first[cell] != filled.get(cell):
                acts.extend(typist.type(cell, number_text(task.first[cell])))
        acts.append(Act("key", "ctrl+shift+0"))
    for grid in reversed(form.grids):
        wrong = [cell for cell in WRONG if form.cells[cell].grid == grid.id]
        paste = form.cells[task.row()[0]].grid == grid.id
        if wrong or paste:
            acts.append(_turn_to(form, grid))
        for cell in reversed(wrong):
            acts.extend(typist.type(cell, number_text(task.final[cell])))
        if paste:
            pasted = task.row()[:-1]
            acts += [*typist.go(pasted[0]), Act("copy", ",".join(pasted)), Act("key", "ctrl+v")]
    return [*acts, Act("key", "ctrl+s")]


def _turn_to(form: Form, grid: Grid) -> Act:
    return Act("key", f"alt+{form.sections.index(form.section_of_grid(grid.id)) + 1}")


class Typist:
    """Goes from cell to cell by the fewest keys, from where the grid was left; mouse: or by a click, where that is less."""

    def __init__(self, form: Form, *, mouse: bool) -> None:
        self._form = form
        self._mouse = mouse
        self._at: dict[str, tuple[Spot, GridMoves]] = {}
        self._typing = False

    def type(self, cell: str, text: str) -> list[Act]:
        """Go there and type; the figure is kept by the key that comes next."""
        acts = [*self.go(cell), Act("text", text)]
        self._typing = True
        return acts

    def go(self, cell: str) -> list[Act]:
        """The keys that lead there."""
        found = self._form.cells[cell]
        grid = self._form.grid(found.grid)
        moves = GridMoves(grid)
        start = self._at.get(grid.id, (moves.first(inputs=True), moves))
        keys, there = self._path(grid, *start, Spot(found.block, found.row, found.column))
        self._at[grid.id], self._typing = there, False
        if self._mouse and len(keys) > 1:
            self._at[grid.id] = there[0], moves
            return [Act("click", cell)]
        return [Act("key", key) for key in keys]

    def _path(
        self, grid: Grid, start: Spot, moves: GridMoves, target: Spot
    ) -> tuple[tuple[str, ...], tuple[Spot, GridMoves]]:
        waiting: deque[tuple[Spot, GridMoves, tuple[str, ...]]] = deque([(start, moves, ())])
        seen = {start}
        while waiting:
            spot, moves, keys = waiting.popleft()
            if spot == target:
                return keys, (spot, moves)
            for key in BEHIND_TYPING if self._typing and not keys else GOING:
                # Where Enter leads depends on what was pressed before.
                own = copy(moves)
                following = _moved(grid, own, spot, key)
                if following is not None and following not in seen:
                    own.came_to(following)
                    seen.add(following)
                    waiting.append((following, own, (*keys, key)))
        raise ValueError(f"no way to {target}")


def _moved(grid: Grid, moves: GridMoves, spot: Spot, key: str) -> Spot | None:
    last = len(grid.blocks[spot.block].columns) - 1
    return {
        "Return": lambda: moves.enter(spot),
        "Tab": lambda: moves.tab(spot),
        "shift+Tab": lambda: moves.tab(spot, back=True),
        "Down": lambda: moves.step(spot, 1, 0),
        "Up": lambda: moves.step(spot, -1, 0),
        "Left": lambda: moves.step(spot, 0, -1),
        "Right": lambda: moves.step(spot, 0, 1),
        "Home": lambda: spot._replace(column=0),
        "End": lambda: spot._replace(column=last),
        "ctrl+Home": moves.first,
        "ctrl+End": moves.last,
    }[key]()
