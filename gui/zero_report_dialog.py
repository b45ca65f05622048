"""按零报告填写: which grids are all 0, and the sentences that go with them, to accept or edit."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from model.report import Report
from workflows.zero_report import DraftSentence, already_said, refusal, sentences, unlikely, zero_grids

WIDTH = 640
SENTENCE_LINES = 2


class ZeroReportDialog(QDialog):
    """`grids` and `sentences` give what was chosen."""

    def __init__(self, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = report
        self.setWindowTitle("按零报告填写")
        self.boxes: dict[str, QCheckBox] = {}
        self.drafts: list[tuple[str, DraftSentence, QCheckBox, QPlainTextEdit]] = []
        self.fill = QPushButton("填写(&F)")
        self.fill.setDefault(True)
        self.fill.setProperty("primary", "true")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 12, 12, 12)
        self._layout.setSpacing(6)
        self.setMinimumWidth(WIDTH)
        self._build_grids()
        self._build_sentences()
        self._build_buttons()
        self._refresh()

    def grids(self) -> tuple[str, ...]:
        """The grids that are to be all 0."""
        return tuple(grid for grid, box in self.boxes.items() if box.isChecked())

    def sentences(self) -> tuple[DraftSentence, ...]:
        """The sentences that were accepted, as they were edited."""
        chosen = self.grids()
        return tuple(
            sentence._replace(text=edit.toPlainText().strip())
            for grid, sentence, box, edit in self.drafts
            if grid in chosen and box.isChecked()
        )

    def _build_grids(self) -> None:
        self.heading = QLabel("同时加到文字里（不要的去掉勾，可以改）：")
        self._layout.addWidget(QLabel("本年没有这类情况的表，各格都填 0："))
        for grid_id in zero_grids(self._report):
            grid = self._report.form.grid(grid_id)
            why = refusal(self._report, grid_id)
            box = QCheckBox(f"{grid.name}　{grid.title}(&{len(self.boxes) + 1})")
            note = why or unlikely(self._report, grid_id)
            box.setChecked(not note)
            box.setEnabled(not why)
            box.toggled.connect(self._refresh)
            self.boxes[grid_id] = box
            self._layout.addWidget(box)
            if note:
                self._layout.addWidget(_note(note, indent=True))
                box.setAccessibleDescription(note)

    def _build_sentences(self) -> None:
        self._layout.addWidget(self.heading)
        letters = "ABCDEGHI"
        for grid in self.boxes:
            for sentence in sentences(self._report, (grid,)):
                said = already_said(self._report, sentence)
                mark = "　已在文字里" if said else ""
                box = QCheckBox(f"{sentence.name}(&{letters[len(self.drafts)]}){mark}")
                box.setChecked(not said)
                edit = QPlainTextEdit(sentence.text)
                edit.setTabChangesFocus(True)
                edit.setAccessibleName(f"{sentence.name}的文字")
                edit.setFixedHeight(SENTENCE_LINES * edit.fontMetrics().lineSpacing() + 16)
                box.toggled.connect(self._refresh)
                self.drafts.append((grid, sentence, box, edit))
                self._layout.addWidget(box)
                self._layout.addWidget(edit)

    def _build_buttons(self) -> None:
        cancel = QPushButton("取消")
        cancel.clicked.connect(self.reject)
        self.fill.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.fill)
        self._layout.addLayout(buttons)

    def _refresh(self, *_: object) -> None:
        chosen = self.grids()
        for grid, _, box, edit in self.drafts:
            box.setVisible(grid in chosen)
            edit.setVisible(grid in chosen)
            edit.setEnabled(box.isChecked())
        self.heading.setVisible(bool(chosen))
        self.fill.setEnabled(bool(chosen))
        self.adjustSize()


def _note(text: str, *, indent: bool) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    label.setIndent(24 if indent else 0)
    return label
