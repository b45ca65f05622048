"""A part of a Word file as a flow: its paragraphs' texts in order, and marks where tables, rows and cells begin."""

from __future__ import annotations

from typing import NamedTuple
from xml.etree.ElementTree import Element

from model.form import Grid
from model.printed import printed_blocks

PARAGRAPH, TABLE, ROW, CELL, BOX, END = "paragraph", "table", "row", "cell", "box", "end"

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _PPR = f"{_WORD}p", f"{_WORD}pPr"
_MARKS = {f"{_WORD}tbl": TABLE, f"{_WORD}tr": ROW, f"{_WORD}tc": CELL, f"{_WORD}txbxContent": BOX}
_T, _BOX = f"{_WORD}t", f"{_WORD}txbxContent"
_LINE = {f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}tab": "\t"}
_PROPERTIES = {f"{_WORD}{name}" for name in ("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr")}


class Item(NamedTuple):
    """A paragraph with its text, or a mark. name: the placeholder that the text stands for, where it is known."""

    kind: str
    text: str = ""
    name: str = ""


def flow(root: Element) -> list[Item]:
    """The part's flow. Paragraphs of white space alone are left out; a text box comes after the paragraph it is in."""
    items: list[Item] = []
    _walk(root, items)
    return items


def _walk(element: Element, items: list[Item]) -> None:
    for child in element:
        tag = child.tag
        if tag == _P:
            _paragraph(child, items)
        elif tag in _MARKS:
            items.append(Item(_MARKS[tag]))
            _walk(child, items)
            if _MARKS[tag] in (TABLE, BOX):
                items.append(Item(END))
        elif tag not in _PROPERTIES:
            _walk(child, items)


def _paragraph(paragraph: Element, items: list[Item]) -> None:
    pieces: list[str] = []
    boxes: list[Element] = []
    _collect(paragraph, pieces, boxes)
    text = pieces[0] if len(pieces) == 1 else "".join(pieces)
    if text and not text.isspace():
        items.append(Item(PARAGRAPH, text))
    for box in boxes:
        items.append(Item(BOX))
        _walk(box, items)
        items.append(Item(END))


def _collect(element: Element, pieces: list[str], boxes: list[Element]) -> None:
    for child in element:
        tag = child.tag
        if tag == _T:
            pieces.append(child.text or "")
        elif tag in _PROPERTIES:
            continue
        elif tag in _LINE:
            pieces.append(_LINE[tag])
        elif tag == _BOX:
            boxes.append(child)
        else:
            _collect(child, pieces, boxes)


def grid_flow(grid: Grid) -> list[Item]:
    """The flow of a grid as the form prints it: labels in their first cells, a named paragraph for each figure."""
    rows: dict[int, list[tuple[int, str, str]]] = {}
    for block in printed_blocks(grid):
        for cell in block.cells:
            for offset in range(cell.row_span):
                text, name = (cell.text, cell.cell) if offset == 0 else ("", "")
                rows.setdefault(cell.row + offset, []).append((cell.column, text, name))
    items = [Item(TABLE)]
    for row in sorted(rows):
        items.append(Item(ROW))
        for _, text, name in sorted(rows[row]):
            items.append(Item(CELL))
            if text or name:
                items.append(Item(PARAGRAPH, text, name))
    return [*items, Item(END)]
