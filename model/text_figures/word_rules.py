"""What words say without a figure: 未收到…申请 is 0, 均为自然人 is 0 of all others, 均获维持 is as many as there were."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice

from model.text_figures.lexicon import ACT, OTHER, PARTY, RESULT, THING, WEAK
from model.text_figures.name_parts import DECISIONS, DISPUTES, MOST_WORDS, Named
from model.text_figures.numerals import Numeral
from model.text_figures.result import CELL, ZERO, Found, Names
from model.text_figures.sentence import Clause, Sentence
from model.text_figures.tokens import Token

_NONE = Decimal(0)
_WHOLE = ("无", "没有")
_JOINS = ("、", "和", "及", "或", "与", "以及", "或者")


def zeros(sentence: Sentence, clause: Clause) -> list[Found]:
    """What the clause's words say there was none of."""
    found: list[Found] = []
    for at, token in enumerate(clause.tokens):
        zero = token.sense("zero")
        if zero is None:
            continue
        behind = _until_denied_again(clause.tokens, at + 1)
        if any(numeral.value for numeral in _between(clause, token.end, behind[-1].end if behind else token.end)):
            continue
        for start, names, last in _parts(sentence, token, zero.name, behind):
            names = tuple(name for name in names if name in sentence.wordings.cells)
            if not names:
                continue
            plain = zero.name or not any(word in sentence.text[token.start : token.end] for word in _WHOLE)
            whole = not plain or start > token.start or any(name.endswith((".repeal", ".in_force")) for name in names)
            end = last.end if whole and last else token.end
            certain = not sentence.halved and not any(name in sentence.wordings.doubtful for name in names)
            found.append(
                Found(start, end, ZERO, (names,), _NONE, certain=certain, sentence=sentence.number, by_words=True)
            )
            sentence.deny(found[-1])
            thing = names[-1].partition(".")[0]
            topic = sentence.wordings.lexicon.topics.get(thing, "")
            sentence.speak(Named((names,), topic=topic, thing=thing))
    return found


def _until_denied_again(tokens: Sequence[Token], first: int) -> list[Token]:
    """The words from there to the next that means zero."""
    found: list[Token] = []
    for token in islice(tokens, first, first + MOST_WORDS):
        if token.of("zero"):
            break
        found.append(token)
    return found


def _between(clause: Clause, start: int, stop: int) -> Sequence[Numeral]:
    """The clause's figures between two places."""
    first, last = (bisect_left(clause.numerals, at, key=lambda numeral: numeral.start) for at in (start, stop))
    return clause.numerals[first:last]


def _parts(sentence: Sentence, zero: Token, act: str, behind: list[Token]) -> Iterator[tuple[int, Names, Token | None]]:
    """What was denied, from where on: nothing carried over, and no cases either, are two things."""
    cases = next((at for at, token in enumerate(behind) if _topic(sentence, token) == DISPUTES), len(behind))
    if 0 < cases < len(behind) and any(_is_carried(token) for token in behind[:cases]):
        yield zero.start, *_denied(sentence, act, behind[:cases])
        yield behind[cases].start, *_denied(sentence, act, behind[cases:])
        return
    yield zero.start, *_denied(sentence, act, behind)


def _topic(sentence: Sentence, token: Token) -> str:
    sense = token.sense(THING)
    return sentence.wordings.lexicon.topics[sense.name] if sense else ""


def _is_request(token: Token) -> bool:
    sense = token.sense(THING)
    return sense is not None and sense.name == "request"


def _is_carried(token: Token) -> bool:
    sense = token.sense(RESULT)
    return sense is not None and sense.name == "carried"


