"""The list of keys, made from the table of commands, and what the program is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.keys_list import key_rows
from workflows.version import NAME, VERSION


class KeysDialog(QDialog):
    """A table of all keys: where, what, which."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("快捷键")
        self.resize(560, 420)
        rows = key_rows()
        self.table = QTableWidget(len(rows), 3)
        self.table.setAccessibleName("快捷键")
        self.table.setHorizontalHeaderLabels(["菜单", "命令", "键"])
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setStretchLastSection(True)
        close = QPushButton("关闭")
        close.setDefault(True)
        close.setProperty("primary", "true")
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.table)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def about_text() -> str:
    """Name, version and use."""
    return (
        f"{NAME} {VERSION}\n\n填写《政府信息公开工作年度报告》：边填边核对表格的勾稽关系，"
        "导出 Word 和 Excel。全部在本机进行，不联网。"
    )


def show_keys(window) -> None:
    """The list of keys."""
    window.tools.interaction.run(KeysDialog(window))


def show_log_folder(window) -> None:
    """The folder with the log."""
    from workflows.log_file import data_folder

    window.tools.interaction.show_folder(data_folder())


def show_about(window) -> None:
    """Name, version, what the program is."""
    window.tools.interaction.tell(window, "关于", about_text())
