"""From drawn lines to tables: lines that touch each other make a lattice, its closed places are the cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from importers.pdf_drawn import THIN, Box

_TOUCH = 4.0
"""Points within which lines meet, and within which two side by side are one: double lines, boxes with gaps."""
_BESIDE, _THREE = 2.6, 6.0
_GAP = 2.0
"""Points that a line may be broken for."""
_DASH = 10.0
"""Points; what is no longer may be a dash or a dot, then the gap to the next may be wider."""
_DASH_GAP = 6.0
_SHORTEST = 4.0
_NARROWEST, _WIDEST = 8.0, 100.0
"""Points: so far from a table stands a wall that no line joins to it."""
_OVERHANG = 40.0
"""Points that such a wall may be longer than the table."""
_MOST_LINES = 4_000
_MOST_PAIRS = 1_000_000
_MOST_PLACES = 20_000
_ALIKE = 0.5


class Rule(NamedTuple):
    """A straight line. at: where it stands, across its direction; from start to stop along it."""

    at: float
    start: float
    stop: float


class Rules(NamedTuple):
    """The lines of a page: across and down it."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]


class Place(NamedTuple):
    """A cell of a lattice: its place, its spans, its box in points."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


class Lattice:
    """A table's lines. tops: where its rows are parted, from the top down; lefts: where its columns are.

    Where no line stands between two places they are one cell. open_above, open_below: whether no line closes it there.
    """

    def __init__(self, across: Sequence[Rule], down: Sequence[Rule]) -> None:
        ends_up = [end for rule in down for end in (rule.start, rule.stop)]
        ends_across = [end for rule in across for end in (rule.start, rule.stop)]
        tops = _places([rule.at for rule in across], ends_up)
        self.lefts = _places([rule.at for rule in down], ends_across)
        self.tops = tops[::-1]
        self.open_above = max(rule.at for rule in across) < self.tops[0] - _TOUCH
        self.open_below = min(rule.at for rule in across) > self.tops[-1] + _TOUCH
        self.places = tuple(self._cells(across, down))

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.tops) - 1

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return len(self.lefts) - 1

    @property
    def box(self) -> Box:
        """What it covers."""
        return self.lefts[0], self.tops[-1], self.lefts[-1], self.tops[0]

    def holds(self, point: tuple[float, float]) -> bool:
        """Whether the point lies in it."""
        left, bottom, right, top = self.box
        return left <= point[0] <= right and bottom <= point[1] <= top

    def place_of(self, point: tuple[float, float]) -> int:
        """The number of the cell in which the point lies."""
        column = min(max(bisect_right(self.lefts, point[0]) - 1, 0), self.columns - 1)
        row = min(max(bisect_right([-top for top in self.tops], -point[1]) - 1, 0), self.rows - 1)
        return self._number[row, column]

    def _cells(self, across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[Place]:
        rows, columns = self.rows, self.columns
        ruled, walled = self._ruled(across), self._walled(down)
        self._number: dict[tuple[int, int], int] = {}
        number = 0
        for row in range(rows):
            for column in range(columns):
                if (row, column) in self._number:
                    continue
                members = self._spread(row, column, number, ruled, walled)
                last_row, last_column = max(r for r, _ in members), max(c for _, c in members)
                first_column = min(c for _, c in members)
                box = self.lefts[first_column], self.tops[last_row + 1], self.lefts[last_column + 1], self.tops[row]
                yield Place(row, first_column, last_row - row + 1, last_column - first_column + 1, box)
                number += 1

    def _spread(
        self, row: int, column: int, number: int, ruled: set[tuple[int, int]], walled: set[tuple[int, int]]
    ) -> list[tuple[int, int]]:
        """All places that no line parts from this one; they get the number."""
        members, waiting = [], [(row, column)]
        self._number[row, column] = number
        while waiting:
            r, c = waiting.pop()
            members.append((r, c))
            for place, parted in (
                ((r - 1, c), (r, c) in ruled),
                ((r + 1, c), (r + 1, c) in ruled),
                ((r, c - 1), (r, c) in walled),
                ((r, c + 1), (r, c + 1) in walled),
            ):
                inside = 0 <= place[0] < self.rows and 0 <= place[1] < self.columns
                if inside and not parted and place not in self._number:
                    self._number[place] = number
                    waiting.append(place)
        return members

    def _ruled(self, across: Sequence[Rule]) -> set[tuple[int, int]]:
        """The places above which a line stands."""
        middles = [(left + right) / 2 for left, right in zip(self.lefts, self.lefts[1:], strict=False)]
        rising = self.tops[::-1]
        found = set()
        for rule in across:
            row = len(rising) - 1 - _nearest(rising, rule.at)
            for column in range(bisect_right(middles, rule.start), bisect_left(middles, rule.stop)):
                found.add((row, column))
        return found

    def _walled(self, down: Sequence[Rule]) -> set[tuple[int, int]]:
        """The places at whose left a line stands."""
        middles = [(top + below) / 2 for top, below in zip(self.tops, self.tops[1:], strict=False)][::-1]
        found = set()
        for rule in down:
            column = _nearest(self.lefts, rule.at)
            for place in range(bisect_right(middles, rule.start), bisect_left(middles, rule.stop)):
                found.add((len(middles) - 1 - place, column))
        return found


def _nearest(places: Sequence[float], at: float) -> int:
    after = bisect_left(places, at)
    if after == len(places) or (after and at - places[after - 1] <= places[after] - at):
        return after - 1
    return after


def _places(lines: Iterable[float], ends: Sequence[float]) -> list[float]:
    """Where lines stand, and where those of the other direction end beyond them, in rising order."""
    at = sorted(lines)
    found = [at[0]]
    before = at[0]
    for place in at[1:]:
        # Three sides of boxes may stand behind each other; what is wider than these holds a line of text.
        if place - found[-1] > (_THREE if place - before <= _BESIDE else _TOUCH):
            found.append(place)
        before = place
    low, high = min(ends, default=found[0]), max(ends, default=found[-1])
    beyond_low = [low] if low < found[0] - _TOUCH else []
    beyond_high = [high] if high > max(found[-1], at[-1]) + _TOUCH else []
    return [*beyond_low, *found, *beyond_high]


def rules_of(boxes: Iterable[Box]) -> Rules:
    """The straight lines that these thin boxes are, dashes and dots put together; none when there are too many."""
    across: list[Rule] = []
    down: list[Rule] = []
    for left, bottom, right, top in boxes:
        if right - left >= top - bottom or right - left <= THIN:
            dot = max(right - left, top - bottom) <= THIN
            if right - left >= top - bottom or dot:
                across.append(Rule((bottom + top) / 2, left, right))
            if right - left < top - bottom or dot:
                down.append(Rule((left + right) / 2, bottom, top))
        else:
            down.append(Rule((left + right) / 2, bottom, top))
    found = Rules(tuple(_merged(across)), tuple(_merged(down)))
    return found if len(found.across) + len(found.down) <= _MOST_LINES else Rules((), ())


def _merged(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Lines one behind the other as one."""
    groups: list[list[Rule]] = []
    first = 0.0
    for rule in sorted(rules):
        if not groups or rule.at - first > _ALIKE:
            groups.append([])
            first = rule.at
        groups[-1].append(rule)
    for group in groups:
        at = sum(rule.at for rule in group) / len(group)
        yield from (rule for rule in _chained(at, group) if rule.stop - rule.start >= _SHORTEST)


