"""A statutory grid as a Word table: merged headings and labels as printed, a placeholder in every figure's cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from exporters import grid_rows as gr
from exporters import typesetting as ts
from exporters.word_elements import chinese_fonts
from exporters.word_styles import (
    PLACEHOLDER,
    STATUTORY_TABLE,
    TABLE_BAND,
    TABLE_HEADING,
    TABLE_LABEL,
    TABLE_TEXT,
    VERTICAL_LABEL,
    UsedStyle,
    figure_style,
)
from model.form import Form, Grid
from model.layout import Layout, PaperGrid
from model.printed import PrintedCell
from ooxml.markup import WORD, escape

_STYLES = {
    gr.BAND: TABLE_BAND,
    gr.HEADING: TABLE_HEADING,
    gr.NOTE: TABLE_LABEL,
    gr.LABEL: TABLE_TEXT,
    gr.CENTRED_LABEL: TABLE_LABEL,
    gr.GROUP: TABLE_LABEL,
    gr.VERTICAL: VERTICAL_LABEL,
}
_BETWEEN = (
    f'<w:p xmlns:w="{WORD}"><w:pPr><w:pageBreakBefore/><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{ts.PART_GAP}" '
    'w:lineRule="exact"/><w:ind w:firstLineChars="0" w:firstLine="0"/><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:pPr></w:p>'
)
"""The paragraph between the two tables of a grid."""


def grid_tables(form: Form, grid: Grid, layout: Layout, styles: Mapping[str, UsedStyle]) -> tuple[str, ...]:
    """The grid as a `w:tbl` element; as two and a `w:p` between them when it is too high for a page.

    layout: that of the text's size. styles: our styles by name as the file that it is for has them.
    """
    tables = [_Table(form, grid, layout, styles, part, placed=True).xml() for part in gr.grid_parts(grid, layout)]
    return (tables[0], *(xml for table in tables[1:] for xml in (_BETWEEN, table)))


def grid_table(form: Form, grid: Grid, layout: Layout, styles: Mapping[str, UsedStyle]) -> str:
    """The grid as one `w:tbl` element, however high it is: on a page of which nothing is known."""
    (part,) = gr.grid_parts(grid, layout, whole=True)
    return _Table(form, grid, layout, styles, part).xml()


class _Table:
    def __init__(
        self,
        form: Form,
        grid: Grid,
        layout: Layout,
        styles: Mapping[str, UsedStyle],
        part: gr.GridPart,
        placed: bool = False,
    ) -> None:
        """placed: it stands on our own page, where one that is kept together is never broken."""
        self._form, self._grid, self._styles, self._part = form, grid, styles, part
        self._paper: PaperGrid = layout.word[grid.id]
        self._widths = (*self._paper.labels, *self._paper.columns)
        self._kept = gr.fits_a_page(part.heights)
        self._header_rows = part.heading_rows or int(placed and self._kept and _ends_in_its_row(part.rows[0]))

    def xml(self) -> str:
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in self._widths)
        rows = "".join(self._row(number) for number in range(len(self._part.rows)))
        return (
            f'<w:tbl xmlns:w="{WORD}"><w:tblPr><w:tblStyle w:val="{self._styles[STATUTORY_TABLE].id}"/>'
            f'<w:tblW w:w="{sum(self._widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:val="0020" w:firstRow="1"/><w:tblCaption w:val="{escape(f"{self._grid.name} {self._grid.title}")}"/>'
            f'<w:tblDescription w:val="{escape(self._description())}"/></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
        )

    def _description(self) -> str:
        """What a screen reader says of the table before it is read."""
        goes_on = any(ts.CONTINUED in cell.printed.text for cell in gr.cells_of(self._part))
        figures = [[cell for cell in row if cell.printed.cell] for row in self._part.rows]
        rows = sum(bool(row) for row in figures)
        columns = max(map(len, figures))
        title = f"{self._grid.name} {self._grid.title}{ts.CONTINUED if goes_on else ''}"
        labels = "各行的名称在左边，" if self._paper.labels else ""
        return f"{title}：{rows} 行 {columns} 列数字，{labels}各列的名称在上面。"

    def _row(self, number: int) -> str:
        row = self._part.rows[number]
        header = "<w:tblHeader/>" if number < self._header_rows else ""
        kept = self._kept and number < len(self._part.rows) - 1
        ruled = any(self._is_ruled(cell.printed) for cell in row)
        cells = "".join(self._cell(cell, cell.printed.row == number, kept, ruled) for cell in row)
        height = f'<w:trHeight w:val="{round(self._part.heights[number])}" w:hRule="atLeast"/>'
        return f"<w:tr><w:trPr><w:cantSplit/>{height}{header}</w:trPr>{cells}</w:tr>"

    def _is_ruled(self, cell: PrintedCell) -> bool:
        return bool(cell.cell) and self._form.row(cell.cell).id in self._paper.ruled_rows

    def _cell(self, cell: gr.SetCell, first: bool, kept: bool, ruled: bool) -> str:
        printed, kind = cell.printed, cell.kind
        properties = [f'<w:tcW w:w="{self._paper.width(printed.column, printed.column_span)}" w:type="dxa"/>']
        if printed.column_span > 1:
            properties.append(f'<w:gridSpan w:val="{printed.column_span}"/>')
        if printed.row_span > 1:
            properties.append('<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>")
        if ruled and (first or printed.row_span == 1):
            properties.append(
                f'<w:tcBorders><w:top w:val="single" w:sz="{ts.PART_RULE}" w:space="0" w:color="000000"/></w:tcBorders>'
            )
        if kind == gr.BAND:
            properties.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{ts.BAND_COLOUR}"/>')
        if kind in gr.MARGINS:
            left, right = gr.MARGINS[kind]
            properties.append(
                f'<w:tcMar><w:left w:w="{left}" w:type="dxa"/><w:right w:w="{right}" w:type="dxa"/></w:tcMar>'
            )
        if kind == gr.VERTICAL:
            properties.append('<w:textDirection w:val="tbRlV"/>')
        properties.append('<w:vAlign w:val="center"/>')
        keep = "<w:keepNext/>" if kept else ""
        style = self._styles[self._style(cell)]
        content = "".join(self._content(cell, chinese_fonts(style.family))) if first else ""
        return f'<w:tc><w:tcPr>{"".join(properties)}</w:tcPr><w:p><w:pPr><w:pStyle w:val="{style.id}"/>{keep}</w:pPr>{content}</w:p></w:tc>'

    def _style(self, cell: gr.SetCell) -> str:
        if cell.kind == gr.FIGURE:
            return figure_style(self._grid, self._form.column(cell.printed.cell))
        return _STYLES[cell.kind]

    def _content(self, cell: gr.SetCell, fonts: str) -> Iterator[str]:
        if cell.printed.cell:
            style = f'<w:rStyle w:val="{self._styles[PLACEHOLDER].id}"/>'
            yield f"<w:r><w:rPr>{style}{fonts}</w:rPr><w:t>{{{{{cell.printed.cell}}}}}</w:t></w:r>"
        elif cell.printed.text:
            lines = "<w:br/>".join(f"<w:t>{escape(piece)}</w:t>" for piece in cell.pieces)
            yield f"<w:r><w:rPr>{fonts}</w:rPr>{lines}</w:r>"


def _ends_in_its_row(cells: tuple[gr.SetCell, ...]) -> bool:
    """Whether the row can be a heading of a grid of several blocks, whose first heading is not that of them all.

    It is marked for screen readers and checks, that look for a heading in every table; it may not be repeated on a page.
    """
    return all(cell.printed.row_span == 1 for cell in cells)
