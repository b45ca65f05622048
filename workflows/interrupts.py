"""Ctrl+C at a moment when something has to be finished first."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType


@contextlib.contextmanager
def finished_first() -> Iterator[None]:
    """What runs inside is finished before Ctrl+C is heard; pressed a second time, it is heard at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked = False

    def note(_: int, __: FrameType | None) -> None:
        nonlocal asked
        asked = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if asked:
        raise KeyboardInterrupt
