"""A whole grid put where a template has {{grid:…}}: framed cells in the font of the placeholder's cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from exporters.excel_book import Sheet
from exporters.excel_cells import Cells, Element, s, write_text
from exporters.excel_formulas import Place, address
from exporters.excel_styles import Styles
from exporters.excel_text import ROW_POINTS, line_count, row_height
from model.errors import ExportError
from model.form import Grid
from model.layout import Layout
from model.printed import PrintedCell, printed_blocks

# What stands in a worksheet between its cells and its merged cells.
_BEFORE_MERGED = "sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews"
_DIGIT_PIXELS = 7


def put_grid(
    root: Element, cells: Cells, sheet: Sheet, place: Place, grid: Grid, layout: Layout, styles: Styles
) -> Mapping[str, Place]:
    """Write the grid's labels and frames from this place on; where its figures stand, by cell id.

    Raises ExportError when something stands there already.
    """
    printed = [cell for block in printed_blocks(grid) for cell in block.cells]
    _refuse_occupied(cells, sheet, place, grid, printed)
    paper = layout.excel[grid.id]
    if root.find(s("cols")) is None:
        _set_widths(root, cells.data, place[1], (*paper.labels, *paper.columns))
    style = int(cells.cell(place).get("s") or 0)
    points = styles.points(style)
    for cell in printed:
        vertical = paper.vertical_label and cell.role == "row_label" and cell.column == 0 and cell.column_span == 1
        framed = styles.framed(style, _side(cell, paper.labels_centred, paper.figures_centred), vertical)
        for covered in _covered(cell, place):
            cells.cell(covered).set("s", str(framed))
        first = place[0] + cell.row, place[1] + cell.column
        write_text(cells.cell(first), "\n".join(layout.pieces(cell.text)))
        if cell.row_span > 1 or cell.column_span > 1:
            _merge(root, first, (first[0] + cell.row_span - 1, first[1] + cell.column_span - 1))
        if cell.row_span == 1 and cell.text:
            width = sum((*paper.labels, *paper.columns)[cell.column : cell.column + cell.column_span])
            lines = sum(line_count(piece, points, width) for piece in layout.pieces(cell.text))
            _raise_row(cells.rows[first[0]], row_height(lines, points))
    return {cell.cell: (place[0] + cell.row, place[1] + cell.column) for cell in printed if cell.cell}


def _side(cell: PrintedCell, labels_centred: bool, figures_centred: bool) -> str:
    if cell.cell:
        return "center" if figures_centred else "right"
    left = cell.role == "block_heading" or (cell.role == "row_label" and cell.row_span == 1 and not labels_centred)
    return "left" if left else "center"


def _covered(cell: PrintedCell, place: Place) -> Iterator[Place]:
    for row in range(cell.row, cell.row + cell.row_span):
        for column in range(cell.column, cell.column + cell.column_span):
            yield place[0] + row, place[1] + column


def _refuse_occupied(cells: Cells, sheet: Sheet, place: Place, grid: Grid, printed: list[PrintedCell]) -> None:
    for cell in printed:
        for covered in _covered(cell, place):
            element = cells.places.get(covered)
            taken = covered in sheet.covered or (element is not None and len(element))
            if covered != place and taken:
                raise ExportError(
                    f"模板工作表“{sheet.name}”的 {address(place)} 处放不下{grid.name}：{address(covered)} 已有内容或已合并。",
                    "请在占位符的右边和下面留出空白单元格。",
                )


def _merge(root: Element, first: Place, last: Place) -> None:
    holder = root.find(s("mergeCells"))
    if holder is None:
        holder = etree.Element(s("mergeCells"))
        before = {s(name) for name in _BEFORE_MERGED.split()}
        previous = [child for child in root if child.tag in before][-1]
        previous.addnext(holder)
    etree.SubElement(holder, s("mergeCell"), ref=f"{address(first)}:{address(last)}")
    holder.set("count", str(len(holder)))


def _raise_row(row: Element, height: float) -> None:
    if row.get("customHeight") not in ("1", "true"):
        row.set("ht", f"{min(max(height, float(row.get('ht') or 0)), ROW_POINTS):g}")


def _set_widths(root: Element, data: Element, first: int, pixels: tuple[int, ...]) -> None:
    holder = etree.Element(s("cols"))
    data.addprevious(holder)
    for column, width in enumerate(pixels, first):
        width_text = f"{width / _DIGIT_PIXELS:.4f}"
        etree.SubElement(holder, s("col"), min=str(column), max=str(column), width=width_text, customWidth="1")
