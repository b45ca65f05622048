"""Figures in the narrow columns of a template that is not ours: shrunk where programs would print # in their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from exporters.excel_book import Book, Sheet, open_book
from exporters.excel_cells import Cells
from exporters.excel_formulas import Place
from exporters.excel_styles import STYLES, Styles
from model.prepared_template import Prepared
from ooxml.markup import to_bytes

_CELL_EDGES = 6.0
"""Pixels of a cell that programs keep free at its sides."""
_PIXELS_A_POINT = 4 / 3


def cell_rooms(book: Book, figures: Iterable[tuple[str, Sheet, Place]]) -> dict[str, float]:
    """How many ems of a figure fit into its cell, by cell id."""
    styles, found = Styles(book.styles), {}
    cells = {sheet.name: Cells(sheet.tree.root, sheet.order).places for sheet in book.sheets}
    for name, sheet, place in figures:
        cell = cells[sheet.name].get(place)
        points = styles.points(0 if cell is None else int(cell.get("s") or 0))
        found[name] = (sheet.width(place) - _CELL_EDGES) / (points * _PIXELS_A_POINT)
    return found


def with_smaller_cells(prepared: Prepared, wide: Mapping[str, float]) -> Prepared:
    """The template with the cells of these figures set to shrink what stands in them. wide: by cell id."""
    book = open_book(prepared.data)
    styles = Styles(book.styles)
    changed: dict[str, bytes | None] = {}
    for number, sheet in enumerate(book.sheets):
        places = [place for name, (on, place) in book.names.items() if name in wide and on == number]
        if places:
            root = sheet.tree.given()
            cells = Cells(root, sheet.order)
            for place in places:
                cell = cells.cell(place)
                cell.set("s", str(styles.shrinking(int(cell.get("s") or 0))))
            changed[sheet.part] = to_bytes(root)
    changed[STYLES] = styles.content()
    return prepared._replace(data=book.package.with_parts(changed))
