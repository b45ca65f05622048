"""The report's file from one window: new, open, save, revert, backups, and closing without losing anything."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from time import strftime

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from gui.editor import ReportEditor
from gui.interaction import Choice, FileKind
from gui.settings import documents_folder
from gui.tools import Tools
from model.errors import ChangedOnDisk, OpenError, ReportError, SaveError
from model.storage import SUFFIX

REPORT_FILES = FileKind("年报", (SUFFIX,))


class WindowFiles(QObject):
    """said: called with a word on the file for the status bar."""

    def __init__(self, window: QWidget, editor: ReportEditor, tools: Tools, said: Callable[[str], None]) -> None:
        super().__init__(window)
        self._window = window
        self._editor = editor
        self._tools = tools
        self._said = said

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """What the commands do."""
        return {
            "new": self.new,
            "open": self.open,
            "recent": lambda: None,
            "save": self.save,
            "save_as": self.save_as,
            "save_copy": self.save_copy,
            "revert": self.revert,
            "backups": self.backups,
        }

    def new(self) -> None:
        """Ask for unit and year and open a blank report."""
        from gui.new_reports import new

        new(self._window)

    def open(self) -> None:
        """Ask for a file and open it."""
        path = self._tools.interaction.file_to_open(
            self._window, "打开年报", self._tools.settings.folder(), (REPORT_FILES,)
        )
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Open this report; in this window when nothing is in it yet."""
        self._tools.windows.open_file(path, self._window)

    def fill_recent(self, menu: QMenu) -> None:
        """The files opened last; those that are gone can't be chosen."""
        menu.clear()
        files = self._tools.settings.recent_files()
        for number, path in enumerate(files, 1):
            there = path.exists()
            name = str(path).replace("&", "&&")
            action = menu.addAction(f"&{number % 10} {name}" + ("" if there else "（已不在原处）"))
            action.setEnabled(there)
            action.triggered.connect(lambda _=False, path=path: self.open_path(path))
        if not files:
            menu.addAction("还没有打开过文件").setEnabled(False)

    def save(self) -> bool:
        """Save to the report's file, asking for one when there is none; whether it was saved."""
        self._editor.commit_wanted.emit()
        if self._document.path is None or self._document.read_only:
            return self.save_as()
        return self._try(lambda overwrite: self._save_in_thread(overwrite), overwrite=False)

    def save_as(self) -> bool:
        """Save to another file and go on with that; whether it was saved."""
        self._editor.commit_wanted.emit()
        path = self._ask_where("另存为", self._suggestion())
        if path is None:
            return False
        if path == self._document.path and not self._document.read_only:
            return self.save()
        return self._try(lambda overwrite: self._document.save_as(path, overwrite), overwrite=True)

    def save_copy(self) -> None:
        """Write a copy and go on with the report's own file."""
        self._editor.commit_wanted.emit()
        suggestion = self._suggestion()
        path = self._ask_where("另存副本", suggestion.with_stem(f"{suggestion.stem}（副本）"))
        if path is None:
            return
        try:
            self._document.save_copy(path, overwrite=True)
        except SaveError as error:
            self._tools.interaction.tell_error(self._window, "副本没有存成", error)
            return
        self._said(f"副本已存到 {path}")

    def revert(self) -> None:
        """Go back to what the file holds, after asking."""
        self._editor.commit_wanted.emit()
        text = f"放弃没有保存的修改，恢复成“{self._document.path.name}”里的内容？\n\n恢复以后还可以撤销。"
        choices = (Choice("revert", "恢复", destructive=True),)
        if self._tools.interaction.choose(self._window, "恢复到已保存", text, choices) == "revert":
            try:
                self._document.revert()
            except ReportError as error:
                self._tools.interaction.tell_error(self._window, "没有恢复", error)

    def backups(self) -> None:
        """Show the earlier versions of the report's file."""
        from gui.backups_dialog import BackupsDialog

        self._editor.commit_wanted.emit()
        dialog = BackupsDialog(self._document, self._window)
        if self._tools.interaction.run(dialog) and dialog.chosen() is not None:
            try:
                self._document.restore_backup(dialog.chosen())
            except ReportError as error:
                self._tools.interaction.tell_error(self._window, "没有恢复备份", error)

    def may_close(self) -> bool:
        """Whether the window may close: everything is saved, or the clerk lets it go."""
        self._editor.commit_wanted.emit()
        if self._document.saved:
            return True
        choices = (Choice("save", "保存"), Choice("discard", "不保存", destructive=True))
        text = f"{self._called()}还有修改没有保存。要保存吗？"
        answer = self._tools.interaction.choose(self._window, "保存修改", text, choices)
        return self.save() if answer == "save" else answer == "discard"

    def _called(self) -> str:
        """The report by the name of its file; one without a file by unit and year, as far as they are filled in."""
        if self._document.path is not None:
            return f"“{self._document.path.name}”"
        unit, year = self._editor.report.unit.strip(), self._editor.report.year
        named = " ".join((unit, f"{year} 年报告" if year else "报告"))
        return f"“{named}”" if unit else "这份新报告"

    @property
    def _document(self):
        return self._editor.document

    def _save_in_thread(self, overwrite: bool) -> str:
        from gui.saving import run_saving

        job = self._document.save_job(overwrite)
        warning = run_saving(self._window, job)
        self._document.finish_save(job)
        return warning

    def _try(self, save: Callable[[bool], str], *, overwrite: bool) -> bool:
        """Save, and while that fails ask what to do."""
        while True:
            try:
                warning = save(overwrite)
            except SaveError as error:
                answer = self._ask_after(error)
                if answer == "save_as":
                    return self.save_as()
                if answer not in ("retry", "overwrite"):
                    return False
                overwrite = overwrite or answer == "overwrite"
                continue
            self._saved(warning)
            return True

    def _ask_after(self, error: SaveError) -> str:
        if isinstance(error, ChangedOnDisk) and not self._document.path.exists():
            choices = (Choice("overwrite", "在原处重新保存"), Choice("save_as", "另存为…"))
            return self._tools.interaction.choose(
                self._window, "文件已不在原处", f"{error.summary}\n\n{error.advice}", choices, failed=True
            )
        if isinstance(error, ChangedOnDisk):
            choices = (Choice("save_as", "另存为…"), Choice("overwrite", "覆盖", destructive=True))
            return self._tools.interaction.choose(
                self._window, "文件已被别人改动", f"{error.summary}\n\n{error.advice}", choices, failed=True
            )
        choices = (Choice("retry", "重试"), Choice("save_as", "另存为…"))
        text = f"{error.summary}\n\n{error.advice}\n\n您填的内容都还在这个窗口里。"
        return self._tools.interaction.choose(self._window, "没有保存", text, choices, failed=True)

    def _saved(self, warning: str) -> None:
        path = self._document.path
        self._tools.settings.add_recent_file(path)
        self._tools.settings.put("files/folder", str(path.parent))
        self._said(f"{strftime('%H:%M')} 已保存")
        self._editor.history_changed.emit()
        # In place of what was said before: that it was not saved yet.
        self._editor.message.emit(warning or f"已保存到“{path.name}”")

    def _ask_where(self, title: str, suggestion: Path) -> Path | None:
        path = self._tools.interaction.file_to_save(self._window, title, suggestion, REPORT_FILES)
        if path is not None and path.suffix.lower() != SUFFIX:
            path = path.with_name(path.name + SUFFIX)
        return path

    def _suggestion(self) -> Path:
        """Where to save as: the report's own file, in another folder when nothing can be written where it is."""
        own = self._document.path or self._document.suggested
        if own is None:
            from workflows.file_names import report_name

            return self._tools.settings.folder() / f"{report_name(self._editor.report)}{SUFFIX}"
        return own if os.access(own.parent, os.W_OK) else documents_folder() / own.name


def ask_after_failed_open(tools: Tools, origin: QWidget | None, error: OpenError) -> str:
    """What to do with a file that can't be opened: "backup" or ""."""
    if not error.backups:
        tools.interaction.tell_error(origin, "打不开文件", error)
        return ""
    text = f"{error.summary}\n\n{error.advice}"
    choices = (Choice("backup", "打开最近的备份"),)
    return tools.interaction.choose(origin, "打不开文件", text, choices, failed=True)