def _denied(sentence: Sentence, act: str, behind: list[Token]) -> tuple[Names, Token | None]:
    """The names of what there was none of, and the last word that names it."""
    lexicon, cells = sentence.wordings.lexicon, sentence.wordings.cells
    things = [token for at, token in enumerate(behind) if token.of(THING) and not _makes_other(sentence, behind, at)]
    results = [token for token in behind if token.of(RESULT) and not token.of(ACT)]
    names = [token.sense(THING).name for token in things]  # type: ignore[union-attr]
    disputes = [token for token, name in zip(things, names, strict=True) if lexicon.topics[name] == DISPUTES]
    if disputes:
        outcome = [token for token in results if set(token.sense(RESULT).of) & set(names)]  # type: ignore[union-attr]
        found = [token.sense(THING).name for token in disputes]  # type: ignore[union-attr]
        requests = [token for token in things if token.sense(THING).name == "request"]  # type: ignore[union-attr]
        named = _outcomes(found, outcome) if outcome else tuple(dict.fromkeys(found))
        if requests and _joined(sentence, requests[0], disputes[0]) and f"request.{act or 'receive'}" in cells:
            named = (f"request.{act or 'receive'}", *named)
        return named, (outcome or disputes)[-1]
    carried = _carried(sentence, behind)
    if carried and (things or sentence.context.requests_age < 3 or len(carried) == 1):
        words = [token for token in behind if token.of(RESULT, THING, "last_year", "next_year")]
        return carried, max(words, key=lambda token: token.end)
    if not things or (act == "" and all(_is_request(token) for token in things)):
        parties = [token for token in behind if token.of(PARTY)]
        if parties and sentence.context.requests_age < 2:
            whole = sentence.wordings.left[0]
            return tuple(f"{whole}.{token.sense(PARTY).name}" for token in parties), parties[-1]  # type: ignore[union-attr]
    if not things:
        return _results_only(sentence, act, behind, results)
    acts = [token.sense(ACT).name for token in behind if token.of(ACT)]  # type: ignore[union-attr]
    given = [act, *acts] if act else acts
    found_names: list[str] = []
    for name in names:
        known = [f"{name}.{word}" for word in dict.fromkeys(given) if f"{name}.{word}" in cells]
        if not known and not act and lexicon.alone.get(name) and f"{name}.{lexicon.alone[name]}" in cells:
            known = [f"{name}.{lexicon.alone[name]}"]
        if name == "request" and known:
            known = [f"{name}.receive"] if act in ("", "receive") else known[:1]
        found_names.extend(known)
    return tuple(dict.fromkeys(found_names)), things[-1]


def _results_only(
    sentence: Sentence, act: str, behind: list[Token], results: list[Token]
) -> tuple[Names, Token | None]:
    """What is said without naming a thing: 无被纠错和败诉, of the cases counted before."""
    subjects = sentence.context.subjects
    of = [token for token in results if set(token.sense(RESULT).of) & set(subjects)]  # type: ignore[union-attr]
    if of and sentence.context.disputes_age < 2:
        return _outcomes(list(subjects), of), of[-1]
    weak = [token for token in behind if token.of(WEAK)]
    if act == "receive" and weak and sentence.context.requests_age < 2 and not any(token.of(OTHER) for token in behind):
        return ("request.receive",), weak[-1]
    return (), None


def _makes_other(sentence: Sentence, behind: list[Token], at: int) -> bool:
    """Whether a thing only tells of which kind another thing is, as in 行政许可信息."""
    token = behind[at]
    follows = behind[at + 1] if at + 1 < len(behind) else None
    if follows is None or follows.start > token.end or _topic(sentence, token) == DECISIONS:
        return False
    if sentence.text[follows.start : follows.end] in sentence.wordings.lexicon.carriers:
        return False
    return follows.of(OTHER) or (follows.of(WEAK) and token.sense(THING).name not in ("request",))  # type: ignore[union-attr]


def _joined(sentence: Sentence, first: Token, second: Token) -> bool:
    between = sentence.text[first.end : second.start]
    return bool(between) and between[:1] in "、和及或与以" and "引" not in between


def _outcomes(subjects: list[str], results: list[Token]) -> Names:
    names = dict.fromkeys(token.sense(RESULT).name for token in results)  # type: ignore[union-attr]
    return tuple(dict.fromkeys(f"{subject}.{name}" for subject in subjects for name in names))


