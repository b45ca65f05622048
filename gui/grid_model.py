"""A Qt model over the figures of one block of a grid; headings and labels are no part of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from gui.cell_look import CellLook, CellLooks, typed_text
from gui.editor import ReportEditor
from gui.visible_text import plain_tip
from model.form import Grid

# Enum members are slow to reach and to compare; Qt asks for data hundreds of times a repaint.
_DISPLAY = Qt.ItemDataRole.DisplayRole.value
_EDIT = Qt.ItemDataRole.EditRole.value
_TOOL_TIP = Qt.ItemDataRole.ToolTipRole.value
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole.value
_HORIZONTAL = Qt.Orientation.Horizontal
_SEEN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TYPED = _SEEN | Qt.ItemFlag.ItemIsEditable


class GridModel(QAbstractTableModel):
    """Reads the looks of cells; writes nothing but what was typed, through the editor."""

    def __init__(
        self, editor: ReportEditor, grid: Grid, block: int, looks: CellLooks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._looks = looks
        self.block = grid.blocks[block]
        rows, columns = range(len(self.block.rows)), range(len(self.block.columns))
        self.ids = tuple(tuple(grid.cell_id(block, r, c) for c in columns) for r in rows)
        self._places = {cell: (r, c) for r, line in enumerate(self.ids) for c, cell in enumerate(line)}
        self.being_edited = ""

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.ids[0])

    def data(self, index: QModelIndex, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        cell = self.ids[index.row()][index.column()]
        if role == _DISPLAY:
            return self._looks[cell].text
        if role == _EDIT:
            return typed_text(self._editor.report, cell)
        if role == _TOOL_TIP:
            return plain_tip(self._looks.tooltip(cell)) or None
        return self._looks.spoken(cell) if role == _SPOKEN else None

    def setData(self, index: QModelIndex, value: Any, role: int = _EDIT) -> bool:
        if role != _EDIT or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        cell, text = self.ids[index.row()][index.column()], str(value)
        if text and not text.strip() and self._editor.report.value(cell) is not None:
            self._editor.message.emit("只打了空格，原来的数不变；要清空请按 Delete")
            return False
        self._editor.enter(cell, text)
        return True

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _TYPED if self.can_type(self.ids[index.row()][index.column()]) else _SEEN

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The full path of labels, for screen readers; what is seen is painted by the bands."""
        if role not in (_DISPLAY, _SPOKEN):
            return None
        lines = self.block.columns if orientation == _HORIZONTAL else self.block.rows
        return "›".join(lines[section].path) if 0 <= section < len(lines) else None

    def can_type(self, cell: str) -> bool:
        """Whether the cell takes figures now: not when it is computed, or the report may only be read."""
        return not self._editor.read_only and not self._editor.report.form.cells[cell].computed

    def cell_at(self, index: QModelIndex) -> str:
        """The id of the cell there, "" for no cell."""
        return self.ids[index.row()][index.column()] if index.isValid() else ""

    def index_of(self, cell: str) -> QModelIndex:
        """Where a cell stands, an invalid index when it is in another block."""
        place = self._places.get(cell)
        return QModelIndex() if place is None else self.index(*place)

    def look(self, row: int, column: int) -> CellLook:
        """What is painted there."""
        return self._looks[self.ids[row][column]]

    def tell(self, cell: str) -> None:
        """A cell looks different. Never told of the cell being edited: that would wipe what is typed."""
        index = self.index_of(cell)
        if index.isValid() and cell != self.being_edited:
            self.dataChanged.emit(index, index)

    def tell_all(self) -> None:
        """Everything may look different."""
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, len(self.ids[0]) - 1))
