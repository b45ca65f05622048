"""Bare lines: a cell a line or a row a line, merged headings lost. Labels are told from figures, then read in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from model.label_catalogue import Catalogue, Use
from model.label_columns import band_from_order
from model.label_found import RowTarget
from model.label_pieces import BLANK, FIGURE, LABEL, TEXT, Piece
from model.label_rows import PAGE_NUMBER, Placer
from model.label_tables import kind_of
from model.label_text import counts_for_nothing, is_page_number, is_remark, looks_like_figure
from model.records import NamedTuple
from model.source import SourceLine, SourceParagraph

_LONGEST_LABEL = 16
"""Over how many lines a label may be broken: a vertical label has one character a line."""

_PROSE = 40
"""A line of more characters is running text, unless it is a label."""
_ODD_FIGURE = re.compile(
    r"(?=.*[\d一二三四五六七八九十百千万两])[\d一二三四五六七八九十百千万亿零两约余近多.,，*#^+?？①-⑳¹²³件宗项个次]{1,10}"
)
"""No figure that can be read, but nothing else either."""


class Token(NamedTuple):
    """A piece with what the line said: marked when a tab shows that it is a cell, row the line's block if it held
    several fields, else -1; after_gap when an empty line stands before it; above: a blank among headings.
    """

    piece: Piece
    marked: bool
    row: int
    fields: int
    after_gap: bool
    above: bool = False


class NumberedLine(NamedTuple):
    """A line or paragraph and the number of its block."""

    block: int
    text: str
    fields: tuple[str, ...]


def numbered(block: int, source: SourceLine | SourceParagraph) -> NumberedLine:
    """The line with its number; a paragraph is a line of one field."""
    if isinstance(source, SourceLine):
        return NumberedLine(block, source.text, source.fields)
    return NumberedLine(block, source.text, (source.text,) if source.text.strip() else ())


def tokens_of(catalogue: Catalogue, lines: Sequence[NumberedLine]) -> list[Token]:
    """The lines' cells, labels that are broken over several lines put together."""
    tokens: list[Token] = []
    place, gap = 0, False
    while place < len(lines):
        line = lines[place]
        if not line.fields:
            gap = True
            place += 1
            continue
        if len(line.fields) > 1:
            tokens.extend(_row_tokens(catalogue, line, gap))
            place += 1
        else:
            token, place = _cell_token(catalogue, lines, place, gap)
            tokens.append(token)
        gap = False
    return list(_mended(catalogue, tokens))


def _mended(catalogue: Catalogue, tokens: Sequence[Token]) -> Iterator[Token]:
    """Labels put together whose line break parted a row of fields: the last field of a line and the first of the next."""
    place = 0
    while place < len(tokens):
        whole, length = tokens[place].piece, 1
        text, places = whole.text, whole.places
        for reach, token in enumerate(tokens[place + 1 : place + _LONGEST_LABEL], 2):
            before = tokens[place + reach - 2]
            apart = token.after_gap or before.piece.places[-1][0] == token.piece.places[0][0]
            if apart or max(before.row, token.row) < 0 or token.piece.kind not in (TEXT, LABEL):
                break
            if whole.kind not in (TEXT, LABEL) or not catalogue.begins(text):
                break
            text, places = text + token.piece.text, (*places, *token.piece.places)
            if catalogue.is_whole(text) and (whole.kind == TEXT or token.piece.kind == TEXT):
                whole, length = Piece(LABEL, text, places, catalogue.match(text)), reach
        yield tokens[place]._replace(piece=whole)
        place += length


def _row_tokens(catalogue: Catalogue, line: NumberedLine, gap: bool) -> Iterator[Token]:
    pieces = []
    for column, field in enumerate(line.fields):
        match = catalogue.match(field)
        pieces.append(Piece(kind_of(field, match is not None), field, ((line.block, 0, column),), match))
    pieces = _with_odd_figures(pieces)
    labelled = any(piece.kind in (LABEL, TEXT) for piece in pieces)
    heading = labelled and not any(piece.kind == FIGURE for piece in pieces)
    above = heading and not _is_row(pieces)
    last = max((i for i, piece in enumerate(pieces) if piece.kind != BLANK), default=0)
    begun = not labelled
    for place, piece in enumerate(pieces):
        begun = begun or piece.kind != BLANK
        if piece.kind != BLANK or (begun and not above):
            yield Token(piece, True, line.block, len(pieces), gap)
        elif above and place < last:
            yield Token(piece, True, line.block, len(pieces), gap, True)


def _with_odd_figures(pieces: Sequence[Piece]) -> list[Piece]:
    """The row's cells; what stands behind its label among figures and has digits is one that cannot be read: 3*, 十二."""
    first = next((i for i, piece in enumerate(pieces) if piece.is_label("row")), len(pieces))
    figures = any(piece.kind == FIGURE for piece in pieces[first:])
    return [
        piece._replace(kind=FIGURE)
        if figures and place > first and piece.kind == TEXT and _is_odd(piece.text)
        else piece
        for place, piece in enumerate(pieces)
    ]


