"""插入占位符: all placeholders of the form to look through and to copy, for a template in Word, WPS or Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QLineEdit, QWidget

from gui.dialog_parts import closing, lay_out, primary, titled
from gui.places_table import PlacesTable
from gui.theme import Theme
from gui.unit_page import ChoiceField
from model.form import Form
from model.placeholder_list import Entry, entries, found_in, groups

if TYPE_CHECKING:
    from gui.main_window import MainWindow

WIDTH, HEIGHT = 820, 520
_ALL = "全部"


class PlaceholderDialog(QDialog):
    """It stays open while one placeholder after the other is copied."""

    def __init__(self, form: Form, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("插入占位符")
        self.resize(theme.px(WIDTH), theme.px(HEIGHT))
        self._entries = tuple(entries(form))
        self.shown: tuple[Entry, ...] = ()
        self.wanted = QLineEdit()
        self.wanted.setPlaceholderText("边打边找：新收 自然人、上年、全为0 ……")
        self.group = ChoiceField()
        for name in (_ALL, *groups(form)):
            self.group.addItem(name, "" if name == _ALL else name)
        self.list = PlacesTable("占位符", ("类别", "占位符", "意思"), (1, 2))
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.copy = primary("复制(&C)")
        self.copy.clicked.connect(self.copy_current)
        lay_out(self, (self._fields(), self.list), (self.note, closing(self, "关闭(&X)"), self.copy), self.list)
        self.wanted.textChanged.connect(self._refresh)
        self.group.currentIndexChanged.connect(self._refresh)
        self.list.itemDoubleClicked.connect(lambda _: self.copy_current())
        self.wanted.installEventFilter(self)
        self._refresh()
        self.wanted.setFocus()

    def copy_current(self) -> None:
        """Put the current placeholder on the clipboard."""
        row = self.list.currentRow()
        if 0 <= row < len(self.shown):
            placeholder = self.shown[row].placeholder
            QGuiApplication.clipboard().setText(placeholder)
            self.note.setText(f"已复制 {placeholder}，到模板里粘贴")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down in the field move through the list."""
        moves = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        pressed = watched is self.wanted and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and Qt.Key(event.key()) in moves:
            QGuiApplication.sendEvent(self.list, event)
            return True
        return super().eventFilter(watched, event)

    def _fields(self) -> QGridLayout:
        self.wanted.setAccessibleName("查找占位符")
        self.group.setAccessibleName("类别")
        grid = QGridLayout()
        for column, widget in enumerate(
            (titled("查找(&F)", self.wanted), self.wanted, titled("类别(&G)", self.group), self.group)
        ):
            grid.addWidget(widget, 0, column)
        grid.setColumnStretch(1, 1)
        return grid

    def _refresh(self) -> None:
        group, wanted = str(self.group.currentData()), self.wanted.text()
        self.shown = tuple(one for one in self._entries if group in ("", one.group) and found_in(one, wanted))
        self.list.put_rows([tuple(one) for one in self.shown], tips=True)
        if self.shown:
            self.list.selectRow(0)
        self.copy.setEnabled(bool(self.shown))
        self.note.setText(f"共 {len(self.shown)} 个" if self.shown else "没有这样的占位符")


def show(window: MainWindow) -> None:
    """Show the list for the window's form."""
    dialog = PlaceholderDialog(window.editor.report.form, window.tools.theme, window)
    window.tools.interaction.run(dialog)
