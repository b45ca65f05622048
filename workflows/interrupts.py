"""Ctrl+C at a moment when something has to be finished first."""

from __future__ import annotations

import contextlib
import signal
import sys
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


class Stopping:
    """Ctrl+C asks for a stop after the file that is at hand; a second one stops at once."""

    def __init__(self, told: str = "正在停下，写完手上的文件就停……") -> None:
        self._told = told
        self._event = threading.Event()
        self._main = threading.current_thread() is threading.main_thread()

    def is_set(self) -> bool:
        """Whether a stop was asked for."""
        return self._event.is_set()

    def __enter__(self) -> Stopping:
        if self._main:
            self._before = signal.signal(signal.SIGINT, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        if self._main:
            signal.signal(signal.SIGINT, self._before)

    def _ask(self, _: int, __: FrameType | None) -> None:
        self._event.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.stderr.write(f"{self._told}\n")
