"""Windows stand on the screen, whole, and not exactly over one another."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, QSize

from gui.main_window import USUAL_SIZE, MainWindow
from gui.window_place import cascaded_rect, fitted_rect, frame_of
from gui.windows import WindowList

FREE = QRect(0, 0, 910, 480)
Screen = Callable[[int, int], None]


def framed(window: MainWindow) -> QRect:
    """The window with its frame."""
    return window.geometry().marginsAdded(frame_of(window))


def shown(window: MainWindow, qtbot) -> MainWindow:
    """Wait until the window has fitted itself after its first paint."""
    qtbot.waitUntil(lambda: not window._to_build)
    return window


def test_the_first_window_is_no_larger_than_the_screen(program: WindowList, screen: Screen, qtbot) -> None:
    screen(910, 480)
    window = shown(program.open_blank(), qtbot)
    assert FREE.contains(framed(window))
    assert window.width() >= 900


def test_a_remembered_size_is_cut_to_a_smaller_screen(program: WindowList, screen: Screen, qtbot) -> None:
    window = shown(program.open_blank(), qtbot)
    assert window.size() == USUAL_SIZE
    window.close()
    screen(910, 480)
    window = shown(program.open_blank(), qtbot)
    assert FREE.contains(framed(window))


def test_further_windows_stand_a_step_aside(program: WindowList, qtbot) -> None:
    windows = [shown(program.open_blank(), qtbot) for _ in range(3)]
    corners = [framed(window).topLeft() for window in windows]
    assert corners[1] - corners[0] == corners[2] - corners[1] == QPoint(32, 32)
    assert [window.size() for window in windows] == [USUAL_SIZE] * 3


def test_a_further_window_is_as_large_as_the_first_where_there_is_no_room_aside(
    program: WindowList, screen: Screen, qtbot
) -> None:
    screen(1366, 728)
    first, second = (shown(program.open_blank(), qtbot) for _ in range(2))
    assert QRect(0, 0, 1366, 728).contains(framed(second))
    assert second.size() == first.size()


def test_the_place_of_a_further_window_is_not_remembered(program: WindowList, qtbot) -> None:
    first, second = (shown(program.open_blank(), qtbot) for _ in range(2))
    first.close()
    remembered = program.tools.settings.get("window/geometry")
    second.close()
    assert program.tools.settings.get("window/geometry") == remembered


@pytest.mark.parametrize(
    ("rect", "fitted"),
    [
        (QRect(10, 20, 300, 200), QRect(10, 20, 300, 200)),
        (QRect(800, 400, 300, 200), QRect(610, 280, 300, 200)),
        (QRect(-50, -60, 300, 200), QRect(0, 0, 300, 200)),
        (QRect(100, 100, 2000, 1000), FREE),
    ],
)
def test_fitting(rect: QRect, fitted: QRect) -> None:
    assert fitted_rect(rect, FREE) == fitted


@pytest.mark.parametrize(
    ("at", "size", "rect"),
    [
        (QPoint(32, 32), QSize(500, 300), QRect(32, 32, 500, 300)),
        (QPoint(32, 32), QSize(910, 400), QRect(0, 32, 910, 400)),
        (QPoint(32, 32), QSize(910, 480), FREE),
        (QPoint(600, 32), QSize(500, 300), QRect(0, 32, 500, 300)),
        (QPoint(32, 300), QSize(500, 300), QRect(32, 0, 500, 300)),
        (QPoint(32, 32), QSize(2000, 1000), FREE),
    ],
)
def test_cascading(at: QPoint, size: QSize, rect: QRect) -> None:
    assert cascaded_rect(at, size, FREE) == rect
