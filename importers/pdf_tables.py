"""A lattice of drawn lines with the characters that stand in it, as a table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from importers.pdf_drawn import Box
from importers.pdf_glyphs import UNKNOWN, Glyph
from importers.pdf_lattice import Lattice
from importers.pdf_lines import Line, is_apart, lines_of
from model.label_text import looks_like_figure
from model.source import SourceCell

_SPACED = 0.7
"""Of a character's size: digits of one figure stand no further from each other."""
_ROOM = 12.0
"""Points that a cell keeps free at its sides, both together."""
_DIGITS = re.compile(r"[0-9０-９.．,，]+")
_LAST_PIECE = re.compile(r"[0-9０-９.．,，]+\D?|\D")
"""The end of a figure may have its unit with it."""
_MOST_PIECES = 4
_CLOSE = 0.15
"""Of a character's size: digits so close are of one figure, whatever lines are drawn between them."""
_OVERRUN = "数字超出了格子，不能确定属哪一格"
_LONGEST = 300
"""Characters; a box with more is no cell of a grid but a place for running text."""
_STACKED = 2


class PdfTable(NamedTuple):
    """A table on a page. lefts: where its columns are parted, in points; top, bottom: where it begins and ends.

    open_above, open_below: whether it lacks the line that would close it there. doubts: why the figure of a cell, told
    by its row and column, is not certain. unruled: whether it has no lines that tell its cells. parts: where what
    stands on further pages begins, by row and page.
    """

    page: int
    lefts: tuple[float, ...]
    top: float
    bottom: float
    cells: tuple[SourceCell, ...]
    open_above: bool = False
    open_below: bool = False
    doubts: tuple[tuple[int, int, str], ...] = ()
    unruled: bool = False
    parts: tuple[tuple[int, int], ...] = ()

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return max((cell.row + cell.row_span for cell in self.cells), default=0)


class Filled(NamedTuple):
    """A cell of a lattice with what stands in it. overrun: whether a figure reaches over its lines."""

    cell: SourceCell
    lines: tuple[Line, ...]
    box: Box
    overrun: bool = False


def filled(lattice: Lattice, glyphs: Iterable[Glyph], overrun: Container[Glyph] = ()) -> list[Filled]:
    """The lattice's cells with these characters in them. overrun: those of figures that reach over lines."""
    inside: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        inside[lattice.place_of(glyph.middle)].append(glyph)
    cells = []
    for number, place in enumerate(lattice.places):
        lines = tuple(lines_of(inside[number]))
        text = "\n".join(_figure(line) if place.column_span == 1 else line.text for line in lines)
        over = any(glyph in overrun for glyph in inside[number])
        cells.append(Filled(SourceCell(text, *place[:4]), lines, place.box, over))
    whole = {item.cell.row for item in cells if looks_like_figure(item.cell.text) and len(item.lines) == 1}
    return [
        _put_together(item) if _rows_of(item) & whole == {item.cell.row} and is_broken(item) else item for item in cells
    ]


def _rows_of(item: Filled) -> set[int]:
    return set(range(item.cell.row, item.cell.row + item.cell.row_span))


def is_broken(item: Filled) -> bool:
    """Whether a figure may be broken over the lines of its cell, for which it was too wide."""
    pieces = item.cell.text.split("\n")
    if not 1 < len(pieces) <= _MOST_PIECES:
        return False
    if not (all(map(_DIGITS.fullmatch, pieces[:-1])) and _LAST_PIECE.fullmatch(pieces[-1])):
        return False
    room = item.box[2] - item.box[0] - _ROOM
    return all(line.right - line.left + _width(below.glyphs[0]) > room for line, below in pairwise(item.lines))


def _width(glyph: Glyph) -> float:
    return max(glyph.right - glyph.left, glyph.size / 2)


def _put_together(item: Filled) -> Filled:
    """The cell with its figure whole; it is in one row only, as another figure of it tells that stands on one line."""
    return item._replace(cell=item.cell._replace(text=item.cell.text.replace("\n", "")))


def overrunning(glyphs: Iterable[Glyph], found: Sequence[Lattice]) -> set[Glyph]:
    """The digits of figures that a drawn line cuts: they were too wide for their cells, and lie over the next one."""
    over: set[Glyph] = set()
    for line in lines_of(glyph for glyph in glyphs if not glyph.turns):
        for first, second in pairwise(line.glyphs):
            if not (_is_digit(first) and _is_digit(second)) or second.left - first.right > _CLOSE * second.size:
                continue
            if any(_are_parted(first.middle, second.middle, lattice) for lattice in found):
                over |= {first, second}
    return over


