"""The list of recent files on the start page: name and folder, when it was changed, how far it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gui.file_states import FileState, StateReader, when
from gui.icons import paint_icon
from gui.theme import Theme
from gui.visible_text import visible

ROW = 54
LOW_ROW = 40
HEADINGS = ("文件", "改动时间", "状态")
TIME, STATE = 112, 150
POLL, SLOW_POLL = 30, 500
"""Milliseconds between looks at what has been read; the second when a file lets wait."""

_ROLES = {"error": "error", "blank": "muted", "warning": "warning", "hint": "hint", "done": "ok"}
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RecentFiles(QAbstractTableModel):
    """The files with what is known of them; read: called whenever something was read."""

    read = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(parent)
        self._now = now
        self._paths: list[Path] = []
        self._states: dict[Path, FileState] = {}
        self._reader: StateReader | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._take)

    def set_paths(self, paths: Sequence[Path]) -> None:
        """Show these files; nothing is read yet."""
        self.beginResetModel()
        self._paths = list(paths)
        self.endResetModel()

    def start_reading(self) -> None:
        """Read the files in the background."""
        self.stop()
        self._reader = StateReader(self._paths)
        self._timer.start(POLL)

    def stop(self) -> None:
        """Read no further."""
        self._timer.stop()
        if self._reader is not None:
            self._reader.stop()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._paths)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole):
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole):
        path = self._paths[index.row()]
        state = self._states.get(path)
        if role == Qt.ItemDataRole.DisplayRole:
            return (visible(path.name), self.time_words(path), state.words if state else "")[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return visible(state.hint if state and state.hint else str(path))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = (visible(path.name), visible(str(path.parent)), self.time_words(path), state.words if state else "")
            return "，".join(word for word in words if word)
        return None

    def path(self, row: int) -> Path:
        """The file in this row."""
        return self._paths[row]

    def state(self, path: Path) -> FileState | None:
        """What is known of this file, None while it was not read."""
        return self._states.get(path)

    def known(self) -> list[FileState]:
        """What is known of all files so far, newest first."""
        return [self._states[path] for path in self._paths if path in self._states]

    def time_words(self, path: Path) -> str:
        """When the file was changed."""
        state = self._states.get(path)
        return when(state.changed, self._now()) if state else ""

    def remove(self, row: int) -> Path:
        """Take a file out of the list."""
        self.beginRemoveRows(QModelIndex(), row, row)
        path = self._paths.pop(row)
        self.endRemoveRows()
        return path

    def _take(self) -> None:
        assert self._reader is not None
        found = self._reader.take()
        self._timer.setInterval(POLL if found else min(self._timer.interval() * 2, SLOW_POLL))
        if self._reader.finished:
            self._timer.stop()
        for path, state in found:
            self._states[path] = state
            if path in self._paths:
                row = self._paths.index(path)
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(HEADINGS) - 1))
        if found:
            self.read.emit()


class RecentList(QTableView):
    """opened: a file is to be opened; removed: it is to be forgotten; folder_wanted: its folder is to be shown."""

    opened = Signal(Path)
    removed = Signal(Path)
    folder_wanted = Signal(Path)

    def __init__(self, model: RecentFiles, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._files = model
        self.setModel(model)
        self.setItemDelegate(_RowDelegate(model, theme, self))
        self.setAccessibleName("最近的文件")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.verticalHeader().hide()
        self.setHorizontalHeader(_Header(theme, self))
        self.horizontalHeader().setFixedHeight(theme.px(32))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().resizeSection(1, theme.px(TIME))
        self.horizontalHeader().resizeSection(2, theme.px(STATE))
        self.verticalHeader().setMinimumSectionSize(1)
        self.set_row_height(ROW)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._files.path(index.row())))

    def set_row_height(self, height: int) -> None:
        """Rows of this height at the base font."""
        self.verticalHeader().setDefaultSectionSize(self._theme.px(height))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if row >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self._files.path(row))
        elif row >= 0 and event.key() == Qt.Key.Key_Delete:
            self._remove(row)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # Qt makes a row the current one without marking it.
        if not self.selectionModel().hasSelection() and self._files.rowCount():
            self.selectRow(max(0, self.currentIndex().row()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self.currentIndex().row()
        if row < 0:
            return
        menu = QMenu(self)
        path = self._files.path(row)
        menu.addAction("打开(&O)", lambda: self.opened.emit(path))
        menu.addAction("打开所在文件夹(&F)", lambda: self.folder_wanted.emit(path))
        menu.addAction("从列表中移除(&R)", lambda: self._remove(row))
        menu.exec(event.globalPos())
        menu.deleteLater()

    def paintEvent(self, event) -> None:
        super().paintEvent(event)
        if not self._files.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(self._theme.color("muted"))
            painter.setFont(self._theme.font())
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, "还没有打开过文件")

    def _remove(self, row: int) -> None:
        self.removed.emit(self._files.remove(row))
        if self._files.rowCount():
            self.selectRow(min(row, self._files.rowCount() - 1))


class _Header(QHeaderView):
    """Flat headings in the colours of a grid's."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        theme = self._theme
        painter.fillRect(rect, theme.color("heading"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.color("border"))
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font())
        inner = rect.adjusted(theme.px(11 if section == 0 else 0), 0, 0, 0)
        painter.drawText(inner, _MIDDLE, HEADINGS[section])


