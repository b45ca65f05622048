"""检查模板: what an office's template has wrong, what it has no place for, which of its fonts this PC lacks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHeaderView, QLabel, QPushButton, QWidget

from gui.dialog_parts import closing, lay_out, titled
from gui.font_notice import installed_families
from gui.places_table import PlacesTable
from gui.theme import Theme
from model.errors import ReportError
from model.report import Report
from workflows.check_template import TemplateCheck, check_template

if TYPE_CHECKING:
    from gui.main_window import MainWindow

WIDTH, HEIGHT = 760, 440


class TemplateCheckDialog(QDialog):
    """The findings of one template, to read and to copy."""

    def __init__(
        self, found: TemplateCheck, lines: list[tuple[str, str]], name: str, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"检查模板 {name}")
        self.resize(theme.px(WIDTH), theme.px(HEIGHT))
        self._lines = lines
        self.list = PlacesTable("检查结果", ("类别", "内容"), (1,))
        self.list.setWordWrap(True)
        self.list.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.put_rows(lines, tips=True)
        self.copy = QPushButton("复制清单(&C)")
        self.copy.setEnabled(bool(lines))
        self.copy.clicked.connect(self.copy_lines)
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        head = titled(f"{_summary(found, len(lines))}(&L)", self.list)
        head.setWordWrap(True)
        lay_out(self, (head, self.list), (self.note, self.copy, closing(self, "关闭(&X)")), self.list)
        if lines:
            self.list.selectRow(0)
        self.list.setFocus()

    def copy_lines(self) -> None:
        """Put the list on the clipboard, for whoever mends the template."""
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in self._lines))
        self.note.setText("已复制")


def _summary(found: TemplateCheck, lines: int) -> str:
    if found.wrong:
        return f"有 {len(found.wrong)} 个占位符不能用，改正以前不能按这个模板导出"
    if not found.usable:
        return "不能按这个模板导出"
    return f"{found.known}。{'下面的请看一看' if lines else '没有发现问题'}"


def choose(window: MainWindow) -> None:
    """Ask for a template and show what is found in it."""
    from gui.export_commands import ask_template

    window.editor.commit_wanted.emit()
    template = ask_template(window, "选择要检查的模板")
    if template is not None:
        _show(window, template, window.editor.report)


def _show(window: MainWindow, template: Path, report: Report) -> None:
    tools = window.tools
    try:
        found = check_template(template, report.form)
    except ReportError as error:
        tools.interaction.tell_error(window, "检查模板", error)
        return
    lines = list(found.lines(report, installed_families()))
    tools.interaction.run(TemplateCheckDialog(found, lines, template.name, tools.theme, window))
