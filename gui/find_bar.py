"""查找: a bar at the foot of the page that goes through figures, labels, text and fields of the whole report."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from gui.cell_look import cell_text
from gui.icons import icon
from gui.prose_edit import ProseEdit
from gui.window_pages import text_widget
from model.find import Hit, hits, order_of
from model.history import Place

_NAME = "find_bar"
_ABOVE_ALL = 1_000


def show(window) -> None:
    """Open the bar with the words that are selected, or those looked for last."""
    bar = bar_of(window)
    field = text_widget()
    chosen = field.selected_text() if isinstance(field, ProseEdit) else ""
    bar.open(chosen if "\n" not in chosen else "")


def find_next(window) -> None:
    """Go to the next place; without words the bar is opened."""
    _step(window, 1)


def find_previous(window) -> None:
    """Go to the place before."""
    _step(window, -1)


def prose_of(page: QWidget) -> ProseEdit | None:
    """The text of a page, None where there is none or it is not shown yet."""
    return getattr(page, "prose", None) or getattr(page, "preface", None)


def _step(window, by: int) -> None:
    bar = bar_of(window)
    if bar.field.text():
        bar.step(by)
    else:
        show(window)


def bar_of(window) -> FindBar:
    """The window's bar, made when it is first wanted."""
    found = window.findChild(FindBar, _NAME)
    if found is None:
        found = FindBar(window)
        window.centralWidget().layout().addWidget(found)
    return found


