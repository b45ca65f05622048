"""Years in a report's text that stand for the period reported on and are not the report's: last year's left standing.

A year by itself tells nothing; what counts is its place in the sentence and who is spoken of. In doubt it is right.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from model.named_years import PERIOD, NamedYear, named_years
from model.records import NamedTuple
from model.toml_table import read_table

_STOPS = "。；;！？：:\n"
_LEAD = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、是]|\d{1,2}[.．、])?\s*"
    r"(?:在|截[至止]到?|回顾|纵观)?\s*"
)
"""What may stand between the beginning of a sentence and the year that it is about."""

_BEGINS = re.compile(r"\s*年\s*(?:度|里|间|期间|以来)?\s*[，,]?\s*")
_HALF = re.compile(r"(?<![0-9.,，０-９])(?:2[0-9]{2}|20[0-9]{3})(?=\s*年(?:度|[，,]|全年|\s*1\s*月|\s*12\s*月))")
"""A year with a digit too few or too many."""

_THIS_YEAR = re.compile(r"本年度?\s*[（(]\s*\Z")
_DAY_OF_PERIOD = re.compile(r"\s*年\s*(?:0?1\s*月\s*0?1\s*日|12\s*月\s*31\s*日)")
_SO_FAR = re.compile(r"\s*年\s*度?\s*以来")
_CLAUSE_END = re.compile("[，,。；;]")
_OPENS_TITLE = ("《", "了《")
_NAMED = re.compile(r"《[^《》]*》|“[^“”]*”")
_WIDEST = 240
"""So many characters on either side a sentence is looked for; longer ones are cut there."""

_NEAR, _OF_REPORT = 10, 40
_SHORT_DISTANCE = 2


class YearWords(NamedTuple):
    """The words by which it is told, see resources/text/years.toml."""

    own: tuple[str, ...]
    acts: tuple[str, ...]
    reports: tuple[str, ...]
    other_year: tuple[str, ...]
    carried: tuple[str, ...]
    history: tuple[str, ...]
    issued: tuple[str, ...]
    plans: tuple[str, ...]


class WrongYear(NamedTuple):
    """A year that is not the report's. year: 0 for one that is none: a digit too few or too many."""

    start: int
    end: int
    written: str
    year: int
    certain: bool


@lru_cache(maxsize=4)
def year_words(file: str) -> YearWords:
    """The words in this file. Raises FormError."""
    table = read_table(Path(file))
    words = YearWords(*(table.words(name) for name in YearWords._fields))
    table.finish()
    return words


