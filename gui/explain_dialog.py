"""写明原因: why a finding may stay. The reason is bound to the figures that the finding was judged on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from gui.dialog_parts import closing, lay_out, primary, titled
from gui.findings_panel import place_of
from gui.lines_field import LinesField
from gui.theme import Theme
from gui.visible_text import visible
from model.edits import SetExplanation
from model.findings import SEVERITIES, SEVERITY_NAMES, Finding
from model.state import Explanation

WIDTH = 420


def explain(window) -> None:
    """Ask for the reason of the finding where the clerk is, and keep it."""
    editor = window.editor
    editor.commit_wanted.emit()
    finding = current_finding(window)
    if editor.read_only:
        editor.refuse()
    elif finding is None:
        editor.message.emit("先在检查结果里选一处警告，再写明原因")
    elif not finding.explainable:
        editor.message.emit("填错的数、对不上的勾稽关系不能用说明保留，请改正")
    else:
        explain_finding(window, finding)


def explain_finding(window, finding: Finding) -> bool:
    """Ask for the reason of this finding and keep it; whether something was written or taken away."""
    editor = window.editor
    dialog = ExplainDialog(finding, window.tools.theme, window)
    if not window.tools.interaction.run(dialog):
        return False
    reason = dialog.reason()
    name = "写明原因" if reason else "删除说明"
    explanation = Explanation(reason, finding.figures) if reason else None
    editor.do(name, (SetExplanation(finding.key, explanation),), place_of(finding, editor))
    editor.message.emit("已记下原因，随文件保存；有关的数改动后要重新说明" if reason else "说明已删除")
    return True


def current_finding(window) -> Finding | None:
    """The finding that is meant: the row with the focus, the one looked at, the worst at the current cell.

    Only where there is nothing at all, the row chosen in the panel, or the only one that can be explained.
    """
    editor, panel = window.editor, window.panels.findings
    chosen = panel.current_finding() if panel is not None else None
    if panel is not None and panel.table.hasFocus():
        return chosen
    shown = editor.visible_findings()
    here = [finding for finding in shown if editor.current_cell and editor.current_cell in finding.cells]
    here.sort(key=lambda finding: (not finding.explainable, finding.explained, SEVERITIES.index(finding.severity)))
    looked_at = editor.relation
    if looked_at is not None and (looked_at.explainable or not here):
        return looked_at
    elsewhere = [finding for finding in shown if finding.explainable]
    return next(iter(here), chosen or (elsewhere[0] if len(elsewhere) == 1 else None))


class ExplainDialog(QDialog):
    """What was found, and one field for the reason; Enter is done, Shift+Enter a new line."""

    def __init__(self, finding: Finding, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("写明原因")
        self._theme = theme
        self.field = LinesField()
        self.field.setPlainText(finding.reason)
        self.field.setPlaceholderText("例如：机构改革，原某局未办结的案件转入")
        self.field.setFixedSize(theme.px(WIDTH), theme.px(84))
        self.field.selectAll()
        self.field.textChanged.connect(self._changed)
        self.field.entered.connect(lambda: self.keep.isEnabled() and self.accept())
        self.drop = QPushButton("删除说明(&D)")
        self.drop.setAutoDefault(False)
        self.drop.setVisible(bool(finding.reason))
        self.drop.clicked.connect(self._drop)
        self.keep = primary("情况属实(&T)")
        self.keep.clicked.connect(self.accept)
        self._lay_out(finding)
        self._changed()
        self.field.setFocus()

    def reason(self) -> str:
        """The reason as it was written; "" when it was taken away."""
        return self.field.toPlainText().strip()

    def _changed(self) -> None:
        self.keep.setEnabled(bool(self.reason()))

    def _drop(self) -> None:
        self.field.clear()
        self.accept()

    def _lay_out(self, finding: Finding) -> None:
        parts = [self._words(f"{SEVERITY_NAMES[finding.severity]}：{visible(said(finding))}")]
        if finding.outdated:
            parts.append(self._words("有关的数改动过，下面原来写的已不适用，请改写后再确认。", muted=True))
        parts += [titled("原因(&R)", self.field), self.field]
        parts.append(self._words("原因随文件保存，不会导出；有关的数一改动就要重新说明。", muted=True))
        lay_out(self, parts, (self.drop, None, closing(self, "取消"), self.keep), self.field)
        self.layout().setSpacing(8)

    def _words(self, text: str, *, muted: bool = False) -> QLabel:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setFixedWidth(self._theme.px(WIDTH))
        if muted:
            label.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        return label


def said(finding: Finding) -> str:
    """What was found, without the advice to write the reason."""
    return f"{finding.statement}（{finding.gap}）" if finding.gap else finding.statement
