"""Brackets, quotation marks and 《》 that stand alone in a paragraph. Each kind counts by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from model.records import NamedTuple

_OPENING = {
    "（": ")",
    "(": ")",
    "《": "》",
    "〈": "〉",
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "【": "】",
    "〔": "〕",
    "［": "］",
}
_CLOSING = {closing: closing for closing in _OPENING.values()} | {"）": ")"}
_MARK = re.compile(f"[{''.join(map(re.escape, (*_OPENING, *_CLOSING)))}]")
_STRAIGHT = '"'
_ITEM = re.compile(r"(?:^|[。；：，、;:\s])(?:[0-9０-９]{1,2}|[A-Za-z]|[一二三四五六七八九十]{1,3})([)）])")
"""1) and a) close nothing."""
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z])")


class Single(NamedTuple):
    """A mark without its other half. closes: the closing mark of its kind; opens: whether it is the opening one."""

    offset: int
    mark: str
    closes: str
    opens: bool


@lru_cache(maxsize=4096)
def single_marks(text: str) -> tuple[Single, ...]:
    """The marks of the paragraph that have no other half in it, in their order."""
    skipped = {match.start(1) for match in _ITEM.finditer(text)}
    skipped |= {match.start() for match in _APOSTROPHE.finditer(text)}
    open_ones: dict[str, list[Single]] = {}
    alone: list[Single] = []
    for match in _MARK.finditer(text):
        mark, offset = match.group(), match.start()
        if mark in _OPENING:
            closes = _OPENING[mark]
            open_ones.setdefault(closes, []).append(Single(offset, mark, closes, True))
        elif stack := open_ones.get(_CLOSING[mark]):
            stack.pop()
        elif offset not in skipped:
            alone.append(Single(offset, mark, _CLOSING[mark], False))
    if text.count(_STRAIGHT) % 2:
        alone.append(Single(text.rindex(_STRAIGHT), _STRAIGHT, _STRAIGHT, True))
    return tuple(sorted((*alone, *(one for stack in open_ones.values() for one in stack))))


def singles_of(paragraphs: Sequence[str], reach: int = 3) -> Iterator[tuple[int, Single]]:
    """The marks of a section that stand alone, with their paragraph's place.

    What opens in one paragraph and closes in one of the next (so many of them) is a pair: pages break lines.
    """
    found = [(place, one) for place, text in enumerate(paragraphs) for one in single_marks(text)]
    paired: set[tuple[int, int]] = set()
    waiting: dict[str, list[tuple[int, int]]] = {}
    for place, one in found:
        here = waiting.setdefault(one.closes, [])
        if one.opens:
            here.append((place, one.offset))
        elif here and 0 < place - here[-1][0] <= reach:
            paired |= {here.pop(), (place, one.offset)}
    return ((place, one) for place, one in found if (place, one.offset) not in paired)
