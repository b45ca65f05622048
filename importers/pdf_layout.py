"""A page of a PDF as what stands on it, from the top down: tables, and lines of text outside of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from importers.pdf_drawn import Box, drawn_on
from importers.pdf_glyphs import UNKNOWN, Glyph, Sheet, sheet_of, upright
from importers.pdf_lattice import Lattice, Rules, lattices, rules_of
from importers.pdf_lines import Line, lines_of
from importers.pdf_tables import Filled, PdfTable, filled, is_running_text, lacks_lines, overrunning, table_of

_MOST_GROUNDS = 1_500
"""Filled boxes of a page that are looked at; drawings have more."""
_NEAR = 1.0
_ROOM = 1.2
_LARGE = 100.0
"""Points that a picture measures in both directions which may hold text or a table."""


class Layout(NamedTuple):
    """A page. items: from the top down. rules: the lines that made no table, for tables that lack some.

    aside: characters that lean or lie on their side, as watermarks do. pictures: how many large ones there are.
    pictured, recognised: as of `Sheet`. characters: how many there are, unknown: of how many the font does not tell
    which they are.
    """

    width: float
    height: float
    items: tuple[Line | PdfTable, ...]
    rules: Rules
    aside: str
    pictures: int
    pictured: bool
    recognised: bool
    characters: int
    unknown: int


LOST = Layout(0.0, 0.0, (), Rules((), ()), "", 0, False, False, 0, 0)
"""A page that can't be read."""


class _Item(NamedTuple):
    """An item with its place in the order: of a box with text the box's place, its column, then the item's own."""

    order: tuple[float, float, float]
    item: Line | PdfTable


def layout_of(page: Any, raw: Any, number: int, most: int) -> Layout:
    """The page, which is the one with this number from 1. most: raises TooLong when it has more characters."""
    drawn = drawn_on(page, raw)
    sheet = sheet_of(page, raw, drawn.pictures, most)
    frame = page.get_cropbox()
    lines = [upright(box, sheet.turns, frame) for box in drawn.lines]
    grounds = [upright(box, sheet.turns, frame) for box in drawn.filled]
    large = sum(box[2] - box[0] > _LARGE and box[3] - box[1] > _LARGE for box in drawn.pictures)
    found = _tables(lines, grounds)
    items, unused, aside = _items(sheet, found, number)
    rules = _left_over(rules_of(lines), [lattice for lattice in found if lattice not in unused])
    unknown = sum(glyph.text == UNKNOWN for glyph in sheet.glyphs)
    return Layout(
        sheet.width,
        sheet.height,
        items,
        rules,
        sheet.askew + aside,
        large,
        sheet.pictured,
        sheet.recognised,
        len(sheet.glyphs),
        unknown,
    )


def _tables(lines: Sequence[Box], grounds: Sequence[Box]) -> list[Lattice]:
    """The tables that lines make, and those that boxes with a ground of their own make where there are no lines."""
    ruled = [lattice for lattice in lattices(rules_of(lines)) if len(lattice.places) > 1]
    free = [box for box in _innermost(grounds) if not any(lattice.holds(_middle(box)) for lattice in ruled)]
    if len(free) < 2:
        return ruled
    sides = [side for box in free for side in _sides(box)]
    loose = [box for box in lines if not any(lattice.holds(_middle(box)) for lattice in ruled)]
    shaded = [lattice for lattice in lattices(rules_of([*sides, *loose])) if len(lattice.places) > 1]
    return [*ruled, *shaded]


def _innermost(boxes: Sequence[Box]) -> list[Box]:
    """Those in which no other lies; a page's own ground, and a table's, are none."""
    if len(boxes) > _MOST_GROUNDS:
        return []
    by_size = sorted(set(boxes), key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))
    kept: list[Box] = []
    for box in by_size:
        if not any(_lies_in(inner, box) for inner in kept):
            kept.append(box)
    return kept


