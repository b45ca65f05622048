"""A grid's rows on paper: where one too high for a page is parted, and what the second part says again."""

from __future__ import annotations

from itertools import pairwise

import pytest

from exporters import grid_rows as gr
from exporters import typesetting as ts
from model.layout import LARGE, USUAL, Layout
from model.printed import printed_blocks
from tests.builders import FORMS, form_of, layout_of

STATUTORY = ("2021", "2019")


def parts(edition: str, size: float, layout: Layout | None = None) -> tuple[gr.GridPart, ...]:
    return gr.grid_parts(form_of(edition).grid("requests"), (layout or layout_of(edition)).sized(size))


@pytest.mark.parametrize("edition", FORMS)
def test_every_figure_stands_in_one_part_in_its_order(edition: str) -> None:
    for size in (USUAL, LARGE):
        for grid in form_of(edition).grids:
            found = gr.grid_parts(grid, layout_of(edition).sized(size))
            figures = [cell.printed.cell for part in found for cell in gr.cells_of(part) if cell.printed.cell]
            assert figures == [c.cell for block in printed_blocks(grid) for c in block.cells if c.cell]
            assert all(gr.fits_a_page(part.heights) for part in found)


@pytest.mark.parametrize("edition", STATUTORY)
def test_the_usual_size_takes_one_page_and_the_large_one_two(edition: str) -> None:
    assert len(parts(edition, USUAL)) == 1
    first, second = parts(edition, LARGE)
    labels = [cell.printed.text for cell in gr.cells_of(second) if cell.printed.role == "row_label"]
    assert labels[0] == f"三、本年度办理结果{ts.CONTINUED}"
    assert labels[1].startswith("（五）")
    heads = [
        [cell.printed.text for cell in gr.cells_of(part) if "heading" in cell.printed.role] for part in (first, second)
    ]
    assert heads[0] == heads[1]
    assert first.heading_rows == second.heading_rows == 3


@pytest.mark.parametrize("edition", STATUTORY)
def test_the_second_part_with_its_gaps_is_a_whole_number_of_lines(edition: str) -> None:
    _, second = parts(edition, LARGE)
    assert (sum(second.heights) + ts.PART_GAP + ts.GRID_GAP) % ts.LINE == 0


def test_a_layout_that_is_too_high_in_the_usual_size_is_parted_too() -> None:
    usual = layout_of("2021")
    paper = usual.word["requests"]
    higher = usual._replace(word={**usual.word, "requests": paper._replace(rows=(420, 700, 960))})
    assert len(parts("2021", USUAL, higher)) == 2
    unnamed = paper._replace(rows=(420, 700, 960), split_before=())
    first, second = parts("2021", USUAL, usual._replace(word={**usual.word, "requests": unnamed}))
    goes_on = [cell for cell in gr.cells_of(second) if ts.CONTINUED in cell.printed.text]
    assert len(goes_on) == 1, "parted between groups: only the outermost one goes on"
    assert len(first.rows) + len(second.rows) == 28 + 3


def test_a_group_that_is_cut_says_so_in_each_of_its_labels() -> None:
    usual = layout_of("2021")
    paper = usual.word["requests"]._replace(rows=(460, 700, 960), split_before=("not_processed_repeat",))
    _, second = parts("2021", USUAL, usual._replace(word={**usual.word, "requests": paper}))
    cells = [cell for cell in gr.cells_of(second) if ts.CONTINUED in cell.printed.text]
    assert [cell.pieces for cell in cells] == [("三、本年度办理结果（续）",), ("（五）", "不予处理", "（续）")]


@pytest.mark.parametrize("edition", STATUTORY)
@pytest.mark.parametrize("size", [USUAL, LARGE])
def test_labels_find_room_on_their_printed_lines(edition: str, size: float) -> None:
    """No label needs more lines than its pieces, so it breaks nowhere but between words."""
    layout = layout_of(edition).sized(size)
    for grid in form_of(edition).grids:
        paper = layout.word[grid.id]
        edges = [0]
        for width in (*paper.labels, *paper.columns):
            edges.append(edges[-1] + width)
        for part in gr.grid_parts(grid, layout):
            for cell in gr.cells_of(part):
                if cell.printed.cell or cell.kind == gr.VERTICAL:
                    continue
                left, right = gr.MARGINS.get(cell.kind, (ts.CELL_MARGIN, ts.CELL_MARGIN))
                stop = cell.printed.column + cell.printed.column_span
                room = edges[stop] - edges[cell.printed.column] - left - right
                assert max(map(ts.ems, cell.pieces)) * size * 20 <= room, cell.printed.text


def test_rows_are_as_high_as_their_lines() -> None:
    for part in parts("2021", LARGE):
        heights = dict(zip(range(len(part.rows)), part.heights, strict=True))
        for cell in gr.cells_of(part):
            if cell.printed.row_span == 1 and not cell.printed.cell:
                assert heights[cell.printed.row] >= len(cell.pieces) * ts.table_line(LARGE)
        edges = [cell.printed.row for cell in gr.cells_of(part)]
        assert all(after >= before for before, after in pairwise(edges))
