"""粘贴整篇报告: the text of a whole report, as copied out of a page or a document."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget


class PasteReportDialog(QDialog):
    """The clipboard's text stands in it already."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("粘贴整篇报告")
        self.resize(640, 420)
        label = QLabel("报告全文，连同三张表一起复制(&T)")
        self.edit = QPlainTextEdit(text)
        self.edit.setAccessibleName("报告全文")
        self.edit.setTabChangesFocus(True)
        label.setBuddy(self.edit)
        self.note = QLabel("表里的数按行名、列名对应；认不出的会列出来")
        self.read = QPushButton("读入(&R)")
        self.read.setDefault(True)
        self.read.setProperty("primary", "true")
        self.read.setToolTip("读入（Ctrl+回车）")
        self.read.clicked.connect(self.accept)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.read.click)
        cancel = QPushButton("取消")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self.note, 1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.read)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        for widget in (label, self.edit):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        self.edit.textChanged.connect(self._changed)
        self._changed()
        if self.read.isEnabled():
            self.read.setFocus()

    def text(self) -> str:
        """The text as it stands."""
        return self.edit.toPlainText()

    def _changed(self) -> None:
        self.read.setEnabled(bool(self.text().strip()))
