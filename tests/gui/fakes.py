"""What stands in for dialogs and the other windows in tests."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDate, QSettings
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.editor import ReportEditor
from gui.interaction import Interaction
from gui.settings import Settings
from gui.theme import Theme
from gui.windows import WindowList
from model.errors import ReportError

TODAY = QDate(2026, 1, 15)


class FakeInteraction(Interaction):
    """Answers from a list, in order; remembers every question. A question without an answer fails the test.

    An answer is the id of a choice ("" to give up), a path or None, or a function that is handed the dialog.
    """

    def __init__(self, *answers: object) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []
        self.shown: list[Path] = []
        self.gives_up = False
        """Whether every question is closed without an answer."""

    def choose(self, parent, title, text, choices, *, failed=False) -> str:
        self.asked.append(f"{title}：{text}")
        answer = "" if self.gives_up else self._answer(title)
        assert answer == "" or answer in [choice.id for choice in choices]
        return answer

    def offer(self, parent, title, text, choices) -> str:
        return self.choose(parent, title, text, choices) or choices[0].id

    def tell_error(self, parent, title: str, error: ReportError) -> None:
        self.asked.append(f"{title}：{error}")

    def tell(self, parent, title: str, text: str) -> None:
        self.asked.append(f"{title}：{text}")

    def file_to_open(self, parent, title, folder, kinds) -> Path | None:
        self.asked.append(title)
        return None if self.gives_up else self._answer(title)

    def file_to_save(self, parent, title, suggested, kind) -> Path | None:
        self.asked.append(f"{title}：{suggested.name}")
        return None if self.gives_up else self._answer(title)

    def folder_to_use(self, parent, title, folder) -> Path | None:
        self.asked.append(title)
        return None if self.gives_up else self._answer(title)

    def set_up_print(self, parent, printer, pages) -> bool:
        """An answer is a function that is handed the printer, and says whether it is to be printed."""
        self.asked.append(f"打印：{pages} 页")
        return not self.gives_up and bool(self._answer("打印")(printer))

    def run(self, dialog) -> bool:
        self.asked.append(dialog.windowTitle())
        accepted = not self.gives_up and self._answer(dialog.windowTitle())(dialog)
        dialog.deleteLater()
        return bool(accepted)

    def show_folder(self, path: Path) -> None:
        self.shown.append(path)

    def _answer(self, title: str):
        assert self.answers, f"no answer for “{title}”"
        return self.answers.pop(0)


def window_list(folder: Path, *answers: object) -> WindowList:
    """The windows of a program with settings of its own, on a fixed day, without dialogs."""
    store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    return WindowList(Theme(), Settings(store), FakeInteraction(*answers), lambda: TODAY)


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    """What an input method sends: text still being composed, and what it commits."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


def type_text(widget: QWidget, text: str) -> None:
    """Type: ASCII by keys, anything else as an input method commits it, a character at a time."""
    for character in text:
        if character.isascii():
            QTest.keyClicks(widget, character)
        else:
            compose(widget, "", character)


def clip(text: str) -> None:
    """What another program left on the clipboard as text."""
    QGuiApplication.clipboard().setText(text)


def filled(editor: ReportEditor) -> dict[str, object]:
    """The figures of the report, by their cells; blank ones are left out."""
    report = editor.report
    return {cell: report.value(cell) for cell in report.form.inputs if report.value(cell) is not None}
