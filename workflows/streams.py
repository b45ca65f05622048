"""The command line's output and messages, so that a full disk or a closed pipe ends a command with a sentence."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from typing import Any


class Output:
    """Stands for standard output. lost: what the system said when something could not be written, None when all was."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.lost: OSError | None = None

    def write(self, text: str) -> int:
        """As of a stream; raises OSError and remembers it, for whoever calls this may take no notice."""
        try:
            return len(text) if self._stream is None else self._stream.write(text)
        except OSError as error:
            self.lost = error
            raise

    def writelines(self, lines: Iterable[str]) -> None:
        """As of a stream; raises OSError."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """As of a stream; raises OSError."""
        try:
            if self._stream is not None:
                self._stream.flush()
        except OSError as error:
            self.lost = error
            raise

    def close_quietly(self) -> None:
        """From then on `lost` is certain, and what can't be written goes nowhere, so that the program ends quietly."""
        with contextlib.suppress(OSError):
            self.flush()
        if self.lost is not None:
            with contextlib.suppress(OSError, ValueError):
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, self._stream.fileno())
                os.close(nowhere)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class Messages(Output):
    """Stands for standard error: a message that can't be told hinders no work; the exit status still says it."""

    def write(self, text: str) -> int:
        """As of a stream; raises nothing."""
        with contextlib.suppress(OSError):
            return super().write(text)
        return len(text)

    def flush(self) -> None:
        """As of a stream; raises nothing."""
        with contextlib.suppress(OSError):
            super().flush()


@contextlib.contextmanager
def watched() -> Iterator[Output]:
    """Both streams, in UTF-8, in place of the system's; gives the output."""
    before = sys.stdout, sys.stderr
    for stream in before:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    output, messages = Output(before[0]), Messages(before[1])
    sys.stdout, sys.stderr = output, messages
    try:
        yield output
        output.close_quietly()
        messages.close_quietly()
    finally:
        sys.stdout, sys.stderr = before
