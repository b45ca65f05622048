"""Matching of labels: which places of a document are which cells of a form.

The one door for reading other people's documents, pasted blocks and templates. Every figure is placed by the
labels above and beside it, never by counting from the top; what no label tells is doubtful or not placed.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import islice

from model.form import Form
from model.label_catalogue import catalogue_of
from model.label_found import Found
from model.label_groups import within_groups
from model.label_headings import Heading
from model.label_lines import NumberedLine, Token, is_prose, numbered, read_tokens, tokens_of
from model.label_overflow import overflowing_doubtful
from model.label_pieces import BLANK, FIGURE, LABEL, TEXT, Piece
from model.label_proof import proven
from model.label_rows import PAGE_NUMBER, Placer
from model.label_sections import Title, find_headings, find_titles
from model.label_spread import parted, pieces_of_lines
from model.label_tables import Lengths, pieces_of, read_table
from model.label_text import plain
from model.label_wordings import NO_WORDINGS, Wordings
from model.records import NamedTuple
from model.source import Place, SourceBlock, SourceTable

EXACT, VARIANT, DOUBTFUL = "exact", "variant", "doubtful"
_GRID_SIGNS = 4
"""In a section of text this many cells on end, at least two of them different labels, are a grid after all."""

_TITLE_LINES = 3
"""So many lines right above a table may be its title."""

_OWN_LABELS = 2
"""So many different labels of a grid below its section's heading show that it stands there."""


class Figure(NamedTuple):
    """A place for a figure, which may be empty. cell: the id of its cell, "" when that is doubtful.

    certainty: EXACT, VARIANT (a label worded otherwise than the form has it) or DOUBTFUL, then with the reason in
    Chinese and the cells that it may be. labels: what is printed beside and above it. together: the figure stands
    for all the candidates, as their sum.
    """

    place: Place
    text: str
    cell: str
    certainty: str
    candidates: tuple[str, ...] = ()
    reason: str = ""
    labels: tuple[str, ...] = ()
    together: bool = False


class Label(NamedTuple):
    """A place that holds no figure. role: "title", "section", "block_heading", "corner", "column_heading",
    "row_label" or "heading" (the name of a grid, its note). section: the id of the section that a heading begins.
    """

    place: Place
    text: str
    role: str
    section: str = ""


class Line(NamedTuple):
    """A line or paragraph of running text. section: the id of its section, "" before the first heading."""

    place: Place
    text: str
    section: str


class Unplaced(NamedTuple):
    """Something within a grid that no label places, with the reason in Chinese."""

    place: Place
    text: str
    reason: str


class Placement(NamedTuple):
    """All of a document: each place of it that is not blank is in one of these."""

    figures: tuple[Figure, ...]
    labels: tuple[Label, ...]
    lines: tuple[Line, ...]
    unplaced: tuple[Unplaced, ...]
    titles: tuple[Title, ...]


def place(
    form: Form,
    blocks: Sequence[SourceBlock],
    wordings: Wordings = NO_WORDINGS,
    *,
    strict: bool = False,
    year: int = 0,
    starts: Container[int] = (),
) -> Placement:
    """Match the blocks of a document, in order, with the form's labels.

    strict: rows of a table that do not have as many cells as its headings are certain only where their sum proves it,
    and tables below a title only where it speaks of this year. year: the report's, 0 for that of the document's title. starts: blocks
    with which something else begins than what stands above, as elements of a page do: no title goes over them.
    """
    return _Document(form, blocks, wordings, starts, strict=strict, year=year).read()


def _lines_of(blocks: Sequence[SourceBlock]) -> list[NumberedLine]:
    return [numbered(i, block) for i, block in enumerate(blocks) if not isinstance(block, SourceTable)]


