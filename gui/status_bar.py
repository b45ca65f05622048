"""The line at the foot of the window: where the clerk is, messages, and what is left to do."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStatusBar, QWidget

from gui.editor import ReportEditor
from gui.theme import Theme
from model.naming import column_name, place_code

MESSAGE_MILLISECONDS = 8000
HEIGHT = 24


class ElidedLabel(QLabel):
    """A label for one line that ends in … where the space ends; the whole text is its tool tip."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.set_whole(text)

    @property
    def whole(self) -> str:
        """The text, whether all of it is seen or not."""
        return self._whole

    def set_whole(self, text: str) -> None:
        """Show this text, as much as there is room for."""
        if text != self._whole:
            self._whole = text
            self.setAccessibleName(text)
            self._fit()
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 4, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(20, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width() - 2, 0))
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


class StatusBar(QStatusBar):
    """Left the place or, for eight seconds, a message; right the counts and whether the file is read-only."""

    def __init__(self, editor: ReportEditor, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._sentence = ""
        self._note = ""
        self.setSizeGripEnabled(False)
        self.setFixedHeight(theme.px(HEIGHT))
        self.place = ElidedLabel()
        self.counts = QLabel()
        self.file = QLabel()
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(theme.px(7), 0, theme.px(8), 0)
        layout.setSpacing(theme.px(20))
        layout.addWidget(self.place, 1)
        for label, name in ((self.counts, "填报情况"), (self.file, "文件状态")):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAccessibleDescription(name)
            label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
            layout.addWidget(label)
        self.file.hide()
        self.addWidget(row, 1)
        self._timer = QTimer(self, singleShot=True, interval=MESSAGE_MILLISECONDS)
        self._timer.timeout.connect(self._show_place)
        editor.message.connect(self.say)
        editor.cell_changed.connect(self._show_place)
        editor.changed.connect(self._changed)
        self._changed()

    def say(self, text: str) -> None:
        """Show a message for a while."""
        self.place.set_whole(text)
        self._timer.start()

    def set_sentence(self, sentence: str) -> None:
        """What the cell counts, in a sentence: shown beside the place while the guidance has no room."""
        if sentence != self._sentence:
            self._sentence = sentence
            self._refresh()

    def set_note(self, note: str) -> None:
        """The place where there is no current cell: paragraph and line."""
        if note != self._note:
            self._note = note
            self._refresh()

    def set_file_state(self, text: str) -> None:
        """What is to be said of the file: saved when, or who has it open."""
        self.file.setText(text)
        self.file.setVisible(bool(text))

    def _refresh(self) -> None:
        if not self._timer.isActive():
            self._show_place()

    def _show_place(self) -> None:
        self._timer.stop()
        self.place.set_whole(self._place_text())

    def _place_text(self) -> str:
        cell, form = self._editor.current_cell, self._editor.report.form
        if not cell or cell not in form.cells:
            return self._note
        heading = form.grid(form.cells[cell].grid).blocks[form.cells[cell].block].heading
        code = place_code(form, cell)
        columns = (column_name(form, cell).replace("›", "　"),) if code else form.column(cell).path
        place = "　".join(name for name in (heading, code, *columns) if name)
        if form.cells[cell].computed:
            place += "（自动计算）"
        return f"{place}：{self._sentence}" if self._sentence else place

    def _changed(self, *_: object) -> None:
        self.counts.setText(counts_text(self._editor))


def counts_text(editor: ReportEditor) -> str:
    """What is left to do, in words."""
    findings = editor.visible_findings()
    errors = sum(finding.severity == "error" for finding in findings)
    warnings = sum(finding.severity == "warning" for finding in findings)
    return f"未填 {len(editor.report.blanks()):,} 格　错误 {errors}　警告 {warnings}"
