"""A page of the report on white paper, as large as the window or as the clerk wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from gui.theme import PAPER, Theme

if TYPE_CHECKING:
    from workflows.page_pictures import DrawnPdf, PagePicture

POINTS = 72.0
SCREEN = 96.0
"""Dots an inch at 100 %."""
EDGE = 14
"""Pixels of the desk around the paper."""
STEPS = (25, 33, 50, 67, 75, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400)
WIDTH, PAGE = "width", "page"
"""Fitted to the window: its width, or all of the page."""


class PaperView(QAbstractScrollArea):
    """One page at a time. Turning: PageUp, PageDown, Home, End, and the wheel past an edge; Ctrl+wheel zooms."""

    turned = Signal(int)
    """Another page is shown: its number, from 0."""
    zoomed = Signal(int)
    """The page is shown at so many per cent."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.pages: DrawnPdf | None = None
        self.number = 0
        self._note = ""
        self._zoom: int | str = WIDTH
        self._shown: tuple[object, ...] = ()
        self._image = QImage()
        self._steps = 0
        self.setProperty("framed", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("打印预览的页")
        self.verticalScrollBar().setSingleStep(theme.px(28))
        self.horizontalScrollBar().setSingleStep(theme.px(28))
        theme.changed.connect(self.viewport().update)

    def show_pages(self, pages: DrawnPdf, number: int | None = None) -> None:
        """Show these pages where the clerk is, or at this page."""
        if self.pages is not None:
            self.pages.close()
        self.pages = pages
        self._shown = ()
        self._go(self.number if number is None else number, keep=number is None)

    def show_note(self, text: str) -> None:
        """Words in place of pages."""
        if self.pages is not None:
            self.pages.close()
        self.pages, self._shown, self._note = None, (), text
        self.setAccessibleDescription(text)
        self._lay_out()

    def turn_to(self, number: int, *, at_end: bool = False) -> None:
        """Show this page, or the nearest there is, from its top; at_end: from its foot."""
        before = self.number
        self._go(number, keep=False)
        if at_end and self.number != before:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def fit(self, how: str) -> None:
        """Fit the page into the window: WIDTH or PAGE."""
        self._zoom = how
        self._lay_out()

    def zoom_by(self, by: int) -> None:
        """The next larger (1) or smaller (-1) step; 0: true size."""
        now = self.percent
        steps = [step for step in STEPS if (step > now if by > 0 else step < now)]
        self._zoom = 100 if not by else (steps[0] if by > 0 else steps[-1]) if steps else now
        self._lay_out()

    @property
    def fitted(self) -> str:
        """How the page is fitted, "" for a size that the clerk chose."""
        return self._zoom if isinstance(self._zoom, str) else ""

    @property
    def percent(self) -> int:
        """The size at which the page is shown, 100 for as large as on paper."""
        if not isinstance(self._zoom, str):
            return self._zoom
        width, height = self._page_size()
        room = self.maximumViewportSize() - QSize(2 * self._edge, 2 * self._edge)
        if self._zoom == WIDTH and height * (room.width() / width) > room.height():
            # The bar beside the page takes of its width.
            room -= QSize(self.verticalScrollBar().sizeHint().width(), 0)
        wide = room.width() / width
        share = wide if self._zoom == WIDTH else min(wide, room.height() / height)
        return max(STEPS[0], min(STEPS[-1], int(share * 100)))

    def _page_size(self) -> tuple[float, float]:
        """Pixels of the page at 100 %."""
        points = self.pages.sizes[self.number] if self.pages is not None else (595.3, 841.9)
        return points[0] * SCREEN / POINTS, points[1] * SCREEN / POINTS

    @property
    def _edge(self) -> int:
        return self._theme.px(EDGE)

    def _paper(self) -> QRect:
        """Where the paper lies in the viewport."""
        width, height = (round(side * self.percent / 100) for side in self._page_size())
        room = self.viewport().size()
        left = max(self._edge, (room.width() - width) // 2) - self.horizontalScrollBar().value()
        top = max(self._edge, (room.height() - height) // 2) - self.verticalScrollBar().value()
        return QRect(left, top, width, height)

    def _go(self, number: int, *, keep: bool) -> None:
        if self.pages is None:
            return
        before, self.number = self.number, max(0, min(number, len(self.pages.sizes) - 1))
        self._lay_out()
        if not keep or self.number != before:
            self.verticalScrollBar().setValue(0)
        self.setAccessibleDescription(f"第 {self.number + 1} 页，共 {len(self.pages.sizes)} 页")
        self.turned.emit(self.number)

    def _lay_out(self) -> None:
        width, height = (round(side * self.percent / 100) + 2 * self._edge for side in self._page_size())
        for bar, whole, room in (
            (self.horizontalScrollBar(), width, self.maximumViewportSize().width()),
            (self.verticalScrollBar(), height, self.maximumViewportSize().height()),
        ):
            bar.setRange(0, max(0, whole - room))
            bar.setPageStep(room)
        self.viewport().update()
        self.zoomed.emit(self.percent)

    def _picture(self, size: QSize) -> QImage:
        """The page at this size, drawn anew when anything about it changed."""
        pages, ratio = self.pages, self.devicePixelRatioF()
        assert pages is not None
        wanted = (id(pages), self.number, size.width(), ratio)
        if wanted != self._shown:
            resolution = size.width() * ratio / pages.sizes[self.number][0] * POINTS
            self._image = image_of(pages.picture(self.number, resolution))
            self._image.setDevicePixelRatio(ratio)
            self._shown = wanted
        return self._image

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.color("window"))
        if self.pages is None:
            painter.setPen(self._theme.color("text"))
            painter.drawText(
                self.viewport().rect(), int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._note
            )
            return
        paper = self._paper()
        painter.fillRect(paper, QColor(PAPER))
        painter.drawImage(paper.topLeft(), self._picture(paper.size()))
        painter.setPen(self._theme.color("border"))
        painter.drawRect(paper.adjusted(-1, -1, 0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def scrollContentsBy(self, across: int, down: int) -> None:
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self.verticalScrollBar(), event.key()
        last = len(self.pages.sizes) - 1 if self.pages is not None else 0
        turns = {
            Qt.Key.Key_PageUp: self.number - 1,
            Qt.Key.Key_PageDown: self.number + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if key in turns:
            self.turn_to(turns[key])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(bar.singleStep() * (1 if key == Qt.Key.Key_Down else -1))
        elif key == Qt.Key.Key_Space:
            self._move(bar.pageStep() * (-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1))
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        by = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._steps += by
            while abs(self._steps) >= 120:
                self.zoom_by(1 if self._steps > 0 else -1)
                self._steps -= 120 if self._steps > 0 else -120
        elif by:
            self._move(-by * self.verticalScrollBar().singleStep() * 3 // 120)
        else:
            super().wheelEvent(event)

    def _move(self, by: int) -> None:
        """Scroll; at the edge of a page on to the next one."""
        bar = self.verticalScrollBar()
        if by > 0 and bar.value() == bar.maximum() and self.pages is not None:
            if self.number < len(self.pages.sizes) - 1:
                self.turn_to(self.number + 1)
        elif by < 0 and bar.value() == 0:
            if self.number:
                self.turn_to(self.number - 1, at_end=True)
        else:
            bar.setValue(bar.value() + by)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(700), self._theme.px(560))

    @property
    def paper_place(self) -> QPoint:
        """Where the paper's corner is, for tests."""
        return self._paper().topLeft()


def image_of(picture: PagePicture) -> QImage:
    """A page's picture as Qt has it."""
    return QImage(picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32).copy()
