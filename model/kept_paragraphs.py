"""Paragraphs that say what last year's said: the same but for years and figures. What is short or a heading may be alike."""

from __future__ import annotations

import re
from functools import lru_cache

from model.headings import heading_level
from model.live_figures import UNFILLED
from model.records import NamedTuple
from model.text import OBJECTS, Text, block_text

LEAST_CHARACTERS = 20
"""A shorter sentence is the same in many reports."""

_CHANGING = (
    f"{UNFILLED}|持平|(?:增长|上升|增加|下降|减少)?[0-9０-９]+(?:[.,．，][0-9０-９]+)*[%％]?"
    "|[〇○零一二三四五六七八九十百千万]+(?=[年件宗条次])"
)
"""What changes from year to year, and what stands in its place."""


def count_kept(text: Text, before: tuple[Text, ...]) -> int:
    """How many paragraphs of a section's text stand in one of last year's texts of it."""
    return len(kept_paragraphs(text, before).numbers)


class Kept(NamedTuple):
    """Which paragraphs are last year's, by their blocks' numbers, and how much of all that was compared they are."""

    numbers: tuple[int, ...]
    share: float


@lru_cache(maxsize=64)
def kept_paragraphs(text: Text, before: tuple[Text, ...]) -> Kept:
    """The paragraphs of a section's text that stand in one of last year's texts of it."""
    last = frozenset().union(*map(_all_reduced, before))
    here = [(number, _reduced(block_text(block))) for number, block in enumerate(text) if block.kind not in OBJECTS]
    compared = [(number, words) for number, words in here if words]
    kept = [(number, words) for number, words in compared if words in last]
    whole = sum(len(words) for _, words in compared)
    return Kept(tuple(number for number, _ in kept), sum(len(words) for _, words in kept) / whole if whole else 0.0)


@lru_cache(maxsize=32)
def _all_reduced(text: Text) -> frozenset[str]:
    return frozenset(_reduced(block_text(block)) for block in text if block.kind not in OBJECTS) - {""}


@lru_cache(maxsize=1024)
def _reduced(paragraph: str) -> str:
    """What of a paragraph is compared: without what changes from year to year; "" for one that may be alike."""
    plain = "".join(paragraph.split())
    return re.sub(_CHANGING, "#", plain) if len(plain) >= LEAST_CHARACTERS and not heading_level(plain) else ""
