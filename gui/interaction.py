"""Every question to the clerk and every message that has to be answered goes through here.

The only user of message boxes and file dialogs: tests hand another object to the windows.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from model.errors import ReportError
from model.records import NamedTuple

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

# Qt's dialogs are imported when the first question is asked: they cost time at the start.


class Choice(NamedTuple):
    """An answer: its id, the button's text, and whether it throws something away."""

    id: str
    text: str
    destructive: bool = False


_LONGEST_FILTER = 60
"""Characters; of a longer one, which would be cut off, the suffixes are not shown."""


class FileKind(NamedTuple):
    """Files that a dialog shows: a name and the suffixes with their points."""

    name: str
    suffixes: tuple[str, ...]

    @property
    def filter(self) -> str:
        """As Qt's dialogs want it."""
        return f"{self.name} ({' '.join('*' + suffix for suffix in self.suffixes)})"


class Interaction:
    """Asks in dialogs of the platform."""

    def choose(
        self, parent: QWidget | None, title: str, text: str, choices: tuple[Choice, ...], *, failed: bool = False
    ) -> str:
        """The id of the clerk's answer, "" when the question was closed. The first choice is the default.

        failed: it says that something could not be done, and asks what is to be done now.
        """
        return self._ask(_box(parent, "Warning" if failed else "Question", title, text), choices, cancel=True)

    def offer(self, parent: QWidget, title: str, text: str, choices: tuple[Choice, ...]) -> str:
        """Say something with something to do about it; closing it is the first choice. The id of the answer."""
        return self._ask(_box(parent, "Information", title, text), choices, cancel=False)

    def _ask(self, box: QMessageBox, choices: tuple[Choice, ...], *, cancel: bool) -> str:
        from PySide6.QtWidgets import QMessageBox

        buttons = {}
        for choice in choices:
            role = QMessageBox.ButtonRole.DestructiveRole if choice.destructive else QMessageBox.ButtonRole.AcceptRole
            buttons[box.addButton(choice.text, role)] = choice.id
        first = next(iter(buttons))
        first.setProperty("primary", "true")
        # The box has given the button its style already.
        first.style().unpolish(first)
        first.style().polish(first)
        box.setDefaultButton(first)
        box.setEscapeButton(box.addButton("取消", QMessageBox.ButtonRole.RejectRole) if cancel else first)
        _letter(box)
        box.exec()
        answer = buttons.get(box.clickedButton(), "")
        box.deleteLater()
        return answer

    def tell_error(self, parent: QWidget | None, title: str, error: ReportError) -> None:
        """Say what could not be done and what to do about it."""
        parts = [part for part in (error.summary, error.advice) if part]
        self._tell(parent, "Warning", title, "\n\n".join(parts))

    def tell(self, parent: QWidget | None, title: str, text: str) -> None:
        """Say something that the clerk should have read."""
        self._tell(parent, "Information", title, text)

    def file_to_open(self, parent: QWidget, title: str, folder: Path, kinds: tuple[FileKind, ...]) -> Path | None:
        """A file that is there, None when the clerk gives up."""
        filters = [kind.filter for kind in kinds]
        if len(kinds) > 1:
            filters.insert(0, FileKind("所有支持的文件", tuple(s for kind in kinds for s in kind.suffixes)).filter)
        dialog = _file_dialog(parent, title, str(folder), ";;".join([*filters, "所有文件 (*)"]))
        dialog.setFileMode(dialog.FileMode.ExistingFile)
        return _chosen(dialog)

    def file_to_save(self, parent: QWidget, title: str, suggested: Path, kind: FileKind) -> Path | None:
        """A place to write to, with the kind's suffix; the dialog has asked about overwriting."""
        dialog = _file_dialog(parent, title, str(suggested.parent), kind.filter)
        dialog.setAcceptMode(dialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind.suffixes[0])
        dialog.selectFile(suggested.name)
        return _chosen(dialog)

    def folder_to_use(self, parent: QWidget, title: str, folder: Path) -> Path | None:
        """A folder that is there, None when the clerk gives up."""
        dialog = _file_dialog(parent, title, str(folder), "")
        dialog.setFileMode(dialog.FileMode.Directory)
        dialog.setOption(dialog.Option.ShowDirsOnly, True)
        return _chosen(dialog)

    def set_up_print(self, parent: QWidget, printer: QPrinter, pages: int) -> bool:
        """Ask for printer, pages, copies and sides and note them in `printer`; whether it is to be printed."""
        from PySide6.QtPrintSupport import QPrintDialog

        dialog = QPrintDialog(printer, parent)
        dialog.setWindowTitle("打印")
        dialog.setMinMax(1, pages)
        option = dialog.PrintDialogOption
        for wanted in (option.PrintPageRange, option.PrintCurrentPage, option.PrintCollateCopies):
            dialog.setOption(wanted, True)
        accepted = bool(dialog.exec())
        dialog.deleteLater()
        return accepted

    def run(self, dialog: QDialog) -> bool:
        """Show one of the program's own dialogs; whether it was accepted."""
        self.prepare(dialog)
        accepted = bool(dialog.exec())
        dialog.deleteLater()
        return accepted

    def wait(self, dialog: QDialog) -> bool:
        """Show a dialog that asks nothing and closes by itself; whether it did, and was not closed by the clerk."""
        self.prepare(dialog)
        done = bool(dialog.exec())
        dialog.deleteLater()
        return done

    def prepare(self, dialog: QDialog) -> None:
        """What all dialogs have: F1 in it opens the manual, every button has a letter, the screen has room for it."""
        from gui.manual_places import offer_help
        from gui.window_place import fit_to_screen, open_up

        offer_help(dialog)
        _letter(dialog)
        open_up(dialog)
        fit_to_screen(dialog)

    def show_folder(self, path: Path) -> None:
        """Open the folder in the platform's file manager."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _tell(self, parent: QWidget | None, icon: str, title: str, text: str) -> None:
        from PySide6.QtWidgets import QMessageBox

        box = _box(parent, icon, title, text)
        box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
        _letter(box)
        box.exec()
        box.deleteLater()


def _letter(dialog: QDialog) -> None:
    from gui.letters import give_letters

    give_letters(dialog)


def _file_dialog(parent: QWidget | None, title: str, folder: str, filters: str) -> QFileDialog:
    from PySide6.QtWidgets import QFileDialog

    from gui.file_dialog import dress_file_dialog

    dialog = QFileDialog(parent, title, folder, filters)
    dialog.setOption(QFileDialog.Option.HideNameFilterDetails, len(filters) > _LONGEST_FILTER)
    dress_file_dialog(dialog)
    return dialog


def _chosen(dialog: QFileDialog) -> Path | None:
    names = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return Path(names[0]) if names else None


def _box(parent: QWidget | None, icon: str, title: str, text: str) -> QMessageBox:
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon[icon])
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    return box
