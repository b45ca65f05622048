"""The sheet 上年对比: every figure of the year before beside this year's, and the change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpyxl.styles import Alignment
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from exporters.excel_formulas import Place, absolute, quoted_sheet
from exporters.templates.excel_checks_sheet import Where
from exporters.templates.excel_grid_sheet import BAND, PAGE_POINTS
from exporters.templates.excel_table import (
    HEADING_FONT,
    ROW_POINTS,
    TableColumn,
    figures,
    frame,
    set_table_page,
    write_head,
    write_row,
    write_top,
)
from model.form import Form, Grid

SHEET = "上年对比"
TITLE = "与上年数据对比"
NAME = "derived.last_year"
FIRST_ROW = 4
_SCALE = 96
"""Percent: programs differ in the widths of columns, and one more than the page's width would go on a page of its own."""
_SLACK = 24.0
"""Points of a page left free: programs differ in the heights of rows."""

_COLUMNS = (
    TableColumn("项目", 233, "left"),
    TableColumn("栏目", 120, "left"),
    TableColumn("上年", 72, "right", figures("_0")),
    TableColumn("本年", 72, "right", figures("_0")),
    TableColumn("增减", 72, "right", "+0_0;-0_0;0_0"),
    TableColumn("增减幅度", 74, "right", "+0.0%_0;-0.0%_0;0.0%_0"),
)


def write_year(sheet: Worksheet, form: Form, where: Where) -> dict[str, tuple[Place, Place]]:
    """Write the sheet, a row a cell of the form; the area of the name by which filling and reading find them."""
    write_top(sheet, TITLE, _COLUMNS)
    write_head(sheet, FIRST_ROW - 1, _COLUMNS)
    row, groups = FIRST_ROW, list[tuple[int, int]]()
    for grid in form.grids:
        row = _write_grid(sheet, form, grid, row, where, groups)
    frame(sheet, FIRST_ROW - 1, row - 1, len(_COLUMNS))
    set_table_page(sheet, len(_COLUMNS), FIRST_ROW - 1, row - 1, 0)
    _break_between(sheet, groups)
    return {NAME: ((FIRST_ROW, 3), (row - 1, len(_COLUMNS) + 1))}


def _break_between(sheet: Worksheet, groups: Sequence[tuple[int, int]]) -> None:
    """Break pages between groups of rows: a label over several rows is not torn from its figures.

    Programs keep such breaks only where the sheet is not fitted to pages.
    """
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=False)
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = None
    sheet.page_setup.scale = _SCALE
    room = left = PAGE_POINTS * 100 / _SCALE - _SLACK - sum(_height(sheet, row) for row in range(1, FIRST_ROW))
    for first, last in groups:
        needed = sum(_height(sheet, row) for row in range(first, last + 1))
        if needed > left:
            sheet.row_breaks.append(Break(id=first - 1))
            left = room
        left -= needed


def _height(sheet: Worksheet, row: int) -> float:
    return float(sheet.row_dimensions[row].height or ROW_POINTS)


def _write_grid(sheet: Worksheet, form: Form, grid: Grid, row: int, where: Where, groups: list[tuple[int, int]]) -> int:
    """Write the grid's rows; the row behind them. groups: first and last row of what stays on one page is added."""
    top = row
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_COLUMNS))
    band = sheet.cell(row, 1, f"{grid.name}　{grid.title}")
    band.font, band.fill, band.alignment = HEADING_FONT, BAND, Alignment("left", "center")
    sheet.row_dimensions[row].height = 20
    for cells in _rows(grid):
        first = row + 1
        for cell in cells:
            row += 1
            decimals = form.cells[cell].kind.decimals
            label, heading = _names(form, cell)
            write_row(
                sheet,
                row,
                _COLUMNS,
                (label if row == first else None, heading, None, *_formulas(cell, row, decimals, where)),
                cell,
            )
            if decimals:
                for column in (3, 4, 5):
                    sheet.cell(row, column).number_format = "General_0"
        # The grid's name stays with its first rows.
        groups.append((first if first > top + 1 else top, row))
        if row > first:
            sheet.merge_cells(start_row=first, end_row=row, start_column=1, end_column=1)
        sheet.cell(first, 1).alignment = Alignment("left", "center", wrap_text=row > first, shrink_to_fit=row == first)
    return row + 1


def _rows(grid: Grid) -> Iterator[list[str]]:
    """The cells row by row; a row of many columns without a label of its own by the groups of its columns."""
    for number, block in enumerate(grid.blocks):
        for row in range(len(block.rows)):
            ids = [grid.cell_id(number, row, column) for column in range(len(block.columns))]
            if block.rows[row].path:
                yield ids
                continue
            groups: dict[tuple[str, ...], list[str]] = {}
            for cell, column in zip(ids, block.columns, strict=True):
                groups.setdefault(column.path[:-1], []).append(cell)
            yield from groups.values()


def _names(form: Form, cell: str) -> tuple[str, str]:
    path, column = form.row(cell).path, form.column(cell)
    if not path:
        return "›".join(column.path[:-1]), column.path[-1]
    return path[-1], column.short


def _formulas(cell: str, row: int, decimals: int, where: Where) -> tuple[str, str, str]:
    sheet, place = where[cell]
    source = f"{quoted_sheet(sheet)}!{absolute(place)}"
    both = f"AND(ISNUMBER(C{row}),ISNUMBER(D{row}))"
    change = f"D{row}-C{row}" if not decimals else f"ROUND(D{row}-C{row},{decimals})"
    return (
        f'=IF({source}="","",{source})',
        f'=IF({both},{change},"")',
        f'=IF({both},IF(C{row}=0,"",(D{row}-C{row})/C{row}),"")',
    )
