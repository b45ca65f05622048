"""What the audit says, always current: one row a finding, errors first. Enter goes to its places."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QMouseEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.editor import ReportEditor
from gui.finding_places import places_of
from gui.findings_head import FindingsHead
from gui.findings_model import FindingsModel
from gui.findings_table import FindingsTable
from gui.space import FINDING_HEAD, FINDING_ROW
from gui.theme import Theme
from model.findings import Finding
from model.history import Place

MOST_ROWS = 6


class FindingsPanel(QWidget):
    """The panel below the page. rows_wanted: the clerk dragged it to this many rows."""

    rows_wanted = Signal(int)

    def __init__(self, editor: ReportEditor, theme: Theme, close: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._theme = theme
        self._at: tuple[str, int] = "", 0
        """The finding whose places are gone through, and which of them was shown last."""
        self.side = "bottom"
        """The side of the page where it is docked: its upper edge can be dragged at the bottom only."""
        self.model = FindingsModel(editor, theme, self)
        self.table = FindingsTable(theme)
        self.table.setModel(self.model)
        self.table.lay_out()
        self.head = FindingsHead(editor, self.model, theme, self.table, close)
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
        self.table.chosen.connect(self._choose)
        self.table.folded.connect(self._fold)
        self.model.counted.connect(self._say_nothing_found)
        editor.relation_changed.connect(self._mark)
        self._mark(editor.relation)
        self._say_nothing_found()

    def set_rows(self, rows: int) -> None:
        """Take the height of this many rows."""
        self.rows = rows
        self.setFixedHeight(self._theme.px(FINDING_HEAD + FINDING_ROW * rows))

    def step(self, by: int) -> None:
        """Go to the next finding (by 1) or the one before (by -1), round at the end."""
        count = self.model.rowCount()
        if not count:
            self._editor.message.emit(self.table.nothing)
            return
        at = self.table.currentIndex().row()
        first = 0 if by > 0 else count - 1
        self._go((at + by) % count if at >= 0 and self._editor.relation is not None else first)

    def next_place(self, by: int = 1) -> None:
        """Go to the next place of the finding that is looked at, round at the end; to the first of one that is not."""
        finding, at = self._editor.relation, self.table.currentIndex().row()
        elsewhere = self.table.hasFocus() and at >= 0 and not self._looked_at(at)
        if finding is None or elsewhere:
            if self.model.rowCount():
                self._go(max(at, 0))
            else:
                self._editor.message.emit(self.table.nothing)
            return
        places = places_of(finding, self._editor.report)
        number = (self._number(finding, places) + by) % len(places)
        self._show(finding, places, number)

    def current_finding(self) -> Finding | None:
        """The finding in the current row, None without one."""
        row = self.table.currentIndex().row()
        return self.model.finding(row) if row >= 0 else None

    def list_all(self) -> None:
        """List everything, also what is not filled in yet, with the focus on the first row; nothing is gone to."""
        self.model.want(self.model.wanted._replace(rule="", part=""))
        self.model.show_pending(True)
        self.table.selectRow(0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grip.setGeometry(0, 0, self.width(), self._theme.px(4))

    def paintEvent(self, event: object) -> None:
        QPainter(self).fillRect(0, 0, self.width(), 1, self._theme.color("border"))

    def _choose(self, row: int) -> None:
        """Go to the row's first place; to its next one when it is looked at already."""
        if self._looked_at(row):
            self.next_place()
        else:
            self._go(row)

    def _looked_at(self, row: int) -> bool:
        relation = self._editor.relation
        return relation is not None and self.model.finding(row).key == relation.key

    def _go(self, row: int) -> None:
        finding = self.model.finding(row)
        self.table.selectRow(row)
        self._show(finding, places_of(finding, self._editor.report), 0)

    def _show(self, finding: Finding, places: tuple[Place, ...], number: int) -> None:
        self._at = finding.key, number
        self._editor.go_to.emit(places[number])
        self._editor.look_at(finding)
        words = [f"第 {number + 1} 处，共 {len(places)} 处（F4 它的下一处，Esc 取消标出）"] if len(places) > 1 else []
        row = self.model.row_of(finding.key)
        if row >= 0 and self.table.clips(row):
            # What is to be done about it stands at the end of the row, where there is no room for it.
            words = [*words[:1], *filter(None, (finding.cause, finding.advice))]
        if words:
            self._editor.message.emit("　".join(words))

    def _number(self, finding: Finding, places: tuple[Place, ...]) -> int:
        """Which of the places the clerk is at: that of the current cell, else the one shown last."""
        here = [number for number, place in enumerate(places) if place.cell and place.cell == self._editor.current_cell]
        if here:
            return here[0]
        return self._at[1] if self._at[0] == finding.key else -1

    def _fold(self, row: int, opened: bool) -> None:
        """Show or fold away what this row explains; from what is explained, folding goes to the row that explains it."""
        found = self.model.row(row)
        key = found.explained_by or found.finding.key
        if found.under or found.explained_by:
            if found.explained_by and opened:
                return
            self.model.open(key, opened)
            self.table.selectRow(self.model.row_of(key))

    def _mark(self, finding: Finding | None) -> None:
        row = self.model.row_of(finding.key) if finding is not None else -1
        if row >= 0 and row != self.table.currentIndex().row():
            self.table.selectRow(row)

    def _say_nothing_found(self) -> None:
        left = self.model.left_out if not self.model.rowCount() else 0
        words = "没有检查出问题"
        if left and self.model.wanted.narrowed:
            words = f"按筛选没有要列的，另有 {left} 处；用“全部列出”看全部"
        elif left:
            words = f"有 {left} 处没有列出：按上面的开关列出来"
        self.table.nothing = words
        self.table.viewport().update()


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