@lru_cache(maxsize=512)
def wrong_years(plain: str, year: int, opening: bool, file: str) -> tuple[WrongYear, ...]:
    """The years in a paragraph that are wrong in a report of this year. opening: whether it opens the report."""
    words = year_words(file)
    named = named_years(plain, year // 100 * 100)
    found = list(_of_other_years(plain, year, named, words, opening=opening))
    found.extend(_half_typed(plain, opening=opening))
    return tuple(sorted(found))


def _of_other_years(
    plain: str, year: int, named: Sequence[NamedYear], words: YearWords, *, opening: bool
) -> Iterator[WrongYear]:
    others = _Others(year, named)
    for one in named:
        if one.kind != PERIOD or one.year == year or (len(one.written) < 4 and abs(one.year - year) > _SHORT_DISTANCE):
            continue
        sentence = _Sentence(plain, one, words)
        certain = _is_certain(sentence, opening=opening)
        if certain or _is_likely(sentence, others):
            yield WrongYear(one.start, one.end, one.written, one.year, certain)


class _Others:
    """The years that a paragraph of a report of one year names."""

    def __init__(self, report_year: int, named: Sequence[NamedYear]) -> None:
        self.report_year = report_year
        self.has_own = any(one.year == report_year for one in named)
        self._named = named
        self._starts = [one.start for one in named]

    def between(self, start: int, end: int) -> Iterator[NamedYear]:
        """Those that begin between these places."""
        yield from self._named[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


class _Sentence:
    """The sentence in which a year stands. before, after: what of it stands on either side, titles and quotes left out."""

    def __init__(self, plain: str, one: NamedYear, words: YearWords) -> None:
        self.one, self.words = one, words
        first = max(0, one.start - _WIDEST)
        self.start = max(first, *(plain.rfind(stop, first, one.start) + 1 for stop in _STOPS))
        ends = (plain.find(stop, one.end, one.end + _WIDEST) for stop in "。！？\n")
        self.end = min((end for end in ends if end >= 0), default=min(len(plain), one.end + _WIDEST))
        self.before = plain[self.start : one.start]
        self.printed_after = plain[one.end : self.end]
        self.after = _NAMED.sub("", self.printed_after)
        self.opens_paragraph = _LEAD.fullmatch(plain, 0, one.start) is not None

    @property
    def opens(self) -> bool:
        """Whether the sentence begins with the year."""
        return _LEAD.fullmatch(self.before) is not None

    @property
    def opens_clause(self) -> bool:
        """Whether a clause of it begins with the year."""
        return self.before.rstrip().endswith(("，", ",", "、")) or self.opens

    def behind(self, words: tuple[str, ...], within: int = _NEAR) -> bool:
        """Whether one of the words follows the year at once."""
        begins = _BEGINS.match(self.after)
        start = begins.end() if begins else 0
        return any(word in self.after[start : start + within] for word in words)

    def has(self, words: tuple[str, ...]) -> bool:
        """Whether one of the words stands in the sentence."""
        return any(word in self.after or word in self.before for word in words)


def _is_certain(sentence: _Sentence, *, opening: bool) -> bool:
    """Whether nothing else can be meant: the days of the period, 本年度（…）, the report's name in its opening."""
    if _THIS_YEAR.search(sentence.before) or sentence.one.whole:
        return True
    if not opening:
        return False
    shown = sentence.printed_after[:_OF_REPORT]
    return any(word in shown for word in sentence.words.reports) or _DAY_OF_PERIOD.match(shown) is not None


def _is_likely(sentence: _Sentence, others: _Others) -> bool:
    words = sentence.words
    by_whom = sentence.before.endswith(words.own)
    own = by_whom or sentence.behind(words.own)
    if not (by_whom or sentence.opens or (sentence.opens_clause and own)):
        return False
    if not (own or sentence.has(words.acts)) or _is_another_years(sentence, others, own=own):
        return False
    distance = sentence.one.year - others.report_year
    if distance == 1:
        return sentence.behind(words.acts, 2 * _NEAR) and not sentence.has(words.plans)
    return distance == -1 or (sentence.opens_paragraph and not others.has_own)


def _is_another_years(sentence: _Sentence, others: _Others, *, own: bool) -> bool:
    """Whether the sentence tells of another year on purpose."""
    words, year = sentence.words, sentence.one.year
    clause = _CLAUSE_END.split(sentence.after, maxsplit=1)[0]
    return (
        _SO_FAR.match(sentence.after) is not None
        or any(other.year == others.report_year for other in others.between(sentence.start, sentence.end))
        or any(other.year == year + 1 for other in others.between(sentence.end, sentence.end + _SHORT_DISTANCE + 1))
        or sentence.has((*words.other_year, *words.history))
        or any(word in clause for word in (*words.carried, *words.reports))
        or (
            not own and any(f"{word}{mark}" in sentence.printed_after for word in words.issued for mark in _OPENS_TITLE)
        )
    )


def _half_typed(plain: str, *, opening: bool) -> Iterator[WrongYear]:
    for match in _HALF.finditer(plain):
        first = max(0, match.start() - _NEAR)
        before = re.split(f"[{_STOPS}，,]", plain[first : match.start()])[-1]
        if _LEAD.fullmatch(before) or (opening and before.endswith(("自", "至", "从", "布"))):
            yield WrongYear(*match.span(), match.group(), 0, True)
