"""Tables of a Word document as rows of cells with text, spans and element.

Works on elements of lxml and of the standard library's ElementTree alike: only what both have is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT, _TAB, _BREAK, _RETURN = f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br", f"{_WORD}cr"
_PARAGRAPH, _TABLE, _ROW, _CELL = f"{_WORD}p", f"{_WORD}tbl", f"{_WORD}tr", f"{_WORD}tc"
_WRAPPERS = {f"{_WORD}sdt", f"{_WORD}sdtContent", f"{_WORD}customXml", f"{_WORD}ins", f"{_WORD}smartTag"}
_VALUE = f"{_WORD}val"
_OWN_TEXT_NOT_BELOW = {_PARAGRAPH, f"{_WORD}pPr", f"{_WORD}rPr"}


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
        elif child.tag not in _OWN_TEXT_NOT_BELOW:
            _collect(child, pieces)


def cell_text(cell: Any) -> str:
    """A table cell's text, paragraphs joined by line feeds, tables inside it left out."""
    return "\n".join(paragraph_text(paragraph) for paragraph in children(cell, _PARAGRAPH))


def table_cells(table: Any) -> tuple[TableCell, ...]:
    """The table's cells, row by row; a vertically merged cell once, with its height and the text of its first row."""
    cells: list[TableCell] = []
    open_above: dict[int, int] = {}
    for row_number, row in enumerate(children(table, _ROW)):
        column = _number(row, "trPr", "gridBefore", 0)
        for element in children(row, _CELL):
            span = _number(element, "tcPr", "gridSpan", 1)
            merge = _find(element, "tcPr", "vMerge")
            if merge is not None and merge.get(_VALUE, "continue") == "continue" and column in open_above:
                above = cells[open_above[column]]
                cells[open_above[column]] = above._replace(row_span=row_number - above.row + 1)
            else:
                open_above.pop(column, None)
                if merge is not None:
                    open_above[column] = len(cells)
                cells.append(TableCell(row_number, column, 1, span, cell_text(element), element))
            column += span
    return tuple(cells)


def _find(element: Any, properties: str, name: str) -> Any:
    return element.find(f"{_WORD}{properties}/{_WORD}{name}")


def _number(element: Any, properties: str, name: str, default: int) -> int:
    found = _find(element, properties, name)
    value = "" if found is None else found.get(_VALUE, "")
    return int(value) if value.isdecimal() and int(value) < 1000 else default