def _is_odd(text: str) -> bool:
    return _ODD_FIGURE.fullmatch(text.strip()) is not None


def _is_row(pieces: Sequence[Piece]) -> bool:
    return any(piece.is_label("row") and not piece.is_label("column", "corner") for piece in pieces)


def _cell_token(catalogue: Catalogue, lines: Sequence[NumberedLine], place: int, gap: bool) -> tuple[Token, int]:
    """The cell that begins in this line, and the line behind it."""
    line = lines[place]
    text = line.fields[0]
    marked = "\t" in line.text
    match = catalogue.match(text)
    if match is None and kind_of(text, False) in (BLANK, FIGURE):
        piece = Piece(kind_of(text, False), text, ((line.block, 0, 0),))
        return Token(piece, marked, -1, 1, gap), place + 1
    length = _broken_over(catalogue, lines, place)
    taken = [other for other in lines[place : place + length] if other.fields]
    whole = "".join(other.fields[0] for other in taken)
    match = catalogue.match(whole)
    piece = Piece(LABEL if match else TEXT, whole, tuple((other.block, 0, 0) for other in taken), match)
    return Token(piece, marked, -1, 1, gap), place + length


def _broken_over(catalogue: Catalogue, lines: Sequence[NumberedLine], place: int) -> int:
    """How many lines the label takes that begins here; 1 when it is no label."""
    text, best = lines[place].fields[0], 1
    tabs = "\t" in lines[place].text
    for length in range(2, _LONGEST_LABEL + 1):
        if place + length > len(lines):
            break
        line = lines[place + length - 1]
        if not line.fields:
            continue
        if len(line.fields) > 1 or not line.fields[0].strip() or (tabs and "\t" in line.text):
            break
        whole = best == length - 1 and catalogue.match(text) is not None
        if whole and (counts_for_nothing(line.fields[0]) or looks_like_figure(line.fields[0])):
            break
        remark = whole and is_remark(line.fields[0])
        if not remark and not catalogue.begins(text):
            break
        text += line.fields[0]
        if remark or catalogue.is_whole(text):
            best = length
    return best


def is_prose(text: str) -> bool:
    """Whether a line that is no label is running text."""
    return len("".join(text.split())) > _PROSE or "。" in text


def read_tokens(placer: Placer, tokens: Sequence[Token]) -> None:
    """Take in the cells of a stretch of lines that holds grids: headings come into force, figures are placed."""
    reader = _Reader(placer, _merged_left_out(placer.catalogue, tokens))
    following: list[Token | None] = [None] * len(tokens)
    for place in range(len(tokens) - 2, -1, -1):
        after = tokens[place + 1]
        following[place] = following[place + 1] if after.piece.kind == BLANK else after
    for token, next_one in zip(tokens, following, strict=True):
        reader.take(token, next_one)
    reader.finish()


def _merged_left_out(catalogue: Catalogue, tokens: Sequence[Token]) -> bool:
    """Whether lines with whole rows have no field for what a merged label covers: a row without blanks shows it."""
    left_out, kept = 0, 0
    for _, group in groupby(tokens, key=lambda token: token.row if token.row >= 0 else None):
        row = list(group)
        uses = row[0].piece.match.of("row") if row[0].row >= 0 and row[0].piece.match else ()
        for block in {use.block for use in uses}:
            form_block = catalogue.blocks[block].block
            whole = form_block.label_levels + len(form_block.columns)
            blank = any(token.piece.kind == BLANK for token in row)
            left_out += (
                not blank and len(row) < whole and sum(t.piece.kind == FIGURE for t in row) == len(form_block.columns)
            )
            kept += blank and row[0].fields == whole
    return left_out > 0 and not kept


