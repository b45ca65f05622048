"""The document that was read, as text and tables, with the place of a figure framed in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from gui.theme import Theme
from gui.visible_text import visible
from importers.result import NO_SOURCE, SourceText
from model.notes import Origin
from model.source import SourceLine, SourceTable
from workflows.source_excerpt import Piece, columns_of, pieces

_MISSING = "没有找到来源文件。它还在的，点上面的“打开来源文件”选它，原文就显示在这里；不看原文也能核对。"
_LEFT_OUT = "……（这一段没有显示）"
_BETWEEN = "　"
"""Between the fields of a bare line."""
Range = tuple[int, int]
"""First and last position in the text."""


class SourceView(QTextEdit):
    """Read-only; `show_place` goes to where a figure stands."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._source = NO_SOURCE
        self._by_place: dict[tuple[int | str, ...], tuple[int, int, int]] = {}
        self._paragraphs: dict[int, int] = {}
        self._fields: dict[tuple[int, int], Range] = {}
        self._tables: dict[int, tuple[QTextTable, int]] = {}
        self._current: Range | None = None
        self._others: list[Range] = []
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.setProperty("field", "true")
        self.setAccessibleName("原文")
        self.setPlaceholderText(_MISSING)
        self.setFont(theme.font(-1))

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self._source.blocks

    def show_source(self, source: SourceText) -> None:
        """Show this document."""
        self._source = source
        # A file may have another name by now than the one that is noted.
        self._by_place = {origin[1:]: place for origin, place in reversed(source.places.items())}
        self._paragraphs, self._fields, self._tables = {}, {}, {}
        self._current, self._others = None, []
        document = QTextDocument(self)
        document.setDefaultFont(self.font())
        document.setDocumentMargin(self._theme.px(6))
        cursor = QTextCursor(document)
        for piece in pieces(source):
            if piece.gap:
                self._write(cursor, _LEFT_OUT)
            self._put(cursor, piece)
        self.setDocument(document)

    def show_place(self, origin: Origin | None, others: Sequence[Origin] = ()) -> bool:
        """Frame the place of this figure and go there, underline those of the others; whether it was found."""
        self._current = self._range(origin)
        self._others = [found for other in others if (found := self._range(other)) is not None]
        if self._current is not None:
            cursor = QTextCursor(self.document())
            cursor.setPosition(self._current[0])
            self.setTextCursor(cursor)
            self._centre()
        self.viewport().update()
        return self._current is not None

    def has_place(self, origin: Origin | None) -> bool:
        """Whether this place is in the document that is shown."""
        return self._range(origin) is not None

    def framed_text(self) -> str:
        """What stands in the frame, "" while nothing is framed."""
        if self._current is None:
            return ""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._current[0])
        cursor.setPosition(self._current[1], QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText().replace("\u2029", "\n")

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(420), self._theme.px(300))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        for found in self._others:
            rect = self._rect(found)
            painter.fillRect(rect, self._theme.color("warnfill"))
            foot = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
            painter.fillRect(foot, self._theme.color("warning"))
        if self._current is not None:
            painter.fillRect(self._rect(self._current), self._theme.color("tint"))
        painter.end()
        super().paintEvent(event)
        if self._current is not None:
            painter = QPainter(self.viewport())
            _frame(painter, self._rect(self._current), self._theme.frame, self._theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._current is not None:
            self._centre()

    def _put(self, cursor: QTextCursor, piece: Piece) -> None:
        block = piece.block
        if isinstance(block, SourceTable):
            if columns := columns_of(block):
                self._tables[piece.number] = self._table(cursor, block, columns), piece.first
        elif isinstance(block, SourceLine) and len(block.fields) > 1:
            start = cursor.position()
            self._paragraphs[piece.number] = start
            for column, field in enumerate(block.fields):
                self._fields[piece.number, column] = (start, start + len(visible(field)))
                start += len(visible(field)) + len(_BETWEEN)
            self._write(cursor, _BETWEEN.join(map(visible, block.fields)))
        else:
            self._paragraphs[piece.number] = cursor.position()
            self._write(cursor, visible(block.text))

    def _write(self, cursor: QTextCursor, text: str) -> None:
        cursor.insertText(text)
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())

    def _table(self, cursor: QTextCursor, block: SourceTable, columns: int) -> QTextTable:
        style = QTextTableFormat()
        style.setBorder(1)
        style.setBorderCollapse(True)
        style.setBorderBrush(self._theme.color("strong"))
        style.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        style.setCellPadding(self._theme.px(2))
        style.setWidth(QTextLength(QTextLength.Type.PercentageLength, 98))
        table = cursor.insertTable(len(block.rows), columns, style)
        for row in block.rows:
            for cell in row:
                if cell.column >= columns or cell.row >= len(block.rows):
                    continue
                down, across = len(block.rows) - cell.row, columns - cell.column
                if cell.row_span > 1 or cell.column_span > 1:
                    table.mergeCells(cell.row, cell.column, min(cell.row_span, down), min(cell.column_span, across))
                table.cellAt(cell.row, cell.column).firstCursorPosition().insertText(cell.text.strip())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        return table

    def _range(self, origin: Origin | None) -> Range | None:
        if origin is None:
            return None
        place = self._source.places.get(origin) or self._by_place.get(origin[1:])
        return self._at(place) if place is not None else None

    def _at(self, place: tuple[int, int, int]) -> Range | None:
        number, row, column = place
        if number in self._tables:
            table, first = self._tables[number]
            if not 0 <= row - first < table.rows() or not 0 <= column < table.columns():
                return None
            cell = table.cellAt(row - first, column)
            return cell.firstPosition(), cell.lastPosition()
        if (number, column) in self._fields:
            return self._fields[number, column]
        if number not in self._paragraphs:
            return None
        start = self._paragraphs[number]
        return start, start + self.document().findBlock(start).length() - 1

    def _rect(self, found: Range) -> QRectF:
        """Where the range stands in the viewport: of a field its characters, else its paragraphs in all their width."""
        layout, first = self.document().documentLayout(), self.document().findBlock(found[0])
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        if first.length() - 1 > found[1] - found[0] and first.contains(found[1]):
            cursor = QTextCursor(self.document())
            cursor.setPosition(found[0])
            left = self.cursorRect(cursor)
            cursor.setPosition(found[1])
            right = self.cursorRect(cursor)
            whole = QRectF(left).united(QRectF(right))
            return whole.adjusted(-2, 0, 2, 0)
        rect, block = QRectF(), first
        while block.isValid() and block.position() <= found[1]:
            rect = rect.united(layout.blockBoundingRect(block))
            block = block.next()
        return rect.translated(-across, -down).adjusted(-2, -1, 2, 1)

    def _centre(self) -> None:
        """The place in the middle of what is seen, as far as there is text above and below."""
        if self._current is not None:
            rect = self._rect(self._current)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + round(rect.center().y() - self.viewport().height() / 2))
            across = self.horizontalScrollBar()
            if rect.left() < 0 or rect.right() > self.viewport().width():
                across.setValue(across.value() + round(rect.center().x() - self.viewport().width() / 2))


def _frame(painter: QPainter, rect: QRectF, width: int, theme: Theme) -> None:
    colour = theme.color("accent")
    painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), width), colour)
    painter.fillRect(QRectF(rect.left(), rect.bottom() - width, rect.width(), width), colour)
    painter.fillRect(QRectF(rect.left(), rect.top(), width, rect.height()), colour)
    painter.fillRect(QRectF(rect.right() - width, rect.top(), width, rect.height()), colour)
