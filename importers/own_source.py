"""The sheets of one of our own workbooks, as they are shown beside the report that was read from them."""

from __future__ import annotations

from collections.abc import Iterator

from importers.own_figures import shown_text
from importers.result import ImportResult, SourceText
from importers.workbook_cells import SheetCells, WorkbookCells
from model.form import NumberKind
from model.notes import Origin
from model.source import Place, SourceCell, SourceTable

_FARTHEST = 500, 100
"""Row and column up to which a sheet is shown."""
_ANY_KIND = NumberKind("", False, True, 15, "", ())


def own_source(result: ImportResult, book: WorkbookCells, source: str) -> SourceText:
    """The sheets in which something stands that was read, or was told of. source: the workbook's name."""
    at: dict[Origin, str] = {}
    for origin in _origins(result):
        sheet = origin.source.removeprefix(f"{source} ").rpartition("!")[0]
        if sheet in book.sheets and 0 < origin.row <= _FARTHEST[0] and 0 < origin.column <= _FARTHEST[1]:
            at[origin] = sheet
    # In the workbook's own order.
    shown = [name for name in book.sheets if name in set(at.values())]
    places: dict[Origin, Place] = {
        origin: (shown.index(sheet), origin.row - 1, origin.column - 1) for origin, sheet in at.items()
    }
    return SourceText(tuple(_table(book, book.sheets[name]) for name in shown), places)


def _origins(result: ImportResult) -> Iterator[Origin]:
    for reading in result.cells.values():
        yield from reading.origins
    yield from (item.origin for item in result.unplaced)


def _table(book: WorkbookCells, sheet: SheetCells) -> SourceTable:
    spans = dict(sheet.merged)
    rows: dict[int, list[SourceCell]] = {}
    for (row, column), content in sorted(sheet.cells.items()):
        if row <= _FARTHEST[0] and column <= _FARTHEST[1]:
            bottom, right = spans.get((row, column), (row, column))
            down, across = min(bottom, _FARTHEST[0]) - row + 1, min(right, _FARTHEST[1]) - column + 1
            text = shown_text(book, content, _ANY_KIND).strip()
            rows.setdefault(row, []).append(SourceCell(text, row - 1, column - 1, down, across))
    return SourceTable(tuple(tuple(rows.get(row, ())) for row in range(1, max(rows, default=0) + 1)))
