"""已写的说明: all reasons written in a report, whether they hold, and what can be done with one."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QPushButton, QWidget

from gui.dialog_parts import closing, lay_out, titled
from gui.explain_dialog import explain_finding, figures_words, said
from gui.finding_places import places_of
from gui.theme import Theme
from gui.visible_text import visible
from model.edits import SetExplanation
from model.findings import Finding
from model.records import NamedTuple
from model.report import Report


class Written(NamedTuple):
    """A reason that was written. finding: what it explains, None when that is no longer found."""

    key: str
    reason: str
    about: str
    finding: Finding | None

    @property
    def state(self) -> str:
        """Whether it holds."""
        if self.finding is None:
            return "问题已不在"
        return "有效" if self.finding.explained else "已不适用"


def show(window) -> None:
    """Show the list until the clerk is done with it: go to one, change one, delete one."""
    editor = window.editor
    editor.commit_wanted.emit()
    while True:
        dialog = ExplanationsDialog(tuple(written(editor.report)), window.tools.theme, editor.read_only, window)
        accepted, wanted, chosen = window.tools.interaction.run(dialog), dialog.wanted, dialog.chosen
        if not accepted or chosen is None:
            return
        if wanted == "go" and chosen.finding is not None:
            editor.go_to.emit(places_of(chosen.finding, editor.report)[0])
            editor.look_at(chosen.finding)
            return
        if wanted == "change" and chosen.finding is not None:
            explain_finding(window, chosen.finding)
        elif wanted == "drop":
            editor.do("删除说明", (SetExplanation(chosen.key, None),))


def written(report: Report) -> Iterator[Written]:
    """The reasons in the order of the findings, those whose finding is gone at the end."""
    left = dict(report.explanations)
    for finding in report.findings():
        explanation = left.get(finding.key)
        if explanation is not None and finding.explainable:
            del left[finding.key]
            yield Written(finding.key, explanation.reason, said(finding), finding)
    for key, explanation in left.items():
        about = figures_words(report.form, explanation.figures)
        yield Written(key, explanation.reason, about or "整份报告", None)


class ExplanationsDialog(QDialog):
    """chosen: the reason in the current row; wanted: go, change or drop."""

    def __init__(
        self, reasons: tuple[Written, ...], theme: Theme, read_only: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("已写的说明")
        self.resize(theme.px(620), theme.px(360))
        self.wanted = ""
        self.chosen: Written | None = None
        self._reasons = reasons
        self._read_only = read_only
        self.list = QListWidget()
        self.list.setAccessibleName("已写的说明")
        self.list.setWordWrap(True)
        self.go = self._button("转到(&G)", "go")
        self.change = self._button("修改(&E)…", "change")
        self.drop = self._button("删除(&D)", "drop")
        self._lay_out()
        self.list.currentRowChanged.connect(self._choose)
        self.list.itemActivated.connect(lambda _: self.go.click())
        for reason in reasons:
            text = f"{reason.state}　{visible(reason.about)}\n原因：{visible(reason.reason)}"
            item = QListWidgetItem(text)
            item.setToolTip(text)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._choose(self.list.currentRow())
        self.list.setFocus()

    def _button(self, text: str, wanted: str) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._finish(wanted))
        return button

    def _finish(self, wanted: str) -> None:
        self.wanted = wanted
        self.accept()

    def _choose(self, row: int) -> None:
        self.chosen = self._reasons[row] if 0 <= row < len(self._reasons) else None
        there = self.chosen is not None and self.chosen.finding is not None
        self.go.setEnabled(there)
        self.change.setEnabled(there and not self._read_only)
        self.drop.setEnabled(self.chosen is not None and not self._read_only)

    def _lay_out(self) -> None:
        count = len(self._reasons)
        words = f"共 {count} 条说明(&W)" if count else "还没有写过说明：在问题上按 Alt+M 写明原因(&W)"
        self.go.setProperty("primary", "true")
        self.go.setDefault(True)
        buttons = (self.drop, self.change, None, closing(self), self.go)
        lay_out(self, (titled(words, self.list), self.list), buttons, self.list)
