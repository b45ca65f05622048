"""What does not fit into its cell: nothing runs into the neighbour, and no cut figure looks like another."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor, QImage

from gui.cell_fit import CellFit
from gui.cell_look import without_word
from gui.editor import ReportEditor
from gui.grid_page import GridPage
from gui.theme import Theme
from model.edits import ReplaceReport, SetNote
from tests.builders import full_report

MakePage = Callable[..., GridPage]

TOTAL = "requests.received.total"


def cell_image(page: GridPage, cell: str) -> QImage:
    """The cell cut out of the whole grid, with whatever other cells paint over it."""
    block = next(block for block in page.blocks if block.model.index_of(cell).isValid())
    image = block.view.viewport().grab().toImage()
    return image.copy(block.view.visualRect(block.model.index_of(cell)))


WIDE = ["123456789012", "1" * 13, "第二十条第（一）项共计十二件", "第二十条第（一）项", "x" * 200_000, "3\n" * 9]


@pytest.mark.parametrize("text", WIDE)
@pytest.mark.parametrize(
    ("grid", "left", "cell"),
    [
        ("requests", "requests.received.business", "requests.received.research"),
        ("disputes", "disputes.litigation_direct.upheld", "disputes.litigation_direct.corrected"),
    ],
)
def test_nothing_is_painted_into_the_cell_beside(
    make_page: MakePage, editor: ReportEditor, grid: str, left: str, cell: str, text: str
) -> None:
    page = make_page(grid)
    before = cell_image(page, left)
    editor.enter(cell, text)
    assert cell_image(page, left) == before


@pytest.fixture
def fit(theme: Theme) -> CellFit:
    return CellFit(theme, 1)


def test_a_figure_too_wide_is_set_smaller_before_it_is_cut(fit: CellFit) -> None:
    usual = fit.fit("12", 50, bold=False, figure=True)
    assert (usual.text, usual.font.pixelSize()) == ("12", 13)
    smaller = fit.fit("123456789", 50, bold=False, figure=True)
    assert (smaller.text, smaller.whole) == ("123456789", True)
    assert 9 <= smaller.font.pixelSize() < 13
    assert smaller.width <= 50


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("room", [20, 33, 50])
def test_a_figure_cut_in_front_shows_that_it_is(fit: CellFit, bold: bool, room: int) -> None:
    found = fit.fit("1234567890123", room, bold=bold, figure=True)
    assert found.text[0] == "…"
    assert "1234567890123".endswith(found.text[1:])
    assert not found.whole
    assert found.font.pixelSize() == 9
    assert found.width <= room


def test_words_keep_their_size_and_lose_their_end(fit: CellFit) -> None:
    found = fit.fit("第二十条第（一）项", 50, bold=False, figure=False)
    assert found.text[-1] == "…"
    assert "第二十条第（一）项".startswith(found.text[:-1])
    assert found.font.pixelSize() == 13
    assert found.width <= 50


@pytest.mark.parametrize("room", [-10, 0, 3])
def test_with_no_room_at_all_something_still_shows(fit: CellFit, room: int) -> None:
    assert fit.fit("1234567890123", room, bold=False, figure=True).text == "…"


def test_the_cross_of_text_not_understood_stays(make_page: MakePage, editor: ReportEditor, theme: Theme) -> None:
    page = make_page("disputes")
    cell = "disputes.litigation_direct.corrected"
    editor.enter(cell, "第二十条第（一）项共计十二件")
    image = cell_image(page, cell)
    red = theme.color("error")

    def colours(columns: range) -> list[QColor]:
        return [image.pixelColor(x, y) for x in columns for y in range(8, image.height() - 2)]

    assert any(color.red() - color.green() > (red.red() - red.green()) / 2 for color in colours(range(11, 22)))
    assert not any(color.red() < 100 for color in colours(range(22)))
    assert any(color.red() < 100 for color in colours(range(22, image.width() - 8)))


def test_a_stated_total_in_a_frame_keeps_its_triangle_and_its_figure(
    make_page: MakePage, editor: ReportEditor, theme: Theme
) -> None:
    page = make_page()
    editor.do("例", (ReplaceReport(full_report().state()),))
    editor.do("例", (SetNote(TOTAL, "stated", 5),))
    finding = next(finding for finding in editor.visible_findings() if TOTAL in finding.cells)
    editor.look_at(finding)
    page.show_cell(TOTAL)
    index = page.blocks[0].model.index_of(TOTAL)
    look = page.blocks[0].model.look(index.row(), index.column())
    assert (look.mark, look.left) == (finding.severity, "文件 5")
    image = cell_image(page, TOTAL)
    background, words = theme.color("warnfill"), theme.color("warning")
    painted = [
        x
        for x in range(6, image.width() - 20)
        if any(near(image.pixelColor(x, y), words) for y in range(6, image.height() - 6))
    ]
    # Both frames move the triangle in by 5, and the text with it.
    assert min(painted) >= 5 + 14
    assert any(image.pixelColor(x, 8) == background for x in range(12, min(painted)))


def near(one: QColor, other: QColor) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(one.getRgb(), other.getRgb(), strict=True))


@pytest.mark.parametrize(
    ("left", "narrow"),
    [("文件 300", "300"), ("文件 四十三", "四十三"), ("× 37", "× 37"), ("1,234", "1,234"), ("文件 ", "文件 ")],
)
def test_in_a_narrow_cell_the_word_goes_before_its_figure(left: str, narrow: str) -> None:
    assert without_word(left) == narrow
