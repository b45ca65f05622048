"""Lists that are chosen from by the row: the row is marked, no single cell in it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

_FOCUS = QStyle.StateFlag.State_HasFocus


class RowDelegate(QStyledItemDelegate):
    """Paints no focus of its own in a cell."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        super().initStyleOption(option, index)
        option.state &= ~_FOCUS
