"""Zoom: everything in the window grows and shrinks at once, comes back exactly, and is remembered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.settings import DEFAULTS
from gui.theme import BASE
from gui.windows import WindowList
from gui.zoom import KEY, STEPS, base_of

FIRST = "requests.received.natural_person"


@pytest.fixture
def window(program: WindowList, qtbot: QtBot) -> MainWindow:
    made = program.open_blank(at=FIRST)
    made.resize(1500, 900)
    with qtbot.waitActive(made):
        made.activateWindow()
    made.finish()
    program.tools.theme.changed.connect(lambda: program.tools.theme.apply(QApplication.instance()))
    made.pages.show("overview")
    made.pages.show("requests")
    QApplication.processEvents()
    yield made
    program.tools.theme.scale_to(BASE)
    program.tools.theme.apply(QApplication.instance())


def zoom(window: MainWindow, *commands: str) -> None:
    for command in commands:
        window.actions_[command].trigger()
    QApplication.processEvents()


def places(window: MainWindow) -> list[tuple[str, object]]:
    widgets = [widget for widget in window.findChildren(QWidget) if widget.isVisible()]
    return [(type(w).__name__, w.geometry()) for w in widgets if not w.objectName().startswith("qt_")]


def test_back_at_100_everything_is_exactly_as_it_was(window: MainWindow) -> None:
    before, picture = places(window), window.grab().toImage()
    zoom(window, *["zoom_in"] * 3, *["zoom_out"] * 5, "zoom_in")
    assert window.tools.theme.scale == pytest.approx(0.9)
    zoom(window, "zoom_reset")
    assert places(window) == before
    assert window.grab().toImage() == picture


@pytest.mark.parametrize("steps", [-2, 5])
def test_panels_bands_and_buttons_take_the_new_size(window: MainWindow, steps: int) -> None:
    grid = window.pages.page.grid
    parts = {
        "head": window.pages.page.head,
        "menu": window.menuBar(),
        "tool bar": window.tool_bar,
        "status": window.status,
        "navigator": window.panels.navigator,
    }
    before = {name: (part.width() if name == "navigator" else part.height()) for name, part in parts.items()}
    label = window.pages.page.head.findChild(QLabel)
    font = label.font().pixelSize()
    button = window.pages.page.head.findChild(QToolButton)
    icon = button.iconSize().width()
    heading = grid.blocks[0].headings.cells[0].rect.height()
    zoom(window, *["zoom_in" if steps > 0 else "zoom_out"] * abs(steps))
    scale = STEPS[STEPS.index(100) + steps] / 100
    theme = window.tools.theme
    assert theme.scale == pytest.approx(scale)
    for name in ("head", "menu", "tool bar", "status"):
        assert parts[name].height() == round(before[name] * scale), name
    if not window.panels.space.rail:
        assert parts["navigator"].width() == round(before["navigator"] * scale)
    assert abs(label.font().pixelSize() - font * scale) <= 1
    assert button.iconSize().width() == round(icon * scale)
    assert abs(grid.blocks[0].headings.cells[0].rect.height() - heading * scale) <= 2 * scale
    assert window.status.zoom.text() == f"{round(scale * 100)}%"


def test_the_text_grows_with_its_lines_and_loses_nothing(window: MainWindow) -> None:
    page = window.pages.show("overview")
    page.prose.insertPlainText("第一段。\n第二段。")
    steps = window.editor.history.names()
    zoom(window, "zoom_in", "zoom_in", "zoom_in")
    block = page.prose.document().begin()
    assert block.blockFormat().lineHeight() == round(27 * 1.5)
    assert page.prose.document().defaultFont().pixelSize() == 24
    assert page.prose.toPlainText() == "第一段。\n第二段。"
    assert window.editor.history.names() == steps
    zoom(window, "zoom_reset")
    assert block.blockFormat().lineHeight() == 27


def test_a_page_made_while_zoomed_comes_back_too(window: MainWindow) -> None:
    zoom(window, "zoom_in")
    head = window.pages.show("disputes").head
    assert head.height() == 33
    zoom(window, "zoom_reset")
    assert head.height() == 30


def test_it_stops_at_the_ends_and_is_remembered(window: MainWindow) -> None:
    zoom(window, *["zoom_in"] * 9)
    settings = window.tools.settings
    assert (window.tools.theme.scale, settings.get(KEY), base_of(settings)) == (2.0, 200, 24)
    zoom(window, *["zoom_out"] * 20)
    assert (window.tools.theme.scale, settings.get(KEY)) == (pytest.approx(0.8), 80)
    settings.put(KEY, 117)
    assert base_of(settings) == BASE
    assert DEFAULTS[KEY] == 100


def wheel(widget: QWidget, by: int, modifiers: Qt.KeyboardModifier) -> QWheelEvent:
    place = QPointF(widget.rect().center())
    return QWheelEvent(
        place,
        widget.mapToGlobal(place),
        QPoint(),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )


def turn(widget: QWidget, by: int, modifiers: Qt.KeyboardModifier) -> None:
    QApplication.sendEvent(widget, wheel(widget, by, modifiers))


def test_control_with_the_wheel_zooms_wherever_the_mouse_is(window: MainWindow) -> None:
    control, none = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
    block = window.pages.page.grid.blocks[0]
    theme = window.tools.theme
    for widget in (block.view.viewport(), block.labels, block.headings):
        turn(widget, 120, control)
        assert theme.scale == pytest.approx(1.1)
        turn(widget, -120, control)
        assert theme.scale == pytest.approx(1)
        turn(widget, 120, none)
        assert theme.scale == pytest.approx(1)
    # Qt hands on to the window only what comes from the platform.
    QApplication.sendEvent(window, wheel(window, -120, control))
    assert theme.scale == pytest.approx(0.9)
    zoom(window, "zoom_reset")
    turn(window.pages.show("overview").prose.viewport(), 120, control)
    assert theme.scale == pytest.approx(1.1)


def test_what_is_being_typed_is_kept(window: MainWindow, press) -> None:
    window.pages.page.setFocus()
    press("12")
    zoom(window, "zoom_in")
    assert window.editor.report.value(FIRST) == 12
