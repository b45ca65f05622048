"""Over which columns headings stand in a table that lacks lines: those of several columns stand above their middle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from importers.pdf_words import Label
from model.label_text import plain
from model.source import SourceCell

SAME_LEVEL = 0.3
"""Of a character's size: headings whose heights differ no more stand side by side."""
_ASKEW = 0.2
"""Of a column's width: how far from its columns' middle a heading may stand."""
_MOST = 4
"""Headings that share columns out among them."""


class Column(NamedTuple):
    """A column. left, right: of what stands in it, in points; heading: the lowest one above it, None for none."""

    left: float
    right: float
    heading: Label | None = None

    @property
    def middle(self) -> float:
        """Its middle."""
        return (self.left + self.right) / 2


Span = tuple[int, int]
"""The first and the last column."""


def columns_below(label: Label, columns: Sequence[Column]) -> list[int]:
    """The columns above which the text of a heading stands."""
    return columns_under(label.left, label.right, columns)


def columns_under(left: float, right: float, columns: Sequence[Column]) -> list[int]:
    """The columns in which what reaches from left to right stands."""
    return [i for i, column in enumerate(columns) if left < column.right and column.left < right]


def spans_of(groups: Sequence[Label], columns: Sequence[Column]) -> list[Span]:
    """Which columns each of these headings covers; no more than are sure."""
    runs = [_run(group, columns) for group in groups]
    found = []
    for group, run in zip(groups, runs, strict=True):
        beside = [
            other for other, its in zip(groups, runs, strict=True) if its == run and _is_level(other.level, group)
        ]
        beside.sort(key=lambda other: other.left)
        spans = _shared_out(beside, run, columns)
        below = columns_below(group, columns) or [_nearest(group, columns)]
        found.append(spans[beside.index(group)] if spans else (below[0], below[-1]))
    return found


def _is_level(level: float, label: Label) -> bool:
    return abs(level - label.level) <= SAME_LEVEL * label.size


def _nearest(group: Label, columns: Sequence[Column]) -> int:
    middle = (group.left + group.right) / 2
    return min(range(len(columns)), key=lambda number: abs(columns[number].middle - middle))


def _run(group: Label, columns: Sequence[Column]) -> Span:
    """The columns around whose own headings stand as high as those below this one."""
    below = columns_below(group, columns) or [_nearest(group, columns)]
    first, last = below[0], below[-1]
    leaf = columns[first].heading
    if leaf is None or any((h := columns[i].heading) is None or not _is_level(h.level, leaf) for i in below):
        return first, last

    def alike(number: int) -> bool:
        if not 0 <= number < len(columns):
            return False
        heading = columns[number].heading
        return heading is not None and _is_level(heading.level, leaf)

    while alike(first - 1):
        first -= 1
    while alike(last + 1):
        last += 1
    return first, last


def _shared_out(groups: Sequence[Label], run: Span, columns: Sequence[Column]) -> list[Span]:
    """The columns of the run shared out among the headings above them; [] when that is not clear.

    Headings stand above the middle of their columns, or begin or end where these do: what fits in two ways is not clear.
    """
    if len(groups) == 1 and (run[1] - run[0] + 1 == len(columns) or _repeats(columns[run[0] : run[1] + 1])):
        # It may as well stand above some of them: the heading of the others is not known.
        return []
    if len(groups) > _MOST or run[1] - run[0] + 1 < len(groups):
        return []
    edges = _edges(columns)
    pitch = (edges[run[1] + 1] - edges[run[0]]) / (run[1] - run[0] + 1)
    ways: tuple[Callable[[Label, int, int], float], ...] = (
        lambda group, first, last: (edges[first] + edges[last + 1] - group.left - group.right) / 2,
        lambda group, first, last: columns[first].left - group.left,
        lambda group, first, last: columns[last].right - group.right,
    )
    found = {spans for worst, spans in (_best(groups, run, way) for way in ways) if worst <= _ASKEW * pitch}
    return list(found.pop()) if len(found) == 1 else []


def _repeats(columns: Sequence[Column]) -> bool:
    texts = [plain(column.heading.text) for column in columns if column.heading]
    return len(set(texts)) < len(texts)


def _best(
    groups: Sequence[Label], run: Span, away: Callable[[Label, int, int], float]
) -> tuple[float, tuple[Span, ...]]:
    """How the run is best shared out, and how far off a heading is then at most. away: how far one is off its columns."""

    @cache
    def best(number: int, first: int) -> tuple[float, tuple[Span, ...]]:
        group = groups[number]
        if number == len(groups) - 1:
            return abs(away(group, first, run[1])), ((first, run[1]),)
        choices = []
        for last in range(first, run[1] - (len(groups) - number - 1) + 1):
            rest, spans = best(number + 1, last + 1)
            choices.append((max(rest, abs(away(group, first, last))), ((first, last), *spans)))
        return min(choices)

    return best(0, run[0])


def _edges(columns: Sequence[Column]) -> list[float]:
    """Where the columns are likely to be parted, the outer edges as far away as the inner ones."""
    inner = [(left.right + right.left) / 2 for left, right in pairwise(columns)]
    if not inner:
        return [columns[0].left, columns[0].right]
    return [2 * columns[0].middle - inner[0], *inner, 2 * columns[-1].middle - inner[-1]]


def without_gaps(
    cells: Iterable[SourceCell], lowest: Mapping[int, SourceCell], first: int, width: int
) -> Iterator[SourceCell]:
    """The headings' cells, with cells where their rows have none: such a row would be one that was lost or has slipped.

    A heading covers all of the headings below it, and reaches up as far as no other stands. lowest: the headings of
    single columns; first: the first column of figures. Where a group may end later than is sure a gap is left.
    """
    nested = _nested(sorted(cells, key=lambda cell: -cell.row), lowest)
    taken = {(cell.row, column): cell for cell in nested for column in _columns(cell)}
    for cell in sorted(nested, key=lambda cell: cell.row):
        top = cell.row
        while top and not any((top - 1, column) in taken for column in _columns(cell)):
            top -= 1
            taken.update({(top, column): cell for column in _columns(cell)})
        yield cell._replace(row=top, row_span=cell.row - top + 1)
    for row in {row for row, _ in taken}:
        left: SourceCell | None = None
        for column in range(first, width):
            left = taken.get((row, column), left)
            # Blank beside a group's heading would be a part of it.
            if (row, column) not in taken and (left is None or left is lowest.get(left.column)):
                yield SourceCell("", row, column)


def _columns(cell: SourceCell) -> range:
    return range(cell.column, cell.column + cell.column_span)


def _nested(cells: Iterable[SourceCell], lowest: Mapping[int, SourceCell]) -> list[SourceCell]:
    """The cells, from the lowest row up, those that stand above a part of a group above all of it."""
    nested: list[SourceCell] = []
    for cell in cells:
        if cell is not lowest.get(cell.column):
            under = [group for group in nested if group.row > cell.row and set(_columns(group)) & set(_columns(cell))]
            beside = {column for other in nested if other.row == cell.row for column in _columns(other)}
            covered = {column for group in (cell, *under) for column in _columns(group)}
            if not covered & beside:
                cell = cell._replace(column=min(covered), column_span=max(covered) - min(covered) + 1)
        nested.append(cell)
    return nested
