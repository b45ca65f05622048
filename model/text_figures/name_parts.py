"""Parts of the names of figures: lists of words, what is carried over and which way, what is referred back to."""

from __future__ import annotations

from collections.abc import Sequence

from model.records import NamedTuple
from model.text_figures.context import Context
from model.text_figures.lexicon import ACT, OTHER, PARTY, RESULT, THING, Sense
from model.text_figures.names import Wordings
from model.text_figures.result import Names
from model.text_figures.tokens import CONNECTORS, Token

HEADS = (THING, RESULT, PARTY, OTHER)
REQUESTS, DISPUTES, DOCUMENTS, DECISIONS, FEES = "requests", "disputes", "documents", "decisions", "fees"
MOST_WORDS = 60
"""Of a clause that never ends so many words beside a figure are looked at."""
_NEAR_YEAR = {"carried": 6, "moved": 2}
"""So near stands the year from or to which something was carried over, by the word for it."""
_FAR = 99
_TELLING = 8
"""A result in so many characters needs no thing beside it."""


class Named(NamedTuple):
    """heads: the names of a figure, one for each thing that it counts. certain: whether they can mean nothing else.

    last: the word that ends the name. topic: what they are about. subjects: kinds of cases that they count.
    new: it is said that it counts what is new. wider: the names that it has when it is said of all that was counted.
    by_act: only what was done is said, with what was spoken of before. other: the figure counts something that no cell holds.
    """

    heads: tuple[Names, ...] = ()
    certain: bool = True
    first: Token | None = None
    last: Token | None = None
    topic: str = ""
    new: bool = False
    other: bool = False
    thing: str = ""
    by_act: bool = False
    wider: Names = ()


NOTHING = Named()


def is_head(token: Token) -> bool:
    """Whether a word names what is counted, and is no word for what was done."""
    return token.of(*HEADS) and not token.of(ACT)


def is_time(token: Token) -> bool:
    """Whether a word names a year."""
    return token.of("last_year", "next_year") or bool(token.year)


def does(token: Token, name: str) -> bool:
    """Whether a word is one for this act."""
    return any(sense.kind == ACT and sense.name == name for sense in token.senses)


def is_thing(token: Token, name: str) -> bool:
    """Whether a word is one for this thing."""
    return any(sense.kind == THING and sense.name == name for sense in token.senses)


def group_of(text: str, heads: Sequence[Token], head: Token, kind: str, *, behind: bool = False) -> list[Token]:
    """The words of a list that ends with the head, or begins with it: 行政复议、行政诉讼; 予以公开及部分公开."""
    at = heads.index(head)
    group = [head]
    for token in heads[at + 1 :] if behind else reversed(heads[:at]):
        first, second = (group[-1], token) if behind else (token, group[0])
        between = text[first.end : second.start].strip(' 　“”"')
        if not token.of(kind) or (between not in CONNECTORS and (between or kind != PARTY)):
            break
        group.insert(len(group) if behind else 0, token)
    return group


def carried_over(text: str, tokens: Sequence[Token], year: int, wordings: Wordings) -> Names | None:
    """Whether and which way cases were carried over, by the year that stands beside the word for it."""
    for at, token in enumerate(tokens):
        sense = token.sense(RESULT)
        if sense is None or sense.name not in _NEAR_YEAR:
            continue
        if any(does(other, "receive") or does(other, "new") for other in tokens[at + 1 :]):
            continue
        near = [other for other in tokens if _gap(token, other) <= _NEAR_YEAR[sense.name]]
        for other in sorted(near, key=lambda item: _gap(token, item)):
            way = _way(text, token, other, year, wordings)
            if way:
                return (way,)
    return None


def _way(text: str, carried: Token, time: Token, year: int, wordings: Wordings) -> str:
    """The balance's name for what was carried over, "" when the word says no year."""
    came, goes = wordings.left[1], wordings.right[1]
    if time.of("last_year") or 0 < time.year < year:
        return came
    if time.of("next_year") or time.year > year:
        return goes
    # 2022年结转至2023年 in the report of 2023.
    return came if time.year and text[carried.end : time.start] in ("至", "到") else ""


def _gap(first: Token, second: Token) -> int:
    if second.end <= first.start:
        return first.start - second.end
    return max(0, second.start - first.end) if second.start >= first.end else _FAR


def referred(sense: Sense, context: Context, length: int) -> tuple[Names, bool]:
    """What a result without a thing is said of: what was counted before it."""
    subjects = tuple(subject for subject in context.subjects if subject in sense.of)
    if subjects:
        return subjects, context.disputes_age < 2
    if "request" in sense.of and context.requests_age < 3:
        return ("request",), True
    # So many words can mean nothing else, 申请人无正当理由逾期不补正.
    return (("request",), False) if "request" in sense.of and length >= _TELLING else ((), False)
