"""Unexpected errors: into the log, the work kept, said in plain words (`gui.crash_report`), and the program goes on.

The log is written by workflows/log_file.py. It never holds a figure or a sentence of the report.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler


class CrashHandler:
    """Takes what nobody caught. log: adds an entry; tell: keeps the work and says to the clerk what happened."""

    def __init__(self, log: Callable[[str], None], tell: Callable[[], object]) -> None:
        self._log = log
        self._tell = tell
        self._telling = False

    def install(self) -> None:
        """Take errors of Python and messages of Qt from now on."""
        sys.excepthook = self.handle
        qInstallMessageHandler(self.take_qt_message)

    def handle(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log the error and say so; an error that comes while it is being said is only logged."""
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        self._log(f"ERROR {describe(kind, trace)}")
        if self._telling:
            return
        self._telling = True
        try:
            self._tell()
        except Exception as inner:
            self._log(f"ERROR {describe(type(inner), inner.__traceback__)}")
        finally:
            self._telling = False

    def take_qt_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        """Log what Qt has to say."""
        self._log(f"{kind.name.removeprefix('Qt').removesuffix('Msg').upper()} {context.category or 'Qt'}: {message}")


def describe(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The error's type and the places it came through; not its words, which may quote the report."""
    # Imported only when something went wrong: it costs time at the start.
    import traceback

    places = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    return "\n".join([kind.__name__, *places])
