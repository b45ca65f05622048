"""What a crash left: for each report the differences from its saved file, and what is to become of it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QListWidgetItem, QPushButton, QWidget

from gui.dialog_parts import MARGIN, closing, lay_out, primary, side_by_side, titled
from gui.difference_list import DifferenceList
from gui.space import SCROLL_BAR
from workflows.recovery import Recovered

FILE_WORDS = {
    "as_left": "右边是与已保存的文件的不同。",
    "changed": "这个文件在这之后又保存过；右边是与文件现在的内容的不同。恢复以后可以撤销。",
    "open": "这个文件正打开着，还有改动没有保存；右边是与窗口里现在的内容的不同。恢复以后可以撤销。",
    "gone": "原来的文件已不在原处；恢复后是一份没有保存的报告。右边是填过的全部内容。",
    "unreadable": "原来的文件打不开；恢复后是一份没有保存的报告。右边是填过的全部内容。",
    "none": "这份报告还没有保存过。右边是填过的全部内容。",
    "correction": "这份更正还没有保存过。右边是与公开稿的不同。",
}

LIST = 280
"""The width of the list of reports."""


class RecoveryDialog(QDialog):
    """answer: "restore", "save_as" or "discard" when it was accepted; `chosen` is what it is about."""

    def __init__(self, found: tuple[Recovered, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found = found
        self.answer = ""
        self.setWindowTitle("恢复没有保存的改动")
        self.resize(860, 460)
        self.reports = QListWidget()
        self.reports.setAccessibleName("留下的报告")
        self.reports.setFixedWidth(LIST)
        self.reports.setWordWrap(True)
        self.differences = DifferenceList("没有保存的改动")
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self._lay_out()
        now = datetime.now()
        for one in found:
            file = str(one.file or "还没有保存过")
            lines = (one.name, f"{len(one.changes)} 处改动，留到{one.moment(now)}", self._shortened(file))
            item = QListWidgetItem("\n".join(lines))
            item.setToolTip(file)
            self.reports.addItem(item)
        self.reports.currentRowChanged.connect(self._show)
        self.reports.setCurrentRow(0)

    def chosen(self) -> Recovered:
        """The report that is marked."""
        return self._found[max(self.reports.currentRow(), 0)]

    def _lay_out(self) -> None:
        both = side_by_side(
            (titled("报告(&P)", self.reports), self.reports), (titled("改动(&D)", self.differences), self.differences)
        )
        discard, save_as, restore = QPushButton("丢弃(&T)…"), QPushButton("另存为(&A)…"), primary("恢复(&R)")
        for button, answer in ((discard, "discard"), (save_as, "save_as"), (restore, "restore")):
            button.clicked.connect(lambda _=False, answer=answer: self._take(answer))
        buttons = (discard, None, closing(self, "以后再说(&Q)"), save_as, restore)
        lay_out(self, (both, self.note), buttons, both)

    def _shortened(self, path: str) -> str:
        """A path has nowhere to break: its middle is left out."""
        return self.reports.fontMetrics().elidedText(path, Qt.TextElideMode.ElideMiddle, LIST - 2 * MARGIN - SCROLL_BAR)

    def _take(self, answer: str) -> None:
        self.answer = answer
        self.accept()

    def _show(self, *_: object) -> None:
        one = self.chosen()
        words = FILE_WORDS[one.file_is]
        if one.lost_versions:
            words += f"有 {one.lost_versions} 个保存的版本在原来的文件里，这里没有。"
        self.note.setText(words)
        self.differences.show_all(one.changes)
