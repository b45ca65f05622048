"""The window program's entry: imports nothing of Qt by itself."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence


def run(files: Sequence[str], at: str) -> int:
    """Open these files, or a new report for none, at this cell; the exit status when the last window is closed."""
    if not _has_display():
        sys.stderr.write("没有显示器，打不开窗口。不用窗口的命令见 main.py --help。\n")
        return 1
    # What is made at the start stays: looking for garbage among it takes a twentieth of the time to the first paint.
    gc.disable()
    from gui.start import start

    return start(files, at)


def _has_display() -> bool:
    """Whether there is a screen to open a window on; without one Qt ends the program."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
