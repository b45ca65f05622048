"""From the headings above figures to the form's columns: where they stand in print, or the order they are read in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from model.label_catalogue import Catalogue, Match, Use
from model.label_order import Order, reading_order
from model.label_pieces import BLANK, LABEL, TEXT, Band, Piece, Target

MOVED = "表头里有一行与它上面的标题错开了"
_MOST_BLANKS = 6


def band_from_table(catalogue: Catalogue, headings: Sequence[Sequence[Piece]]) -> Band:
    """The band of heading rows whose cells lie above the figures; from their reading order where they do not."""
    pieces = [piece for row in headings for piece in row]
    width = _common_width(headings)
    named = [piece for piece in pieces if piece.is_label("column")]
    if not width or not named:
        return band_from_order(catalogue, [piece for piece in pieces if piece.kind != BLANK])
    first = min(piece.column for piece in named)
    targets: list[Target] = []
    stacks: list[list[Piece]] = []
    for position in range(first, width):
        above = _above(pieces, position)
        lowest = above[-1] if above else None
        spans = lowest is not None and lowest.column_span > 1 and lowest.is_label("column")
        if spans and lowest is not None and lowest.column < position and _is_leaf(lowest):
            continue
        end = lowest.end if spans and lowest is not None and _is_leaf(lowest) else position + 1
        targets.append(_target(catalogue, above, _implied(pieces, above, position), position, end))
        stacks.append(above)
    blocks = _best_blocks(targets)
    targets = _with_moved_rows(targets, stacks, blocks, _rows_with_gaps(pieces, range(first, width)))
    return Band(_settle(catalogue, targets, blocks), blocks, width, titled=_titled(pieces))


def _with_moved_rows(
    targets: Sequence[Target], stacks: Sequence[Sequence[Piece]], blocks: frozenset[int], gaps: frozenset[int]
) -> list[Target]:
    """The targets, those doubtful whose heading row moved: somewhere it has a heading below one that does not cover it.

    stacks: the headings above each; gaps: rows in which a cell lacks. A cell that is lost, or lost its height or width,
    lets all of a row slip sideways.
    """
    moved = gaps | {
        stack[-1].row
        for target, stack in zip(targets, stacks, strict=True)
        if len(stack) > 1
        and all(piece.match is not None for piece in stack)
        and not any(target.columns.get(block) for block in blocks)
    }
    return [
        target._replace(reason=MOVED) if not target.reason and any(piece.row in moved for piece in stack) else target
        for target, stack in zip(targets, stacks, strict=True)
    ]


def _rows_with_gaps(pieces: Sequence[Piece], positions: Sequence[int]) -> frozenset[int]:
    """The heading rows that have no cell somewhere, not even a blank one."""
    return frozenset(
        row
        for row in {piece.row for piece in pieces}
        if not all(
            any(p.row <= row < p.row + p.row_span and p.column <= position < p.end for p in pieces)
            for position in positions
        )
    )


def _titled(pieces: Sequence[Piece]) -> frozenset[int]:
    return frozenset(column for p in pieces if p.kind != BLANK for column in range(p.column, p.end))


def is_whole(catalogue: Catalogue, band: Band) -> bool:
    """Whether each column of the block stands in the band just once, none left to guess."""
    if not band.blocks or not band.width:
        return False
    for block in band.blocks:
        width = len(catalogue.blocks[block].block.columns)
        found = [target.columns.get(block, frozenset()) for target in band.targets]
        named = [next(iter(columns)) for columns in found if len(columns) == 1]
        blank = all(columns or not target.texts for columns, target in zip(found, band.targets, strict=True))
        if sorted(named) != list(range(width)) or any(len(columns) > 1 for columns in found) or not blank:
            return False
    return True


def _common_width(headings: Sequence[Sequence[Piece]]) -> int:
    """The number of print columns when all heading rows are equally wide, else 0."""
    widths = set()
    pieces = [piece for row in headings for piece in row]
    if not pieces:
        return 0
    for row in {piece.row for piece in pieces}:
        widths.add(max(piece.end for piece in pieces if piece.row <= row < piece.row + piece.row_span))
    return widths.pop() if len(widths) == 1 else 0


def _above(pieces: Sequence[Piece], position: int) -> list[Piece]:
    covering = [p for p in pieces if p.column <= position < p.end and (p.kind == TEXT or p.is_label("column"))]
    return sorted(covering, key=lambda piece: piece.row)


def _is_leaf(piece: Piece) -> bool:
    return piece.match is not None and any(use.leaf for use in piece.match.of("column"))


def _implied(pieces: Sequence[Piece], above: Sequence[Piece], position: int) -> list[Piece]:
    """Group headings to the left of a blank heading cell: cells that were merged once are often parted again."""
    implied = []
    for row in sorted({piece.row for piece in pieces}):
        blank = any(p.kind == BLANK and p.row == row and p.column == position and p.column_span == 1 for p in pieces)
        left = [p for p in pieces if p.row == row and p.end <= position and p.kind != BLANK]
        if blank and left:
            nearest = max(left, key=lambda piece: piece.column)
            parted = nearest.column_span == 1
            if parted and nearest.is_label("column") and not _is_leaf(nearest) and nearest not in above:
                implied.append(nearest)
    return implied


def _target(catalogue: Catalogue, above: Sequence[Piece], implied: Sequence[Piece], position: int, end: int) -> Target:
    texts = tuple(piece.text for piece in above)
    known = [piece for piece in above if piece.match is not None]
    if above and above[-1].match is None:
        return _proposed(catalogue, above, position, end)
    columns: dict[int, frozenset[int]] = {}
    # A blank below a blank may as well belong to no group: 总计 that lost its heading stands like a part of the one before.
    within = implied if known and _is_leaf(known[-1]) else []
    for block in range(len(catalogue.blocks)):
        found = _covered(known, block)
        if found:
            columns[block] = found & _covered(within, block) or found
    exact = all(piece.match is not None and piece.match.exact for piece in above)
    return Target(columns, texts, exact, _doubt(catalogue, (*above, *implied)), position, end)


def _doubt(catalogue: Catalogue, pieces: Sequence[Piece]) -> str:
    """Why figures below these headings may be others than the form's, "" where none says so."""
    return next(filter(None, (catalogue.doubt_of(piece.text) for piece in pieces)), "")


