"""The part of a document that is worth showing: all of it, or of a very long one what stands around the report."""

from __future__ import annotations

from collections.abc import Iterator

from importers.result import SourceText
from model.records import NamedTuple
from model.source import SourceBlock, SourceTable

MOST_CELLS = 4000
"""Paragraphs and cells that are laid out in no time; a report has some hundreds."""
_AROUND = 20
"""Rows or blocks that are shown before and behind what was read."""
_MOST_COLUMNS = 60


class Piece(NamedTuple):
    """A block, or rows of a table. number: the block's place in the document. first: the table's first row shown.

    gap: whether something before it is left out.
    """

    number: int
    block: SourceBlock
    first: int = 0
    gap: bool = False


def pieces(source: SourceText, most: int = MOST_CELLS) -> Iterator[Piece]:
    """What is shown of the document, in order."""
    if sum(_size(block) for block in source.blocks) <= most:
        yield from (Piece(number, block) for number, block in enumerate(source.blocks))
        return
    rows: dict[int, set[int]] = {}
    for number, row, _ in source.places.values():
        rows.setdefault(number, set()).add(row)
    left, gap = most, False
    for number, block in enumerate(source.blocks):
        near = any(number + step in rows for step in range(-_AROUND, _AROUND + 1))
        piece = _cut(number, block, rows.get(number, set()), left) if near else None
        if piece is None:
            gap = True
            continue
        yield piece._replace(gap=gap or piece.gap)
        left -= _size(piece.block)
        gap = isinstance(block, SourceTable) and piece.block != block


def columns_of(table: SourceTable) -> int:
    """How many columns the table has; there may be no more than a page has room for."""
    widths = (cell.column + cell.column_span for row in table.rows for cell in row)
    return min(_MOST_COLUMNS, max(widths, default=0))


def _size(block: SourceBlock) -> int:
    return sum(map(len, block.rows)) if isinstance(block, SourceTable) else 1


def _cut(number: int, block: SourceBlock, read: set[int], left: int) -> Piece | None:
    """The block as far as there is room for it: a table's rows around those that were read."""
    if _size(block) <= max(1, left // 4):
        return Piece(number, block) if left > 0 else None
    if not isinstance(block, SourceTable) or not read:
        return None
    first, last = max(0, min(read) - _AROUND), min(len(block.rows), max(read) + _AROUND)
    kept = []
    for row in block.rows[first:last]:
        left -= len(row)
        if left < 0:
            break
        kept.append(tuple(cell._replace(row=cell.row - first) for cell in row))
    return Piece(number, SourceTable(tuple(kept)), first, first > 0) if kept else None
