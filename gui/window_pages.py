"""The pages of a window, each built when it is shown first, and the ways between them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QTextEdit, QWidget

from gui.editor import ReportEditor
from gui.theme import Theme
from model.edits import Changed
from model.form import Form, Section
from model.history import Place
from model.layout import Layout, load_layout
from workflows.forms import form_folder


class WindowPages(QObject):
    """The centre of a window. shown: the part that came to the front; noted: where the caret is in a text."""

    shown = Signal(str)
    noted = Signal(str)
    built = Signal(object)

    def __init__(self, editor: ReportEditor, theme: Theme, layout: Layout, parent: QObject) -> None:
        super().__init__(parent)
        self._editor = editor
        self._theme = theme
        self._layout = layout
        self._form: Form = editor.report.form
        self._pages: dict[str, QWidget] = {}
        self.stack = QStackedWidget()
        self.section = ""
        self.last_cell = ""
        """Where the clerk was last in a grid that he has left."""
        editor.go_to.connect(self.go_to)
        editor.changed.connect(self._changed)

    @property
    def page(self) -> QWidget:
        """The page that is shown."""
        return self._pages[self.section]

    def show(self, section_id: str, *, focus: bool = True) -> QWidget:
        """Bring a part to the front; what is open in the part before is committed."""
        if section_id != self.section:
            if self.section:
                self._editor.commit_wanted.emit()
            page = self._page(section_id)
            self.section = section_id
            self.last_cell = self._editor.current_cell or self.last_cell
            self._editor.set_current_cell("")
            self.stack.setCurrentWidget(page)
            self.shown.emit(section_id)
            self.noted.emit(page.note())
            if focus:
                page.setFocus(Qt.FocusReason.OtherFocusReason)
        return self.page

    def go_to(self, place: Place) -> None:
        """Show this place and mark it."""
        page = self.show(place.section)
        page.go_to(place)
        if not self.stack.isAncestorOf(QApplication.focusWidget() or self.stack):
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def start_at(self, cell: str) -> None:
        """Show the part in which this cell stands, the first part for no cell; says so when there is no such cell."""
        form = self._editor.report.form
        if cell in form.cells:
            self.go_to(Place(form.section_of_grid(form.cells[cell].grid).id, cell))
            return
        self.show(form.sections[0].id)
        self.tell_missing(cell)

    def tell_missing(self, cell: str) -> None:
        """Say that there is no such cell, unless there is one or none was named."""
        form = self._editor.report.form
        if cell and cell not in form.cells:
            self._editor.message.emit(f"{form.edition} 年版的表里没有“{cell}”这一格，打开的是第一部分")

    def next_blank(self) -> None:
        """Go to the next cell that nobody has filled in, after the current one, round at the end."""
        self._editor.commit_wanted.emit()
        report = self._editor.report
        blanks = report.blanks()
        if not blanks:
            self._editor.message.emit("没有空格了")
            return
        order = {cell: number for number, cell in enumerate(report.form.cells)}
        here = order.get(self._editor.current_cell, self._first_number(order))
        cell = next((cell for cell in blanks if order[cell] > here), blanks[0])
        self.go_to(Place(report.form.section_of_grid(report.form.cells[cell].grid).id, cell))

    def _first_number(self, order: dict[str, int]) -> int:
        """Where the search begins on a page without a current cell: before the next grid."""
        sections = list(self._form.sections)
        at = [section.id for section in sections].index(self.section)
        grids = [section.grid for section in sections[at:] if section.grid]
        if not grids:
            return -1
        return next(order[cell.id] for cell in self._form.cells.values() if cell.grid == grids[0]) - 1

    def _page(self, section_id: str) -> QWidget:
        page = self._pages.get(section_id)
        if page is None:
            section = self._form.section(section_id)
            page = self._pages[section_id] = self._make(section)
            page.noted.connect(self.noted)
            self.stack.addWidget(page)
            self.built.emit(page)
        return page

    def _make(self, section: Section) -> QWidget:
        # Imported only when it is shown: the window starts with one page.
        if section.grid:
            from gui.section_page import SectionPage

            return SectionPage(self._editor, self._theme, section, self._layout)
        if section == self._form.sections[0]:
            from gui.unit_page import UnitPage

            return UnitPage(self._editor, self._theme, section)
        from gui.text_page import TextPage

        return TextPage(self._editor, self._theme, section)

    def _changed(self, changed: Changed) -> None:
        if changed.everything and self._editor.report.form != self._form:
            self._start_anew()

    def _start_anew(self) -> None:
        """The report went over to another form: all pages belong to the old one."""
        self._form = self._editor.report.form
        self._layout = load_layout(form_folder(self._form.edition), self._form)
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        known = [section.id for section in self._form.sections]
        section = self.section if self.section in known else known[0]
        self.section = ""
        self.show(section)


def text_widget() -> QWidget | None:
    """The text field that has the focus, None when it is something else."""
    widget = QApplication.focusWidget()
    return widget if isinstance(widget, (QLineEdit, QTextEdit)) else None
