"""The first page of a collection form, where it is said who fills it in, and the page on what the rows count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Protection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from exporters.collection_grid import FILL_IN, NO_NUMBER, WRONG, GridSheet
from exporters.excel_formulas import Place, absolute, address, column_letters, quoted_sheet
from exporters.excel_text import line_count, row_height
from exporters.templates.excel_grid_sheet import BAND, HEADING_FONT, UNBALANCED
from exporters.templates.excel_page import LABEL_FONT, POINTS, TITLE_FONT, set_page, set_widths
from exporters.templates.excel_table import TableColumn, frame, write_head
from model.collection import COVER_LABELS, GUIDANCE_SHEET, SECTION, Order, row_guidance
from model.dates import FIRST_YEAR, LAST_YEAR
from model.form import Form, Grid
from model.guidance import Guidance
from model.relation_lines import BALANCED, BLANK, STATE_WORDS

_WIDTHS = (150, 493)
_ROW_POINTS = 26
_FIRST = 3
_COLUMNS = (
    TableColumn("项目", 190, "left"),
    TableColumn("怎样填", 293, "left"),
    TableColumn("依据", 160, "left"),
)


class Page(NamedTuple):
    """A page as written: its names (sheet and place), and what its formulas come to while nothing is filled in."""

    names: Mapping[str, tuple[str, Place]]
    results: Mapping[tuple[str, Place], str]


class _Line(NamedTuple):
    name: str
    label: str
    value: str | int | None
    free: bool
    prompt: str


def write_cover(sheet: Worksheet, order: Order, grids: Sequence[GridSheet]) -> Page:
    """Write the first page: unit, year, section, who fills it in, whether all balances, and how it is filled in."""
    set_widths(sheet, _WIDTHS)
    title = "政府信息公开工作年度报告" + ("科室采集单" if order.kind == SECTION else "数据采集表")
    _wide(sheet, 1, title, True)
    sheet.row_dimensions[1].height = 40
    names = {"report.cover": (sheet.title, (1, 1))}
    row = _FIRST
    for line in _lines(order):
        _write_line(sheet, row, line)
        names[f"report.{line.name}"] = sheet.title, (row, 2)
        row += 1
    results = {}
    balances = [(grid.sheet, place) for grid in grids for place in grid.balances]
    if balances:
        _write_line(sheet, row, _Line("", "校核结果", "=" + _verdict(balances), False, ""))
        results[sheet.title, (row, 2)] = STATE_WORDS[BLANK]
        area = f"B{row}"
        rule = FormulaRule(formula=[f'LEFT({area},1)="有"'], **UNBALANCED)  # type: ignore[no-untyped-call]
        sheet.conditional_formatting.add(area, rule)
        row += 1
    frame(sheet, _FIRST, row - 1, 2)
    row += 1
    for text in _how(order, bool(balances)):
        _wide(sheet, row, text, False)
        row += 1
    first = next(place for _, place in names.values() if not sheet.cell(*place).protection.locked)
    for selection in sheet.sheet_view.selection:
        selection.activeCell = selection.sqref = address(first)
    set_page(sheet, f"A1:B{row - 1}", 0)
    return Page(names, results)


def _lines(order: Order) -> Iterator[_Line]:
    yield _line("unit", order.unit or None, not order.unit, "填单位全称。")
    yield _line("year", order.year or None, not order.year, f"填四位数的年份，{FIRST_YEAR} 以后。")
    if order.kind == SECTION:
        yield _line("section", order.section or None, False, "")
    yield _line("filler", None, True, "填姓名。")
    yield _line("leader", None, True, "填姓名。")
    yield _line("phone", None, True, "")
    yield _line("date", None, True, "如 2026-01-10。")


def _line(name: str, value: str | int | None, free: bool, prompt_: str) -> _Line:
    return _Line(name, COVER_LABELS[name], value, free, prompt_)


def _write_line(sheet: Worksheet, row: int, line: _Line) -> None:
    sheet.row_dimensions[row].height = _ROW_POINTS
    label = sheet.cell(row, 1, line.label)
    label.font, label.alignment = HEADING_FONT, Alignment("center", "center")
    cell = sheet.cell(row, 2, line.value)
    if isinstance(line.value, str) and line.name:
        lines = line_count(line.value, POINTS, _WIDTHS[1] - 2 * POINTS)
        sheet.row_dimensions[row].height = max(_ROW_POINTS, row_height(lines, POINTS))
        # Text, whatever it begins with.
        cell.data_type = "s"
    cell.font, cell.alignment = LABEL_FONT, Alignment("left", "center", wrap_text=True, indent=1)
    if not line.free:
        return
    cell.protection = Protection(locked=False)
    cell.fill = FILL_IN
    if line.name in ("filler", "leader", "phone", "date"):
        cell.number_format = "@"
    if line.name == "year":
        year = DataValidation("whole", f"{FIRST_YEAR}", f"{LAST_YEAR}", showErrorMessage=True, operator="between")
        year.errorTitle, year.error = "不能这样填", "请填四位数的年份，如 2025。"
    elif line.prompt:
        year = DataValidation()
    else:
        return
    year.showInputMessage, year.promptTitle, year.prompt = True, line.label, line.prompt
    year.add(f"B{row}")
    sheet.add_data_validation(year)


def _verdict(balances: Sequence[tuple[str, Place]]) -> str:
    """One sentence on all columns that have to balance."""
    cells = [f"{quoted_sheet(sheet)}!{absolute(place)}" for sheet, place in balances]
    wrong = "+".join(f'(LEFT({cell},1)="{WRONG}")' for cell in cells)
    open_ = "+".join(f'(LEFT({cell},1)="{STATE_WORDS[BLANK][0]}")' for cell in cells)
    odd = "+".join(f'({cell}="{NO_NUMBER}")' for cell in cells)
    return (
        f'IF(({odd})>0,"{NO_NUMBER}，请看各表",IF(({wrong})>0,"有 "&({wrong})&" 列不平衡，见各表最后一行",'
        f'IF(({open_})>0,"{STATE_WORDS[BLANK]}","全部{STATE_WORDS[BALANCED]}")))'
    )


def _how(order: Order, balances: bool) -> Iterator[str]:
    yield "填表说明"
    yield "1. 只填浅黄色的格，其他的格已锁定；灰色的格自动合计。选中一格，旁边会显示它计什么，全部说明见最后一张工作表。"
    yield "2. 没有发生的填 0，不要留空，也不要填文字或单位。"
    check = "填完后看每列下面的校核，应为“平衡”。" if balances else ""
    yield f"3. 不要增删行列，不要剪切、拖动格子，不要改工作表里的名称。{check}"
    yield "4. 填好后保存，把这个文件原样交回。" + ("" if order.kind != SECTION else "由公开工作机构直接读入年报。")


def _wide(sheet: Worksheet, row: int, text: str, title: bool) -> None:
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
    cell = sheet.cell(row, 1, text)
    cell.font = TITLE_FONT if title else LABEL_FONT
    cell.alignment = Alignment("center" if title else "left", "center", wrap_text=True)
    if not title:
        sheet.row_dimensions[row].height = row_height(line_count(text, POINTS, sum(_WIDTHS)), POINTS)


def write_guidance(sheet: Worksheet, form: Form, grids: Sequence[Grid], guidance: Guidance) -> Page:
    """Write what each row and each column of these grids counts, and where the law says so."""
    set_widths(sheet, [column.pixels for column in _COLUMNS])
    sheet.merge_cells("A1:C1")
    title = sheet.cell(1, 1, GUIDANCE_SHEET)
    title.font, title.alignment = TITLE_FONT, Alignment("center", "center")
    sheet.row_dimensions[1].height = 30
    write_head(sheet, 2, _COLUMNS)
    row = 3
    for grid in grids:
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=3)
        band = sheet.cell(row, 1, f"{grid.name}　{grid.title}")
        band.font, band.fill, band.alignment = HEADING_FONT, BAND, Alignment("left", "center")
        sheet.row_dimensions[row].height = 20
        row += 1
        for values in _explained(form, grid, guidance):
            _write_explained(sheet, row, values)
            row += 1
    frame(sheet, 2, row - 1, 3)
    set_page(sheet, f"A1:{column_letters(3)}{row - 1}", 2)
    sheet.freeze_panes = "A3"
    return Page({"report.guidance": (sheet.title, (1, 1))}, {})


def _explained(form: Form, grid: Grid, guidance: Guidance) -> Iterator[tuple[str, str, str]]:
    for block in grid.blocks:
        for row in block.rows:
            if not row.sum_of:
                found = row_guidance(guidance, grid, row)
                yield _label(row.path) or grid.title, found.text, found.article
    said: dict[str, tuple[str, str]] = {}
    for block in grid.blocks:
        for column in block.columns:
            text = guidance.columns.get(f"{grid.id}.{column.id}")
            if text is not None and not column.sum_of:
                said.setdefault(_label(column.path, "栏目："), (text.text, text.article))
    yield from ((label, *texts) for label, texts in said.items())


def _label(path: Sequence[str], before: str = "") -> str:
    """The labels one inside the other; what takes more than a line has one a line, or a mark might stand alone."""
    label = before + "›".join(path)
    return label if line_count(label, POINTS, _COLUMNS[0].pixels) == 1 else before + "›\n".join(path)


def _write_explained(sheet: Worksheet, row: int, values: Sequence[str]) -> None:
    lines = 1
    for number, (column, value) in enumerate(zip(_COLUMNS, values, strict=True), 1):
        cell = sheet.cell(row, number, value or None)
        cell.font, cell.alignment = LABEL_FONT, Alignment("left", "center", wrap_text=True)
        lines = max(lines, line_count(value, POINTS, column.pixels))
    sheet.row_dimensions[row].height = row_height(lines, POINTS)
