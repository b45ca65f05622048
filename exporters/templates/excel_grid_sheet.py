"""A grid as a worksheet of the default template: merged as printed, ready for the printer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from exporters.excel_formulas import Place, absolute, address, column_letters, parse_address, ranges, total_formula
from exporters.excel_text import ROW_SLACK, line_count, row_height
from exporters.templates.excel_page import LABEL_FONT, POINTS, TITLE_FONT, set_page, set_widths
from model.form import Form, Grid
from model.layout import Layout, PaperGrid
from model.printed import PrintedCell, printed_blocks
from model.relation_lines import inputs_behind

FIRST_ROW = 3
"""The worksheet's row for the grid's first row; above it stand the title and the unit."""

PAGE_POINTS = 728.0
"""The height of an A4 page between the margins."""

HEADING_FONT = Font(name="黑体", size=POINTS, charset=134)
FIGURE_FONT = Font(name="Times New Roman", size=POINTS)
BAND = PatternFill("solid", fgColor="C6D9F1")
COMPUTED = PatternFill("solid", fgColor="F2F2F2")
UNBALANCED = {
    "fill": PatternFill("solid", bgColor="FFC7CE", fgColor="FFC7CE"),
    "font": Font(color="9C0006"),
}
_THIN, _FRAME = Side("thin"), Side("medium")


def grid_places(grid: Grid) -> Mapping[str, Place]:
    """Where each cell of the grid stands in its worksheet, by cell id."""
    cells = (cell for block in printed_blocks(grid) for cell in block.cells if cell.cell)
    return {cell.cell: _place(cell) for cell in cells}


def write_grid(sheet: Worksheet, form: Form, grid: Grid, layout: Layout) -> None:
    """Write the grid with everything but figures."""
    paper = layout.excel[grid.id]
    cells = [cell for block in printed_blocks(grid) for cell in block.cells]
    rows = max(cell.row + cell.row_span for cell in cells)
    _heading(sheet, grid)
    set_widths(sheet, (*paper.labels, *paper.columns))
    for cell in cells:
        _write(sheet, form, grid, cell, paper, layout)
    _frame(sheet, cells, rows, grid.width)
    heights = _heights(grid, paper, layout, rows)
    for number, height in enumerate(heights):
        sheet.row_dimensions[FIRST_ROW + number].height = height
    _balances(sheet, form, grid)
    _totals(sheet, form, grid)
    _page(sheet, grid, paper, FIRST_ROW + rows - 1, sum(heights) + 50)


def _place(cell: PrintedCell) -> Place:
    return FIRST_ROW + cell.row, 1 + cell.column


def _heading(sheet: Worksheet, grid: Grid) -> None:
    """The title, and under it the unit and year; the grid's note stands over its last two columns."""
    width = grid.width
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=width)
    title = sheet.cell(1, 1, grid.title)
    title.font, title.alignment = TITLE_FONT, Alignment("center", "center", shrink_to_fit=True)
    sheet.row_dimensions[1].height = 30
    sheet.row_dimensions[2].height = 20
    left = width - 2 if grid.note and width > 3 else width
    sheet.merge_cells(start_row=2, end_row=2, start_column=1, end_column=left)
    unit = sheet.cell(2, 1, "填报单位：{{unit}}　　{{year}}年度")
    unit.font, unit.alignment = LABEL_FONT, Alignment("left", "center", shrink_to_fit=True)
    if left < width:
        sheet.merge_cells(start_row=2, end_row=2, start_column=left + 1, end_column=width)
        note = sheet.cell(2, left + 1, grid.note)
        note.font, note.alignment = LABEL_FONT, Alignment("right", "center")


