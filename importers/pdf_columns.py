"""A table of a PDF that lacks lines: its columns and rows told by the places of what stands in them.

Figures that stand below each other make a column, a line of figures makes a row. A heading belongs to the column above
which it stands; a column of which that cannot be told has none, which makes its figures doubtful.
"""

from __future__ import annotations

import math
import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from importers.pdf_labels import BLOCK, COLUMN, CORNER, ROW, KnownLabels
from importers.pdf_lattice import Rules
from importers.pdf_spans import SAME_LEVEL, Column, columns_below, columns_under, spans_of, without_gaps
from importers.pdf_tables import PdfTable
from importers.pdf_words import BOTTOM, MIDDLE, TOP, Label, Word, labels_of, parted_at
from model.source import SourceCell

_BESIDE = 3
"""Columns that are kept for labels, as many as a grid has at most."""
_SLIGHT = 1.0
_FEW = 0.2
"""The part of the figures that may be too wide for the columns of the page before."""
_NEXT_LINE = 2.6
"""Times a character's size from one line of a cell to the next at most."""
_NOWHERE = "这一页的表上没有列标题，各列的位置与上一页对不上，不能确定属哪一栏"
_BARE = "这一栏上面没有列标题，不能确定是哪一栏"
_ALONE = "这一行数字旁边没有行标题，不能确定是哪一行"
_CROWDED = "两栏的数字挨得太近，不能确定各属哪一栏"
_BROKEN = "上下两行数字可能是一个数折成了两行，不能确定"
_NEAR = 0.5
"""Of a character's size: what stands no further above or below a line of figures stands beside it."""


class Columns(NamedTuple):
    """How a table is set, for the part of it that follows on the next page. beside: columns of labels."""

    columns: tuple[Column, ...]
    beside: int


def columns_of(table: PdfTable) -> Columns | None:
    """The columns of a table with lines, for rows below it that have none; None when it has no lines either."""
    return None if table.unruled else Columns(tuple(Column(left, right) for left, right in pairwise(table.lefts)), 0)


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
        self._known = labels
        figures = [[word for word in line if word.is_figure] for line in lines]
        self._figures = [line for line in figures if line]
        words = [word for line in lines for word in line if not word.is_figure]
        places, self._bridges = _places(self._figures)
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
        corners = [label for label in beside if label not in self._labels]
        # The first columns may have no figure at all, so that their headings stand left of all figures.
        blank = [label for label in corners if COLUMN in label.roles and not label.roles & {ROW, CORNER, BLOCK}]
        self._corners = [label for label in corners if label not in blank]
        self._over = _levelled([*blank, *(label for label in over if label.bottom > first)])
        self._labels += [label for label in over if label.bottom <= first]
        known = before.columns if before and not self._over else ()
        misfits = {figure for line in self._figures for figure in _misfits(line, known)}
        fits = len(misfits) <= _FEW * sum(map(len, self._figures))
        if fits:
            self._bridges = misfits
        self.columns = known if fits else tuple(_with_headings(places, self._lowest()))
        self._unknown = not fits and not self._over and len(places) > 1
        self.beside = before.beside if known and before else _BESIDE if self._labels or self._corners else 0
        if fits and not self.beside:
            # Columns that lines tell are those of the labels as well.
            last = max((label.right for label in self._labels), default=0.0) - _SLIGHT
            right = tuple(column for column in self.columns if column.left >= last)
            self.columns, self._unknown = right or tuple(_with_headings(places, ())), not right
            self.beside = _BESIDE if self._labels else 0

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
                yield from ((number, self.beside + column, _NOWHERE) for column in self._filled(row))
        for number, row in rows:
            over = (self._column(figure) for figure in row.figures if figure in self._bridges)
            yield from ((number, self.beside + column, _CROWDED) for column in over)
        if any(column.heading for column in self.columns):
            bare = {number for number, column in enumerate(self.columns) if not column.heading}
            for number, row in rows:
                yield from ((number, self.beside + column, _BARE) for column in self._filled(row).keys() & bare)
        for number, row in rows:
            if self.beside and not self._own_labels(row):
                yield from ((number, self.beside + column, _ALONE) for column in self._filled(row))
        crowded = {column for _, row in rows for column, found in self._filled(row).items() if len(found) > 1}
        for number, row in rows:
            yield from ((number, self.beside + c, _CROWDED) for c in self._filled(row) if c in crowded)
        for (above, upper), (below, lower) in combinations(rows, 2):
            step = (upper.base - lower.base) / upper.figures[0].size
            if step > _NEXT_LINE or not self._may_be_one(upper, lower):
                continue
            shared = self._filled(upper).keys() & self._filled(lower).keys()
            yield from ((row, self.beside + column, _BROKEN) for row in (above, below) for column in sorted(shared))

    def _filled(self, row: _Row) -> dict[int, list[str]]:
        """The texts of the row's figures by their columns."""
        found: dict[int, list[str]] = defaultdict(list)
        for figure in row.figures:
            found[self._column(figure)].append(figure.text)
        return found

    def _may_be_one(self, upper: _Row, lower: _Row) -> bool:
        """Whether two lines of figures may be one row: only one of them has a label, or a label reaches over both."""
        if not self._own_labels(upper) or not self._own_labels(lower):
            return True
        for row, other in ((upper, lower), (lower, upper)):
            for label in self._own_labels(row):
                reaches = label.bottom - _NEAR * label.size <= other.base <= label.top + _NEAR * label.size
                apart = all(label.right <= its.left or its.right <= label.left for its in other.labels)
                if reaches and apart:
                    return True
        return False

    def _own_labels(self, row: _Row) -> list[Label]:
        """The labels that stand beside this row, not beside a group of rows alone."""
        first = self.columns[0].left
        beside = (label for label in row.labels if label.right <= first and not self._known.is_group(label.text))
        return [label for label in beside if self._known.is_row(label.text) or not self._is_group(label)]

    def _headings(self, levels: Sequence[float]) -> Iterator[SourceCell]:
        width = self.beside + len(self.columns)
        placed: list[SourceCell] = []
        lowest: dict[int, SourceCell] = {}
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
            placed.append(SourceCell(label.text, row, first, 1, end - first))
            if label in own:
                lowest[first] = placed[-1]
        yield from without_gaps(placed, lowest, self.beside, width)

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
        inside = self._filled(row)
        for column in range(len(self.columns)):
            yield SourceCell(" ".join(inside.get(column, ())), number, self.beside + column)

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


