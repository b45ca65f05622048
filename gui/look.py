"""Which theme is in force: the clerk's choice, or what the system has; and changing it while the program runs."""

from __future__ import annotations

import sys
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from gui.settings import Settings
from gui.theme import THEMES, Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QMenu

KEY = "look/theme"
SYSTEM = "system"

CHOICES = MappingProxyType({SYSTEM: "跟随系统(&S)", "light": "浅色(&L)", "dark": "深色(&D)", "contrast": "高对比(&C)"})
"""What the clerk can choose → its name."""

_HIGH_CONTRAST = r"Control Panel\Accessibility\HighContrast"


def theme_in_force(settings: Settings) -> str:
    """The theme that the settings ask for, one of THEMES."""
    chosen = settings.get(KEY)
    return chosen if chosen in THEMES else system_theme()


def system_theme() -> str:
    """The theme that goes with the system's: high contrast before dark before light."""
    if _system_has_high_contrast():
        return "contrast"
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def follow(application: QApplication, theme: Theme, settings: Settings) -> None:
    """Dress the application, now and whenever the theme or the system's colours change."""
    _Follower(application, theme, settings)


class _Follower(QObject):
    """Lives as long as its theme."""

    def __init__(self, application: QApplication, theme: Theme, settings: Settings) -> None:
        super().__init__(theme)
        self._application = application
        self._theme = theme
        self._settings = settings
        # Before any widget listens: each then paints with the new palette.
        theme.changed.connect(self._dress)
        application.styleHints().colorSchemeChanged.connect(self._look_again)
        self._dress()

    def _dress(self) -> None:
        self._theme.apply(self._application)

    def _look_again(self, _: Qt.ColorScheme) -> None:
        self._theme.use(theme_in_force(self._settings))


def choose(theme: Theme, settings: Settings, choice: str) -> None:
    """Take this one of CHOICES and remember it."""
    settings.put(KEY, choice)
    theme.use(theme_in_force(settings))


def fill_theme_menu(window, menu: QMenu) -> None:
    """The themes, with a mark at the one that was chosen."""
    tools = window.tools
    chosen = tools.settings.get(KEY)
    menu.clear()
    for choice, name in CHOICES.items():
        action = menu.addAction(name)
        action.setCheckable(True)
        action.setChecked(choice == (chosen if chosen in THEMES else SYSTEM))
        action.triggered.connect(lambda _=False, choice=choice: choose(tools.theme, tools.settings, choice))


def _system_has_high_contrast() -> bool:
    """Whether Windows shows everything in high contrast; Qt does not tell that apart before 6.10."""
    if sys.platform != "win32":
        return False
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _HIGH_CONTRAST) as key:
            return bool(int(winreg.QueryValueEx(key, "Flags")[0]) & 1)
    except (OSError, ValueError):
        return False