class _Document:
    """One document while it is matched."""

    def __init__(
        self,
        form: Form,
        blocks: Sequence[SourceBlock],
        wordings: Wordings,
        starts: Container[int],
        *,
        strict: bool,
        year: int,
    ) -> None:
        self._form = form
        self._blocks = blocks
        lines = _lines_of(blocks)
        self._titles = find_titles((form,), wordings, lines, starts)
        self._catalogue = catalogue_of(
            form, wordings, (year,) if year else {title.year for title in self._titles if title.year}
        )
        self._placer = Placer(self._catalogue, strict=strict)
        self._labels: list[Label] = []
        self._lines: list[Line] = []
        self._kept: set[int] = set()
        self._headings = {heading.block: heading for heading in find_headings(form, wordings, lines, self._is_label)}
        self._in_title = {block for title in self._titles for block in title.blocks}
        self._section = ""
        self._grid_names = {plain(f"{name}{grid.title}") for grid in form.grids for name in ("", grid.name)}
        self._homeless = self._grids_without_section(lines)

    def read(self) -> Placement:
        """Go through the document once."""
        waiting: list[NumberedLine] = []
        broken = {number for heading in self._headings.values() for number in heading.more}
        for number, block in enumerate(self._blocks):
            if isinstance(block, SourceTable):
                self._read_lines(waiting)
                self._placer.doubts.start_table(self._above(number))
                waiting = []
                self._read_table(block, number)
            elif number in self._headings:
                self._read_lines(waiting)
                waiting = []
                self._begin(self._headings[number], numbered(number, block))
            elif number in broken:
                continue
            elif number in self._in_title:
                self._labels.append(Label((number, 0, 0), block.text, "title"))
            else:
                waiting.append(numbered(number, block))
        self._read_lines(waiting)
        self._placer.finish()
        return self._result()

    def _above(self, number: int) -> Iterator[str]:
        """The lines that may be a table's title: those of the document's own titles, and those right above it."""
        if self._placer.strict:
            yield from (self._text_of(block) for block in sorted(self._in_title) if block < number)
            first = number
            while first and not isinstance(self._blocks[first - 1], SourceTable):
                first -= 1
            yield from (self._text_of(block) for block in range(max(first, number - _TITLE_LINES), number))

    def _is_label(self, text: str) -> bool:
        return self._catalogue.match(text) is not None

    def _grids_without_section(self, lines: Sequence[NumberedLine]) -> frozenset[str]:
        """The grids that do not stand below their section's heading, and may stand anywhere."""
        texts: dict[int, Iterable[str]] = {line.block: line.fields for line in lines}
        met: dict[str, set[str]] = {}
        grid = ""
        for number, block in enumerate(self._blocks):
            if number in self._headings:
                grid = self._form.section(self._headings[number].section).grid
            elif grid and len(met.setdefault(grid, set())) < _OWN_LABELS:
                cells = (cell.text for row in block.rows for cell in row) if isinstance(block, SourceTable) else ()
                met[grid].update(text for text in (*cells, *texts.get(number, ())) if self._is_label_of(text, (grid,)))
        return frozenset(grid.id for grid in self._form.grids if len(met.get(grid.id, ())) < _OWN_LABELS)

    def _is_label_of(self, text: str, grids: Container[str], *roles: str) -> bool:
        match = self._catalogue.match(text)
        uses = match.of(*roles) if match and roles else match.uses if match else ()
        return any(self._catalogue.blocks[use.block].grid.id in grids for use in uses)

    def _may_hold_grid(self, texts: Iterable[str]) -> bool:
        """Whether headings of a grid are met that has no section of its own in this document."""
        if not self._homeless:
            return False
        met = {text for text in texts if self._is_label_of(text, self._homeless, "block", "corner", "column")}
        return len(met) >= _OWN_LABELS

    def _in_text(self) -> bool:
        """Whether this is a part of the document that has no grid of its own."""
        return bool(self._headings) and not self._placer.grid

    def _read_table(self, table: SourceTable, number: int) -> None:
        pieces = pieces_of(self._catalogue, table, number)
        if not self._in_text() or self._may_hold_grid(piece.text for piece in pieces):
            read_table(self._placer, pieces)
        else:
            self._placer.unknown.extend((piece, "这一部分没有表") for piece in pieces if piece.kind != BLANK)

    def _begin(self, heading: Heading, line: NumberedLine) -> None:
        self._section = heading.section
        self._placer.start_section(self._form.section(heading.section).grid)
        if heading.rest:
            self._labels.append(
                Label((line.block, 0, 0), line.text.removesuffix(heading.rest), "section", self._section)
            )
            self._lines.append(Line((line.block, 0, 0), heading.rest, self._section))
        else:
            self._labels.append(Label((line.block, 0, 0), line.text, "section", self._section))
        for block in heading.more:
            self._labels.append(Label((block, 0, 0), self._text_of(block), "section", self._section))

    def _text_of(self, number: int) -> str:
        block = self._blocks[number]
        return "" if isinstance(block, SourceTable) else block.text

    def _read_lines(self, lines: Sequence[NumberedLine]) -> None:
        """Lines that stand together: the grid among them, if there is one, and the text around it."""
        if self._in_text() and not self._may_hold_grid(field for line in lines for field in line.fields):
            self._lines.extend(
                Line((line.block, 0, 0), line.text, self._section) for line in lines if line.text.strip()
            )
            return
        for stretch in parted(self._catalogue, lines):
            if stretch.width:
                lengths = Lengths(stretch.cut, stretch.short)
                read_table(self._placer, pieces_of_lines(self._catalogue, stretch), lengths)
            else:
                self._read_stretch(stretch.lines)
            for line in stretch.pages:
                piece = Piece(TEXT, line.text, ((line.block, 0, 0),))
                self._placer.unknown.append((piece, PAGE_NUMBER))

    def _read_stretch(self, lines: Sequence[NumberedLine]) -> None:
        tokens = tokens_of(self._catalogue, lines)
        first, stop = _stretch(tokens, strict=self._in_text())
        within = []
        for i, token in enumerate(tokens):
            if not first <= i < stop or (token.piece.kind == TEXT and is_prose(token.piece.text)):
                self._keep_text(token.piece)
            else:
                within.append(token)
        read_tokens(self._placer, within)

    def _keep_text(self, piece: Piece) -> None:
        if piece.kind == BLANK:
            return
        for block in dict.fromkeys(place[0] for place in piece.places):
            source = self._blocks[block]
            if block in self._kept or isinstance(source, SourceTable):
                continue
            self._kept.add(block)
            if plain(source.text) in self._grid_names:
                self._labels.append(Label((block, 0, 0), source.text, "heading"))
            else:
                self._lines.append(Line((block, 0, 0), source.text, self._section))

    def _result(self) -> Placement:
        figures, unplaced = _settle(
            within_groups(self._catalogue, proven(self._form, overflowing_doubtful(self._placer.found)))
        )
        labels = [Label(place, text, role) for place, role, text in self._placer.labels]
        seen: set[Place] = set()
        for piece, reason in self._placer.unknown:
            for where in piece.places:
                if where not in seen:
                    seen.add(where)
                    unplaced.append(Unplaced(where, piece.text, reason))
        return Placement(
            tuple(figures),
            tuple(sorted(dict.fromkeys((*self._labels, *labels)))),
            tuple(self._lines),
            tuple(sorted(unplaced)),
            self._titles,
        )


