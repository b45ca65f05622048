"""Themes on the live window: chosen, followed from the system, kept; nothing keeps a colour of the theme before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from gui import look
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import COLOURS, THEMES, Theme
from gui.windows import WindowList

RECEIVED = "requests.received.natural_person"
FILLED = 100
"""Points of a colour that are a ground."""


@pytest.fixture
def dressed(program: WindowList, application: QApplication) -> Iterator[WindowList]:
    """The program with the application following its theme; afterwards the application is light again."""
    look.follow(application, program.tools.theme, program.tools.settings)
    yield program
    Theme().apply(application)


@pytest.fixture
def window(dressed: WindowList, qtbot) -> MainWindow:
    """A window with everything built."""
    found = dressed.open_blank(RECEIVED)
    found.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is found)
    found.finish()
    return found


def picture(window: QWidget) -> QImage:
    """What the window looks like now."""
    QApplication.processEvents()
    return window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def colours(image: QImage) -> set[str]:
    """Every colour that fills something; the few points at the edges of letters are none."""
    points = Counter(memoryview(image.constBits()).cast("I"))
    return {QColor.fromRgb(point).name().upper() for point, times in points.items() if times > FILLED}


def grounds(name: str) -> set[str]:
    """The fills that only this theme has."""
    index = THEMES.index(name)
    roles = ("window", "surface", "chrome", "heading", "label", "input", "blank", "computed", "tint")
    others = {colour for role in COLOURS for i, colour in enumerate(COLOURS[role]) if i != index}
    return {COLOURS[role][index] for role in roles} - others


@pytest.mark.parametrize("section", ["preface", "overview", "proactive", "requests"])
def test_no_ground_of_the_theme_before_is_left(window: MainWindow, section: str) -> None:
    window.pages.show(section)
    theme = window.tools.theme
    assert grounds("light") & colours(picture(window))
    before = "light"
    for name in ("dark", "contrast", "light"):
        theme.use(name)
        seen = colours(picture(window))
        assert not grounds(before) & seen, f"{before} is left in {name}"
        assert COLOURS["chrome"][THEMES.index(name)] in seen
        before = name


def test_the_start_page_changes_as_well(dressed: WindowList, qtbot) -> None:
    start = dressed.show_start()
    qtbot.waitUntil(lambda: start.page.files is not None and start.isVisible())
    before = picture(start)
    dressed.tools.theme.use("dark")
    seen = colours(picture(start))
    assert not grounds("light") & seen
    assert COLOURS["window"][1] in seen
    dressed.tools.theme.use("light")
    assert picture(start) == before
    start.close()


def test_back_in_the_first_theme_everything_is_as_it_was(window: MainWindow) -> None:
    window.pages.show("requests")
    theme, before = window.tools.theme, picture(window)
    for name in ("dark", "contrast", "light"):
        theme.use(name)
        QApplication.processEvents()
    assert picture(window) == before


def test_the_menu_chooses_and_marks_the_choice(window: MainWindow) -> None:
    tools, menu = window.tools, QMenu()
    look.fill_theme_menu(window, menu)
    assert [action.isChecked() for action in menu.actions()] == [True, False, False, False]
    menu.actions()[2].trigger()
    assert tools.theme.name == "dark"
    assert tools.settings.get("look/theme") == "dark"
    assert QApplication.palette().color(QPalette.ColorRole.Window) == QColor(COLOURS["window"][1])
    look.fill_theme_menu(window, menu)
    assert [action.isChecked() for action in menu.actions()] == [False, False, True, False]


@pytest.mark.parametrize(
    ("chosen", "scheme", "high", "name"),
    [
        ("system", Qt.ColorScheme.Light, False, "light"),
        ("system", Qt.ColorScheme.Unknown, False, "light"),
        ("system", Qt.ColorScheme.Dark, False, "dark"),
        ("system", Qt.ColorScheme.Dark, True, "contrast"),
        ("light", Qt.ColorScheme.Dark, True, "light"),
        ("spoilt", Qt.ColorScheme.Dark, False, "dark"),
    ],
)
def test_the_choice_before_the_system(
    program: WindowList, monkeypatch: pytest.MonkeyPatch, chosen: str, scheme: Qt.ColorScheme, high: bool, name: str
) -> None:
    settings: Settings = program.tools.settings
    settings.put("look/theme", chosen)
    monkeypatch.setattr(look, "_system_has_high_contrast", lambda: high)
    monkeypatch.setattr(look.QGuiApplication, "styleHints", lambda: _Hints(scheme))
    assert look.theme_in_force(settings) == name


def test_a_change_of_the_systems_colours_is_followed(
    dressed: WindowList, application: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look, "system_theme", lambda: "dark")
    application.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert dressed.tools.theme.name == "dark"
    dressed.tools.settings.put("look/theme", "light")
    application.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert dressed.tools.theme.name == "light"


class _Hints:
    """Stands for the platform's style hints."""

    def __init__(self, scheme: Qt.ColorScheme) -> None:
        self._scheme = scheme

    def colorScheme(self) -> Qt.ColorScheme:
        return self._scheme
