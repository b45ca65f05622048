"""Whether a figure that was named is meant as the form counts it, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

from model.records import NamedTuple
from model.text_figures.lexicon import ACT, OTHER, RESULT
from model.text_figures.name_parts import DECISIONS, DISPUTES, DOCUMENTS, FEES, REQUESTS, Named
from model.text_figures.numerals import Numeral
from model.text_figures.result import CELL, Found, Names
from model.text_figures.sentence import Clause, Sentence
from model.text_figures.tokens import Token

_MOST_UNKNOWN = 2
"""So many characters that nothing is known of may stand between a name and its figure."""
_STOPS = frozenset(("", *"，；。、：（）,;:()！？"))
"""What may stand behind a figure that nothing counts, 答复12，结转1: 12345工单 is no figure."""
_BRACKET = 40
"""So much is read of a bracket."""
_REFERRED = 3
"""For so many sentences it is remembered what was spoken of."""


class Beside(NamedTuple):
    """A figure with the words before it. gap: the unknown characters between it and its name."""

    numeral: Numeral
    named: Named
    gap: int
    left: Sequence[Token]
    clause: Clause

    @property
    def acted(self) -> bool:
        """Whether it is said what was done."""
        return any(token.of(ACT) for token in self.left)

    def said(self, kind: str) -> bool:
        """Whether a word of this kind stands before it."""
        return any(token.of(kind) for token in self.left)


def tie(sentence: Sentence, beside: Beside) -> None:
    """Take in a figure for what its name says, or pass it by."""
    named, numeral = beside.named, beside.numeral
    bare = not numeral.counter and sentence.text[numeral.stop : numeral.stop + 1].strip() not in _STOPS
    if bare or beside.gap > (0 if named.by_act else _MOST_UNKNOWN) or (numeral.power is None) != (named.topic != FEES):
        sentence.pass_by(numeral, beside.left)
        return
    sure = _SURE.get(named.topic, _always)(sentence, beside)
    if sure is None:
        sentence.pass_by(numeral, beside.left)
        return
    certain = sure and named.certain and not beside.gap and not sentence.halved and bool(numeral.counter)
    groups = _groups(sentence, beside)
    nearest = sentence.counted.get(named.thing)
    if named.wider and nearest is not None and nearest.value < numeral.value:
        # More than there were of the kind counted last: the outcome is that of all kinds.
        groups, certain = (named.wider,), False
    for names in groups:
        _add(sentence, beside, names, certain=certain)
    sentence.speak(named)


def _always(sentence: Sentence, beside: Beside) -> bool:
    return True


def _requests(sentence: Sentence, beside: Beside) -> bool | None:
    """None for kinds of documents, 主动公开 a 条, 依申请公开 b 条, and for parts of a whole that was counted."""
    names, whole = beside.named.heads[0], sentence.wordings.left[:1]
    if names == whole and not beside.acted and beside.numeral.counter in ("条", "项"):
        return None
    published = sentence.attributes and beside.numeral.counter == sentence.attributes
    kinds = published and not sentence.counts_requests()
    return None if kinds and (not beside.acted or names != whole) else True


def _disputes(sentence: Sentence, beside: Beside) -> bool | None:
    """An office that decides such cases of all kinds counts them without a word of information."""
    context = sentence.context
    if sentence.public or (context.age < _REFERRED and context.thing):
        return True
    sentence.foreign = sentence.foreign or beside.acted
    return None if sentence.foreign else False


def _documents(sentence: Sentence, beside: Beside) -> bool | None:
    """What was published on a site is no count of the form; clearing up a stock touches a part of it."""
    unsure = not beside.named.certain
    if unsure and (beside.numeral.counter not in ("件", "部", "个", "份") or (sentence.cleared and not beside.acted)):
        return None
    return not sentence.cleared


def _decisions(sentence: Sentence, beside: Beside) -> bool | None:
    """Powers that an office has, 行政许可24项, and items on a site are no decisions."""
    others = [token.end for token in beside.left if token.of(OTHER)]
    first = beside.named.first
    nearest = [
        token for token in beside.left if token.start >= max(others, default=0) and first and token.end <= first.start
    ]
    decided = any(sense.name == "decide" for token in nearest for sense in token.senses)
    counter, powers = beside.numeral.counter, sentence.context.powers_age < 2
    if (counter == "条" and not decided) or (powers and counter not in ("件", "起", "宗", "例")):
        return None
    return not powers and (beside.acted or counter != "项")


_SURE = {REQUESTS: _requests, DISPUTES: _disputes, DOCUMENTS: _documents, DECISIONS: _decisions}
"""By topic: whether the figure is the form's for certain, None when it is not."""


def _groups(sentence: Sentence, beside: Beside) -> tuple[Names, ...]:
    """The figures that one figure stands for: each of several things, the first of several, or their sum."""
    heads = beside.named.heads
    together = (tuple(name for names in heads for name in names),)
    if len(heads) < 2:
        return heads
    if beside.said("each"):
        return heads
    if beside.said("respectively"):
        if any(other.start > beside.numeral.start for other in beside.clause.numerals):
            sentence.waiting = heads[1:]
            return heads[:1]
        return together
    return heads if beside.said("all_of") and beside.numeral.value else together


def _add(sentence: Sentence, beside: Beside, names: Names, *, certain: bool) -> None:
    numeral, wordings = beside.numeral, sentence.wordings
    all_in, new = wordings.left, wordings.left[:1]
    earlier = sentence.counted.get(names[0])
    if earlier is not None and not beside.named.new and _parts_follow(sentence, earlier, numeral):
        return
    choices: tuple[Names, ...] = (names,)
    if names == new and not beside.named.new:
        if sentence.counts(names[0]) or (beside.said("part") and sentence.context.requests_age == 1):
            # 其中网站收到3件: a part of what was counted.
            return
        choices = (names, all_in)
    elif names in wordings.open:
        choices = (wordings.right[:1], all_in, new)
    elif names == new:
        _all_there_was(sentence, names[0])
    found = Found(numeral.start, numeral.end, CELL, choices, numeral.value, numeral.decimals, certain)
    found = found._replace(rough=numeral.rough, power=numeral.power, sentence=sentence.number)
    if len(choices) > 1 and _holds_carried(sentence, numeral):
        order = (all_in, *(names for names in choices if names != all_in))
        found = found._replace(choices=order, certain=False)
    sentence.add(found)


def _parts_follow(sentence: Sentence, earlier: Found, numeral: Numeral) -> bool:
    """Whether what was counted by the same name before is told apart here: 35件，其中甲30件、乙5件."""
    between = sentence.words.within(earlier.end, min(numeral.start, earlier.end + _BRACKET))
    return any(token.of("part") for token in between)


def _all_there_was(sentence: Sentence, name: str) -> None:
    """What is new is told of a figure before: 受理48件，其中本年新收45件. That one is all there was to deal with."""
    earlier = sentence.counted.get(name)
    if earlier is not None and len(earlier.choices) > 1:
        at = sentence.found.index(earlier)
        sentence.found[at] = earlier._replace(choices=(sentence.wordings.left,))


def _holds_carried(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether a bracket right behind the figure says that it holds what was carried over."""
    opening = numeral.stop
    if sentence.text[opening : opening + 1] not in ("（", "("):
        return False
    inside = sentence.words.within(opening + 1, min(sentence.words.break_after(opening + 1), opening + _BRACKET))
    return any(token.of("part") for token in inside) and any(token.of(RESULT) for token in inside)
