"""文件 → 版本: the named versions of the report, what any two of them differ in, and going back to one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QWidget

from gui.dialog_parts import closing, lay_out, primary, side_by_side, titled
from gui.difference_list import DifferenceList
from gui.unit_page import ChoiceField
from gui.visible_text import visible
from model.state import Version
from workflows import versions
from workflows.document import Document

NOW = "现在的内容"
_VERSION = Qt.ItemDataRole.UserRole


class VersionsDialog(QDialog):
    """Left the versions, newest first; right what differs between the marked one and another, or the report now."""

    def __init__(
        self,
        document: Document,
        compared: Version | None = None,
        parent: QWidget | None = None,
        export: Callable[[Version | None, Version | None], None] | None = None,
    ) -> None:
        """compared: the version that is marked first, the newest when it is None. export: writes 修改对照 of two."""
        super().__init__(parent)
        self._document = document
        self._write = export
        self.setWindowTitle("版本")
        self.resize(860, 460)
        self.list = QListWidget()
        self.list.setAccessibleName("版本")
        self.list.setWordWrap(True)
        self.list.setFixedWidth(260)
        self.other = ChoiceField()
        self.other.setAccessibleName("与它比较")
        self.differences = DifferenceList("不同之处")
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.restore = primary("恢复这个版本(&R)", default=False)
        self.restore.clicked.connect(self.accept)
        self.export = QPushButton("导出修改对照(&E)…")
        self.export.clicked.connect(self._export)
        self._lay_out()
        self._fill(compared)
        self.list.currentRowChanged.connect(self._compare)
        self.other.currentIndexChanged.connect(self._compare)
        self._compare()

    def chosen(self) -> Version | None:
        """The version that is marked, None when there is none."""
        item = self.list.currentItem()
        return None if item is None else item.data(_VERSION)

    def _fill(self, compared: Version | None) -> None:
        kept = tuple(reversed(self._document.report.versions))
        self.other.addItem(NOW, None)
        for version in kept:
            title = f"{version.name}　{versions.moment(version)}"
            item = QListWidgetItem("\n".join(visible(line) for line in (title, version.note) if line))
            item.setData(_VERSION, version)
            self.list.addItem(item)
            self.other.addItem(visible(title), version)
        self.list.setCurrentRow(kept.index(compared) if compared in kept else 0)

    def _lay_out(self) -> None:
        kept = titled("版本(&V)", self.list)
        top = QHBoxLayout()
        top.addWidget(titled("与它比较(&W)", self.other))
        top.addWidget(self.other, 1)
        differences = titled("不同之处(&D)", self.differences)
        both = side_by_side((kept, self.list), (top, differences, self.differences))
        lay_out(self, (both,), (self.note, self.export, closing(self), self.restore), both)

    def _export(self) -> None:
        if self._write is not None:
            self._write(self.chosen(), self.other.currentData())

    def _compare(self, *_: object) -> None:
        version, other = self.chosen(), self.other.currentData()
        document = self._document
        self.restore.setEnabled(version is not None and not document.read_only and not document.final)
        self.export.setEnabled(version is not None and self._write is not None)
        if version is None:
            self.differences.clear()
            self.note.setText("还没有保存过版本；用“文件→版本→存为版本”存一个")
            return
        found = versions.compare(document.report, version, other)
        self.differences.show_all(found)
        than = NOW if other is None else f"“{other.name}”"
        counted = versions.counted(document.report, version, other, found)
        words = f"从“{version.name}”到{than}{counted}" if found else f"“{version.name}”与{than}相同"
        self.note.setText(words + ("；已是公开稿，不能恢复" if document.final else ""))
