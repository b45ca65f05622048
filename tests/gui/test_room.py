"""What comes above or below the page takes a row from the findings before the largest grid has to be scrolled."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from gui.find_bar import FindBar
from gui.main_window import USUAL_SIZE, MainWindow
from gui.strip import Strip, show_strip
from gui.windows import WindowList
from tests.builders import full_report


@pytest.fixture
def window(program: WindowList, qtbot) -> MainWindow:
    """A window with the largest grid, as it is at 1366×768."""
    found = program.open_report(full_report(), None, at="requests.received.natural_person")
    found.finish()
    found.resize(USUAL_SIZE)
    settle()
    return found


def settle() -> None:
    """Let everything be laid out."""
    for _ in range(4):
        QApplication.processEvents()


def state(window: MainWindow) -> tuple[bool, int]:
    """Whether the grid has to be scrolled, and the rows of the findings."""
    settle()
    return window.pages.page.grid.measures().down, window.panels.findings.rows


def test_usually_there_is_room_for_everything(window: MainWindow) -> None:
    assert state(window) == (False, 2)


def test_the_find_bar_takes_a_row_of_the_findings_while_it_is_open(window: MainWindow) -> None:
    window.actions_["find"].trigger()
    assert state(window) == (False, 1)
    window.centralWidget().findChild(FindBar).finish()
    assert state(window) == (False, 2)


def test_so_does_a_strip(window: MainWindow) -> None:
    strip = Strip(window.tools.theme, "有 3 处上年数字待改", "去看看(&K)", lambda: None)
    bar = show_strip(window, strip)
    assert state(window) == (False, 1)
    strip.button.setFocus()
    assert state(window) == (False, 1)
    window.pages.show("overview")
    settle()
    assert window.panels.findings.rows == 2
    window.pages.show("requests")
    assert state(window) == (False, 1)
    bar.close()
    assert state(window) == (False, 2)


def test_a_row_that_does_not_help_is_not_taken(window: MainWindow) -> None:
    window.resize(USUAL_SIZE.width(), USUAL_SIZE.height() - 60)
    assert state(window) == (True, 2)


def test_rows_that_the_clerk_wants_are_left(window: MainWindow) -> None:
    window.panels.findings.rows_wanted.emit(4)
    assert state(window) == (True, 4)


def test_a_second_window_shows_all_rows_as_well(program: WindowList, screen, qtbot) -> None:
    screen(1366, 728)
    windows = [program.open_report(full_report(), None, at="requests.received.natural_person") for _ in range(2)]
    for one in windows:
        one.finish()
    assert [state(one)[0] for one in windows] == [False, False]
    assert windows[0].size() == windows[1].size()


def test_a_long_sentence_takes_the_lines_that_it_needs(window: MainWindow) -> None:
    words = "上年报告是 2019 年版表样，只带过来两种表样都有的内容；" * 4
    strip = Strip(window.tools.theme, words, "去看看(&K)", lambda: None)
    show_strip(window, strip)
    settle()
    assert strip.text.text() == words
    line = strip.text.fontMetrics().height()
    assert 2 * line <= strip.text.height() <= strip.height() < 5 * line
    strip.text.set_whole("短句")
    settle()
    assert strip.text.height() < 2 * strip.text.fontMetrics().height()