def _proposed(catalogue: Catalogue, above: Sequence[Piece], position: int, end: int) -> Target:
    """For a heading that is not known: what it may be a misprint of."""
    columns: dict[int, frozenset[int]] = {}
    for use in catalogue.propose(above[-1].text, lambda use: use.role == "column" and use.leaf):
        columns[use.block] = columns.get(use.block, frozenset()) | use.members
    upper = [piece for piece in above[:-1] if piece.match is not None]
    columns = {block: found & _covered(upper, block) or found for block, found in columns.items()}
    reason = f"不认识列标题“{above[-1].text.strip()}”"
    return Target(columns, tuple(piece.text for piece in above), False, reason, position, end)


def _covered(pieces: Sequence[Piece], block: int) -> frozenset[int]:
    """The columns of the block that all these headings cover; headings of other blocks leave none."""
    found: frozenset[int] | None = None
    for place, piece in enumerate(pieces):
        uses = [use for use in piece.match.of("column") if use.block == block] if piece.match else []
        lowest = place == len(pieces) - 1
        leaves = [use for use in uses if use.leaf]
        covered = frozenset[int]().union(*(use.members for use in (leaves if lowest and leaves else uses)))
        found = covered if found is None else found & covered
    return found or frozenset()


def _best_blocks(targets: Sequence[Target]) -> frozenset[int]:
    """The blocks that explain the most headings."""
    counts: dict[int, int] = {}
    for target in targets:
        for block in target.columns:
            counts[block] = counts.get(block, 0) + 1
    most = max(counts.values(), default=0)
    return frozenset(block for block, count in counts.items() if count == most)


def _settle(catalogue: Catalogue, targets: Sequence[Target], blocks: frozenset[int]) -> tuple[Target, ...]:
    """Resolve what the headings above leave open by the headings beside, block by block."""
    settled = [target._replace(columns={b: c for b, c in target.columns.items() if b in blocks}) for target in targets]
    for block in blocks:
        width = len(catalogue.blocks[block].block.columns)
        found = [target.columns.get(block, frozenset()) for target in settled]
        settled = [
            target._replace(columns={**target.columns, block: columns}, exact=target.exact and not moved)
            for target, (columns, moved) in zip(settled, _beside(settled, found, width), strict=True)
        ]
        last = _the_one_left([target.columns.get(block, frozenset()) for target in settled], width)
        if last and settled[last[0]].reason and not _says_other(catalogue, settled[last[0]]):
            proposed = settled[last[0]]
            settled[last[0]] = proposed._replace(columns={**proposed.columns, block: last[1]})
    return tuple(settled)


def _says_other(catalogue: Catalogue, target: Target) -> bool:
    """Whether its headings say that the figures below are no counts of this year."""
    return any(map(catalogue.doubt_of, target.texts))


