"""Files that are dropped on a window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent


def welcome(event: QDragEnterEvent) -> None:
    """Let files of this computer be dropped."""
    if any(url.isLocalFile() for url in event.mimeData().urls()):
        event.acceptProposedAction()


def take(event: QDropEvent, owner: QObject, files: Callable[[list[Path]], object]) -> None:
    """Hand the files out, unless their owner is gone by then."""
    event.acceptProposedAction()
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    # Not within the drop: a question asked now would freeze the program from which the file came.
    QTimer.singleShot(0, owner, lambda: files(paths))
