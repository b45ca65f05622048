"""The editor for the plain text of one section. Every change goes into the report; undo is the report's.

The model drops white space at a paragraph's ends, the editor keeps it while it is being typed.
Live figures are runs of text (`prose_pieces`) that caret and deletion go over as one (`prose_chips`).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShowEvent,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from gui.editor import ReportEditor
from gui.history_keys import changes_text, is_window_key
from gui.object_text import ObjectText, types
from gui.prose_chips import Chips, deleting
from gui.prose_clipboard import plain_of, to_mime
from gui.prose_document import block_format, fill, replace_differing, spans_between
from gui.prose_highlighter import ProseHighlighter
from gui.prose_insert import paste
from gui.prose_objects import parted
from gui.prose_pieces import Run, Spans, mend, normal, offset_in, position_in, spans_of, trimmed
from gui.theme import Theme
from model.edits import Changed, ReplaceText
from model.history import Place
from model.live_figures import FIGURE, UNFILLED, formula_of
from model.text import Span
from model.text_edit import rewritten

LINE_HEIGHT = 27
INDENT = 32
_KEEP = QTextCursor.MoveMode.KeepAnchor
_F2 = Qt.Key.Key_F2


class ProseEdit(ObjectText):
    """Plain official prose. moved: the caret went somewhere, or what stands at it changed."""

    moved = Signal()
    typed = Signal()
    """Something was typed or composed; the report has it."""
    figure_wanted = Signal()
    """F2 at a live figure: it is to become another one."""

    def __init__(self, editor: ReportEditor, theme: Theme, section: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, (LINE_HEIGHT, INDENT), parent)
        self._editor = editor
        self._theme = theme
        self._section = section
        self._updating = False
        self._typing = False
        self._name = ""
        self._run = 0
        self._caret = 0
        self._late = False
        self._current: Run | None = None
        self._changed_at: tuple[int, int] | None = None
        self._undressed: tuple[int, int] | None = None
        self.shown: list[Spans] = [()]
        self._forget = QTimer(self, singleShot=True, interval=0)
        self._forget.timeout.connect(self._forget_change)
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._mend)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setFont(theme.text_font())
        self.setReadOnly(editor.read_only)
        self.document().setDefaultFont(theme.text_font())
        self.document().setUndoRedoEnabled(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.highlighter = ProseHighlighter(self.document(), theme, self.is_troubled)
        self.chips = Chips(self, theme, self._spans_at, self.is_troubled)
        self.document().contentsChange.connect(self._document_changed)
        self._show_all()
        self.cursorPositionChanged.connect(self._caret_moved)
        editor.changed.connect(self._model_changed)
        editor.history_changed.connect(self._take_read_only)
        theme.changed.connect(self._take_theme)

    @property
    def section(self) -> str:
        """The section whose text this is."""
        return self._section

    def paragraph_number(self) -> int:
        """The caret's paragraph, from 0."""
        return self.textCursor().blockNumber()

    def paragraph(self) -> Spans:
        """What the caret's paragraph holds as it is shown, white space at its ends included."""
        return self.shown[self.paragraph_number()]

    def place(self) -> Place:
        """Where the caret is."""
        cursor = self.textCursor()
        number = cursor.blockNumber()
        return Place(self._section, "", number, offset_in(self.shown[number], cursor.positionInBlock()))

    def text_before_caret(self) -> tuple[str, str]:
        """The caret's paragraph up to it, and what follows it there."""
        place = self.place()
        text = "".join(span.text for span in self.shown[place.paragraph])
        return text[: place.offset], text[place.offset :]

    def selected(self) -> list[Spans]:
        """What is selected, paragraph by paragraph."""
        return spans_between(self.textCursor(), self.shown)

    def selected_text(self) -> str:
        """What is selected as plain text."""
        return plain_of(self.selected())

    def is_troubled(self, span: Span) -> bool:
        """Whether a live figure shows nothing, or its formula can't be read."""
        return span.kind == FIGURE and (span.text == UNFILLED or formula_of(span, self._editor.report.form) is None)

    def current_figure(self) -> Span | None:
        """The live figure at which the caret stands."""
        run = self.chips.current()
        return run.span if run is not None else None

    def act(self, name: str, act: Callable[[], None]) -> None:
        """Change the document as one step of this name."""
        self._catch_up()
        self._name = name
        cursor = self.textCursor()
        cursor.beginEditBlock()
        try:
            act()
        finally:
            cursor.endEditBlock()
            self._name = ""
        self._mend()

    def select(self, start: int, end: int) -> None:
        """Select from here to there, in UTF-16 units of the caret's paragraph."""
        cursor = self.textCursor()
        base = cursor.block().position()
        cursor.setPosition(base + start)
        cursor.setPosition(base + end, _KEEP)
        self.setTextCursor(cursor)

    def remove(self) -> None:
        """Delete what is selected, or what follows the caret."""
        if self.textCursor().hasSelection():
            self.textCursor().removeSelectedText()
        elif not self._delete_runs(QTextCursor.MoveOperation.NextCharacter):
            self.textCursor().deleteChar()

    def go_to(self, place: Place) -> None:
        """Put the caret where this place is, or where undo or redo has just changed something."""
        self._catch_up()
        if self._changed_at is not None:
            start, end = self._changed_at
        else:
            block = self.document().findBlockByNumber(place.paragraph)
            within = position_in(self.shown[place.paragraph], place.offset) if block.isValid() else 0
            start = end = (block.position() if block.isValid() else 0) + within
        cursor = self.textCursor()
        cursor.setPosition(end)
        self.setTextCursor(cursor)
        self._changed_at = None
        if start != end:
            self.mark(start, end)
        self.ensureCursorVisible()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            if is_window_key(event):
                # The one history is the report's: leave the keys to the window's commands.
                event.ignore()
                return False
            if self.takes(event):
                event.accept()
                return True
        return super().event(event)

    def takes(self, event: QKeyEvent) -> bool:
        """Whether this key means something to the text that it means nowhere else."""
        return event.key() == _F2 and not event.modifiers() and self.current_figure() is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isReadOnly() and changes_text(event):
            self._editor.refuse()
        if self.takes(event):
            self.figure_wanted.emit()
        elif self.opens(event):
            self.object_wanted.emit()
        elif not self.isReadOnly() and event.matches(QKeySequence.StandardKey.InsertParagraphSeparator):
            # In an empty paragraph Qt's own way takes the paragraph's indent instead of making another one.
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
            self._mend()
        elif self.isReadOnly() or not self._delete_runs(*deleting(event)):
            self.leave_object(types(event))
            super().keyPressEvent(event)
            self._mend()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.leave_object(bool(event.preeditString() or event.commitString()))
        super().inputMethodEvent(event)
        self._mend()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Plain text for others; with live figures in it, those as well for the program's own texts."""
        return to_mime(self.selected())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return super().canInsertFromMimeData(source) or (
            (source.hasText() or source.hasHtml()) and not source.hasUrls()
        )

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Plain text and our own live figures come in, each paragraph without the white space at its ends.

        What looks like a whole report is offered to be read as one first. Pictures are asked for their words.
        """
        paste(self, source, self._editor)

    def word_of(self, paragraph: int) -> str:
        text = self._editor.report.text(self._section)
        return text[paragraph].word if paragraph < len(text) else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self.chips.paint(painter, event.rect())
        painter.end()
        super().paintEvent(event)
        self.paint_objects(event)

    def showEvent(self, event: QShowEvent) -> None:
        self._catch_up()
        super().showEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._run += 1
        self.setExtraSelections([])
        self.viewport().update()

    def _delete_runs(self, *moves: QTextCursor.MoveOperation) -> bool:
        """Delete over objects and runs as a whole; False when the moves would touch none."""
        done = self.objects.delete(moves) or self.chips.delete(moves)
        if done:
            self._mend()
        return done

    def _mend(self) -> None:
        """What was typed at a run's side took its format: take that off. Figures that came in are brought up to date."""
        self._catch_up()
        self._dress()
        block = self.textCursor().block()
        for each in (block.previous(), block):
            if each.isValid():
                mend(each)

    def _dress(self) -> None:
        """Paragraphs that came in took the format of those around them: set them as what they hold."""
        if self._undressed is not None:
            changed, self._undressed = self._undressed, None
            self.objects.dress(changed[0] - 1, changed[1] + 1)
            self._undressed = None

    def _document_changed(self, position: int, removed: int, added: int) -> None:
        self._take_shown(position, added)
        if self._updating:
            return
        cursor = self.textCursor()
        self._caret = cursor.position()
        shown = self._paragraphs()
        # An object that came into the midst of a paragraph has one of its own in the report.
        self._late = self._late or len(shown) > len(self.shown)
        if self._late or self.objects.in_use:
            # What was no key, a cut or a drop, is followed by nothing else.
            self._settle.start()
        start, stop, blocks = rewritten(self._editor.report.text(self._section), shown)
        if start == stop and not blocks:
            return
        name = self._name or ("输入文字" if added else "删除文字")
        merge = "" if self._name else f"{self._section} {self._run} {name}"
        self._typing = True
        try:
            self._editor.do(name, (ReplaceText(self._section, start, stop, blocks),), self.place(), merge=merge)
        finally:
            self._typing = False
        if added and not self._name:
            self.typed.emit()

    def _spans_at(self, number: int) -> Spans:
        """What a paragraph holds; in the midst of a change the document has some that are not read yet."""
        return self.shown[number] if number < len(self.shown) else ()

    def _take_shown(self, position: int, added: int) -> None:
        """Read again the paragraphs in which something changed."""
        document, shown = self.document(), self.shown
        first = document.findBlock(position).blockNumber()
        end = document.findBlock(position + added)
        last = end.blockNumber() if end.isValid() else document.blockCount() - 1
        gone = last - (document.blockCount() - len(shown))
        if not 0 <= first <= gone + 1 <= len(shown):
            first, last, gone = 0, document.blockCount() - 1, len(shown) - 1
        before = self._undressed or (first, last)
        self._undressed = min(first, before[0]), max(last, before[1])
        shown[first : gone + 1] = [spans_of(document.findBlockByNumber(number)) for number in range(first, last + 1)]

    def _caret_moved(self) -> None:
        cursor = self.textCursor()
        if self.chips.snap(cursor, self._caret):
            self.setTextCursor(cursor)
            return
        position = cursor.position()
        if position != self._caret:
            # The caret jumped: what is typed from here on is a step of its own.
            self._caret = position
            self._run += 1
            self.setExtraSelections([])
        current = self.chips.current()
        if current != self._current:
            self._current = current
            self.viewport().update()
        self.moved.emit()

    def _model_changed(self, changed: Changed) -> None:
        mine = sum(text.section == self._section for text in changed.texts)
        if self._typing:
            # The first change is what the view shows. More are figures that came in with it, brought up to date:
            # the view follows as soon as the document has told all of its change (`_mend`).
            self._late = self._late or mine > 1
        elif changed.everything or mine:
            self._late = True
            self.viewport().update()
            if self.isVisible():
                self._catch_up()

    def _catch_up(self) -> None:
        """Show what changed while nobody saw it: a figure typed into a grid does not wait for the texts."""
        if self._late:
            self._late = False
            self._update()

    def _take_read_only(self) -> None:
        if self.isReadOnly() != self._editor.read_only:
            self.setReadOnly(self._editor.read_only)

    def _take_theme(self) -> None:
        self.highlighter.rehighlight()
        QTimer.singleShot(0, self, self.objects.dress_all)
        self.viewport().update()

    def _paragraphs(self) -> list[Spans]:
        """The document's paragraphs as the model would hold them."""
        found = [part for spans in self.shown for part in parted(spans)]
        return found if any(found) else []

    def _show_all(self) -> None:
        self._updating = True
        form = block_format(self._theme.px(LINE_HEIGHT), self._theme.px(INDENT))
        held = [normal(block) for block in self._editor.report.text(self._section)]
        self.objects.expect(held)
        fill(self.document(), form, held)
        self._dress()
        self._updating = False
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _update(self) -> None:
        """Bring the document to what the model holds, touching only what differs, so that the caret stays."""
        held = [normal(block) for block in self._editor.report.text(self._section)]
        if [trimmed(spans) for spans in self.shown] == ([trimmed(spans) for spans in held] or [()]):
            return
        self._updating = True
        self.objects.expect(held)
        try:
            self._changed_at = replace_differing(self.document(), list(self.shown), held)
            self._dress()
        finally:
            self._updating = False
        # Only the jump that undo or redo makes at once may use it.
        self._forget.start()
        self.moved.emit()

    def _forget_change(self) -> None:
        self._changed_at = None
