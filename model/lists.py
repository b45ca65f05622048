"""Lists in the text, told by their numbers as they were typed: 1. （1） ① · —. The typed text stays the only truth.

A numbered line that is short and holds no sentence is a heading (`model.headings`): 1.强化管理. Any other paragraph that
begins with 1. （1） ① or a bullet is an item, and items that follow each other are a list when there are at least two
of a style and their numbers go on by one. An item of another style inside opens a list of a deeper level.
（一） is never an item: it numbers the parts of a section.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from model.headings import BODY_SHAPE, shape_of
from model.records import NamedTuple

_LEAST = 2
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BULLETS = "·•●■◆▪○－—–-*"
_STYLES = (
    ("1.", re.compile(r"([0-9０-９]{1,2})[.．、](?![0-9０-９])\s*")),
    ("(1)", re.compile(r"[（(]([0-9０-９]{1,2})[）)]\s*")),
    ("1)", re.compile(r"([0-9０-９]{1,2})[）)]\s*")),
    ("①", re.compile(rf"([{_CIRCLED}])\s*")),
    ("a.", re.compile(r"([a-z])[.．)）](?![a-z.])\s*")),
)
_BEGINNINGS = frozenset(f"0123456789０１２３４５６７８９（(abcdefghijklmnopqrstuvwxyz{_CIRCLED}{_BULLETS}")
_BULLET = re.compile(rf"([{re.escape(_BULLETS)}])(?:\1)?(?![0-9{re.escape(_BULLETS)}])\s*")


class Marker(NamedTuple):
    """What a paragraph begins with. style: 1. (1) 1) ① a. or the bullet; number: 0 for a bullet; length: in characters."""

    style: str
    number: int
    length: int


class Item(NamedTuple):
    """A paragraph of a list. level: from 0. number: 0 where the list is not numbered."""

    paragraph: int
    level: int
    marker: Marker

    @property
    def ordered(self) -> bool:
        """Whether its list is numbered."""
        return self.marker.number > 0


List = tuple[Item, ...]
"""The items of one list with all that are inside it, one paragraph after the other."""


def marker_of(text: str) -> Marker | None:
    """What makes the paragraph an item of a list; None for prose and headings."""
    # Most paragraphs begin with a word: they are told before anything else is looked at.
    if text[:1] not in _BEGINNINGS or shape_of(text) != (BODY_SHAPE, 0):
        return None
    return number_at_start(text)


def number_at_start(text: str) -> Marker | None:
    """The number or the bullet that the paragraph begins with, be it an item or a heading; None for neither."""
    if text[:1] not in _BEGINNINGS:
        return None
    for style, pattern in _STYLES:
        if (match := pattern.match(text)) and match.end() < len(text):
            return Marker(style, _number(match[1]), match.end())
    match = _BULLET.match(text)
    return Marker(match[1], 0, match.end()) if match and match.end() < len(text) else None


def lists_in(paragraphs: Sequence[str]) -> tuple[List, ...]:
    """The lists among these paragraphs, in reading order."""
    found: list[List] = []
    run: list[tuple[int, Marker]] = []
    for number, text in enumerate((*paragraphs, "")):
        marker = marker_of(text)
        if marker is not None:
            run.append((number, marker))
        elif run:
            found += _lists(run)
            run = []
    return tuple(found)


def _lists(run: Sequence[tuple[int, Marker]]) -> list[List]:
    """The lists in a run of paragraphs that all begin like items."""
    found: list[List] = []
    items: list[Item] = []
    open_lists: list[Marker] = []
    for paragraph, marker in run:
        level = next((i for i in reversed(range(len(open_lists))) if _goes_on(open_lists[i], marker)), -1)
        if level >= 0:
            del open_lists[level:]
        elif marker.number not in (0, 1):
            # A number that neither goes on nor begins: what stood before is over.
            found += _finished(items)
            items, open_lists = [], []
        elif any(marker.style == other.style for other in open_lists):
            found += _finished(items)
            items, open_lists = [], []
        items.append(Item(paragraph, len(open_lists), marker))
        open_lists.append(marker)
    return found + _finished(items)


def _finished(items: Sequence[Item]) -> list[List]:
    """The items as a list, if its outermost level has enough of them."""
    return [tuple(items)] if sum(item.level == 0 for item in items) >= _LEAST else []


def _goes_on(before: Marker, marker: Marker) -> bool:
    return before.style == marker.style and marker.number == (before.number + 1 if before.number else 0)


def _number(typed: str) -> int:
    if typed in _CIRCLED:
        return _CIRCLED.index(typed) + 1
    return ord(typed) - ord("a") + 1 if typed.isascii() and typed.isalpha() else int(typed)
