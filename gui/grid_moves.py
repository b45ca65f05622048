"""Where the current cell goes by Enter, Tab and the arrow keys, over all blocks of a grid."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from model.form import Grid
from model.records import NamedTuple


class Spot(NamedTuple):
    """A cell by its place: block, row and column, from 0."""

    block: int
    row: int
    column: int


class GridMoves:
    """The moves over one grid. All give None where there is nowhere to go."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._lines = [(b, r) for b, block in enumerate(grid.blocks) for r in range(len(block.rows))]
        self._starts = [_starts(column.span for column in block.columns) for block in grid.blocks]
        self._held: tuple[Spot, int] | None = None
        self._run: tuple[int, Spot] | None = None

    def came_to(self, spot: Spot) -> None:
        """The current cell is another one: reached in any other way than by Tab, it ends a run of Tab."""
        if self._run is not None and self._run[1] != spot:
            self._run = None

    def computed(self, spot: Spot) -> bool:
        """Whether the cell there is derived and never typed."""
        block = self._grid.blocks[spot.block]
        return bool(block.rows[spot.row].sum_of or block.columns[spot.column].sum_of)

    def cell(self, spot: Spot) -> str:
        """The id of the cell there."""
        return self._grid.cell_id(*spot)

    def step(self, spot: Spot, rows: int, columns: int) -> Spot | None:
        """The neighbour below (rows 1), above (-1), right (columns 1) or left (-1), computed ones too."""
        if rows:
            return next(self._vertical(spot, rows), None)
        column = spot.column + columns
        return spot._replace(column=column) if 0 <= column < len(self._starts[spot.block]) else None

    def enter(self, spot: Spot, *, back: bool = False) -> Spot | None:
        """The next cell down that is filled in; in a grid of one block on to the top of the next column.

        After a run of Tab it is the one below the cell where the run began, as in Excel and WPS.
        """
        run = self._run
        if run is not None and run[1] == spot and not back:
            beginning = self._below(spot._replace(column=run[0]))
            if beginning is not None:
                return beginning
        return self._below(spot, back=back) or (
            self._next_column(spot, back=back) if len(self._grid.blocks) == 1 else None
        )

    def across(self, spot: Spot, *, back: bool = False) -> Spot | None:
        """The next cell to the right that is filled in, on into the next row and block."""
        spots = list(self._spots())
        at = spots.index(spot)
        rest = reversed(spots[:at]) if back else iter(spots[at + 1 :])
        return next((target for target in rest if not self.computed(target)), None)

    def tab(self, spot: Spot, *, back: bool = False) -> Spot | None:
        """As `across`, and Enter goes back below the cell where such a run began."""
        target = self.across(spot, back=back)
        if target is not None:
            self._run = self._run_to(spot, target)
        return target

    def first(self, *, inputs: bool = False) -> Spot:
        """The grid's first cell, or the first that is filled in."""
        return next(spot for spot in self._spots() if not (inputs and self.computed(spot)))

    def last(self) -> Spot:
        """The grid's last cell."""
        block, row = self._lines[-1]
        return Spot(block, row, len(self._starts[block]) - 1)

    def _spots(self) -> Iterator[Spot]:
        for block, row in self._lines:
            for column in range(len(self._starts[block])):
                yield Spot(block, row, column)

    def _vertical(self, spot: Spot, direction: int) -> Iterator[Spot]:
        """The cells below or above, nearest first, in other blocks under the same print column."""
        wish = self._wish(spot)
        at = self._lines.index((spot.block, spot.row)) + direction
        while 0 <= at < len(self._lines):
            block, row = self._lines[at]
            target = Spot(block, row, _covering(self._starts[block], wish))
            self._held = (target, wish)
            yield target
            at += direction

    def _below(self, spot: Spot, *, back: bool = False) -> Spot | None:
        targets = self._vertical(spot, -1 if back else 1)
        return next((target for target in targets if not self.computed(target)), None)

    def _run_to(self, spot: Spot, target: Spot) -> tuple[int, Spot]:
        """The column where the run of Tab began that has come to this cell, and the cell: each row begins a new one."""
        if target[:2] != spot[:2]:
            return target.column, target
        began = self._run[0] if self._run is not None and self._run[1] == spot else spot.column
        return min(began, target.column), target

    def _wish(self, spot: Spot) -> int:
        """The print column to keep to: where a run of vertical moves began."""
        if self._held is not None and self._held[0] == spot:
            return self._held[1]
        return self._starts[spot.block][spot.column]

    def _next_column(self, spot: Spot, *, back: bool) -> Spot | None:
        step = -1 if back else 1
        columns = range(spot.column + step, -1 if back else len(self._starts[0]), step)
        rows = range(len(self._lines))
        for column in columns:
            for row in reversed(rows) if back else rows:
                target = Spot(0, row, column)
                if not self.computed(target):
                    return target
        return None


def _starts(spans: Iterable[int]) -> tuple[int, ...]:
    starts, at = [], 0
    for span in spans:
        starts.append(at)
        at += span
    return tuple(starts)


def _covering(starts: tuple[int, ...], print_column: int) -> int:
    return max(i for i, start in enumerate(starts) if start <= print_column)


TURNS = ("enter", "enter_back", "tab", "tab_back")
"""Moves that stay inside a selection."""

MOVES: Mapping[str, Callable[[GridMoves, Spot], Spot | None]] = {
    "enter": lambda moves, spot: moves.enter(spot),
    "enter_back": lambda moves, spot: moves.enter(spot, back=True),
    "across": lambda moves, spot: moves.across(spot),
    "across_back": lambda moves, spot: moves.across(spot, back=True),
    "tab": lambda moves, spot: moves.tab(spot),
    "tab_back": lambda moves, spot: moves.tab(spot, back=True),
    "up": lambda moves, spot: moves.step(spot, -1, 0),
    "down": lambda moves, spot: moves.step(spot, 1, 0),
    "left": lambda moves, spot: moves.step(spot, 0, -1),
    "right": lambda moves, spot: moves.step(spot, 0, 1),
    "first": lambda moves, spot: moves.first(),
    "last": lambda moves, spot: moves.last(),
}
"""What wants to move → where it goes from a place, None for nowhere."""
