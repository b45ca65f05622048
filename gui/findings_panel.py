"""What the audit says, always current: one row a finding, errors first. Enter goes to the cells."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.current_row import CurrentRow
from gui.editor import ReportEditor
from gui.findings_model import END, GAP, ICON, MESSAGE, PART, FindingsModel
from gui.icons import icon
from gui.space import FINDING_HEAD, FINDING_ROW
from gui.theme import Theme
from model.findings import SEVERITIES, SEVERITY_NAMES, Finding
from model.history import Place
from model.state import FIELDS

MOST_ROWS = 6

_WIDTHS = {ICON: 76, PART: 128, END: 8}


class FindingsPanel(QWidget):
    """The panel below the page. rows_wanted: the clerk dragged it to this many rows."""

    rows_wanted = Signal(int)

    def __init__(self, editor: ReportEditor, theme: Theme, close: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._theme = theme
        self.side = "bottom"
        """The side of the page where it is docked: its upper edge can be dragged at the bottom only."""
        self.model = FindingsModel(editor, theme, self)
        self.table = _FindingsTable(theme)
        self.table.setModel(self.model)
        self.table.lay_out()
        self.head = _Head(self.model, theme, self.table, close)
        self._grip = _Grip(self, theme)
        self._grip.dragged.connect(self.rows_wanted)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setFocusProxy(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 1, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.table, 1)
        self.table.chosen.connect(self._go)
        editor.relation_changed.connect(self._mark)
        self._mark(editor.relation)

    def set_rows(self, rows: int) -> None:
        """Take the height of this many rows."""
        self.rows = rows
        self.setFixedHeight(self._theme.px(FINDING_HEAD + FINDING_ROW * rows))

    def step(self, by: int) -> None:
        """Go to the next finding (by 1) or the one before (by -1), round at the end."""
        count = self.model.rowCount()
        if not count:
            return
        at = self.table.currentIndex().row()
        first = 0 if by > 0 else count - 1
        self._go((at + by) % count if at >= 0 and self._editor.relation is not None else first)

    def current_finding(self) -> Finding | None:
        """The finding in the current row, None without one."""
        row = self.table.currentIndex().row()
        return self.model.finding(row) if row >= 0 else None

    def show_first(self) -> None:
        """Mark the first row without going there."""
        self.table.selectRow(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grip.setGeometry(0, 0, self.width(), self._theme.px(4))

    def paintEvent(self, event: object) -> None:
        QPainter(self).fillRect(0, 0, self.width(), 1, self._theme.color("border"))

    def _go(self, row: int) -> None:
        finding = self.model.finding(row)
        self.table.selectRow(row)
        self._editor.go_to.emit(place_of(finding, self._editor))
        self._editor.look_at(finding)

    def _mark(self, finding: Finding | None) -> None:
        row = self.model.row_of(finding.key) if finding is not None else -1
        if row >= 0 and row != self.table.currentIndex().row():
            self.table.selectRow(row)


def place_of(finding: Finding, editor: ReportEditor) -> Place:
    """Where the finding is: its first cell, its stretch of text, or only its part."""
    if finding.cells:
        return Place(finding.part, finding.cells[0])
    if finding.text is None:
        return Place(finding.part, finding.instance if finding.instance in FIELDS else "")
    before = editor.report.plain(finding.text.section)[: finding.text.start].split("\n")
    return Place(finding.text.section, "", len(before) - 1, len(before[-1]))


class _FindingsTable(QTableView):
    chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._row = -1
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
        """The row that the keys move has a frame."""
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            row = self.visualRect(self.currentIndex())
            row.setLeft(0)
            row.setRight(self.viewport().width() - 1)
            painter, width = QPainter(self.viewport()), self._theme.frame
            painter.setPen(QPen(self._theme.color("accent"), width))
            painter.drawRect(QRectF(row).adjusted(width / 2, width / 2, -width / 2, -width / 2))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)


class _Head(QWidget):
    """The panel's title with the switches of the severities."""

    def __init__(self, model: FindingsModel, theme: Theme, table: QTableView, close: QAction) -> None:
        super().__init__()
        self._model = model
        self._theme = theme
        self.setFixedHeight(theme.px(FINDING_HEAD - 1))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(10), theme.px(2), theme.px(8), theme.px(2))
        row.setSpacing(theme.px(6))
        self.title = QLabel("检查结果(&J)")
        self.title.setFont(theme.font(0, bold=True))
        self.title.setBuddy(table)
        row.addWidget(self.title)
        row.addSpacing(theme.px(7))
        self.switches = {severity: self._switch(severity, row) for severity in SEVERITIES}
        self.pending = self._pending(row)
        row.addStretch(1)
        self.keys = QLabel("回车 到单元格　F8 下一处　Shift+F8 上一处")
        self.keys.setFont(theme.font(-1))
        self.keys.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        row.addWidget(self.keys)
        row.addWidget(close_button(close, theme, self))
        model.counted.connect(self._count)
        self._count()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.keys.setVisible(event.size().width() >= self._theme.px(720))

    def _switch(self, severity: str, row: QHBoxLayout) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setChecked(severity != "hint")
        button.setIcon(icon(self._theme, severity))
        button.setProperty("switch", True)
        button.setIconSize(QSize(self._theme.px(13), self._theme.px(13)))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFixedHeight(self._theme.px(20))
        button.setToolTip(f"显示或不显示{SEVERITY_NAMES[severity]}")
        button.toggled.connect(lambda on: self._model.show_severity(severity, on))
        row.addWidget(button)
        return button

    def _pending(self, row: QHBoxLayout) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setText("含未填")
        button.setProperty("switch", True)
        button.setFixedHeight(self._theme.px(20))
        button.setToolTip("检查全部以后，没有填的格也列在这里；再按一下收起")
        button.hide()
        button.toggled.connect(self._model.show_pending)
        row.addWidget(button)
        return button

    def _count(self) -> None:
        for severity, button in self.switches.items():
            text = f"{SEVERITY_NAMES[severity]} {self._model.counts[severity]}"
            button.setText(text)
            button.setAccessibleName(text)
        if self.pending.isChecked() != self._model.pending:
            self.pending.setChecked(self._model.pending)
        self.pending.setVisible(self._model.pending)


class _Grip(QWidget):
    """The panel's upper edge: dragging it gives the panel more rows or fewer."""

    dragged = Signal(int)

    def __init__(self, panel: QWidget, theme: Theme) -> None:
        super().__init__(panel)
        self._theme = theme
        self.setCursor(Qt.CursorShape.SizeVerCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        panel = self.parentWidget()
        if panel.side != "bottom":
            return
        height = panel.height() - panel.mapFromGlobal(event.globalPosition().toPoint()).y()
        rows = round((height - self._theme.px(FINDING_HEAD)) / self._theme.px(FINDING_ROW))
        self.dragged.emit(max(1, min(MOST_ROWS, rows)))


def close_button(action: QAction, theme: Theme, parent: QWidget) -> QToolButton:
    """A small button that closes a panel."""
    button = QToolButton(parent)
    button.setIcon(icon(theme, "close", "muted"))
    button.setIconSize(QSize(theme.px(14), theme.px(14)))
    button.setFixedSize(theme.px(20), theme.px(20))
    button.setStyleSheet("padding: 0")
    button.setToolTip(f"关闭（{action.shortcut().toString()}）")
    button.setAccessibleName(f"关闭{action.text().split('(')[0]}")
    button.clicked.connect(action.trigger)
    return button
