"""Numbers that count what a text says, 一、（一） 1.（1） ① 一是 第一，: those that do not follow the one before.

A number at a paragraph's beginning opens a list of its style; one of a higher level closes those of the levels below,
which may then begin anew or go on. Numbers within a sentence count only right behind a mark that ends a clause:
第二十条第（五）项 and 统一是 number nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from model.chinese_numbers import chinese_numeral
from model.lists import number_at_start
from model.records import NamedTuple

_NUMBERS = {chinese_numeral(str(number)): number for number in range(1, 100)}
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_CLAUSE = "。；：，、！？;:（("
_AT_START = (
    ("一、", re.compile(rf"({_NUMERAL})、(?!{_NUMERAL}[、，和及至])")),
    ("（一）", re.compile(rf"[（(]({_NUMERAL})[）)](?![项款条目类])")),
)
_WITHIN = (
    ("（一）", re.compile(rf"(?<=[。；：;:])[ \u3000]*[（(]({_NUMERAL})[）)](?![项款条目类])")),
    ("一是", re.compile(rf"(?:^|(?<=[{_CLAUSE}]))[ \u3000]*({_NUMERAL})是")),
    ("一要", re.compile(rf"(?:^|(?<=[{_CLAUSE}]))[ \u3000]*({_NUMERAL})要(?![素点件求闻务领塞])")),
    ("第一，", re.compile(rf"(?:^|(?<=[。；：;:]))[ \u3000]*第({_NUMERAL})[，,、：:]")),
    ("①", re.compile("([①②③④⑤⑥⑦⑧⑨⑩])")),
)
_LEVELS = {"一、": 0, "（一）": 1, "1.": 2, "(1)": 3, "1)": 3, "①": 4, "一是": 5, "一要": 5, "第一，": 5}
_FROM_ONE = frozenset(("（一）", "一是", "第一，"))
"""Styles that always begin with the first; the others may go on from elsewhere, or be no list at all."""
_RENUMBERED = frozenset(("一、", "（一）", "一是", "一要", "第一，"))
"""Styles whose numbers can be told from anything else that stands in a text."""
_ANYWHERE = frozenset(("一、", "（一）"))
"""Styles of headings: twice the first one is wrong however much stands between them."""


class Numbered(NamedTuple):
    """A number in a paragraph. written: as it stands there; leads: whether the paragraph begins with it."""

    start: int
    end: int
    style: str
    number: int
    written: str
    leads: bool


class Break(NamedTuple):
    """A number that does not follow. paragraph: its place among those given; before: what it should follow, None for nothing."""

    paragraph: int
    numbered: Numbered
    before: Numbered | None

    @property
    def words(self) -> str:
        """What is wrong, in words."""
        written = self.numbered.written
        if self.before is None:
            return f"“{written}”前面没有“{_as_written(self.numbered, 1)}”"
        if self.before.number == self.numbered.number:
            return f"“{written}”重复"
        return f"“{self.before.written}”后面是“{written}”"


def breaks(paragraphs: Sequence[str]) -> Iterator[Break]:
    """The numbers of a section's paragraphs that do not follow the one before of their style."""
    return (Break(one.place, one.numbered, one.before) for one in counted(paragraphs) if one.broken)


def counted(paragraphs: Sequence[str]) -> Iterator[Counted]:
    """All numbers of a section's paragraphs, each with the list that it belongs to."""
    counts: dict[tuple[str, bool], _Count] = {}
    lists = 0
    for place, text in enumerate(paragraphs):
        for one in numbers_in(text):
            count = _count_of(counts, one)
            broken = count.is_broken_by(one, place)
            if count.last is None or (one.number == 1 and not broken):
                lists += 1
                count.number = lists
            yield Counted(place, one, count.number, broken, count.last)
            count.last, count.place, count.fresh = one, place, False
            if one.leads:
                for (style, _), other in counts.items():
                    if _LEVELS[style] > _LEVELS[one.style]:
                        other.fresh = True


