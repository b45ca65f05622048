"""Shares (占 x%, 办结率 x%) and changes against last year (同比增长 x%, 较去年减少 n 件, 与上年持平)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from model.text_figures.lexicon import ACT, OTHER, PARTY, RESULT, THING, WEAK
from model.text_figures.name_parts import REQUESTS
from model.text_figures.numerals import Numeral
from model.text_figures.result import CELL, CHANGE, SHARE, Found, Names
from model.text_figures.sentence import Clause, Sentence
from model.text_figures.tokens import Token, uncovered

_WORD_TO_FIGURE = 4
"""So far may 增长 stand from its figure."""
_NEAR_RATE = 6
_FAR = 80
"""Of a clause that never ends no more is looked at."""
_BRACKETS = ("）", ")")
_GROWN_TO = ("到", "至", "为")
"""Behind 增长 they say what it grew to, not by how much."""


def is_change(sentence: Sentence, numeral: Numeral, left: Sequence[Token]) -> bool:
    """Whether a figure says by how much another grew or shrank; taken in where it is known of which."""
    near = next((token for token in reversed(left) if token.of("up", "down")), None)
    if near is None or numeral.start - near.end > _WORD_TO_FIGURE:
        return False
    if uncovered(sentence.words, sentence.wordings.lexicon, near.end, numeral.start) > 1:
        return False
    if sentence.text[near.end : near.end + 1] in _GROWN_TO:
        return False
    before = _clauses_before(sentence, numeral.start)
    if not any(token.of("compare") for token in before):
        return numeral.percent
    names = _compared(sentence, before, numeral.start)
    if names is not None and not sentence.halved:
        direction = 1 if near.of("up") else -1
        found = Found(
            numeral.start, numeral.end, CHANGE, (names,), numeral.value, numeral.decimals, rough=numeral.rough
        )
        found = found._replace(direction=direction, relative=numeral.percent, sentence=sentence.number)
        sentence.found.append(found)
    return True


def _clauses_before(sentence: Sentence, at: int) -> tuple[Token, ...]:
    """The words of the clause and of the one before it; what brackets hold is passed over: 比2022年（34件）下降20%."""
    begins = sentence.words.break_before(at)
    for _ in range(2 if sentence.text[begins - 1 : begins] in _BRACKETS else 1):
        begins = max(sentence.start, sentence.words.break_before(begins - 1))
    return sentence.words.within(max(begins, at - _FAR), at)


def _compared(sentence: Sentence, before: Sequence[Token], at: int) -> Names | None:
    """What is compared: what the clause names, else what was counted right before in this sentence."""
    spoken = [token for token in before if token.of(THING, RESULT, PARTY, OTHER, WEAK)]
    if spoken:
        named = sentence.namer.named(before, sentence.context)
        if named.topic and len(named.heads) == 1:
            return named.heads[0]
        if spoken[-1].of(OTHER):
            return None
    last = sentence.last_before(at)
    if last is None or last.kind != CELL or not last.certain:
        return None
    return last.choices[0] if len(last.choices[0]) == 1 else None


def unchanged(sentence: Sentence, clause: Clause, year: int) -> list[Found]:
    """A clause that says that something is as it was last year."""
    same = next((token for token in clause.tokens if token.of("same")), None)
    if same is None:
        return []
    names = _compared(sentence, [token for token in clause.tokens if token.end <= same.start], same.start)
    past = [token for token in clause.tokens if token.of("last_year", "compare") or 0 < token.year < year]
    if names is None or not past:
        return []
    return [Found(same.start, same.end, CHANGE, (names,), Decimal(0), sentence=sentence.number, by_words=True)]


def is_share(sentence: Sentence, numeral: Numeral, left: Sequence[Token], clause: Clause) -> bool:
    """Whether a per cent figure says what part of a whole something is; taken in where it is known of what."""
    if not numeral.percent:
        return False
    shares = sentence.wordings.shares
    rate = next((token for token in reversed(left) if token.of("rates")), None)
    if rate is not None:
        known = sentence.topic(sentence.context.thing) == REQUESTS and sentence.context.age < 2
        if known and not _of_something_else(sentence, rate, clause):
            _share(sentence, numeral, sentence.wordings.right[:1], shares["rates"], certain=False)
        return True
    if not any(token.of("share", "share_rates") for token in left):
        return False
    part, certain = _part_of(sentence, left)
    whole = sentence.wordings.left[0]
    if part and sentence.topic(part[0].partition(".")[0]) == REQUESTS and part != (whole,):
        of = shares["parties" if part[0].startswith(f"{whole}.") else "results"]
        _share(sentence, numeral, part, of, certain=certain)
    return True


def _of_something_else(sentence: Sentence, rate: Token, clause: Clause) -> bool:
    """Whether a rate is that of what was due in time, which is no share of all, or of what no cell holds."""
    begins = max(sentence.start, sentence.words.break_before(clause.start - 1))
    before = sentence.words.within(max(begins, rate.start - _FAR), rate.start)
    if any(token.of("rates_in_time") for token in before if token.start >= rate.start - _NEAR_RATE):
        return True
    spoken = [token for token in before if token.of(THING, OTHER)]
    return bool(spoken) and spoken[-1].of(OTHER)


def _part_of(sentence: Sentence, left: Sequence[Token]) -> tuple[Names, bool]:
    """What a share is a share of: what its own clause names, else what was counted right before."""
    if any(token.of(RESULT, PARTY) for token in left if not token.of(ACT)):
        named = sentence.namer.named(left, sentence.context)
        return (named.heads[0], named.certain) if len(named.heads) == 1 else ((), False)
    share = next(token for token in left if token.of("share", "share_rates"))
    last = sentence.last_before(share.start)
    if last is None or last.kind != CELL or any(token.of(OTHER) for token in left):
        return (), False
    begins = max(sentence.words.break_before(share.start), last.end)
    known = not uncovered(sentence.words, sentence.wordings.lexicon, begins, share.start)
    return (last.choices[0], last.certain) if known else ((), False)


def _share(sentence: Sentence, numeral: Numeral, part: Names, whole: tuple[Names, ...], *, certain: bool) -> None:
    found = Found(numeral.start, numeral.end, SHARE, (part,), numeral.value, numeral.decimals, whole=whole)
    certain = certain and not sentence.halved
    sentence.found.append(found._replace(certain=certain, rough=numeral.rough, sentence=sentence.number))
