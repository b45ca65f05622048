"""Headings and labels: where they stand, whether they can be read, and what a click on them does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.editor import ReportEditor
from gui.grid_bands import Band, BandCell
from gui.grid_block import GridBlock
from gui.grid_page import GridPage
from gui.theme import Theme
from model.printed import printed_blocks

MakePage = Callable[..., GridPage]

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
GRIDS = ["proactive", "requests", "disputes"]


def leaves(band: Band) -> list[BandCell]:
    return [cell for cell in band.cells if cell.leaf]


def in_block(block: GridBlock, band: Band, point: QPoint) -> QPoint:
    return band.mapTo(block, point)


def assert_aligned(block: GridBlock) -> None:
    """Every leaf label stands beside its row, every leaf heading above its column."""
    view = block.view
    for cell in leaves(block.labels):
        rect = block.labels.visible_rect(cell)
        top = view.viewport().mapTo(block, QPoint(0, view.rowViewportPosition(cell.first_row))).y()
        assert in_block(block, block.labels, rect.topLeft()).y() == top
        assert rect.height() == view.rowHeight(cell.first_row)
    for cell in leaves(block.headings):
        rect = block.headings.visible_rect(cell)
        left = view.viewport().mapTo(block, QPoint(view.columnViewportPosition(cell.first_column), 0)).x()
        assert in_block(block, block.headings, rect.topLeft()).x() == left
        assert rect.width() == view.columnWidth(cell.first_column)


def named(band: Band, text: str) -> BandCell:
    return next(cell for cell in band.cells if "".join(cell.lines) == text)


def click(band: Band, cell: BandCell, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(band, Qt.MouseButton.LeftButton, modifiers, band.visible_rect(cell).center())


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("grid", GRIDS)
def test_every_printed_label_is_there_once(make_page: MakePage, editor: ReportEditor, grid: str, edition: str) -> None:
    page = make_page(grid)
    expected = [
        [cell.text for cell in printed.cells if not cell.cell]
        for printed in printed_blocks(editor.report.form.grid(grid))
    ]
    shown = [["".join(cell.lines) for band in block.bands() for cell in band.cells] for block in page.blocks]
    assert [sorted(texts) for texts in shown] == [sorted(texts) for texts in expected]


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("grid", GRIDS)
@pytest.mark.parametrize(("width", "height"), [(1008, 519), (1208, 600), (944, 365), (866, 283)])
def test_no_label_is_clipped(make_page: MakePage, grid: str, edition: str, width: int, height: int) -> None:
    page = make_page(grid, width, height)
    for block in page.blocks:
        for band in block.bands():
            for cell in band.cells:
                room = 0 if cell.centred else cell.padding
                assert band.text_width(cell) <= cell.rect.width() - 1 - room, cell.lines
                assert band.text_height(cell) <= cell.rect.height() + 1, cell.lines


@pytest.mark.parametrize("grid", GRIDS)
def test_no_label_is_clipped_at_a_larger_font(make_page: MakePage, theme: Theme, grid: str) -> None:
    theme.scale_to(18)
    page = make_page(grid, 1500, 800)
    for block in page.blocks:
        for band in block.bands():
            for cell in band.cells:
                assert band.text_width(cell) <= cell.rect.width() - 1, cell.lines
                assert band.text_height(cell) <= cell.rect.height() + 1, cell.lines


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize("grid", GRIDS)
def test_bands_stand_beside_their_figures(make_page: MakePage, grid: str, edition: str) -> None:
    for block in make_page(grid).blocks:
        assert_aligned(block)


def test_bands_stay_aligned_and_in_sight_while_the_figures_scroll(make_page: MakePage) -> None:
    page = make_page("requests", 500, 250)
    (block,) = page.blocks
    view = block.view
    assert view.verticalScrollBar().maximum() > 0
    assert view.horizontalScrollBar().maximum() > 0
    for down, across in ((37, 0), (view.verticalScrollBar().maximum(), view.horizontalScrollBar().maximum()), (0, 11)):
        view.verticalScrollBar().setValue(down)
        view.horizontalScrollBar().setValue(across)
        assert_aligned(block)
        assert block.labels.geometry().left() == 0
        assert block.headings.geometry().top() < view.geometry().top()
    assert block.labels.height() == view.viewport().height()
    assert block.headings.width() == view.viewport().width()


def test_the_label_of_a_tall_group_stays_in_sight(make_page: MakePage) -> None:
    page = make_page("requests", 866, 283)
    (block,) = page.blocks
    group = named(block.labels, "（三）不予公开")
    for down in (0, 60, 100, 130):
        block.view.verticalScrollBar().setValue(down)
        rect = block.labels.text_rect(group)
        middle = rect.center().y()
        assert block.labels.visible_rect(group).intersects(block.labels.rect())
        assert 0 <= middle <= block.labels.height()
        if rect.height() >= block.labels.text_height(group):
            assert middle - block.labels.text_height(group) / 2 >= -1


@pytest.mark.parametrize(
    ("label", "rows", "columns"),
    [
        ("（三）不予公开", 8, 7),
        ("4.保护第三方合法权益", 1, 7),
        ("三、本年度办理结果", 22, 7),
    ],
)
def test_a_click_on_a_label_selects_its_rows(make_page: MakePage, label: str, rows: int, columns: int) -> None:
    page = make_page()
    (block,) = page.blocks
    click(block.labels, named(block.labels, label))
    found = page.selection()
    assert found is not None
    assert (found.rows, found.columns) == (rows, columns)
    assert block.view.hasFocus()


def test_a_click_on_a_heading_selects_its_columns_and_ctrl_and_shift_add(make_page: MakePage) -> None:
    page = make_page()
    (block,) = page.blocks
    click(block.headings, named(block.headings, "法人或其他组织"))
    assert page.selection()[:2] == (25, 5)
    click(block.headings, named(block.headings, "自然人"))
    assert page.selection()[:2] == (25, 1)
    assert page.current_cell() == "requests.received.natural_person"
    click(block.headings, named(block.headings, "总计"), CONTROL)
    assert page.selection()[:2] == (25, 2)
    click(block.headings, named(block.headings, "自然人"))
    click(block.headings, named(block.headings, "科研机构"), SHIFT)
    assert page.selection()[:2] == (25, 3)
    click(block.corner, block.corner.cells[0])
    assert page.selection()[:2] == (25, 7)


def test_a_click_in_another_block_takes_the_current_cell_there(make_page: MakePage) -> None:
    page = make_page("proactive")
    block = page.blocks[2]
    click(block.labels, named(block.labels, "行政强制"))
    assert page.current_cell() == "proactive.coercive_measures.decisions"
    assert [other.view.currentIndex().isValid() for other in page.blocks] == [False, False, True, False]


def test_heading_and_label_of_the_current_cell_are_marked(make_page: MakePage, theme: Theme) -> None:
    page = make_page()
    (block,) = page.blocks
    page.show_cell("requests.refused_third_party.business")
    label = named(block.labels, "4.保护第三方合法权益")
    heading = named(block.headings, "商业企业")

    def fill(band: Band, cell: BandCell) -> str:
        image = band.grab().toImage()
        return image.pixelColor(band.visible_rect(cell).topLeft() + QPoint(3, 3)).name()

    cross = theme.color("cross").name()
    assert fill(block.labels, label) == cross
    assert fill(block.headings, heading) == cross
    assert fill(block.headings, named(block.headings, "自然人")) == theme.color("heading").name()
    page.show_cell("requests.granted.natural_person")
    assert fill(block.labels, label) == theme.color("label").name()


def test_the_wheel_over_a_band_scrolls_the_figures(make_page: MakePage) -> None:
    page = make_page("requests", 866, 283)
    (block,) = page.blocks
    band = block.labels
    centre = QPointF(band.rect().center())
    event = QWheelEvent(
        centre,
        QPointF(band.mapToGlobal(band.rect().center())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(band, event)
    assert block.view.verticalScrollBar().value() > 0


def test_the_current_cell_is_scrolled_into_sight(make_page: MakePage) -> None:
    page = make_page("requests", 866, 283)
    page.show_cell("requests.carried_out.total")
    view = page.blocks[0].view
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))
    stacked = make_page("proactive", 866, 200)
    stacked.show_cell("proactive.fees.amount")
    view = stacked.blocks[-1].view
    place = view.viewport().mapTo(stacked, view.visualRect(view.currentIndex()).center())
    assert stacked.rect().contains(place)


def test_the_page_follows_a_change_of_theme(make_page: MakePage, theme: Theme) -> None:
    page = make_page()
    (block,) = page.blocks
    height = page.measures().height
    theme.use("dark")
    image = block.labels.grab().toImage()
    assert image.pixelColor(3, block.labels.height() - 5).name() == theme.color("label").name()
    theme.scale_to(14)
    assert page.measures().height != height
    assert_aligned(block)
