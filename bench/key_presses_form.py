"""The statutory form as an office gets it for Excel: the three grids with their labels, without figures.

What the key presses are counted on in LibreOffice Calc; made from the same description as the window and the exports.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from model.form import Form, Grid
from model.printed import printed_blocks

FIRST_ROW = 1
"""Rows above the grid: the title."""
ROW_HEIGHT = 12
"""Points; the longest grid is on the screen as a whole."""
_LINE = Border(*(Side("thin"),) * 4)
MARK = "FFE4EDF7"
"""The title's colour; by it the sheet's corner is found on the screen."""


class Place(NamedTuple):
    """Where a cell of the form stands: sheet from 0, row and column from 1. columns: how many the sheet has."""

    sheet: int
    row: int
    column: int
    columns: int

    @property
    def address(self) -> str:
        """As Calc names it."""
        return f"{get_column_letter(self.column)}{self.row}"


def places_of(form: Form) -> dict[str, Place]:
    """The cells' places, in the order in which they are printed."""
    return {
        cell.cell: Place(sheet, FIRST_ROW + 1 + cell.row, 1 + cell.column, grid.width)
        for sheet, grid in enumerate(form.grids)
        for block in printed_blocks(grid)
        for cell in block.cells
        if cell.cell
    }


def write_form(form: Form, path: Path, *, totals: bool) -> None:
    """Write the blank form; totals: the computed cells hold sums."""
    book = Workbook()
    book.remove(book.active)
    places = places_of(form)
    for grid in form.grids:
        sheet = book.create_sheet(grid.sheet)
        _labels(sheet, grid)
        first = next(cell for cell in form.inputs if form.cells[cell].grid == grid.id)
        for view in sheet.views.sheetView:
            for selection in view.selection:
                selection.activeCell = selection.sqref = places[first].address
        if totals:
            for cell in (cell for cell in form.totals if form.cells[cell].grid == grid.id):
                sheet[places[cell].address] = "=" + "+".join(places[part].address for part in form.cells[cell].parts)
    book.save(path)


def _labels(sheet: Worksheet, grid: Grid) -> None:
    sheet.cell(1, 1, grid.title).font = Font(size=9, bold=True)
    sheet.cell(1, 1).fill = PatternFill("solid", fgColor=MARK)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=grid.width)
    sheet.row_dimensions[1].height = ROW_HEIGHT
    for column in range(1, grid.width + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 8
    for block in printed_blocks(grid):
        for cell in block.cells:
            top, left = FIRST_ROW + 1 + cell.row, 1 + cell.column
            sheet.row_dimensions[top].height = ROW_HEIGHT
            target = sheet.cell(top, left, cell.text or None)
            target.border = _LINE
            target.alignment = Alignment("center", "center", wrap_text=bool(cell.text), shrink_to_fit=not cell.text)
            if cell.row_span > 1 or cell.column_span > 1:
                bottom, right = top + cell.row_span - 1, left + cell.column_span - 1
                sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
