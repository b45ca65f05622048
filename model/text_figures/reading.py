"""Reading one paragraph: every figure in it that names something the form counts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from model.text_figures.beside import named_beside
from model.text_figures.context import Context
from model.text_figures.lexicon import ACT, OTHER, PARTY, RESULT, THING, WEAK
from model.text_figures.name_parts import Named
from model.text_figures.names import Wordings
from model.text_figures.naming import Namer
from model.text_figures.numerals import Numeral, numerals, plain_digits
from model.text_figures.ratios import is_change, is_share, unchanged
from model.text_figures.result import Found
from model.text_figures.sentence import Clause, Sentence
from model.text_figures.tokens import SENTENCE_ENDS, Token, Words
from model.text_figures.tying import Beside, tie
from model.text_figures.word_rules import implied, zeros

_HEADING = 12
"""A sentence without figures and shorter than this is no more than a heading."""
_MEANING = (THING, RESULT, PARTY, OTHER, ACT, WEAK)


def read(text: str, year: int, wordings: Wordings, context: Context) -> tuple[tuple[Found, ...], Context]:
    """The figures of a paragraph of a report of that year, and what it leaves to refer back to."""
    plain = plain_digits(text)
    words = Words(plain, wordings.lexicon)
    namer = Namer(words, year, wordings)
    figures = tuple(numerals(plain, wordings.lexicon))
    found: list[Found] = []
    at = index = number = 0
    for end in (*(place for place in words.breaks if plain[place] in SENTENCE_ENDS), len(plain)):
        stop = index
        while stop < len(figures) and figures[stop].start < end:
            stop += 1
        if not plain[at:end].isspace() and at < end:
            sentence = Sentence(words, namer, wordings, context, number, at, end)
            _read_sentence(sentence, figures[index:stop], year)
            found.extend(sentence.found)
            # A heading such as 办理情况 leaves open what it refers back to.
            heading = stop == index and end - at < _HEADING
            context, number = sentence.context if heading else sentence.context.older(), number + 1
        at, index = end + 1, stop
    return tuple(found), context


def _read_sentence(sentence: Sentence, figures: Sequence[Numeral], year: int) -> None:
    floor, passed = sentence.start, 0
    for clause in _clauses(sentence, figures):
        for numeral in clause.numerals:
            passed += 1
            following = figures[passed].start if passed < len(figures) else sentence.end
            _read_figure(sentence, numeral, floor, clause, following, year)
            floor = max(numeral.stop, sentence.behind)
        _read_words(sentence, clause, year)


def _clauses(sentence: Sentence, figures: Sequence[Numeral]) -> list[Clause]:
    """The sentence's clauses, each with its figures."""
    breaks = sentence.words.breaks
    first, last = bisect_left(breaks, sentence.start), bisect_left(breaks, sentence.end)
    clauses, at, index = [], sentence.start, 0
    for stop in (*breaks[first:last], sentence.end):
        inside = []
        while index < len(figures) and figures[index].start < stop:
            inside.append(figures[index])
            index += 1
        if stop > at:
            clauses.append(Clause(at, stop, sentence.words.within(at, stop), tuple(inside)))
        at = stop + 1
    return clauses


def _read_figure(sentence: Sentence, numeral: Numeral, floor: int, clause: Clause, following: int, year: int) -> None:
    sentence.namer.told(listing=sentence.counts_requests(), answered=sentence.counts(sentence.wordings.right[0]))
    left = sentence.words.within(max(floor, clause.start), numeral.start)
    if is_change(sentence, numeral, left) or is_share(sentence, numeral, left, clause):
        return
    if numeral.percent or not numeral.counts:
        sentence.pass_by(numeral, left)
        return
    named, gap = _named(sentence, numeral, floor, clause, left, following)
    if named.last is not None and named.last.start > numeral.start:
        sentence.behind = named.last.end
    of_last_year = named.heads != (sentence.wordings.left[1:],) and _is_last_year(sentence, numeral, left)
    sentence.grown = named if of_last_year else None
    elsewhere = of_last_year or any(token.of("elsewhere") for token in left)
    if named.heads and not elsewhere and sentence.year_at(numeral.start, year) == year:
        tie(sentence, Beside(numeral, named, gap, left, clause))
    else:
        sentence.pass_by(numeral, left)


def _named(
    sentence: Sentence, numeral: Numeral, floor: int, clause: Clause, left: Sequence[Token], following: int
) -> tuple[Named, int]:
    """What a figure counts, and how many unknown characters stand between it and its name."""
    if sentence.waiting and not any(token.of(*_MEANING) for token in left):
        names, *rest = sentence.waiting
        sentence.waiting = tuple(rest)
        thing = names[0].partition(".")[0]
        return Named((names,), topic=sentence.topic(thing), thing=thing), 0
    sentence.waiting = ()
    if sentence.grown is not None and any(token.of("up", "down") for token in left[-1:]):
        # 从去年的25件增加到40件: both count the same.
        return sentence.grown, 0
    named, gap = named_beside(sentence, numeral, floor, clause, left, following)
    if not named.heads and not named.other and _sums_up(sentence, numeral, clause):
        return _all_there_was(sentence), 0
    return named, gap


def _is_last_year(sentence: Sentence, numeral: Numeral, left: Sequence[Token]) -> bool:
    """Whether last year stands right before a figure: 从上年的25件."""
    if not left or not left[-1].of("last_year"):
        return False
    return sentence.text[left[-1].end : numeral.start].strip() in ("", "的")


def _sums_up(sentence: Sentence, numeral: Numeral, clause: Clause) -> bool:
    """Whether a figure in a clause of its own, 共计13件, is the sum of what was counted as new and as carried in."""
    both = [sentence.counted.get(name) for name in sentence.wordings.left]
    if any(token.of(*_MEANING) for token in clause.tokens) or len(clause.numerals) > 1:
        return False
    return all(both) and numeral.value == sum(found.value for found in both if found)


def _all_there_was(sentence: Sentence) -> Named:
    thing = sentence.wordings.left[0].partition(".")[0]
    return Named((sentence.wordings.left,), topic=sentence.topic(thing), thing=thing)


def _read_words(sentence: Sentence, clause: Clause, year: int) -> None:
    """What the clause says without a figure."""
    found = zeros(sentence, clause)
    if not found:
        found = implied(sentence, clause)
    if not found and not clause.numerals:
        found = unchanged(sentence, clause, year)
    for item in found:
        if item not in sentence.found:
            sentence.deny(item)
    sentence.note(clause.tokens)
