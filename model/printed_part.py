"""A part of a printed block with the headings and labels that belong to it, merged as they are in print."""

from __future__ import annotations

from collections.abc import Collection

from model.form import Block
from model.printed import PrintedBlock, PrintedCell


def printed_part(
    block: Block, printed: PrintedBlock, rows: Collection[int], columns: Collection[int]
) -> tuple[PrintedCell, ...]:
    """The figures of these rows and columns of a block (from 0), all heading levels above, all labels beside.

    row and column of each cell count from the part's own first row and column; spans are cut to what is there.
    """
    body = printed.first_row + printed.heading_rows
    kept_rows = [*range(printed.first_row, body), *(body + row for row in sorted(rows))]
    kept_columns = list(range(printed.label_columns))
    at = printed.label_columns
    for number, column in enumerate(block.columns):
        if number in columns:
            kept_columns.extend(range(at, at + column.span))
        at += column.span
    row_at = {row: number for number, row in enumerate(kept_rows)}
    column_at = {column: number for number, column in enumerate(kept_columns)}
    part = []
    for cell in printed.cells:
        down = [row_at[r] for r in range(cell.row, cell.row + cell.row_span) if r in row_at]
        across = [column_at[c] for c in range(cell.column, cell.column + cell.column_span) if c in column_at]
        if down and across:
            place = cell._replace(row=down[0], column=across[0], row_span=len(down), column_span=len(across))
            part.append(place)
    return tuple(part)
