"""A section's text in a worksheet: a paragraph a row, rows put in where the placeholder stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import deepcopy
from html import unescape
from typing import NamedTuple

from lxml import etree

from exporters.excel_book import Book, Sheet
from exporters.excel_cells import CELL, FORMULA, Cells, Element, clear, s, write_text
from exporters.excel_formulas import Place, address, column_letters
from exporters.excel_text import ROW_POINTS, line_count, split_paragraph, text_height
from model.placeholders import GRID, SECTION
from model.text import Text, block_text

# Parts of a worksheet that hold no reference to a row, so that rows may move below them.
_MOVABLE = {
    s(name)
    for name in [
        "sheetPr",
        "dimension",
        "sheetViews",
        "sheetFormatPr",
        "cols",
        "sheetData",
        "sheetProtection",
        "mergeCells",
        "printOptions",
        "pageMargins",
        "pageSetup",
        "headerFooter",
        "phoneticPr",
    ]
}


_BLANK_POINTS = 6.0
_REFERRING = ("xl/worksheets/", "xl/charts/", "xl/chartsheets/", "xl/pivotCache/", "xl/drawings/")
_REFERENCE = re.compile(r"\b([A-Z]{1,3})([0-9]{1,7})\b")


class Piece(NamedTuple):
    """What one row holds. continued: it goes on with the paragraph of the row before."""

    text: str
    continued: bool


class Rows(NamedTuple):
    """Where a section's text came to stand: its column, first row and the pieces row by row."""

    column: int
    first: int
    pieces: tuple[Piece, ...]


def pieces_of(text: Text, points: float, pixels: float) -> tuple[Piece, ...]:
    """The text's rows for a cell of this font size and width; one blank row for no text."""
    pieces = [
        Piece(piece, number > 0)
        for block in text
        for number, piece in enumerate(split_paragraph(block_text(block), points, pixels))
    ]
    return tuple(pieces) or (Piece("", False),)


def growing(book: Book, sheet: Sheet, names: Mapping[Place, str], figures: Collection[Place]) -> frozenset[Place]:
    """The places of sections' texts below which rows may be put in, so that each paragraph has a row of its own.

    names: what stands alone in a cell, by ids; figures: the places of the form's figures on the sheet. They move along
    with their names, and with the formulas of totals, which are all written here (`move_formulas`).
    """
    wanted = {place for place, name in names.items() if name.startswith(SECTION)}
    if not wanted or not _can_move(sheet.tree.root, sheet, [row for row, _ in wanted]):
        return frozenset()
    if figures and (any(name.startswith(GRID) for name in names.values()) or _is_referred_to(book, sheet)):
        return frozenset()
    taken = [row for row, _ in (*sheet.placeholders, *figures)]
    return frozenset(place for place in wanted if taken.count(place[0]) == 1)


def _is_referred_to(book: Book, sheet: Sheet) -> bool:
    """Whether anything outside of the sheet, but for defined names, refers to its cells: those references stay behind."""
    name = sheet.name.replace("'", "''").casefold()
    for part in book.package.names:
        if part.startswith(_REFERRING) and part.endswith(".xml") and part != sheet.part:
            content = unescape(book.package.read(part).decode("utf-8", "replace")).casefold()
            if f"{name}!" in content or f"{name}'!" in content:
                return True
    return False


def move_formulas(root: Element, sections: Mapping[Place, Sequence[Piece]]) -> None:
    """Let the sheet's formulas, all of them sums over its own cells, follow the rows that moved."""
    for formula in root.iter(FORMULA):
        formula.text = _REFERENCE.sub(
            lambda match: f"{match[1]}{moved_row(int(match[2]), sections)}", formula.text or ""
        )


def _can_move(root: Element, sheet: Sheet, rows: Iterable[int]) -> bool:
    """Whether rows may be put into the tree behind these ones without anything of the sheet losing its place."""
    wanted = set(rows)
    return (
        not sheet.has_formulas
        and all(child.tag in _MOVABLE for child in root)
        and not any(first[0] != last[0] and wanted & set(range(first[0], last[0])) for first, last in sheet.merged)
    )


class Measure(NamedTuple):
    """What a section's cell is set in: font size in points, width in pixels."""

    points: float
    pixels: float


def insert_rows(
    cells: Cells, sheet: Sheet, sections: Mapping[Place, Sequence[Piece]], measures: Mapping[Place, Measure]
) -> list[tuple[Place, Rows]]:
    """Write the pieces, each in a row of its own; what stands below moves down."""
    moved = 0
    found = []
    places = {place[0]: place for place in sections}
    for number in sorted(cells.rows):
        row = cells.rows[number]
        if moved:
            _renumber(row, number + moved)
        place = places.get(number)
        if place is None:
            continue
        pieces = tuple(sections[place])
        found.append((place, Rows(place[1], number + moved, pieces)))
        _write_rows(row, number + moved, place[1], pieces, measures[place])
        moved += len(pieces) - 1
    _move_merged(cells, sheet, sections)
    return found


def moved_row(row: int, sections: Mapping[Place, Sequence[Piece]]) -> int:
    """Where a row of the template came to stand."""
    return row + sum(len(pieces) - 1 for place, pieces in sections.items() if place[0] < row)


def _write_rows(row: Element, number: int, column: int, pieces: Sequence[Piece], measure: Measure) -> None:
    last: Element = row
    for offset, piece in enumerate(pieces):
        if offset:
            new = deepcopy(row)
            for cell in new:
                clear(cell)
            _renumber(new, number + offset)
            last.addnext(new)
            last = new
        reference = address((number + offset, column))
        found = next((cell for cell in last if cell.get("r") == reference), None)
        write_text(etree.SubElement(last, CELL, r=reference) if found is None else found, piece.text)
        set_height(last, piece.text, measure)


def set_height(row: Element, text: str, measure: Measure) -> None:
    """Make the row high enough for the text, as far as Excel goes; a blank row stays low until it is typed into.

    A row whose height the template fixes keeps it.
    """
    if row.get("customHeight") in ("1", "true"):
        return
    lines = line_count(text, measure.points, measure.pixels)
    height = text_height(lines, measure.points) if text else _BLANK_POINTS
    row.set("ht", f"{min(height, ROW_POINTS):g}")


def _renumber(row: Element, number: int) -> None:
    row.set("r", str(number))
    for cell in row:
        reference = cell.get("r")
        if reference:
            cell.set("r", reference.rstrip("0123456789") + str(number))


def _move_merged(cells: Cells, sheet: Sheet, sections: Mapping[Place, Sequence[Piece]]) -> None:
    """Move merged cells along, and merge each new row as the placeholder's row is."""
    parent = cells.data.getparent()
    holder = None if parent is None else parent.find(s("mergeCells"))
    if holder is None:
        return
    heights = {place[0]: len(pieces) for place, pieces in sections.items()}
    for item, (first, last) in zip(list(holder), sheet.merged, strict=True):
        row, height = moved_row(first[0], sections), last[0] - first[0]
        item.set("ref", _area(row, first[1], row + height, last[1]))
        for extra in range(1, heights.get(first[0], 1)):
            new = etree.SubElement(holder, s("mergeCell"))
            new.set("ref", _area(row + extra, first[1], row + extra, last[1]))
    holder.set("count", str(len(holder)))


def _area(top: int, left: int, bottom: int, right: int) -> str:
    return f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"
