"""文件 → 备份: the earlier versions of the report's file, what each differs in, and going back to one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QListWidgetItem, QWidget

from gui.dialog_parts import closing, lay_out, primary, side_by_side, titled
from gui.difference_list import DifferenceList
from model.errors import ReportError
from workflows.document import Document

_BACKUP = Qt.ItemDataRole.UserRole


class BackupsDialog(QDialog):
    """Left the versions, newest first; right what would change if one were restored."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.setWindowTitle("备份")
        self.resize(780, 420)
        self.versions = QListWidget()
        self.versions.setAccessibleName("备份")
        self.versions.setFixedWidth(200)
        self.differences = DifferenceList("恢复后会改变的内容")
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.restore = primary("恢复这个备份(&R)", default=False)
        self.restore.clicked.connect(self.accept)
        self._lay_out()
        for backup in document.backups():
            item = QListWidgetItem(f"{backup.time:%Y-%m-%d %H:%M:%S}　{max(1, backup.size // 1024)} KB")
            item.setData(_BACKUP, backup)
            self.versions.addItem(item)
        self.versions.currentItemChanged.connect(self._compare)
        self.versions.setCurrentRow(0)
        self._compare()

    def chosen(self):
        """The version that is marked, None when there is none."""
        item = self.versions.currentItem()
        return None if item is None else item.data(_BACKUP)

    def _lay_out(self) -> None:
        both = side_by_side(
            (titled("保存前的版本(&V)", self.versions), self.versions),
            (titled("恢复后会改变的内容(&D)", self.differences), self.differences),
        )
        lay_out(self, (both,), (self.note, closing(self), self.restore), both)

    def _compare(self, *_: object) -> None:
        self.differences.clear()
        backup = self.chosen()
        usable = backup is not None and not self._document.read_only and not self._document.final
        self.restore.setEnabled(usable)
        if backup is None:
            self.note.setText("还没有备份：每次保存前的版本会留在这里")
            return
        try:
            found = self._document.compare_backup(backup)
        except ReportError as error:
            self.note.setText(str(error))
            self.restore.setEnabled(False)
            return
        self.note.setText(f"{len(found)} 处不同；恢复以后还可以撤销" if found else "与现在的内容相同")
        self.differences.show_all(found)
