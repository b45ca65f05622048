"""Picking the cells of a live figure: a grid opens with a bar above it; Enter puts the figure into the text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget
from shiboken6 import isValid

from gui.grid_view import GridView
from gui.held_commands import hold
from gui.status_bar import ElidedLabel
from gui.theme import Theme
from model.figure_choice import KIND_NAMES, Choice, choosing_words, reason_words
from model.live_figures import KINDS, WITH_OTHER, Formula, derive

HEIGHT = 30
NAME = "figure_picking"

_MOVING = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_F1,
        Qt.Key.Key_F6,
        Qt.Key.Key_F11,
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_Meta,
    }
)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OTHER = {"difference": "请选要减去的格", "share": "请选作为总数的格"}
_KEYS = "回车插入，Esc 取消"
_BUSY = f"正在选要插入的数据，表格现在不能改；{_KEYS}"


class FigurePicking(QWidget):
    """The bar, and the keys of the grids while it is there. done: called with the formula, or None when given up."""

    def __init__(self, window, choice: Choice, done: Callable[[Formula | None], None]) -> None:
        super().__init__(window)
        self._window = window
        self._editor = window.editor
        self._done = done
        self.choice = choice
        self._head: QWidget | None = None
        self._grid: QWidget | None = None
        theme: Theme = window.tools.theme
        self.setObjectName(NAME)
        self.setFixedHeight(theme.px(HEIGHT))
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Button)
        self._theme = theme
        self.hint = ElidedLabel("")
        self.hint.setFont(theme.font(0, bold=True))
        self.shown = QLabel()
        self.shown.setTextFormat(Qt.TextFormat.PlainText)
        self.kinds = {what: self._button(lambda what=what: self.take_kind(what)) for what in KINDS}
        self.decimals = self._button(lambda: self.take(self.choice.next_decimals()))
        self.numerals = self._button(lambda: self.take(self.choice.next_numerals()))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(10), 0, theme.px(8), 0)
        row.setSpacing(theme.px(4))
        row.addWidget(self.hint, 1)
        for number, (what, button) in enumerate(self.kinds.items(), 1):
            button.setText(f"{number} {KIND_NAMES[what]}")
            button.setCheckable(True)
            row.addWidget(button)
        row.addWidget(self.decimals)
        row.addWidget(self.numerals)
        row.addWidget(self.shown)
        self.shown.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        window.centralWidget().layout().insertWidget(0, self)
        self.show()
        QApplication.instance().installEventFilter(self)
        self._editor.cell_changed.connect(self.refresh)
        window.pages.shown.connect(self._page_shown)
        self._stand_in(window.pages.page.head)
        hold(window, _BUSY)
        self.take(choice)

    def cells(self) -> tuple[str, ...]:
        """The cells that are selected now."""
        grid = getattr(self._window.pages.page, "grid", None)
        if grid is None:
            return ()
        return tuple(grid.selected_cells()) or ((grid.current_cell(),) if grid.current_cell() else ())

    def take_kind(self, what: str) -> None:
        """Choose this kind; of a difference or a share, the cells selected now are the first."""
        self.take(self.choice.of_kind(what, self.cells()))

    def take(self, choice: Choice) -> None:
        """Go on with this choice."""
        self.choice = choice
        self.refresh()

    def accept(self) -> None:
        """Put in what is chosen; says so when nothing is selected."""
        formula = self.choice.formula(self.cells())
        if formula is None:
            again = self.choice.repeats(self.cells())
            self._editor.message.emit(f"和先选的是同一格；{_OTHER[self.choice.what]}" if again else "先选一个格")
            return
        self._end(formula)

    def give_up(self) -> None:
        """Back to the text with nothing changed."""
        self._end(None)

    def refresh(self, *_: object) -> None:
        """Show the choice, and what it would put into the text."""
        choice = self.choice
        self.hint.set_whole(f"{choosing_words(choice, self.cells(), self._editor.report.form) or '选一个格'}，{_KEYS}")
        for what, button in self.kinds.items():
            button.setChecked(what == choice.what)
            # Both names take room; the keys of the other kinds, and the first as the way back, stay.
            button.setVisible(choice.what not in WITH_OTHER or what in (KINDS[0], choice.what))
        self._editor.marked.emit(frozenset(choice.first))
        self.decimals.setText(f". {'小数照表格' if choice.decimals is None else f'小数 {choice.decimals} 位'}")
        self.numerals.setText("/ 十二" if choice.numerals == "chinese" else "/ 12")
        formula = choice.formula(self.cells())
        derived = derive(formula, self._editor.report) if formula else None
        self.shown.setText(f"＝ {derived.text}" if derived else "")
        self.shown.setToolTip(reason_words(derived, self._editor.report.form) if derived else "")
        self.setAccessibleName(f"{self.hint.text()} {self.shown.text()}")

    def paintEvent(self, event: QPaintEvent) -> None:
        line = self._theme.px(2)
        QPainter(self).fillRect(0, self.height() - line, self.width(), line, self._theme.color("accent"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _WATCHED or not self._is_grid(watched):
            return False
        if kind == QEvent.Type.ShortcutOverride:
            if self._passes(event) or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                # Commands that would change something rest (`hold`); 保存 and the like work on.
                return False
            event.accept()
            return True
        if kind == QEvent.Type.KeyPress:
            return not self._passes(event) and self._key(event)
        if kind == QEvent.Type.MouseButtonDblClick:
            self.accept()
        elif kind == QEvent.Type.MouseButtonRelease or kind == QEvent.Type.KeyRelease:
            self.refresh()
            return False
        return True

    def _is_grid(self, watched: QObject) -> bool:
        view = watched if isinstance(watched, GridView) else watched.parent()
        return isinstance(view, GridView) and self._window.isAncestorOf(view)

    def _passes(self, event: QKeyEvent) -> bool:
        """Whether the key only moves about."""
        plain = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if plain & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
            return True
        return event.key() in _MOVING or (event.key() == Qt.Key.Key_A and plain == Qt.KeyboardModifier.ControlModifier)

    def _key(self, event: QKeyEvent) -> bool:
        key, text = event.key(), event.text()
        if key in _ENTER:
            self.accept()
        elif key == Qt.Key.Key_Escape:
            self.give_up()
        elif text.isdigit() and text.isascii() and 1 <= int(text) <= len(KINDS):
            self.take_kind(KINDS[int(text) - 1])
        elif text in (".", "。"):
            self.take(self.choice.next_decimals())
        elif text in ("/", "、"):
            self.take(self.choice.next_numerals())
        else:
            self._editor.message.emit(_BUSY)
        return True

    def _page_shown(self, section: str) -> None:
        if not self._editor.report.form.section(section).grid:
            self._end(None, back=False)
        else:
            self._stand_in(self._window.pages.page.head)
            self.refresh()

    def _stand_in(self, head: QWidget | None) -> None:
        """Take the place of a page's head, so that the grid has the room it always has; give back that of the last."""
        if self._head is not None:
            self._head.show()
        self._head = head
        if head is not None:
            head.hide()
        self._watch(getattr(self._window.pages.page, "grid", None) if head is not None else None)

    def _watch(self, grid: QWidget | None) -> None:
        """Follow what is selected in this grid, by its headings as well."""
        if self._grid is not None and isValid(self._grid):
            self._grid.selection_changed.disconnect(self.refresh)
        self._grid = grid
        if grid is not None:
            grid.selection_changed.connect(self.refresh)

    def _end(self, formula: Formula | None, *, back: bool = True) -> None:
        QApplication.instance().removeEventFilter(self)
        self._window.pages.shown.disconnect(self._page_shown)
        self._editor.cell_changed.disconnect(self.refresh)
        self._stand_in(None)
        self._editor.marked.emit(frozenset())
        hold(self._window, "")
        self._window.centralWidget().layout().removeWidget(self)
        self.hide()
        self.deleteLater()
        if back:
            self._done(formula)

    def _button(self, run: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: run())
        return button


_WATCHED = (
    QEvent.Type.ShortcutOverride,
    QEvent.Type.KeyPress,
    QEvent.Type.KeyRelease,
    QEvent.Type.InputMethod,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseButtonRelease,
)


def picking(window) -> FigurePicking | None:
    """The bar that is open in the window."""
    bars = (bar for bar in window.findChildren(FigurePicking, NAME) if bar.isVisibleTo(window))
    return next(bars, None)
