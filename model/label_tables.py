"""Tables: which of their cells are headings, which are labels beside a row, and which hold figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.label_catalogue import Catalogue
from model.label_columns import band_from_table
from model.label_found import RowTarget
from model.label_pieces import BLANK, FIGURE, LABEL, TEXT, Band, Piece, Target
from model.label_rows import ASKEW, NO_HEADINGS, SHIFTED, Placer
from model.label_text import looks_like_figure
from model.records import NamedTuple
from model.source import SourceTable

HEADING, DATA, BLOCK, OTHER = "heading", "data", "block", "other"
_MERGED = "这个数占了几行或几栏，不能确定属哪一格"
_OUT_OF_PLACE = "标题在填数的位置上"


def pieces_of(catalogue: Catalogue, table: SourceTable, block: int) -> tuple[Piece, ...]:
    """The table's cells with the labels among them recognised, in reading order."""
    pieces = []
    for row in table.rows:
        for cell in row:
            match = catalogue.match(cell.text)
            pieces.append(
                Piece(
                    kind_of(cell.text, match is not None),
                    cell.text,
                    ((block, cell.row, cell.column),),
                    match,
                    cell.row,
                    cell.column,
                    cell.row_span,
                    cell.column_span,
                )
            )
    return tuple(sorted(pieces, key=lambda piece: (piece.row, piece.column)))


def kind_of(text: str, label: bool) -> str:
    """What a cell of the document is by its text alone."""
    if label:
        return LABEL
    if not text.strip():
        return BLANK
    return FIGURE if looks_like_figure(text) else TEXT


class Lengths(NamedTuple):
    """Of a table copied as text: rows that were cut at the end only, and rows of which any cell may be missing."""

    cut: frozenset[int] = frozenset()
    short: frozenset[int] = frozenset()


EVEN = Lengths()


def read_table(placer: Placer, pieces: Sequence[Piece], lengths: Lengths = EVEN) -> None:
    """Take in a table: its headings come into force, its figures are placed."""
    by_row: dict[int, list[Piece]] = {}
    for piece in pieces:
        by_row.setdefault(piece.row, []).append(piece)
    reaching: list[Piece] = []
    headings: list[list[Piece]] = []
    for row, begun in sorted(by_row.items()):
        reaching = [piece for piece in reaching if row < piece.row + piece.row_span]
        kind = _kind_of_row(placer, begun, bool(headings))
        if placer.strict:
            _note_titles(placer, begun)
        if kind == HEADING:
            headings.append(begun)
        else:
            if headings:
                _end_band(placer, headings)
                headings = []
            whole = sorted((*begun, *reaching), key=lambda piece: piece.column)
            if kind == DATA and row in lengths.short:
                _read_short_row(placer, whole)
            else:
                _read_row(placer, kind, begun, whole, row in lengths.cut)
        reaching.extend(piece for piece in begun if piece.row_span > 1 and piece.kind != BLANK)
    if headings:
        _end_band(placer, headings)


def _note_titles(placer: Placer, begun: Sequence[Piece]) -> None:
    """Words in a row that holds neither figures nor labels of their own stand above all that follows."""
    if not any(piece.kind == FIGURE or piece.is_label("block", "column", "corner", "row") for piece in begun):
        for piece in begun:
            if piece.kind in (LABEL, TEXT):
                placer.doubts.note_title(piece.text)


def _end_band(placer: Placer, headings: list[list[Piece]]) -> None:
    band = band_from_table(placer.catalogue, headings)
    placer.start_band(band, [piece for row in headings for piece in row])


def _read_short_row(placer: Placer, row: Sequence[Piece]) -> None:
    """A row from which cells are missing, nobody knows where: certain only when there is a figure for each column."""
    labels = list(_leading(row))
    figures = [piece for piece in row if piece not in labels and piece.kind == FIGURE]
    rest = [piece for piece in row if piece not in labels and piece.kind in (LABEL, TEXT)]
    placer.unknown.extend((piece, _OUT_OF_PLACE) for piece in rest)
    placer.place_in_order(figures, placer.read_labels(labels))


def _read_row(placer: Placer, kind: str, begun: Sequence[Piece], row: Sequence[Piece], cut: bool) -> None:
    if kind == BLOCK:
        for piece in begun:
            if piece.is_label("block"):
                placer.start_block(piece)
            elif piece.kind == LABEL:
                placer.note_label(piece, "heading")
            elif piece.kind != BLANK:
                placer.unknown.append((piece, "在一栏条目的标题旁"))
    elif kind == DATA:
        _read_figures(placer, row, begun, cut)
    elif kind == OTHER:
        placer.unknown.extend((piece, "不是表内的标题，也不是数") for piece in begun if piece.kind != BLANK)


def _kind_of_row(placer: Placer, begun: Sequence[Piece], open_band: bool) -> str:
    figures = any(piece.kind == FIGURE for piece in begun)
    if any(piece.is_label("block", "grid", "note") for piece in begun) and not figures:
        return BLOCK if not any(piece.is_label("row", "column") for piece in begun) else HEADING
    columns = [piece for piece in begun if piece.is_label("column", "corner")]
    rows = [piece for piece in begun if piece.is_label("row")]
    if any(piece not in columns for piece in rows):
        return DATA
    if any(piece not in rows for piece in columns):
        return HEADING
    if figures:
        return DATA
    if columns:
        return HEADING if open_band else DATA
    if all(piece.kind == BLANK for piece in begun):
        return _kind_of_blank_row(placer, begun, open_band)
    return OTHER if len([piece for piece in begun if piece.kind != BLANK]) == len(begun) == 1 else DATA


