"""A window that is started, sent a digit, and says when the digit was painted. Run by startup.py.

usage: startup_child.py bare            a plain main window with a table of the same size
       startup_child.py ARGUMENTS…      the program itself with these arguments of main.py
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QTableWidget

ROWS, COLUMNS = 28, 10


class Probe(QObject):
    """Sends a digit once the window has been painted, and ends the program once the digit is."""

    def __init__(self) -> None:
        super().__init__()
        self.painted = False
        self.sent = False
        QApplication.instance().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            if not self.painted and QApplication.focusWidget() is not None:
                self.painted = True
                QTimer.singleShot(0, self.send)
            elif self.sent and isinstance(watched, QLineEdit) and watched.text() == "7":
                self.sent = False
                QTimer.singleShot(0, self.finish)
        return False

    def send(self) -> None:
        self.sent = True
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_7)

    def finish(self) -> None:
        print(time.monotonic_ns(), flush=True)
        import os

        os._exit(0)


def bare() -> None:
    application = QApplication([])
    window = QMainWindow()
    table = QTableWidget(ROWS, COLUMNS)
    window.setCentralWidget(table)
    window.resize(1366, 697)
    window.show()
    table.setCurrentCell(3, 3)
    table.setFocus()
    probe = Probe()
    application.exec()
    del probe


def program(arguments: list[str]) -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    original = QApplication.exec

    def watched_exec(*_: object) -> int:
        probe = Probe()
        status = original()
        del probe
        return status

    QApplication.exec = staticmethod(watched_exec)
    import main
    from gui import window_place

    # Without a display the screen is 800 by 800: both windows are to be equally large.
    window_place.free_area = lambda _: QRect(0, 0, 1600, 1000)
    main.main(arguments)


if __name__ == "__main__":
    bare() if sys.argv[1:] == ["bare"] else program(sys.argv[1:])
