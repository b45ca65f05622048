"""上年数字待改: the figures of last year that are marked in the text, with their context."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.editor import ReportEditor
from gui.row_delegate import RowDelegate
from gui.visible_text import visible
from model.edits import ReplaceText
from model.history import Place
from model.old_figures import StaleFigure, count_stale, stale_figures, without_mark

STEP = "上年数字不用改"
COLUMNS = ("在哪里", "上下文", "数字")


class StaleFiguresDialog(QDialog):
    """went_to: the place that the clerk wants to go to, None for none."""

    def __init__(self, editor: ReportEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._figures: list[StaleFigure] = []
        self.went_to: Place | None = None
        self.setWindowTitle("上年数字待改")
        self.resize(760, 400)
        self.table = QTableWidget(0, len(COLUMNS))
        self.table.setAccessibleName("上年数字待改")
        self.table.setHorizontalHeaderLabels(COLUMNS)
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setItemDelegate(RowDelegate(self.table))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.keep = QPushButton("没有变，去掉标记(&K)")
        self.keep.setEnabled(not editor.read_only)
        self.go = QPushButton("转到此处(&G)")
        self.go.setDefault(True)
        self.go.setProperty("primary", "true")
        self.keep.clicked.connect(self._keep)
        self.go.clicked.connect(self._go)
        self.table.itemDoubleClicked.connect(self._go)
        self._lay_out()
        self._fill()

    def _lay_out(self) -> None:
        title = QLabel("文字里还是上年的数(&T)")
        title.setBuddy(self.table)
        close = QPushButton("关闭")
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self.keep)
        buttons.addWidget(self.note, 1)
        buttons.addWidget(close)
        buttons.addWidget(self.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(title)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self.table.setFocus()

    def _fill(self) -> None:
        report = self._editor.report
        self._figures = [
            one for section in report.form.sections for one in stale_figures(section.id, report.text(section.id))
        ]
        row = max(0, self.table.currentRow())
        self.table.setRowCount(len(self._figures))
        for at, figure in enumerate(self._figures):
            short = report.form.section(figure.section).short
            context = visible(f"{figure.before}【{figure.text}】{figure.after}")
            for column, text in enumerate((f"{short} 第 {figure.paragraph + 1} 段", context, figure.text)):
                self.table.setItem(at, column, QTableWidgetItem(text))
        if self._figures:
            self.table.setCurrentCell(min(row, len(self._figures) - 1), 0)
        self.keep.setEnabled(bool(self._figures) and not self._editor.read_only)
        self.go.setEnabled(bool(self._figures))
        self.note.setText(f"共 {len(self._figures)} 个" if self._figures else "文字里没有待改的上年数字")

    def _keep(self) -> None:
        """The marked figures stay as they are: each selected one's mark goes, all as one step."""
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        chosen = [self._figures[row] for row in rows]
        blocks: dict[tuple[str, int], list[StaleFigure]] = {}
        for figure in chosen:
            blocks.setdefault((figure.section, figure.paragraph), []).append(figure)
        changes = []
        for (section, number), figures in blocks.items():
            block = self._editor.report.text(section)[number]
            for figure in figures:
                block = without_mark(block, figure.offset)
            changes.append(ReplaceText(section, number, number + 1, (block,)))
        if chosen:
            first = chosen[0]
            self._editor.do(STEP, tuple(changes), Place(first.section, "", first.paragraph, first.offset))
            self._fill()

    def _go(self, *_: object) -> None:
        row = self.table.currentRow()
        if row >= 0:
            figure = self._figures[row]
            self.went_to = Place(figure.section, "", figure.paragraph, figure.offset)
            self.accept()


def show(window) -> bool:
    """Show the list, and go where the clerk wants to go; whether nothing is left in it."""
    editor = window.editor
    editor.commit_wanted.emit()
    dialog = StaleFiguresDialog(editor, window)
    window.tools.interaction.run(dialog)
    if dialog.went_to is not None:
        editor.go_to.emit(dialog.went_to)
    return not count_stale(editor.report.text(section.id) for section in editor.report.form.sections)
