"""Before a report is written by an own template: what the template has no place for, and whether to go on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHeaderView, QLabel, QPushButton, QWidget

from gui.dialog_parts import closing, lay_out, titled
from gui.places_table import PlacesTable
from gui.theme import Theme
from gui.tools import Tools
from model.errors import ReportError
from model.report import Report

if TYPE_CHECKING:
    from workflows.labelled_templates import Gaps

WIDTH, HEIGHT = 760, 440


class GapsDialog(QDialog):
    """All that a template has no place for, to scroll through; accepted when the report is to be written all the same.

    A hasty Enter, or closing it, writes nothing.
    """

    def __init__(self, found: Gaps, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"模板 {name}")
        self.resize(theme.px(WIDTH), theme.px(HEIGHT))
        self.list = PlacesTable("导出前请看一看", ("类别", "内容"), (1,))
        self.list.setWordWrap(True)
        self.list.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.put_rows(
            [
                *(("没有位置", what) for what in found.lacking),
                *(("打印不全", text) for text in found.cut),
                *(("请看一看", n) for n in found.notes),
            ],
            tips=True,
        )
        self.stop = closing(self, "不导出(&X)")
        self.stop.setProperty("primary", "true")
        self.stop.setDefault(True)
        self.go = QPushButton("仍然导出(&E)" if found.loses else "继续导出(&E)")
        self.go.setAutoDefault(False)
        self.go.clicked.connect(self.accept)
        head = titled(f"{_summary(found)}(&L)", self.list)
        head.setWordWrap(True)
        lay_out(self, (head, self.list), (QLabel(), self.go, self.stop), self.list)
        self.list.selectRow(0)
        self.list.setFocus()


def _summary(found: Gaps) -> str:
    count = len(found.lacking) + len(found.cut) + len(found.notes)
    if found.loses:
        return f"照这个模板导出，内容会不全，共 {count} 处要看"
    return f"照这个模板导出以前，有 {count} 处请看一看"


def accept_template(window: QWidget, tools: Tools, report: Report, template: Path, suffix: str = "") -> bool:
    """Whether the report may be written by this template: nothing lacks in it, or the clerk goes on all the same.

    suffix: that of the document, any where it is "".
    """
    from workflows.labelled_templates import gaps

    try:
        found = gaps(report, template, suffix)
    except ReportError as error:
        tools.interaction.tell_error(window, "不能用这个模板", error)
        return False
    return not found or tools.interaction.run(GapsDialog(found, template.name, tools.theme, window))
