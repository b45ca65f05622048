"""All windows of the program: one report each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QWidget

from gui.interaction import Choice, Interaction
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import Theme
from gui.tools import Tools
from model.errors import OpenError
from model.report import Report
from workflows.document import Document
from workflows.forms import edition_for, form

if TYPE_CHECKING:
    from gui.start_window import StartWindow


class WindowList:
    """Opens and closes windows; a window in which nothing has been done gives way to the next one."""

    def __init__(
        self, theme: Theme, settings: Settings, interaction: Interaction, today: Callable[[], QDate] = QDate.currentDate
    ) -> None:
        self.tools = Tools(theme, settings, interaction, self, today)
        self.windows: list[MainWindow] = []
        self.start_window: StartWindow | None = None
        self.recovery_offered = False
        """Whether what a crash left was looked for."""
        self.recoveries_taken: set[Path] = set()
        """What of it was given back in this run of the program."""
        self.broken_rules_told = False
        """Whether it was said in this run that the office's own rules are broken."""

    def show_start(self) -> StartWindow:
        """The start page, in a window of its own."""
        from gui.start_window import StartWindow

        if self.start_window is None:
            self.start_window = StartWindow(self.tools, due_year(self.tools.today()))
            self.start_window.closed.connect(self._forget_start)
        self.start_window.show()
        return self.start_window

    def open_blank(self, at: str = "") -> MainWindow:
        """A window with a new report of the year that is due."""
        year = due_year(self.tools.today())
        return self._show(Document.new(Report.blank(form(edition_for(year)), year=year)), None, at)

    def open_report(self, report: Report, origin: QWidget | None, *, unsaved: bool = False, at: str = "") -> MainWindow:
        """A window with this report, which has no file yet, at this cell."""
        document = Document.new(report)
        if unsaved:
            document.history.mark_unsaved()
        return self._show(document, origin, at)

    def open_file(self, path: Path, origin: QWidget | None, at: str = "") -> MainWindow | None:
        """A window with this file's report, the one that has it open already, or None when it can't be opened."""
        found = self.showing(path)
        if found is not None:
            found.come_to_front(at)
            return found
        document = self._open(path, origin)
        if document is None:
            return None
        window = self._show(document, origin, at)
        # The settings' file is locked, read and written: not before the first paint.
        window.later(lambda: self._remember(document.path))
        self._tell_lock(window)
        return window

    def showing(self, path: Path) -> MainWindow | None:
        """The window that has this file open, None when there is none."""
        path = path.absolute()
        for window in self.windows:
            own = window.editor.document.path
            if own is not None and (own == path or (path.exists() and own.exists() and own.samefile(path))):
                return window
        return None

    def close_all(self) -> None:
        """Close every window, asking for each what is to become of its changes; stops where the clerk does."""
        for window in reversed(tuple(self.windows)):
            if not window.close():
                return
        if self.start_window is not None:
            self.start_window.close()

    def _remember(self, path: Path) -> None:
        self.tools.settings.add_recent_file(path)
        self.tools.settings.put("files/folder", str(path.parent))

    def _forget_start(self) -> None:
        self.start_window = None

    def _open(self, path: Path, origin: QWidget | None) -> Document | None:
        try:
            return Document.open(path)
        except OpenError as error:
            from gui.window_files import ask_after_failed_open

            if not path.exists():
                self.tools.settings.drop_recent_file(path)
            if ask_after_failed_open(self.tools, origin, error) != "backup":
                return None
            backup = error.backups[0]
        try:
            return Document.open_backup(path, backup)
        except OpenError as error:
            self.tools.interaction.tell_error(origin, "打不开备份", error)
            return None

    def _show(self, document: Document, origin: QWidget | None, at: str = "") -> MainWindow:
        window = MainWindow(document, self.tools, at)
        gives_way = getattr(origin, "untouched", False)
        if gives_way:
            window.restoreGeometry(origin.saveGeometry())
        elif self.windows:
            window.stand_beside(self.windows[-1])
        self.windows.append(window)
        window.closed.connect(lambda: self.windows.remove(window))
        window.show()
        if gives_way:
            # Only now: without a visible window the program would end.
            origin.close()
        return window

    def _tell_lock(self, window: MainWindow) -> None:
        document = window.editor.document
        if document.locked_by is None:
            return
        choices = (Choice("read", "只看"), Choice("take", "对方已不在用，接过来编辑", destructive=True))
        text = f"{document.read_only_reason}\n\n要修改，请等对方关闭，或用“文件→另存为”另存一份。"
        if self.tools.interaction.offer(window, "文件正在别处打开", text, choices) == "take":
            try:
                document.take_over()
            except OpenError as error:
                self.tools.interaction.tell_error(window, "没有接过来", error)
            window.editor.history_changed.emit()


def due_year(today: QDate) -> int:
    """The year on which offices report at this time: from October on the current one, before that the last."""
    return today.year() if today.month() >= 10 else today.year() - 1
