"""A table of a PDF that lacks lines: its columns and rows told by the places of what stands in them.

Figures that stand below each other make a column, a line of figures makes a row. A heading belongs to the column above
which it stands; a column of which that cannot be told has none, which makes its figures doubtful.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from importers.pdf_labels import BLOCK, KnownLabels
from importers.pdf_lattice import Rules
from importers.pdf_spans import SAME_LEVEL, Column, columns_below, spans_of
from importers.pdf_tables import PdfTable
from importers.pdf_words import Label, Word, labels_of, parted_at
from model.source import SourceCell

_BESIDE = 3
"""Columns that are kept for labels, as many as a grid has at most."""
_NEXT_LINE = 2.6
"""Times a character's size from one line of a cell to the next at most."""
_NOWHERE = "这一页的表上没有列标题，各列的位置与上一页对不上，不能确定属哪一栏"
_BROKEN = "上下两行数字可能是一个数折成了两行，不能确定"
_NEAR = 0.5
"""Of a character's size: what stands no further above or below a line of figures stands beside it."""


class Columns(NamedTuple):
    """How a table is set, for the part of it that follows on the next page. beside: columns of labels."""

    columns: tuple[Column, ...]
    beside: int


class _Row(NamedTuple):
    """A row. base: where it stands; the labels beside it, its figures."""

    base: float
    labels: tuple[Label, ...]
    figures: tuple[Word, ...]


def table_of_words(
    lines: Sequence[Sequence[Word]], page: int, rules: Rules, labels: KnownLabels, before: Columns | None
) -> tuple[PdfTable, Columns]:
    """The table that these lines make. before: the columns of the table that may go on here."""
    table = _Table(lines, rules, labels, before)
    words = [word for line in lines for word in line]
    left, right = min(word.left for word in words), max(word.right for word in words)
    top, bottom = max(word.base + word.size for word in words), min(word.base for word in words)
    cells = tuple(sorted(table.cells(), key=lambda cell: (cell.row, cell.column)))
    found = PdfTable(page, (left, right), top, bottom, cells, doubts=tuple(table.doubts()), unruled=True)
    return found, Columns(table.columns, table.beside)


class _Table:
    def __init__(
        self, lines: Sequence[Sequence[Word]], rules: Rules, labels: KnownLabels, before: Columns | None
    ) -> None:
        figures = [[word for word in line if word.is_figure] for line in lines]
        self._figures = [line for line in figures if line]
        words = [word for line in lines for word in line if not word.is_figure]
        places = _places(word for line in self._figures for word in line)
        first = self._figures[0][0].base
        under = [
            word
            for word in words
            if word.base <= first - _NEAR * word.size or abs(word.base - first) <= _NEAR * word.size
        ]
        edge = min(left for left, _ in places)
        if not any(word.right <= edge for word in under):
            # Nothing stands beside the figures, so that all above them are headings.
            edge = min((edge, *(word.left for word in words)))
        beside = labels_of([word for word in words if word.right <= edge or word in under], rules, labels)
        above = [word for word in words if word.right > edge and word not in under]
        over = labels_of(parted_at(above, _gutters(places), labels), rules, labels)
        self._labels = [label for label in beside if label.bottom <= first + _NEAR * label.size]
        self._corners = [label for label in beside if label not in self._labels]
        self._over = [label for label in over if label.bottom > first]
        self._labels += [label for label in over if label not in self._over]
        known = before.columns if before and not self._over else ()
        fits = bool(known) and all(_fits(line, known) for line in self._figures)
        self.columns = known if fits else tuple(_with_headings(places, self._lowest()))
        self._unknown = not fits and not self._over and len(places) > 1
        self.beside = before.beside if known and before else _BESIDE if self._labels or self._corners else 0

    def _lowest(self) -> list[Label]:
        """The headings below which no other stands."""
        return [
            label
            for label in self._over
            if BLOCK not in label.roles
            and not any(
                other.top < label.bottom and other.left < label.right and label.left < other.right
                for other in self._over
            )
        ]

    def cells(self) -> Iterator[SourceCell]:
        """All of the table's cells, the headings' rows first."""
        levels = _levels([*self._over, *self._corners])
        yield from self._headings(levels)
        for number, row in enumerate(self._rows(), len(levels)):
            yield from self._row(number, row)

    def doubts(self) -> Iterator[tuple[int, int, str]]:
        """The figures of which it is not certain where they belong, or whether they are whole: row, column, and why."""
        first = len(_levels([*self._over, *self._corners]))
        rows = [(number, row) for number, row in enumerate(self._rows(), first) if row.figures]
        if self._unknown:
            for number, row in rows:
                yield from ((number, self.beside + column, _NOWHERE) for column in set(map(self._column, row.figures)))
        for (above, upper), (below, lower) in pairwise(rows):
            step = (upper.base - lower.base) / upper.figures[0].size
            if step > _NEXT_LINE or (self._has_label(upper) and self._has_label(lower)):
                continue
            shared = {self._column(figure) for figure in upper.figures} & set(map(self._column, lower.figures))
            yield from ((row, self.beside + column, _BROKEN) for row in (above, below) for column in sorted(shared))

    def _has_label(self, row: _Row) -> bool:
        """Whether a label of its own stands beside the row, not one of a group of rows alone."""
        return bool(row.labels) and not self._is_group(row.labels[-1])

    def _headings(self, levels: Sequence[float]) -> Iterator[SourceCell]:
        width = self.beside + len(self.columns)
        filled: dict[int, set[int]] = defaultdict(set)
        own = [column.heading for column in self.columns]
        groups = [label for label in self._over if label not in own and BLOCK not in label.roles]
        spans = {id(group): span for group, span in zip(groups, spans_of(groups, self.columns), strict=True)}
        for label in (*self._corners, *self._over):
            row = min(range(len(levels)), key=lambda number: abs(levels[number] - label.level))
            if BLOCK in label.roles:
                first, end = 0, width
            elif label in self._corners:
                first, end = 0, self.beside
            else:
                start, stop = spans.get(id(label)) or (own.index(label), own.index(label))
                first, end = self.beside + start, self.beside + stop + 1
            yield SourceCell(label.text, row, first, 1, end - first)
            filled[row].update(range(first, end))
        # A row that lacks a cell would be one that was lost or has slipped.
        for row, columns in filled.items():
            yield from (SourceCell("", row, column) for column in range(width) if column not in columns)

    def _rows(self) -> list[_Row]:
        """The rows of figures with the labels beside them, and labels that have no figure, from the top down."""
        beside: dict[int, list[Label]] = defaultdict(list)
        alone: list[Label] = []
        bases = [line[0].base for line in self._figures]
        for label in self._labels:
            near = _NEAR * label.size
            near_rows = [i for i, base in enumerate(bases) if label.bottom - near <= base <= label.top + near]
            if near_rows:
                beside[min(near_rows, key=lambda row: abs(bases[row] - label.level))].append(label)
            else:
                alone.append(label)
        rows = [
            _Row(base, tuple(sorted(beside[number], key=lambda label: label.left)), tuple(self._figures[number]))
            for number, base in enumerate(bases)
        ]
        rows += (_Row(label.level, (label,), ()) for label in alone)
        return sorted(rows, key=lambda row: -row.base)

    def _row(self, number: int, row: _Row) -> Iterator[SourceCell]:
        if row.labels:
            texts = [label.text for label in row.labels]
            texts = (
                ["\n".join(texts[: -self.beside + 1]), *texts[-self.beside + 1 :]]
                if len(texts) > self.beside
                else texts
            )
            first = max(self.beside - len(texts), 0)
            for place, text in enumerate(texts):
                whole = place == len(texts) - 1 == 0
                yield SourceCell(text, number, 0 if whole else first + place, 1, max(self.beside, 1) if whole else 1)
        if not row.figures and self._is_group(row.labels[0]):
            return
        inside: dict[int, list[str]] = defaultdict(list)
        for figure in row.figures:
            inside[self._column(figure)].append(figure.text)
        for column in range(len(self.columns)):
            yield SourceCell(" ".join(inside[column]), number, self.beside + column)

    def _column(self, figure: Word) -> int:
        return min(range(len(self.columns)), key=lambda number: _away(self.columns[number], figure))

    def _is_group(self, label: Label) -> bool:
        """Whether a label without figures stands where those of whole groups do: left of the rows' own."""
        lasts = [row[-1].left for row in self._labels_of_rows()]
        return bool(lasts) and label.right < statistics.median(lasts)

    def _labels_of_rows(self) -> Iterator[list[Label]]:
        for line in self._figures:
            base = line[0].base
            found = [label for label in self._labels if abs(label.level - base) <= label.size]
            if found:
                yield sorted(found, key=lambda label: label.left)


