"""A grid of a collection form: cells to fill in with what they count, sums, and under each column whether it balances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from exporters.excel_formulas import Place, address, areas_on, column_letters, quoted_sheet
from exporters.excel_text import text_pixels
from exporters.templates.excel_grid_sheet import FIRST_ROW, HEADING_FONT, UNBALANCED, grid_places, write_grid
from exporters.templates.excel_page import LABEL_FONT, POINTS
from model.collection import SECTION, Order, cells_of, row_guidance, shortened
from model.form import Form, Grid, NumberKind, Relation
from model.guidance import Guidance
from model.layout import PAGE_PIXELS, Layout
from model.naming import leading_number
from model.number_text import LARGEST
from model.printed import printed_blocks
from model.relation_lines import BALANCED, BLANK, STATE_WORDS, inputs_behind

MOST_PROMPT, MOST_PROMPT_TITLE = 255, 32
"""Characters that programs show of an input message."""

WRONG, NO_NUMBER = "差", "有的不是数"
FILL_IN = PatternFill("solid", fgColor="FFFBE6")
"""Of cells that are to be filled in."""
_THIN, _FRAME = Side("thin"), Side("medium")
_BALANCE_POINTS, _SIGN_POINTS = 18, 22
_GROUP_WIDTHS = (78, 64)
"""Pixels of the labels around those of the rows: five characters in a line, and four."""
_PADDING = 7


class GridSheet(NamedTuple):
    """A grid as written. places: where its cells stand. balances: where it is said whether a column balances.

    results: what its formulas come to while nothing is filled in.
    """

    sheet: str
    places: Mapping[str, Place]
    balances: tuple[Place, ...]
    results: Mapping[tuple[str, Place], str]


def write_collection_grid(sheet: Worksheet, order: Order, grid: Grid, layout: Layout, guidance: Guidance) -> GridSheet:
    """Write the sheet; unit, year and whoever fills it in come from the first page."""
    fitted = fitted_layout(layout, order.form, grid)
    write_grid(sheet, order.form, grid, fitted)
    places = grid_places(grid)
    _unlock(sheet, order.form, grid, places, guidance)
    last = max(cell.row + cell.row_span for block in printed_blocks(grid) for cell in block.cells) + FIRST_ROW - 1
    balances = tuple(_balances(sheet, order.form, grid, places, last + 1))
    last += 1 if balances else 0
    results = {(sheet.title, place): STATE_WORDS[BLANK] for place in balances}
    for row, formula, shown in ((2, _unit_line(order), _unit_text(order)), (last + 1, _sign_line(), _SIGN_TEXT)):
        if row > 2:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=grid.width)
            sheet.row_dimensions[row].height = _SIGN_POINTS
        cell = sheet.cell(row, 1, formula)
        cell.font, cell.alignment = LABEL_FONT, Alignment("left", "center", shrink_to_fit=True)
        results[sheet.title, (row, 1)] = shown
    first = address(min(places[cell] for cell in places if not order.form.cells[cell].computed))
    for selection in sheet.sheet_view.selection[-1:]:
        selection.activeCell = selection.sqref = first
    sheet.print_area = f"A1:{column_letters(grid.width)}{last + 1}"
    return GridSheet(sheet.title, places, balances, results)


def fitted_layout(layout: Layout, form: Form, grid: Grid) -> Layout:
    """The layout for a grid of chosen rows: as many label columns as it has, none of them upright in low rows."""
    paper = layout.excel[grid.id]
    whole = form.grid(grid.id)
    if sum(len(block.rows) for block in grid.blocks) == sum(len(block.rows) for block in whole.blocks):
        return layout
    levels = grid.label_levels
    room = PAGE_PIXELS - sum(paper.columns)
    narrow = _GROUP_WIDTHS[: levels - 1]
    labels = (*narrow, room - sum(narrow)) if levels else ()
    headings = paper.headings[len(paper.headings) - max(block.heading_levels for block in grid.blocks) :]
    fitted = paper._replace(labels=labels, vertical_label=False, headings=headings, freeze="")
    return layout._replace(excel={**layout.excel, grid.id: fitted}, breaks=_fitting_breaks(layout, grid, labels))


def _fitting_breaks(layout: Layout, grid: Grid, widths: Sequence[int]) -> Mapping[str, tuple[str, ...]]:
    """Where labels break: after the number of a group, else as printed where each line fits into its column."""
    breaks = dict(layout.breaks)
    for row in (row for block in grid.blocks for row in block.rows):
        for level, label in enumerate(row.path):
            last = level == len(row.path) - 1
            room = sum(widths[level:]) if last else widths[level]
            number = leading_number(label)
            if not last and number.startswith("（") and not _fits(label, room):
                breaks[label] = number, label[len(number) :]
            if label in breaks and not all(_fits(piece, room) for piece in breaks[label]):
                del breaks[label]
    return breaks


def _fits(text: str, pixels: int) -> bool:
    return text_pixels(text, POINTS) + _PADDING <= pixels


def _unlock(sheet: Worksheet, form: Form, grid: Grid, places: Mapping[str, Place], guidance: Guidance) -> None:
    for cell in cells_of((grid,)):
        if form.cells[cell].computed:
            continue
        row, column = places[cell]
        # Covered cells too: some programs ask each of them.
        for covered in range(column, column + form.column(cell).span):
            sheet.cell(row, covered).protection = Protection(locked=False)
        sheet.cell(row, column).fill = FILL_IN
        sheet.add_data_validation(_validation(form, grid, cell, guidance, address(places[cell])))


def _validation(form: Form, grid: Grid, cell: str, guidance: Guidance, at: str) -> DataValidation:
    kind = form.cells[cell].kind
    title, text = prompt(form, grid, cell, guidance)
    smallest = -LARGEST if kind.signed else 0
    validation = DataValidation(
        type="whole" if kind.whole else "decimal",
        operator="between",
        formula1=str(smallest),
        formula2=str(LARGEST),
        allow_blank=True,
        showErrorMessage=True,
        showInputMessage=True,
    )
    validation.errorTitle, validation.error = "不能这样填", _error(kind)
    validation.promptTitle, validation.prompt = title, text
    validation.add(at)
    return validation


def prompt(form: Form, grid: Grid, cell: str, guidance: Guidance) -> tuple[str, str]:
    """Title and text of what is shown beside the cell: what it counts, as far as it fits, never a torn sentence."""
    column, row = form.column(cell), form.row(cell)
    name = "，".join(part for part in (row.short, column.short) if part)
    title = next(
        (text for text in (name, row.short, column.short) if text and len(text) <= MOST_PROMPT_TITLE), grid.name
    )
    said = guidance.cell(cell).text or row_guidance(guidance, grid, row).text
    return title, shortened(said, MOST_PROMPT - len(_closing(form.cells[cell].kind)) - 1) + "\n" + _closing(
        form.cells[cell].kind
    )


def _closing(kind: NumberKind) -> str:
    if kind.whole:
        return f"填整数（{kind.unit}），没有的填0。" if kind.unit else "填整数，没有的填0。"
    return f"单位：{kind.unit}，最多{kind.decimals}位小数，没有的填0。"


def _error(kind: NumberKind) -> str:
    number = "整数" if kind.whole else "数"
    return f"只能填{number}，" + ("可以带负号。" if kind.signed else "不能小于0。") + "没有的填0，不要填文字或单位。"


def _balances(sheet: Worksheet, form: Form, grid: Grid, places: Mapping[str, Place], row: int) -> Iterator[Place]:
    """Under each column of figures that has to balance, whether it does; the columns' places."""
    relations = [
        relation
        for relation in form.relations
        if relation.kind == "balance"
        and relation.grid == grid.id
        and all(c in places for c in (*relation.left, *relation.right))
    ]
    if not relations:
        return
    labels = grid.label_levels
    for column in range(1, grid.width + 1):
        sheet.cell(row, column).border = Border(
            left=_FRAME if column == 1 else _THIN,
            right=_FRAME if column == grid.width else _THIN,
            bottom=_FRAME,
        )
    if labels:
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=labels)
        label = sheet.cell(row, 1, "校核（填完后应为“平衡”）")
        label.font, label.alignment = HEADING_FONT, Alignment("left", "center", shrink_to_fit=True)
    sheet.row_dimensions[row].height = _BALANCE_POINTS
    found = []
    for relation in relations:
        place = row, places[relation.left[0]][1]
        cell = sheet.cell(*place, "=" + _balance_formula(sheet, form, relation, places))
        cell.font, cell.alignment = LABEL_FONT, Alignment("center", "center", shrink_to_fit=True)
        found.append(place)
        yield place
    first = address(found[0])
    area = f"{first}:{address(found[-1])}"
    rule = FormulaRule(formula=[f'LEFT({first},1)="{WRONG}"'], **UNBALANCED)  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(area, rule)


