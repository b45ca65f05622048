"""Objects that hold each other are looked for between two events of the window's thread, never at another moment.

Python by itself looks for them whenever something is made, in whatever thread that happens. A closed window that it
finds there is destroyed on the spot: in a thread that writes a file, or while Qt's list of all widgets is being turned
into a Python list, where the next entry is then a widget that is gone and the program ends (`QApplication.allWidgets`).
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL = 1000
"""Milliseconds between two looks at how much has been made since the last collection."""


def stop_looking() -> None:
    """Python does not look by itself any more; `collect_some` or `Collector` has to."""
    gc.disable()


def collect_some() -> int:
    """Collect as far as Python itself would have by now; how many objects were found."""
    counts, limits = gc.get_count(), gc.get_threshold()
    if counts[0] <= limits[0]:
        return 0
    oldest = max(generation for generation in range(3) if counts[generation] > limits[generation])
    return gc.collect(oldest)


class Collector(QObject):
    """Collects between events, from when it is made until its parent goes.

    What is there already when it is made stays and is never looked through.
    """

    def __init__(self, parent: QObject, interval: int = INTERVAL) -> None:
        super().__init__(parent)
        stop_looking()
        gc.freeze()
        self._timer = QTimer(self, interval=interval)
        self._timer.timeout.connect(collect_some)
        self._timer.start()
