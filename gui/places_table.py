"""Places in the text as a table to look through: one row each, with its context, and a tick where one is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from gui.row_delegate import RowDelegate

_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class PlacesTable(QTableWidget):
    """Rows are chosen whole and cannot be edited. wide: the columns that share the free width."""

    def __init__(self, name: str, columns: Sequence[str], wide: Sequence[int]) -> None:
        super().__init__(0, len(columns))
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(columns)
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(RowDelegate(self))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in wide:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def put_rows(self, rows: Sequence[Sequence[str]], *, tips: bool = False) -> None:
        """Show these texts in place of what is there. tips: whether each is its own tool tip as well."""
        self.setRowCount(len(rows))
        for at, texts in enumerate(rows):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if tips:
                    item.setToolTip(text)
                self.setItem(at, column, item)

    def add_tick(self, row: int, said: str, on: bool) -> None:
        """A box in the row's first cell, ticked or not. said: what a screen reader says of it."""
        item = self.item(row, 0)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(_ON if on else _OFF)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)

    def tick(self, row: int, on: bool) -> None:
        """Tick the row's box, or not."""
        self.item(row, 0).setCheckState(_ON if on else _OFF)

    def ticked(self, row: int) -> bool:
        """Whether the row's box is ticked."""
        return self.item(row, 0).checkState() == _ON
