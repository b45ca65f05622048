"""Pictures and charts in a text: paragraphs of their own that hold one object, and what the keys do beside it.

An object is one character of the document. Nothing is typed into its paragraph: what is typed beside it begins another
one, and a deleting key that comes upon it selects it first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QTextBlock, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from gui.prose_document import block_format
from gui.prose_pieces import OBJECT_CHARACTER, OBJECT_TYPE, Spans, block_in, is_object, trimmed
from gui.theme import Theme
from model.text import CHART, Span

if TYPE_CHECKING:
    from gui.editor import ReportEditor
    from gui.prose_pictures import Pictures

SPACE = 6
"""Pixels above and below an object."""
_KEEP = QTextCursor.MoveMode.KeepAnchor
_BACKWARD = (QTextCursor.MoveOperation.PreviousCharacter, QTextCursor.MoveOperation.PreviousWord)


@lru_cache(maxsize=1024)
def parted(spans: Spans) -> tuple[Spans, ...]:
    """A paragraph as the model holds it: objects as paragraphs of their own between what stands around them."""
    if not any(map(is_object, spans)) or len(spans) == 1:
        return (trimmed(spans),)
    found: list[Spans] = []
    text: list[Span] = []
    for span in spans:
        if is_object(span):
            found += [trimmed(tuple(text))] if text else []
            found.append((span,))
            text = []
        else:
            text.append(span)
    return (*found, trimmed(tuple(text))) if text else tuple(found)


def holds_object(block: QTextBlock) -> bool:
    """Whether the paragraph of the document is an object."""
    return block.isValid() and block.text() == OBJECT_CHARACTER


class Objects:
    """Of one editor. line_height, indent: of its paragraphs, as designed."""

    def __init__(self, edit: QTextEdit, theme: Theme, line_height: int, indent: int) -> None:
        self._edit = edit
        self._theme = theme
        self._sizes = line_height, indent
        self._pictures: Pictures | None = None
        self._editor: ReportEditor | None = None
        self._section = ""

    @property
    def in_use(self) -> bool:
        """Whether there was an object in this text since it was opened."""
        return self._pictures is not None

    def expect(self, paragraphs: Iterable[Spans]) -> None:
        """These paragraphs come into the document: objects among them have to be known before."""
        if self._pictures is None and any(is_object(span) for spans in paragraphs for span in spans):
            # Imported for the first of them: most texts have none.
            from gui.prose_pictures import Pictures

            self._pictures = Pictures(self._edit, self._theme)
            self._edit.document().documentLayout().registerHandler(OBJECT_TYPE, self._pictures)
            self._draw_charts()

    def draw_charts_of(self, editor: ReportEditor, section: str) -> None:
        """Show this section's charts as they would be printed now; before, a box stands for each."""
        self._editor, self._section = editor, section
        self._draw_charts()

    def _draw_charts(self) -> None:
        if self._editor is not None and self._pictures is not None:
            from gui.prose_charts import Charts

            self._pictures.charts = Charts(self._editor, self._section, self._edit)
            self._pictures.charts.drawn.connect(self._lay_out_charts)

    def _lay_out_charts(self) -> None:
        """Another chart may have another height: where the caret was seen, it stays in sight."""
        document = self._edit.document()
        seen = self._edit.viewport().rect().intersects(self._edit.cursorRect())
        block = document.begin()
        while block.isValid():
            if holds_object(block) and block_in(block.begin().fragment().charFormat()).kind == CHART:
                document.markContentsDirty(block.position(), 1)
            block = block.next()
        if seen:
            self._edit.ensureCursorVisible()
        self._edit.viewport().update()

    def dress(self, first: int, last: int) -> None:
        """Set the paragraphs from one number to another as what they hold: text or object."""
        if self._pictures is None:
            return
        block = self._edit.document().findBlockByNumber(max(0, first))
        while block.isValid() and block.blockNumber() <= last:
            wanted = self._format(holds_object(block))
            if block.blockFormat().alignment() != wanted.alignment():
                QTextCursor(block).setBlockFormat(wanted)
            block = block.next()

    def dress_all(self) -> None:
        """Set all paragraphs anew, for another size of everything."""
        if self._pictures is None:
            return
        self._pictures.forget()
        block = self._edit.document().begin()
        while block.isValid():
            QTextCursor(block).setBlockFormat(self._format(holds_object(block)))
            block = block.next()

    def selected(self) -> bool:
        """Whether an object alone is selected."""
        return (
            holds_object(self._edit.textCursor().block()) and self._edit.textCursor().selectedText() == OBJECT_CHARACTER
        )

    def select_at(self, point: QPoint) -> bool:
        """Select the object that is shown at this point of the viewport; whether there is one."""
        block = self._edit.cursorForPosition(point).block()
        if not holds_object(block) or self._pictures is None:
            return False
        if not self._pictures.place(block).contains(point):
            return False
        self._select(block)
        return True

    def make_room(self) -> bool:
        """With the caret beside an object, or with it selected, go into a new paragraph there; whether it was so."""
        cursor = self._edit.textCursor()
        block = cursor.block()
        if not holds_object(block) or (cursor.hasSelection() and not self.selected()):
            return False
        before = not cursor.hasSelection() and cursor.atBlockStart()
        cursor.setPosition(block.position() + (0 if before else 1))
        cursor.insertBlock(self._format(False))
        if before:
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
            cursor.setBlockFormat(self._format(False))
        self._edit.setTextCursor(cursor)
        return True

    def delete(self, moves: tuple[QTextCursor.MoveOperation, ...]) -> bool:
        """What a deleting key does that comes upon an object; False when it comes upon none."""
        cursor = self._edit.textCursor()
        if cursor.hasSelection() or not moves:
            return False
        backward = moves[0] in _BACKWARD
        block = cursor.block()
        other = block.previous() if backward else block.next()
        at_edge = cursor.atBlockStart() if backward else cursor.atBlockEnd()
        if not holds_object(block):
            if not at_edge or not holds_object(other):
                return False
        elif not at_edge:
            self._select(block)
            return True
        self._go_over(cursor, block, other, backward)
        return True

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Paint a frame around the objects that are selected."""
        cursor = self._edit.textCursor()
        if self._pictures is None or not cursor.hasSelection():
            return
        for block in self._blocks(cursor.selectionStart(), cursor.selectionEnd()):
            if holds_object(block) and cursor.selectionStart() <= block.position() < cursor.selectionEnd():
                self._pictures.frame(painter, block, area)

    def _blocks(self, start: int, end: int) -> Iterator[QTextBlock]:
        block = self._edit.document().findBlock(start)
        while block.isValid() and block.position() <= end:
            yield block
            block = block.next()

    def _go_over(self, cursor: QTextCursor, block: QTextBlock, other: QTextBlock, backward: bool) -> None:
        """From one paragraph to the other, one of which is an object: an empty one goes, an object is selected."""
        empty = next((one for one in (block, other) if one.isValid() and one.length() == 1), None)
        if not other.isValid():
            return
        if empty is not None:
            _remove(empty)
        elif holds_object(other):
            self._select(other)
        else:
            cursor.setPosition(other.position() + (other.length() - 1 if backward else 0))
            self._edit.setTextCursor(cursor)

    def _select(self, block: QTextBlock) -> None:
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + 1, _KEEP)
        self._edit.setTextCursor(cursor)

    def _format(self, for_object: bool) -> QTextBlockFormat:
        if not for_object:
            return block_format(*map(self._theme.px, self._sizes))
        form = QTextBlockFormat()
        form.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        form.setTopMargin(self._theme.px(SPACE))
        form.setBottomMargin(self._theme.px(SPACE))
        return form


def _remove(empty: QTextBlock) -> None:
    """Take an empty paragraph away."""
    cursor = QTextCursor(empty)
    if empty.next().isValid():
        cursor.deleteChar()
    else:
        cursor.deletePreviousChar()
