"""One sentence while it is read: what it says so far, and what later figures may refer back to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from model.records import NamedTuple
from model.text_figures.context import STRAYED, Context
from model.text_figures.lexicon import ACT, OTHER, PARTY, RESULT, THING
from model.text_figures.name_parts import DISPUTES, REQUESTS, Named
from model.text_figures.names import Wordings
from model.text_figures.naming import Namer
from model.text_figures.numerals import Numeral
from model.text_figures.result import Found, Names
from model.text_figures.tokens import YEAR, Token, Words

_COMMON = frozenset(("granted_plain", "carried", "moved", "withdrawn", "still_open", "granted"))
"""Results that are said of other things as well."""


class Clause(NamedTuple):
    """A stretch between two marks that end a clause, with its words and figures."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    numerals: tuple[Numeral, ...]


class Sentence:
    """A sentence of a paragraph. `context`: what it may refer back to, kept current while it is read."""

    def __init__(
        self, words: Words, namer: Namer, wordings: Wordings, context: Context, number: int, start: int, end: int
    ) -> None:
        self.words, self.namer, self.wordings, self.context = words, namer, wordings, context
        self.text, self.number, self.start, self.end = words.text, number, start, end
        self.tokens = words.within(start, end)
        self.found: list[Found] = []
        self._lasts: dict[int, Found | None] = {}
        self._depth, self._measured = 0, start
        self.counted: dict[str, Found] = {}
        """The first figure of each name, those said in words as well."""
        self.foreign = False
        """Whether it counts cases of all kinds, as an office that decides them does."""
        self.attributes = ""
        """What counts documents by whether they are published: 主动公开 a 条, 依申请公开 b 条."""
        self.waiting: tuple[Names, ...] = ()
        """Names whose figures are still to come: 分别为3件、2件."""
        self.grown: Named | None = None
        """What the figure right before counts, where it is last year's."""
        self.behind = start
        """Where the name ends that stood behind the figure before."""
        self.halved = any(token.of("part_of_year") for token in self.tokens)
        self.cleared = any(sense.name == "change" for token in self.tokens for sense in token.senses)
        plain = self.text[start:end]
        self.public = any(word in plain for word in wordings.lexicon.topic_words)
        self._years = [
            (token.start, _which_year(token)) for token in self.tokens if _is_year(token) and self._opens(token)
        ]
        self._prepare(namer)

    def _prepare(self, namer: Namer) -> None:
        """Tell the namer what the whole sentence says, and note what it is about from its words alone."""
        namer.begin(len({sense.name for token in self.tokens for sense in token.senses if sense.kind == PARTY}))
        if any(token.of("powers") for token in self.tokens):
            self.context = self.context._replace(powers_age=0)
        listed = {sense.name for token in self.tokens for sense in token.senses if sense.of == ("request",)}
        if len(listed - _COMMON) > 1 and self.context.requests_age:
            # A list of results can be of nothing else.
            self.context = self.context._replace(requests_age=0)

    def year_at(self, at: int, own: int) -> int:
        """The year that the figures there are of: the one named last at the beginning of a clause."""
        index = bisect_left(self._years, (at, 0))
        year = self._years[index - 1][1] if index else 0
        return year if year > 0 else own + year

    def _opens(self, token: Token) -> bool:
        """Whether a year opens a clause and so is the year of its figures: not that of 比2022年, 截至2024年, 2022年结转, 2024年1月1日起."""
        opening = self.words.break_before(token.start)
        if (
            self.text[opening : token.start].strip() not in ("", "在")
            or self.text[token.end : token.end + 3].find("月") > 0
        ):
            return False
        before, after = self.words.within(opening, token.start), self.words.within(token.end, token.end + 3)
        return not any(other.of("compare", RESULT) for other in (*before, *after))

    def counts(self, *names: str) -> bool:
        """Whether figures of one of these names were met."""
        return any(name in self.counted for name in names)

    def counts_requests(self) -> bool:
        """Whether requests were counted, as they came or as they were answered."""
        return self.counts(self.wordings.left[0], self.wordings.right[0])

    def last_before(self, at: int) -> Found | None:
        """The figure right before, None when it is one that no cell holds; what brackets hold is passed over."""
        return self._lasts.get(self._depth_at(at))

    def _depth_at(self, at: int) -> int:
        """How many brackets are open there; asked from the beginning to the end."""
        if at > self._measured:
            opened, closed = (
                sum(self.text.count(mark, self._measured, at) for mark in marks) for marks in ("（(", "）)")
            )
            self._depth, self._measured = max(0, self._depth + opened - closed), at
        return self._depth

    def topic(self, thing: str) -> str:
        """What a thing belongs to, "" for what is none."""
        return self.wordings.lexicon.topics.get(thing, "")

    def add(self, found: Found) -> None:
        """Take a figure in."""
        self.found.append(found)
        self._lasts[self._depth_at(found.start)] = found
        self.counted.setdefault(found.choices[0][0], found)

    def deny(self, found: Found) -> None:
        """Take in what words said there was none of."""
        self.found.append(found)
        for name in found.choices[0]:
            self.counted.setdefault(name, found)

    def pass_by(self, numeral: Numeral, left: Sequence[Token]) -> None:
        """Pass by a figure that no cell holds."""
        self._lasts[self._depth_at(numeral.start)] = None
        if any(token.of("attributes") for token in left[-2:]):
            self.attributes = numeral.counter
        self.note(left)
        known = self.topic(self.context.thing) in (REQUESTS, DISPUTES)
        if known and numeral.counts and numeral.counter and self._strays(left):
            # What is said to be done next is done with that: 办理热线工单30件，办结29件.
            self.context = self.context._replace(age=max(self.context.age, STRAYED))

    def _strays(self, left: Sequence[Token]) -> bool:
        """Whether a figure counts something else than kinds of the requests that were counted."""
        if not self.counts_requests():
            return True
        ways = [self.text[token.start : token.end].endswith("申请") for token in left if token.of(OTHER)]
        return not all(ways) or (not ways and any(token.of(ACT) for token in left))

    def note(self, tokens: Sequence[Token]) -> None:
        """Remember what words spoke of without a figure."""
        for token in tokens:
            sense = token.sense(THING)
            topic = self.topic(sense.name) if sense else DISPUTES
            if sense is not None and topic != DISPUTES:
                requests = 0 if topic == REQUESTS else self.context.requests_age
                self.context = self.context._replace(thing=sense.name, age=0, requests_age=requests)

    def speak(self, named: Named) -> None:
        """Remember what a figure, or words for none, counted."""
        thing, context = named.thing, self.context
        topic = self.topic(thing)
        if topic == DISPUTES:
            self.context = context._replace(thing=thing, age=0, disputes_age=0, subjects=self._subjects(named))
        elif thing:
            requests = 0 if topic == REQUESTS else context.requests_age
            self.context = context._replace(thing=thing, age=0, requests_age=requests)

    def _subjects(self, named: Named) -> Names:
        """The kinds of cases that outcomes may now be said of: those counted in a row, with no outcome between."""
        subjects = self.context.subjects
        counted = [name for names in named.heads for name in names if "." not in name]
        if not counted:
            return subjects
        ended = any("." in name for name in self.counted if name.partition(".")[0] in subjects)
        known = () if ended or not self.counts(*subjects) else subjects
        return tuple(dict.fromkeys((*known, *counted)))


def _is_year(token: Token) -> bool:
    return token.of(YEAR, "last_year", "this_year")


def _which_year(token: Token) -> int:
    """The year, or how far it is from the report's own."""
    return token.year or (-1 if token.of("last_year") else 0)
