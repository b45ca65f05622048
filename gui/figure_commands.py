"""The commands over live figures in the text, and what the window does when the caret comes to one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from gui.figure_picking import FigurePicking, picking
from gui.prose_edit import ProseEdit
from gui.prose_insert import put, select_current
from gui.text_guidance import TextGuidance
from gui.window_pages import text_widget
from model.figure_choice import Choice, choice_of
from model.history import Place
from model.live_figures import Formula, derive, figure_span, formula_of
from model.text import Span


def insert(window) -> None:
    """Let the clerk pick cells, and put their figure where the caret is in the text."""
    _pick(window, prose_at_hand(window), Choice(), "插入数据")


def change(window) -> None:
    """Let the clerk pick other cells for the live figure at the caret."""
    prose = prose_at_hand(window)
    span = prose.current_figure() if prose is not None else None
    if prose is None or span is None:
        window.editor.message.emit("先把光标放在文字中的数据上")
        return
    formula = formula_of(span, window.editor.report.form)
    _pick(window, prose, choice_of(formula) if formula else Choice(), "改为其他数据", formula)


def to_cell(window) -> None:
    """Go to the cell of the live figure at the caret."""
    span = _current(window)
    form = window.editor.report.form
    formula = formula_of(span, form) if span is not None else None
    if formula is None:
        window.editor.message.emit("这处数据看不出取自哪一格" if span else "先把光标放在文字中的数据上")
        return
    cell = formula.cells[0]
    window.editor.go_to.emit(Place(form.section_of_grid(form.cells[cell].grid).id, cell))


def to_text(window) -> None:
    """Make the live figure at the caret plain text that follows nothing."""
    prose, span = prose_at_hand(window), _current(window)
    if prose is None or span is None:
        window.editor.message.emit("先把光标放在文字中的数据上")
    elif window.editor.read_only:
        window.editor.refuse()
    else:
        select_current(prose)
        put(prose, (Span(span.text),), "变成普通文字")


def toggle_offers(window) -> None:
    """Whether typing a figure offers to tie it to its cell."""
    wanted = not window.tools.settings.get("text/offers")
    window.tools.settings.put("text/offers", wanted)
    window.actions_["offer_figures"].setChecked(wanted)
    if window.panels.guidance is not None:
        window.panels.guidance.refresh()


def attach(window) -> None:
    """Follow the carets of the window's texts."""
    Follower(window)


class Follower(QObject):
    """Tells guidance and commands which live figure the caret is at, and offers to tie figures that are typed."""

    def __init__(self, window) -> None:
        super().__init__(window)
        self._window = window
        self._figure: Span | None = None
        self._known: set[ProseEdit] = set()
        self._guidance = TextGuidance(window)
        window.actions_["offer_figures"].setChecked(window.tools.settings.get("text/offers"))
        stack = window.pages.stack
        for number in range(stack.count()):
            self._meet(stack.widget(number))
        window.pages.built.connect(self._meet)
        window.pages.shown.connect(self.follow)
        window.editor.changed.connect(self.follow)
        self.follow()

    def follow(self, *_: object) -> None:
        """Show what there is to say of the figure at the caret."""
        page = self._window.pages.page
        self._meet(page)
        prose = getattr(page, "prose", None)
        figure = prose.current_figure() if prose is not None and not self._window.editor.current_cell else None
        self._guidance.show()
        if (figure is None) != (self._figure is None):
            self._window.actions_.update(self._window.editing.conditions())
        self._figure = figure

    def _meet(self, page: QWidget) -> None:
        """A page that is new, or whose text before the grid was just opened."""
        prose = getattr(page, "prose", None)
        if prose is None or prose in self._known:
            return
        from gui.link_offer import LinkOffer

        self._known.add(prose)
        prose.destroyed.connect(lambda: self._known.discard(prose))
        prose.moved.connect(self.follow)
        prose.figure_wanted.connect(lambda: change(self._window))
        LinkOffer(prose, self._window)


def prose_at_hand(window) -> ProseEdit | None:
    """The text in which the clerk is: that with the focus, else that of the page."""
    field = text_widget()
    if isinstance(field, ProseEdit) and window.isAncestorOf(field):
        return field
    page = window.pages.page
    prose = getattr(page, "prose", None)
    return prose if prose is not None and not hasattr(page, "grid") else None


def _current(window) -> Span | None:
    prose = prose_at_hand(window)
    return prose.current_figure() if prose is not None else None


def _pick(window, prose: ProseEdit | None, choice: Choice, name: str, formula: Formula | None = None) -> None:
    editor = window.editor
    if picking(window) is not None:
        return
    if prose is None:
        editor.message.emit("先把光标放在文字里要插入的地方")
        return
    if editor.read_only:
        editor.refuse()
        return
    if name == "改为其他数据":
        select_current(prose)
    section = window.pages.section

    def done(chosen: Formula | None) -> None:
        window.pages.show(section)
        prose.setFocus(Qt.FocusReason.OtherFocusReason)
        if chosen is not None:
            put(prose, (figure_span(chosen, derive(chosen, editor.report).text),), name)

    form = editor.report.form
    cell = formula.cells[0] if formula else _last_cell(window)
    editor.go_to.emit(Place(form.section_of_grid(form.cells[cell].grid).id, cell))
    FigurePicking(window, choice, done)


def _last_cell(window) -> str:
    """The cell where the clerk was last in a grid: of the largest one when he was in none."""
    form, last = window.editor.report.form, window.pages.last_cell
    if last in form.cells:
        return last
    sizes = {grid.id: sum(cell.grid == grid.id for cell in form.cells.values()) for grid in form.grids}
    largest = max(sizes, key=lambda grid: sizes[grid])
    return next(cell for cell in form.cells if form.cells[cell].grid == largest)