class _RowDelegate(QStyledItemDelegate):
    def __init__(self, model: RecentFiles, theme: Theme, view: QWidget) -> None:
        super().__init__(view)
        self._files = model
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        theme, rect = self._theme, option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, theme.color("tint"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.color("border"))
        path = self._files.path(index.row())
        state = self._files.state(path)
        if index.column() == 0:
            self._paint_file(painter, rect, path, state)
            if selected:
                painter.fillRect(rect.x(), rect.y(), theme.px(4), rect.height(), theme.color("accent"))
        elif index.column() == 1:
            painter.setFont(theme.font())
            painter.setPen(theme.color("muted"))
            painter.drawText(rect, _MIDDLE, self._files.time_words(path))
        elif state is not None:
            self._paint_state(painter, rect, state)

    def _paint_file(self, painter: QPainter, rect: QRect, path: Path, state: FileState | None) -> None:
        theme, end = self._theme, Qt.TextElideMode.ElideMiddle
        gone = state is not None and not state.there
        side = theme.px(16)
        icon = QRectF(rect.x() + theme.px(13), rect.center().y() - side / 2 + 0.5, side, side)
        paint_icon(painter, icon, theme, "file", "muted" if gone else "text")
        left, half = rect.x() + theme.px(40), min(theme.px(18), rect.height() // 2 - 2)
        width = rect.right() - left - theme.px(8)
        for number, (text, step, role) in enumerate(
            ((path.name, 1, "muted" if gone else "text"), (str(path.parent), -1, "muted"))
        ):
            painter.setFont(theme.font(step))
            painter.setPen(theme.color(role))
            shown = painter.fontMetrics().elidedText(visible(text), end, width)
            top = rect.center().y() - half + number * half
            painter.drawText(QRect(left, top, width, half), _MIDDLE, shown)

    def _paint_state(self, painter: QPainter, rect: QRect, state: FileState) -> None:
        theme = self._theme
        role, side = _ROLES[state.icon], theme.px(13)
        paint_icon(painter, QRectF(rect.x(), rect.center().y() - side / 2 + 0.5, side, side), theme, state.icon, role)
        painter.setFont(theme.font())
        painter.setPen(theme.color(role))
        words = rect.adjusted(theme.px(19), 0, -theme.px(4), 0)
        shown = painter.fontMetrics().elidedText(state.words, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, _MIDDLE, shown)
