"""The questions of a review and the answers to one of them, as two lists that the keys walk through."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QItemDelegate, QListView, QListWidget, QListWidgetItem, QWidget

from gui.icons import icon
from gui.theme import Theme
from gui.visible_text import visible
from workflows.reading_questions import Question
from workflows.reading_review import Review

_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_WRAPPED = Qt.TextFlag.TextWordWrap.value
_BESIDE = 42
"""What stands at the left of an entry: its sign."""

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
DIGITS = "123456789"
NO_OPTIONS = "没有可选的答案；按 F2 直接填数"


class _Wrapped(QListWidget):
    """Entries that take as many lines as they need."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWordWrap(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(QSize(theme.px(14), theme.px(14)))
        self.setItemDelegate(QItemDelegate(self))
        self.setProperty("framed", "true")

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(320), self._theme.px(110))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(120), self._theme.px(56))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Give each entry the height of its lines: the style reckons with a narrower box than it paints."""
        beside = self._theme.px(_BESIDE if self.count() and not self.item(0).icon().isNull() else 20)
        room = max(40, self.viewport().width() - beside)
        for row in range(self.count()):
            box = self.fontMetrics().boundingRect(0, 0, room, 10_000, _WRAPPED, self.item(row).text())
            self.item(row).setSizeHint(QSize(0, box.height() + self._theme.px(6)))


class QuestionList(_Wrapped):
    """Enter takes the first answer, a digit that answer; F2 is to type a figure; Left and Right go through the places."""

    looked_at = Signal()
    """Another question is current."""
    chosen = Signal(int)
    """The number of an answer from 0."""
    type_wanted = Signal()
    walked = Signal(int)
    """1 to the next place of the question, -1 to the one before."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._questions: tuple[Question, ...] = ()
        self._quiet = False
        self.setAccessibleName("要核对的问题")
        self.setAccessibleDescription("回车选第一个答案，数字键选其他答案，F2 改数，左右键逐处看")
        self.currentRowChanged.connect(self._look)

    def show_questions(self, review: Review) -> None:
        """Show the questions as they are now; the current one stays the current one."""
        before = self.question()
        questions, self._quiet = review.questions, True
        while self.count() > len(questions):
            self.takeItem(self.count() - 1)
        while self.count() < len(questions):
            self.addItem(QListWidgetItem())
        self._questions = questions
        for row, question in enumerate(questions):
            self._dress(self.item(row), question, review)
        self.fit()
        rows = [row for row, question in enumerate(questions) if before is not None and question.key == before.key]
        self.setCurrentRow(rows[0] if rows else min(max(self.currentRow(), 0), len(questions) - 1))
        self._quiet = False
        now = self.question()
        if (now and now.key) != (before and before.key):
            self.looked_at.emit()

    def question(self) -> Question | None:
        """The current one."""
        row = self.currentRow()
        return self._questions[row] if 0 <= row < len(self._questions) else None

    def go_to(self, wanted: Callable[[Question], bool]) -> bool:
        """Make the next question that is wanted the current one, also from the top again; False when there is none."""
        count = len(self._questions)
        for step in range(1, count + 1):
            row = (self.currentRow() + step) % count
            if wanted(self._questions[row]):
                self.setCurrentRow(row)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _ENTER and plain:
            self.chosen.emit(0)
        elif event.text() and event.text() in DIGITS and plain:
            self.chosen.emit(DIGITS.index(event.text()))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and plain:
            self.walked.emit(1 if key == Qt.Key.Key_Right else -1)
        elif key == Qt.Key.Key_F2 and plain:
            self.type_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _dress(self, item: QListWidgetItem, question: Question, review: Review) -> None:
        answer = answer_text(review, question)
        item.setText(visible(question.text) + (f"\n→ {visible(answer)}" if answer else ""))
        item.setIcon(icon(self._theme, "done", "ok") if review.settled(question) else icon(self._theme, question.level))
        options = "；".join(f"{number}，{option.text}" for number, option in enumerate(question.options, 1))
        state = f"已答：{answer}" if answer else "还没有答" if question.needed else "可以不答"
        item.setData(_SPOKEN, f"{question.text}。{options}。{state}")

    def _look(self) -> None:
        if not self._quiet:
            self.looked_at.emit()


class OptionList(_Wrapped):
    """The answers to the current question; a click or Enter chooses the one it stands on."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._count = 0
        self.setAccessibleName("答案")
        self.itemClicked.connect(lambda item: self._choose(self.row(item)))

    def show_options(self, question: Question | None, answer: int | None) -> None:
        """Show the answers to this question, the one that was chosen as the current one."""
        options = question.options if question is not None else ()
        texts = [f"{number}　{visible(option.text)}" for number, option in enumerate(options, 1)]
        self._count = len(texts)
        if texts != [self.item(row).text() for row in range(self.count())]:
            self.clear()
            self.addItems(texts or ([NO_OPTIONS] if question is not None else []))
            self.fit()
        self.setCurrentRow(answer if answer is not None else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._choose(self.currentRow())
        elif event.text() and event.text() in DIGITS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._choose(DIGITS.index(event.text()))
        else:
            super().keyPressEvent(event)

    def _choose(self, row: int) -> None:
        if 0 <= row < self._count:
            self.chosen.emit(row)


def answer_text(review: Review, question: Question) -> str:
    """What was answered, "" for nothing: an option in its words, or what was typed."""
    cells: Sequence[str] = question.cells
    typed = [review.typed[cell] for cell in cells if cell in review.typed]
    if cells and len(typed) == len(cells):
        return f"改填 {'、'.join(text.strip() or '空白' for text in typed[:3])}" + (
            f" 等 {len(typed)} 格" if len(typed) > 3 else ""
        )
    answer = review.answer(question)
    chosen = question.options[answer].text if answer is not None else ""
    more = f"，其中 {len(typed)} 格另填" if typed and chosen else ""
    return f"{chosen}{more}"
