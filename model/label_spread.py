"""Tables copied out of a worksheet: rows of fields parted by tabs, with an empty field for every covered place.

Editors cut the empty fields at the end of lines; then the rows are of different length, and still stand one under
another. A row from which a field went missing is short as well, so that a short row is only trusted in company.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from model.label_catalogue import Catalogue
from model.label_columns import band_from_table, is_whole
from model.label_lines import NumberedLine
from model.label_pieces import BLANK, FIGURE, Piece
from model.label_tables import kind_of
from model.label_text import is_bare_number, is_page_number
from model.records import NamedTuple

_COMPANY = 2
"""So many rows that are cut alike are trusted when all are; one missing field makes only one row short."""


_LONGEST_GAP = 4
"""So many lines may stand between the two pieces of a table that a page parts."""


class Stretch(NamedTuple):
    """Lines that are read in one way. width: how many fields stand one under another, 0 where they do not.

    cut: the rows, counted from 0, of which only blank fields at the end are missing; short: those of which any may be.
    pages: page numbers that stand between the rows.
    """

    lines: tuple[NumberedLine, ...]
    width: int = 0
    cut: frozenset[int] = frozenset()
    short: frozenset[int] = frozenset()
    pages: tuple[NumberedLine, ...] = ()


def parted(catalogue: Catalogue, lines: Sequence[NumberedLine]) -> Iterator[Stretch]:
    """The lines in stretches, each with how its fields stand one under another as in a table."""
    waiting: list[NumberedLine] = []
    place = 0
    while place < len(lines):
        stop = _end_of_run(lines, place)
        rows = [line for line in lines[place:stop] if len(line.fields) > 1]
        pages = tuple(line for line in lines[place:stop] if len(line.fields) == 1 and line.text.strip())
        for stretch in _stretches(catalogue, rows) if len(rows) > 1 else ():
            if stretch.width:
                yield from _whole(waiting)
                waiting = []
                yield stretch
            else:
                waiting.extend(stretch.lines)
        if len(rows) < 2:
            waiting.extend(lines[place:stop])
        elif pages:
            yield from _whole(waiting)
            waiting = []
            yield Stretch((), pages=pages)
        place = stop
    yield from _whole(waiting)


def _whole(lines: Sequence[NumberedLine]) -> Iterator[Stretch]:
    if lines:
        yield Stretch(tuple(lines))


def _end_of_run(lines: Sequence[NumberedLine], start: int) -> int:
    """The line behind the rows of fields that begin here; empty lines and page numbers may stand among them."""
    stop = start + 1
    if len(lines[start].fields) < 2:
        return stop
    for place in range(stop, len(lines)):
        line = lines[place]
        if len(line.fields) > 1:
            stop = place + 1
        elif not _may_stand_between(line) or place - stop > _LONGEST_GAP:
            break
    return stop


def _may_stand_between(line: NumberedLine) -> bool:
    text = line.text.strip()
    return not text or ("\t" not in line.text and (is_page_number(text) or is_bare_number(text)))


def _stretches(catalogue: Catalogue, rows: Sequence[NumberedLine]) -> Iterator[Stretch]:
    """The rows of a run; where they are of different length, the rows below each heading for themselves."""
    if len({len(line.fields) for line in rows}) == 1:
        spread = any(_is_spread_heading(catalogue, line) for line in rows)
        yield Stretch(tuple(rows), len(rows[0].fields) if spread else 0)
        return
    start = 0
    for stop in range(1, len(rows) + 1):
        ends = stop == len(rows) or (_is_heading(catalogue, rows[stop]) and not _is_heading(catalogue, rows[stop - 1]))
        if ends:
            yield _ragged(catalogue, rows[start:stop])
            start = stop


def _ragged(catalogue: Catalogue, rows: Sequence[NumberedLine]) -> Stretch:
    """Rows of different length below one heading: whether they stand one under another, and which of them are cut."""
    headings = [line for line in rows if _is_heading(catalogue, line)]
    figures = {i: _filled(line) for i, line in enumerate(rows) if _holds_figures(catalogue, line)}
    width = _width(rows, headings)
    if len(rows) < 2 or not any(_is_spread_heading(catalogue, line) for line in headings):
        return Stretch(tuple(rows))
    if any(len(line.fields) < width for line in headings):
        pieces = [tuple(_pieces_of_line(catalogue, line, row, width)) for row, line in enumerate(headings)]
        if not is_whole(catalogue, band_from_table(catalogue, pieces)):
            return Stretch(tuple(rows))
    elif any(filled > max(_filled(line) for line in headings) for filled in figures.values()):
        return Stretch(tuple(rows))
    short = {i for i in figures if len(rows[i].fields) < width}
    cut = _cut_alike(rows, figures, width)
    return Stretch(tuple(rows), width, cut, frozenset(short - cut))


def _width(rows: Sequence[NumberedLine], headings: Sequence[NumberedLine]) -> int:
    """The fields of a whole row: as many as the shortest heading row has, but none that is filled is left out."""
    return max(*(_filled(line) for line in rows), min((len(line.fields) for line in headings), default=0))


def _cut_alike(rows: Sequence[NumberedLine], figures: dict[int, int], width: int) -> frozenset[int]:
    """The rows that were only cut at the end: as long as all others, or as the longest where most are so long."""
    longest = max(figures.values(), default=width)
    alike = frozenset(i for i, filled in figures.items() if filled == longest)
    kept = any(not line.fields[-1].strip() for line in rows)
    enough = len(alike) >= _COMPANY and (len(alike) == len(figures) or len(alike) > len(figures) // 2 + 1)
    return alike if longest < width and enough and not kept else frozenset()


def _filled(line: NumberedLine) -> int:
    """How many fields the line has up to the last one that is not blank."""
    return max((i for i, field in enumerate(line.fields, 1) if field.strip()), default=0)


def _holds_figures(catalogue: Catalogue, line: NumberedLine) -> bool:
    return any(kind_of(field, catalogue.match(field) is not None) == FIGURE for field in line.fields)


def _is_heading(catalogue: Catalogue, line: NumberedLine) -> bool:
    """Whether headings of columns or of a block stand in the line, and no figures."""
    pieces = tuple(_pieces_of_line(catalogue, line, 0))
    rows = [piece for piece in pieces if piece.is_label("row") and not piece.is_label("column", "corner")]
    headings = any(piece.is_label("column", "block") for piece in pieces)
    return headings and not rows and not any(piece.kind == FIGURE for piece in pieces)


def _is_spread_heading(catalogue: Catalogue, line: NumberedLine) -> bool:
    """Whether merged headings in this line have left empty fields, or stand again in each field that they covered."""
    pieces = tuple(_pieces_of_line(catalogue, line, 0))
    headings = [piece for piece in pieces if piece.is_label("column", "block")]
    repeated = any(a.text == b.text for a, b in pairwise(headings) if a.column + 1 == b.column)
    blanks = any(piece.kind == BLANK for piece in pieces)
    return (blanks or repeated) and bool(headings) and not any(piece.kind == FIGURE for piece in pieces)


def pieces_of_lines(catalogue: Catalogue, stretch: Stretch) -> tuple[Piece, ...]:
    """The fields as the cells of a table; heading rows that were cut get their blank cells back."""
    pieces: list[Piece] = []
    for row, line in enumerate(stretch.lines):
        whole = len(line.fields) >= stretch.width or _is_heading(catalogue, line)
        pieces.extend(_pieces_of_line(catalogue, line, row, stretch.width if whole else 0))
    return tuple(pieces)


def _pieces_of_line(catalogue: Catalogue, line: NumberedLine, row: int, width: int = 0) -> Iterator[Piece]:
    """The line's fields; up to a width blank ones are added, and blank ones behind it are left out."""
    for column, field in enumerate(line.fields):
        match = catalogue.match(field)
        kind = kind_of(field, match is not None)
        if kind != BLANK or not width or column < width:
            yield Piece(kind, field, ((line.block, 0, column),), match, row, column)
    for column in range(len(line.fields), width):
        yield Piece(BLANK, "", (), None, row, column)