def _write(sheet: Worksheet, form: Form, grid: Grid, cell: PrintedCell, paper: PaperGrid, layout: Layout) -> None:
    row, column = _place(cell)
    if cell.row_span > 1 or cell.column_span > 1:
        end_row, end_column = row + cell.row_span - 1, column + cell.column_span - 1
        sheet.merge_cells(start_row=row, end_row=end_row, start_column=column, end_column=end_column)
    target = sheet.cell(row, column)
    if cell.cell:
        _write_figure(sheet, form, grid, cell, paper)
        return
    target.value = "\n".join(layout.pieces(cell.text)) or None
    banded = cell.role == "block_heading"
    heading = banded or cell.role == "column_heading" or (cell.role == "corner" and paper.labels_centred)
    target.font = HEADING_FONT if heading else LABEL_FONT
    if banded:
        target.fill = BAND
    target.alignment = _label_alignment(cell, grid, paper)


def _label_alignment(cell: PrintedCell, grid: Grid, paper: PaperGrid) -> Alignment:
    if _vertical(cell, paper):
        return Alignment("center", "center", text_rotation=255)
    label_of_rows = cell.role == "row_label" and cell.row_span == 1 and not paper.labels_centred
    left = cell.role == "block_heading" or label_of_rows
    return Alignment("left" if left else "center", "center", wrap_text=True)


def _vertical(cell: PrintedCell, paper: PaperGrid) -> bool:
    return paper.vertical_label and cell.role == "row_label" and cell.column == 0 and cell.column_span == 1


def _write_figure(sheet: Worksheet, form: Form, grid: Grid, cell: PrintedCell, paper: PaperGrid) -> None:
    target = sheet.cell(*_place(cell))
    kind = form.cells[cell.cell].kind
    # A figure set right keeps off the rule by the width of a 0: programs apply an indent unevenly.
    gap = paper.number_format.removeprefix("0") or ("" if paper.figures_centred else "_0")
    target.number_format = ("0" if kind.whole else "General") + gap
    target.font = FIGURE_FONT
    target.alignment = Alignment("center" if paper.figures_centred else "right", "center", shrink_to_fit=True)
    if cell.role == "computed":
        target.fill = COMPUTED
        places = grid_places(grid)
        target.value = "=" + total_formula([places[part] for part in form.cells[cell.cell].parts])


def _frame(sheet: Worksheet, cells: list[PrintedCell], rows: int, width: int) -> None:
    """Rules around every cell, on covered cells too: programs draw what each cell says, not the merged one."""
    for cell in cells:
        bottom, right = cell.row + cell.row_span, cell.column + cell.column_span
        for row in range(cell.row, bottom):
            for column in range(cell.column, right):
                sheet.cell(FIRST_ROW + row, 1 + column).border = Border(
                    left=_side(column == cell.column, column == 0),
                    right=_side(column == right - 1, column == width - 1),
                    top=_side(row == cell.row, row == 0),
                    bottom=_side(row == bottom - 1, row == rows - 1),
                )


def _side(edge: bool, outer: bool) -> Side:
    if outer:
        return _FRAME
    return _THIN if edge else Side()


def _heights(grid: Grid, paper: PaperGrid, layout: Layout, rows: int) -> list[float]:
    """The rows' heights: those of the layout, more where a label needs it."""
    heights = [0.0] * rows
    widths = (*paper.labels, *paper.columns)
    for number, height in _given_heights(grid, paper, layout):
        heights[number] = height
    for block in printed_blocks(grid):
        for cell in sorted(block.cells, key=lambda cell: cell.row_span):
            if cell.text and cell.role != "block_heading":
                last = cell.row + cell.row_span
                lacking = _needed(cell, paper, layout, widths) - sum(heights[cell.row : last])
                heights[last - 1] += max(0.0, lacking)
    return heights


def _given_heights(grid: Grid, paper: PaperGrid, layout: Layout) -> Iterator[tuple[int, float]]:
    for block, printed in zip(grid.blocks, printed_blocks(grid), strict=True):
        first = printed.first_row
        if block.heading:
            yield first, paper.block_heading
            first += 1
        for level in range(block.heading_levels):
            # A block with fewer levels takes the lowest ones: those hold the wrapped headings.
            yield first + level, paper.headings[len(paper.headings) - block.heading_levels + level]
        for number, row in enumerate(block.rows):
            lines = len(layout.pieces(row.path[-1])) if row.path else 1
            yield printed.first_row + printed.heading_rows + number, paper.rows[min(lines, len(paper.rows)) - 1]