def _is_digit(glyph: Glyph) -> bool:
    return glyph.text == UNKNOWN or _DIGITS.fullmatch(glyph.text) is not None


def _are_parted(first: tuple[float, float], second: tuple[float, float], lattice: Lattice) -> bool:
    if not lattice.holds(first) or not lattice.holds(second):
        return lattice.holds(first) or lattice.holds(second)
    return lattice.place_of(first) != lattice.place_of(second)


def _figure(line: Line) -> str:
    """The line's text; a figure set with gaps between its digits, or in groups of three, is one figure."""
    closed = line.text.replace(" ", "")
    if closed == line.text or not _DIGITS.fullmatch(closed):
        return line.text
    wide = (b.left - a.right > _SPACED * b.size for a, b in zip(line.glyphs, line.glyphs[1:], strict=False))
    return line.text if any(wide) else closed


def is_running_text(cells: Sequence[Filled]) -> bool:
    """Whether these are boxes around text rather than cells of a grid: frames, one above the other, or with much text."""
    columns = {cell.cell.column for cell in cells if cell.lines}
    return len(columns) < 2 or any(len(cell.cell.text) > _LONGEST for cell in cells)


def lacks_lines(cells: Sequence[Filled]) -> bool:
    """Whether figures stand one above the other, or side by side, in what the lines make one cell."""
    stacked = [len(list(_figures(cell.lines))) for cell in cells if not _may_be_one(cell)]
    return sum(count >= _STACKED for count in stacked) >= _STACKED or any(count > _STACKED for count in stacked)


def _may_be_one(cell: Filled) -> bool:
    return is_broken(cell) or ("\n" not in cell.cell.text and len(cell.lines) > 1)


def _figures(lines: Iterable[Line]) -> Iterator[str]:
    """The figures in a cell, when nothing else stands there and they are no parts of one."""
    parts = [part for line in lines for part in _words(line)]
    if all(looks_like_figure(part) for part in parts):
        yield from parts


def _words(line: Line) -> Iterator[str]:
    word = line.glyphs[0].text
    for before, glyph in zip(line.glyphs, line.glyphs[1:], strict=False):
        if is_apart(before, glyph) and glyph.left - before.right > _SPACED * glyph.size:
            yield word
            word = ""
        word += glyph.text
    yield word


def table_of(page: int, lattice: Lattice, cells: Sequence[Filled]) -> PdfTable:
    """The table, without rows and columns that are only there because lines are drawn twice or grounds end there."""
    kept = list(cells)
    rows, columns = set(range(lattice.rows)), set(range(lattice.columns))
    for row in range(lattice.rows - 1, 0, -1):
        begun = [item.cell for item in kept if item.cell.row == row]
        across = [item.cell for item in kept if item.cell.row < row < item.cell.row + item.cell.row_span]
        if _is_spare(begun, across):
            kept = [item._replace(cell=_without_row(item.cell, row)) for item in kept if item.cell.row != row]
            rows.discard(row)
    for column in range(lattice.columns - 1, 0, -1):
        begun = [item.cell for item in kept if item.cell.column == column]
        across = [item.cell for item in kept if item.cell.column < column < item.cell.column + item.cell.column_span]
        if _is_spare(begun, across):
            kept = [
                item._replace(cell=_without_column(item.cell, column)) for item in kept if item.cell.column != column
            ]
            columns.discard(column)
    lefts = (*(lattice.lefts[column] for column in sorted(columns)), lattice.lefts[-1])
    in_order = sorted(kept, key=lambda item: (item.cell.row, item.cell.column))
    ordered = tuple(item.cell for item in in_order)
    doubts = tuple((item.cell.row, item.cell.column, _OVERRUN) for item in in_order if item.overrun)
    box = lattice.box
    return PdfTable(page, lefts, box[3], box[1], ordered, lattice.open_above, lattice.open_below, doubts)


def _is_spare(begun: Sequence[SourceCell], across: Sequence[SourceCell]) -> bool:
    """Whether nothing begins there but blank cells, beside cells that go on with a figure in them."""
    return all(not cell.text for cell in begun) and any(looks_like_figure(cell.text) for cell in across)


def _without_row(cell: SourceCell, row: int) -> SourceCell:
    if cell.row > row:
        return cell._replace(row=cell.row - 1)
    return cell._replace(row_span=cell.row_span - 1) if row < cell.row + cell.row_span else cell


def _without_column(cell: SourceCell, column: int) -> SourceCell:
    if cell.column > column:
        return cell._replace(column=cell.column - 1)
    return cell._replace(column_span=cell.column_span - 1) if column < cell.column + cell.column_span else cell
