"""备注列表: all words on cells and paragraphs, and going to one of them."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QListWidgetItem, QWidget

from gui.dialog_parts import closing, lay_out, primary, titled
from gui.theme import Theme
from gui.word_dialog import place_words
from model.history import Place
from model.report import Report
from model.words import words


def show(window) -> None:
    """Show the list, and go to the word that was chosen."""
    window.editor.commit_wanted.emit()
    dialog = WordsDialog(window.editor.report, window.tools.theme, window)
    if window.tools.interaction.run(dialog) and dialog.chosen is not None:
        window.editor.go_to.emit(dialog.chosen)


class WordsDialog(QDialog):
    """In the order of the form. chosen: the place to go to."""

    def __init__(self, report: Report, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("备注列表")
        self.resize(theme.px(560), theme.px(360))
        self.chosen: Place | None = None
        self.list = QListWidget()
        self.list.setAccessibleName("备注列表")
        self.list.setWordWrap(True)
        self.go = primary("转到(&G)")
        self.go.clicked.connect(self.accept)
        found = words(report)
        self._lay_out(len(found))
        for word in found:
            item = QListWidgetItem(f"{place_words(report.form, word.place)}：{word.text}")
            item.setToolTip(word.text)
            self.list.addItem(item)
        self._places = [word.place for word in found]
        self.list.currentRowChanged.connect(self._choose)
        self.list.itemActivated.connect(lambda _: self.accept())
        self.list.setCurrentRow(0)
        self.go.setEnabled(bool(found))
        self.list.setFocus()

    def _choose(self, row: int) -> None:
        self.chosen = self._places[row] if 0 <= row < len(self._places) else None

    def _lay_out(self, count: int) -> None:
        said = f"共 {count} 条备注，都不会导出(&W)" if count else "还没有备注：在格或段落上按 Shift+F2 添加"
        title = titled(said, self.list) if count else QLabel(said)
        lay_out(self, (title, self.list), (None, closing(self), self.go), self.list)
