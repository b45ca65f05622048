"""Reading one paragraph: every figure in it that names something the form counts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from model.text_figures.context import FAR, Context
from model.text_figures.lexicon import ACT, OTHER, PARTY, RESULT, THING, WEAK
from model.text_figures.names import Wordings
from model.text_figures.naming import DECISIONS, DISPUTES, DOCUMENTS, NOTHING, Named, Namer
from model.text_figures.numerals import Numeral, numerals, plain_digits
from model.text_figures.result import CELL, CHANGE, SHARE, Found, Names
from model.text_figures.tokens import SENTENCE_ENDS, YEAR, Token, Words, uncovered
from model.text_figures.word_rules import Clause, implied, zeros

_MOST_UNKNOWN = 2
"""So many characters that nothing is known of may stand between a name and its figure."""
_COMMON = frozenset(("granted_plain", "carried", "moved", "withdrawn", "still_open", "granted"))
"""Results that are said of other things as well."""
_MEANING = (THING, RESULT, PARTY, OTHER, ACT, WEAK)


class Reader:
    """Reads one paragraph from its beginning to its end; `context` is what stands before it, later what it leaves behind."""

    def __init__(self, text: str, year: int, wordings: Wordings, context: Context) -> None:
        self.text = plain_digits(text)
        self.year, self.wordings, self.context = year, wordings, context
        self.words = Words(self.text, wordings.lexicon)
        self.namer = Namer(self.text, year, wordings)
        self.numerals = tuple(numerals(self.text, wordings.lexicon))
        self.found: list[Found] = []
        self.sentence = 0
        self._start = 0
        self._last: Found | None = None
        self._counted: dict[str, Found] = {}
        """The figures of things that were counted in this sentence."""

    def read(self) -> tuple[Found, ...]:
        """All figures, sentence by sentence."""
        at = 0
        for end in (*(place for place in self.words.breaks if self.text[place] in SENTENCE_ENDS), len(self.text)):
            if self.text[at:end].strip():
                self._sentence(at, end)
                self.context = self.context.older()
                self.sentence += 1
            at = end + 1
        return tuple(self.found)

    def _sentence(self, start: int, end: int) -> None:
        self._start, self._last, self._counted = start, None, {}
        self._attributes, self._waiting = False, ()
        self._behind = floor = start
        tokens = self.words.within(start, end)
        self._halved = any(token.of("part_of_year") for token in tokens)
        if any(token.of("powers") for token in tokens):
            self.context = self.context._replace(powers_age=0)
        self._cleared = any(act.name == "change" for token in tokens for act in token.senses)
        listed = {sense.name for token in tokens for sense in token.senses if sense.of == ("request",)}
        if len(listed - _COMMON) > 1 and self.context.requests_age:
            # A list of results can be of nothing else.
            self.context = self.context._replace(requests_age=0)
        self._public = any(word in self.text[start:end] for word in self.wordings.lexicon.topic_words)
        figures = [numeral for numeral in self.numerals if start <= numeral.start < end]
        for clause in self._clauses(start, end, figures):
            for numeral in clause.numerals:
                self._figure(numeral, floor, clause, figures)
                floor = max(numeral.stop, self._behind)
            self._words_only(clause)

    def _clauses(self, start: int, end: int, figures: Sequence[Numeral]) -> list[Clause]:
        """The sentence's clauses, each with its figures."""
        clauses, at, index = [], start, 0
        for stop in (*(place for place in self.words.breaks if start <= place < end), end):
            inside = []
            while index < len(figures) and figures[index].start < stop:
                inside.append(figures[index])
                index += 1
            if stop > at:
                clauses.append(Clause(at, stop, self.words.within(at, stop), tuple(inside)))
            at = stop + 1
        return clauses

    # ---- figures ----

    def _figure(self, numeral: Numeral, floor: int, clause: Clause, figures: Sequence[Numeral]) -> None:
        left = self.words.within(max(floor, clause.start), numeral.start)
        if self._change(numeral, floor, left) or self._share(numeral, floor, left, clause):
            return
        if numeral.percent or not numeral.counts:
            self._pass(left)
            return
        if self._waiting and not any(token.of(*_MEANING) for token in left):
            names, *rest = self._waiting
            self._waiting = tuple(rest)
            self._tie(numeral, Named((names,), certain=True, topic=self._topic(names)), 0, left)
            return
        self._waiting = ()
        named, gap = self._named(numeral, floor, clause, left, figures)
        if named.heads and self._tells(numeral, floor, clause):
            self._tie(numeral, named, gap, left)
        else:
            self._pass(left)
        if named.last is not None and named.last.start > numeral.start:
            self._behind = named.last.end

    def _topic(self, names: Names) -> str:
        return self.wordings.lexicon.topics.get(names[0].partition(".")[0], "")

    def _pass(self, left: Sequence[Token]) -> None:
        """A figure that no cell holds."""
        self._last = None
        acts = [token for token in left if token.of(ACT, THING, RESULT, OTHER)]
        if acts and any(sense.name == "publish" for sense in acts[-1].senses):
            # How many are published, how many on request, how many not: kinds of documents, not of requests.
            self._attributes = True
        self._note(left)

    def _named(
        self, numeral: Numeral, floor: int, clause: Clause, left: Sequence[Token], figures: Sequence[Numeral]
    ) -> tuple[Named, int]:
        """What the figure counts, and how many unknown characters stand between."""
        if any(token.of(THING, RESULT, PARTY, OTHER, WEAK) for token in left):
            named, gap = self._before(numeral, left)
            if named.heads or named.other:
                return named, gap
        next_start = min((other.start for other in figures if other.start > numeral.start), default=clause.end)
        stop = min(clause.end, next_start)
        pause = self.text.find("、", numeral.stop, stop) if next_start < clause.end else -1
        right = self.words.within(numeral.stop, stop if pause < 0 else pause)
        if any(token.of(THING, RESULT, PARTY, OTHER) for token in right):
            named = self.namer.named([*left, *right], self.context, behind=True)
            first = named.first.start if named.first else stop
            gap = uncovered(self.words, self.wordings.lexicon, numeral.stop, max(first, numeral.stop))
            return named, max(0, gap - 4)
        if any(token.of(ACT) for token in left):
            named, gap = self._before(numeral, left)
            if named.heads or named.other:
                return named, gap
        start = clause.start
        if self.text[start - 1 : start] in ("）", ")"):
            # What stands in brackets right before the figure only explains its name.
            opening = max(self.text.rfind("（", floor, start), self.text.rfind("(", floor, start))
            if opening > floor:
                start = max(floor, self.words.break_before(opening))
                return self._before(numeral, (*self.words.within(start, opening), *left), skip=(opening, clause.start))
        while start > floor and not any(token.of(THING, RESULT, PARTY, OTHER, WEAK) for token in left):
            start = max(floor, self.words.break_before(start - 1))
            left = self.words.within(start, numeral.start)
        return self._before(numeral, left)

    def _before(
        self, numeral: Numeral, left: Sequence[Token], *, skip: tuple[int, int] | None = None
    ) -> tuple[Named, int]:
        named = self.namer.named(left, self.context)
        if named.last is None:
            return named, 0
        unknown = uncovered(self.words, self.wordings.lexicon, named.last.end, numeral.start)
        if skip is not None and named.last.end <= skip[0]:
            unknown -= uncovered(self.words, self.wordings.lexicon, *skip)
        return named, unknown

    def _tells(self, numeral: Numeral, floor: int, clause: Clause) -> bool:
        """Whether figures here are those of the report: of this office, of its year."""
        before = self.words.within(max(floor, clause.start), numeral.start)
        if any(token.of("elsewhere") for token in before):
            return False
        return self._year_in_force(numeral.start) == self.year

    def _year_in_force(self, at: int) -> int:
        """The year that the figures here are of: the one named last at the beginning of a clause."""
        year = self.year
        for token in self.words.within(self._start, at):
            if token.of(YEAR):
                opens = token.start - self.words.break_before(token.start) <= 2
                after = self.words.within(token.end, min(at, token.end + 3))
                until = token.year == self.year + 1 and self.text[token.start - 1 : token.start] in "至止"
                if opens and not until and not any(other.of(RESULT, "compare") for other in after):
                    year = token.year
        return year

    def _tie(self, numeral: Numeral, named: Named, gap: int, left: Sequence[Token]) -> None:
        if gap > _MOST_UNKNOWN or (numeral.power is None) != (named.topic != "fees"):
            self._pass(left)
            return
        acted = any(token.of(ACT) for token in left)
        names_whole = named.heads[0] == self.wordings.left[:1]
        alone = not acted and names_whole
        if alone and numeral.counter in ("条", "项"):
            return
        if self._attributes and named.topic == "requests" and (not acted or "." in named.heads[0][0][8:]):
            return
        certain = named.certain and not gap and not self._halved and bool(numeral.counter)
        if named.topic == DISPUTES and not (self._public or (self.context.age < 3 and self.context.thing)):
            if acted:
                return
            certain = False
        if named.topic == DOCUMENTS:
            if numeral.counter not in ("件", "部", "个", "份") and not named.certain:
                return
            certain = certain and not self._cleared
        if named.topic == DECISIONS:
            if self.context.powers_age < 2:
                return
            certain = certain and (acted or numeral.counter != "项")
            if numeral.counter == "条":
                return
        each = len(named.heads) > 1 and any(token.of("each") for token in left)
        groups = named.heads if each else (tuple(name for names in named.heads for name in names),)
        if len(named.heads) > 1 and any(token.of("respectively") for token in left):
            groups, self._waiting = named.heads[:1], named.heads[1:]
        for names in groups:
            self._add(numeral, named, names, certain, left)
        self._spoken(named)

    def _add(self, numeral: Numeral, named: Named, names: Names, certain: bool, before: Sequence[Token]) -> None:
        choices: tuple[Names, ...] = (names,)
        left = self.wordings.left
        is_open = False
        if names == left[:1] and not named.new:
            partly = any(token.of("part") for token in before)
            if names[0] in self._counted or (partly and self.context.requests_age == 1):
                return
            choices, is_open = (names, left), True
        elif names == ("request.handle",):
            choices, is_open = (self.wordings.right[:1], left, left[:1]), True
        elif names == left[:1] and names[0] in self._counted:
            self._open_up(names[0])
        found = Found(
            numeral.start,
            numeral.end,
            CELL,
            choices,
            numeral.value,
            numeral.decimals,
            certain,
            rough=numeral.rough,
            power=numeral.power,
            sentence=self.sentence,
            open=is_open,
        )
        if is_open and self._holds_carried(numeral):
            order = (left, *(names for names in choices if names != left))
            found = found._replace(choices=order, certain=False)
        self.found.append(found)
        self._last = found
        self._counted[names[0]] = found

    def _open_up(self, name: str) -> None:
        """What is new is told of a figure before: that one is all there was to deal with."""
        earlier = self._counted[name]
        left = self.wordings.left
        if earlier.open:
            at = self.found.index(earlier)
            self.found[at] = earlier._replace(choices=(left,), open=False)

    def _holds_carried(self, numeral: Numeral) -> bool:
        """Whether a bracket right behind the figure says that it holds what was carried over."""
        opening = numeral.stop
        if self.text[opening : opening + 1] not in ("（", "("):
            return False
        inside = self.words.within(opening + 1, self.words.break_after(opening + 1))
        return any(token.of("part") for token in inside) and any(token.of(RESULT) for token in inside)

    # ---- shares and changes ----

    def _change(self, numeral: Numeral, floor: int, left: Sequence[Token]) -> bool:
        """A figure that says by how much another grew or shrank."""
        moves = [token for token in left if token.of("up", "down")]
        if not moves:
            return False
        near = moves[-1]
        if uncovered(self.words, self.wordings.lexicon, near.end, numeral.start) > 1 or numeral.start - near.end > 4:
            return False
        begins = self.words.break_before(numeral.start)
        for _ in range(3 if self.text[begins - 1 : begins] in ("）", ")") else 1):
            begins = max(self._start, self.words.break_before(begins - 1))
        before = self.words.within(begins, numeral.start)
        if not any(token.of("compare") for token in before):
            return numeral.percent
        direction = 1 if near.of("up") else -1
        self._changed(numeral, before, direction, relative=numeral.percent)
        return True

    def _changed(self, numeral: Numeral, before: Sequence[Token], direction: int, *, relative: bool) -> None:
        names = self._subject(before)
        if names is None or self._halved:
            return
        self.found.append(
            Found(
                numeral.start,
                numeral.end,
                CHANGE,
                (names,),
                numeral.value,
                numeral.decimals,
                direction=direction,
                relative=relative,
                rough=numeral.rough,
                sentence=self.sentence,
            )
        )

    def _unchanged(self, clause: Clause) -> list[Found]:
        """A clause that says that something is as it was last year."""
        same = next((token for token in clause.tokens if token.of("same")), None)
        if same is None or not any(token.of("compare") for token in clause.tokens):
            return []
        names = self._subject([token for token in clause.tokens if token.end <= same.start])
        if names is None or not any(token.of("last_year") or 0 < token.year < self.year for token in clause.tokens):
            return []
        return [Found(same.start, same.end, CHANGE, (names,), Decimal(0), sentence=self.sentence, by_words=True)]

    def _subject(self, before: Sequence[Token]) -> Names | None:
        """What is compared: what the clause names, else what was counted last in this sentence."""
        spoken = [token for token in before if token.of(THING, RESULT, PARTY, OTHER, WEAK)]
        if spoken:
            named = self.namer.named(before, self.context)
            if named.topic and len(named.heads) == 1:
                return named.heads[0]
            if spoken[-1].of(OTHER):
                return None
        last = self._last
        if last is None or last.kind != CELL or not last.certain:
            return None
        return last.choices[0] if len(last.choices[0]) == 1 else None

    def _share(self, numeral: Numeral, floor: int, left: Sequence[Token], clause: Clause) -> bool:
        if not numeral.percent:
            return False
        shares = self.wordings.shares
        if any(token.of("rates") for token in left):
            before = self.words.within(max(self._start, self.words.break_before(clause.start - 1)), numeral.start)
            rate = next(token for token in reversed(left) if token.of("rates"))
            close = [token for token in before if rate.start - 6 <= token.start < rate.start]
            # A rate of what was due in time is no share of all that was to be dealt with.
            if any(token.of("rates_in_time") for token in close) or self._other_last(rate.start):
                return True
            if self.context.thing == "request" and self.context.age < 2:
                self._shared(numeral, self.wordings.right[:1], shares["rates"], certain=False)
            return True
        if any(token.of("share", "share_rates") for token in left):
            part, certain = self._part_of(left)
            if part:
                party = part[0].startswith(f"{self.wordings.left[0]}.")
                if party or (part[0].startswith("request.") and part != self.wordings.left[:1]):
                    self._shared(numeral, part, shares["parties" if party else "results"], certain=certain)
            return True
        return False

    def _part_of(self, left: Sequence[Token]) -> tuple[Names, bool]:
        """What a share is a share of: what its own clause names, else what was counted right before."""
        if any(token.of(RESULT, PARTY) for token in left if not token.of(ACT)):
            named = self.namer.named(left, self.context)
            return (named.heads[0], named.certain) if len(named.heads) == 1 else ((), False)
        last = self._last
        known = last is not None and last.kind == CELL and not any(token.of(OTHER) for token in left)
        return (last.choices[0], last.certain) if known and last else ((), False)

    def _shared(self, numeral: Numeral, part: Names, whole: tuple[Names, ...], *, certain: bool) -> None:
        self.found.append(
            Found(
                numeral.start,
                numeral.end,
                SHARE,
                (part,),
                numeral.value,
                numeral.decimals,
                certain and not self._halved,
                whole,
                rough=numeral.rough,
                sentence=self.sentence,
            )
        )

    def _other_last(self, at: int) -> bool:
        """Whether something that no cell holds was spoken of last before this place."""
        before = [token for token in self.words.within(self._start, at) if token.of(THING, OTHER)]
        return bool(before) and before[-1].of(OTHER)

    # ---- words ----

    def _words_only(self, clause: Clause) -> None:
        found = zeros(self, clause)
        if not found:
            found = implied(self, clause, self._counted, self._last)
        if not found and not clause.numerals:
            found = self._unchanged(clause)
        self.found.extend(found)
        self._note(clause.tokens)

    def add_spoken(self, named: Named) -> None:
        """What words alone spoke of."""
        self._spoken(named)

    def _spoken(self, named: Named) -> None:
        context = self.context
        thing = named.thing
        if not thing:
            return
        topic = self.wordings.lexicon.topics.get(thing, "")
        if topic == "requests":
            self.context = context._replace(thing=thing, age=0, requests_age=0)
        elif topic == DISPUTES:
            names = [name for head in named.heads for name in head]
            counted = tuple(dict.fromkeys(name for name in names if "." not in name))
            subjects = context.subjects
            if counted:
                fresh = any("." in name for name in self._counted if name.partition(".")[0] in subjects)
                known = () if fresh or not any(subject in self._counted for subject in subjects) else subjects
                subjects = tuple(dict.fromkeys((*known, *counted)))
            self.context = context._replace(thing=thing, age=0, disputes_age=0, subjects=subjects)
        else:
            self.context = context._replace(thing=thing, age=0)

    def _note(self, tokens: Sequence[Token]) -> None:
        """Remember what the words spoke of, without a figure."""
        for token in tokens:
            sense = token.sense(THING)
            if sense is None:
                continue
            topic = self.wordings.lexicon.topics[sense.name]
            if topic == "requests":
                self.context = self.context._replace(thing=sense.name, age=0, requests_age=0)
            elif topic != DISPUTES:
                self.context = self.context._replace(thing=sense.name, age=0)

    def denied(self, names: Names, found: Found) -> None:
        """Remember what words said there was none of."""
        for name in names:
            self._counted.setdefault(name, found)

    def public(self) -> bool:
        """Whether the sentence speaks of information on request."""
        return self._public

    @property
    def halved(self) -> bool:
        """Whether the sentence tells of a part of the year."""
        return self._halved


def value_of(found: Found) -> Decimal:
    """The figure in the unit of its cells."""
    return found.value if found.power is None else found.value.scaleb(found.power)


__all__ = ["FAR", "NOTHING", "Reader", "value_of"]
