"""How far a long command is: a bar on a terminal, a line for each item where messages go into a file."""

from __future__ import annotations

import shutil
import sys
import time
import unicodedata

_BAR = 20
_SOON = 3.0
"""Seconds after which the rest of the time can be guessed."""


class Progress:
    """Tells on standard error how many of `total` are done; with one item there is nothing to tell."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._begun = time.monotonic()
        self._bar = total > 1 and sys.stderr.isatty()
        self._shown = 0

    def step(self, name: str) -> None:
        """One more is done."""
        self._done += 1
        if self._bar:
            self._draw(name)

    def tell(self, line: str) -> None:
        """A message on a line of its own."""
        self.clear()
        sys.stderr.write(f"{line}\n")

    def number(self) -> str:
        """What stands before a message about the item at hand: which of how many."""
        return f"[{self._done}/{self._total}] " if self._total > 1 else ""

    def tell_step(self, line: str) -> None:
        """A message that a bar makes needless."""
        if self._total > 1 and not self._bar:
            self.tell(line)

    def clear(self) -> None:
        """Take the bar away, so that something else can be written."""
        if self._shown:
            sys.stderr.write(f"\r{' ' * self._shown}\r")
            self._shown = 0

    def _draw(self, name: str) -> None:
        full = _BAR * self._done // self._total
        line = f"[{'#' * full}{'-' * (_BAR - full)}] {self._done}/{self._total}{self._rest()} {name}"
        line = _cut(line, shutil.get_terminal_size().columns - 1)
        self.clear()
        sys.stderr.write(f"\r{line}")
        sys.stderr.flush()
        self._shown = _width(line)

    def _rest(self) -> str:
        spent = time.monotonic() - self._begun
        left = round(spent / self._done * (self._total - self._done))
        if spent < _SOON or not left:
            return ""
        return f" 约还要 {left // 60} 分 {left % 60} 秒" if left >= 60 else f" 约还要 {left} 秒"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _cut(text: str, width: int) -> str:
    while text and _width(text) > width:
        text = text[:-1]
    return text
