"""Unsaved work of a window goes to its recovery file, soon after every change and off the window's thread.

The window's thread only copies the report, which takes microseconds; making the bytes and writing them is the
thread's. What is typed into a cell whose editor is still open goes along.
"""

from __future__ import annotations

import os
import threading
from time import strftime

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from gui.cell_editor import CellEditor
from model.errors import SaveError
from workflows.recovery import Pending, Slot, carry_tries, remove, survive
from workflows.recovery_file import Snapshot

SETTING = "recovery/seconds"
VARIABLE = "NIANBAO_RECOVERY_SECONDS"
"""Seconds in place of the setting, for tests and measurements."""
LEAST_SECONDS = 0.1
WRITING = 1.0
"""Seconds that writing may take; so much earlier than promised it begins, but never before a third of the time."""
LOOK = 20
"""Milliseconds between two looks at a writer that works."""
HARMLESS = 5000
"""Milliseconds after which a recovery that was given back has done no harm."""


class _Writer(threading.Thread):
    """Writes one snapshot. It knows nothing of the window, which may be gone before it ends."""

    def __init__(self, slot: Slot, snapshot: Snapshot) -> None:
        super().__init__(daemon=True)
        self._job = (slot, snapshot, slot.number())
        self.error: Exception | None = None

    def run(self) -> None:
        slot, snapshot, number = self._job
        try:
            slot.write(snapshot, number)
        except Exception as error:
            self.error = error


class Autosave(QObject):
    """Keeps the recovery file of one window's document."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._editor = window.editor
        self._document = window.editor.document
        self._slot = Slot()
        self._cell_editor: CellEditor | None = None
        self._dirty = self._failed = self._closed = False
        self._writer: _Writer | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._write)
        # Looked at by a timer: a signal from the thread might come while the window is being deleted.
        self._watch = QTimer(self, interval=LOOK)
        self._watch.timeout.connect(self._look)
        self._connect()
        # Something may have been done before this was built.
        self._focus_changed(None, QApplication.focusWidget())
        if not self._document.saved:
            self.touch()

    def _connect(self) -> None:
        application = QApplication.instance()
        self._editor.history_changed.connect(self.touch)
        self._document.listen_saved(self._saved)
        self._window.closed.connect(self._close)
        application.focusChanged.connect(self._focus_changed)
        application.applicationStateChanged.connect(self._left)
        application.commitDataRequest.connect(self._session_ends)

    def touch(self, *_: object) -> None:
        """Something changed: it will be in the recovery file before the promised time is over."""
        if self._closed:
            return
        self._dirty = True
        if not self._timer.isActive() and self._writer is None:
            seconds = seconds_of(self._window.tools.settings)
            self._timer.start(round(1000 * max(seconds / 3, seconds - WRITING)))

    def flush(self) -> bool:
        """Write what there is now, in this thread; whether all unsaved work is on the disk."""
        self._timer.stop()
        snapshot = self._snapshot()
        if snapshot is None:
            return True
        try:
            self._slot.write(snapshot, self._slot.number())
        except SaveError as error:
            self._complain(error)
            self.touch()
            return False
        self._dirty = self._failed = False
        self._tell_kept()
        return True

    def adopt(self, recovered: object) -> None:
        """This window shows what was recovered from that file: its own file takes its place, once that is written."""
        if not self.flush() or self._slot.path is None:
            return
        carry_tries(recovered, self._slot.path)
        remove(recovered)
        QTimer.singleShot(HARMLESS, self, self.survive)

    def survive(self) -> None:
        """What was given back has done no harm."""
        if self._slot.path is not None:
            survive(self._slot.path)

    def _snapshot(self) -> Snapshot | None:
        """What is to be written, None when everything is in the report's file and nothing is left over."""
        if self._document.read_only or self._closed:
            return None
        pending = self._pending()
        if self._document.saved and pending is None and self._slot.path is None:
            return None
        return self._document.snapshot(pending)

    def _write(self) -> None:
        if self._writer is not None:
            return
        self._timer.stop()
        snapshot, self._dirty = self._snapshot(), False
        if snapshot is not None:
            self._writer = _Writer(self._slot, snapshot)
            self._writer.start()
            self._watch.start()

    def _look(self) -> None:
        """Whether the writer is done."""
        if self._writer is None or self._writer.is_alive():
            return
        error, self._writer = self._writer.error, None
        self._watch.stop()
        if error is None:
            self._failed = False
            self._tell_kept()
        else:
            self._complain(error)
        if self._dirty or error is not None:
            self.touch()

    def _tell_kept(self) -> None:
        if self._slot.path is not None and not self._document.final:
            self._window.status.set_file_state(f"{strftime('%H:%M')} 已自动保存")

    def _complain(self, error: Exception) -> None:
        """Once: it goes on trying, and the line at the right stays until it succeeds."""
        if self._failed:
            return
        self._failed = True
        self._window.status.set_file_state("没有自动保存")
        if isinstance(error, SaveError):
            why = error.summary.partition("：")[2].partition("。")[0] or error.summary
            self._editor.message.emit(f"自动保存没有成功：{why}。请先保存一次；程序会继续试。")
        else:
            raise error

    def _saved(self) -> None:
        if self._document.saved:
            self._timer.stop()
            self._dirty = False
            self._slot.clear()
            if self._pending() is not None:
                self.touch()
        else:
            self.touch()

    def _close(self) -> None:
        """The window closes: what was not saved was given up deliberately."""
        self._closed = True
        self._timer.stop()
        self._watch.stop()
        self._slot.clear()

    def _session_ends(self, _: object) -> None:
        self.flush()

    def _left(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive and self._dirty:
            self._write()

    def _focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        """Listen to the cell's editor while one is open, and take note when it closes."""
        if isinstance(new, CellEditor) and new is not self._cell_editor and self._window.isAncestorOf(new):
            self._cell_editor = new
            new.textChanged.connect(self._typed)
            self._typed()
        elif old is not None and old is self._cell_editor:
            self._typed()

    def _typed(self, *_: object) -> None:
        if self._pending() is not None or self._slot.path is not None:
            self.touch()

    def _pending(self) -> Pending | None:
        """What is typed into the cell's open editor, None when there is none or nothing was typed."""
        editor = self._cell_editor
        if editor is None or not isValid(editor) or not editor.isVisible() or not editor.isModified():
            return None
        return Pending(self._editor.current_cell, editor.text())


def seconds_of(settings) -> float:
    """The time that was promised."""
    try:
        return max(LEAST_SECONDS, float(os.environ.get(VARIABLE) or settings.get(SETTING)))
    except ValueError:
        return float(settings.get(SETTING))


def attach(window: QWidget) -> None:
    """Keep this window's work from now on."""
    window.autosave = Autosave(window)
