"""Tables of a Word document as rows of cells with text, spans and element.

Works on elements of lxml and of the standard library's ElementTree alike: only what both have is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ooxml.symbols import symbol

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT, _TAB, _BREAK, _RETURN = f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br", f"{_WORD}cr"
_PARAGRAPH, _TABLE, _ROW, _CELL = f"{_WORD}p", f"{_WORD}tbl", f"{_WORD}tr", f"{_WORD}tc"
_HYPHEN, _SYMBOL = f"{_WORD}noBreakHyphen", f"{_WORD}sym"
_WRAPPERS = {
    f"{_WORD}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "dir", "bdo")
}  # fmt: skip
_VALUE, _FONT, _CHARACTER = (f"{_WORD}{name}" for name in ("val", "font", "char"))
_CONTINUE = "continue"
_OWN_TEXT_NOT_BELOW = {f"{_WORD}{name}" for name in ("p", "pPr", "rPr", "sdtPr", "rt")}
"""Elements below which no text of the paragraph itself stands; rt holds the readings above a word."""
_ROW_PROPERTIES, _CELL_PROPERTIES = f"{_WORD}trPr", f"{_WORD}tcPr"
_BEFORE, _SPAN, _DOWN, _ACROSS = (f"{_WORD}{name}" for name in ("gridBefore", "gridSpan", "vMerge", "hMerge"))


class TableCell(NamedTuple):
    """A cell as the reader sees it, covered ones left out. row, column: its top left place from 0."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    element: Any


def children(element: Any, *tags: str) -> Iterator[Any]:
    """The children with one of these tags, those inside content controls and tracked insertions included."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from children(child, *tags)


def paragraph_text(paragraph: Any) -> str:
    """A paragraph's text; a tab as a tab, a line break as a line feed. Text boxes inside it are left out."""
    pieces: list[str] = []
    _collect(paragraph, pieces)
    return "".join(pieces)


def _collect(element: Any, pieces: list[str]) -> None:
    for child in element:
        if child.tag == _TEXT:
            pieces.append(child.text or "")
        elif child.tag == _TAB:
            pieces.append("\t")
        elif child.tag in (_BREAK, _RETURN):
            pieces.append("\n")
        elif child.tag == _HYPHEN:
            pieces.append("-")
        elif child.tag == _SYMBOL:
            pieces.append(symbol(child.get(_FONT, ""), child.get(_CHARACTER, "")))
        elif child.tag not in _OWN_TEXT_NOT_BELOW:
            _collect(child, pieces)


def cell_text(cell: Any) -> str:
    """A table cell's text, paragraphs joined by line feeds.

    Of tables inside it those of one column count as paragraphs, the others are left out.
    """
    return "\n".join(_paragraphs(cell))


def _paragraphs(cell: Any) -> Iterator[str]:
    for element in children(cell, _PARAGRAPH, _TABLE):
        if element.tag == _PARAGRAPH:
            yield paragraph_text(element)
        elif is_one_column(inner := table_cells(element)):
            yield from (found.text for found in inner)


def is_one_column(cells: tuple[TableCell, ...]) -> bool:
    """Whether a table has one column only: it arranges a page, or puts a frame around a cell."""
    return all(cell.column == 0 for cell in cells)


def table_cells(table: Any) -> tuple[TableCell, ...]:
    """The table's cells, row by row; merged cells once, with their height, width and the text of the first of them."""
    cells: list[TableCell] = []
    open_above: dict[int, int] = {}
    for row_number, row in enumerate(children(table, _ROW)):
        column = _cells_before(row)
        left = -1
        for element in children(row, _CELL):
            span, down, across = _shape(element)
            above = open_above.get(column, -1) if down == _CONTINUE else -1
            if across == _CONTINUE and left >= 0:
                if cells[left].row == row_number:
                    cells[left] = cells[left]._replace(column_span=cells[left].column_span + span)
            elif above >= 0 and cells[above].row + cells[above].row_span == row_number:
                cells[above] = cells[above]._replace(row_span=row_number - cells[above].row + 1)
                left = above
            else:
                open_above.pop(column, None)
                left = len(cells)
                if down:
                    open_above[column] = left
                cells.append(TableCell(row_number, column, 1, span, cell_text(element), element))
            column += span
    return tuple(cells)


def _cells_before(row: Any) -> int:
    """The columns that the row leaves free in front."""
    for child in row:
        if child.tag == _ROW_PROPERTIES:
            return next((_number(item, 0) for item in child if item.tag == _BEFORE), 0)
        if child.tag == _CELL:
            break
    return 0


def _shape(cell: Any) -> tuple[int, str, str]:
    """The columns that a cell takes; how it is merged with those above and those to the left, "" when it is not."""
    span, down, across = 1, "", ""
    for child in cell:
        if child.tag == _CELL_PROPERTIES:
            for item in child:
                if item.tag == _SPAN:
                    span = max(_number(item, 1), 1)
                elif item.tag == _DOWN:
                    down = item.get(_VALUE, _CONTINUE)
                elif item.tag == _ACROSS:
                    across = item.get(_VALUE, _CONTINUE)
            break
    return span, down, across


def _number(element: Any, default: int) -> int:
    value = element.get(_VALUE, "")
    return int(value) if value.isdecimal() and len(value) < 4 else default
