"""What was read from a document and what was not, before it becomes a report in a window of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

from model.naming import cell_name

if TYPE_CHECKING:
    from importers.result import ImportResult

MOST_LINES = 1000


class ImportDialog(QDialog):
    """A summary, and the list of all that is doubtful or found no place."""

    def __init__(self, result: ImportResult, source: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"导入 {source}")
        self.resize(720, 420)
        summary = QLabel(summary_text(result))
        summary.setTextFormat(Qt.TextFormat.PlainText)
        summary.setWordWrap(True)
        lines = list(open_lines(result))
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName("没有读到或拿不准的内容")
        self.list.addItems(lines[:MOST_LINES])
        if len(lines) > MOST_LINES:
            self.list.addItem(f"……另有 {len(lines) - MOST_LINES} 条")
        title = QLabel("没有读到或拿不准的内容(&L)" if lines else "所有内容都读到了")
        title.setBuddy(self.list)
        self.list.setVisible(bool(lines))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        for widget in (summary, title):
            layout.addWidget(widget)
        layout.addWidget(self.list, 1)
        layout.addLayout(self._buttons())

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


def summary_text(result: ImportResult) -> str:
    """Which report it is, and how many cells were read."""
    report = result.report
    inputs = [result.cells[cell].how for cell in report.form.inputs if cell in result.cells]
    read = sum(how in ("read", "variant") for how in inputs)
    doubtful = sum(how == "doubtful" for how in inputs)
    name = f"{report.unit or '单位没有认出'}　{report.year or '年度没有认出'}　{report.form.edition} 年版表样"
    return f"{name}\n表格 {len(report.form.inputs)} 格：读到 {read} 格，拿不准 {doubtful} 格（留空，待您核对）"


def open_lines(result: ImportResult) -> Iterator[str]:
    """A line for each thing that is doubtful or found no place."""
    form = result.report.form
    for cell, reading in result.cells.items():
        if reading.how == "doubtful":
            text = reading.origins[0].text if reading.origins else ""
            printed = f"“{text}”" if text else ""
            yield f"拿不准　{cell_name(form, cell)}：{printed}{reading.reason}"
    for item in result.unplaced:
        yield f"没有读入　{item.where}：“{item.text}”　{item.reason}"
