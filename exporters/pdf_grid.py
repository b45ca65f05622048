"""The grids of the report as the PDF's template wants them: tables of cells with their text, looks and rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from exporters import grid_rows as gr
from exporters import typesetting as ts
from exporters.word_slots import FigureMeasures, FigureRoom, Filling
from exporters.word_styles import figure_style
from model.errors import ExportError
from model.form import Form, Grid
from model.layout import Layout
from model.naming import cell_name
from model.number_text import is_number

LONGEST = 40
"""Characters of what stands in a cell; more than that is no figure and would fill pages."""

_OUTER, _INNER, _PART = ts.OUTER_RULE / 8, ts.INNER_RULE / 8, ts.PART_RULE / 8
_FACES = {gr.BAND: "heading", gr.HEADING: "heading"}
_ALIGNMENTS = {gr.FIGURE: "right", gr.BAND: "left", gr.LABEL: "left"}

_UNBROKEN = re.compile(r"[^\s\u2e80-\uffff]+")

Lines = Callable[[str], list[str]]
Measures = Mapping[str, FigureMeasures]


def grid_items(filling: Filling, grid: Grid, layout: Layout, lines: Lines) -> Iterator[dict[str, Any]]:
    """The grid's tables, each on a page of its own but the first.

    layout: that of the text's size. lines: a text as printed lines. Raises ExportError that names a cell whose text is
    too long to be a figure.
    """
    measures = _measures(filling, grid, layout)
    for number, part in enumerate(gr.grid_parts(grid, layout)):
        yield _Table(filling, grid, layout, lines, measures, part).item(new_page=number > 0)


def _measures(filling: Filling, grid: Grid, layout: Layout) -> Measures:
    """For each style of figures where they stand in their cells and their size, as Word has it."""
    form, styles = filling.report.form, dict[str, dict[int, list[str]]]()
    for cell, found in form.cells.items():
        if found.grid != grid.id:
            continue
        if len(filling.text(cell)) > LONGEST:
            raise too_long(form, cell)
        column = form.column(cell)
        style = figure_style(grid, column)
        before = sum(other.span for other in grid.blocks[found.block].columns[: found.column])
        width = sum(layout.word[grid.id].columns[before : before + column.span])
        styles.setdefault(style, {}).setdefault(width, []).append(cell)
    margins, size = (ts.CELL_MARGIN, ts.CELL_MARGIN), round(layout.table_size * 2)
    return {
        style: FigureRoom(tuple((width, tuple(cells[width])) for width in sorted(cells)), *margins, size).measures(
            filling
        )
        for style, cells in styles.items()
    }


def too_long(form: Form, cell: str) -> ExportError:
    """What is said of a cell that holds more than fits into it."""
    return ExportError(f"{cell_name(form, cell)}里的内容太长，表格里排不下。", "请改成数字，再导出。")


class _Table:
    def __init__(
        self,
        filling: Filling,
        grid: Grid,
        layout: Layout,
        lines: Lines,
        measures: Measures,
        part: gr.GridPart,
    ) -> None:
        self._filling, self._grid, self._lines, self._measures, self._part = filling, grid, lines, measures, part
        self._form, self._size = filling.report.form, layout.table_size
        self._pitch = ts.table_line(layout.table_size) / 20
        paper = layout.word[grid.id]
        self._widths = [width / 20 for width in (*paper.labels, *paper.columns)]
        self._ruled = {
            row
            for row, cells in enumerate(part.rows)
            if any(cell.printed.cell and self._form.row(cell.printed.cell).id in paper.ruled_rows for cell in cells)
        }

    def item(self, new_page: bool) -> dict[str, Any]:
        """The table for the template."""
        rows = [[cell for cell in row if cell.printed.row == number] for number, row in enumerate(self._part.rows)]
        numbered = groupby(
            enumerate(rows), key=lambda row: not any(cell.printed.cell for cell in self._part.rows[row[0]])
        )
        groups = [
            {"head": head, "cells": [made for number, cells in group for made in self._row(number, cells)]}
            for head, group in numbered
        ]
        return {
            "kind": "grid",
            "size": self._size,
            "pitch": self._pitch,
            "columns": self._widths,
            "new_page": new_page,
            "after": 0,
            "grows": any(self._wraps(cell) for row in rows for cell in row),
            "repeat": self._part.heading_rows > 0,
            "groups": groups,
        }

    def _row(self, number: int, cells: Sequence[gr.SetCell]) -> Iterator[dict[str, Any]]:
        """The row's cells; the one with the least text keeps the row as high as it should be."""
        single = [cell for cell in cells if cell.printed.row_span == 1]
        strut = min(single, key=self._fullness, default=None)
        for cell in cells:
            yield self._cell(cell) | {"strut": self._part.heights[number] / 20 if cell is strut else 0}

    def _text(self, cell: gr.SetCell) -> str:
        return self._filling.text(cell.printed.cell) if cell.printed.cell else max(cell.pieces, key=len)

    def _fullness(self, cell: gr.SetCell) -> float:
        return ts.ems(self._text(cell)) / cell.printed.column_span

    def _wraps(self, cell: gr.SetCell) -> bool:
        """Whether what stands in a figure's place is no figure and takes more than a line."""
        name = cell.printed.cell
        if not name or is_number(self._filling.report.value(name)):
            return False
        return ts.ems(self._filling.text(name)) * self._size > self._widths[cell.printed.column]

    def _cell(self, cell: gr.SetCell) -> dict[str, Any]:
        printed = cell.printed
        left, right = gr.MARGINS.get(cell.kind, (ts.CELL_MARGIN, ts.CELL_MARGIN))
        size = self._size
        if printed.cell:
            shared = self._measures[figure_style(self._grid, self._form.column(printed.cell))]
            own = shared.wide.get(printed.cell, shared)
            left, right, size = left + own.left, right + own.right, own.size / 2
            if (least := self._fitting(cell, size)) < size:
                left, right, size = ts.CELL_MARGIN // 2, ts.CELL_MARGIN // 2, least
        return {
            "x": printed.column,
            "y": printed.row,
            "rowspan": printed.row_span,
            "colspan": printed.column_span,
            "lines": self._lines(self._filling.text(printed.cell)) if printed.cell else cell.pieces,
            "face": _FACES.get(cell.kind, "table"),
            "align": _ALIGNMENTS.get(cell.kind, "center"),
            "left": left / 20,
            "right": right / 20,
            "size": size,
            "band": cell.kind == gr.BAND,
            "vertical": cell.kind == gr.VERTICAL,
            "rules": self._rules(cell),
        }

    def _fitting(self, cell: gr.SetCell, size: float) -> float:
        """The size at which the longest part of a cell that no line can end in is not wider than the cell.

        Raises ExportError that names the cell when that is too small to be read.
        """
        name, first = cell.printed.cell, cell.printed.column
        width = sum(self._widths[first : first + cell.printed.column_span]) - 2 * ts.CELL_MARGIN / 20
        widest = max(map(ts.ems, _UNBROKEN.findall(self._filling.text(name))), default=0.0)
        fitting = min(size, int(width / widest * 4) / 4) if widest else size
        if fitting < ts.SMALLEST_FIGURE / 2:
            raise too_long(self._form, name)
        return fitting

    def _rules(self, cell: gr.SetCell) -> Sequence[float]:
        """Above, right, below and left."""
        printed = cell.printed
        bottom, right = printed.row + printed.row_span, printed.column + printed.column_span
        return (
            _OUTER if printed.row == 0 else self._rule_above(printed.row),
            _OUTER if right == len(self._widths) else _INNER,
            _OUTER if bottom == len(self._part.rows) else self._rule_above(bottom),
            _OUTER if printed.column == 0 else _INNER,
        )

    def _rule_above(self, row: int) -> float:
        return _PART if row in self._ruled else _INNER
