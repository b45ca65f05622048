"""A paragraph as words that say something, years, and the places where its clauses end."""

from __future__ import annotations

import re
from bisect import bisect_left

from model.records import NamedTuple
from model.text_figures.lexicon import SHORT, THING, Lexicon, Sense

YEAR = "year"
_YEAR = re.compile(r"(20\d\d)[ 　]*年度?")
_NAMED = "《"
_NAMED_END = "》"
SENTENCE_ENDS = "。！？!?\n"
BREAKS = "，；：（）,;:()。！？!?\n"

CONNECTORS = frozenset(("、", "和", "及", "以及", "与", "或", "或者", "并", "和或", "及其", "”、“", "”和“"))
"""What stands between the items of a list."""


class Token(NamedTuple):
    """A word with all that it may mean. year: of a year that is named."""

    start: int
    end: int
    senses: tuple[Sense, ...]
    year: int = 0

    def sense(self, kind: str) -> Sense | None:
        """What it means as a word of this kind, None when it is none."""
        for sense in self.senses:
            if sense.kind == kind:
                return sense
        return None

    def of(self, *kinds: str) -> bool:
        """Whether it may be a word of one of these kinds."""
        # Asked hundreds of times a paragraph: a loop is twice as fast as any().
        for sense in self.senses:  # noqa: SIM110
            if sense.kind in kinds:
                return True
        return False


class Words:
    """The words of one paragraph, found by their places."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.tokens = tuple(_tokens(text, lexicon))
        self._starts = [token.start for token in self.tokens]
        self.breaks = tuple(at for at, character in enumerate(text) if character in BREAKS and not self.inside(at))

    def inside(self, at: int) -> bool:
        """Whether a place is within a word."""
        index = bisect_left(self._starts, at)
        return index > 0 and self.tokens[index - 1].end > at

    def within(self, start: int, end: int) -> tuple[Token, ...]:
        """The words that begin and end there."""
        first = bisect_left(self._starts, start)
        found = []
        for at in range(first, len(self.tokens)):
            token = self.tokens[at]
            if token.end > end:
                break
            found.append(token)
        return tuple(found)

    def break_before(self, at: int) -> int:
        """Where the clause begins in which this place is."""
        index = bisect_left(self.breaks, at)
        return self.breaks[index - 1] + 1 if index else 0

    def break_after(self, at: int) -> int:
        """Where the clause ends in which this place is."""
        index = bisect_left(self.breaks, at)
        return self.breaks[index] if index < len(self.breaks) else len(self.text)


def _tokens(text: str, lexicon: Lexicon) -> list[Token]:
    found: list[Token] = []
    at, length, beginnings = 0, len(text), lexicon.words.beginnings
    while at < length:
        character = text[at]
        if character == _NAMED:
            closing = text.find(_NAMED_END, at)
            at = closing + 1 if closing > 0 else at + 1
            continue
        if character == "2":
            year = _YEAR.match(text, at)
            if year and not text[at - 1 : at].isdecimal():
                found.append(Token(at, year.end(), (Sense(YEAR),), int(year.group(1))))
                at = year.end()
                continue
        if character not in beginnings:
            at += 1
            continue
        end, senses = lexicon.words.longest(text, at)
        if senses:
            found.append(Token(at, end, _lengthened(senses, text[found[-1].end : at], found[-1]) if found else senses))
        at = max(end, at + 1)
    return found


def _lengthened(senses: tuple[Sense, ...], between: str, before: Token) -> tuple[Sense, ...]:
    """A short name is one behind another thing in a list: 行政许可、处罚."""
    short = next((sense for sense in senses if sense.kind == SHORT), None)
    if short is None or before.sense(THING) is None or between not in CONNECTORS:
        return senses
    return (Sense(THING, short.name),)


def uncovered(words: Words, lexicon: Lexicon, start: int, end: int) -> int:
    """How many characters of a stretch are neither words nor fillers nor punctuation."""
    known = {token.start: token.end for token in words.within(start, end)}
    text, at, count = words.text, start, 0
    while at < end:
        if at in known:
            at = known[at]
            continue
        stop = lexicon.fillers.longest(text, at)[0]
        if stop > at:
            at = stop
            continue
        count += text[at].isalnum()
        at += 1
    return count
