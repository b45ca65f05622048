"""文件 → 设置: the few things that are set once: how documents are printed, folder, saving, keys, look."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.document_fields import DocumentFields, choice, muted
from gui.look import CHOICES, KEY, choose
from gui.settings import DEFAULTS, Settings, documents_folder
from gui.tools import Tools

ENTER = "grid/enter"
SECONDS = "recovery/seconds"
FOLDER = "files/export_fixed"
OFFERS = "text/offers"
INTERVALS = (1, 2, 3, 5, 10, 30)
ENTER_CHOICES = (("down", "下一行"), ("right", "右边一格"))


class SettingsDialog(QDialog):
    """Nothing is changed before 确定."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self.setWindowTitle("设置")
        self.setMinimumWidth(tools.theme.px(720))
        settings = tools.settings
        self.documents = DocumentFields(tools.theme, settings)
        self.fonts = self.documents.fonts
        self.folder = QLineEdit(settings.get(FOLDER))
        self.folder.setPlaceholderText("空着：和年报放在同一个文件夹")
        self.browse = QPushButton("选择(&R)…")
        self.browse.clicked.connect(self._browse)
        self.seconds = choice(
            [(value, f"改动后 {value} 秒") for value in self._intervals(settings)], settings.get(SECONDS)
        )
        self.enter = choice(ENTER_CHOICES, settings.get(ENTER))
        self.offers = QCheckBox("在文字里填数时，提示可以关联的单元格(&L)")
        self.offers.setChecked(OFFERS in DEFAULTS and settings.get(OFFERS))
        self.offers.setVisible(OFFERS in DEFAULTS)
        themes = [(key, name.split("(")[0]) for key, name in CHOICES.items()]
        self.theme = choice(themes, settings.get(KEY))
        self._lay_out()

    def accept(self) -> None:
        """Keep everything as it is chosen; a folder that is none has to be mended first."""
        folder = self.folder.text().strip()
        if folder and not Path(folder).is_dir():
            self._note.setText("没有这个文件夹，请重新选择，或者空着")
            self.folder.setFocus()
            return
        settings = self._tools.settings
        self.documents.keep(settings)
        settings.put(FOLDER, folder)
        settings.put(SECONDS, self.seconds.currentData())
        settings.put(ENTER, self.enter.currentData())
        if OFFERS in DEFAULTS:
            settings.put(OFFERS, self.offers.isChecked())
        super().accept()
        choose(self._tools.theme, settings, self.theme.currentData())

    def _lay_out(self) -> None:
        theme = self._tools.theme
        documents, others = QVBoxLayout(), QVBoxLayout()
        documents.addWidget(self._heading("Word、PDF 和打印"))
        documents.addWidget(muted("用于本程序的模板；自己的模板用它自己的样子", theme))
        documents.addWidget(self.documents)
        others.addWidget(self._heading("其他"))
        others.addLayout(self._others())
        others.addWidget(self.offers)
        columns = QHBoxLayout()
        columns.setSpacing(theme.px(24))
        for column in (documents, others):
            column.setSpacing(6)
            column.addStretch(1)
            columns.addLayout(column, 1)
        self._note = QLabel()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(columns)
        layout.addLayout(self._buttons())

    def _heading(self, text: str) -> QLabel:
        heading = QLabel(text)
        heading.setFont(self._tools.theme.font(0, bold=True))
        return heading

    def _others(self) -> QFormLayout:
        form, folder = QFormLayout(), QHBoxLayout()
        folder.addWidget(self.folder, 1)
        folder.addWidget(self.browse)
        label = QLabel("导出到(&E)")
        label.setBuddy(self.folder)
        form.addRow(label, folder)
        rows = ((self.seconds, "自动保存", "A"), (self.enter, "回车移到", "M"), (self.theme, "主题", "C"))
        for widget, name, letter in rows:
            form.addRow(f"{name}(&{letter})", widget)
            widget.setAccessibleName(name)
        self.folder.setAccessibleName("导出到")
        return form

    def _buttons(self) -> QHBoxLayout:
        ok, cancel = QPushButton("确定"), QPushButton("取消")
        ok.setDefault(True)
        ok.setProperty("primary", "true")
        ok.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self._note, 1)
        row.addWidget(cancel)
        row.addWidget(ok)
        return row

    def _intervals(self, settings: Settings) -> list[int]:
        """Those that are offered, and the one that is set by other means."""
        return sorted({*INTERVALS, settings.get(SECONDS)})

    def _browse(self) -> None:
        start = Path(self.folder.text().strip() or documents_folder())
        folder = self._tools.interaction.folder_to_use(self, "导出到", start)
        if folder is not None:
            self.folder.setText(str(folder))


def show(window) -> None:
    """Show the settings; what is chosen holds from now on."""
    window.tools.interaction.run(SettingsDialog(window.tools, window))
