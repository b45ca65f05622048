"""Workbooks that hold the grids and are none of ours, as offices make them by hand, for the tests of reading them."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from model.form import Form, Grid
from model.printed import printed_blocks
from model.report import Report
from tests.importers.site_pages import SIGNATURE, TEXTS, TITLE

Figure = Callable[[str, object], object]
"""What is put into a cell, from the cell's id and its figure."""


def as_it_is(cell: str, value: object) -> object:
    return value


def put_grid(
    sheet: Worksheet,
    report: Report,
    grid: Grid,
    top: int = 1,
    left: int = 1,
    figure: Figure = as_it_is,
    *,
    merged: bool = True,
) -> int:
    """Write a grid as printed; the row behind it. merged: whether labels that span cells are merged, else repeated."""
    bottom = top
    for block in printed_blocks(grid):
        for cell in block.cells:
            row, column = top + cell.row, left + cell.column
            last = row + cell.row_span - 1, column + cell.column_span - 1
            value = figure(cell.cell, report.value(cell.cell)) if cell.cell else cell.text
            places = [(r, c) for r in range(row, last[0] + 1) for c in range(column, last[1] + 1)]
            for place in places if not merged and not cell.cell else places[:1]:
                sheet.cell(*place).value = value
            if merged and len(places) > 1:
                sheet.merge_cells(start_row=row, start_column=column, end_row=last[0], end_column=last[1])
            bottom = max(bottom, last[0] + 1)
    return bottom


def put_line(sheet: Worksheet, row: int, text: str, width: int = 1) -> int:
    """A line of text, merged over so many columns; the row behind it."""
    sheet.cell(row, 1).value = text
    if width > 1:
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
    return row + 1


def on_one_sheet(report: Report, *, width: int = 10, merged: bool = True, figure: Figure = as_it_is) -> Workbook:
    """Title, text and grids one below another on a sheet. width: of the lines of text, in merged columns."""
    book = Workbook()
    sheet = book.active
    row = put_line(sheet, 2, TITLE, width)
    for section in report.form.sections:
        for line in filter(None, (section.heading, *TEXTS.get(section.id, ()))):
            row = put_line(sheet, row, line, width)
        if section.grid:
            row = put_grid(sheet, report, report.form.grid(section.grid), row + 1, figure=figure, merged=merged) + 1
    for line in SIGNATURE:
        row = put_line(sheet, row, line, width)
    return book


def on_several_sheets(report: Report, *, names: Mapping[str, str] | None = None) -> Workbook:
    """The text on a sheet, each grid on another with a name of its own and some lines above. names: by grid."""
    book = Workbook()
    text = book.active
    text.title = "文字"
    lines = [TITLE]
    for section in report.form.sections:
        lines.extend(filter(None, (section.heading, *TEXTS.get(section.id, ()))))
        if section.grid:
            sheet = book.create_sheet((names or {}).get(section.grid, section.grid))
            put_line(sheet, 1, "附表", 6)
            sheet["B2"], sheet["E2"] = "填报单位：示例县水利局", "单位：件"
            put_grid(sheet, report, report.form.grid(section.grid), 4, 2)
    for row, line in enumerate((*lines, *SIGNATURE), 1):
        text.cell(row, 1).value = line
    return book


def side_by_side(report: Report) -> Workbook:
    """All grids beside each other, an empty column between."""
    book = Workbook()
    sheet = book.active
    put_line(sheet, 1, TITLE)
    left = 1
    for grid in report.form.grids:
        put_grid(sheet, report, grid, 3, left)
        left += grid.width + 1
    return book


def bytes_of(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def place_of_cell(form: Form, cell: str, top: int = 4, left: int = 2) -> str:
    """The address of a cell of a grid that begins there."""
    grid = form.grid(form.cells[cell].grid)
    printed = next(item for block in printed_blocks(grid) for item in block.cells if item.cell == cell)
    return f"{get_column_letter(left + printed.column)}{top + printed.row}"
