"""备注: a word on the current cell or paragraph — who gave the figure, what is still open. Never exported."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from gui.dialog_parts import closing, lay_out, primary, titled
from gui.grid_paste import short_place
from gui.lines_field import LinesField
from gui.prose_edit import ProseEdit
from gui.theme import Theme
from gui.window_pages import text_widget
from model.form import Form
from model.history import Place
from model.words import may_have_word, word_at, word_changes


def show(window) -> None:
    """Ask for the word on the cell or paragraph where the clerk is, and put it there."""
    editor = window.editor
    editor.commit_wanted.emit()
    place = place_of(window)
    if place is None or not may_have_word(editor.report, place):
        editor.message.emit("先选一个格，或者把光标放在有字的段落里，再加备注")
        return
    if editor.read_only:
        editor.refuse()
        return
    before = word_at(editor.report, place)
    dialog = WordDialog(place_words(editor.report.form, place), before, window.tools.theme, window)
    if window.tools.interaction.run(dialog):
        changes = word_changes(editor.report, place, dialog.text())
        editor.do("备注" if dialog.text() else "删除备注", changes, place)


def place_of(window) -> Place | None:
    """The paragraph with the caret, else the current cell; None on a page without either."""
    field, page = text_widget(), window.pages.page
    if isinstance(field, ProseEdit):
        return Place(field.section, "", field.paragraph_number())
    cell = window.editor.current_cell
    if cell in window.editor.report.form.cells:
        return Place(window.pages.section, cell)
    prose = getattr(page, "prose", None) or getattr(page, "preface", None)
    return None if prose is None else Place(page.section, "", prose.paragraph_number())


def place_words(form: Form, place: Place) -> str:
    """Where a word is, as clerks say it."""
    if place.cell:
        grid = form.grid(form.cells[place.cell].grid)
        return f"{grid.name} {short_place(form, place.cell)}"
    return f"{form.section(place.section).short} 第 {place.paragraph + 1} 段"


class WordDialog(QDialog):
    """One field for a few lines; Enter is done, Shift+Enter a new line."""

    def __init__(self, place: str, word: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("备注")
        self.field = LinesField()
        self.field.setAccessibleName("备注")
        self.field.setPlainText(word)
        self.field.setPlaceholderText("谁报来的、哪里还没定")
        self.field.setFixedSize(theme.px(360), theme.px(96))
        self.field.selectAll()
        self.drop = QPushButton("删除备注(&D)")
        self.drop.setEnabled(bool(word))
        self.drop.setAutoDefault(False)
        self.drop.clicked.connect(self._drop)
        self.keep = primary("确定")
        self.keep.clicked.connect(self.accept)
        self.field.entered.connect(self.accept)
        self._lay_out(place)
        self.field.setFocus()

    def text(self) -> str:
        """The word as it is to stand."""
        return self.field.toPlainText().strip()

    def _drop(self) -> None:
        self.field.clear()
        self.accept()

    def _lay_out(self, place: str) -> None:
        title = titled(f"{place.replace('&', '&&')}(&W)", self.field)
        note = QLabel("只在这里看得见，不会导出")
        note.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        buttons = (self.drop, None, closing(self, "取消"), self.keep)
        lay_out(self, (title, self.field, note), buttons, self.field)
