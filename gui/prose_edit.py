"""The editor for the plain text of one section. Every change goes into the report; undo is the report's.

The model drops white space at a paragraph's ends, the editor keeps it while it is being typed.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QMimeData, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QSyntaxHighlighter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from gui.editor import ReportEditor
from gui.history_keys import changes_text, is_history_key
from gui.theme import Theme
from model.edits import Changed, ReplaceText
from model.form import Form
from model.history import Place
from model.text import TextBlock, block_text, paragraph

LINE_HEIGHT = 27
INDENT = 32
LEAST_HEADINGS = 3
LEAST_LABELS = 3
LONG_LABEL = 4
"""Characters from which a label is hardly met in running text."""
_HEADING = re.compile(r"[（(][一二三四五六七八九十]+[）)].{0,30}[^。；，：]$")
_RUN_IN = re.compile(r"[（(][一二三四五六七八九十]+[）)][^。；：]+(?:[。；：]|$)")


class ProseEdit(QTextEdit):
    """Plain official prose. moved: the caret went somewhere."""

    moved = Signal()

    def __init__(self, editor: ReportEditor, theme: Theme, section: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._theme = theme
        self._section = section
        self._updating = False
        self._typing = False
        self._pasting = False
        self._run = 0
        self._caret = 0
        self._changed_at: tuple[int, int] | None = None
        self._forget = QTimer(self, singleShot=True, interval=0)
        self._forget.timeout.connect(self._forget_change)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setFont(theme.text_font())
        self.setReadOnly(editor.read_only)
        self.document().setDefaultFont(theme.text_font())
        self.document().setUndoRedoEnabled(False)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self._highlighter = _Headings(self.document(), theme)
        self._show_all()
        self.document().contentsChange.connect(self._document_changed)
        self.cursorPositionChanged.connect(self._caret_moved)
        editor.changed.connect(self._model_changed)
        editor.history_changed.connect(self._take_read_only)

    @property
    def section(self) -> str:
        """The section whose text this is."""
        return self._section

    def paragraph_number(self) -> int:
        """The caret's paragraph, from 0."""
        return self.textCursor().blockNumber()

    def go_to(self, place: Place) -> None:
        """Put the caret where this place is, or where undo or redo has just changed something."""
        if self._changed_at is not None:
            start, end = self._changed_at
        else:
            block = self.document().findBlockByNumber(place.paragraph)
            text = block.text() if block.isValid() else ""
            start = end = (block.position() if block.isValid() else 0) + _units(text[: place.offset])
        cursor = self.textCursor()
        cursor.setPosition(end)
        self.setTextCursor(cursor)
        self._mark(start, end)
        self.ensureCursorVisible()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and is_history_key(event):
            # The one history is the report's: leave the keys to the window's commands.
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isReadOnly() and changes_text(event):
            self._editor.refuse()
        super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Plain text alone comes in, each paragraph without the white space at its ends.

        What looks like a whole report is offered to be read as one first.
        """
        if looks_like_report(source.text(), self._editor.report.form) and self._editor.take_whole_report(source.text()):
            return
        lines = source.text().replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").split("\n")
        if len(lines) > 1:
            lines = [line.strip() for line in lines]
            while lines and not lines[-1]:
                lines.pop()
        self._pasting = True
        try:
            self.textCursor().insertText("\n".join(lines))
        finally:
            self._pasting = False
        self.ensureCursorVisible()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._run += 1
        self.setExtraSelections([])

    def _document_changed(self, position: int, removed: int, added: int) -> None:
        if self._updating:
            return
        cursor = self.textCursor()
        self._caret = cursor.position()
        shown = self._paragraphs()
        held = [block_text(block) for block in self._editor.report.text(self._section)]
        start, stop, blocks = _difference(held, shown)
        if start == stop and not blocks:
            return
        name = "粘贴文字" if self._pasting else "输入文字" if added else "删除文字"
        merge = "" if self._pasting else f"{self._section} {self._run} {name}"
        place = Place(self._section, "", cursor.blockNumber(), _points(cursor.block().text(), cursor.positionInBlock()))
        self._typing = True
        try:
            self._editor.do(name, (ReplaceText(self._section, start, stop, blocks),), place, merge=merge)
        finally:
            self._typing = False

    def _caret_moved(self) -> None:
        position = self.textCursor().position()
        if position != self._caret:
            # The caret jumped: what is typed from here on is a step of its own.
            self._caret = position
            self._run += 1
            self.setExtraSelections([])
        self.moved.emit()

    def _model_changed(self, changed: Changed) -> None:
        if self._typing:
            return
        if changed.everything or any(text.section == self._section for text in changed.texts):
            self._update()

    def _take_read_only(self) -> None:
        if self.isReadOnly() != self._editor.read_only:
            self.setReadOnly(self._editor.read_only)

    def _paragraphs(self) -> list[str]:
        """The document's paragraphs as the model would hold them."""
        lines = [line.strip() for line in self.document().toRawText().split("\u2029")]
        return lines if any(lines) else []

    def _show_all(self) -> None:
        self._updating = True
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setBlockFormat(_block_format(self._theme))
        cursor.insertText("\n".join(block_text(block) for block in self._editor.report.text(self._section)))
        self._updating = False
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _update(self) -> None:
        """Bring the document to what the model holds, touching only what differs, so that the caret stays."""
        held = [block_text(block) for block in self._editor.report.text(self._section)]
        shown = [block.text() for block in _blocks(self.document())]
        if [line.strip() for line in shown] == (held or [""]):
            return
        old, new = "\n".join(shown), "\n".join(held)
        start = _common(old, new)
        tail = _common(old[start:][::-1], new[start:][::-1])
        cursor = QTextCursor(self.document())
        first = _units(old[:start])
        cursor.setPosition(first)
        cursor.setPosition(_units(old[: len(old) - tail]), QTextCursor.MoveMode.KeepAnchor)
        self._updating = True
        try:
            cursor.insertText(new[start : len(new) - tail])
        finally:
            self._updating = False
        self._changed_at = (first, cursor.position())
        # Only the jump that undo or redo makes at once may use it.
        self._forget.start()
        self.moved.emit()

    def _forget_change(self) -> None:
        self._changed_at = None

    def _mark(self, start: int, end: int) -> None:
        self._changed_at = None
        if start == end:
            return
        selection = QTextEdit.ExtraSelection()
        selection.cursor = QTextCursor(self.document())
        selection.cursor.setPosition(start)
        selection.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        selection.format.setBackground(self._theme.color("tint"))
        self.setExtraSelections([selection])


