"""Menus and tool bar of a window, built from the table of commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMainWindow, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from gui.actions import COMMANDS, MENUS, toolbar_commands
from gui.features import function_named
from gui.space import MENU, TOOL_BAR
from gui.theme import Theme
from gui.window_actions import Actions

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_RIGHT_END = 90

Fill = Callable[[QMenu], object]


class Menus:
    """The window's menus. Each is filled when it is first opened, so that the first paint does not wait for them.

    fill: what fills the menus of commands that have one, each time it is opened. A menu that it does not name is
    filled by the function that its command names; that is called with the window and the menu, and imported when
    the menu is first opened.
    """

    def __init__(self, window: QMainWindow, actions: Actions, theme: Theme, fill: Mapping[str, Fill]) -> None:
        self._window = window
        self._actions = actions
        self._fill = fill
        window.menuBar().setFixedHeight(theme.px(MENU))
        used = {command.menu for command in COMMANDS}
        self._empty = {menu: window.menuBar().addMenu(title) for menu, title in MENUS.items() if menu in used}
        for menu_id, menu in self._empty.items():
            menu.aboutToShow.connect(lambda menu_id=menu_id: self._fill_one(menu_id))

    def fill(self) -> None:
        """Fill those that were not opened yet."""
        for menu_id in tuple(self._empty):
            self._fill_one(menu_id)

    def _fill_one(self, menu_id: str) -> None:
        menu = self._empty.pop(menu_id, None)
        if menu is not None:
            own = [command for command in COMMANDS if command.menu == menu_id and command.submenu]
            submenus = {command.id: _submenu(self._window, self._fill.get(command.id), command.runs) for command in own}
            self._actions.fill(menu_id, menu, submenus)


def _submenu(window: QMainWindow, fill: Fill | None, runs: str) -> QMenu:
    menu = QMenu(window)
    menu.aboutToShow.connect(lambda: fill(menu) if fill is not None else function_named(runs)(window, menu))
    return menu


class ToolBar(QToolBar):
    """The tool bar: groups parted by thin lines, the switches of the panels at the right end."""

    def __init__(self, window: QMainWindow, actions: Actions, theme: Theme) -> None:
        super().__init__("工具栏", window)
        self._actions = actions
        self.setObjectName("tool_bar")
        self.setMovable(False)
        self.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.setFixedHeight(theme.px(TOOL_BAR))
        last = 10
        for place, command in toolbar_commands():
            if place >= _RIGHT_END > last:
                space = QWidget()
                space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
                self.addWidget(space)
            elif place // 10 != last // 10 and place < _RIGHT_END:
                self.addWidget(_Rule(theme))
            last = place
            self.addAction(actions[command.id])

    def show_text(self, shown: bool) -> None:
        """Whether there is room for text beside the icons that have one."""
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if shown else Qt.ToolButtonStyle.ToolButtonIconOnly
        for _, command in toolbar_commands():
            button = self.widgetForAction(self._actions[command.id])
            if command.beside and isinstance(button, QToolButton):
                button.setToolButtonStyle(style)


class _Rule(QWidget):
    """A thin line between groups of the tool bar; the style's own comes out as a dot."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(theme.px(17), theme.px(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.width() // 2, 0, 1, self.height(), self._theme.color("border"))
