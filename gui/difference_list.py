"""A list of differences between two reports, a line each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QListWidget, QWidget

from gui.visible_text import visible
from model.compare import Difference

MOST_LINES = 500


class DifferenceList(QListWidget):
    """Cells and paragraphs with what they were and what they become; a very long list ends in its number."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWordWrap(True)

    def show_all(self, differences: Sequence[Difference]) -> None:
        """Show these in place of what is shown."""
        self.clear()
        self.addItems([visible(one.words) for one in differences[:MOST_LINES]])
        if len(differences) > MOST_LINES:
            self.addItem(f"……另有 {len(differences) - MOST_LINES} 处")