def _needed(cell: PrintedCell, paper: PaperGrid, layout: Layout, widths: tuple[int, ...]) -> float:
    if _vertical(cell, paper):
        return row_height(len(cell.text), POINTS)
    width = sum(widths[cell.column : cell.column + cell.column_span])
    lines = sum(line_count(piece, POINTS, width + 5) for piece in layout.pieces(cell.text))
    return row_height(lines, POINTS) - (ROW_SLACK if cell.role == "column_heading" else 0)


def _balances(sheet: Worksheet, form: Form, grid: Grid) -> None:
    """Mark the cells of a relation that does not hold; silent while one of them is blank."""
    places = grid_places(grid)
    for relation in form.relations:
        cells = (*relation.left, *relation.right)
        if relation.kind != "balance" or relation.grid != grid.id or any(cell not in places for cell in cells):
            continue
        left, right = (ranges([places[cell] for cell in side]) for side in (relation.left, relation.right))
        together = [places[cell] for cell in cells]
        # What was filled in, not totals, which are there as soon as one of their parts is.
        behind = [places[cell] for cell in inputs_behind(form, cells)]
        fixed = [_absolute_list(text) for text in (left, right, ranges(behind))]
        formula = f"AND(COUNT({fixed[2]})={len(behind)},SUM({fixed[0]})<>SUM({fixed[1]}))"
        area = " ".join(address(place) for place in sorted(together))
        rule = FormulaRule(formula=[formula], **UNBALANCED)  # type: ignore[no-untyped-call]
        sheet.conditional_formatting.add(area, rule)


def _totals(sheet: Worksheet, form: Form, grid: Grid) -> None:
    """Mark a total that was typed over and is no longer what its parts come to; one rule for totals of like shape."""
    places = grid_places(grid)
    alike: dict[tuple[Place, ...], list[Place]] = {}
    for relation in form.relations:
        (total, *parts) = (*relation.right, *relation.left)
        if relation.kind == "total" and relation.grid == grid.id and all(cell in places for cell in (total, *parts)):
            row, column = places[total]
            shape = tuple((places[part][0] - row, places[part][1] - column) for part in parts)
            alike.setdefault(shape, []).append((row, column))
    for shape, totals in alike.items():
        row, column = min(totals)
        parts_there = ranges([(row + down, column + right) for down, right in shape])
        here = address((row, column))
        formula = f"AND(ISNUMBER({here}),ROUND({here}-SUM({parts_there}),6)<>0)"
        area = " ".join(address(place) for place in sorted(totals))
        rule = FormulaRule(formula=[formula], **UNBALANCED)  # type: ignore[no-untyped-call]
        sheet.conditional_formatting.add(area, rule)


def _absolute_list(text: str) -> str:
    parts = (":".join(absolute(parse_address(end)) for end in part.split(":")) for part in text.split(","))
    return ",".join(parts)


def _page(sheet: Worksheet, grid: Grid, paper: PaperGrid, last_row: int, points: float) -> None:
    blocks = printed_blocks(grid)
    single = len(blocks) == 1
    titles = FIRST_ROW - 1 + (blocks[0].heading_rows if single else 0)
    set_page(sheet, f"A1:{column_letters(grid.width)}{last_row}", titles)
    nearly_full = 0.7 * PAGE_POINTS < points < 1.1 * PAGE_POINTS
    sheet.page_setup.fitToHeight = 1 if nearly_full else 0
    labels = blocks[0].label_columns if single else 0
    sheet.freeze_panes = paper.freeze or f"{column_letters(labels + 1)}{titles + 1}"