def _carried(sentence: Sentence, behind: list[Token]) -> Names:
    if not any(_is_carried(token) for token in behind):
        return ()
    way = sentence.namer.carried(behind)
    return way or ("request.carried_in", "request.carried_out")


def implied(sentence: Sentence, clause: Clause) -> list[Found]:
    """What a clause without a figure says of all that was counted just before it."""
    if clause.numerals:
        return list(_only_party(sentence, clause))
    return [*_only_party(sentence, clause), *_all_alike(sentence, clause), *_all_ended(sentence, clause)]


def _all_ended(sentence: Sentence, clause: Clause) -> Iterator[Found]:
    """All requests counted just before ended the same way: 均予以公开."""
    results = [token for token in clause.tokens if token.of(RESULT) and not token.of(ACT)]
    everyone = any(token.of("all_of") for token in clause.tokens)
    last, whole = sentence.last_before(clause.end), sentence.wordings.left[:1]
    if last is None or whole not in last.choices or not everyone or len(results) != 1:
        return
    sense = results[0].sense(RESULT)
    assert sense is not None
    name = f"request.{sense.name}"
    known = name in sentence.wordings.cells and name not in sentence.wordings.doubtful
    if known and "request" in sense.of and not any(token.of(THING, OTHER) for token in clause.tokens):
        yield Found(
            results[0].start, results[0].end, CELL, ((name,),), last.value, sentence=sentence.number, by_words=True
        )


def _the_one_is(sentence: Sentence, clause: Clause, parties: Sequence[Token]) -> int | None:
    """Where a clause begins that says who asked, of a single request: 收到申请1件，为自然人申请. None for any other."""
    last = sentence.last_before(clause.end)
    if last is None or last.value != 1 or sentence.wordings.left[:1] not in last.choices or not parties:
        return None
    start = parties[0].start
    return start - 1 if sentence.text[start - 1 : start] in ("为", "系", "是") and start - 1 == clause.start else None


def _only_party(sentence: Sentence, clause: Clause) -> Iterator[Found]:
    parties = [token for token in clause.tokens if token.of(PARTY)]
    behind = clause.numerals[-1].stop if clause.numerals else clause.start
    everyone = next((token for token in clause.tokens if token.of("all_of") and token.start >= behind), None)
    only = _the_one_is(sentence, clause, parties) if everyone is None else everyone.start
    if len(parties) != 1 or only is None or sentence.context.requests_age > 1:
        return
    whole = sentence.wordings.left[0]
    mine = parties[0].sense(PARTY).name  # type: ignore[union-attr]
    cells = sentence.wordings.cells
    own = set(cells.get(f"{whole}.{mine}", ()))
    others = tuple(
        name for name in cells if name.startswith(f"{whole}.") and len(cells[name]) == 1 and not own & set(cells[name])
    )
    if others and own:
        yield Found(only, parties[0].end, ZERO, (others,), _NONE, sentence=sentence.number, by_words=True)


def _all_alike(sentence: Sentence, clause: Clause) -> Iterator[Found]:
    results = [token for token in clause.tokens if token.of(RESULT)]
    if len(results) != 1 or any(token.of(THING, OTHER) for token in clause.tokens):
        return
    everyone = any(token.of("all_of") for token in clause.tokens)
    sense = results[0].sense(RESULT)
    assert sense is not None
    counted = sentence.counted
    # 均 is said of all that were counted, a word without it of those counted last.
    for subject in sentence.context.subjects if everyone else sentence.context.subjects[-1:]:
        if subject not in counted or subject not in sense.of or not (everyone or sense.name in ("pending", "decided")):
            continue
        name, value, kind = f"{subject}.{sense.name}", counted[subject].value, CELL
        if sense.name == "decided":
            name, value, kind = f"{subject}.pending", _NONE, ZERO
        yield Found(results[0].start, results[0].end, kind, ((name,),), value, sentence=sentence.number, by_words=True)
