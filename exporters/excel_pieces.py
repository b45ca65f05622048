"""A sheet whose every changing cell is known beforehand, cut into bytes once: filling it is joining them.

Such are the grids, and the sheets of relations, of last year and of the charts: nothing in them moves.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from lxml import etree

from exporters.excel_book import Book, Sheet
from exporters.excel_cells import (
    FORMULA,
    Cells,
    Element,
    cell_text_xml,
    child,
    clear,
    forget_result,
    string_element,
    text_nodes,
)
from exporters.excel_formulas import Place
from exporters.excel_inline import Inline, alone
from exporters.excel_text import QUOTED_SIGNS
from model.number_text import Value, is_number, number_text
from ooxml.characters import fit
from ooxml.markup import to_bytes

_MARK = "<!--slot-->"


class Slot(NamedTuple):
    """A cell that changes: where it is, its opening tag without style and end, its formula's element or "".

    style: its style as an attribute, or "". text: with placeholders, for a cell that is filled from the report; "" for
    one whose value is given.
    """

    place: Place
    opening: str
    style: str
    formula: str
    text: str


class Pieces(NamedTuple):
    """A sheet's text: one piece more than there are slots between them. styles: the numbers of the slots' styles."""

    pieces: tuple[str, ...]
    slots: tuple[Slot, ...]
    styles: Mapping[Place, int]


def cut(
    book: Book, sheet: Sheet, derived: Collection[Place], inputs: Collection[Place] = (), totals: Collection[Place] = ()
) -> Pieces | None:
    """The sheet cut at these places and at its placeholders; None where filling it takes more than that.

    inputs, totals: places of the form's figures; a total has to have its formula there.
    """
    if sheet.marked_page or any(alone(text) for text in sheet.placeholders.values()):
        return None
    root = sheet.tree.given()
    cells = Cells(root, sheet.order)
    for place in sheet.placeholders:
        holder = string_element(cells.places[place], book.strings)
        several = holder is None or len(text_nodes(holder)) > 1
        if several or cells.rows[place[0]].get("ht") is None:
            return None
    if any(place not in cells.places for place in (*inputs, *totals)):
        return None
    if any(child(cells.places[place], FORMULA) is None for place in totals):
        return None
    for place in inputs:
        formula = child(cells.places[place], FORMULA)
        if formula is not None and formula.get("ref"):
            return None
        clear(cells.places[place])
    wanted = {place for place in derived if place in cells.places} | {*sheet.placeholders, *inputs, *totals}
    elements = {cells.places[place] for place in wanted}
    for formula in list(root.iter(FORMULA)):
        cell = formula.getparent()
        if cell is not None and cell not in elements:
            forget_result(cell)
    slots = tuple(_take_out(cells.places[place], place, sheet) for place in cells.places if place in wanted)
    pieces = tuple(to_bytes(root).decode().split(_MARK))
    styles = {slot.place: int(slot.style.strip(' s="') or 0) for slot in slots}
    return Pieces(pieces, slots, styles) if len(pieces) == len(slots) + 1 else None


def joined(
    pieces: Pieces,
    values: Mapping[Place, Value],
    inline: Inline,
    quoted: Callable[[int], int],
    styles: Mapping[Place, int] = MappingProxyType({}),
) -> bytes:
    """The sheet's bytes with these values.

    quoted: the style like this one for text that might be taken for a formula. styles: of cells that do not keep the
    template's.
    """
    parts: list[str] = []
    for piece, slot in zip(pieces.pieces, pieces.slots, strict=False):
        place, opening, style, formula, text = slot
        value = inline.filled(text) if text else values.get(place)
        if place in styles:
            style = f' s="{styles[place]}"'
        elif type(value) is str and not formula and fit(value).startswith(QUOTED_SIGNS):
            style = f' s="{quoted(pieces.styles[place])}"'
        content = f">{formula}<v>{value}</v></c>" if type(value) is int else _content(slot, value)
        parts += (piece, opening, style, content)
    parts.append(pieces.pieces[-1])
    return "".join(parts).encode()


def _take_out(cell: Element, place: Place, sheet: Sheet) -> Slot:
    """Put a mark in the cell's place."""
    formula = child(cell, FORMULA)
    style = f' s="{cell.get("s")}"' if cell.get("s") else ""
    opening = f'<c r="{cell.get("r")}"'
    content = ""
    if formula is not None:
        formula.tail = None
        content = f"<f>{_escaped(formula.text or '')}</f>"
    parent = cell.getparent()
    assert parent is not None
    parent.replace(cell, etree.Comment("slot"))
    return Slot(place, opening, style, content, sheet.placeholders.get(place, ""))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@lru_cache(maxsize=256)
def _result_xml(text: str) -> str:
    """A result in words: there are few of them."""
    return cell_text_xml(text)


def _content(slot: Slot, value: Value) -> str:
    """What follows the opening of the cell."""
    if is_number(value):
        return f">{slot.formula}<v>{number_text(value)}</v></c>"
    if slot.formula:
        return f' t="str">{slot.formula}<v>{_result_xml(number_text(value))}</v></c>'
    if value is None:
        return "/>"
    return f' t="inlineStr"><is><t xml:space="preserve">{cell_text_xml(str(value))}</t></is></c>'
