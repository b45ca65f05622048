"""查找替换: under the find bar a line with the new words; figures and labels are found but never replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from gui.find_bar import FindBar, bar_of
from gui.find_bar import show as show_find_bar
from model.find import Hit, hits
from model.history import Place
from model.text import block_text
from model.text_ranges import Replacement, is_plain, replacing

if TYPE_CHECKING:
    from gui.main_window import MainWindow

_NAME = "replace_bar"


def show(window: MainWindow) -> None:
    """Open the find bar with the line for the new words."""
    show_find_bar(window)
    bar = window.findChild(ReplaceBar, _NAME)
    if bar is None:
        bar = ReplaceBar(window, bar_of(window))
        window.centralWidget().layout().addWidget(bar)
    bar.show()


class ReplaceBar(QWidget):
    """替换 replaces what is found and goes on, 全部替换 all of the text in one step."""

    def __init__(self, window: MainWindow, find: FindBar) -> None:
        super().__init__(window)
        self._editor = window.editor
        self._find = find
        self.setObjectName(_NAME)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.Button)
        theme = window.tools.theme
        self.field = QLineEdit()
        self.field.setAccessibleName("替换为")
        self.field.setMaximumWidth(theme.px(280))
        title = QLabel("替换为(&M)")
        title.setBuddy(self.field)
        self.one = QPushButton("替换(&R)")
        self.all = QPushButton("全部替换(&A)")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(10), 0, theme.px(8), theme.px(4))
        row.addWidget(title)
        row.addWidget(self.field, 1)
        row.addWidget(self.one)
        row.addWidget(self.all)
        row.addStretch(1)
        self.one.clicked.connect(self.replace_one)
        self.all.clicked.connect(self.replace_all)
        self.field.returnPressed.connect(self.replace_one)
        find.closed.connect(self.hide)

    def replace_one(self) -> None:
        """Replace what was found last, if it is text, and go to the next place."""
        hit = self._find.current()
        if hit is None:
            self._find.step(1)
            return
        replacement = self._replacement(hit)
        if replacement is None:
            self._find.tell("只替换文字：数、表头、“单位与说明”各栏和随表格更新的数不替换")
        elif self._make((replacement,)):
            self._find.pass_over(hit, len(replacement.new))
            if self._find.at_the_end():
                self._find.forget()
                self._find.tell("已替换，后面没有了")
                return
        self._find.step(1)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def replace_all(self) -> None:
        """Replace all of the text as one step and say how many places were left alone."""
        report, words = self._editor.report, self._find.field.text()
        self._editor.commit_wanted.emit()
        found = [hit for hit in hits(report, words) if not hit.label and not hit.place.cell]
        wanted = [one for hit in found if (one := self._replacement(hit)) is not None]
        left = len(found) - len(wanted)
        if wanted and self._make(tuple(wanted)):
            self._find.forget()
            more = f"，{left} 处是随表格更新的数，没有替换" if left else ""
            self._find.tell(f"替换了 {len(wanted)} 处{more}")
        elif not wanted:
            self._find.tell("文字里没有找到")

    def _replacement(self, hit: Hit) -> Replacement | None:
        """What to replace for a hit; None for a figure, a label, or what is no plain text."""
        place = hit.place
        if hit.label or place.cell:
            return None
        block = self._editor.report.text(place.section)[place.paragraph]
        stop = place.offset + hit.length
        if not is_plain(block, place.offset, stop):
            return None
        old = block_text(block)[place.offset : stop]
        return Replacement(place.section, place.paragraph, place.offset, old, self.field.text())

    def _make(self, wanted: tuple[Replacement, ...]) -> bool:
        if self._editor.read_only:
            self._editor.refuse()
            return False
        report, first = self._editor.report, wanted[0]
        texts = {section.id: report.text(section.id) for section in report.form.sections}
        place = Place(first.section, "", first.paragraph, first.offset)
        self._editor.do("替换", replacing(texts, wanted), place)
        return True
