"""The review of what was read from a document: its text on one side, the form on the other, the questions below.

Nothing is written here: the report that is shown is a copy, and accepting the dialog leaves what was answered in `review`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.cell_look import cell_text
from gui.review_form import ReviewForm
from gui.review_list import OptionList, QuestionList
from gui.review_source import SourceView
from gui.status_bar import ElidedLabel
from gui.theme import Theme
from gui.visible_text import shortened, visible
from gui.window_place import TITLE_BAR, free_area
from importers.result import NO_SOURCE, SourceText
from model.edits import SetCell
from model.layout import Layout
from model.notes import Origin
from workflows.reading_questions import Question
from workflows.reading_review import Review
from workflows.reading_source import place_words

WIDEST, HIGHEST = 1240, 640
_KEYS = "回车 第一个答案　1–9 选　F2 改数　↑↓ 换题　←→ 逐处看　Esc 其余以后再说　Ctrl+Z 退回　F6 换地方"
_KEYS_LOCKED = "F6 换地方　←→ 逐处看　Esc 关闭"
_KEYS_LOOKING = "方向键 看别的格　F6 换地方　Esc 关闭"
_MOST_TEXT = 40
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ACCEPTED, _REJECTED = QDialog.DialogCode.Accepted, QDialog.DialogCode.Rejected


class ReviewDialog(QDialog):
    """importing: the report is not open yet, and may be given up. locked: it may only be looked at.

    open_source: asks for the document where there is none to show. at: the cell that is to be looked at first, "" for
    the first question; one that is not asked about is only looked at.
    """

    def __init__(
        self,
        review: Review,
        layout: Layout,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        name: str = "",
        source: SourceText = NO_SOURCE,
        importing: bool = False,
        locked: bool = False,
        open_source: Callable[[], SourceText | None] | None = None,
        at: str = "",
    ) -> None:
        super().__init__(parent)
        asked = [question for question in review.open_questions() if at in question.cells]
        self._looking = bool(at) and not asked
        locked = locked or self._looking
        self.setWindowTitle(f"导入 {name}" if importing else "看原文" if self._looking else "核对读入的数")
        self.review = review
        self._theme = theme
        self._importing, self._locked, self._open_source = importing, locked, open_source
        self._spot = 0
        self.form = ReviewForm(review, layout, theme, locked=locked, keys=self)
        self.form.typed.connect(self._type)
        self.form.came_to.connect(self.show_origin)
        self._build(source)
        self._refresh()
        self._show_question()
        self._fit(parent)
        self._start(at)

    def leave(self) -> None:
        """Keep what was answered, leave the rest open."""
        self.form.commit()
        self.done(_ACCEPTED)

    def reject(self) -> None:
        """The window was closed: nothing that was answered is lost."""
        if self.review.begun:
            self.leave()
        else:
            super().reject()

    def show_origin(self, cell: str) -> None:
        """Show where this cell's figure stands in the document."""
        question = self.questions.question()
        if question is not None and cell in question.cells:
            self._spot = next(i for i, spot in enumerate(question.spots) if spot.cell == cell)
            self._show_place(question.spots[self._spot].origin or self.review.origin(cell), question)
        else:
            self._show_place(self.review.origin(cell), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that a grid would keep for itself."""
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        return pressed and not self.form.editing() and self._take_key(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._take_key(event):
            super().keyPressEvent(event)

    def _take_key(self, event: QKeyEvent) -> bool:
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Escape:
            # With nothing to put off, Esc can only mean that this report is not wanted.
            wanted = self.review.begun or self.review.open_questions() or not self._importing
            self.leave() if wanted else self.done(_REJECTED)
        elif key in _ENTER and control:
            self.leave()
        elif key == Qt.Key.Key_Z and control:
            if self.review.undo():
                self._refresh()
        elif key == Qt.Key.Key_F6:
            self._rotate(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            return False
        return True

    # The parts

    def _build(self, source: SourceText) -> None:
        theme = self._theme
        self.source = SourceView(theme)
        self.source.show_source(source)
        self.questions = QuestionList(theme)
        self.options = OptionList(theme)
        self.questions.looked_at.connect(self._show_question)
        self.questions.chosen.connect(self._choose)
        self.questions.walked.connect(self._walk)
        self.questions.type_wanted.connect(self._edit)
        self.options.chosen.connect(self._choose)
        body = QHBoxLayout()
        body.setSpacing(theme.px(8))
        body.addLayout(self._source_side(), 40)
        body.addWidget(self.form, 60)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(10), theme.px(8), theme.px(10), theme.px(8))
        layout.setSpacing(theme.px(5))
        layout.addLayout(self._head())
        layout.addLayout(body, 5)
        layout.addWidget(self._below(), 2)
        layout.addLayout(self._foot())

    def _head(self) -> QVBoxLayout:
        report = self.review.original
        unit, year = report.unit or "没有认出单位", f"{report.year}年" if report.year else "没有认出年度"
        title = ElidedLabel(f"{unit}　{year}　{report.form.edition}年版表样")
        title.setFont(self._theme.font(2, bold=True))
        self.numbers = ElidedLabel()
        self.numbers.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        words = QVBoxLayout()
        words.setSpacing(self._theme.px(2))
        words.addWidget(title)
        words.addWidget(self.numbers)
        return words

    def _source_side(self) -> QVBoxLayout:
        self.place = ElidedLabel()
        self.open_source = QPushButton("打开来源文件(&Y)…")
        self.open_source.setAutoDefault(False)
        self.open_source.clicked.connect(self._find_source)
        self.open_source.setVisible(self.source.empty and self._open_source is not None)
        head = QHBoxLayout()
        head.addWidget(self._title("原文(&S)", self.source))
        head.addWidget(self.place, 1)
        head.addWidget(self.open_source)
        column = QVBoxLayout()
        column.setSpacing(self._theme.px(4))
        column.addLayout(head)
        column.addWidget(self.source, 1)
        return column

    def _below(self) -> QWidget:
        """The questions beside the answers to the current one."""
        self.below = QWidget()
        row = QHBoxLayout(self.below)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.px(8))
        for text, widget, share in (("要核对的(&L)", self.questions, 3), ("答案(&A)", self.options, 2)):
            column = QVBoxLayout()
            column.setSpacing(self._theme.px(3))
            column.addWidget(self._title(text, widget))
            column.addWidget(widget, 1)
            row.addLayout(column, share)
        self.below.setVisible(bool(self.review.questions) and not self._looking)
        return self.below

    def _title(self, text: str, widget: QWidget) -> QLabel:
        title = QLabel(text)
        title.setBuddy(widget)
        title.setFont(self._theme.font(0, bold=True))
        return title

    def _foot(self) -> QHBoxLayout:
        keys = ElidedLabel(self._keys())
        keys.setFont(self._theme.font(-1))
        keys.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.cancel = QPushButton("取消导入(&C)" if self._importing else "取消(&C)")
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(lambda: self.done(_REJECTED))
        self.finish = QPushButton()
        self.finish.setProperty("primary", "true")
        self.finish.setToolTip("Ctrl+回车")
        self.finish.clicked.connect(self.leave)
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(12))
        row.addWidget(keys, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.finish)
        return row

    def _keys(self) -> str:
        if self._looking:
            return _KEYS_LOOKING
        return _KEYS if self.review.questions and not self._locked else _KEYS_LOCKED

    def _fit(self, parent: QWidget | None) -> None:
        free = free_area(parent or self).size()
        wanted = QSize(self._theme.px(WIDEST), self._theme.px(HIGHEST))
        self.resize(wanted.boundedTo(QSize(free.width() - 8, free.height() - TITLE_BAR - 8)))

    def _start(self, at: str) -> None:
        if at and not self._looking:
            self.questions.go_to(lambda question: at in question.cells)
            self.questions.setFocus()
        if at:
            self.form.show_cell(at, focus=self._looking)
            self.show_origin(at)
        elif self.review.open_questions() and not self._locked:
            self.questions.setFocus()
        else:
            self.finish.setFocus()

    # What is shown

    def _refresh(self) -> None:
        """Everything shows what the answers make of the report; the place that is looked at stays."""
        self.form.take(self.review)
        self.questions.show_questions(self.review)
        self._show_options()
        self._show_numbers()

    def _show_numbers(self) -> None:
        waiting, report = self.review.open_questions(), self.review.reviewed
        filled = sum(report.value(cell) is not None for cell in report.form.inputs)
        asked = {cell for question in waiting for cell in question.cells}.intersection(report.form.inputs)
        cells = f"（{len(asked)} 格）" if asked else ""
        told = f"还有 {len(waiting)} 个问题没有核对{cells}" if waiting else "没有要核对的问题了"
        self.numbers.set_whole(f"{told}　表格 {len(report.form.inputs)} 格，有数 {filled} 格")
        count = len({change.cell for change in self.review.changes() if isinstance(change, SetCell)})
        rest = f"，其余 {len(waiting)} 处以后核对" if waiting else ""
        if self._importing:
            text = f"打开这份报告{rest}"
        elif not self.review.begun:
            text = "关闭"
        else:
            text = f"写入 {count} 格{rest}" if count else f"记下答案{rest}"
        self.finish.setText(f"{text}(&O)")
        # With nothing said there is nothing to give up but the import.
        self.cancel.setVisible(self._importing or self.review.begun)

    def _show_question(self) -> None:
        self._spot = 0
        self._show_options()
        self._show_spot()

    def _show_options(self) -> None:
        question = self.questions.question()
        self.form.ask(question.cells if question is not None else ())
        answer = self.review.answer(question) if question is not None else None
        self.options.show_options(None if self._locked else question, answer)

    def _show_spot(self) -> None:
        question = self.questions.question()
        if question is not None:
            spot = question.spots[self._spot]
            if spot.cell:
                self.form.show_cell(spot.cell)
            self._show_place(spot.origin, question, spot.where)

    def _show_place(self, origin: Origin | None, question: Question | None, where: str = "") -> None:
        spots = question.spots if question is not None else ()
        found = self.source.show_place(origin, [spot.origin for spot in spots if spot.origin and spot.origin != origin])
        told = "原文里没有这一处"
        if origin is not None:
            text = visible(shortened(origin.text.strip(), _MOST_TEXT))
            where = place_words(origin) or where or origin.source
            told = "：".join((where, f"“{text}”" if text else "空白"))
            told += "" if found or self.source.empty or not origin.words else "（这份文件里找不到）"
        number = f"{self._spot + 1}/{len(spots)}　" if len(spots) > 1 else ""
        self.place.set_whole(f"{number}{told}")

    # What the clerk does

    def _choose(self, number: int) -> None:
        question = self.questions.question()
        if question is not None and not self._locked and number < len(question.options):
            self.review.choose(question, number)
            self._refresh()
            self._advance()

    def _advance(self) -> None:
        """To the next question that waits for an answer; to the button when none does."""
        waiting = {question.key for question in self.review.open_questions()}
        if self.questions.go_to(lambda question: question.key in waiting):
            self.questions.setFocus()
        else:
            self.finish.setFocus()

    def _walk(self, by: int) -> None:
        question = self.questions.question()
        if question is not None:
            self._spot = (self._spot + by) % len(question.spots)
            self._show_spot()

    def _edit(self) -> None:
        """Type a figure into the cell that is looked at."""
        question = self.questions.question()
        cell = question.spots[self._spot].cell if question is not None else ""
        if cell and not self._locked:
            self.form.edit(cell)

    def _type(self, texts: Mapping[str, str]) -> None:
        report = self.review.reviewed
        doubtful = {cell for cell in texts if report.notes(cell).doubt is not None}
        changed = {cell: text for cell, text in texts.items() if cell in doubtful or text != cell_text(report, cell)}
        if not changed:
            return
        question = self.questions.question()
        self.review.type_into(changed)
        self._refresh()
        if question is not None and not set(question.cells).isdisjoint(changed):
            # The grid goes on to another cell first.
            QTimer.singleShot(0, self, self._after_typing)

    def _after_typing(self) -> None:
        """To the question's next cell; when all of them are typed, to the next question."""
        question = self.questions.question()
        if question is None or self.form.editing():
            return
        left = next((cell for cell in question.cells if cell not in self.review.typed), "")
        if left:
            self.form.show_cell(left, focus=True)
            self.show_origin(left)
        else:
            self._advance()

    def _find_source(self) -> None:
        source = self._open_source() if self._open_source is not None else None
        if source is not None:
            self.source.show_source(source)
            self.open_source.setVisible(False)
            self._show_spot()
            self.questions.setFocus()

    def _rotate(self, by: int) -> None:
        """The focus goes to the next part: questions, answers, document, form, its tabs, button."""
        form = self.form.page or self.form.shown
        parts = (self.questions, self.options, self.source, form, self.form.tabs, self.finish)
        seen = [part for part in parts if part.isVisible()]
        focus = self.focusWidget()
        at = next((i for i, part in enumerate(seen) if focus and (part is focus or part.isAncestorOf(focus))), -1)
        seen[(at + by) % len(seen)].setFocus(Qt.FocusReason.TabFocusReason)
