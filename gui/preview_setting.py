"""The pages of a report set off the window's thread, again after every change; the newest state only."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.thread_watch import ThreadWatch
from model.errors import ReportError
from model.state import State

if TYPE_CHECKING:
    from workflows.document_settings import DocumentOptions
    from workflows.page_pictures import DrawnPdf

LOOK = 4
"""Milliseconds between two looks at a thread that sets pages."""


class _Worker(threading.Thread):
    """Sets one state. It knows nothing of the window, which may be gone before it ends."""

    def __init__(self, state: State, options: DocumentOptions) -> None:
        super().__init__(daemon=True)
        self._job = (state, options)
        self.pages: DrawnPdf | None = None
        self.error: ReportError | None = None

    def run(self) -> None:
        from workflows.page_pictures import set_pages

        try:
            self.pages = set_pages(*self._job)
        except ReportError as error:
            self.error = error
        except Exception as error:
            from workflows.log_file import log_exception, log_file

            log_exception(error)
            self.error = ReportError("页面没有排成。", f"报告没有改动；请把 {log_file()} 发给维护人员。")


class PageSetting(QObject):
    """Sets pages in a thread; `ready` when those of the newest state are there."""

    ready = Signal(object)
    """The pages, a `DrawnPdf`."""
    failed = Signal(object)
    """A `ReportError`: the pages of this state can't be set."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: tuple[State, DocumentOptions] | None = None
        self._watch = ThreadWatch(LOOK, self)
        self._watch.ended.connect(self._tell)

    @property
    def busy(self) -> bool:
        """Whether pages are being set."""
        return self._watch.busy

    def set(self, state: State, options: DocumentOptions) -> None:
        """Set this state's pages, as soon as those that are being set are done."""
        self._waiting = (state, options)
        if not self._watch.busy:
            self._begin()

    def _begin(self) -> None:
        if self._waiting is None:
            return
        (state, options), self._waiting = self._waiting, None
        self._watch.follow(_Worker(state, options))

    def _tell(self, worker: _Worker) -> None:
        self._begin()
        if worker.pages is not None:
            self.ready.emit(worker.pages)
        elif worker.error is not None:
            self.failed.emit(worker.error)
