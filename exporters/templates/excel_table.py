"""A framed table with headings on a sheet of the default template that is no grid of the form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from exporters.excel_formulas import column_letters
from exporters.templates.excel_page import LABEL_FONT, POINTS, TITLE_FONT, set_page, set_widths

HEADING_FONT = Font(name="黑体", size=POINTS, charset=134)
FIGURE_FONT = Font(name="Times New Roman", size=POINTS)
UNIT_LINE = "填报单位：{{unit}}　　{{year}}年度"
ROW_POINTS = 15.75
HEAD_POINTS = 20.0

_THIN, _FRAME = Side("thin"), Side("medium")


class TableColumn(NamedTuple):
    """A column: heading, width in pixels, where its cells stand ("left", "center", "right"), number format of figures."""

    heading: str
    pixels: int
    side: str
    number_format: str = ""


def figures(gap: str) -> str:
    """A number format that keeps figures away from the edge by this gap, and words in their places (未填, —) as well."""
    return f"0{gap};-0{gap};0{gap};@{gap}"


def write_top(sheet: Worksheet, title: str, columns: Sequence[TableColumn]) -> None:
    """The title, the unit under it, and the columns' widths; the column behind the last is hidden, for keys."""
    set_widths(sheet, [column.pixels for column in columns])
    sheet.column_dimensions[column_letters(len(columns) + 1)].hidden = True
    for row, text, font, side, height in (
        (1, title, TITLE_FONT, "center", 30),
        (2, UNIT_LINE, LABEL_FONT, "left", 20),
    ):
        write_line(sheet, row, len(columns), text, font, side)
        sheet.row_dimensions[row].height = height


def write_line(sheet: Worksheet, row: int, columns: int, text: str, font: Font, side: str) -> None:
    """A text over the whole width."""
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    cell = sheet.cell(row, 1, text)
    cell.font, cell.alignment = font, Alignment(side, "center", shrink_to_fit=True)


def write_head(sheet: Worksheet, row: int, columns: Sequence[TableColumn]) -> None:
    """The row of headings."""
    sheet.row_dimensions[row].height = HEAD_POINTS
    for number, column in enumerate(columns, 1):
        cell = sheet.cell(row, number, column.heading)
        cell.font, cell.alignment = HEADING_FONT, Alignment("center", "center", shrink_to_fit=True)


def write_row(
    sheet: Worksheet, row: int, columns: Sequence[TableColumn], values: Sequence[str | int | None], key: str
) -> None:
    """A row of the table; its key stands in the hidden column."""
    sheet.row_dimensions[row].height = ROW_POINTS
    for number, (column, value) in enumerate(zip(columns, values, strict=True), 1):
        cell = sheet.cell(row, number, value)
        cell.font = FIGURE_FONT if column.number_format else LABEL_FONT
        cell.alignment = Alignment(column.side, "center", shrink_to_fit=True)
        if column.number_format:
            cell.number_format = column.number_format
    if key:
        sheet.cell(row, len(columns) + 1, key)


def frame(sheet: Worksheet, first: int, last: int, columns: int) -> None:
    """Thin rules around each cell of these rows, a stronger one around all of them."""
    for row in range(first, last + 1):
        for column in range(1, columns + 1):
            sheet.cell(row, column).border = Border(
                left=_FRAME if column == 1 else _THIN,
                right=_FRAME if column == columns else _THIN,
                top=_FRAME if row == first else _THIN,
                bottom=_FRAME if row == last else _THIN,
            )


def set_table_page(sheet: Worksheet, columns: int, titles: int, last_row: int, pages_high: int) -> None:
    """Print the table without its keys; the rows above its body stay in view and are repeated."""
    set_page(sheet, f"A1:{column_letters(columns)}{last_row}", titles)
    sheet.page_setup.fitToHeight = pages_high
    sheet.freeze_panes = f"A{titles + 1}"
