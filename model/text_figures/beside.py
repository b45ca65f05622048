"""The words beside a figure that name it: before it, behind it, or in the clause before."""

from __future__ import annotations

from collections.abc import Sequence

from model.text_figures.lexicon import ACT, OTHER, PARTY, RESULT, THING, WEAK
from model.text_figures.name_parts import DOCUMENTS, MOST_WORDS, NOTHING, Named, does
from model.text_figures.numerals import Numeral
from model.text_figures.sentence import Clause, Sentence
from model.text_figures.tokens import Token, uncovered

_NAMING = (THING, RESULT, PARTY, OTHER, WEAK)
_STRICT = 3
_STATE = 8
"""So near stands what became of documents behind their figure."""
_UNKNOWN_BEHIND = 8
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
        if (state := _state_behind(sentence, numeral, named, left, min(next_start, clause.end))) is not None:
            return sentence.namer.named((*left[-MOST_WORDS:], state), sentence.context), gap
        tail = _behind_others(left)
        if named.heads or (named.other and not tail):
            return named, gap
        passed, left = (named, tail) if named.other else (None, tail)
    right = _right(sentence, numeral, clause, next_start)
    if _tells_behind(numeral, left, right):
        return _behind(sentence, numeral, (*left[-MOST_WORDS:], *right))
    if passed is not None:
        return passed, 0
    if any(token.of(ACT) for token in left):
        named, gap = _before(sentence, numeral, left)
        if named.heads or named.other:
            return named, gap
    return _further_back(sentence, numeral, floor, clause, left) if numeral.counter else (NOTHING, 0)


def _state_behind(sentence: Sentence, numeral: Numeral, named: Named, left: Sequence[Token], stop: int) -> Token | None:
    """The word right behind the figure that alone says what became of documents: 规范性文件33件继续有效."""
    if named.topic != DOCUMENTS or not numeral.counter or any(token.of(ACT) for token in left):
        return None
    right = sentence.words.within(numeral.stop, min(stop, numeral.stop + _STATE))
    return next((token for token in right[:1] if does(token, "in_force") or does(token, "repeal")), None)


def _tells_behind(numeral: Numeral, left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether the words behind a figure name it: 3件政府信息公开申请, 收到3件申请, but not those of 3 未收到申请."""
    naming = next((token for token in right if token.of(THING, RESULT, PARTY, OTHER)), None)
    if naming is None:
        return any(token.of(ACT) for token in left) and any(token.of(WEAK) for token in right)
    denied = any(token.of("zero") for token in right if token.start < naming.start)
    return bool(numeral.counter) and not denied


def _names(tokens: Sequence[Token]) -> bool:
    return any(token.of(*_NAMING) for token in tokens)


def _right(sentence: Sentence, numeral: Numeral, clause: Clause, next_start: int) -> tuple[Token, ...]:
    """The words behind a figure up to the next one, in a list up to its next item."""
    stop = min(clause.end, next_start)
    if next_start < clause.end:
        pause = sentence.text.find("、", numeral.stop, stop)
        while pause >= 0 and sentence.words.inside(pause):
            pause = sentence.text.find("、", pause + 1, stop)
        stop = pause if pause >= 0 else stop
    return sentence.words.within(numeral.stop, stop)


def _behind(sentence: Sentence, numeral: Numeral, tokens: Sequence[Token]) -> tuple[Named, int]:
    named = sentence.namer.named(tokens[: 2 * MOST_WORDS], sentence.context, behind=True)
    if named.first is None:
        return named, 0
    gap = uncovered(sentence.words, sentence.wordings.lexicon, numeral.stop, max(named.first.start, numeral.stop))
    return named, max(0, gap - _UNKNOWN_BEHIND)


def _before(
    sentence: Sentence, numeral: Numeral, left: Sequence[Token], skip: tuple[int, int] | None = None
) -> tuple[Named, int]:
    named = sentence.namer.named(left[-MOST_WORDS:], sentence.context)
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
    named, gap = _before(sentence, numeral, left)
    # Words of its own clause that nothing is known of say that it counts something else.
    return named, gap * _STRICT


def _behind_others(left: Sequence[Token]) -> Sequence[Token]:
    """What stands behind the way by which something came, 通过网站收到, when it is something that was done."""
    last = max((at for at, token in enumerate(left) if token.of(OTHER)), default=len(left))
    tail = left[last + 1 :]
    if any(token.of(ACT) for token in tail):
        return tail
    # 收到网络3件…申请: the way stands right behind what was done.
    way = last == len(left) - 1 > 0 and not left[-1].of(ACT) and left[-2].of(ACT) and left[-2].end == left[-1].start
    return left[:-1] if way else ()
