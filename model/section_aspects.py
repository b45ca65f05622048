"""Which of the aspects that a section has to speak of its text speaks of: by name, in a heading or not, or by usual words."""

from __future__ import annotations

import re
from functools import lru_cache

from model.form import Aspect, Section
from model.headings import outline_entry
from model.records import NamedTuple
from model.text import OBJECTS, Text, block_text

_LEAST_LIST = 3
"""So many aspects named one after another are a list: it announces them and says nothing of them."""


class Spoken(NamedTuple):
    """An aspect by its name, and whether the text speaks of it."""

    name: str
    spoken: bool


def section_aspects(section: Section, unit_kind: str, text: Text) -> tuple[Spoken, ...]:
    """The aspects that a unit of this kind writes of in the section, in the form's order.

    Under a heading that names aspects the usual words speak of those alone: a website that is mentioned under 主动公开
    is no 平台建设. What only some kinds of units write of has seldom a heading of its own; its words count everywhere.
    """
    wanted = [aspect for aspect in section.aspects if not aspect.unit_kinds or unit_kind in aspect.unit_kinds]
    if not wanted:
        return ()
    return _spoken(section.aspects, tuple(wanted), text)


@lru_cache(maxsize=16)
def _spoken(aspects: tuple[Aspect, ...], wanted: tuple[Aspect, ...], text: Text) -> tuple[Spoken, ...]:
    """Which of the aspects that are wanted the text speaks of. Asked after every change of the report."""
    spoken: set[str] = set()
    headed, depth = frozenset[str](), 0
    lists = _lists([aspect.name for aspect in aspects])
    for block in text:
        if block.kind in OBJECTS:
            continue
        paragraph = "".join(block_text(block).split())
        level, heading = outline_entry(paragraph)
        named = frozenset(aspect.name for aspect in aspects if level and aspect.name in heading)
        if named or 0 < level <= depth:
            headed, depth = named, level
        plain = lists.sub("", paragraph)
        for aspect in wanted:
            if aspect.name in spoken:
                continue
            counts = not headed or aspect.name in headed or aspect.unit_kinds
            if any(word in plain for word in (aspect.name, *(aspect.words if counts else ()))):
                spoken.add(aspect.name)
    return tuple(Spoken(aspect.name, aspect.name in spoken) for aspect in wanted)


def _lists(names: list[str]) -> re.Pattern[str]:
    name = f"(?:{'|'.join(map(re.escape, names))})"
    return re.compile(f"{name}(?:[、，和及与以]{{1,2}}{name}){{{_LEAST_LIST - 1},}}")
