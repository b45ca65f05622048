"""标点整理: every half-width mark between Chinese characters in its context; those that are ticked become full-width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from gui.dialog_parts import closing, lay_out, primary, titled
from gui.places_table import PlacesTable
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
        self.table = PlacesTable("要整理的标点", COLUMNS, (2, 3))
        self.change = primary("")
        self.change.clicked.connect(self.accept)
        self._fill(report)
        self._lay_out()
        self.table.itemChanged.connect(self._count)
        self._count()

    def chosen(self) -> tuple[Replacement, ...]:
        """The marks that are ticked."""
        return tuple(mark for row, mark in enumerate(self._marks) if self.table.ticked(row))

    def _fill(self, report: Report) -> None:
        rows = []
        for mark in self._marks:
            plain = block_text(report.text(mark.section)[mark.paragraph])
            before, after = around(plain, mark.offset, mark.offset + len(mark.old), AROUND)
            place = f"{report.form.section(mark.section).short} 第 {mark.paragraph + 1} 段"
            old, new = visible(f"{before}【{mark.old}】{after}"), visible(f"{before}【{mark.new}】{after}")
            rows.append(("", place, old, new))
        self.table.put_rows(rows)
        for row, (_, place, old, new) in enumerate(rows):
            self.table.add_tick(row, f"{place}，{old} 改成 {new}", True)
        if self._marks:
            self.table.setCurrentCell(0, 0)

    def _lay_out(self) -> None:
        title = titled("汉字之间的半角标点(&T)　空格 改或不改", self.table)
        lay_out(self, (title, self.table), (None, closing(self, "取消(&X)"), self.change), self.table)
        self.layout().setSpacing(8)
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
