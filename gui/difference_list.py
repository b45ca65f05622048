"""A list of differences between two reports, a line each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from gui.visible_text import visible
from model.compare import Difference

MOST_LINES = 500


class DifferenceList(QListWidget):
    """Cells and paragraphs with what they were and what they become; a very long list ends in its number.

    Of a paragraph the line shows the words that differ, its tool tip the whole of both.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWordWrap(True)

    def show_all(self, differences: Sequence[Difference]) -> None:
        """Show these in place of what is shown."""
        self.clear()
        for one in differences[:MOST_LINES]:
            item = QListWidgetItem(visible(one.words))
            if one.kind == "text":
                item.setToolTip(_whole(one))
            self.addItem(item)
        if len(differences) > MOST_LINES:
            self.addItem(f"……另有 {len(differences) - MOST_LINES} 处")


def _whole(one: Difference) -> str:
    # As HTML it is broken into lines.
    import html

    old, new = (html.escape(text or "空白") for text in (one.old, one.new))
    return f"<qt>{html.escape(one.name)}<p>{old}</p><p>→</p><p>{new}</p></qt>"
