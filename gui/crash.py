"""Unexpected errors: into a log file, said in plain words, and the program goes on.

What is logged never holds a figure or a sentence of the report: type and place of the error, Qt's messages.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from time import strftime
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

LARGEST = 512 * 1024
"""A log file of this size, in bytes, becomes the older one, and a new one is begun."""

_LEVELS = {
    QtMsgType.QtDebugMsg: "DEBUG",
    QtMsgType.QtInfoMsg: "INFO",
    QtMsgType.QtWarningMsg: "WARNING",
    QtMsgType.QtCriticalMsg: "CRITICAL",
    QtMsgType.QtFatalMsg: "FATAL",
}


class Log:
    """A text file in the program's folder, and one older beside it. Writing to it never fails."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, level: str, text: str) -> None:
        """Add an entry with the time; says nothing when the disk is full or the folder is gone."""
        try:
            self._turn_over()
            with self.path.open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(f"{strftime('%Y-%m-%d %H:%M:%S')} {level} {text.rstrip()}\n")
        except OSError:
            return

    def _turn_over(self) -> None:
        if self.path.exists() and self.path.stat().st_size > LARGEST:
            self.path.replace(self.path.with_suffix(".old.log"))


class CrashHandler:
    """Takes what nobody caught. tell: says a sentence to the clerk; called once for errors in a row."""

    def __init__(self, log: Log, tell: Callable[[str], None]) -> None:
        self._log = log
        self._tell = tell
        self._telling = False

    def install(self) -> None:
        """Take errors of Python and messages of Qt from now on."""
        sys.excepthook = self.handle
        qInstallMessageHandler(self.take_qt_message)

    def handle(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log the error and say so; an error while saying so is only logged."""
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        self._log.write("ERROR", describe(kind, trace))
        if self._telling:
            return
        self._telling = True
        try:
            self._tell(
                f"程序出了一个意外的错误，刚才的操作可能没有完成。您填的内容都还在，可以接着做，建议先保存一次。\n\n"
                f"错误已记在：{self._log.path}"
            )
        except Exception:
            self._log.write("ERROR", traceback.format_exc(limit=3))
        finally:
            self._telling = False

    def take_qt_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        """Log what Qt has to say."""
        self._log.write(_LEVELS.get(kind, "INFO"), f"Qt {context.category or ''}: {message}")


def describe(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The error's type and where it came from; not its words, which may quote the report."""
    frames = traceback.extract_tb(trace)
    places = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join([kind.__name__, *places])
