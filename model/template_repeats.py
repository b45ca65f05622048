"""What stands in a template more often than in the form: whole grids, and rows of a grid."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from model.form import Form
from model.label_text import plain
from model.label_wordings import Wordings
from model.labels import Placement, place
from model.source import SourceBlock, SourceTable

_MOST_OF_A_GRID = 0.5
"""Of a grid's cells more than this share in one table are the grid: what is torn over pages has less in its second part."""


def repeated_grids(form: Form, blocks: Sequence[SourceBlock], wordings: Wordings) -> tuple[str, ...]:
    """The grids, by id, of which most stands in more than one table."""
    sizes = {grid.id: sum(cell.grid == grid.id for cell in form.cells.values()) for grid in form.grids}
    counts = dict.fromkeys(sizes, 0)
    for block in blocks:
        if not isinstance(block, SourceTable):
            continue
        cells = {figure.cell for figure in place(form, (block,), wordings).figures if figure.cell}
        for grid, size in sizes.items():
            found = sum(form.cells[cell].grid == grid for cell in cells)
            counts[grid] += found > size * _MOST_OF_A_GRID
    return tuple(grid for grid, count in counts.items() if count > 1)


def repeated_rows(placement: Placement, filled: Collection[str]) -> Iterator[str]:
    """The labels of rows that no figure goes into since one with the same label in the same table gets it."""
    rows = {figure.place[:2] for figure in placement.figures if figure.cell in filled}
    labels = [(label.place[:2], label.text) for label in placement.labels if label.role == "row_label"]
    told = {(row[0], plain(text)) for row, text in labels if row in rows}
    yield from dict.fromkeys(text for row, text in labels if row not in rows and (row[0], plain(text)) in told)
