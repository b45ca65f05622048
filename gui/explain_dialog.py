"""写明原因: why a finding may stay. The reason is bound to the figures that the finding was judged on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from gui.dialog_parts import closing, lay_out, primary, titled
from gui.finding_commands import meant
from gui.finding_places import places_of
from gui.lines_field import LinesField
from gui.theme import Theme
from gui.visible_text import shortened, visible
from model.edits import SetExplanation
from model.findings import SEVERITY_NAMES, Finding
from model.form import Form
from model.naming import cell_name
from model.number_text import Value, number_text
from model.report import Report
from model.state import Explanation

WIDTH = 420
_MOST_FIGURES = 6
"""Of the figures of last year's reason so many are told."""
_LONGEST_PHRASE = 40


def explain(window) -> None:
    """Ask for the reason of the finding where the clerk is, and keep it."""
    editor = window.editor
    editor.commit_wanted.emit()
    finding = meant(window, lambda one: one.explainable)
    if editor.read_only:
        editor.refuse()
    elif finding is None:
        editor.message.emit("先在检查结果里选一处问题，再写明原因")
    elif not finding.explainable:
        editor.message.emit("填错的数、对不上的勾稽关系不能用说明保留，请改正")
    else:
        explain_finding(window, finding)


def explain_finding(window, finding: Finding) -> bool:
    """Ask for the reason of this finding and keep it; whether something was written or taken away."""
    editor = window.editor
    dialog = ExplainDialog(finding, window.tools.theme, window, last=last_years_reason(editor.report, finding))
    if not window.tools.interaction.run(dialog):
        return False
    reason = dialog.reason()
    name = "写明原因" if reason else "删除说明"
    explanation = Explanation(reason, finding.figures) if reason else None
    editor.do(name, (SetExplanation(finding.key, explanation),), places_of(finding, editor.report)[0])
    editor.message.emit("已记下原因，随文件保存；有关的数改动后要重新说明" if reason else "说明已删除")
    return True


def last_years_reason(report: Report, finding: Finding) -> tuple[str, str]:
    """The reason written last year for the same thing, and the figures that it was about; "" twice for none."""
    for last in report.last_reports:
        written = last.state.explanations.get(finding.key)
        if written is not None and written.reason.strip():
            return written.reason, figures_words(last.state.form, written.figures)
    return "", ""


def figures_words(form: Form, figures: tuple[tuple[str, Value], ...]) -> str:
    """What a reason is about: cells with what they held, phrases of the text as they stood there."""
    words = [_figure_words(form, name, value) for name, value in figures[:_MOST_FIGURES]]
    more = [f"等 {len(figures)} 个"] if len(figures) > _MOST_FIGURES else []
    return "，".join((*words, *more))


def _figure_words(form: Form, name: str, value: Value) -> str:
    if name in form.cells:
        shown = f"“{visible(value)}”" if isinstance(value, str) else number_text(value) or "未填"
        return f"{cell_name(form, name)} {shown}"
    return f"“{shortened(visible(str(value)), _LONGEST_PHRASE)}”"


class ExplainDialog(QDialog):
    """What was found, and one field for the reason; Enter is done, Shift+Enter a new line.

    last: the reason that was written last year for the same thing, and the figures that it was about.
    """

    def __init__(
        self, finding: Finding, theme: Theme, parent: QWidget | None = None, *, last: tuple[str, str] = ("", "")
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("写明原因")
        self._theme = theme
        self._last = last
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
        self.take_last = QPushButton("用上年的说明(&U)")
        self.take_last.setAutoDefault(False)
        self.take_last.setVisible(bool(last[0]))
        self.take_last.clicked.connect(self._take_last)
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

    def _take_last(self) -> None:
        """Put last year's reason into the field, where it is read once more before it is kept."""
        self.field.selectAll()
        self.field.insertPlainText(self._last[0])
        self.field.setFocus()

    def _lay_out(self, finding: Finding) -> None:
        parts = [self._words(f"{SEVERITY_NAMES[finding.severity]}：{visible(said(finding))}")]
        if finding.cause:
            parts.append(self._words(f"{visible(finding.cause)}。"))
        if finding.outdated:
            parts.append(self._words("有关的数改动过，下面原来写的已不适用，请改写后再确认。", muted=True))
        parts += [titled("原因(&R)", self.field), self.field]
        reason, figures = self._last
        if reason:
            about = f"（当时：{figures}）" if figures else ""
            parts.append(self._words(f"上年写的说明：{visible(reason)}{about}", muted=True))
        parts.append(self._words("原因随文件保存，不会导出；有关的数一改动就要重新说明。", muted=True))
        lay_out(self, parts, (self.drop, self.take_last, None, closing(self, "取消"), self.keep), self.field)
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
