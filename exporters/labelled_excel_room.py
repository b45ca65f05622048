"""Figures in the narrow columns of a template that is not ours: shrunk where programs would print # in their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from exporters.excel_book import Book, Sheet, open_book
from exporters.excel_cells import Cells
from exporters.excel_formulas import Place
from exporters.excel_inline import alone
from exporters.excel_rows import growing
from exporters.excel_styles import STYLES, Styles
from exporters.excel_text import ROW_POINTS, line_count, text_height
from model.placeholders import SECTION, resolved
from model.prepared_template import Prepared
from model.report import Report
from ooxml.markup import to_bytes

_CELL_EDGES = 6.0
"""Pixels of a cell that programs keep free at its sides."""
_PIXELS_A_POINT = 4 / 3
_USUAL_ROW = 14.0
"""Points of a row without a height of its own."""


def cell_rooms(book: Book, figures: Iterable[tuple[str, Sheet, Place]]) -> dict[str, float]:
    """How many ems of a figure fit into its cell, by cell id."""
    styles, found = Styles(book.styles), {}
    cells = {sheet.name: Cells(sheet.tree.root, sheet.order).places for sheet in book.sheets}
    for name, sheet, place in figures:
        cell = cells[sheet.name].get(place)
        points = styles.points(0 if cell is None else int(cell.get("s") or 0))
        found[name] = (sheet.width(place) - _CELL_EDGES) / (points * _PIXELS_A_POINT)
    return found


def cut_texts(template: bytes, report: Report) -> list[tuple[str, str]]:
    """Sections whose text is higher than a row can be where it may not go on in the next one; each with its sheet.

    Programs print such a text cut off at the row's lower edge.
    """
    book = open_book(template)
    styles, found = Styles(book.styles), []
    for number, sheet in enumerate(book.sheets):
        names = {at: resolved(report.form, alone(text)) for at, text in sheet.placeholders.items()}
        figures = {place for name, (on, place) in book.names.items() if name in report.form.cells and on == number}
        figures |= {at for at, name in names.items() if name in report.form.cells}
        may_grow = growing(book, sheet, names, figures)
        sections = {at: name for at, name in names.items() if name.startswith(SECTION) and at not in may_grow}
        if not sections:
            continue
        cells = Cells(sheet.tree.root, sheet.order)
        for place, name in sections.items():
            section = next((one for one in report.form.sections if one.id == name.removeprefix(SECTION)), None)
            cell = cells.places.get(place)
            if section is None or cell is None:
                continue
            points = styles.points(int(cell.get("s") or 0))
            lines = line_count(report.plain(section.id), points, sheet.width(place))
            bottom = next((last[0] for first, last in sheet.merged if first == place), place[0])
            rows = (cells.rows[row] for row in range(place[0] + 1, bottom + 1) if row in cells.rows)
            more = sum(float(row.get("ht") or _USUAL_ROW) for row in rows)
            if text_height(lines, points) > ROW_POINTS + more:
                found.append((section.heading or section.short, sheet.name))
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
