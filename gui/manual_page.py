"""One page of the manual on the screen: text and pictures at the zoom in force, its links, words found in it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QImage, QImageReader, QPalette, QResizeEvent, QTextCursor, QTextDocument, QWheelEvent
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from gui.manual_html import PICTURES, PageStyle
from gui.theme import Theme
from workflows.manual import PICTURE_SCALE, Topic, picture_file

MARGIN = 22
INDENT = 22
_PAUSE = 60
"""Milliseconds after the window's size changed before pictures are fitted anew."""


class ManualPage(QTextBrowser):
    """Opens nothing by itself: what is no picture of the manual is not loaded, and links are only told."""

    link = Signal(str)
    """A link was chosen: a topic, or topic#section."""
    turned = Signal(int)
    """The wheel was turned with Ctrl: up 1, down -1."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._zoom = 1.0
        self._topic: Topic | None = None
        self._words = ""
        self._hits: list[QTextCursor] = []
        self._widest = 0
        self.setOpenLinks(False)
        self.setProperty("field", True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("手册")
        self.anchorClicked.connect(lambda url: self.link.emit(url.toString()))
        self._resized = QTimer(self, singleShot=True, interval=_PAUSE)
        self._resized.timeout.connect(self._fit)
        theme.changed.connect(self.refresh)

    @property
    def topic(self) -> Topic | None:
        """The page that is shown."""
        return self._topic

    def show_topic(self, topic: Topic, section: str = "", position: int = 0) -> None:
        """Show a page at this section, or with this position of its text at the top."""
        if topic is not self._topic:
            self._topic = topic
            self.setAccessibleName(f"手册：{topic.title}")
            self._render()
        if section in topic.sections:
            self.scrollToAnchor(section)
        else:
            self._scroll_to(position)

    def set_zoom(self, zoom: float) -> None:
        """How much larger than the rest of the program."""
        self._zoom = zoom
        self.refresh()

    def refresh(self) -> None:
        """Make the page anew and stay where it is read."""
        if self._topic is not None:
            position = self.position()
            self._render()
            self._scroll_to(position)

    def position(self) -> int:
        """The position in the text of what is at the top of the sight."""
        return self.cursorForPosition(QPoint(self._margin(), self._margin() // 2)).position() if self._scrolled() else 0

    def mark(self, words: str) -> int:
        """Mark these words wherever they stand in the page; how often that is."""
        self._words = words
        self._hits = []
        cursor = QTextCursor(self.document())
        while words:
            cursor = self.document().find(words, cursor)
            if cursor.isNull():
                break
            self._hits.append(cursor)
        self._paint_hits()
        return len(self._hits)

    def go_to_hit(self, number: int) -> None:
        """Bring one of the marked places into sight, selected."""
        cursor = self._hits[number]
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def loadResource(self, kind: int, url: QUrl) -> object:
        """Pictures of the manual, as large as they are shown; nothing else, from nowhere else."""
        name = url.path()
        if kind != QTextDocument.ResourceType.ImageResource.value or not name.startswith(PICTURES):
            return None
        name = name.removeprefix(PICTURES)
        image, ratio = QImage(str(picture_file(name))), self.devicePixelRatioF()
        if image.isNull():
            return None
        size = self._picture_size(name) * ratio
        image = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(ratio)
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resized.start()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.accept()
            if event.angleDelta().y():
                self.turned.emit(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def _fit(self) -> None:
        if self._topic is not None and self._room() != self._widest:
            self.refresh()

    def _render(self) -> None:
        assert self._topic is not None
        self._widest = self._room()
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, self._theme.color("surface"))
        # What was found last stands out from the other places that are marked.
        palette.setColor(QPalette.ColorRole.Highlight, self._theme.color("accent"))
        palette.setColor(QPalette.ColorRole.HighlightedText, self._theme.color("onaccent"))
        self.setPalette(palette)
        self.document().clear()
        self.setHtml(PageStyle(self._theme, self._zoom, self._picture_size).page(self._topic))
        self.document().setDocumentMargin(self._margin())
        self.document().setIndentWidth(self._theme.px(INDENT) * self._zoom)
        # The last section can stand at the top as well.
        frame = self.document().rootFrame().frameFormat()
        frame.setBottomMargin(self.viewport().height() // 2)
        self.document().rootFrame().setFrameFormat(frame)
        self.mark(self._words)

    def _picture_size(self, name: str) -> QSize:
        """As large as the window was that it shows, if there is room."""
        size = QImageReader(str(picture_file(name))).size()
        width = min(round(size.width() / PICTURE_SCALE * self._theme.scale * self._zoom), self._widest)
        return QSize(width, round(size.height() * width / max(size.width(), 1)))

    def _room(self) -> int:
        return max(160, self.viewport().width() - 2 * self._margin())

    def _margin(self) -> int:
        return self._theme.px(MARGIN)

    def _scrolled(self) -> bool:
        return self.verticalScrollBar().value() > 0

    def _scroll_to(self, position: int) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        top = self.document().documentLayout().blockBoundingRect(cursor.block()).top() if position else 0
        self.verticalScrollBar().setValue(round(top))

    def _paint_hits(self) -> None:
        marks = []
        for cursor in self._hits:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(cursor)
            mark.format.setBackground(self._theme.color("tint"))
            mark.format.setForeground(self._theme.color("text"))
            marks.append(mark)
        self.setExtraSelections(marks)
