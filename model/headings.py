"""Headings inside a section's text, told by their numbers alone: 一、（一） 1.（1）, and how they are set in print.

（一）… alone on a line is a heading of level 2, 1.… one of level 3; both are short and hold no sentence.
A paragraph that begins with a short sentence numbered （一） has that sentence in the face of level 2.
Levels 1 and 4 are set as the text round them: level 1 is for the report's own sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from model.records import NamedTuple

BODY_SHAPE, LEVEL_2, LEVEL_3 = 0, 1, 2

LONGEST_HEADING = 40
"""Characters; a longer line is a paragraph even when it is numbered like a heading."""

_LEVEL_1 = re.compile(r"[一二三四五六七八九十百]{1,4}、")
_LEVEL_2 = re.compile(r"[（(][一二三四五六七八九十百]{1,4}[）)]")
_LEVEL_3 = re.compile(r"(?:\d{1,2}|[０-９]{1,2})(?:[.．、](?!\d))")
_LEVEL_4 = re.compile(r"[（(](?:\d{1,2}|[０-９]{1,2})[）)]")
_SENTENCE_MARKS = re.compile(r"[。！？；!?;：:]")
_RUN_IN_END = re.compile(r"[。；：]")


class Shape(NamedTuple):
    """kind: body, level 2 or level 3. lead: how many characters at the beginning have the face of level 2."""

    kind: int
    lead: int = 0


def shape_of(text: str) -> Shape:
    """How a paragraph is set, told by its own text alone."""
    if match := _LEVEL_2.match(text):
        mark = _SENTENCE_MARKS.search(text)
        if mark is None and len(text) <= LONGEST_HEADING:
            return Shape(LEVEL_2)
        if mark is not None and mark.group() == "。" and match.end() < mark.end() <= LONGEST_HEADING:
            return Shape(BODY_SHAPE, mark.end())
    elif _LEVEL_3.match(text) and len(text) <= LONGEST_HEADING and not _SENTENCE_MARKS.search(text):
        return Shape(LEVEL_3)
    return Shape(BODY_SHAPE)


def depths(texts: Iterable[str]) -> Iterator[int]:
    """For each paragraph of a section its level below the section's own heading: 1, 2, or 0 for what is no heading.

    No level is left out, for documents that readers go through by their headings refuse it (PDF/UA-1, 7.4.2): where
    no （一） stands above it, 1. is the first level, though it looks like level 3.
    """
    has_level_2 = False
    for text in texts:
        kind = shape_of(text).kind
        has_level_2 = has_level_2 or kind == LEVEL_2
        yield kind if kind != LEVEL_3 or has_level_2 else 1


def heading_level(text: str) -> int:
    """1 for 一、, 2 for （一）, 3 for 1. and 4 for （1） alone on a short line; 0 for what is no heading."""
    plain = text.strip()
    if len(plain) > LONGEST_HEADING or _SENTENCE_MARKS.search(plain):
        return 0
    for level, pattern in enumerate((_LEVEL_1, _LEVEL_2, _LEVEL_3, _LEVEL_4), 1):
        if (match := pattern.match(plain)) and match.end() < len(plain):
            return level
    return 0


def outline_entry(text: str) -> tuple[int, str]:
    """Level and words of what an outline shows of a paragraph: a heading, or one that runs into its text; (0, "")."""
    plain = text.strip()
    if level := heading_level(plain):
        return level, plain
    if _LEVEL_2.match(plain):
        return 2, _RUN_IN_END.split(plain)[0]
    return 0, ""
