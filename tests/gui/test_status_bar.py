"""The line at the foot: where the clerk is, what stands there, and what several selected cells come to."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from gui.editor import ReportEditor
from gui.grid_page import GridPage
from gui.grid_selection import Selection
from gui.main_window import MainWindow
from gui.status_bar import StatusBar, selection_text
from gui.theme import Theme

MakePage = Callable[..., GridPage]

FIRST = "requests.received.natural_person"
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def bar(editor: ReportEditor, theme: Theme, qtbot) -> StatusBar:
    """A status bar wide enough for all of its texts."""
    made = StatusBar(editor, theme)
    qtbot.addWidget(made)
    made.resize(1366, 24)
    return made


@pytest.mark.parametrize(
    ("selection", "text"),
    [
        (Selection(4, 2, 8, 4431, Decimal(4431) / 8), "求和 4,431　计数 8　平均 553.9"),
        (Selection(1, 4, 4, 9, Decimal(9) / 4), "求和 9　计数 4　平均 2.3"),
        (Selection(1, 2, 2, 10, Decimal(5)), "求和 10　计数 2　平均 5"),
        (Selection(1, 2, 2, Decimal("1.25"), Decimal("0.625")), "求和 1.25　计数 2　平均 0.625"),
        (Selection(1, 3, 0, 0, Decimal(0)), "计数 0"),
        (Selection(1, 2, 2, 120005, Decimal(60002), mixed=True), "计数 2"),
    ],
)
def test_what_a_selection_comes_to(selection: Selection, text: str) -> None:
    assert selection_text(selection) == text


def test_the_selection_is_shown_while_there_is_one(
    make_page: MakePage, editor: ReportEditor, bar: StatusBar, press: Callable[..., None]
) -> None:
    page = make_page()
    page.selection_changed.connect(lambda: bar.watch(page))
    editor.enter(FIRST, "4000")
    editor.enter("requests.carried_in.natural_person", "431")
    counts = bar.counts.text()
    press(Qt.Key.Key_Down, SHIFT)
    assert (bar.place.whole, bar.counts.text()) == ("已选 2 行 × 1 列", "求和 4,431　计数 2　平均 2,215.5")
    editor.enter(FIRST, "4001")
    assert bar.counts.text().startswith("求和 4,432")
    page.hide()
    assert "求和" not in bar.counts.text()
    page.show()
    assert bar.counts.text().startswith("求和 4,432")
    page.show_cell("requests.granted.natural_person")
    assert bar.counts.text() == counts
    assert bar.place.whole == "三（一）　自然人"


def test_what_the_grid_may_cut_is_told_in_full(editor: ReportEditor, bar: StatusBar) -> None:
    editor.set_current_cell(FIRST)
    assert bar.place.whole == "一　自然人"
    editor.enter(FIRST, "123456789012")
    editor.set_current_cell("")
    editor.set_current_cell(FIRST)
    assert bar.place.whole == "一　自然人　　123456789012"
    editor.enter(FIRST, "1\n2")
    editor.set_current_cell("")
    editor.set_current_cell(FIRST)
    assert bar.place.whole == "一　自然人　　“1⏎2”"


def test_a_window_s_status_bar_follows_the_page_that_is_shown(program, qtbot) -> None:
    window: MainWindow = program.open_blank()
    window.pages.start_at(FIRST)
    window.pages.page.grid.select_all()
    assert window.status.place.whole == "已选 25 行 × 7 列"
    window.pages.show("disputes")
    assert "已选" not in window.status.place.whole
    window.pages.show("requests")
    assert window.status.place.whole == "已选 25 行 × 7 列"