def _places(figures: Iterable[Word]) -> list[tuple[float, float]]:
    """The columns that the figures make: those of which one stands above the other are of one."""
    places: list[tuple[float, float]] = []
    for figure in sorted(figures, key=lambda figure: figure.left):
        if places and figure.left < places[-1][1]:
            places[-1] = places[-1][0], max(places[-1][1], figure.right)
        else:
            places.append((figure.left, figure.right))
    return places


def _gutters(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(left[1], right[0]) for left, right in pairwise(places)]


def _fits(figures: Sequence[Word], columns: Sequence[Column]) -> bool:
    """Whether each of the figures of a line lies in a column of its own."""
    found = [
        [i for i, column in enumerate(columns) if figure.left < column.right and column.left < figure.right]
        for figure in figures
    ]
    return all(len(at) == 1 for at in found) and len({at[0] for at in found}) == len(figures)


def _with_headings(places: Sequence[tuple[float, float]], headings: Sequence[Label]) -> Iterator[Column]:
    """The columns with the heading of each; a heading without a column makes one that is blank."""
    plain = [Column(left, right) for left, right in places]
    below = {id(label): columns_below(label, plain) for label in headings}
    owner: dict[int, Label] = {}
    for label in headings:
        at = below[id(label)]
        mine = [i for i in at if sum(i in other for other in below.values()) == 1]
        if len(at) == len(mine) == 1:
            owner[at[0]] = label
    in_order = sorted(headings, key=lambda label: label.left)
    if len(headings) == len(plain) and all(owner.get(i, label) == label for i, label in enumerate(in_order)):
        owner = dict(enumerate(in_order))
    columns = [
        Column(min(c.left, owner[i].left), max(c.right, owner[i].right), owner[i]) if i in owner else c
        for i, c in enumerate(plain)
    ]
    free = [label for label in headings if not below[id(label)] and label not in owner.values()]
    columns += (Column(label.left, label.right, label) for label in free)
    yield from sorted(columns, key=lambda column: column.middle)


def _levels(labels: Sequence[Label]) -> list[float]:
    """The heights at which headings stand, from the top down."""
    levels: list[float] = []
    for label in sorted(labels, key=lambda label: -label.level):
        if not levels or levels[-1] - label.level > SAME_LEVEL * label.size:
            levels.append(label.level)
    return levels


def _away(column: Column, figure: Word) -> float:
    middle = (figure.left + figure.right) / 2
    return max(column.left - middle, middle - column.right, 0.0)