class FindBar(QWidget):
    """Enter and F3 go on, with Shift back, Esc closes. closed: the bar was hidden."""

    closed = Signal()

    def __init__(self, window) -> None:
        super().__init__(window)
        self._window = window
        self._editor = window.editor
        self._at: Hit | None = None
        self.setObjectName(_NAME)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.Button)
        theme = window.tools.theme
        self.field = _Field()
        self.field.setAccessibleName("查找")
        self.field.setMaximumWidth(theme.px(280))
        self.field.setPlaceholderText("数、表头或文字")
        self.note = QLabel()
        self.note.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        title = QLabel("查找(&L)")
        title.setBuddy(self.field)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(10), 1, theme.px(8), 1)
        row.addWidget(title)
        row.addWidget(self.field, 1)
        for name, text, step in (("previous", "上一处（Shift+F3）", -1), ("next", "下一处（F3）", 1)):
            row.addWidget(self._button(name, text, lambda _=False, step=step: self.step(step)))
        row.addWidget(self.note)
        row.addStretch(1)
        row.addWidget(self._button("close", "关闭查找（Esc）", self.finish))
        self.field.textEdited.connect(self._typed)
        self.field.key.connect(self._key)
        self.hide()

    def open(self, words: str) -> None:
        """Show the bar, with these words if there are any, and take the focus."""
        if words:
            self.field.setText(words)
            self._typed()
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def finish(self) -> None:
        """Hide the bar; the focus goes to what was found."""
        self.hide()
        self.closed.emit()
        field = self._field_of(self._at)
        (field or self._window.pages.page).setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> None:
        """Go to the next place (1) or the one before (-1), round at the end."""
        self._editor.commit_wanted.emit()
        found = self._hits()
        if not found:
            self.tell("没有找到" if self.field.text().strip() else "")
            return
        number = self._number_from(found, by)
        round_again = self._at is not None and (number == 0 if by > 0 else number == len(found) - 1) and len(found) > 1
        self._at = found[number]
        self._go(self._at)
        field = self._field_of(self._at)
        named = f"　{field.accessibleName()}" if field is not None else ""
        self.tell(f"{number + 1} / {len(found)}{named}{'　从头再来' if round_again and by > 0 else ''}")

    def current(self) -> Hit | None:
        """What was found last, None when it is no longer there or the clerk has gone elsewhere."""
        return self._at if self._at is not None and self._still_there() and self._at in self._hits() else None

    def pass_over(self, hit: Hit, length: int) -> None:
        """What was found is now something else, so many characters long: the search goes on behind it."""
        section, paragraph, offset = hit.order
        self._at = hit._replace(order=(section, paragraph, offset + length - 1))

    def at_the_end(self) -> bool:
        """Whether nothing is found behind the last place: the next step would begin again."""
        return self._at is not None and not any(hit.order > self._at.order for hit in self._hits())

    def forget(self) -> None:
        """What was found last is gone: the search goes on from where the clerk is."""
        self._at = None

    def _hits(self) -> tuple[Hit, ...]:
        report = self._editor.report
        return hits(report, self.field.text(), lambda cell: cell_text(report, cell))

    def _number_from(self, found: tuple[Hit, ...], by: int) -> int:
        """The number of the hit after the last one, or after the place where the clerk is."""
        order = self._at.order if self._at is not None and self._still_there() else self._here()
        if by > 0:
            # The first time, the place where the clerk is counts as well.
            again = self._at is not None
            return next(
                (n for n, hit in enumerate(found) if hit.order > order or (hit.order == order and not again)), 0
            )
        return max((n for n, hit in enumerate(found) if hit.order < order), default=len(found) - 1)

    def _still_there(self) -> bool:
        """Whether the clerk is where the last hit was shown; else the search goes on from where he is now."""
        hit, pages = self._at, self._window.pages
        if hit is None or pages.section != hit.place.section:
            return False
        field = self._field_of(hit)
        if field is not None:
            return field.hasFocus() or self.isAncestorOf(QApplication.focusWidget() or self._window)
        if hit.place.cell:
            return self._editor.current_cell == hit.place.cell
        prose = prose_of(pages.page)
        return prose is not None and prose.paragraph_number() == hit.place.paragraph

    def _here(self) -> tuple[int, int, int]:
        report, cell = self._editor.report, self._editor.current_cell
        section = self._window.pages.section
        if cell in report.form.cells:
            return order_of(report, Place(section, cell))
        prose = prose_of(self._window.pages.page)
        if section == report.form.sections[0].id and (prose is None or prose.textCursor().atStart()):
            # The fields stand before the opening text.
            return (0, -_ABOVE_ALL, 0)
        return order_of(report, Place(section, "", prose.paragraph_number() if prose is not None else 0))

    def _go(self, hit: Hit) -> None:
        focused = self.isAncestorOf(QApplication.focusWidget() or self._window)
        self._editor.go_to.emit(hit.place)
        field = self._field_of(hit)
        if field is None and hit.place.cell:
            self._editor.marked.emit(frozenset((hit.place.cell,)))
        elif field is None:
            self._select(hit)
        if focused:
            # Going there took the focus; typing goes on here until Esc.
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(field, QLineEdit):
            # Only now: a field that loses the focus gives up what is selected in it.
            field.setSelection(hit.place.offset, hit.length)

    def _field_of(self, hit: Hit | None) -> QWidget | None:
        """The field of 单位与说明 in which this was found, None for what was found elsewhere or is not shown."""
        pages = self._window.pages
        if hit is None or hit.place.section != pages.section or not hasattr(pages.page, "field"):
            return None
        name = hit.place.cell
        return pages.page.field(name) if name and name not in self._editor.report.form.cells else None

    def _select(self, hit: Hit) -> None:
        page = self._window.pages.page
        prose = prose_of(page)
        if prose is None and hasattr(page, "show_text"):
            page.show_text(True)
            prose = page.prose
        if prose is not None:
            cursor = prose.textCursor()
            cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, hit.length)
            prose.setTextCursor(cursor)

    def _typed(self) -> None:
        self._at = None
        found = self._hits()
        self.tell(f"共 {len(found)} 处" if found else "没有找到" if self.field.text().strip() else "")

    def _key(self, name: str) -> None:
        if name == "close":
            self.finish()
        else:
            self.step(1 if name == "next" else -1)

    def tell(self, text: str) -> None:
        """Say something beside the field."""
        self.note.setText(text)
        self.field.setAccessibleDescription(text)

    def _button(self, name: str, text: str, run) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(self._window.tools.theme, name))
        button.setToolTip(text)
        button.setAccessibleName(text.split("（")[0])
        button.clicked.connect(run)
        return button


class _Field(QLineEdit):
    """key: "next", "previous" or "close"."""

    key = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.key.emit("previous" if back else "next")
        elif event.key() == Qt.Key.Key_Escape:
            self.key.emit("close")
        else:
            super().keyPressEvent(event)