def _stretch(tokens: Sequence[Token], strict: bool) -> tuple[int, int]:
    """From the first cell of a grid among the lines to behind the last; (0, 0) when there is none."""
    signs = [i for i, token in enumerate(tokens) if token.piece.kind == LABEL]
    first = next((i for i in signs if _begins_grid(tokens, i, strict)), None)
    if first is None:
        return 0, 0
    stop = signs[-1] + 1
    for place in range(stop, len(tokens)):
        piece = tokens[place].piece
        if piece.kind == TEXT and is_prose(piece.text):
            break
        if piece.kind == FIGURE:
            stop = place + 1
    while stop < len(tokens) and tokens[stop].piece.kind == BLANK:
        stop += 1
    return first, stop


def _begins_grid(tokens: Sequence[Token], place: int, strict: bool) -> bool:
    """Whether labels and figures follow closely; one line that reads like a label may stand in any text."""
    pieces = (tokens[i].piece for i in range(place, len(tokens)))
    following = list(islice((piece for piece in pieces if piece.kind != BLANK), _GRID_SIGNS))
    if not strict:
        return any(piece.kind in (LABEL, FIGURE) for piece in following[1:]) or len(following) == 1
    labels = {piece.text for piece in following if piece.kind == LABEL}
    return len(following) == _GRID_SIGNS and len(labels) > 1 and all(p.kind in (LABEL, FIGURE) for p in following)


def _settle(found: Sequence[Found]) -> tuple[list[Figure], list[Unplaced]]:
    """One place a cell: where two claim it, the one that holds something; where both do, neither is certain."""
    claims: dict[str, list[Found]] = {}
    for item in found:
        if len(item.cells) == 1 and not item.reason:
            claims.setdefault(item.cells[0], []).append(item)
    taken = {cell: _best_claim(items) for cell, items in claims.items()}
    sure = {cell for cell, item in taken.items() if item is not None}
    figures: list[Figure] = []
    unplaced: list[Unplaced] = []
    for item in found:
        where, text = item.piece.places[0], item.piece.text
        only = item.cells[0] if len(item.cells) == 1 and not item.reason else ""
        if only and taken[only] is item:
            certainty = EXACT if item.exact else VARIANT
            figures.append(Figure(where, text, only, certainty, (only,), "", item.labels))
        elif item.piece.kind == BLANK and not item.together:
            continue
        elif only and only in sure:
            unplaced.append(Unplaced(where, text, "同一格在文中重复出现"))
        elif only:
            reason = "同一格在文中出现不止一次，数不相同"
            figures.append(Figure(where, text, "", DOUBTFUL, (only,), reason, item.labels))
        else:
            left = tuple(cell for cell in item.cells if cell not in sure)
            if left:
                together = item.together and left == item.cells
                figures.append(Figure(where, text, "", DOUBTFUL, left, item.reason, item.labels, together))
            else:
                unplaced.append(Unplaced(where, text, item.reason or "旁边或上方没有认得的标题"))
    return figures, unplaced


def _best_claim(items: Sequence[Found]) -> Found | None:
    """The claim that stands; None when several differ."""
    filled = [item for item in items if item.piece.kind != BLANK]
    if len({item.piece.text.strip() for item in filled}) > 1:
        return None
    return filled[0] if filled else items[0]