def _beside(
    targets: Sequence[Target], found: Sequence[frozenset[int]], width: int
) -> Iterator[tuple[frozenset[int], bool]]:
    """Each target's columns, and whether the neighbours were needed to tell them."""
    complete = len(found) == width and all(i in columns for i, columns in enumerate(found))
    taken = [next(iter(columns)) for columns in found if len(columns) == 1]
    for place, columns in enumerate(found):
        anything = not columns and not targets[place].texts
        left = (frozenset(range(width)) if anything else columns).difference(taken)
        if len(columns) == 1 or targets[place].reason or not (columns or anything):
            yield columns, False
        elif complete:
            yield frozenset((place,)), True
        elif len(left) == 1 and _in_order(found, place, left):
            yield left, True
        else:
            yield columns, False


def _the_one_left(found: Sequence[frozenset[int]], width: int) -> tuple[int, frozenset[int]] | None:
    """The only heading that is not known and the only column that no other one names, where they stand alike."""
    named = [next(iter(columns)) for columns in found if len(columns) == 1]
    unknown = [place for place, columns in enumerate(found) if not columns]
    left = frozenset(range(width)).difference(named)
    if len(found) != width or len(unknown) != 1 or len(left) != 1 or not _in_order(found, unknown[0], left):
        return None
    return unknown[0], left


def _in_order(found: Sequence[frozenset[int]], place: int, columns: frozenset[int]) -> bool:
    """Whether the one column left over stands among its neighbours as in the form."""
    column = next(iter(columns))
    known = [(i, next(iter(other))) for i, other in enumerate(found) if len(other) == 1]
    return all((i < place) == (other < column) for i, other in known)


def band_from_order(catalogue: Catalogue, pieces: Sequence[Piece]) -> Band:
    """The band of headings of which only the order is known in which they are read."""
    named = [piece for piece in pieces if piece.is_label("column")]
    unknown = [piece for piece in pieces if piece.kind == TEXT]
    counts = {
        block: sum(any(use.block == block for use in piece.match.of("column")) for piece in named if piece.match)
        for block in range(len(catalogue.blocks))
    }
    most = max(counts.values(), default=0)
    blocks = frozenset(block for block, count in counts.items() if count == most and count)
    orders = {block: reading_order(catalogue, named, block) for block in blocks}
    lengths = {len(order) for order in orders.values()}
    sure = not unknown and most == len(named) and len(lengths) == 1 and 0 not in lengths
    filled = _with_blank_filled(catalogue, pieces, blocks) if not unknown and most == len(named) else None
    if filled:
        return band_from_order(catalogue, filled)
    if not sure:
        return Band((), blocks, 0, False)
    exact = all(piece.match is not None and piece.match.exact for piece in named)
    texts = tuple(piece.text for piece in named)
    targets = []
    for place in range(lengths.pop()):
        columns = {block: order[place].members for block, order in orders.items()}
        heads = _texts_of(named, {block: order[place] for block, order in orders.items()})
        doubt = _doubt(catalogue, [piece for piece in named if _covers(piece, columns)])
        targets.append(Target(columns, heads or texts, exact, doubt))
    return Band(tuple(targets), blocks)


def _covers(piece: Piece, columns: Mapping[int, frozenset[int]]) -> bool:
    uses = piece.match.of("column") if piece.match else ()
    return any(use.members & columns.get(use.block, frozenset()) for use in uses)


def _with_blank_filled(catalogue: Catalogue, pieces: Sequence[Piece], blocks: frozenset[int]) -> Sequence[Piece] | None:
    """The headings with the only one that lacks in place of a blank one, where just one order comes of it."""
    named = [piece for piece in pieces if piece.is_label("column")]
    blanks = [place for place, piece in enumerate(pieces) if piece.kind == BLANK]
    if len(blocks) != 1 or not 0 < len(blanks) <= _MOST_BLANKS:
        return None
    block = next(iter(blocks))
    leaves = [use for use in catalogue.leaves(block) if len(use.members) == 1]
    met = sum(any(use.leaf for use in piece.match.of("column") if use.block == block) for piece in named if piece.match)
    lacking = [use for use in leaves if not any(piece.match and use in piece.match.uses for piece in named)]
    if met != len(leaves) - 1 or len(lacking) != 1:
        return None
    found: dict[Order, Sequence[Piece]] = {}
    for place in blanks:
        label = pieces[place]._replace(kind=LABEL, match=Match((lacking[0],), False))
        whole = [*pieces[:place], label, *pieces[place + 1 :]]
        order = reading_order(catalogue, [piece for piece in whole if piece.is_label("column")], block)
        if len(order) == len(leaves):
            found[order] = [piece for piece in whole if piece.kind != BLANK]
    return next(iter(found.values())) if len(found) == 1 else None


def _texts_of(pieces: Sequence[Piece], uses: Mapping[int, Use]) -> tuple[str, ...]:
    return tuple(
        piece.text for piece in pieces if piece.match and any(use in uses.values() for use in piece.match.of("column"))
    )
