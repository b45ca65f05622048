"""The sheet 主要数据: the figures of chart.toml as a table, and a native chart for each of its groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from exporters.excel_formulas import Place, address, areas_on, quoted_sheet
from exporters.templates.excel_checks_sheet import Where
from exporters.templates.excel_table import (
    TableColumn,
    figures,
    frame,
    set_table_page,
    write_head,
    write_row,
    write_top,
)
from model.form import Form
from model.relation_lines import STATE_WORDS, UNREADABLE, inputs_behind
from model.year_chart import BarGroup

SHEET = "主要数据"
TITLE = "主要数据"
NAME, YEAR_NAME, LAST_YEAR_NAME = "derived.chart", "derived.year", "derived.year_before"
MISSING = "未填"
FIRST_ROW = 4
BESIDE = 2
"""Charts in one row of the page."""

_COLUMNS = (
    TableColumn("类别", 190, "left"),
    TableColumn("项目", 153, "left"),
    TableColumn("本年", 100, "right", figures("_0_0")),
    TableColumn("上年", 100, "right", figures("_0_0")),
    TableColumn("增减", 100, "right", "+0_0_0;-0_0_0;0_0_0"),
)
_CHART_ROWS = 11


class ChartPlace(NamedTuple):
    """A chart of one group: first and last row of its figures; the rows from 0 between which it stands.

    half: of the page's width, 0 the left and 1 the right one.
    """

    title: str
    first: int
    last: int
    top: int
    bottom: int
    half: int


def write_chart_sheet(
    sheet: Worksheet, form: Form, groups: Sequence[BarGroup], where: Where
) -> tuple[dict[str, tuple[Place, Place]], tuple[ChartPlace, ...]]:
    """Write the table; the areas of its names, and where the charts belong."""
    write_top(sheet, TITLE, _COLUMNS)
    write_head(sheet, FIRST_ROW - 1, _COLUMNS)
    row, spans = FIRST_ROW, []
    for group in groups:
        first = row
        for bar in group.bars:
            cells = ",".join(_reference(where[cell]) for cell in bar.cells)
            behind = _areas(inputs_behind(form, bar.cells), where)
            missing = f'IF(COUNTA({behind})>COUNT({behind}),"{STATE_WORDS[UNREADABLE]}","{MISSING}")'
            formula = f"=IF(COUNT({cells})<{len(bar.cells)},{missing},SUM({cells}))"
            change = f'=IF(AND(ISNUMBER(C{row}),ISNUMBER(D{row})),C{row}-D{row},"")'
            title = f"{group.title}（{group.unit}）" if row == first else None
            write_row(sheet, row, _COLUMNS, (title, bar.label, formula, None, change), "+".join(bar.cells))
            row += 1
        if row - 1 > first:
            sheet.merge_cells(start_row=first, end_row=row - 1, start_column=1, end_column=1)
        sheet.cell(first, 1).alignment = Alignment("left", "center", wrap_text=True)
        spans.append((group.title, first, row - 1))
    frame(sheet, FIRST_ROW - 1, row - 1, len(_COLUMNS))
    places = tuple(_place(number, row, *span) for number, span in enumerate(spans))
    set_table_page(sheet, len(_COLUMNS), FIRST_ROW - 1, max(place.bottom for place in places) + 1, 1)
    sheet.freeze_panes = None
    head = FIRST_ROW - 1
    return {
        NAME: ((FIRST_ROW, 3), (row - 1, len(_COLUMNS) + 1)),
        YEAR_NAME: ((head, 3), (head, 3)),
        LAST_YEAR_NAME: ((head, 4), (head, 4)),
    }, places


def _areas(cells: Sequence[str], where: Where) -> str:
    sheets: dict[str, list[Place]] = {}
    for cell in cells:
        sheets.setdefault(where[cell][0], []).append(where[cell][1])
    return ",".join(areas_on(quoted_sheet(sheet), places) for sheet, places in sheets.items())


def _reference(at: tuple[str, Place]) -> str:
    return f"{quoted_sheet(at[0])}!{address(at[1])}"


def _place(number: int, below: int, title: str, first: int, last: int) -> ChartPlace:
    top = below + number // BESIDE * (_CHART_ROWS + 1)
    return ChartPlace(title, first, last, top, top + _CHART_ROWS, number % BESIDE)
