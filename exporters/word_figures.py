"""The figures of a template's tables by paragraph style: where they stand, and the style's measures as slots."""

from __future__ import annotations

from lxml import etree

from exporters import typesetting as ts
from exporters import word_elements as we
from exporters.word_rows import FoldedRows
from exporters.word_slot_table import SlotTable
from exporters.word_slots import FigureMeasure, FigureRoom
from exporters.word_style_names import StyleNames
from ooxml.markup import w

_CELL_PROPERTIES, _CELL_WIDTH, _WIDTH, _CELL_MARGINS = w("tcPr"), w("tcW"), w("w"), w("tcMar")
_TABLE_PROPERTIES, _TABLE_MARGINS, _TABLE_STYLE = w("tblPr"), w("tblCellMar"), w("tblStyle")
_ALIGNMENT, _INDENT = w("jc"), w("ind")
_LEFT_INDENT, _RIGHT_INDENT, _SIZES = w("left"), w("right"), (w("sz"), w("szCs"))
_DEFAULT_MARGIN = 108
_RIGHT = ("right", "end")


class FigureCells:
    """Which figures stand in which style, and how wide the narrowest of their cells is."""

    def __init__(self, names: StyleNames) -> None:
        self._names = names
        self._cells: dict[str, dict[int, list[str]]] = {}
        self._rooms: dict[str, tuple[int, int, int]] = {}
        self._tables: dict[etree._Element, tuple[int, int]] = {}
        self._styles: dict[str, tuple[int, int]] = {}
        self.rooms: dict[str, FigureRoom] = {}
        """Those of the styles that were marked, by the style's id."""

    def add(self, paragraph: etree._Element, cell_id: str) -> None:
        """Note a paragraph that holds nothing but this cell's figure."""
        cell = paragraph.getparent()
        if cell is None or cell.tag != we.TC or not len(cell) or cell[0].tag != _CELL_PROPERTIES:
            return
        style, width = we.paragraph_style(paragraph), we.child(cell[0], _CELL_WIDTH)
        if not style or width is None or not str(width.get(_WIDTH, "")).isdecimal():
            return
        margins = self.margins(cell)
        self._add(style, [cell_id], int(str(width.get(_WIDTH))), margins)

    def add_rows(self, stands_at: etree._Element, rows: FoldedRows) -> None:
        """Note the figures of rows that stand at this place in a table."""
        margins = self._margins(stands_at)
        for place, cells in rows.places.items():
            self._add(place.style, cells, place.width, margins)

    def _add(self, style: str, cells: list[str], width: int, margins: tuple[int, int]) -> None:
        self._cells.setdefault(style, {}).setdefault(width, []).extend(cells)
        room = (width, *margins)
        self._rooms[style] = min(room, self._rooms.get(style, room))

    def mark(self, slots: SlotTable) -> bool:
        """Put slots for indents and size into each style that sets figures right; whether there is any.

        A style that a clerk made centred or left, or that is not named as ours are, stays as it is.
        """
        marked = False
        for style in self._cells:
            element = self._names.element(style)
            if element is None or not self._names.name(style).endswith("数字"):
                continue
            properties = we.child(element, we.PPR)
            alignment, indent = we.child(properties, _ALIGNMENT), we.child(properties, _INDENT)
            if alignment is None or alignment.get(we.VAL) not in _RIGHT or indent is None:
                continue
            self._mark(slots, style, element, indent)
            marked = True
        return marked

    def _mark(self, slots: SlotTable, style: str, element: etree._Element, indent: etree._Element) -> None:
        properties = we.child(element, we.RPR)
        sizes = [we.child(properties, tag) for tag in _SIZES]
        size = self._names.lookup(style, "rPr/sz") if sizes[0] is None else sizes[0]
        points = str(size.get(we.VAL, "")) if size is not None else ""
        columns = tuple(sorted((width, tuple(cells)) for width, cells in self._cells[style].items()))
        room = FigureRoom(
            columns,
            *self._rooms[style][1:],
            int(points) if points.isdecimal() else ts.TABLE_SIZE,
            self._digit_width(style),
        )
        self.rooms[style] = room
        indent.set(_LEFT_INDENT, slots.token(FigureMeasure(room, 0)))
        indent.set(_RIGHT_INDENT, slots.token(FigureMeasure(room, 1)))
        for found in sizes:
            if found is not None:
                found.set(we.VAL, slots.token(FigureMeasure(room, 2)))

    def _digit_width(self, style: str) -> float:
        """How wide a digit is in the style's font, in half ems."""
        if ts.DIGIT_EMS.keys().isdisjoint(self._names.latin_families):
            return 1.0
        fonts = self._names.lookup(style, "rPr/rFonts")
        family = "" if fonts is None else str(fonts.get(we.ASCII, ""))
        return ts.DIGIT_EMS.get(family, ts.DIGIT_EM) / ts.DIGIT_EM

    def margins(self, cell: etree._Element) -> tuple[int, int]:
        """A cell's left and right margins in twips."""
        return _sides(we.child(cell, _CELL_PROPERTIES, _CELL_MARGINS)) or self._margins(cell)

    def _margins(self, stands_at: etree._Element) -> tuple[int, int]:
        """The margins that the table gives its cells."""
        table = next(stands_at.iterancestors(we.TBL))
        if table not in self._tables:
            self._tables[table] = self._table_margins(table)
        return self._tables[table]

    def _table_margins(self, table: etree._Element) -> tuple[int, int]:
        properties = we.child(table, _TABLE_PROPERTIES)
        own = _sides(we.child(properties, _TABLE_MARGINS))
        if own is not None:
            return own
        style = we.child(properties, _TABLE_STYLE)
        key = "" if style is None else str(style.get(we.VAL, ""))
        if key not in self._styles:
            found = self._names.lookup(key, "tblPr/tblCellMar")
            self._styles[key] = _sides(found) or (_DEFAULT_MARGIN, _DEFAULT_MARGIN)
        return self._styles[key]


def _sides(margins: etree._Element | None) -> tuple[int, int] | None:
    if margins is None:
        return None
    left, right = (_side(margins, *names) for names in (("left", "start"), ("right", "end")))
    return None if left is None or right is None else (left, right)


def _side(margins: etree._Element, *names: str) -> int | None:
    for name in names:
        found = we.child(margins, w(name))
        if found is not None and str(found.get(w("w"), "")).isdecimal():
            return int(str(found.get(w("w"))))
    return None
