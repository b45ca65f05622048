"""A statutory grid as a Word table: merged headings and labels as printed, a placeholder in every figure's cell."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

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
from model.printed import PrintedBlock, PrintedCell, printed_blocks
from ooxml.markup import WORD, escape

_LABEL_MARGINS, _GROUP_MARGINS, _BAND_MARGINS = (60, 10), (10, 10), (120, 120)


class _Look(NamedTuple):
    """style: the name of the paragraph style. margins: left and right in twips, None for the table's own."""

    style: str
    margins: tuple[int, int] | None = None
    vertical: bool = False
    band: bool = False


class _Cell(NamedTuple):
    printed: PrintedCell
    look: _Look
    first: bool


def grid_table(form: Form, grid: Grid, layout: Layout, styles: Mapping[str, UsedStyle]) -> str:
    """The grid as a `w:tbl` element. styles: our styles by name as the file that it is for has them."""
    return _Table(form, grid, layout, styles).xml()


class _Table:
    def __init__(self, form: Form, grid: Grid, layout: Layout, styles: Mapping[str, UsedStyle]) -> None:
        self._form, self._grid, self._styles = form, grid, styles
        self._layout = layout
        self._paper: PaperGrid = layout.word[grid.id]
        self._blocks = printed_blocks(grid)
        self._widths = (*self._paper.labels, *self._paper.columns)
        self._kinds = [(block, row) for block in self._blocks for row in range(block.rows)]
        self._cells = self._matrix()
        self.heights = [self._height(number) for number in range(len(self._kinds))]

    def xml(self) -> str:
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in self._widths)
        rows = "".join(self._row(number) for number in range(len(self._kinds)))
        return (
            f'<w:tbl xmlns:w="{WORD}"><w:tblPr><w:tblStyle w:val="{self._styles[STATUTORY_TABLE].id}"/>'
            f'<w:tblW w:w="{sum(self._widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:val="0000"/><w:tblCaption w:val="{escape(f"{self._grid.name} {self._grid.title}")}"/></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
        )

    def _matrix(self) -> list[list[_Cell]]:
        """For each row its cells from left to right, those covered from above included."""
        rows: list[list[_Cell]] = [[] for _ in self._kinds]
        for block in self._blocks:
            for printed in block.cells:
                look = self._look(block, printed)
                for offset in range(printed.row_span):
                    rows[printed.row + offset].append(_Cell(printed, look, offset == 0))
        for row in rows:
            row.sort(key=lambda cell: cell.printed.column)
        return rows

    def _look(self, block: PrintedBlock, cell: PrintedCell) -> _Look:
        if cell.cell:
            return _Look(figure_style(self._grid, self._form.column(cell.cell)))
        if cell.role == "block_heading":
            return _Look(TABLE_BAND, _BAND_MARGINS, band=True)
        if cell.role == "column_heading":
            return _Look(TABLE_HEADING)
        if cell.role == "corner":
            note = cell.text.startswith("（")
            return _Look(TABLE_LABEL if note else TABLE_HEADING)
        if cell.column + cell.column_span == block.label_columns:
            return _Look(TABLE_LABEL) if self._paper.labels_centred else _Look(TABLE_TEXT, _LABEL_MARGINS)
        if self._paper.vertical_label and cell.column == 0 and cell.row_span > 1:
            return _Look(VERTICAL_LABEL, (0, 0), vertical=True)
        return _Look(TABLE_LABEL, _GROUP_MARGINS)

    def _height(self, number: int) -> float:
        block, row = self._kinds[number]
        own_heading = block.cells[0].role == "block_heading"
        if own_heading and row == 0:
            return self._paper.block_heading or self._paper.rows[0]
        if row < block.heading_rows:
            return self._paper.headings[row - (1 if own_heading else 0)]
        labels = [
            cell for cell in self._cells[number] if cell.printed.role == "row_label" and cell.printed.row_span == 1
        ]
        lines = max((self._lines(cell) for cell in labels), default=1)
        heights = self._paper.rows
        return heights[lines - 1] if lines <= len(heights) else heights[-1] + (lines - len(heights)) * ts.TABLE_LINE

    def _lines(self, cell: _Cell) -> int:
        left, right = cell.look.margins or (ts.CELL_MARGIN, ts.CELL_MARGIN)
        room = max(self._width(cell.printed) - left - right, ts.TABLE_SIZE * 10)
        pieces = self._layout.pieces(cell.printed.text)
        return sum(max(1, math.ceil(ts.ems(piece) * ts.TABLE_SIZE * 10 / room)) for piece in pieces)

    def _width(self, cell: PrintedCell) -> int:
        return sum(self._widths[cell.column : cell.column + cell.column_span])

    def _row(self, number: int) -> str:
        block, row = self._kinds[number]
        header = "<w:tblHeader/>" if len(self._blocks) == 1 and row < block.heading_rows else ""
        kept = self._fits_a_page and number < len(self._kinds) - 1
        ruled = any(self._is_ruled(cell) for cell in self._cells[number])
        cells = "".join(self._cell(cell, kept, ruled) for cell in self._cells[number])
        height = f'<w:trHeight w:val="{round(self.heights[number])}" w:hRule="atLeast"/>'
        return f"<w:tr><w:trPr><w:cantSplit/>{height}{header}</w:trPr>{cells}</w:tr>"

    @property
    def _fits_a_page(self) -> bool:
        """A longer grid flows over pages by itself: keeping all of its rows together cannot be had."""
        return sum(self.heights) <= ts.TEXT_HEIGHT - ts.LINE

    def _is_ruled(self, cell: _Cell) -> bool:
        return bool(cell.printed.cell) and self._form.row(cell.printed.cell).id in self._paper.ruled_rows

    def _cell(self, cell: _Cell, kept: bool, ruled: bool) -> str:
        printed, look = cell.printed, cell.look
        properties = [f'<w:tcW w:w="{self._width(printed)}" w:type="dxa"/>']
        if printed.column_span > 1:
            properties.append(f'<w:gridSpan w:val="{printed.column_span}"/>')
        if printed.row_span > 1:
            properties.append('<w:vMerge w:val="restart"/>' if cell.first else "<w:vMerge/>")
        if ruled and (cell.first or printed.row_span == 1):
            properties.append(
                f'<w:tcBorders><w:top w:val="single" w:sz="{ts.PART_RULE}" w:space="0" w:color="000000"/></w:tcBorders>'
            )
        if look.band:
            properties.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{ts.BAND_COLOUR}"/>')
        if look.margins is not None:
            left, right = look.margins
            properties.append(
                f'<w:tcMar><w:left w:w="{left}" w:type="dxa"/><w:right w:w="{right}" w:type="dxa"/></w:tcMar>'
            )
        if look.vertical:
            properties.append('<w:textDirection w:val="tbRlV"/>')
        properties.append('<w:vAlign w:val="center"/>')
        keep = "<w:keepNext/>" if kept else ""
        style = self._styles[look.style]
        content = "".join(self._content(printed, chinese_fonts(style.family))) if cell.first else ""
        return f'<w:tc><w:tcPr>{"".join(properties)}</w:tcPr><w:p><w:pPr><w:pStyle w:val="{style.id}"/>{keep}</w:pPr>{content}</w:p></w:tc>'

    def _content(self, printed: PrintedCell, fonts: str) -> Iterator[str]:
        if printed.cell:
            style = f'<w:rStyle w:val="{self._styles[PLACEHOLDER].id}"/>'
            yield f"<w:r><w:rPr>{style}{fonts}</w:rPr><w:t>{{{{{printed.cell}}}}}</w:t></w:r>"
        elif printed.text:
            lines = "<w:br/>".join(f"<w:t>{escape(piece)}</w:t>" for piece in self._layout.pieces(printed.text))
            yield f"<w:r><w:rPr>{fonts}</w:rPr>{lines}</w:r>"
