"""A part with a grid: the head, the text that may stand before the grid, and the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.editor import ReportEditor
from gui.grid_page import GridPage
from gui.page_head import PageHead
from gui.theme import Theme
from model.edits import Changed
from model.form import Section
from model.history import Place
from model.layout import Layout

if TYPE_CHECKING:
    from gui.prose_edit import ProseEdit

TEXT_HEIGHT = 92

_LAST_YEAR = {"left": "左侧小字为上年数", "beside": "左侧小字为上年数", "below": "下方小字为上年数"}
"""What the head says of the small figures, by where they stand in the cells."""


class SectionPage(QWidget):
    """The text before the grid is hidden while it is empty and nobody asked for it."""

    noted = Signal(str)
    text_shown = Signal(bool)

    def __init__(self, editor: ReportEditor, theme: Theme, section: Section, layout: Layout) -> None:
        super().__init__()
        self._editor = editor
        self._theme = theme
        self.section = section.id
        grid = editor.report.form.grid(section.grid)
        self._notes = grid.note, _LAST_YEAR[layout.window[grid.id].last_year]
        self.head = PageHead(theme, section.heading)
        self._take_last_year()
        self.grid = GridPage(editor, grid, layout.window[grid.id], theme, pieces=layout.pieces)
        self.prose: ProseEdit | None = None
        self._sheet: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.head)
        self._layout.addWidget(self.grid, 1)
        self.setFocusProxy(self.grid)
        editor.changed.connect(self._changed)
        editor.last_year_shown.connect(self._take_last_year)
        self.show_text(bool(editor.report.text(section.id)))

    @property
    def has_text_open(self) -> bool:
        """Whether the text before the grid is shown."""
        return self._sheet is not None and self._sheet.isVisibleTo(self)

    def show_text(self, shown: bool) -> None:
        """Show or hide the text before the grid."""
        if shown and self._sheet is None:
            self._build_text()
        if self._sheet is not None and shown != self.has_text_open:
            self._sheet.setVisible(shown)
            self.text_shown.emit(shown)

    def go_to(self, place: Place) -> None:
        """Go to a cell, or to a paragraph of the text before the grid."""
        if place.cell:
            self.grid.show_cell(place.cell)
        elif place.paragraph or place.offset:
            self.show_text(True)
            assert self.prose is not None
            self.prose.go_to(place)
            self.prose.setFocus(Qt.FocusReason.OtherFocusReason)

    def note(self) -> str:
        """Nothing: the status bar tells the current cell by itself."""
        return ""

    def _take_last_year(self) -> None:
        shown = self._notes if self._editor.shows_last_year else self._notes[:1]
        self.head.set_note("\u3000".join(filter(None, shown)))

    def _build_text(self) -> None:
        # Few reports have such a text: the editor is imported when there is one.
        from gui.prose_edit import ProseEdit
        from gui.text_page import sheet

        self.prose = ProseEdit(self._editor, self._theme, self.section)
        self.prose.setAccessibleName("表前文字")
        self.prose.setPlaceholderText("表格前面的文字（没有就不写）")
        self._sheet = sheet(self.prose, self._theme)
        self._sheet.setMaximumWidth(16_777_215)
        self._sheet.setFixedHeight(self._theme.px(TEXT_HEIGHT))
        self._sheet.hide()
        row = QVBoxLayout()
        row.setContentsMargins(self._theme.px(8), 0, self._theme.px(8), self._theme.px(6))
        row.addWidget(self._sheet)
        self._layout.insertLayout(1, row)

    def _changed(self, changed: Changed) -> None:
        touched = changed.everything or any(text.section == self.section for text in changed.texts)
        if touched and self._editor.report.text(self.section):
            self.show_text(True)
