"""The current row of a table whose rows are one line high: as high as its words need."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

PADDING = 10
"""Pixels of a cell that are not its text's: the margins at both sides, and some for how text is set."""
_WRAPPED = QStyleOptionViewItem.ViewItemFeature.WrapText


class CurrentRow(QObject):
    """Wraps the words in one column of the current row; the other rows stay as they are."""

    def __init__(self, table: QTableView, column: int) -> None:
        super().__init__(table)
        self._table = table
        self._column = column
        self._wrapping = _Wrapping(table)
        self._row = -1
        table.selectionModel().currentRowChanged.connect(lambda *_: self.fit(table.columnWidth(column)))
        table.model().modelReset.connect(lambda: self.fit(table.columnWidth(column)))
        table.model().dataChanged.connect(lambda first, last: self._words_changed(first.row(), last.row()))
        # While it tells so, the column still says its old width.
        table.horizontalHeader().sectionResized.connect(lambda section, _, new: section == column and self.fit(new))

    def fit(self, width: int) -> None:
        """Give the current row the height that its words need in this width, the one before its one line."""
        table, row = self._table, self._table.currentIndex().row()
        usual = table.verticalHeader().defaultSectionSize()
        if self._row >= 0:
            table.setItemDelegateForRow(self._row, None)
            if self._row < table.model().rowCount():
                table.setRowHeight(self._row, usual)
        self._row = row
        if row < 0:
            return
        needed = self._needed(table.model().index(row, self._column), width - PADDING)
        if needed > table.fontMetrics().height() * 3 // 2:
            table.setItemDelegateForRow(row, self._wrapping)
            table.setRowHeight(row, min(needed + usual - table.fontMetrics().height(), table.viewport().height()))
            table.scrollTo(table.currentIndex())

    def _words_changed(self, first: int, last: int) -> None:
        if first <= self._table.currentIndex().row() <= last:
            self.fit(self._table.columnWidth(self._column))

    def _needed(self, index: QModelIndex, width: int) -> int:
        if index.data(Qt.ItemDataRole.DecorationRole) is not None:
            width -= self._table.iconSize().width() + PADDING
        words = self._table.fontMetrics().boundingRect(0, 0, width, 10000, Qt.TextFlag.TextWordWrap.value, index.data())
        return words.height()


class _Wrapping(QStyledItemDelegate):
    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        super().initStyleOption(option, index)
        option.features |= _WRAPPED
