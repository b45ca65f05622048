"""The commands of one window as QActions, made from the table in `gui.actions`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from gui.actions import COMMANDS, NEEDS, SUBMENUS
from gui.held_commands import is_held
from gui.icons import icon
from gui.theme import Theme


class Actions:
    """The commands of one window as QActions."""

    def __init__(self, window: QWidget, theme: Theme, handlers: Mapping[str, Callable[[], object]]) -> None:
        """handlers: what each command does; KeyError when one is missing."""
        self._actions: dict[str, QAction] = {}
        self.held = ""
        """Why nothing may be changed just now; see `held_commands.hold`."""
        for command in COMMANDS:
            action = QAction("\t".join((command.text, *command.grid_keys)), window)
            action.setObjectName(command.id)
            action.setShortcuts([QKeySequence(key) for key in command.keys])
            action.setCheckable(command.checkable)
            action.setToolTip(command.tool_tip)
            if command.icon:
                action.setIcon(icon(theme, command.icon))
                action.setIconVisibleInMenu(False)
            if command.beside:
                action.setIconText(command.beside)
            if not command.submenu:
                action.triggered.connect(_without_argument(handlers[command.id]))
            self._actions[command.id] = action
        window.addActions(list(self._actions.values()))

    def __getitem__(self, command: str) -> QAction:
        return self._actions[command]

    def __contains__(self, command: str) -> bool:
        return command in self._actions

    def fill(self, menu_id: str, menu: QMenu, submenus: Mapping[str, QMenu]) -> None:
        """Put the commands of this menu into it, parted by groups."""
        last: dict[QMenu, int] = {}
        within: dict[str, QMenu] = {"": menu}
        for command in COMMANDS:
            if command.menu != menu_id:
                continue
            # A menu within stands where its first command would.
            into = within.get(command.under)
            target = into or menu
            if last.setdefault(target, command.group) != command.group:
                target.addSeparator()
            last[target] = command.group
            if into is None:
                into = within[command.under] = menu.addMenu(SUBMENUS[command.under])
                last[into] = command.group
            action = self._actions[command.id]
            if command.submenu:
                action.setMenu(submenus[command.id])
            into.addAction(action)

    def update(self, reasons: Mapping[str, bool]) -> None:
        """Enable what makes sense now: the needs that are met are True. The tool tip says why not."""
        for command in COMMANDS:
            rests = is_held(command.needs, command.id)
            if rests or command.needs:
                action, met = self._actions[command.id], not command.needs or reasons[command.needs]
                why = (self.held if rests else "") or ("" if met else NEEDS[command.needs])
                if action.isEnabled() == bool(why) or action.statusTip() != why:
                    action.setEnabled(not why)
                    action.setToolTip(f"{command.plain}：{why}" if why else command.tool_tip)
                    action.setStatusTip(why)

    def name_steps(self, undo: str, redo: str) -> None:
        """Show in the menu which steps undo and redo would take."""
        for command, text, step in (("undo", "撤销(&U)", undo), ("redo", "重做(&R)", redo)):
            name = text[:2] + (f"“{step.replace('&', '&&')}”" if step else "") + text[2:]
            if self._actions[command].text() != name:
                self._actions[command].setText(name)


def _without_argument(handler: Callable[[], object]) -> Callable[..., None]:
    def triggered(*_: object) -> None:
        handler()

    return triggered
