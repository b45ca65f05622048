"""How the dialog in which files are chosen looks where the platform has none of its own."""

from __future__ import annotations

from PySide6.QtCore import QIdentityProxyModel, QLocale, QModelIndex, QSize, Qt
from PySide6.QtWidgets import QDialog, QFileSystemModel, QTreeView

SIZE = QSize(900, 560)
_MOST_OF_THE_SCREEN = 0.9
WIDTHS = (400, 90, 120, 150)
_SIZE, _KIND, _DATE = 1, 2, 3


def dress_file_dialog(dialog: QDialog) -> None:
    """Make Qt's own dialog wide enough and its columns Chinese; without effect on the platform's."""
    dialog.setProxyModel(_ChineseColumns(dialog))
    dialog.resize(SIZE.boundedTo(dialog.screen().availableSize() * _MOST_OF_THE_SCREEN))
    view = dialog.findChild(QTreeView, "treeView")
    if view is not None:
        for column, width in enumerate(WIDTHS):
            view.setColumnWidth(column, width)


class _ChineseColumns(QIdentityProxyModel):
    """Qt writes size and day as the system's language has them, which may be none."""

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole):
        files = self.sourceModel()
        if role != Qt.ItemDataRole.DisplayRole or index.column() not in (_SIZE, _KIND, _DATE):
            return super().data(index, role)
        if not isinstance(files, QFileSystemModel):
            return super().data(index, role)
        return _words(files, self.mapToSource(index), index.column())


def _words(files: QFileSystemModel, index: QModelIndex, column: int) -> str:
    if column == _DATE:
        return files.lastModified(index).toString("yyyy-MM-dd HH:mm")
    if files.isDir(index):
        return "文件夹" if column == _KIND else ""
    if column == _KIND:
        suffix = files.fileInfo(index).suffix()
        return f"{suffix} 文件" if suffix else "文件"
    return QLocale().formattedDataSize(files.size(index), 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
