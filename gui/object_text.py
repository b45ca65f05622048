"""A text that may hold pictures and charts: the mouse on them, pictures that are pasted or dropped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from gui.prose_clipboard import TEXT_TYPE
from gui.prose_objects import Objects
from gui.theme import Theme
from gui.window_text import WindowText

_PICTURES = (".png", ".jpg", ".jpeg")
_OPEN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class ObjectText(WindowText):
    """sizes: height of a line and indent of a paragraph, as designed."""

    object_wanted = Signal()
    """The selected object was double clicked, or Enter pressed on it."""
    pictures_wanted = Signal(object)
    """A picture (QImage) or files (a list of paths) were pasted or dropped, and are to be put where the caret is."""

    def __init__(self, theme: Theme, sizes: tuple[int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.objects = Objects(self, theme, *sizes)

    def opens(self, event: QKeyEvent) -> bool:
        """Whether this key opens the selected object."""
        return event.key() in _OPEN and not event.modifiers() & _COMMAND and self.objects.selected()

    def leave_object(self, wanted: bool = True) -> None:
        """Something is about to be typed or pasted: with the caret at an object it goes into a new paragraph."""
        if wanted and not self.isReadOnly():
            self.objects.make_room()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasImage() or bool(picture_files(source))

    def take_pictures(self, source: QMimeData) -> bool:
        """Whether this is a picture, or files of pictures, which are asked for."""
        wanted: object = picture_files(source)
        if not wanted:
            # Cells of a worksheet and text of a document come as a picture as well; a picture of a page with its address.
            has_text = bool(source.text().strip()) and not source.hasUrls()
            if not source.hasImage() or has_text or source.hasFormat(TEXT_TYPE):
                return False
            wanted = source.imageData()
        # Not within a drop: a question asked now would freeze the program from which it came.
        QTimer.singleShot(0, self, lambda: self.pictures_wanted.emit(wanted))
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if plain and not self.objects.selected() and self.objects.select_at(event.position().toPoint()):
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.objects.select_at(event.position().toPoint()):
            self.object_wanted.emit()
            return
        super().mouseDoubleClickEvent(event)

    def mark(self, start: int, end: int) -> None:
        """Show what undo or redo has just written there."""
        selection = QTextEdit.ExtraSelection()
        selection.cursor = QTextCursor(self.document())
        selection.cursor.setPosition(start)
        selection.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        selection.format.setBackground(self._theme.color("tint"))
        self.setExtraSelections([selection])

    def paint_objects(self, event: QPaintEvent) -> None:
        """Paint what shows that an object is selected."""
        painter = QPainter(self.viewport())
        self.objects.paint(painter, event.rect())
        painter.end()


def types(event: QKeyEvent) -> bool:
    """Whether this key puts characters into the text."""
    return event.text().isprintable() and bool(event.text()) and not event.modifiers() & _COMMAND


def picture_files(source: QMimeData) -> Sequence[Path]:
    """The files that are dropped, when all of them are pictures by their names; what they are is seen later."""
    paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
    return paths if paths and all(path.suffix.lower() in _PICTURES for path in paths) else []
