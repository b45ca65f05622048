"""The messages of the status bar in full: it shows them for some seconds only, and no longer than it is wide."""

from __future__ import annotations

from collections import deque
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.theme import Theme
from gui.visible_text import visible

MOST_KEPT = 200


class Messages(QObject):
    """Keeps what a window's status bar was told; a click on the place in the status bar shows it."""

    def __init__(self, window) -> None:
        super().__init__(window)
        self._window = window
        self.kept: deque[tuple[str, str]] = deque(maxlen=MOST_KEPT)
        window.editor.message.connect(self._keep)
        window.status.place.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        left = Qt.MouseButton.LeftButton
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent) and event.button() == left:
            show(self._window)
            return True
        return False

    def _keep(self, text: str) -> None:
        if text:
            self.kept.append((f"{datetime.now():%H:%M:%S}", text))


def attach(window) -> None:
    """Keep this window's messages from now on."""
    window.messages = Messages(window)


def show(window) -> None:
    """Show the messages, the newest first."""
    kept = getattr(window, "messages", None)
    window.tools.interaction.run(MessagesDialog(tuple(kept.kept) if kept else (), window.tools.theme, window))


class MessagesDialog(QDialog):
    """A list of the messages, and the one that is chosen with all its words."""

    def __init__(self, kept: tuple[tuple[str, str], ...], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("消息")
        self.resize(theme.px(620), theme.px(380))
        self._texts = [text for _, text in reversed(kept)]
        self.list = QListWidget()
        self.list.setAccessibleName("消息，最近的在上面")
        self.list.addItems([f"{time}　{visible(text)}" for time, text in reversed(kept)])
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("消息全文")
        self._lay_out(theme)
        self.list.currentRowChanged.connect(self._read)
        self.list.setCurrentRow(0)
        self._read(self.list.currentRow())
        self.list.setFocus()

    def _lay_out(self, theme: Theme) -> None:
        title = QLabel("消息，最近的在上面(&M)" if self._texts else "还没有消息")
        title.setBuddy(self.list)
        whole = QLabel("全文(&T)")
        whole.setBuddy(self.text)
        close = QPushButton("关闭")
        close.setProperty("primary", "true")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.px(12),) * 4)
        layout.addWidget(title)
        layout.addWidget(self.list, 1)
        layout.addWidget(whole)
        self.text.setFixedHeight(theme.px(96))
        layout.addWidget(self.text)
        layout.addLayout(buttons)

    def _read(self, row: int) -> None:
        self.text.setPlainText(self._texts[row] if 0 <= row < len(self._texts) else "")