def _balance_formula(sheet: Worksheet, form: Form, relation: Relation, places: Mapping[str, Place]) -> str:
    behind = inputs_behind(form, (*relation.left, *relation.right))
    here = quoted_sheet(sheet.title)
    cells = _here(areas_on(here, [places[cell] for cell in behind]), here)
    left, right = (
        _here(areas_on(here, [places[cell] for cell in side]), here) for side in (relation.left, relation.right)
    )
    difference = f"(SUM({left})-SUM({right}))"
    judged = f'IF({difference}=0,"{STATE_WORDS[BALANCED]}","{WRONG}"&TEXT({difference},"+0;-0"))'
    filled = f'IF(COUNT({cells})<{len(behind)},"{STATE_WORDS[BLANK]}",{judged})'
    return f'IF(COUNTA({cells})>COUNT({cells}),"{NO_NUMBER}",{filled})'


def _here(areas: str, sheet: str) -> str:
    return areas.replace(f"{sheet}!", "")


def _unit_line(order: Order) -> str:
    section = '&"　　科室："&report.section' if order.kind == SECTION else ""
    return f'="填报单位："&report.unit{section}&"　　"&report.year&"年度"'


def _unit_text(order: Order) -> str:
    section = f"　　科室：{order.section}" if order.kind == SECTION else ""
    return f"填报单位：{order.unit}{section}　　{order.year or ''}年度"


_SIGN_TEXT = "填表人：　　　　　　负责人：　　　　　　日期："


def _sign_line() -> str:
    return '="填表人："&IF(report.filler="","　　　　　　",report.filler&"　　")&"负责人："&IF(report.leader="","　　　　　　",report.leader&"　　")&"日期："&IF(ISNUMBER(report.date),TEXT(report.date,"yyyy-mm-dd"),report.date)'