def _places(lines: Sequence[Sequence[Word]]) -> tuple[list[tuple[float, float]], set[Word]]:
    """The columns that the figures make: those of which one stands above the other are of one.

    Besides the figures that lie over two columns: two stand there side by side in another line.
    """
    places: list[tuple[float, float, frozenset[int]]] = []
    bridges = set()
    figures = [(word, number) for number, line in enumerate(lines) for word in line]
    for figure, line in sorted(figures, key=lambda found: (found[0].right - found[0].left, found[0].left)):
        over = [place for place in places if place[0] < figure.right and figure.left < place[1]]
        if any(one[2] & other[2] for one, other in combinations(over, 2)):
            bridges.add(figure)
            continue
        lefts, rights, at = zip(*over, (figure.left, figure.right, frozenset((line,))), strict=True)
        places = [place for place in places if place not in over]
        places.append((min(lefts), max(rights), frozenset().union(*at)))
    return sorted((left, right) for left, right, _ in places), bridges


def _gutters(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(left[1], right[0]) for left, right in pairwise(places)]


def _misfits(figures: Sequence[Word], columns: Sequence[Column]) -> Iterator[Word]:
    """The figures of a line that do not lie in one column each."""
    found = [columns_under(figure.left, figure.right, columns) for figure in figures]
    for figure, at in zip(figures, found, strict=True):
        if len(at) != 1 or found.count(at) > 1:
            yield figure


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
    agree = len(headings) == len(plain) and all(owner.get(i, label) == label for i, label in enumerate(in_order))
    if agree and _in_step(in_order, places):
        owner = dict(enumerate(in_order))
    columns = [
        Column(min(c.left, owner[i].left), max(c.right, owner[i].right), owner[i]) if i in owner else c
        for i, c in enumerate(plain)
    ]
    free = [label for label in headings if not below[id(label)] and label not in owner.values()]
    columns += (Column(label.left, label.right, label) for label in free)
    yield from sorted(columns, key=lambda column: column.middle)


def _in_step(headings: Sequence[Label], places: Sequence[tuple[float, float]]) -> bool:
    """Whether headings can stand above the middle of columns whose figures stand at the left, or at the right."""
    middles = [(label.left + label.right) / 2 for label in headings]
    rights, lefts = [-math.inf, *(right for _, right in places)], [*(left for left, _ in places), math.inf]
    return any(
        all(
            low - _SLIGHT <= middle <= high + _SLIGHT
            for low, middle, high in zip(ends, middles, ends[1:], strict=False)
        )
        for ends in (rights, lefts)
    )


def _levelled(headings: Sequence[Label]) -> list[Label]:
    """The headings, held where most of them are level: in the middle, at the top or at the bottom of their cells."""
    ways = [[label._replace(held=held) for label in headings] for held in (MIDDLE, TOP, BOTTOM)]
    return min(ways, key=lambda labels: len(_levels(labels)))


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
