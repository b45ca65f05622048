"""编辑 → 历史: all steps of the report by name, place and time, and going back or forward to one of them."""

from __future__ import annotations

import time
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QListWidgetItem, QWidget

from gui.dialog_parts import closing, lay_out, primary, titled
from gui.editor import ReportEditor
from gui.step_names import step_cells, step_words
from gui.theme import Theme
from model.history import Step

_START = "打开时"
_BEFORE = "更早的步骤已不能撤销"


def show(window) -> None:
    """Show the list, and go where the clerk chose to go."""
    editor = window.editor
    # What is being typed is a step as well.
    editor.commit_wanted.emit()
    dialog = HistoryDialog(editor, window.tools.theme, window)
    if window.tools.interaction.run(dialog):
        go_to(editor, dialog.chosen)


def go_to(editor: ReportEditor, number: int) -> None:
    """Take steps back or make them again until this many are made; go there and say so."""
    history = editor.history
    passed: list[Step] = []
    while history.done != number:
        step = history.undo() if history.done > number else history.redo()
        if step is None:
            break
        passed.append(step)
    if not passed:
        return
    if passed[-1].place is not None:
        editor.go_to.emit(passed[-1].place)
    if cells := frozenset().union(*(step_cells(step) for step in passed)):
        editor.marked.emit(cells)
    at = history.steps()[number - 1] if number else None
    editor.message.emit(f"已回到：{step_words(editor.report.form, at) or _START}（经过 {len(passed)} 步）")


class HistoryDialog(QDialog):
    """The newest step first, below all of them how the report was opened. chosen: how many steps are to be made."""

    def __init__(self, editor: ReportEditor, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("历史")
        self.resize(theme.px(560), theme.px(420))
        self.chosen = editor.history.done
        self._here = editor.history.done
        self._may_go = not editor.document.read_only
        self.steps = QListWidget()
        self.steps.setAccessibleName("历史")
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.go = primary("回到这一步(&G)")
        self.go.clicked.connect(self.accept)
        title = titled("做过的每一步，最近的在上面(&H)", self.steps)
        lay_out(self, (title, self.steps), (self.note, closing(self), self.go), self.steps)
        self._fill(editor, theme.color("muted"))
        self.steps.currentItemChanged.connect(self._choose)
        self.steps.itemActivated.connect(lambda _: self.go.isEnabled() and self.accept())
        self.steps.setCurrentRow(self.steps.count() - 1 - self._here)
        self._choose()
        self.steps.setFocus()

    def _fill(self, editor: ReportEditor, muted: QColor) -> None:
        """Newest first; what was taken back stands in muted, where the report is and what was saved is said."""
        steps, saved = editor.history.steps(), editor.history.saved_at
        if editor.document.path is None:
            # A new report counts as saved until it is changed, but nothing of it is in any file.
            saved = None
        for number in range(len(steps), -1, -1):
            step = steps[number - 1] if number else None
            words = [step_words(editor.report.form, step) or (_START if editor.history.whole else _BEFORE)]
            if step is not None and step.time:
                words.insert(0, _clock(step.time))
            words += ["← 现在在这里"] * (number == self._here) + ["（已保存）"] * (number == saved)
            words += ["（已撤销）"] * (number > self._here)
            item = QListWidgetItem("　".join(words))
            item.setData(Qt.ItemDataRole.UserRole, number)
            if number > self._here:
                item.setForeground(muted)
            if number == self._here:
                font = self.steps.font()
                font.setBold(True)
                item.setFont(font)
            self.steps.addItem(item)

    def _choose(self, *_: object) -> None:
        item = self.steps.currentItem()
        self.chosen = self._here if item is None else item.data(Qt.ItemDataRole.UserRole)
        by = self.chosen - self._here
        self.note.setText(f"撤销 {-by} 步" if by < 0 else f"重做 {by} 步" if by else "")
        self.go.setEnabled(bool(by) and self._may_go)


def _clock(moment: float) -> str:
    """The time of day of a moment that was taken from the monotonic clock."""
    return f"{datetime.fromtimestamp(time.time() - (time.monotonic() - moment)):%H:%M:%S}"