def _kind_of_blank_row(placer: Placer, begun: Sequence[Piece], open_band: bool) -> str:
    """An empty row below headings is a row of empty figures where the form prints no label beside it."""
    unlabelled = any(placer.catalogue.blocks[i].unlabelled for i in placer.band.blocks) or open_band
    return DATA if unlabelled and len(begun) > 1 else OTHER


def _read_figures(placer: Placer, row: Sequence[Piece], begun: Sequence[Piece], cut: bool) -> None:
    band = placer.band
    width = band.width if cut else max((piece.end for piece in row), default=0)
    wide = bool(band.targets) and band.width == width
    astray = _before_headings(row, band.first) if wide else []
    # A short row with a figure in front of all headings slipped to the left, or the headings to the right.
    shifted = wide and (_stands_untitled(row, band, beyond=placer.strict) or (cut and bool(astray)))
    astray = [] if shifted else astray
    placer.unknown.extend((piece, NO_HEADINGS.reason) for piece in astray)
    begun, row = ([piece for piece in pieces if piece not in astray] for pieces in (begun, row))
    upright = wide and not shifted and _stands_upright(row, band.first)
    labels = [piece for piece in row if piece.end <= band.first] if upright else list(_leading(row))
    target = placer.read_labels(labels)
    values = [piece for piece in begun if piece not in labels]
    for piece in values:
        if piece.kind == LABEL:
            placer.unknown.append((piece, _OUT_OF_PLACE))
    values = [piece for piece in values if piece.kind != LABEL]
    stranger = _stranger(placer, row, target)
    if stranger is not None:
        placer.unknown.append((stranger, "不认识的行标题"))
        values = [piece for piece in values if piece is not stranger and piece.kind != BLANK]
        target = target._replace(reason=f"不认识行标题“{stranger.text.strip()}”")
    below = bool(band.blocks & target.rows.keys()) or not target.rows
    if upright and below:
        for piece in values:
            _place_below(placer, piece, target)
        return
    if shifted and below:
        placer.shifted = True
        placer.place_in_order([piece for piece in values if piece.kind != BLANK], target, SHIFTED)
        return
    merged = any(piece.column_span > 1 or piece.row_span > 1 for piece in values) and len(values) > 1
    uneven = placer.strict and below and bool(band.targets) and bool(band.width) and not upright
    placer.place_in_order(_without_covered(placer, target, labels, values), target, ASKEW if merged or uneven else "")


def _stranger(placer: Placer, row: Sequence[Piece], target: RowTarget) -> Piece | None:
    """The words in front of a row, where the form prints no label: such a row is mostly another one."""
    unlabelled = target.rows and all(placer.catalogue.blocks[block].unlabelled for block in target.rows)
    first = next((piece for piece in row if piece.kind != BLANK), None)
    strange = first is not None and first.kind == TEXT and not placer.says_nothing(first)
    return first if unlabelled and strange else None


def _before_headings(row: Sequence[Piece], first: int) -> list[Piece]:
    """The figures behind the row's labels that stand to the left of all known headings: below one that is not known."""
    last = max((piece.column for piece in row if piece.is_label("row")), default=-1)
    return [piece for piece in row if piece.kind == FIGURE and last < piece.column and piece.end <= first]


def _stands_untitled(row: Sequence[Piece], band: Band, *, beyond: bool) -> bool:
    """Whether a figure behind the row's labels stands where nothing at all is printed above it.

    beyond: even to the right of all headings; such a row alone is doubtful else.
    """
    last = max((piece.column for piece in row if piece.is_label("row")), default=-1)
    stop = band.width if beyond else max(band.titled, default=-1) + 1
    figures = [piece for piece in row if piece.kind == FIGURE and last < piece.column < stop]
    return last < band.first and any(not band.titled.intersection(range(piece.column, piece.end)) for piece in figures)


def _stands_upright(row: Sequence[Piece], first: int) -> bool:
    """Whether labels end and figures begin where the headings have it."""
    for piece in row:
        if piece.column < first < piece.end:
            return False
        if piece.column < first and piece.kind == FIGURE:
            return False
        if piece.column >= first and piece.is_label("row"):
            return False
    return True


def _place_below(placer: Placer, piece: Piece, row: RowTarget) -> None:
    above = [target for target in placer.band.targets if target.first < piece.end and piece.column < target.end]
    if len(above) == 1:
        placer.place(piece, row, above[0], _MERGED if piece.row_span > 1 and piece.kind != BLANK else "")
        return
    columns: dict[int, frozenset[int]] = {}
    for target in above:
        for block, members in target.columns.items():
            columns[block] = columns.get(block, frozenset()) | members
    texts = tuple(text for target in above for text in target.texts)
    placer.place(piece, row, Target(columns, texts, False), _MERGED if piece.kind != BLANK else "")


def _leading(row: Sequence[Piece]) -> Iterator[Piece]:
    """The labels in front: as far as the last one that is a label, and any text before the first figure."""
    last = max((i for i, piece in enumerate(row) if piece.is_label("row")), default=-1)
    for place, piece in enumerate(row):
        if place > last and piece.kind != TEXT:
            break
        yield piece


def _without_covered(
    placer: Placer, target: RowTarget, labels: Sequence[Piece], values: Sequence[Piece]
) -> Sequence[Piece]:
    """The cells of figures, when blank ones in front stand for label columns that are not merged."""
    for block in target.rows:
        form_block = placer.catalogue.blocks[block].block
        width = len(placer.band.targets) if placer.band.targets else len(form_block.columns)
        spare = len(values) - width
        covered = form_block.label_levels - sum(piece.column_span for piece in labels)
        if 0 < spare <= covered and all(piece.kind == BLANK for piece in values[:spare]):
            return values[spare:]
    return values
