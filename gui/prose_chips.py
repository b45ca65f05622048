"""Live figures as chips: the frame below their text, and the caret that goes over them as one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPen,
    QTextBlock,
    QTextCursor,
    QTextLine,
)
from PySide6.QtWidgets import QTextEdit

from gui.prose_pieces import Run, Spans, runs_in
from gui.theme import Theme
from model.live_figures import FIGURE
from model.text import Span

HEIGHT = 20
RADIUS = 3


class Chips:
    """Of one editor. spans_at: what a paragraph holds; troubled: whether a live figure shows nothing right."""

    def __init__(
        self, edit: QTextEdit, theme: Theme, spans_at: Callable[[int], Spans], troubled: Callable[[Span], bool]
    ) -> None:
        self._edit = edit
        self._theme = theme
        self._spans_at = spans_at
        self._troubled = troubled

    def runs(self, block: QTextBlock) -> list[Run]:
        """The runs of a paragraph."""
        return runs_in(block, self._spans_at(block.blockNumber())) if block.isValid() else []

    def current(self) -> Run | None:
        """The live figure at which the caret stands, or that alone is selected."""
        cursor = self._edit.textCursor()
        base = cursor.block().position()
        start, end = cursor.selectionStart() - base, cursor.selectionEnd() - base
        figures = [run for run in self.runs(cursor.block()) if run.span.kind == FIGURE]
        if start != end:
            return next((run for run in figures if (run.start, run.end) == (start, end)), None)
        before = next((run for run in figures if run.end == end), None)
        return before or next((run for run in figures if run.start == end), None)

    def snap(self, cursor: QTextCursor, before: int) -> bool:
        """Move caret and anchor out of runs, on in the direction from where the caret was; whether they were inside."""
        document = self._edit.document()
        position, anchor = cursor.position(), cursor.anchor()
        new = self._outside(document.findBlock(position), position, before)
        held = new if anchor == position else self._outside(document.findBlock(anchor), anchor, 2 * anchor - position)
        if (new, held) == (position, anchor):
            return False
        cursor.setPosition(held)
        cursor.setPosition(new, QTextCursor.MoveMode.KeepAnchor)
        return True

    def touched_by(self, cursor: QTextCursor) -> bool:
        """Whether the selection takes a run or a part of one."""
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        block = self._edit.document().findBlock(start)
        while block.isValid() and block.position() <= end:
            base = block.position()
            if any(run.whole and base + run.start < end and base + run.end > start for run in self.runs(block)):
                return True
            block = block.next()
        return False

    def delete(self, moves: tuple[QTextCursor.MoveOperation, ...]) -> bool:
        """Delete as far as the last of the moves goes, runs as a whole; False when it would touch none."""
        cursor = self._edit.textCursor()
        if cursor.hasSelection() or not moves:
            return False
        for move in moves[:-1]:
            cursor.movePosition(move)
        cursor.movePosition(moves[-1], QTextCursor.MoveMode.KeepAnchor)
        if not self.touched_by(cursor):
            return False
        self.snap(cursor, cursor.anchor())
        cursor.removeSelectedText()
        return True

    def _outside(self, block: QTextBlock, position: int, before: int) -> int:
        """The position, or the end of the run that it is inside of: the far one seen from before, else the nearer one."""
        base = block.position()
        at = position - base
        run = next((run for run in self.runs(block) if run.whole and run.start < at < run.end), None)
        if run is None:
            return position
        start, end = base + run.start, base + run.end
        if before <= start:
            return end
        if before >= end:
            return start
        return start if at - run.start < run.end - at else end

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Paint the frames of the figures in this part of the viewport."""
        edit = self._edit
        layout = edit.document().documentLayout()
        shift = QPointF(-edit.horizontalScrollBar().value(), -edit.verticalScrollBar().value())
        current = self.current() if edit.hasFocus() else None
        here = edit.textCursor().blockNumber()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        block = edit.cursorForPosition(area.topLeft()).block()
        while block.isValid():
            runs = self.runs(block)
            bounds = layout.blockBoundingRect(block).translated(shift)
            if bounds.top() > area.bottom():
                break
            for run in runs:
                if run.span.kind == FIGURE:
                    mine = current is not None and block.blockNumber() == here and run.start == current.start
                    self._paint(painter, block, bounds.topLeft(), run, mine)
            block = block.next()

    def _paint(self, painter: QPainter, block: QTextBlock, corner: QPointF, run: Run, current: bool) -> None:
        troubled, theme = self._troubled(run.span), self._theme
        line = "accent" if current else "warning" if troubled else "chipline"
        width = float(theme.frame if current else 1)
        for place in self._places(block, corner, run):
            inner = place.adjusted(width / 2, width / 2, -width / 2, -width / 2)
            path = QPainterPath()
            path.addRoundedRect(inner, theme.px(RADIUS), theme.px(RADIUS))
            painter.fillPath(path, theme.color("warnfill" if troubled else "chip"))
            painter.strokePath(path, QPen(theme.color(line), width))

    def _places(self, block: QTextBlock, corner: QPointF, run: Run) -> list[QRectF]:
        """The run's frame, one for each line on which it stands, on whole device pixels."""
        layout = block.layout()
        start, end = (_shifted(layout, at, first) for at, first in ((run.start, True), (run.end, False)))
        places = []
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            if first < last:
                places.append(self._place(line, corner, first, last))
        return places

    def _place(self, line: QTextLine, corner: QPointF, first: int, last: int) -> QRectF:
        ratio = self._edit.devicePixelRatioF()
        metrics = QFontMetricsF(self._theme.text_font())
        middle = corner.y() + line.y() + line.ascent() - metrics.capHeight() / 2
        left = corner.x() + line.cursorToX(first)[0] + 1
        right = corner.x() + line.cursorToX(last)[0] - 1
        half = self._theme.px(HEIGHT) / 2
        left, right, top, bottom = (round(edge * ratio) / ratio for edge in (left, right, middle - half, middle + half))
        return QRectF(left, top, max(1.0, right - left), bottom - top)


def _shifted(layout, at: int, starting: bool) -> int:
    """A place in the paragraph as its lines count it: what an input method is composing stands among them."""
    composed = layout.preeditAreaText()
    behind = at >= layout.preeditAreaPosition() if starting else at > layout.preeditAreaPosition()
    return at + len(composed.encode("utf-16-le")) // 2 if composed and behind else at


def deleting(event: QKeyEvent) -> tuple[QTextCursor.MoveOperation, ...]:
    """What a deleting key deletes over: the way to its start, where that is not the caret, and to its end.

    Empty for another key, and for those that can't end inside a run.
    """
    if event.key() == Qt.Key.Key_Backspace and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
        return (_MOVE.PreviousCharacter,)
    return next((moves for key, moves in _DELETING if event.matches(key)), ())


_MOVE = QTextCursor.MoveOperation
_KEYS = QKeySequence.StandardKey
_DELETING = (
    (_KEYS.Backspace, (_MOVE.PreviousCharacter,)),
    (_KEYS.Delete, (_MOVE.NextCharacter,)),
    (_KEYS.DeleteStartOfWord, (_MOVE.PreviousWord,)),
    (_KEYS.DeleteEndOfWord, (_MOVE.NextWord,)),
    (_KEYS.DeleteCompleteLine, (_MOVE.StartOfLine, _MOVE.EndOfLine)),
)
