"""A Word document's body as blocks for the matching of labels, each with the elements that it was made from.

Works on elements of lxml and of the standard library's ElementTree alike. A table that only arranges a page (one
column, or a table inside that is larger than it) is taken apart. Tables inside the cells of any other come behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from model.source import SourceBlock, SourceCell, SourceParagraph, SourceTable
from ooxml.tables import TableCell, children, is_one_column, paragraph_text, table_cells

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _TABLE, _ROW, _CELL = (f"{_WORD}{name}" for name in ("p", "tbl", "tr", "tc"))
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
        else:
            yield from _blocks_of(element, depth)


def _blocks_of(element: Any, depth: int) -> Iterator[WordBlock]:
    cells = table_cells(element)
    inner = _inner(element, cells) if depth < _DEEPEST else ()
    if depth < _DEEPEST and (is_one_column(cells) or _largest(inner) > len(cells)):
        for cell in cells:
            yield from word_blocks(cell.element, depth + 1)
        return
    yield WordBlock(_table(cells), element, {(cell.row, cell.column): cell.element for cell in cells})
    for table in inner:
        if not is_one_column(table_cells(table)):
            yield from _blocks_of(table, depth + 1)


def _inner(table: Any, cells: tuple[TableCell, ...]) -> tuple[Any, ...]:
    """The tables right inside the cells of this one."""
    if len(list(islice(table.iter(_TABLE), 2))) < 2:
        return ()
    return tuple(inner for cell in cells for inner in children(cell.element, _TABLE))


def _largest(tables: Iterable[Any]) -> int:
    """How many cells the largest of these tables, and of those inside them, has."""
    return max((_count(table) for outer in tables for table in outer.iter(_TABLE)), default=0)


def _count(table: Any) -> int:
    return sum(1 for row in children(table, _ROW) for _ in children(row, _CELL))


def _table(cells: tuple[TableCell, ...]) -> SourceTable:
    rows: list[list[SourceCell]] = []
    for cell in cells:
        while len(rows) <= cell.row:
            rows.append([])
        rows[cell.row].append(SourceCell(cell.text, cell.row, cell.column, cell.row_span, cell.column_span))
    return SourceTable(tuple(map(tuple, rows)))
