"""How space is shared out: the design's numbers, and the order in which things give way."""

from __future__ import annotations

import pytest

from gui.label_lines import label_lines, stacked_lines
from gui.space import (
    CORNER_PADDING,
    GUIDANCE,
    MARGIN_LEFT,
    MARGIN_RIGHT,
    NAVIGATOR,
    RAIL,
    edges,
    grid_measures,
    least_page_width,
    window_space,
)
from model.form import Form
from model.layout import Layout, load_layout
from tests.builders import MADE_UP, made_up_form
from workflows.forms import editions, form, form_folder


def width_of(text: str) -> float:
    """Chinese characters 12 wide, digits and points 6.66."""
    return sum(12 if ord(character) > 0x2000 else 6.66 for character in text)


def layout(edition: str = "2021") -> Layout:
    return load_layout(form_folder(edition), form(edition))


def page_width(edition: str = "2021") -> int:
    return max(least_page_width(grid, layout(edition).window[grid.id]) for grid in form(edition).grids)


def measure(grid: str, width: int, height: int, edition: str = "2021", scale: float = 1.0):
    chosen = layout(edition)
    return grid_measures(form(edition).grid(grid), chosen.window[grid], width, height, width_of, chosen.pieces, scale)


def test_requests_at_1366_768_shows_all_rows_with_findings_open() -> None:
    found = measure("requests", 1366 - NAVIGATOR - GUIDANCE - MARGIN_LEFT - MARGIN_RIGHT, 519)
    assert found.labels == (28, 60, 292)
    assert set(found.columns) <= {88, 89}
    assert found.blocks[0].headings == (22, 22, 22)
    assert sorted(found.blocks[0].rows) == [17] * 23 + [30] * 2
    assert found.height == 517
    assert not found.down
    assert not found.across


def test_without_findings_rows_are_19_high() -> None:
    found = measure("requests", 998, 585)
    assert min(found.blocks[0].rows) == 19
    assert max(found.blocks[0].rows) == 31


def test_the_grid_alone_on_the_screen_has_24_high_rows() -> None:
    found = measure("requests", 1350, 697)
    assert sorted(set(found.blocks[0].rows)) == [24, 36]


def test_labels_give_way_before_columns() -> None:
    found = measure("requests", 940, 700)
    assert found.labels[:2] == (28, 60)
    assert 190 <= found.labels[2] < 292
    assert found.labels[2] % 4 == 0
    assert min(found.columns) >= 85


@pytest.mark.parametrize(
    ("width", "label", "highest"), [(960, 244, 30), (920, 240, 30), (900, 240, 30), (880, 192, 45)]
)
def test_labels_take_two_lines_as_long_as_the_columns_can_spare_it(width: int, label: int, highest: int) -> None:
    found = measure("requests", width, 500)
    assert found.labels[2] == label
    assert max(found.blocks[0].rows) == highest
    assert min(found.columns) >= 79
    assert not found.across


def test_at_910_441_twelve_rows_show() -> None:
    space = window_space(910, 441, page_width())
    page = 441 - 26 - 32 - 24 - 30 - 26 - 20 * space.finding_rows
    found = measure("requests", 910 - RAIL - MARGIN_LEFT - MARGIN_RIGHT, page)
    assert found.labels == (28, 60, 192)
    assert min(found.columns) >= 79
    assert found.blocks[0].headings == (20, 20, 20)
    assert min(found.blocks[0].rows) == 17
    assert found.down
    assert not found.across
    shown = page - 60
    assert sum(edge <= shown for edge in edges(found.blocks[0].rows)[1:]) >= 12 - 1
    assert sum(edge < shown for edge in edges(found.blocks[0].rows)[:-1]) >= 12


def test_proactive_and_disputes_have_the_design_s_sizes() -> None:
    proactive = measure("proactive", 998, 519)
    assert proactive.width == 728
    assert (proactive.blocks[0].heading, proactive.blocks[0].headings, proactive.blocks[0].rows) == (
        29,
        (28,),
        (30, 30),
    )
    assert not proactive.down
    disputes = measure("disputes", 998, 519)
    assert disputes.blocks[0].headings == (26, 26, 42)
    assert disputes.blocks[0].rows == (46,)
    assert set(disputes.columns) <= {66, 67}


def test_the_2019_proactive_grid_fits_at_1366_768() -> None:
    assert not measure("proactive", 998, 519, "2019").down


def test_a_window_too_narrow_scrolls_sideways() -> None:
    found = measure("requests", 600, 519)
    assert found.across
    assert set(found.columns) == {79}
    assert found.labels[2] == 192


