"""Words kept as a tree of characters: the longest that begins at a place is found in as many steps as it has characters."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from itertools import product
from typing import Any

_CHOICE = re.compile(r"\(([^()]*)\)")
_END = ""


def spelled_out(pattern: str) -> Iterator[str]:
    """Every word that a pattern stands for: (a|b|) is a, b or nothing."""
    if "(" not in pattern:
        return iter((pattern,))
    # The pieces are plain and choices by turns.
    pieces = _CHOICE.split(pattern)
    choices = (piece.split("|") if at % 2 else (piece,) for at, piece in enumerate(pieces))
    return map("".join, product(*choices))


class WordTree:
    """Words, each with what was given with it; a word that is given again keeps both."""

    def __init__(self) -> None:
        self._root: dict[str, Any] = {}

    def add(self, word: str, meaning: object) -> None:
        """Put a word in."""
        node = self._root
        for character in word:
            node = node.setdefault(character, {})
        meanings = node.setdefault(_END, ())
        if meaning not in meanings:
            node[_END] = (*meanings, meaning)

    @property
    def beginnings(self) -> Container[str]:
        """The characters with which words begin."""
        return self._root

    def longest(self, text: str, start: int) -> tuple[int, tuple[Any, ...]]:
        """Where the longest word that begins there ends, and its meanings; (start, ()) without one."""
        node = self._root
        end, meanings = start, ()
        for at in range(start, len(text)):
            following = node.get(text[at])
            if following is None:
                break
            node = following
            if _END in node:
                end, meanings = at + 1, node[_END]
        return end, meanings

    def at(self, text: str, start: int) -> str:
        """The longest word that begins there, "" for none."""
        return text[start : self.longest(text, start)[0]]


def tree_of(words: Iterable[str]) -> WordTree:
    """Words without meanings."""
    tree = WordTree()
    for pattern in words:
        for word in spelled_out(pattern):
            tree.add(word, None)
    return tree
