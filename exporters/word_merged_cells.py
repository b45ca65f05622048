"""Cells merged downwards over rows that stand within conditions: the label stands in the first row that is printed.

Word keeps the text of such cells in the first of them; without that row it would be lost, and the cells below would
become part of whatever is merged above them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from exporters import word_elements as we
from exporters.word_slot_table import SlotTable
from exporters.word_slots import Filling, Pieces, render
from model.placeholder_conditions import Guards
from ooxml.markup import w

ROW = w("tr")
_CELL_PROPERTIES, _MERGE, _SPAN = w("tcPr"), w("vMerge"), w("gridSpan")
_ROW_PROPERTIES, _BEFORE = w("trPr"), w("gridBefore")
UNEVEN = "它管住的行里有上下合并的格，和上面的格宽窄不一，不知道标签该留在哪一行；请把这一列的格对齐，或取消合并、每行都写上标签"
WRAPPED = "它管住的行在内容控件里，表格又有上下合并的格；请删去内容控件（保留内容），或取消合并、每行都写上标签"


class GuardedRow(NamedTuple):
    """A row and the branches in which it is printed; guards: None for one that is never printed."""

    element: etree._Element
    guards: Guards | None


class MergedCell(NamedTuple):
    """A cell that goes on with the ones above while one of their rows is printed, else the first of them instead.

    above: the branches of the rows above that it is merged with.
    """

    above: tuple[Guards, ...]
    goes_on: Pieces
    first: Pieces

    def render(self, filling: Filling) -> str:
        """The cell's XML for the report."""
        return render(self.goes_on if any(map(filling.decisions.shown, self.above)) else self.first, filling)


class _Group:
    """Cells merged with one another. first: the XML of the one that holds their text, "" while there is none."""

    def __init__(self, column: int, span: int) -> None:
        self.column, self.span = column, span
        self.first = ""
        self.above: list[Guards] = []


def keep_labels(rows: Iterable[GuardedRow], slots: SlotTable, fragment: Callable[[etree._Element], str]) -> str:
    """Put slots in the place of cells whose first row may not be printed; what is wrong, "" when nothing is.

    rows: all of the table's, in their order; one that is never printed parts none of the cells around it, but a merged
    cell that begins there begins without text. fragment: an element's XML as it can stand in the part.
    """
    groups: list[_Group] = []
    for row in rows:
        for column, span, cell in list(_cells(row.element)):
            if row.guards is None and not _begins(cell):
                continue
            over = [group for group in groups if group.column < column + span and column < group.column + group.span]
            group = over[0] if len(over) == 1 and (over[0].column, over[0].span) == (column, span) else None
            if goes_on(cell) and over and group is None:
                return UNEVEN
            if group is None or not goes_on(cell):
                group = _Group(column, span)
                groups = [other for other in groups if other not in over]
                groups += [group] if _begins(cell) or goes_on(cell) else []
            if row.guards is not None:
                _join(group, row.guards, cell, slots, fragment)
    return ""


def _join(
    group: _Group, guards: Guards, cell: etree._Element, slots: SlotTable, fragment: Callable[[etree._Element], str]
) -> None:
    """The next cell of a group: where none of the rows above need be printed with it, it may become the first."""
    if not group.first:
        group.first = fragment(_as_first(cell))
    if goes_on(cell) and not any(guards[: len(above)] == above for above in group.above):
        slot = MergedCell(tuple(group.above), slots.pieces(fragment(cell)), slots.pieces(group.first))
        we.replace(cell, slots.element(slot))
    group.above.append(guards)


def _as_first(cell: etree._Element) -> etree._Element:
    """The cell, or a copy of it that begins a merged cell instead of going on with one."""
    if not goes_on(cell):
        return cell
    copy = deepcopy(cell)
    merge = we.child(copy, _CELL_PROPERTIES, _MERGE)
    assert merge is not None
    merge.set(we.VAL, "restart")
    return copy


def goes_on(cell: etree._Element) -> bool:
    """Whether the cell is merged with the one above."""
    merge = we.child(cell, _CELL_PROPERTIES, _MERGE)
    return merge is not None and merge.get(we.VAL, "continue") == "continue"


def _begins(cell: etree._Element) -> bool:
    """Whether the cell is the first of those merged downwards."""
    return we.child(cell, _CELL_PROPERTIES, _MERGE) is not None and not goes_on(cell)


def table_rows(element: etree._Element) -> list[etree._Element]:
    """The element when it is a row, else the rows in it that are of no further table."""
    if element.tag == ROW:
        return [element]
    around = [element, *element.iterancestors()]
    table = next((found for found in around if found.tag == we.TBL), None)
    return [row for row in element.iter(ROW) if next(row.iterancestors(we.TBL), None) is table]


def _cells(row: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """The row's cells, each with its first column and how many it takes."""
    column = _number(we.child(row, _ROW_PROPERTIES, _BEFORE), 0)
    for cell in row.iter(we.TC):
        if next(cell.iterancestors(ROW)) is row:
            span = _number(we.child(cell, _CELL_PROPERTIES, _SPAN), 1)
            yield column, span, cell
            column += span


def _number(element: etree._Element | None, otherwise: int) -> int:
    text = "" if element is None else str(element.get(we.VAL, ""))
    return int(text) if text.isdecimal() else otherwise