def _chained(at: float, rules: Iterable[Rule]) -> Iterator[Rule]:
    start = stop = last = 0.0
    begun = False
    for rule in sorted(rules, key=lambda rule: (rule.start, rule.stop)):
        short = min(last, rule.stop - rule.start) <= _DASH
        if begun and rule.start - stop <= (_DASH_GAP if short else _GAP):
            stop = max(stop, rule.stop)
            last = rule.stop - rule.start
            continue
        if begun:
            yield Rule(at, start, stop)
        start, stop, last, begun = rule.start, rule.stop, rule.stop - rule.start, True
    if begun:
        yield Rule(at, start, stop)


def lattices(rules: Rules) -> list[Lattice]:
    """The tables that the lines make, from the top of the page down; those of one cell are frames, and are there too."""
    down = sorted(rules.down)
    places = [rule.at for rule in down]
    owner = list(range(len(rules.across) + len(down)))

    def root(number: int) -> int:
        while owner[number] != number:
            owner[number] = owner[owner[number]]
            number = owner[number]
        return number

    tried = 0
    for number, line in enumerate(rules.across):
        first, stop = bisect_left(places, line.start - _TOUCH), bisect_right(places, line.stop + _TOUCH)
        tried += stop - first
        if tried > _MOST_PAIRS:
            return []
        for other in range(first, stop):
            if down[other].start - _TOUCH <= line.at <= down[other].stop + _TOUCH:
                owner[root(number)] = root(len(rules.across) + other)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for number, line in enumerate((*rules.across, *down)):
        groups[root(number)][number >= len(rules.across)].append(line)
    whole = [group for group in groups.values() if _is_lattice(*group)]
    alone = [line for group in groups.values() if not _is_lattice(*group) for line in group[1]]
    found = [Lattice(across, [*walls, *_beside(across, walls, alone)]) for across, walls in whole]
    return sorted(found, key=lambda lattice: -lattice.tops[0])


def _beside(across: Sequence[Rule], walls: Sequence[Rule], down: Iterable[Rule]) -> Iterator[Rule]:
    """Lines that stand at the side of a table, as high as it is: the end of a page cut the lines that lead to them."""
    bottom = min(*(rule.at for rule in across), *(rule.start for rule in walls))
    top = max(*(rule.at for rule in across), *(rule.stop for rule in walls))
    left, right = min(rule.start for rule in across), max(rule.stop for rule in across)
    for rule in down:
        away = max(left - rule.at, rule.at - right)
        within = bottom - _OVERHANG < rule.start and rule.stop < top + _OVERHANG
        if _NARROWEST < away < _WIDEST and within and rule.stop - rule.start > (top - bottom) / 2:
            yield rule


def _is_lattice(across: Sequence[Rule], down: Sequence[Rule]) -> bool:
    """Whether these lines enclose anything; one that crosses others does not."""
    if not across or not down or len(across) + len(down) < 3:
        return False
    if len(_places([rule.at for rule in across], [])) * len(_places([rule.at for rule in down], [])) > _MOST_PLACES:
        return False
    high = max(rule.at for rule in across) - min(rule.at for rule in across)
    wide = max(rule.at for rule in down) - min(rule.at for rule in down)
    return (high > _TOUCH or len(down) > 1) and (wide > _TOUCH or len(across) > 1)
