"""Tells when a thread has ended. Looked at by a timer: a signal from it might come while the window is being deleted."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, QTimer, Signal


class ThreadWatch(QTimer):
    """Starts a thread and looks at it; `ended` gives it once it is done."""

    ended = Signal(object)

    def __init__(self, milliseconds: int, parent: QObject | None = None) -> None:
        super().__init__(parent, interval=milliseconds)
        self._thread: threading.Thread | None = None
        self.timeout.connect(self._look)

    @property
    def busy(self) -> bool:
        """Whether the thread is still at work, or has ended and not been told of yet."""
        return self._thread is not None

    def follow(self, thread: threading.Thread) -> None:
        """Start it; there is one at a time."""
        thread.start()
        self.watch(thread)

    def watch(self, thread: threading.Thread) -> None:
        """Look at one that was started already."""
        self._thread = thread
        self.start()

    def _look(self) -> None:
        thread = self._thread
        if thread is None or thread.is_alive():
            return
        self._thread = None
        self.stop()
        self.ended.emit(thread)
