"""The words beside a figure that name it: before it, behind it, or in the clause before."""

from __future__ import annotations

from collections.abc import Sequence

from model.text_figures.lexicon import ACT, OTHER, PARTY, RESULT, THING, WEAK
from model.text_figures.naming import NOTHING, Named
from model.text_figures.numerals import Numeral
from model.text_figures.sentence import Clause, Sentence
from model.text_figures.tokens import Token, uncovered

_NAMING = (THING, RESULT, PARTY, OTHER, WEAK)
_UNKNOWN_BEHIND = 4
"""So many characters more may stand between a figure and a name behind it: 5件经审查予以公开."""


def named_beside(
    sentence: Sentence, numeral: Numeral, floor: int, clause: Clause, left: Sequence[Token], next_start: int
) -> tuple[Named, int]:
    """What a figure counts, and how many characters that nothing is known of stand between it and its name.

    floor: where the figure before it ends; left: the words since then, or since the clause began; next_start: where the
    next figure begins.
    """
    passed: Named | None = None
    if _names(left):
        named, gap = _before(sentence, numeral, left)
        tail = _behind_others(left)
        if named.heads or (named.other and not tail):
            return named, gap
        passed, left = (named, tail) if named.other else (None, tail)
    right = _right(sentence, numeral, clause, next_start)
    if any(token.of(THING, RESULT, PARTY, OTHER) for token in right):
        return _behind(sentence, numeral, (*left, *right))
    if passed is not None:
        return passed, 0
    if any(token.of(ACT) for token in left):
        named, gap = _before(sentence, numeral, left)
        if named.heads or named.other:
            return named, gap
    return _further_back(sentence, numeral, floor, clause, left) if numeral.counter else (NOTHING, 0)


def _names(tokens: Sequence[Token]) -> bool:
    return any(token.of(*_NAMING) for token in tokens)


def _right(sentence: Sentence, numeral: Numeral, clause: Clause, next_start: int) -> tuple[Token, ...]:
    """The words behind a figure up to the next one, in a list up to its next item."""
    stop = min(clause.end, next_start)
    pause = sentence.text.find("、", numeral.stop, stop) if next_start < clause.end else -1
    return sentence.words.within(numeral.stop, stop if pause < 0 else pause)


def _behind(sentence: Sentence, numeral: Numeral, tokens: Sequence[Token]) -> tuple[Named, int]:
    named = sentence.namer.named(tokens, sentence.context, behind=True)
    if named.first is None:
        return named, 0
    gap = uncovered(sentence.words, sentence.wordings.lexicon, numeral.stop, max(named.first.start, numeral.stop))
    return named, max(0, gap - _UNKNOWN_BEHIND)


def _before(
    sentence: Sentence, numeral: Numeral, left: Sequence[Token], skip: tuple[int, int] | None = None
) -> tuple[Named, int]:
    named = sentence.namer.named(left, sentence.context)
    if named.last is None:
        return named, 0
    lexicon = sentence.wordings.lexicon
    unknown = uncovered(sentence.words, lexicon, named.last.end, numeral.start)
    if skip is not None and named.last.end <= skip[0]:
        unknown -= uncovered(sentence.words, lexicon, *skip)
    return named, unknown


def _further_back(
    sentence: Sentence, numeral: Numeral, floor: int, clause: Clause, left: Sequence[Token]
) -> tuple[Named, int]:
    """What the clauses before name, back to the figure before: 收到政府信息公开申请，共5件."""
    text, words, start = sentence.text, sentence.words, clause.start
    if text[start - 1 : start] in ("）", ")"):
        # What stands in brackets right before the figure only explains its name.
        opening = max(text.rfind("（", floor, start), text.rfind("(", floor, start))
        if opening > floor:
            start = max(floor, words.break_before(opening))
            return _before(sentence, numeral, (*words.within(start, opening), *left), (opening, clause.start))
    while start > floor and not _names(left):
        start = max(floor, words.break_before(start - 1))
        left = words.within(start, numeral.start)
    return _before(sentence, numeral, left)


def _behind_others(left: Sequence[Token]) -> Sequence[Token]:
    """What stands behind the way by which something came, 通过网站收到, when it is something that was done."""
    last = max((at for at, token in enumerate(left) if token.of(OTHER)), default=len(left))
    tail = left[last + 1 :]
    return tail if any(token.of(ACT) for token in tail) else ()
