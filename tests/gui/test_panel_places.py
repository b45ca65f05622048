"""Panels are moved, float, come back as they were left, and give way to space only for as long as it lasts."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu

from gui.main_window import MainWindow
from gui.panel_places import FLOAT, SIDES, PanelPlace, fill_places_menu, floating_rect, read_place, side_at
from gui.windows import WindowList

AT = QRect(500, 200, 300, 350)


@pytest.fixture
def window(program: WindowList, qtbot) -> MainWindow:
    """A window with everything built."""
    return ready(program.open_blank("requests.received.natural_person"), qtbot)


def ready(window: MainWindow, qtbot) -> MainWindow:
    """Wait until the window is active and finished."""
    window.resize(1366, 697)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    window.finish()
    QApplication.processEvents()
    return window


def again(program: WindowList, window: MainWindow, qtbot) -> MainWindow:
    """The window as the next start shows it."""
    window.close()
    return ready(program.open_blank("requests.received.natural_person"), qtbot)


def left_of(window: MainWindow, name: str) -> int:
    """Where the panel begins, in the window."""
    panel = getattr(window.panels, name)
    return panel.mapTo(window, QPoint(0, 0)).x()


@pytest.mark.parametrize("name", SIDES)
@pytest.mark.parametrize("number", [0, 1])
def test_a_docked_panel_comes_back_at_its_side(
    program: WindowList, window: MainWindow, qtbot, name: str, number: int
) -> None:
    side = SIDES[name][number]
    window.panels.move(name, PanelPlace(side))
    found = again(program, window, qtbot)
    assert found.panels.place(name) == PanelPlace(side)
    panel = getattr(found.panels, name)
    middle = panel.mapTo(found, panel.rect().center())
    page = found.pages.stack.mapTo(found, found.pages.stack.rect().center())
    assert {
        "left": middle.x() < page.x(),
        "right": middle.x() > page.x(),
        "top": middle.y() < page.y(),
        "bottom": middle.y() > page.y(),
    }[side]


@pytest.mark.parametrize("name", SIDES)
def test_a_floating_panel_comes_back_where_it_was(program: WindowList, window: MainWindow, qtbot, name: str) -> None:
    window.panels.move(name, PanelPlace(FLOAT, AT))
    QApplication.processEvents()
    panel = getattr(window.panels, name)
    assert panel.window() is not window
    assert panel.isVisible()
    found = again(program, window, qtbot)
    panel = getattr(found.panels, name)
    assert panel.window() is not found
    assert panel.window().geometry().topLeft() == AT.topLeft()


def test_both_side_panels_at_one_side_keep_their_widths(window: MainWindow) -> None:
    window.panels.move("guidance", PanelPlace("left"))
    QApplication.processEvents()
    assert (left_of(window, "navigator"), left_of(window, "guidance")) == (0, 148)
    assert window.panels.guidance.width() == 208
    window.panels.move("navigator", PanelPlace("right"))
    window.panels.move("guidance", PanelPlace("right"))
    QApplication.processEvents()
    assert left_of(window, "guidance") < left_of(window, "navigator")


def test_a_closed_panel_stays_closed_wherever_it_is(program: WindowList, window: MainWindow, qtbot) -> None:
    window.panels.move("guidance", PanelPlace("left"))
    window.actions_["show_guidance"].trigger()
    found = again(program, window, qtbot)
    assert not found.panels.guidance.isVisible()
    found.actions_["show_guidance"].trigger()
    QApplication.processEvents()
    assert left_of(found, "guidance") == 148


def test_space_closes_a_moved_panel_only_for_a_while(window: MainWindow) -> None:
    window.panels.move("guidance", PanelPlace("left"))
    window.resize(1000, 600)
    QApplication.processEvents()
    assert not window.panels.guidance.isVisible()
    window.resize(1366, 697)
    QApplication.processEvents()
    assert window.panels.guidance.isVisible()
    assert window.panels.place("guidance").side == "left"


def test_a_floating_panel_needs_no_space(window: MainWindow) -> None:
    window.panels.move("guidance", PanelPlace(FLOAT, AT))
    window.resize(900, 500)
    QApplication.processEvents()
    assert window.panels.guidance.isVisible()


def test_full_screen_hides_floating_panels_as_well(window: MainWindow) -> None:
    window.panels.move("guidance", PanelPlace(FLOAT, AT))
    window.actions_["full_screen"].trigger()
    assert not window.panels.guidance.isVisible()
    window.actions_["full_screen"].trigger()
    assert window.panels.guidance.isVisible()


def test_the_usual_layout_comes_back(program: WindowList, window: MainWindow, qtbot) -> None:
    window.panels.move("guidance", PanelPlace(FLOAT, AT))
    window.panels.move("navigator", PanelPlace("right"))
    window.panels.move("findings", PanelPlace("top"))
    window.actions_["show_navigator"].trigger()
    window.actions_["default_layout"].trigger()
    QApplication.processEvents()
    assert left_of(window, "navigator") == 0
    assert window.panels.guidance.window() is window
    found = again(program, window, qtbot)
    assert [found.panels.place(name).side for name in SIDES] == ["left", "bottom", "right"]


def test_the_menu_moves_panels(window: MainWindow) -> None:
    menu = QMenu()
    fill_places_menu(window, menu)
    entries = [action for action in menu.actions() if not action.isSeparator()]
    assert len(entries) == 9
    assert sum(action.isChecked() for action in entries) == 3
    next(action for action in entries if action.text().startswith("填表说明在左边")).trigger()
    assert window.panels.place("guidance").side == "left"


def drag(window: MainWindow, name: str, to: QPoint) -> None:
    """Drag the panel by its head to a point of the window."""
    head = getattr(window.panels, name).head
    start = head.mapToGlobal(QPoint(5, 5))
    end = window.mapToGlobal(to)
    for kind, point, button in (
        (QEvent.Type.MouseButtonPress, start, Qt.MouseButton.LeftButton),
        (QEvent.Type.MouseMove, (start + end) / 2, Qt.MouseButton.NoButton),
        (QEvent.Type.MouseMove, end, Qt.MouseButton.NoButton),
        (QEvent.Type.MouseButtonRelease, end, Qt.MouseButton.LeftButton),
    ):
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
        event = QMouseEvent(
            kind, QPointF(head.mapFromGlobal(point)), QPointF(point), button, held, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(head, event)
    QApplication.processEvents()


def test_dragging_to_a_side_docks_and_elsewhere_floats(window: MainWindow) -> None:
    drag(window, "guidance", QPoint(20, 300))
    assert window.panels.place("guidance").side == "left"
    drag(window, "guidance", QPoint(700, 300))
    assert window.panels.place("guidance").side == FLOAT
    drag(window, "guidance", QPoint(1350, 300))
    assert window.panels.place("guidance").side == "right"
    drag(window, "findings", QPoint(600, 100))
    assert window.panels.place("findings").side == "top"


def test_a_click_on_the_head_moves_nothing(window: MainWindow) -> None:
    head = window.panels.guidance.head
    drag(window, "guidance", window.mapFromGlobal(head.mapToGlobal(QPoint(6, 6))))
    assert window.panels.place("guidance").side == "right"


@pytest.mark.parametrize(
    ("panel", "point", "side"),
    [
        ("navigator", QPoint(10, 300), "left"),
        ("navigator", QPoint(990, 10), "right"),
        ("navigator", QPoint(500, 10), FLOAT),
        ("findings", QPoint(500, 590), "bottom"),
        ("findings", QPoint(10, 300), FLOAT),
        ("guidance", QPoint(1500, 300), FLOAT),
    ],
)
def test_where_a_panel_is_dropped(panel: str, point: QPoint, side: str) -> None:
    assert side_at(panel, point, QRect(0, 0, 1000, 600)) == side


@pytest.mark.parametrize("text", ["", "elsewhere", "top", "float 1 2", "float a b c d", "float"])
def test_what_the_settings_hold_may_be_spoilt(text: str) -> None:
    found = read_place("navigator", text)
    assert found.side in (*SIDES["navigator"], FLOAT)
    assert found.rect.isEmpty()


def test_a_place_is_kept_as_it_is() -> None:
    for place in (PanelPlace("left"), PanelPlace(FLOAT, AT), PanelPlace(FLOAT, QRect(-20, 5, 30, 40))):
        assert read_place("guidance", place.text) == place


WINDOW = QRect(0, 30, 1366, 700)
SIZE = QSize(300, 350)


@pytest.mark.parametrize(
    ("free", "cell", "covered", "corner"),
    [
        (QRect(0, 0, 1920, 1080), QRect(600, 300, 88, 17), (), QPoint(1366, 380)),
        (QRect(-400, 0, 1766, 768), QRect(600, 300, 88, 17), (), QPoint(-300, 380)),
        (QRect(0, 0, 1366, 1200), QRect(600, 300, 88, 17), (), QPoint(1066, 730)),
        (QRect(0, 0, 1366, 768), QRect(600, 300, 88, 17), (), QPoint(1066, 380)),
        (QRect(0, 0, 1366, 768), QRect(1200, 600, 88, 17), (), QPoint(0, 380)),
        (QRect(0, 0, 1366, 768), QRect(600, 300, 88, 17), (QRect(1066, 380, 300, 350),), QPoint(0, 380)),
    ],
)
def test_a_panel_comes_out_beside_the_work(free: QRect, cell: QRect, covered, corner: QPoint) -> None:
    found = floating_rect(SIZE, WINDOW, free, cell, covered)
    assert found == QRect(corner, SIZE)


def test_a_panel_too_large_for_the_screen_is_cut() -> None:
    free = QRect(0, 0, 200, 100)
    assert free.contains(floating_rect(SIZE, WINDOW, free, QRect(), ()))


@pytest.mark.parametrize("cell", ["requests.received.natural_person", "requests.carried_out.total"])
def test_panels_that_come_out_do_not_hide_the_current_cell(window: MainWindow, screen, cell: str) -> None:
    screen(1366, 768)
    window.pages.start_at(cell)
    for name in SIDES:
        window.panels.move(name, PanelPlace(FLOAT))
    QApplication.processEvents()
    view = window.pages.page.focusWidget()
    current = view.visualRect(view.currentIndex())
    there = QRect(view.viewport().mapToGlobal(current.topLeft()), current.size())
    rects = [getattr(window.panels, name).window().geometry() for name in SIDES]
    assert not [rect for rect in rects if rect.intersects(there)], there
    assert not [pair for pair in combinations(rects, 2) if pair[0].intersects(pair[1])]


@pytest.mark.parametrize("name", SIDES)
def test_a_part_s_key_pressed_in_a_floating_panel_brings_the_keyboard_to_its_page(
    program: WindowList, window: MainWindow, qtbot, name: str
) -> None:
    window.panels.move(name, PanelPlace(FLOAT, AT))
    panel = getattr(window.panels, name)
    panel.window().activateWindow()
    panel.setFocus()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is panel.window())
    window.actions_["part_4"].trigger()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    assert window.pages.page.isAncestorOf(QApplication.focusWidget())
