"""The window program's entry: imports nothing of Qt by itself."""

from __future__ import annotations

import gc
from collections.abc import Sequence


def run(files: Sequence[str], at: str) -> int:
    """Open these files, or a new report for none, at this cell; the exit status when the last window is closed."""
    # What is made at the start stays: looking for garbage among it takes a twentieth of the time to the first paint.
    gc.disable()
    from gui.start import start

    return start(files, at)