@pytest.mark.parametrize("edition", editions())
@pytest.mark.parametrize("grid", ["proactive", "requests", "disputes"])
@pytest.mark.parametrize("width", range(560, 1400, 37))
def test_widths_add_up_to_the_space(edition: str, grid: str, width: int) -> None:
    found = measure(grid, width, 400, edition)
    assert found.across or found.width <= width
    assert found.width == sum(found.labels) + sum(found.columns)
    if not found.across and not layout(edition).window[grid].width:
        assert width - 12 * found.down - 4 < found.width <= width - 12 * found.down
    assert found.across or sum(found.labels) % 4 == 0 or len(found.labels) == 1


def test_everything_grows_with_the_scale() -> None:
    small, large = measure("requests", 998, 519), measure("requests", 2000, 2000, scale=2.0)
    assert large.labels == tuple(2 * label for label in small.labels)
    assert min(large.blocks[0].rows) == 48


def test_a_form_without_a_layout_is_measured_too() -> None:
    made_up: Form = made_up_form()
    chosen = load_layout(MADE_UP, made_up)
    for grid in made_up.grids:
        found = grid_measures(grid, chosen.window[grid.id], 998, 519, width_of, chosen.pieces)
        assert len(found.blocks) == len(grid.blocks)
        assert all(len(sizes.rows) == len(block.rows) for sizes, block in zip(found.blocks, grid.blocks, strict=True))


@pytest.mark.parametrize(
    ("width", "height", "step", "guidance", "text", "rail", "rows"),
    [
        (1366, 697, 0, True, True, False, 2),
        (1920, 1000, 0, True, True, False, 2),
        (1092, 543, 3, False, True, False, 2),
        (910, 441, 6, False, False, True, 1),
        (1366, 441, 6, True, True, False, 1),
        (980, 697, 5, False, False, True, 2),
    ],
)
def test_what_gives_way(width: int, height: int, step: int, guidance: bool, text: bool, rail: bool, rows: int) -> None:
    found = window_space(width, height, page_width())
    assert found == (step, guidance, text, text, rail, rows)


def test_space_given_back_brings_everything_back() -> None:
    assert window_space(910, 441, page_width()).step == 6
    assert window_space(1366, 697, page_width()).step == 0
    assert window_space(2732, 1394, 2 * page_width(), scale=2.0).step == 0


def test_a_label_breaks_inside_its_pieces_where_that_saves_a_line() -> None:
    label = "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"
    pieces = layout().pieces(label)
    assert len(pieces) == 3
    assert label_lines(pieces, 280, width_of) == (pieces[0] + pieces[1], pieces[2])
    found = label_lines(pieces, 206, width_of)
    assert len(found) == 2
    assert "".join(found) == label
    assert label_lines(pieces, 180, width_of) == pieces


@pytest.mark.parametrize("width", [998, 910 - RAIL - MARGIN_LEFT - MARGIN_RIGHT])
def test_the_corner_note_of_the_requests_takes_two_lines(width: int) -> None:
    found = measure("requests", width, 400)
    pieces = layout().pieces(form("2021").grid("requests").blocks[0].corner)
    lines = label_lines(pieces, sum(found.labels) - 2 * CORNER_PADDING, lambda text: width_of(text) * 11 / 12)
    assert lines == (pieces[0] + pieces[1], pieces[2])


def test_a_label_breaks_at_its_pieces_only_when_it_must() -> None:
    pieces = layout().pieces("（二）部分公开（区分处理的，只计这一情形，不计其他情形）")
    assert len(label_lines(pieces, 400, width_of)) == 1
    assert label_lines(pieces, 238, width_of) == pieces


@pytest.mark.parametrize("width", [60, 72, 84, 100, 130, 178])
def test_broken_lines_obey_chinese_rules_and_lose_nothing(width: int) -> None:
    text = "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请（含2021年）"
    lines = label_lines((text,), width, width_of)
    assert "".join(lines) == text
    assert all(width_of(line) <= width for line in lines)
    assert not any(line[0] in "、，。）" for line in lines)
    assert not any(line[-1] in "（“" for line in lines)
    assert any("2021" in line for line in lines)


def test_a_stacked_label_keeps_its_number_together() -> None:
    assert stacked_lines("三、本年度办理结果") == ("三、", *"本年度办理结果")
    assert stacked_lines("合计") == ("合", "计")


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("percent", [80, 90])
@pytest.mark.parametrize("width", [1008, 1340])
def test_labels_take_no_more_lines_where_letters_are_rounded_up(edition: str, percent: int, width: int) -> None:
    chosen, grid = layout(edition), form(edition).grid("requests")

    def rows_of(size: int, letter: int) -> list[int]:
        """At this size in percent, with letters of so many pixels."""
        found = grid_measures(
            grid, chosen.window["requests"], width, 900, lambda text: letter * len(text), chosen.pieces, size / 100
        )
        rows = found.blocks[0].rows
        return [row for row, height in enumerate(rows) if height > min(rows)]

    assert rows_of(percent, {80: 10, 90: 11}[percent]) == rows_of(100, 12)
