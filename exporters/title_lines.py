"""A long title over several lines: broken where a word ends, and no line of it of a few characters.

The title's text stays as it is. On paper the margins beside it are what makes a program break the line there; on a
screen, whose width nobody knows, its pieces are what is not broken.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from exporters import typesetting as ts
from exporters.word_slots import Filling

_ENDS = ("、", "）", "人民政府", "委员会", "办公室", "局")
_BEGINS = (
    "（",
    "人民政府",
    "委员会",
    "管理委员会",
    "办公室",
    "管理局",
    "监督局",
    "监督管理局",
    "服务中心",
    "保障局",
    "工作年度报告",
)
_JOINS = ("和", "与", "及", "暨")
"""What a line of a title, mostly a unit's name, may well end and begin with; joining words are also part of names, as 和平区."""
_NEVER_FIRST, _NEVER_LAST = frozenset("）》〉”’、，。：；·"), frozenset("（《〈“‘")
_FEW = 3
"""So few characters do not stand in a line of their own."""
_CHANGE_EMS = 0.25
"""The space that programs add between Chinese and digits."""
_SLACK = 1.0
"""Points by which a line is wider than its characters."""


class TitleIndent(NamedTuple):
    """The indent on either side of the title as XML, where there is to be one.

    width: of the text block; size: of a character, both in points.
    """

    width: float
    size: float

    def render(self, filling: Filling) -> str:
        twips = round(title_indent(filling.text("title").split("\n"), self.width, self.size) * 20)
        return f'<w:ind w:left="{twips}" w:right="{twips}"/>' if twips else ""


def title_indent(lines: Sequence[str], width: float, size: float) -> float:
    """Points on either side of the title, 0 where its lines fit or can't be broken better than a program does."""
    most = int(width / size)
    long = [line for line in lines if _ems(line) > most]
    least = math.ceil(max((_ems(line) for line in lines if line not in long), default=0))
    if not long or any(not _is_even(line) for line in long):
        return 0.0
    lengths = range(max(least, most // 2, 1), most + 1)
    best = min(lengths, key=lambda length: (sum(_fault(line, length) for line in long), -length), default=most)
    return max(0.0, (width - best * size - _SLACK) / 2)


def title_pieces(line: str) -> tuple[str, ...]:
    """The pieces of a title's line between which it is best broken; one of a few characters stays with its neighbour."""
    places = [place for place in range(1, len(line)) if _break_fault(line, place) == 0]
    kept: list[int] = []
    for place in places:
        if place - (kept[-1] if kept else 0) > _FEW and len(line) - place > _FEW:
            kept.append(place)
    return tuple(line[start:stop] for start, stop in pairwise((0, *kept, len(line))))


def _ems(line: str) -> float:
    changes = sum(a.isascii() != b.isascii() for a, b in pairwise(line))
    return ts.ems(line) + changes * _CHANGE_EMS


def _is_even(line: str) -> bool:
    """Whether each of its characters is an em wide, so that where it breaks is known."""
    return ts.ems(line) == len(line) and not any(character.isascii() for character in line)


def _fault(line: str, length: int) -> float:
    """How bad it is to break the line after each so many characters; a further line is worse than any break."""
    places = range(length, len(line), length)
    pieces = [length] * len(places) + [len(line) - places[-1]] if places else [len(line)]
    orphan = 50 if pieces[-1] <= _FEW else 0
    uneven = (max(pieces) - min(pieces)) / length
    return 100 * len(pieces) + sum(_break_fault(line, place) for place in places) + orphan + uneven


def _break_fault(line: str, place: int) -> int:
    before, after = line[:place], line[place:]
    if after[0] in _NEVER_FIRST or before[-1] in _NEVER_LAST:
        return 1000
    if before.endswith(_ENDS) or after.startswith(_BEGINS):
        return 0
    return 2 if before.endswith(_JOINS) else 10
