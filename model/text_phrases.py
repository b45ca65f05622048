"""Phrases that a rule of the text looks for: data in TOML, one engine for all rules and for an office's own.

A list of phrases is an array of tables, whatever its name in the file:

    [[phrases]]
    words = ["信息处理费", "收取…费用"]   # any of these; … stands for any words of the same clause, none included
    unless = ["未收取", "不收取"]         # does not count where one of these stands in the same clause (… as in words)
    not_in = ["titles", "quotes"]         # does not count inside these places, see PLACES
    certain = false                       # a match may mean something else: findings then say 疑似

`words` has to be there; the others may be left out (nothing, nothing, true). A clause ends at ，。；：！？, at their
half-width forms and at the paragraph's end. Words are compared as they stand, character by character.
A match of `…` reaches over at most REACH characters, so that the work grows with the text alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from model.records import NamedTuple
from model.toml_table import Table

REACH = 60
"""Characters at most that … stands for, and that are looked at on either side for `unless`."""

GAP = "…"
_CLAUSE_ENDS = "，。；：！？,;:!?\n"
_CLAUSE_END = re.compile(f"[{_CLAUSE_ENDS}]")

Stretch = tuple[int, int]
"""Start and end within a paragraph."""

_RUN = re.compile("[!-~]{4,}")
_DOMAIN = re.compile(r"\.(?:cn|com|net|org)(?![A-Za-z])")


def _paired(pattern: str) -> Callable[[str], Iterator[Stretch]]:
    compiled = re.compile(pattern)
    return lambda text: (match.span() for match in compiled.finditer(text))


def _addresses(text: str) -> Iterator[Stretch]:
    for match in _RUN.finditer(text):
        run = match.group()
        if "://" in run or "@" in run or run.startswith("www.") or _DOMAIN.search(run):
            yield match.span()


PLACES: Mapping[str, Callable[[str], Iterator[Stretch]]] = {
    "titles": _paired(r"《[^《》]*》|〈[^〈〉]*〉"),
    "quotes": _paired(r'“[^“”]*”|‘[^‘’]*’|「[^「」]*」|『[^『』]*』|"[^"]*"'),
    "brackets": _paired(r"（[^（）]*）|\([^()]*\)"),
    "addresses": _addresses,
}
"""Places of a text by name: titles of documents, quotations, what stands in brackets, addresses of pages and mail."""


class Match(NamedTuple):
    """A phrase that stands in a paragraph. pattern: as the data has it; text: as the paragraph has it."""

    start: int
    end: int
    pattern: str
    text: str
    certain: bool


class Phrase(NamedTuple):
    """What one table of the data says; see the module."""

    words: tuple[str, ...]
    unless: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    certain: bool = True


class Phrases:
    """A list of phrases, to be looked for in paragraphs. Made once from the data and kept."""

    __slots__ = ("__weakref__", "items")

    def __init__(self, items: Iterable[Phrase]) -> None:
        self.items = tuple(items)

    def find(self, text: str) -> tuple[Match, ...]:
        """All that stands in the paragraph, in its order; of those within each other the longest."""
        return _found(self, text)

    def in_any(self, texts: Iterable[str]) -> bool:
        """Whether one of the paragraphs has one of the phrases."""
        return any(_found(self, text) for text in texts)


def read_phrases(table: Table, key: str = "phrases") -> Phrases:
    """The phrases under this key, at least one. Raises FormError that names file and key."""
    phrases = Phrases(_phrase(item) for item in table.tables(key))
    if not phrases.items:
        table.fail("至少要有一项", key)
    return phrases


def places(text: str, name: str) -> tuple[Stretch, ...]:
    """Where these places (of PLACES) are in the paragraph."""
    return _places(text, name)


def inside(stretches: Sequence[Stretch], start: int, end: int) -> bool:
    """Whether the stretch lies within one of these, which stand in order and do not overlap."""
    before = bisect_right(stretches, start, key=lambda stretch: stretch[0])
    return before > 0 and end <= stretches[before - 1][1]


def clause_around(text: str, start: int, end: int) -> Stretch:
    """The clause in which the stretch stands, as far as REACH characters on either side."""
    first = max(0, start - REACH)
    while found := _CLAUSE_END.search(text, first, start):
        first = found.end()
    found = _CLAUSE_END.search(text, end, end + REACH)
    return first, found.start() if found else min(len(text), end + REACH)


def _phrase(table: Table) -> Phrase:
    phrase = Phrase(
        table.words("words"), table.words("unless", []), table.words("not_in", []), table.get("certain", bool, True)
    )
    if not phrase.words:
        table.fail("至少要有一个", "words")
    for key in ("words", "unless"):
        for word in table.words(key, []):
            if not all(word.split(GAP)) or word != word.strip():
                table.fail(f"“{word}”的开头、末尾或两个…之间没有文字", key)
    for name in phrase.not_in:
        if name not in PLACES:
            table.fail(f"没有“{name}”，可用的有 {'、'.join(PLACES)}", "not_in")
    table.finish()
    return phrase


@lru_cache(maxsize=8192)
def _found(phrases: Phrases, text: str) -> tuple[Match, ...]:
    found = sorted(
        (match for phrase in phrases.items for match in _matches(phrase, text)),
        key=lambda match: (match.start, -match.end),
    )
    kept: list[Match] = []
    for match in found:
        if not kept or match.end > kept[-1].end:
            kept.append(match)
    return tuple(kept)


def _matches(phrase: Phrase, text: str) -> Iterator[Match]:
    for pattern in phrase.words:
        for start, end in _stretches(pattern, text):
            if any(inside(_places(text, name), start, end) for name in phrase.not_in):
                continue
            if phrase.unless and _excused(phrase.unless, text, start, end):
                continue
            yield Match(start, end, pattern, text[start:end], phrase.certain)


def _excused(unless: Iterable[str], text: str, start: int, end: int) -> bool:
    first, last = clause_around(text, start, end)
    clause = text[first:last]
    return any(next(_stretches(word, clause), None) for word in unless)


def _stretches(pattern: str, text: str) -> Iterator[Stretch]:
    """Where the pattern stands, one behind the other."""
    head, *rest = pattern.split(GAP)
    start = text.find(head)
    while start >= 0:
        end = _end(text, start + len(head), rest)
        if end:
            yield start, end
        start = text.find(head, end or start + 1)


def _end(text: str, at: int, rest: list[str]) -> int:
    """Where the rest of a pattern ends when each part follows within the clause, else 0."""
    for part in rest:
        stop = _CLAUSE_END.search(text, at, at + REACH)
        found = text.find(part, at, (stop.start() if stop else min(len(text), at + REACH)))
        if found < 0:
            return 0
        at = found + len(part)
    return at


@lru_cache(maxsize=4096)
def _places(text: str, name: str) -> tuple[Stretch, ...]:
    return tuple(PLACES[name](text))
