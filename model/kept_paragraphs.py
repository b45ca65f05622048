"""Paragraphs that say what last year's said: the same but for years and figures. What is short or a heading may be alike."""

from __future__ import annotations

import re
from functools import lru_cache

from model.headings import heading_level
from model.live_figures import UNFILLED
from model.text import OBJECTS, Text, block_text

LEAST_CHARACTERS = 20
"""A shorter sentence is the same in many reports."""

_CHANGING = (
    f"{UNFILLED}|持平|(?:增长|上升|增加|下降|减少)?[0-9０-９]+(?:[.,．，][0-9０-９]+)*[%％]?"
    "|[〇○零一二三四五六七八九十百千万]+(?=[年件宗条次])"
)
"""What changes from year to year, and what stands in its place."""


@lru_cache(maxsize=64)
def count_kept(text: Text, before: tuple[Text, ...]) -> int:
    """How many paragraphs of a section's text stand in one of last year's texts of it."""
    last = {paragraph for one in before for paragraph in _paragraphs(one)}
    return sum(paragraph in last for paragraph in _paragraphs(text)) if last else 0


@lru_cache(maxsize=64)
def _paragraphs(text: Text) -> tuple[str, ...]:
    """The paragraphs that are compared, what changes from year to year left out."""
    plain = ("".join(block_text(block).split()) for block in text if block.kind not in OBJECTS)
    return tuple(
        re.sub(_CHANGING, "#", one) for one in plain if len(one) >= LEAST_CHARACTERS and not heading_level(one)
    )
