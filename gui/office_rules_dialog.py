"""The dialog of 本单位规则: which file is in force, what its rules are, what is wrong with others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from gui.dialog_parts import closing, lay_out, primary, titled
from gui.places_table import PlacesTable
from gui.visible_text import visible
from model.errors import ReportError
from model.findings import SEVERITY_NAMES
from model.office_rules import rule_words
from workflows.office_rules import write_example
from workflows.office_rules_file import FILE, own_file

if TYPE_CHECKING:
    from gui.interaction import Interaction
    from gui.theme import Theme
    from workflows.office_rules import Loaded

COLUMNS = ("行", "规则", "说明")
NONE = f"现在没有本单位规则。可以写入一份带说明的示例，再按本单位的要求改；全单位共用的，把 {FILE} 放在程序文件夹里。"


class OfficeRulesDialog(QDialog):
    """reload: reads the file again, has the reports checked by it and gives what it holds."""

    def __init__(
        self, reload: Callable[[], Loaded], interaction: Interaction, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("本单位规则")
        self.resize(theme.px(700), theme.px(380))
        self._reload = reload
        self._interaction = interaction
        self.file = QLabel()
        self.file.setTextFormat(Qt.TextFormat.PlainText)
        self.file.setWordWrap(True)
        self.table = PlacesTable("本单位规则", COLUMNS, (2,))
        self.table.setWordWrap(True)
        self.note = QLabel()
        self.folder = QPushButton("打开文件夹(&D)")
        self.example = QPushButton("写入示例(&W)")
        self.again = primary("重新读取(&R)")
        self.folder.clicked.connect(self._open_folder)
        self.example.clicked.connect(self._write)
        self.again.clicked.connect(self.read)
        title = titled("规则和写错的地方(&T)", self.table)
        buttons = (self.folder, self.example, self.note, closing(self), self.again)
        lay_out(self, (self.file, title, self.table), buttons, self.table)
        self.read()
        self.table.setFocus()

    def read(self) -> None:
        """Read the file again and show what it holds."""
        self._loaded = loaded = self._reload()
        self.file.setText(f"现在用的文件：{visible(str(loaded.path))}" if loaded.path is not None else NONE)
        self.example.setEnabled(not own_file().exists())
        self.table.put_rows(list(_rows(loaded)), tips=True)
        self.table.resizeRowsToContents()
        rules, problems = len(loaded.found.rules), len(loaded.problems)
        wrong = f"，写错 {problems} 处" if problems else ""
        self.note.setText(f"规则 {rules} 条{wrong}" if loaded.path is not None else "")

    def _open_folder(self) -> None:
        self._interaction.show_folder((self._loaded.path or own_file()).parent)

    def _write(self) -> None:
        try:
            write_example(own_file())
        except ReportError as error:
            self._interaction.tell_error(self, "写入示例", error)
        self.read()
        self.note.setText("已写入；示例里的规则去掉前面的 # 才起作用")


def _rows(loaded: Loaded) -> Iterator[tuple[str, str, str]]:
    """What is wrong first, then the rules."""
    if loaded.failed:
        yield "", "", loaded.failed
    for problem in loaded.found.problems:
        yield str(problem.line), visible(problem.rule), f"写错了：{visible(problem.why)}"
    for rule in loaded.found.rules:
        only = f"（只用于{rule.edition}年版）" if rule.edition else ""
        yield str(rule.line), visible(rule.id), f"{SEVERITY_NAMES[rule.severity]}　{visible(rule_words(rule))}{only}"
