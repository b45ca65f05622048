"""标点整理: every half-width mark between Chinese characters in its context; those that are ticked become full-width."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

from gui.row_delegate import RowDelegate
from gui.visible_text import visible
from model.history import Place
from model.punctuation import untidy
from model.report import Report
from model.text import around, block_text
from model.text_ranges import Replacement, replacing

if TYPE_CHECKING:
    from gui.main_window import MainWindow

STEP = "标点整理"
COLUMNS = ("改", "在哪里", "原文", "改成")
AROUND = 8
"""Characters of the context before and after."""


class TidyDialog(QDialog):
    """The preview; `chosen` gives what is to be changed."""

    def __init__(self, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks = untidy({section.id: report.text(section.id) for section in report.form.sections})
        self.setWindowTitle(STEP)
        self.resize(760, 440)
        self.table = QTableWidget(len(self._marks), len(COLUMNS))
        self.change = QPushButton()
        self.change.setProperty("primary", "true")
        self.change.setDefault(True)
        self.change.clicked.connect(self.accept)
        self._fill(report)
        self._lay_out()
        self.table.itemChanged.connect(self._count)
        self._count()

    def chosen(self) -> tuple[Replacement, ...]:
        """The marks that are ticked."""
        ticked = Qt.CheckState.Checked
        return tuple(mark for row, mark in enumerate(self._marks) if self.table.item(row, 0).checkState() == ticked)

    def _fill(self, report: Report) -> None:
        self.table.setAccessibleName("要整理的标点")
        self.table.setHorizontalHeaderLabels(COLUMNS)
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setItemDelegate(RowDelegate(self.table))
        for row, mark in enumerate(self._marks):
            plain = block_text(report.text(mark.section)[mark.paragraph])
            before, after = around(plain, mark.offset, mark.offset + len(mark.old), AROUND)
            place = f"{report.form.section(mark.section).short} 第 {mark.paragraph + 1} 段"
            texts = ("", place, visible(f"{before}【{mark.old}】{after}"), visible(f"{before}【{mark.new}】{after}"))
            for column, text in enumerate(texts):
                self.table.setItem(row, column, QTableWidgetItem(text))
            tick = self.table.item(row, 0)
            tick.setFlags(tick.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            tick.setCheckState(Qt.CheckState.Checked)
            tick.setData(Qt.ItemDataRole.AccessibleTextRole, f"{place}，{texts[2]} 改成 {texts[3]}")
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in (2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        if self._marks:
            self.table.setCurrentCell(0, 0)

    def _lay_out(self) -> None:
        title = QLabel("汉字之间的半角标点(&T)　空格 改或不改")
        title.setBuddy(self.table)
        close = QPushButton("取消(&X)")
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.addWidget(self.change)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(title)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self.table.setFocus()

    def _count(self, *_: object) -> None:
        count = len(self.chosen())
        self.change.setText(f"改成全角：{count} 处(&A)")
        self.change.setEnabled(count > 0)


def show(window: MainWindow) -> None:
    """Show the preview and make the changes as one step."""
    editor = window.editor
    editor.commit_wanted.emit()
    if editor.read_only:
        editor.refuse()
        return
    dialog = TidyDialog(editor.report, window)
    if not dialog.table.rowCount():
        dialog.deleteLater()
        editor.message.emit("没有要整理的标点：汉字之间没有半角标点")
        return
    if not window.tools.interaction.run(dialog):
        return
    chosen = dialog.chosen()
    texts = {section.id: editor.report.text(section.id) for section in editor.report.form.sections}
    first = chosen[0]
    editor.do(STEP, replacing(texts, chosen), Place(first.section, "", first.paragraph, first.offset))
    editor.message.emit(f"{len(chosen)} 处标点改成了全角，可以撤销")
