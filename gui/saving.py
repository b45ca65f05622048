"""Saving off the window's thread: a network drive that does not answer must not freeze the window for good."""

from __future__ import annotations

import threading
from typing import Protocol

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

PATIENCE = 0.3
"""Seconds that a save may take before the window shows that it is waiting."""


class Job(Protocol):
    """What is to be run; the result is a warning or ""."""

    def run(self) -> str: ...


class _Worker(threading.Thread):
    def __init__(self, job: Job) -> None:
        super().__init__(daemon=True)
        self._job = job
        self.warning = ""
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.warning = self._job.run()
        except BaseException as error:
            self.error = error


def run_saving(window: QWidget, job: Job) -> str:
    """Run the job in a thread and wait for it; the window paints meanwhile but takes no input.

    Returns the job's warning, raises what it raised.
    """
    worker = _Worker(job)
    worker.start()
    worker.join(PATIENCE)
    if worker.is_alive():
        _wait(window, worker)
    if worker.error is not None:
        raise worker.error
    return worker.warning


def _wait(window: QWidget, worker: _Worker) -> None:
    loop = QEventLoop()
    timer = QTimer(interval=50)
    timer.timeout.connect(lambda: None if worker.is_alive() else loop.quit())
    timer.start()
    window.setEnabled(False)
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    finally:
        QApplication.restoreOverrideCursor()
        window.setEnabled(True)
        timer.stop()
