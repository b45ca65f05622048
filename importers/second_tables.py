"""A document with a second table like one that was read: of another year or office, nobody can say which is meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from importers.place_doubts import everywhere, with_doubts
from model.label_catalogue import Catalogue
from model.label_text import core, looks_like_figure
from model.labels import Placement
from model.source import SourceBlock, SourceLine, SourceTable

SECOND = "文件里还有一张同样的、填了数的表，不能确定该用哪一张"
_FEWEST = 6
"""So many labels and so many figures make a table one of the form's."""
_ALIKE = 0.8
"""A second table has so much of the labels and figures of the first; fewer, and it is a summary of some of them."""


class _Filled(NamedTuple):
    """What a table has of a grid. labels: of rows and columns, in the form's own wording; figures: how many."""

    labels: frozenset[str]
    figures: int


def doubted_beside_second(placement: Placement, blocks: Sequence[SourceBlock], catalogue: Catalogue) -> Placement:
    """The placement, all figures doubtful when one like a table that was read gave none of them."""
    used = {figure.place[0] for figure in placement.figures if figure.cell or figure.candidates}
    if _has_second_lines(blocks, used, catalogue):
        return with_doubts(placement, everywhere(blocks, SECOND))
    tables = {number: block for number, block in enumerate(blocks) if isinstance(block, SourceTable)}
    others = [table for number, table in tables.items() if number not in used and _figures(table) >= _FEWEST]
    if not others:
        return placement
    read = [_filled(table, catalogue) for number, table in tables.items() if number in used]
    if any(_is_second(_filled(table, catalogue), first) for table in others for first in read):
        return with_doubts(placement, everywhere(blocks, SECOND))
    return placement


def _has_second_lines(blocks: Sequence[SourceBlock], used: Set[int], catalogue: Catalogue) -> bool:
    """Whether bare lines say it: rows of figures with labels of which most stand in front of figures that were read."""
    first: set[str] = set()
    second: set[str] = set()
    above: list[str] = []
    for number, block in enumerate(blocks):
        if not isinstance(block, SourceLine) or not block.fields:
            continue
        labels = [*_row_labels(block.fields, catalogue)]
        if any(map(looks_like_figure, block.fields)):
            # A cell may have a line of its own.
            (first if number in used else second).update([*above[-1:], *labels])
            above = []
        else:
            above = labels
    return len(first & second) >= max(_FEWEST, _ALIKE * len(first))


def _row_labels(fields: Sequence[str], catalogue: Catalogue) -> Iterator[str]:
    for field in fields:
        match = None if looks_like_figure(field) else catalogue.match(field)
        if match is not None and any(use.leaf for use in match.of("row")):
            yield core(field)


def _is_second(other: _Filled, first: _Filled) -> bool:
    shared = len(other.labels & first.labels)
    enough = shared >= max(_FEWEST, _ALIKE * len(first.labels))
    return enough and other.figures >= _ALIKE * first.figures


def _filled(table: SourceTable, catalogue: Catalogue) -> _Filled:
    texts = {cell.text for row in table.rows for cell in row if cell.text.strip()}
    known = (text for text in texts if (match := catalogue.match(text)) and match.exact and match.of("row", "column"))
    return _Filled(frozenset(map(core, known)), _figures(table))


def _figures(table: SourceTable) -> int:
    return sum(looks_like_figure(cell.text) for row in table.rows for cell in row if cell.text.strip())
