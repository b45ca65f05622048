"""What every window is handed: the look, the settings, the questions to the clerk, the other windows, the day."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QWidget

from gui.interaction import Interaction
from gui.settings import Settings
from gui.theme import Theme
from model.records import NamedTuple
from model.report import Report


class Windows(Protocol):
    """All windows of the program."""

    def open_report(
        self, report: Report, origin: QWidget | None, *, unsaved: bool = False, at: str = ""
    ) -> QWidget: ...
    def open_file(self, path: Path, origin: QWidget | None, at: str = "") -> QWidget | None: ...
    def close_all(self) -> None: ...


class Tools(NamedTuple):
    """Shared by all windows; today: what day it is."""

    theme: Theme
    settings: Settings
    interaction: Interaction
    windows: Windows
    today: Callable[[], QDate]
