"""Files of others read for a window: off its thread, by a process apart, and the clerk may stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QPushButton, QWidget

from gui.dialog_parts import lay_out
from gui.saving import PATIENCE
from gui.thread_watch import ThreadWatch
from gui.tools import Tools

if TYPE_CHECKING:
    from workflows.reading_process import ReadingProcess

_LOOKS = 50
_WIDTH = 420

Result = TypeVar("Result")


def read_apart(window: QWidget, tools: Tools, read: Callable[[ReadingProcess], Result], source: str) -> Result | None:
    """What `read` gives, run in a thread; None when the clerk stopped it. Raises what it raised.

    source: the file's name, for what is shown when it takes long.
    """
    from workflows.reading_process import ReadingProcess, Stopped

    process = ReadingProcess()
    thread = _Reading(process, read)
    thread.start()
    thread.join(PATIENCE)
    if thread.is_alive() and not tools.interaction.wait(ReadingDialog(thread, process.stop, source, window)):
        # The thread clears away by itself.
        return None
    if isinstance(thread.error, Stopped):
        return None
    if thread.error is not None:
        raise thread.error
    return thread.result


class _Reading(threading.Thread, Generic[Result]):
    def __init__(self, process: ReadingProcess, read: Callable[[ReadingProcess], Result]) -> None:
        super().__init__(daemon=True)
        self._process = process
        self._read = read
        self.result: Result | None = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            with self._process:
                self.result = self._read(self._process)
        except BaseException as error:
            self.error = error


class ReadingDialog(QDialog):
    """Says that a file is being read, for as long as the thread runs; closing it stops the reading."""

    def __init__(
        self, thread: threading.Thread, stop: Callable[[], None], source: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("导入")
        self.resize(_WIDTH, 0)
        said = QLabel(f"正在读 {source}……")
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setWordWrap(True)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName("正在读")
        self.stop = QPushButton("停止(&S)")
        self.stop.clicked.connect(self.reject)
        lay_out(self, (said, bar), (None, self.stop), said)
        self.rejected.connect(stop)
        self._thread = thread
        self._watch = ThreadWatch(_LOOKS, self)
        self._watch.ended.connect(lambda _: self.accept())

    def exec(self) -> int:
        """Show it until the thread has ended or the clerk stops it."""
        self._watch.watch(self._thread)
        return super().exec()
