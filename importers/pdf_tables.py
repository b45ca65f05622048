"""A lattice of drawn lines with the characters that stand in it, as a table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from importers.pdf_drawn import Box
from importers.pdf_glyphs import Glyph
from importers.pdf_lattice import Lattice
from importers.pdf_lines import Line, is_apart, lines_of
from model.label_text import looks_like_figure
from model.source import SourceCell

_SPACED = 0.7
"""Of a character's size: digits of one figure stand no further from each other."""
_ROOM = 12.0
"""Points that a cell keeps free at its sides, both together."""
_DIGITS = re.compile(r"[0-9０-９.．,，]+")
_LONGEST = 300
"""Characters; a box with more is no cell of a grid but a place for running text."""
_STACKED = 2


class PdfTable(NamedTuple):
    """A table on a page. lefts: where its columns are parted, in points; top, bottom: where it begins and ends.

    open_above, open_below: whether it lacks the line that would close it there. doubts: why the figure of a cell, told
    by its row and column, is not certain.
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

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return max((cell.row + cell.row_span for cell in self.cells), default=0)


class Filled(NamedTuple):
    """A cell of a lattice with what stands in it."""

    cell: SourceCell
    lines: tuple[Line, ...]
    box: Box


def filled(lattice: Lattice, glyphs: Iterable[Glyph]) -> list[Filled]:
    """The lattice's cells with these characters in them."""
    inside: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        inside[lattice.place_of(glyph.middle)].append(glyph)
    cells = []
    for number, place in enumerate(lattice.places):
        lines = tuple(lines_of(inside[number]))
        text = _text(lines, place.box, place.row_span, place.column_span)
        cells.append(Filled(SourceCell(text, *place[:4]), lines, place.box))
    return cells


def _text(lines: Sequence[Line], box: Box, row_span: int, column_span: int) -> str:
    texts = [_figure(line) if column_span == 1 else line.text for line in lines]
    if row_span == column_span == 1 and len(texts) > 1 and all(_DIGITS.fullmatch(text) for text in texts):
        full = (line.right - line.left + line.size / 2 > box[2] - box[0] - _ROOM for line in lines[:-1])
        if all(full):
            # The figure was too wide for its cell.
            return "".join(texts)
    return "\n".join(texts)


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
    crowded = sum(len(list(_figures(cell.lines))) >= _STACKED for cell in cells)
    return crowded >= _STACKED or any(len(list(_figures(cell.lines))) > _STACKED for cell in cells)


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
    kept = [filled.cell for filled in cells]
    rows, columns = set(range(lattice.rows)), set(range(lattice.columns))
    for row in range(lattice.rows - 1, 0, -1):
        if _is_spare([c for c in kept if c.row == row], [c for c in kept if c.row < row < c.row + c.row_span]):
            kept = [_without_row(cell, row) for cell in kept if cell.row != row]
            rows.discard(row)
    for column in range(lattice.columns - 1, 0, -1):
        begun = [cell for cell in kept if cell.column == column]
        across = [cell for cell in kept if cell.column < column < cell.column + cell.column_span]
        if _is_spare(begun, across):
            kept = [_without_column(cell, column) for cell in kept if cell.column != column]
            columns.discard(column)
    lefts = (*(lattice.lefts[column] for column in sorted(columns)), lattice.lefts[-1])
    ordered = tuple(sorted(kept, key=lambda cell: (cell.row, cell.column)))
    box = lattice.box
    return PdfTable(page, lefts, box[3], box[1], ordered, lattice.open_above, lattice.open_below)


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