def _lies_in(inner: Box, outer: Box) -> bool:
    return (
        outer[0] - _NEAR <= inner[0]
        and outer[1] - _NEAR <= inner[1]
        and inner[2] <= outer[2] + _NEAR
        and inner[3] <= outer[3] + _NEAR
    )


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _sides(box: Box) -> Iterator[Box]:
    # Grounds with some room between them are cells side by side.
    left, bottom, right, top = box[0] - _ROOM, box[1] - _ROOM, box[2] + _ROOM, box[3] + _ROOM
    yield left, bottom, right, bottom
    yield left, top, right, top
    yield left, bottom, left, top
    yield right, bottom, right, top


def _items(
    sheet: Sheet, found: Sequence[Lattice], number: int
) -> tuple[tuple[Line | PdfTable, ...], list[Lattice], str]:
    """The page's items, the lattices that are no tables, and the text outside of tables that lies on its side."""
    inside, free = _shared_out(sheet.glyphs, found)
    over = overrunning(sheet.glyphs, found)
    aside = "".join(glyph.text for glyph in free if glyph.turns)
    items: list[_Item] = []
    unused: list[Lattice] = []
    boxes: list[Filled] = []
    loose = [glyph for glyph in free if not glyph.turns]
    for lattice in sorted(found, key=lambda lattice: -_area(lattice)):
        cells = filled(lattice, inside[id(lattice)], over)
        if is_running_text(cells) or _has_table_in(lattice, found, inside):
            unused.append(lattice)
            boxes += cells
        elif lacks_lines(cells):
            unused.append(lattice)
            loose += [glyph for glyph in inside[id(lattice)] if not glyph.turns]
        else:
            table = table_of(number, lattice, cells)
            items.append(_Item(_order(table.top, lattice.lefts[0], boxes), table))
    for cell in boxes:
        items += (_Item(_order(line.base, line.left, boxes), line._replace(page=number)) for line in cell.lines)
    items += (_Item(_order(line.base, line.left, ()), line) for line in lines_of(loose, number))
    return tuple(item.item for item in sorted(items, key=lambda item: item.order)), unused, aside


def _order(top: float, left: float, boxes: Iterable[Filled]) -> tuple[float, float, float]:
    around = next(
        (box.box for box in boxes if box.box[0] <= left <= box.box[2] and box.box[1] <= top <= box.box[3]), None
    )
    return (-around[3], around[0], -top) if around else (-top, 0.0, -top)


def _shared_out(glyphs: Iterable[Glyph], found: Sequence[Lattice]) -> tuple[dict[int, list[Glyph]], list[Glyph]]:
    """The characters of each lattice, the smallest one of those in which they lie, and the others."""
    inside: dict[int, list[Glyph]] = defaultdict(list)
    free: list[Glyph] = []
    by_size = sorted(found, key=_area)
    for glyph in glyphs:
        around = next((lattice for lattice in by_size if lattice.holds(glyph.middle)), None)
        (inside[id(around)] if around is not None else free).append(glyph)
    return inside, free


def _area(lattice: Lattice) -> float:
    left, bottom, right, top = lattice.box
    return (right - left) * (top - bottom)


def _has_table_in(outer: Lattice, found: Iterable[Lattice], inside: dict[int, list[Glyph]]) -> bool:
    """Whether the lattice only lays out the page: another one with text in it lies within."""
    return any(
        inner is not outer and inside[id(inner)] and _lies_in(inner.box, outer.box) and _area(inner) < _area(outer)
        for inner in found
    )


def _left_over(rules: Rules, tables: Sequence[Lattice]) -> Rules:
    """The lines that lie in no table."""

    def is_free(box: Box) -> bool:
        return not any(_lies_in(box, table.box) for table in tables)

    return Rules(
        tuple(rule for rule in rules.across if is_free((rule.start, rule.at, rule.stop, rule.at))),
        tuple(rule for rule in rules.down if is_free((rule.at, rule.start, rule.at, rule.stop))),
    )
