"""The cells of a workbook in the old format (.xls, and .et as WPS writes it), as those of an .xlsx file.

The library reads the values; which of them are formulas, how they are formatted and what is hidden is read from the
records themselves. These are looked through first: the library lays out the whole area between the first and the last
cell, which one odd cell makes larger than any memory. Source of the records: [MS-XLS].
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from importers.workbook_cells import (
    BLANK,
    BOOLEAN,
    MOST_CELLS,
    NUMBER,
    TEXT,
    Content,
    Place,
    SheetCells,
    WorkbookCells,
    address,
    format_and_day,
    too_much,
)
from model.errors import FileFormatError, ImportProblem
from ooxml.compound import BOOK_STREAMS, stream_of

_LARGEST = 32 * 2**20
_MOST_LAID_OUT = 1_500_000
"""Places between the first and the last cells of all sheets."""

_BEGIN, _END, _SHEET, _FORMAT, _STYLE, _ROW, _COLUMNS, _FORMULA = 0x809, 0x0A, 0x85, 0x41E, 0xE0, 0x208, 0x7D, 0x06
_SINGLE = frozenset((0x203, 0xFD, 0x204, 0x27E, 0x205, 0xD6, 0x201, _FORMULA))
_FIGURES_IN_A_ROW, _BLANKS_IN_A_ROW = 0xBD, 0xBE
_NOTHING = frozenset((0x201, _BLANKS_IN_A_ROW))
"""Cells that have a format only."""


@dataclass
class _Sheet:
    """What the records say of a sheet; rows and columns count from 1. visible: whether it is shown."""

    visible: bool = True
    styles: dict[Place, int] = field(default_factory=dict)
    formulas: set[Place] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def read_old_cells(data: bytes) -> WorkbookCells:
    """The workbook's cells, without names. Raises FileFormatError for a damaged file, ImportProblem for a boundless one."""
    book = next(filter(None, (stream_of(data, name, _LARGEST) for name in BOOK_STREAMS)), b"")
    try:
        sheets, formats = _look_through(book)
    except (struct.error, IndexError) as error:
        raise _damaged() from error
    _check_size(sheets)
    values = _values(data)
    if len(values) != len(sheets):
        raise _damaged()
    found = {
        name: _cells(rows, merged, start, sheet)
        for (name, rows, merged, start), sheet in zip(values, sheets, strict=True)
    }
    return WorkbookCells(found, {}, tuple(code for code, _ in formats), tuple(day for _, day in formats))


def _look_through(book: bytes) -> tuple[list[_Sheet], list[tuple[str, bool]]]:
    """The worksheets in their order, and each style's number format with whether it shows a day."""
    sheets: list[_Sheet] = []
    codes: dict[int, str] = {}
    styles: list[int] = []
    for kind, body in _records(book, 0):
        if kind == _SHEET:
            start, state, type_ = struct.unpack_from("<LBB", body)
            if type_ == 0:
                sheets.append(_sheet(book, start, visible=state & 3 == 0))
        elif kind == _FORMAT and len(body) > 5:
            codes[struct.unpack_from("<H", body)[0]] = _format_code(body)
        elif kind == _STYLE:
            styles.append(struct.unpack_from("<H", body, 2)[0])
    return sheets, [format_and_day(str(number), codes.get(number, "")) for number in styles]


def _records(book: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records of the part of the stream that begins there, without those of parts inside it."""
    place, depth = start, 0
    while place + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, place)
        body = book[place + 4 : place + 4 + length]
        place += 4 + length
        depth += kind == _BEGIN
        if depth == 1:
            yield kind, body
        if kind == _END:
            depth -= 1
            if depth <= 0:
                return


def _format_code(body: bytes) -> str:
    length, wide = struct.unpack_from("<HB", body, 2)
    return (
        body[5 : 5 + length * 2].decode("utf-16-le", "replace") if wide & 1 else body[5 : 5 + length].decode("latin-1")
    )


def _sheet(book: bytes, start: int, *, visible: bool) -> _Sheet:
    sheet = _Sheet(visible)
    for kind, body in _records(book, start):
        if kind in _SINGLE:
            row, column, style = struct.unpack_from("<HHH", body)
            if kind not in _NOTHING:
                sheet.styles[row + 1, column + 1] = style
            if kind == _FORMULA:
                sheet.formulas.add((row + 1, column + 1))
        elif kind == _FIGURES_IN_A_ROW:
            row, first = struct.unpack_from("<HH", body)
            for place in range(4, len(body) - 6, 6):
                sheet.styles[row + 1, first + 1 + (place - 4) // 6] = struct.unpack_from("<H", body, place)[0]
        elif kind == _ROW and struct.unpack_from("<H", body, 12)[0] & 0x20:
            sheet.hidden_rows.add(struct.unpack_from("<H", body)[0] + 1)
        elif kind == _COLUMNS and struct.unpack_from("<H", body, 8)[0] & 1:
            first, last = struct.unpack_from("<HH", body)
            sheet.hidden_columns.update(range(first + 1, min(last, 255) + 2))
    return sheet


def _check_size(sheets: list[_Sheet]) -> None:
    if sum(len(sheet.styles) for sheet in sheets) > MOST_CELLS:
        raise too_much()
    laid_out = 0
    for sheet in sheets:
        rows, columns = {place[0] for place in sheet.styles}, {place[1] for place in sheet.styles}
        if sheet.styles:
            laid_out += (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)
    if laid_out > _MOST_LAID_OUT:
        last = max((place for sheet in sheets for place in sheet.styles), key=lambda place: place[0] * place[1])
        raise ImportProblem(
            f"工作簿里有离表格很远的单元格（{address(last)}），读不了。",
            "请用 Excel 或 WPS 打开，删去表格以外的行和列，另存为 .xlsx 后再导入。",
        )


def _values(data: bytes) -> list[tuple[str, list[list[Any]], list[tuple[Place, Place]], Place]]:
    """The worksheets as the library reads them: name, rows, merged areas and the first cell, both counted from 0."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
            sheets = [book.get_sheet_by_name(name) for name in names]
            return [
                (sheet.name, sheet.to_python(), sheet.merged_cell_ranges or [], sheet.start or (0, 0))
                for sheet in sheets
            ]
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        # The library's own panics are no ordinary exceptions.
        raise _damaged() from error


def _cells(rows: list[list[Any]], merged: list[tuple[Place, Place]], start: Place, sheet: _Sheet) -> SheetCells:
    cells = {}
    for row, values in enumerate(rows, start[0] + 1):
        for column, value in enumerate(values, start[1] + 1):
            place = row, column
            if value != "" or place in sheet.formulas:
                cells[place] = _content(value, place in sheet.formulas, sheet.styles.get(place, 0))
    areas = tuple(((top + 1, left + 1), (bottom + 1, right + 1)) for (top, left), (bottom, right) in merged)
    return SheetCells(
        cells, areas, "", not sheet.visible, frozenset(sheet.hidden_rows), frozenset(sheet.hidden_columns)
    )


def _content(value: Any, is_formula: bool, style: int) -> Content:
    formula = "" if is_formula else None
    if isinstance(value, bool):
        return Content(BOOLEAN, "1" if value else "0", formula, style)
    if isinstance(value, int | float):
        return Content(NUMBER, repr(value), formula, style)
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date | time | timedelta):
        return Content(TEXT, str(value), formula, 0)
    return Content(TEXT if value else BLANK, str(value), formula, style, is_formula and not value)


def _damaged() -> FileFormatError:
    return FileFormatError(
        "这个旧格式的工作簿（.xls、.et）读不出来。", "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。"
    )
