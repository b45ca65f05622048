"""The table of the findings' panel: keys, the frame of the row that they move, causes that are folded and opened."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from gui.current_row import PADDING, CurrentRow
from gui.findings_model import END, GAP, ICON, MESSAGE, PART
from gui.space import FINDING_ROW
from gui.theme import Theme

_WIDTHS = {ICON: 76, PART: 128, END: 8}


class FindingsTable(QTableView):
    """chosen: a row was entered or double clicked. folded: what a row explains is to be shown, or folded away."""

    chosen = Signal(int)
    folded = Signal(int, bool)
    menu_wanted = Signal(object)
    """The context menu of the current row, at this place on the screen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._row = -1
        self.nothing = ""
        """What is said in the place of rows while there are none."""
        self.setAccessibleName("检查结果")
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMinimumHeight(1)
        self.setIconSize(QSize(theme.px(13), theme.px(13)))
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme.px(FINDING_ROW))
        self.verticalHeader().setDefaultSectionSize(theme.px(FINDING_ROW))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.doubleClicked.connect(lambda index: self.chosen.emit(index.row()))

    def lay_out(self) -> None:
        """Give the columns their widths, once there is a model."""
        header = self.horizontalHeader()
        header.setMinimumSectionSize(10)
        for column, width in _WIDTHS.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, self._theme.px(width))
        header.setSectionResizeMode(MESSAGE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(GAP, QHeaderView.ResizeMode.ResizeToContents)
        CurrentRow(self, MESSAGE)

    def setModel(self, model: QAbstractTableModel) -> None:
        super().setModel(model)
        model.modelAboutToBeReset.connect(lambda: setattr(self, "_row", self.currentIndex().row()))
        model.modelReset.connect(self._mark_again)

    def clips(self, row: int) -> bool:
        """Whether not all words of this row are seen, the current row wrapped as it is."""
        index = self.model().index(row, MESSAGE)
        room = self.columnWidth(MESSAGE) - PADDING
        words = self.fontMetrics().boundingRect(0, 0, room, 10_000, Qt.TextFlag.TextWordWrap.value, index.data())
        return words.height() > max(self.rowHeight(row), self.fontMetrics().height())

    def _mark_again(self) -> None:
        """The findings are others: while the list has the focus, a row of it stays marked."""
        if self.hasFocus() and self.model().rowCount():
            self.selectRow(min(max(self._row, 0), self.model().rowCount() - 1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentIndex().isValid():
            self.selectRow(self.currentIndex().row())
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The row that the keys move has a frame; without rows it is said why."""
        super().paintEvent(event)
        if not self.model().rowCount():
            self._paint_nothing()
        elif self.hasFocus() and self.currentIndex().isValid():
            row = self.visualRect(self.currentIndex())
            row.setLeft(0)
            row.setRight(self.viewport().width() - 1)
            painter, width = QPainter(self.viewport()), self._theme.frame
            painter.setPen(QPen(self._theme.color("accent"), width))
            painter.drawRect(QRectF(row).adjusted(width / 2, width / 2, -width / 2, -width / 2))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and row >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(row)
        elif plain and row >= 0 and event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self.folded.emit(row, event.key() == Qt.Key.Key_Right)
        elif plain and row >= 0 and event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.selectRow(0 if event.key() == Qt.Key.Key_Home else self.model().rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        left = self.columnViewportPosition(MESSAGE)
        on_mark = left <= event.position().x() < left + self._theme.px(20)
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and on_mark:
            row = self.model().row(index.row())
            if row.under:
                self.folded.emit(index.row(), not row.open)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if mouse else self.currentIndex()
        if index.isValid():
            self.selectRow(index.row())
            below = self.viewport().mapToGlobal(self.visualRect(index.siblingAtColumn(MESSAGE)).bottomLeft())
            self.menu_wanted.emit(event.globalPos() if mouse else below)
        event.accept()

    def _paint_nothing(self) -> None:
        painter = QPainter(self.viewport())
        painter.setPen(self._theme.color("muted"))
        room = self.viewport().rect().adjusted(self._theme.px(10), 0, -self._theme.px(10), 0)
        room.setHeight(self._theme.px(FINDING_ROW))
        words = painter.fontMetrics().elidedText(self.nothing, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
