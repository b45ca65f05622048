"""The line above each page: the statutory heading, a note, and what can be done with the page."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from gui.status_bar import ElidedLabel
from gui.theme import Theme

HEIGHT = 30


class PageHead(QWidget):
    """heading: as printed. The note is left out while space is short."""

    def __init__(self, theme: Theme, heading: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(theme.px(HEIGHT))
        self.heading = ElidedLabel(heading)
        self.heading.setFont(theme.font(2, bold=True))
        self.note = QLabel(note)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.px(10), 0, theme.px(8), 0)
        self._row.setSpacing(theme.px(8))
        self._row.addWidget(self.heading, 1)
        self._row.addWidget(self.note)
        self._row.addStretch(1)
        # The heading takes what it needs before the empty space behind the note gets anything.
        self._row.setStretch(0, 0)
        self.heading.setSizePolicy(self.heading.sizePolicy().Policy.Maximum, self.heading.sizePolicy().Policy.Preferred)
        self.heading.set_whole(heading)

    def set_note(self, note: str) -> None:
        """Show this note behind the heading."""
        if note != self.note.text():
            self.note.setText(note)

    def show_note(self, shown: bool) -> None:
        """Whether there is room for the note."""
        self.note.setVisible(shown)

    def add(self, action: QAction, text: str = "") -> QToolButton:
        """Put a button for this command at the right end, with a text beside its icon or the icon alone."""
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setIconSize(QSize(self._theme.px(16), self._theme.px(16)))
        button.setFixedHeight(self._theme.px(22))
        if text:
            button.setText(text)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            action.changed.connect(lambda: button.setText(text))
        button.setAccessibleName(text or action.toolTip())
        self._row.addWidget(button)
        return button
