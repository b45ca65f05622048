"""文件 → 设置: the few things that are set once: fonts of the Word file, folder, saving, keys, look."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.look import CHOICES, KEY, choose
from gui.settings import DEFAULTS, Settings, documents_folder
from gui.tools import Tools
from gui.unit_page import ChoiceField
from workflows.word_fonts import FONT_CHOICES, FontChoice

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
        self.setMinimumWidth(tools.theme.px(460))
        settings = tools.settings
        installed = frozenset(QFontDatabase.families())
        self.fonts = {one.id: _font_field(one, settings, installed) for one in FONT_CHOICES}
        self.folder = QLineEdit(settings.get(FOLDER))
        self.folder.setPlaceholderText("空着：和年报放在同一个文件夹")
        self.browse = QPushButton("选择(&R)…")
        self.browse.clicked.connect(self._browse)
        self.seconds = _choice(
            [(value, f"改动后 {value} 秒") for value in self._intervals(settings)], settings.get(SECONDS)
        )
        self.enter = _choice(ENTER_CHOICES, settings.get(ENTER))
        self.offers = QCheckBox("在文字里填数时，提示可以关联的单元格(&L)")
        self.offers.setChecked(OFFERS in DEFAULTS and settings.get(OFFERS))
        self.offers.setVisible(OFFERS in DEFAULTS)
        themes = [(choice, name.split("(")[0]) for choice, name in CHOICES.items()]
        self.theme = _choice(themes, settings.get(KEY))
        self._lay_out()

    def accept(self) -> None:
        """Keep everything as it is chosen; a folder that is none has to be mended first."""
        folder = self.folder.text().strip()
        if folder and not Path(folder).is_dir():
            self._note.setText("没有这个文件夹，请重新选择，或者空着")
            self.folder.setFocus()
            return
        settings = self._tools.settings
        for one in FONT_CHOICES:
            settings.put(f"word/font_{one.id}", _chosen_font(self.fonts[one.id], one))
        settings.put(FOLDER, folder)
        settings.put(SECONDS, self.seconds.currentData())
        settings.put(ENTER, self.enter.currentData())
        if OFFERS in DEFAULTS:
            settings.put(OFFERS, self.offers.isChecked())
        super().accept()
        choose(self._tools.theme, settings, self.theme.currentData())

    def _lay_out(self) -> None:
        theme = self._tools.theme
        fonts, others = QFormLayout(), QFormLayout()
        for one, letter in zip(FONT_CHOICES, "TBHSGN", strict=True):
            fonts.addRow(f"{one.name}(&{letter})", self.fonts[one.id])
            self.fonts[one.id].setAccessibleName(f"Word 文件的{one.name}字体")
        folder = QHBoxLayout()
        folder.addWidget(self.folder, 1)
        folder.addWidget(self.browse)
        label = QLabel("导出到(&E)")
        label.setBuddy(self.folder)
        others.addRow(label, folder)
        others.addRow("自动保存(&A)", self.seconds)
        others.addRow("回车移到(&M)", self.enter)
        others.addRow("主题(&C)", self.theme)
        named = ((self.folder, "导出到"), (self.seconds, "自动保存"), (self.enter, "回车移到"), (self.theme, "主题"))
        for widget, name in named:
            widget.setAccessibleName(name)
        self._note = QLabel()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        for title, form in (("Word 文件的字体", fonts), ("其他", others)):
            heading = QLabel(title)
            heading.setFont(theme.font(0, bold=True))
            layout.addWidget(heading)
            if form is fonts:
                layout.addWidget(_muted("用于本程序的模板；自己的模板用它自己的字体", theme))
            layout.addLayout(form)
        layout.addWidget(self.offers)
        layout.addLayout(self._buttons())

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


def _font_field(one: FontChoice, settings: Settings, installed: frozenset[str]) -> QComboBox:
    field = ChoiceField()
    field.setEditable(True)
    for number, name in enumerate((one.usual, *one.others)):
        words = ["通用"] if number == 0 else []
        words += [] if name in installed else ["本机没有"]
        field.addItem(f"{name}（{'，'.join(words)}）" if words else name, name)
    chosen = settings.get(f"word/font_{one.id}") or one.usual
    if field.findData(chosen) < 0:
        field.addItem(chosen, chosen)
    field.setCurrentIndex(field.findData(chosen))
    return field


def _chosen_font(field: QComboBox, one: FontChoice) -> str:
    """The family that is chosen or typed, "" for the usual one."""
    typed = field.currentText().strip()
    at = field.findText(typed)
    name = field.itemData(at) if at >= 0 else typed
    return "" if name in ("", one.usual) else name


def _choice(choices, chosen) -> QComboBox:
    field = ChoiceField()
    for value, name in choices:
        field.addItem(name, value)
    field.setCurrentIndex(max(0, field.findData(chosen)))
    return field


def _muted(text: str, theme) -> QLabel:
    label = QLabel(text)
    label.setFont(theme.font(-1))
    label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
    return label