def renumbered(paragraphs: Sequence[str], place: int) -> tuple[tuple[int, Numbered, str], ...]:
    """How the numbers are written so that the lists broken in this paragraph count on by one, where that is safe.

    Each change: the paragraph's place, the number and what it becomes. It is safe where the list begins with the first and nothing
    else in these paragraphs names one of the numbers that change.
    """
    numbers = tuple(counted(paragraphs))
    broken = {one.number for one in numbers if one.broken and one.place == place}
    changes: list[tuple[int, Numbered, str]] = []
    for number in sorted(broken):
        items = [one for one in numbers if one.number == number]
        if items[0].numbered.number != 1 or items[0].numbered.style not in _RENUMBERED:
            continue
        new = [(one.place, one.numbered, _as_written(one.numbered, i)) for i, one in enumerate(items, 1)]
        new = [change for change in new if change[1].written != change[2]]
        if not any(_is_named(paragraphs, numbers, one.written) for _, one, _ in new):
            changes += new
    return tuple(changes)


def _is_named(paragraphs: Sequence[str], numbers: Sequence[Counted], written: str) -> bool:
    """Whether the number stands elsewhere than where it numbers something."""
    return sum(text.count(written) for text in paragraphs) > sum(one.numbered.written == written for one in numbers)


def _count_of(counts: dict[tuple[str, bool], _Count], one: Numbered) -> _Count:
    """The list that the number goes on, else that of its kind: headings and a list in a sentence may both be （一）."""
    own = (one.style, one.leads and one.style in _ANYWHERE)
    for key in (own, (one.style, not own[1])):
        count = counts.get(key)
        if count is not None and count.last is not None and one.number == count.last.number + 1:
            return count
    return counts.setdefault(own, _Count())


class Counted(NamedTuple):
    """A number and the list that it belongs to (number: the list's). place: the paragraph's place among those given."""

    place: int
    numbered: Numbered
    number: int
    broken: bool
    before: Numbered | None


class _Count:
    """How far the numbers of a style have come. fresh: a number of a higher level stood behind the last one."""

    def __init__(self) -> None:
        self.last: Numbered | None = None
        self.place = 0
        self.number = 0
        self.fresh = False

    def is_broken_by(self, one: Numbered, place: int) -> bool:
        if self.last is None:
            return one.number != 1 and one.style in _FROM_ONE
        if one.number == self.last.number + 1:
            return False
        if one.number != 1:
            return not self.fresh or one.style in _FROM_ONE
        return self.last.number == 1 and not self.fresh and self._is_close(one, place)

    def _is_close(self, one: Numbered, place: int) -> bool:
        """Whether twice the first one can't be the beginning of another list."""
        assert self.last is not None
        if one.style in _ANYWHERE:
            return one.leads == self.last.leads
        return place == self.place if not one.leads else place == self.place + 1 and self.last.leads


@lru_cache(maxsize=4096)
def numbers_in(text: str) -> tuple[Numbered, ...]:
    """The numbers of a paragraph, in their order."""
    found = [*_at_start(text)]
    for style, pattern in _WITHIN:
        for match in pattern.finditer(text):
            number = _number(match[1])
            if number and not any(one.start <= match.start(1) < one.end for one in found[:1]):
                leads = not text[: match.start(1)].strip(" \u3000（(第")
                written = match.group().strip()
                found.append(Numbered(match.end() - len(written), match.end(), style, number, written, leads))
    return tuple(sorted(found))


def _at_start(text: str) -> Iterator[Numbered]:
    stripped = text.lstrip()
    skipped = len(text) - len(stripped)
    for style, pattern in _AT_START:
        if (match := pattern.match(stripped)) and (number := _number(match[1])):
            yield Numbered(skipped, skipped + match.end(), style, number, match.group(), True)
            return
    marker = number_at_start(stripped)
    if marker is not None and marker.style in _LEVELS and marker.number:
        written = stripped[: marker.length].strip()
        yield Numbered(skipped, skipped + len(written), marker.style, marker.number, written, True)


def _number(numeral: str) -> int:
    if numeral in _NUMBERS:
        return _NUMBERS[numeral]
    return "①②③④⑤⑥⑦⑧⑨⑩".find(numeral) + 1


def _as_written(one: Numbered, number: int) -> str:
    """Another number in the same hand."""
    figures = str(one.number) if str(one.number) in one.written else chinese_numeral(str(one.number))
    other = str(number) if figures.isdigit() else chinese_numeral(str(number))
    return one.written.replace(figures, other)
