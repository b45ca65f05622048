"""The text that was read, with its headings, as it stands in the report: to be compared with the document."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from gui.theme import Theme
from model.naming import FIELD_NAMES
from model.report import Report
from model.unit_kinds import kind_name

NAME = "文字"
_UNREAD = "（没有读到文字）"


class ReviewText(QTextEdit):
    """Read-only: the report's fields, then each section with its heading."""

    def __init__(self, report: Report, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.setProperty("field", "true")
        self.setAccessibleName("读到的文字")
        self.setFont(theme.font())
        cursor = QTextCursor(self.document())
        plain, bold = QTextCharFormat(), QTextCharFormat()
        bold.setFontWeight(700)
        for name, words in FIELD_NAMES.items():
            if value := report.fields.get(name):
                cursor.insertText(f"{words}：{_shown(report, name, value)}\n", plain)
        for section in report.form.sections:
            text = report.plain(section.id)
            cursor.insertText(f"\n{section.heading or section.short}\n", bold)
            cursor.insertText(f"{text or ('' if section.grid else _UNREAD)}\n", plain)
        self.moveCursor(QTextCursor.MoveOperation.Start)


def _shown(report: Report, name: str, value: str | int) -> str:
    if name == "title":
        return "".join(report.title_lines())
    if name == "unit_kind":
        return kind_name(report.form.unit_kinds, str(value)) or str(value)
    return str(value)