class _Reader:
    """Gathers headings until figures come, and the labels and figures of a row until the next label."""

    def __init__(self, placer: Placer, merged_left_out: bool) -> None:
        self._placer = placer
        self._headings: list[Piece] = []
        self._fitted: set[int] | None = None
        self._labels: list[Piece] = []
        self._values: list[Token] = []
        self._blanks: list[Token] = []
        self._merged_left_out = merged_left_out

    def take(self, token: Token, following: Token | None) -> None:
        """Take the next cell in; the one that follows it tells what an ambiguous label is."""
        piece = token.piece
        if piece.kind in (FIGURE, BLANK):
            self._value(token)
        elif piece.kind == TEXT:
            self._text(piece, following)
        else:
            self._label(piece, following)

    def finish(self) -> None:
        """Nothing follows."""
        self._end_row()
        self._end_headings()

    def _value(self, token: Token) -> None:
        if token.above:
            if self._headings and not self._labels:
                self._headings.append(token.piece)
            return
        if self._headings and not self._labels:
            if token.piece.kind == BLANK:
                if token.after_gap:
                    self._blanks = []
                self._blanks.append(token)
                return
            self._end_headings()
            unlabelled = any(self._placer.catalogue.blocks[i].unlabelled for i in self._placer.band.blocks)
            self._values.extend(self._blanks if unlabelled else ())
        last = self._values[-1] if self._values else None
        if last is not None and (last.row >= 0 or token.row >= 0) and last.row != token.row:
            if token.piece.kind == BLANK:
                return
            self._end_row()
        self._end_headings()
        self._values.append(token)

    def _text(self, piece: Piece, following: Token | None) -> None:
        if is_page_number(piece.text):
            self._placer.unknown.append((piece, PAGE_NUMBER))
            return
        if self._placer.catalogue.is_fragment(piece.text) and len(piece.text.strip()) < 3 and not self._headings:
            self._placer.note_label(piece, "row_label")
            return
        if self._headings and not self._labels and (following is None or following.piece.kind != FIGURE):
            self._headings.append(piece)
            return
        if self._values:
            self._end_row()
        self._labels.append(piece)

    def _label(self, piece: Piece, following: Token | None) -> None:
        role = self._role(piece, following)
        if role == "row":
            if self._values or any(self._ends_row(label) for label in self._labels):
                self._end_row()
            self._end_headings()
            self._labels.append(piece)
            return
        self._end_row()
        if role == "block":
            self._end_headings()
            self._placer.start_block(piece)
        elif role in ("grid", "note"):
            self._placer.note_label(piece, "heading")
        else:
            if role == "corner":
                self._end_headings()
            self._fit(piece)
            self._headings.extend(token.piece for token in self._blanks if self._headings)
            self._headings.append(piece)
            self._blanks = []

    def _fit(self, piece: Piece) -> None:
        """Keep the blocks that all column headings gathered fit."""
        blocks = {use.block for use in piece.match.of("column")} if piece.match else set()
        if blocks:
            self._fitted = blocks if self._fitted is None else self._fitted & blocks

    def _role(self, piece: Piece, following: Token | None) -> str:
        uses = self._in_force(piece)
        roles = [
            role for role in ("block", "corner", "column", "row", "grid", "note") if any(u.role == role for u in uses)
        ]
        if "column" in roles and "row" in roles:
            before_figure = following is not None and following.piece.kind == FIGURE
            return "row" if before_figure or not self._headings else "column"
        return roles[0]

    def _in_force(self, piece: Piece) -> tuple[Use, ...]:
        """The uses in the blocks of the headings gathered, else in the grid that is being read."""
        uses = piece.match.uses if piece.match else ()
        inside = tuple(use for use in uses if use.block in (self._fitted or ()))
        return inside or tuple(use for use in uses if self._placer.in_grid(use)) or uses

    def _ends_row(self, label: Piece) -> bool:
        return label.kind == TEXT or (label.match is not None and any(use.leaf for use in label.match.of("row")))

    def _end_headings(self) -> None:
        if self._headings:
            band = band_from_order(self._placer.catalogue, self._headings)
            self._placer.start_band(band, self._headings)
            self._headings, self._fitted = [], None

    def _end_row(self) -> None:
        if self._labels or self._values:
            target = self._placer.read_labels(self._labels)
            self._placer.place_in_order(self._cells(target), target)
        self._labels, self._values = [], []

    def _cells(self, row: RowTarget) -> list[Piece]:
        """The row's cells: blanks count where tabs or the whole line show that they are cells."""
        values = self._values
        if not all(token.marked for token in values if token.piece.kind == FIGURE):
            values = [token for token in values if token.piece.kind == FIGURE]
        while values and values[-1].piece.kind == BLANK and values[-1].row < 0 and self._is_spare(values, row):
            values = values[:-1]
        return [token.piece for token in self._without_covered(values, row)]

    def _is_spare(self, values: Sequence[Token], row: RowTarget) -> bool:
        """Whether the blanks at the end begin the next row, whose outer labels were merged."""
        trailing = [token for token in values if token.piece.kind == BLANK]
        return values[-1].after_gap or len(values) > self._width(row) or len(trailing) == len(values)

    def _width(self, row: RowTarget) -> int:
        if self._placer.band.targets:
            return len(self._placer.band.targets)
        return max((len(self._placer.catalogue.blocks[block].block.columns) for block in row.rows), default=0)

    def _without_covered(self, values: Sequence[Token], row: RowTarget) -> Sequence[Token]:
        """Of a line that holds a whole row, the figures' cells: blanks before them may stand for merged labels.

        Where that cannot be told the figures alone, of which there may then be too few.
        """
        if not values or values[0].row < 0 or values[0].piece.kind != BLANK:
            return values
        width = self._width(row)
        levels = max((self._placer.catalogue.blocks[block].block.label_levels for block in row.rows), default=0)
        spare = len(values) - width
        labels = values[0].fields - len(values)
        if labels >= levels or (spare <= 0 and self._merged_left_out):
            return values
        if 0 < spare < levels and values[0].fields == levels + width:
            return values[spare:] if all(token.piece.kind == BLANK for token in values[:spare]) else values
        return [token for token in values if token.piece.kind == FIGURE]
