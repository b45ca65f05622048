"""The list beside a paste's preview: one line for each thing to look at, with a tick where there is something to decide."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QItemDelegate,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyleOptionViewItem,
    QWidget,
)

from gui.icons import icon
from gui.theme import Theme
from gui.visible_text import visible
from model.paste_entries import Entry

MOST_ENTRIES = 500
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_WRAPPED = Qt.TextFlag.TextWordWrap.value
_BESIDE, _TICK = 42, 22
"""What stands at the left of an entry: its sign, the box for the tick."""

_TICKED = Qt.ItemFlag.ItemIsUserCheckable


class _Ticks(QItemDelegate):
    """Paints the box of a tick in the theme's own colours: the style's is hardly seen on dark grounds."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def drawCheck(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, state: Qt.CheckState) -> None:
        if not rect.isValid():
            return
        box = QRectF(rect).adjusted(1, 1, -1, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("strong"), 1.2))
        painter.setBrush(self._theme.color("input"))
        painter.drawRoundedRect(box, 2, 2)
        if state == _ON:
            painter.setPen(QPen(self._theme.color("accent"), 2))
            left, top, size = box.x(), box.y(), box.width()
            points = ((0.2, 0.5), (0.42, 0.74), (0.82, 0.24))
            painter.drawPolyline([QPointF(left + x * size, top + y * size) for x, y in points])
        painter.restore()


class PasteList(QListWidget):
    """Space or a click on the tick decides."""

    decided = Signal(object, bool)
    """An `Entry`, and whether it is to be written."""
    looked_at = Signal(object)
    """The `Entry` that is current now."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._quiet = False
        self._entries: list[Entry] = []
        self.setWordWrap(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(QSize(theme.px(14), theme.px(14)))
        self.setSpacing(theme.px(2))
        self.setAccessibleName("逐条核对")
        self.setAccessibleDescription("空格键：这一条写入或不写入")
        self.setItemDelegate(_Ticks(theme, self))
        self.itemChanged.connect(self._decide)
        self.currentItemChanged.connect(self._look)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these; what is listed already stays as it is, so that the one being decided is not lost."""
        self._quiet = True
        wanted = list(entries[:MOST_ENTRIES])
        for row in range(self.count() - 1, -1, -1):
            if self.entry(row) not in wanted:
                self.takeItem(row)
                del self._entries[row : row + 1]
        for row, entry in enumerate(wanted):
            if self.entry(row) != entry:
                self._entries.insert(row, entry)
                self.insertItem(row, self._item(entry))
        if len(entries) > MOST_ENTRIES:
            self.addItem(f"……另有 {len(entries) - MOST_ENTRIES} 条")
        if self.currentRow() < 0 and self.count():
            self.setCurrentRow(0)
        self._quiet = False
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def entry(self, row: int) -> Entry | None:
        """The entry in this row, None for a row without one."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def tick(self, accepted: frozenset[int]) -> None:
        """Tick the entries all of whose items are to be written."""
        self._quiet = True
        for row in range(self.count()):
            item, entry = self.item(row), self.entry(row)
            if entry is not None and entry.numbers:
                on = accepted.issuperset(entry.numbers)
                item.setCheckState(_ON if on else _OFF)
                item.setData(_SPOKEN, f"{entry.text}，{'写入' if on else '不写入'}")
        self._quiet = False

    def select_cell(self, cell: str) -> None:
        """Make an entry for this cell the current one, if there is one; nothing is told."""
        current = self.entry(self.currentRow())
        if current is not None and current.cell == cell:
            return
        rows = [row for row in range(self.count()) if (entry := self.entry(row)) is not None and entry.cell == cell]
        if cell and rows:
            self._quiet = True
            self.setCurrentRow(rows[0])
            self._quiet = False

    def _fit(self) -> None:
        """Give each entry the height of its lines: the style reckons with a narrower box than it paints."""
        self._quiet = True
        metrics = self.fontMetrics()
        for row, entry in enumerate(self._entries):
            beside = _BESIDE + (_TICK if entry.numbers else 0)
            room = max(40, self.viewport().width() - self._theme.px(beside))
            box = metrics.boundingRect(0, 0, room, 10_000, _WRAPPED, self.item(row).text())
            self.item(row).setSizeHint(QSize(0, box.height() + self._theme.px(8)))
        self._quiet = False

    def _item(self, entry: Entry) -> QListWidgetItem:
        item = QListWidgetItem(icon(self._theme, entry.level), visible(entry.text))
        if entry.numbers:
            item.setFlags(item.flags() | _TICKED)
            item.setCheckState(_OFF)
        else:
            item.setFlags(item.flags() & ~_TICKED)
        return item

    def _decide(self, item: QListWidgetItem) -> None:
        entry = self.entry(self.row(item))
        if not self._quiet and entry is not None and entry.numbers:
            self.decided.emit(entry, item.checkState() == _ON)

    def _look(self, item: QListWidgetItem | None) -> None:
        entry = self.entry(self.row(item)) if item is not None else None
        if not self._quiet and entry is not None:
            self.looked_at.emit(entry)
