"""A Word document's body as blocks for the matching of labels, each with the elements that it was made from.

Works on elements of lxml and of the standard library's ElementTree alike. A table that only arranges a page (one
column, or tables inside that are larger than it) is taken apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from model.source import SourceBlock, SourceCell, SourceParagraph, SourceTable
from ooxml.tables import TableCell, children, paragraph_text, table_cells

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _TABLE = f"{_WORD}p", f"{_WORD}tbl"
_DEEPEST = 12
"""Tables nested deeper than this are left alone."""


class WordBlock(NamedTuple):
    """A block and its element. cells: of a table, the elements of its cells by row and column."""

    block: SourceBlock
    element: Any
    cells: Mapping[tuple[int, int], Any]


def word_blocks(body: Any, depth: int = 0) -> Iterator[WordBlock]:
    """The paragraphs and tables of a body or a table's cell, in order."""
    for element in children(body, _PARAGRAPH, _TABLE):
        if element.tag == _PARAGRAPH:
            yield WordBlock(SourceParagraph(paragraph_text(element)), element, {})
            continue
        cells = table_cells(element)
        if depth < _DEEPEST and _is_layout(cells):
            for cell in cells:
                yield from word_blocks(cell.element, depth + 1)
        else:
            yield WordBlock(_table(cells), element, {(cell.row, cell.column): cell.element for cell in cells})


def _is_layout(cells: tuple[TableCell, ...]) -> bool:
    if all(cell.column == 0 for cell in cells):
        return True
    inner = (table_cells(table) for cell in cells for table in children(cell.element, _TABLE))
    return any(len(table) > len(cells) or _is_layout(table) for table in inner)


def _table(cells: tuple[TableCell, ...]) -> SourceTable:
    rows: list[list[SourceCell]] = []
    for cell in cells:
        while len(rows) <= cell.row:
            rows.append([])
        rows[cell.row].append(SourceCell(cell.text, cell.row, cell.column, cell.row_span, cell.column_span))
    return SourceTable(tuple(map(tuple, rows)))
