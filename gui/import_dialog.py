"""What was read from a document and what was not, before it becomes a report in a window of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

from workflows.reading_list import open_lines, summary_lines

if TYPE_CHECKING:
    from importers.result import ImportResult

MOST_LINES = 1000


class ImportDialog(QDialog):
    """A summary, and the list of all that is doubtful or found no place."""

    def __init__(self, result: ImportResult, source: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"导入 {source}")
        self.resize(720, 420)
        summary = QLabel("\n".join(summary_lines(result)))
        summary.setTextFormat(Qt.TextFormat.PlainText)
        summary.setWordWrap(True)
        lines = list(open_lines(result))
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName("请核对的内容")
        self.list.addItems(lines[:MOST_LINES])
        if len(lines) > MOST_LINES:
            self.list.addItem(f"……另有 {len(lines) - MOST_LINES} 条")
        title = QLabel("请核对的内容(&L)" if lines else "所有内容都读到了，没有要核对的。")
        title.setBuddy(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        for widget in (summary, title):
            layout.addWidget(widget)
        layout.addWidget(self.list, 1)
        # Only now: shown before it stands in the dialog it would come up as a window of its own.
        self.list.setVisible(bool(lines))
        layout.addLayout(self._buttons())
        if not lines:
            self.resize(720, layout.heightForWidth(720))
            self.open.setFocus()

    def _buttons(self) -> QHBoxLayout:
        cancel = QPushButton("取消")
        cancel.clicked.connect(self.reject)
        self.open = QPushButton("打开这份报告")
        self.open.setDefault(True)
        self.open.setProperty("primary", "true")
        self.open.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.open)
        return row
