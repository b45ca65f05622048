"""The form's side of a review: the grids of a copy of the report as the answers make it, and the text that was read."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gui.editor import ReportEditor
from gui.grid_page import GridPage
from gui.review_looks import ReviewLooks
from gui.review_text import NAME, ReviewText
from gui.theme import Theme
from model.edits import Change, Edit, SetCell
from model.history import Place
from model.layout import Layout
from model.number_text import number_text
from model.report import Report
from workflows.document import Document
from workflows.reading_review import STEP, Review, cell_changes


class _Copy(ReportEditor):
    """The report as the answers make it. What is typed goes to the review, which says what becomes of it."""

    typed = Signal(object)

    def __init__(self, report: Report, locked: bool, parent: QObject) -> None:
        super().__init__(Document.new(report), parent)
        self._locked = locked

    @property
    def read_only(self) -> bool:
        return self._locked

    def enter(self, cell: str, text: str) -> None:
        self.typed.emit({cell: text})

    def do(self, name: str, changes: tuple[Change, ...], place: Place | None = None, *, merge: str = "") -> None:
        cells = (change for change in changes if isinstance(change, SetCell))
        texts = {change.cell: f"{number_text(change.value)}{change.unit}" for change in cells}
        if texts and not self._locked:
            self.typed.emit(texts)


class ReviewForm(QWidget):
    """A tab for each grid, and one for the text. Figures can be typed, pasted and cleared as in a window."""

    typed = Signal(object)
    """What is to stand in which cells, as it would be typed."""
    came_to = Signal(str)
    """The clerk went to this cell."""

    def __init__(
        self,
        review: Review,
        layout: Layout,
        theme: Theme,
        *,
        locked: bool,
        keys: QObject,
        parent: QWidget | None = None,
    ) -> None:
        """keys: filters what is pressed in the grids."""
        super().__init__(parent)
        report = Report(review.reviewed.state())
        self._copy = _Copy(report, locked, self)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("读到的内容")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.stack = QStackedWidget()
        self._pages: dict[str, GridPage] = {}
        self._looks: dict[str, ReviewLooks] = {}
        for grid in report.form.grids:
            self._looks[grid.id] = looks = ReviewLooks(report, review.original, grid)
            measures = layout.window[grid.id]
            page = GridPage(self._copy, grid, measures, theme, pieces=layout.pieces, looks=looks)
            for block in page.blocks:
                block.view.installEventFilter(keys)
            self._pages[grid.id] = page
            self.tabs.addTab(grid.name)
            self.stack.addWidget(page)
        self.tabs.addTab(NAME)
        self.stack.addWidget(ReviewText(review.original, theme))
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        self._copy.typed.connect(self.typed)
        self._copy.cell_changed.connect(self._tell_cell)

    @property
    def report(self) -> Report:
        """The report as it is shown."""
        return self._copy.report

    @property
    def page(self) -> GridPage | None:
        """The grid that is shown, None while the text is."""
        widget = self.stack.currentWidget()
        return widget if isinstance(widget, GridPage) else None

    @property
    def shown(self) -> QWidget:
        """What is shown below the tabs."""
        return self.stack.currentWidget()

    def take(self, review: Review) -> None:
        """Show what the answers make of the report now."""
        changes = tuple(cell_changes(self.report, review.reviewed))
        self._copy.history.do(Edit(STEP, changes))

    def ask(self, cells: Iterable[str]) -> None:
        """Mark the cells that the current question is about."""
        cells = tuple(cells)
        for grid, looks in self._looks.items():
            for cell in looks.ask(cells):
                self._pages[grid].blocks[self.report.form.cells[cell].block].model.tell(cell)

    def show_cell(self, cell: str, *, focus: bool = False) -> None:
        """Make this cell the current one of its grid, and show that."""
        grid = self.report.form.cells[cell].grid
        self.tabs.setCurrentIndex(list(self._pages).index(grid))
        self._pages[grid].show_cell(cell, mark=focus)

    def edit(self, cell: str) -> None:
        """Open the cell's editor."""
        self.show_cell(cell, focus=True)
        self._pages[self.report.form.cells[cell].grid].edit_current()

    def editing(self) -> bool:
        """Whether a cell editor is open."""
        return any(page.editing() for page in self._pages.values())

    def commit(self) -> None:
        """Keep what is being typed."""
        for page in self._pages.values():
            page.commit()

    def _tell_cell(self, cell: str) -> None:
        page, focus = self.page, self.window().focusWidget()
        if cell and page is not None and focus is not None and page.isAncestorOf(focus):
            self.came_to.emit(cell)
