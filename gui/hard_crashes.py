"""Crashes that end the program outright: where it was goes to a file beside the log, and into the log at the next start."""

from __future__ import annotations

import atexit
import contextlib
import faulthandler
import os
import re
import threading
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gui.crash import describe
from model.processes import process_running
from workflows.log_file import data_folder, log_text

_NAME = re.compile(r"crash-(\d+)\.log", re.ASCII)
_FRAME = re.compile(r'File "(?:.*[/\\])?([^"/\\]+)"')
MOST_CHARACTERS = 8000


def attach(_: QWidget) -> None:
    """Watch from now on; once for the whole program."""
    if faulthandler.is_enabled():
        return
    with contextlib.suppress(OSError):
        folder = data_folder()
        collect(folder)
        path = folder / f"crash-{os.getpid()}.log"
        file = path.open("w", encoding="utf-8")
        faulthandler.enable(file)
        threading.excepthook = _log_thread
        atexit.register(_end, file, path)


def collect(folder: Path) -> None:
    """Take what programs that have ended left into the log."""
    for path in folder.glob("crash-*.log"):
        match = _NAME.fullmatch(path.name)
        if match is None or process_running(int(match[1])):
            continue
        with contextlib.suppress(OSError):
            text = path.read_text(encoding="utf-8", errors="replace")[:MOST_CHARACTERS]
            if text.strip():
                log_text("FATAL " + _FRAME.sub(r'File "\1"', text))
            path.unlink()


def _log_thread(error: threading.ExceptHookArgs) -> None:
    log_text(f"ERROR in a thread: {describe(error.exc_type, error.exc_traceback)}")


def _end(file, path: Path) -> None:
    """The program ends as it should."""
    faulthandler.disable()
    file.close()
    with contextlib.suppress(OSError):
        path.unlink()
