"""A statutory grid as an HTML table: headings with scope and spans, and for each figure the ids of its headings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from exporters.html_style import PLAIN_HINT, Dress, TableWidths, hint_style
from exporters.html_text import html_text
from model.form import Grid
from model.layout import Layout
from model.number_text import is_number
from model.placeholders import printed_figure
from model.printed import PrintedBlock, PrintedCell, printed_blocks
from model.report import Report

_PIXELS = 16
"""A rem, where there is no style sheet to say so."""

_NOTE = "（"
"""A corner that begins so is a remark on the figures, no heading of the labels."""


def grid_table(report: Report, grid: Grid, layout: Layout, widths: TableWidths, dress: Dress) -> Iterator[str]:
    """The grid as lines of HTML, in a box that scrolls where the table is wider than the screen."""
    yield from _Table(report, grid, layout, widths, dress).lines()


def figure_lengths(report: Report, grid: Grid) -> Iterator[tuple[int, int]]:
    """How many characters each figure of the grid has, and how many print columns it may take.

    Text that was not understood is left out: it may break over lines.
    """
    for cell in report.form.cells.values():
        if cell.grid == grid.id and is_number(report.value(cell.id)):
            yield len(printed_figure(report, cell.id)), report.form.column(cell.id).span


class _Table:
    def __init__(self, report: Report, grid: Grid, layout: Layout, widths: TableWidths, dress: Dress) -> None:
        self._widths = widths
        self._report, self._grid, self._layout, self._dress = report, grid, layout, dress
        self._paper = layout.word[grid.id]
        self._centred = layout.excel[grid.id].figures_centred
        self._blocks = printed_blocks(grid)
        self._groups = self._column_bounds()
        self._rows = sum(block.rows for block in self._blocks)

    def lines(self) -> Iterator[str]:
        name = html_text(f"{self._grid.name} {self._grid.title}")
        dress = self._dress
        looks = (
            "grid",
            "wide" if self._widths.is_wide else "",
            "tight" if self._widths.tight else "",
            "centred" if self._centred and dress.linked else "",
        )
        own_id = f' id="{self._grid.id}"' if dress.linked else ""
        yield f"<div{own_id}{dress.of(*looks)}>"
        if self._widths.is_wide and not dress.linked:
            # For the eye alone: a reader of screens moves through the table by its cells.
            yield f'<div aria-hidden="true" style="{hint_style(self._least_pixels())}">{PLAIN_HINT}</div>'
        yield f'<div{dress.of("scroll")} role="region" aria-label="{name}" tabindex="0">'
        if dress.linked:
            yield "<table>"
            yield f"<caption{dress.of('hidden')}>{name}</caption>"
        else:
            yield f'<table{dress.of("table")[:-1]};min-width:{self._least_pixels()}px" aria-label="{name}">'
        yield from self._column_groups()
        for block in self._blocks:
            yield from self._block(block)
        yield "</table>"
        yield "</div>"
        yield "</div>"

    def _column_groups(self) -> Iterator[str]:
        for start, stop in self._groups:
            if stop <= self._grid.label_levels:
                columns = "".join(f"<col{self._column(number)}>" for number in range(start, stop))
                yield f"<colgroup>{columns}</colgroup>"
            else:
                span = f' span="{stop - start}"' if stop - start > 1 else ""
                yield f"<colgroup{span}></colgroup>"

    def _column(self, number: int) -> str:
        if self._dress.linked:
            return self._dress.of(f"column{number}")
        return f' style="width:{self._widths.plain_labels[number] * _PIXELS:g}px"'

    def _least_pixels(self) -> int:
        """What the table takes where there is no style sheet; 0 where it shrinks to any screen."""
        return round(self._widths.plain_least * _PIXELS) if self._widths.is_wide else 0

    def _column_bounds(self) -> list[tuple[int, int]]:
        """The label columns, then the figures as the innermost headings over several columns part them."""
        labels, width = self._grid.label_levels, self._grid.width
        starts = {0, labels}
        if len(self._blocks) == 1:
            block = self._blocks[0]
            wide = [cell for cell in block.cells if cell.role == "column_heading" and cell.column_span > 1]
            for cell in wide:
                inner = (
                    o for o in wide if o.row > cell.row and cell.column <= o.column < cell.column + cell.column_span
                )
                if not any(inner):
                    starts |= {cell.column, cell.column + cell.column_span}
        return [(start, stop) for start, stop in pairwise([*sorted(starts - {width}), width]) if start < stop]

    def _block(self, block: PrintedBlock) -> Iterator[str]:
        """A single block has its headings in the table's head; of several, each is a body of its own."""
        if len(self._blocks) > 1:
            yield from self._body(block, block.first_row, block.first_row + block.rows)
            return
        first = block.first_row + block.heading_rows
        yield "<thead>"
        yield from self._lines_of_rows(block, block.first_row, first, block.rows)
        yield "</thead>"
        parts = [cell for cell in block.cells if cell.role == "row_label" and cell.column == 0]
        bounds = [(part.row, part.row + part.row_span) for part in parts] or [(first, block.first_row + block.rows)]
        for start, stop in bounds:
            yield from self._body(block, start, stop)

    def _body(self, block: PrintedBlock, start: int, stop: int) -> Iterator[str]:
        yield "<tbody>"
        yield from self._lines_of_rows(block, start, stop, stop - start)
        yield "</tbody>"

    def _lines_of_rows(self, block: PrintedBlock, start: int, stop: int, body_rows: int) -> Iterator[str]:
        for row in range(start, stop):
            cells = sorted((cell for cell in block.cells if cell.row == row), key=lambda cell: cell.column)
            ruled = any(cell.cell and self._report.form.row(cell.cell).id in self._paper.ruled_rows for cell in cells)
            content = "".join(self._cell(block, cell, body_rows) for cell in cells)
            yield f"<tr{self._dress.of('ruled' if ruled else '')}>{content}</tr>"

    def _cell(self, block: PrintedBlock, cell: PrintedCell, body_rows: int) -> str:
        spans = "".join(
            f' {name}="{size}"'
            for name, size in (("colspan", cell.column_span), ("rowspan", cell.row_span))
            if size > 1
        )
        if cell.cell:
            headings = f' headers="{" ".join(self._headings_of(block, cell))}"' if self._dress.linked else ""
            look = self._dress.of(
                "cell",
                "computed" if cell.role == "computed" else "",
                "figure",
                "words" if isinstance(self._report.value(cell.cell), str) else "",
                "centred" if self._centred and not self._dress.linked else "",
            )
            return f"<td{headings}{spans}{look}>{html_text(printed_figure(self._report, cell.cell))}</td>"
        look = self._dress.of("cell", *self._label_roles(block, cell))
        content = self._label(block, cell)
        if _is_note(cell):
            return f"<td{spans}{look}>{content}</td>"
        own_id = f' id="{self._id(cell)}"' if self._dress.linked else ""
        return f'<th{own_id} scope="{self._scope(cell, body_rows)}"{spans}{look}>{content}</th>'

    def _scope(self, cell: PrintedCell, body_rows: int) -> str:
        if cell.role == "block_heading":
            return "rowgroup"
        if cell.role == "row_label":
            whole = cell.row_span > 1 and cell.row_span == body_rows and len(self._blocks) == 1
            return "rowgroup" if whole else "row"
        group = (cell.column, cell.column + cell.column_span)
        return "colgroup" if cell.column_span > 1 and group in self._groups else "col"

    def _headings_of(self, block: PrintedBlock, figure: PrintedCell) -> Iterator[str]:
        """The ids of the block's heading, of the row's labels and of the column's headings."""
        for cell in block.cells:
            above = cell.column < figure.column + figure.column_span and figure.column < cell.column + cell.column_span
            beside = cell.row <= figure.row < cell.row + cell.row_span
            if {"block_heading": True, "column_heading": above, "row_label": beside}.get(cell.role, False):
                yield self._id(cell)

    def _id(self, cell: PrintedCell) -> str:
        return f"{self._grid.id}-{cell.row}-{cell.column}"

    def _label_roles(self, block: PrintedBlock, cell: PrintedCell) -> Iterator[str]:
        if cell.role == "block_heading":
            yield "band"
        elif cell.role == "column_heading":
            yield "heading"
        elif cell.role == "corner":
            yield from ("corner",) if _is_note(cell) else ("heading",)
        elif cell.column + cell.column_span == block.label_columns:
            yield "item"
        else:
            yield "vertical" if self._is_vertical(cell) else "group"
        if cell.role in ("row_label", "corner") and cell.column_span > 1:
            yield from ("spans", f"from{cell.column}")
        if cell.column + cell.column_span == self._grid.width:
            yield "end"
        if cell.row_span > 1 and cell.row + cell.row_span == self._rows:
            yield "foot"

    def _is_vertical(self, cell: PrintedCell) -> bool:
        return self._paper.vertical_label and cell.column == 0 and cell.row_span > 1

    def _label(self, block: PrintedBlock, cell: PrintedCell) -> str:
        pieces = self._layout.pieces(cell.text)
        if len(pieces) > 1:
            return "".join(f"<span{self._dress.of('piece')}>{html_text(piece)}</span>" for piece in pieces)
        label = html_text(cell.text)
        wrapped = cell.role == "row_label" and self._dress.linked
        return f"<span>{label}</span>" if wrapped else label


def _is_note(cell: PrintedCell) -> bool:
    return cell.role == "corner" and (not cell.text or cell.text.startswith(_NOTE))