class _Headings(QSyntaxHighlighter):
    """Shows second-level headings as they are printed, without changing the document."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._format = QTextCharFormat()
        self._format.setFont(theme.heading_font())

    def highlightBlock(self, text: str) -> None:
        if is_heading(text):
            self.setFormat(0, _units(text), self._format)


def is_heading(text: str) -> bool:
    """Whether the paragraph is a second-level heading: （一） and a few words without a full stop."""
    return _HEADING.fullmatch(text.strip()) is not None


def outline_words(text: str) -> str:
    """What the outline shows of a paragraph: a heading of its own, or one that runs into the text; "" for neither."""
    stripped = text.strip()
    if is_heading(stripped):
        return stripped
    match = _RUN_IN.match(stripped)
    return match.group().rstrip("。；：") if match else ""


def looks_like_report(text: str, form: Form) -> bool:
    """Whether this is the text of a whole report: several headings of the form and labels of its grids."""
    lines = {"".join(line.split()) for line in text.splitlines()}
    if sum("".join(section.heading.split()) in lines for section in form.sections if section.heading) < LEAST_HEADINGS:
        return False
    plain = "".join(text.split())
    rows = (row for grid in form.grids for block in grid.blocks for row in block.rows)
    labels = {"".join(label.split()) for row in rows for label in row.path[-1:]}
    return sum(label in plain for label in labels if len(label) >= LONG_LABEL) >= LEAST_LABELS


def _blocks(document: QTextDocument):
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _block_format(theme: Theme) -> QTextBlockFormat:
    block = QTextBlockFormat()
    block.setLineHeight(theme.px(LINE_HEIGHT), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    block.setTextIndent(theme.px(INDENT))
    return block


def _difference(held: list[str], shown: list[str]) -> tuple[int, int, tuple[TextBlock, ...]]:
    """The held paragraphs from start up to stop become these blocks."""
    start = 0
    while start < len(held) and start < len(shown) and held[start] == shown[start]:
        start += 1
    tail = 0
    while tail < min(len(held), len(shown)) - start and held[-1 - tail] == shown[-1 - tail]:
        tail += 1
    return start, len(held) - tail, tuple(paragraph(line) for line in shown[start : len(shown) - tail])


def _common(one: str, other: str) -> int:
    """How many characters the two begin with alike."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _units(text: str) -> int:
    """How many UTF-16 units Qt counts for this text."""
    return len(text) + sum(ord(character) > 0xFFFF for character in text)


def _points(text: str, units: int) -> int:
    """How many characters take this many UTF-16 units."""
    count = 0
    for character in text:
        if units <= 0:
            break
        units -= 2 if ord(character) > 0xFFFF else 1
        count += 1
    return count
