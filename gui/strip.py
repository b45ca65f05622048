"""A strip under the tool bar: something that the clerk should know, with one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMainWindow, QPushButton, QToolBar

from gui.icons import icon
from gui.status_bar import ElidedLabel
from gui.theme import Theme

_MOST_LINES = 3
_ANY_HEIGHT = 16_777_215
"""Qt's QWIDGETSIZE_MAX."""
_NARROWEST = 200
"""Pixels; a label that is still narrower has no place in the window yet."""


class _Sentence(ElidedLabel):
    """Text that takes two or three lines where it needs them; what is longer still ends in …."""

    _lines = 1

    def _fit(self) -> None:
        metrics, width = self.fontMetrics(), self.width() - 2
        needed, lines = metrics.horizontalAdvance(self.whole), 1
        if width >= _NARROWEST and needed > width:
            # Each line may end a character or two early.
            lines = min(-(-needed // (width - 2 * metrics.averageCharWidth())), _MOST_LINES)
        if lines != self._lines:
            # A single line is as high as any label.
            self._lines = lines
            self.setWordWrap(lines > 1)
            height = lines * metrics.lineSpacing()
            self.setMinimumHeight(height if lines > 1 else 0)
            self.setMaximumHeight(height if lines > 1 else _ANY_HEIGHT)
        room = width * lines - (lines - 1) * 2 * metrics.averageCharWidth()
        shown = metrics.elidedText(self.whole, Qt.TextElideMode.ElideRight, max(room, 0))
        self.setText(shown)
        self.setToolTip(self.whole if shown != self.whole else "")


class Strip(QFrame):
    """text: what is to be known. The button does `run`; the other one only closes the strip."""

    def __init__(self, theme: Theme, text: str, button: str, run: Callable[[], object]) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("strip")
        self.mark = QLabel()
        self.text = _Sentence(text)
        self.button = QPushButton(button)
        self.button.clicked.connect(run)
        self.later = QPushButton("以后再说(&Q)")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), theme.px(3), theme.px(8), theme.px(3))
        row.setSpacing(theme.px(8))
        row.addWidget(self.mark)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        row.addWidget(self.later)
        self._dress()
        theme.changed.connect(self._dress)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        # A line drawn at the edge is cut off at 150 %.
        painter.fillRect(self.rect(), self._theme.color("warning"))
        painter.fillRect(self.rect().adjusted(1, 1, -1, -1), self._theme.color("warnfill"))

    def _dress(self) -> None:
        theme = self._theme
        self.update()
        self.mark.setPixmap(icon(theme, "warning").pixmap(theme.px(16), theme.px(16)))


def show_strip(window: QMainWindow, strip: Strip) -> QToolBar:
    """Put the strip under the tool bar of the window; closing the result takes it away for good."""
    bar = QToolBar("提示", window)
    bar.setObjectName("strip_bar")
    bar.setMovable(False)
    # As low as it can be: it takes its height from the page.
    bar.layout().setContentsMargins(0, 0, 0, 0)
    margins = strip.layout().contentsMargins()
    strip.layout().setContentsMargins(margins.left(), 2, margins.right(), 2)
    bar.addWidget(strip)
    bar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    strip.later.clicked.connect(bar.close)
    window.addToolBarBreak(Qt.ToolBarArea.TopToolBarArea)
    window.addToolBar(Qt.ToolBarArea.TopToolBarArea, bar)
    return bar
