"""A part of a grid with its headings: every figure under and beside its own labels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.printed import printed_blocks
from model.printed_part import printed_part
from tests.builders import FORMS, form_of


@st.composite
def parts(draw: st.DrawFn):
    form = form_of(draw(st.sampled_from(FORMS)))
    grid = draw(st.sampled_from(form.grids))
    index = draw(st.integers(0, len(grid.blocks) - 1))
    block = grid.blocks[index]
    rows = draw(st.sets(st.integers(0, len(block.rows) - 1), min_size=1))
    columns = draw(st.sets(st.integers(0, len(block.columns) - 1), min_size=1))
    return form, grid, index, rows, columns


@given(parts())
def test_a_part_is_whole_and_every_figure_keeps_its_labels(part) -> None:
    form, grid, index, rows, columns = part
    block, printed = grid.blocks[index], printed_blocks(grid)[index]
    cells = printed_part(block, printed, rows, columns)
    taken = [
        (r, c)
        for cell in cells
        for r in range(cell.row, cell.row + cell.row_span)
        for c in range(cell.column, cell.column + cell.column_span)
    ]
    height, width = 1 + max(r for r, _ in taken), 1 + max(c for _, c in taken)
    assert len(taken) == len(set(taken)) == height * width
    assert {cell.cell for cell in cells if cell.cell} == {grid.cell_id(index, r, c) for r in rows for c in columns}
    for cell in cells:
        if cell.cell:
            beside = [o.text for o in cells if o.role == "row_label" and o.row <= cell.row < o.row + o.row_span]
            above = [
                o.text
                for o in cells
                if o.role == "column_heading" and o.column <= cell.column < o.column + o.column_span
            ]
            assert tuple(beside) == form.row(cell.cell).path
            assert tuple(above) == form.column(cell.cell).path


def test_the_whole_block_is_the_block_as_printed() -> None:
    grid = form_of("2021").grid("requests")
    block, (printed,) = grid.blocks[0], printed_blocks(grid)
    assert printed_part(block, printed, range(len(block.rows)), range(len(block.columns))) == printed.cells


@pytest.mark.parametrize("rows", [{4}, {4, 6}])
def test_spans_are_cut_to_the_rows_chosen(rows: set[int]) -> None:
    grid = form_of("2021").grid("requests")
    cells = printed_part(grid.blocks[0], printed_blocks(grid)[0], rows, {0, 1})
    group = next(cell for cell in cells if cell.text.startswith("三、"))
    assert group.row_span == len(rows)
    parent = next(cell for cell in cells if cell.text == "法人或其他组织")
    assert parent.column_span == 1
