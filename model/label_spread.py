"""Tables copied out of a worksheet: rows of fields parted by tabs, with an empty field for every covered place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.label_catalogue import Catalogue
from model.label_lines import NumberedLine
from model.label_pieces import BLANK, FIGURE, Piece
from model.label_tables import kind_of


def parted(catalogue: Catalogue, lines: Sequence[NumberedLine]) -> Iterator[tuple[Sequence[NumberedLine], bool]]:
    """The lines in stretches, each with whether its fields stand one under another as in a table."""
    start = 0
    waiting: list[NumberedLine] = []
    while start < len(lines):
        stop = start + 1
        width = len(lines[start].fields)
        while stop < len(lines) and width > 1 and len(lines[stop].fields) == width:
            stop += 1
        run = lines[start:stop]
        if len(run) > 1 and any(_is_spread_heading(catalogue, line) for line in run):
            if waiting:
                yield waiting, False
            yield run, True
            waiting = []
        else:
            waiting.extend(run)
        start = stop
    if waiting:
        yield waiting, False


def _is_spread_heading(catalogue: Catalogue, line: NumberedLine) -> bool:
    """Whether merged headings in this line have left empty fields."""
    pieces = tuple(_pieces_of_line(catalogue, line, 0))
    headings = [piece for piece in pieces if piece.is_label("column", "block")]
    blanks = any(piece.kind == BLANK for piece in pieces)
    return blanks and bool(headings) and not any(piece.kind == FIGURE for piece in pieces)


def pieces_of_lines(catalogue: Catalogue, lines: Sequence[NumberedLine]) -> tuple[Piece, ...]:
    """The fields as the cells of a table."""
    return tuple(piece for row, line in enumerate(lines) for piece in _pieces_of_line(catalogue, line, row))


def _pieces_of_line(catalogue: Catalogue, line: NumberedLine, row: int) -> Iterator[Piece]:
    for column, field in enumerate(line.fields):
        match = catalogue.match(field)
        yield Piece(kind_of(field, match is not None), field, ((line.block, 0, column),), match, row, column)
