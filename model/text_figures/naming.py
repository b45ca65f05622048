"""Which names the words beside a figure give it: a thing, what was done with it, how it ended, who asked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from model.text_figures.context import Context
from model.text_figures.lexicon import ACT, LOOSE, PARTY, RESULT, THING, WEAK, Sense
from model.text_figures.name_parts import (
    DECISIONS,
    DOCUMENTS,
    NOTHING,
    REQUESTS,
    Named,
    carried_over,
    does,
    group_of,
    is_head,
    is_thing,
    is_time,
    referred,
)
from model.text_figures.names import Wordings
from model.text_figures.result import Names
from model.text_figures.tokens import CONNECTORS, Token, Words, uncovered

_ORDER = (
    "new",
    "due",
    "receive",
    "enter",
    "handle",
    "done",
    "in_force",
    "repeal",
    "publish",
    "issue",
    "decide",
    "charge",
    "change",
)
"""Of acts that are named together, 收到和办理, the first of these says which figure is meant."""


_REQUEST = "request"
_REFUSED = "refused"
_REASON = 8
"""So near stands a result behind the reason for it."""


class Namer:
    """Names figures of one paragraph by the words beside them."""

    def __init__(self, words: Words, year: int, wordings: Wordings) -> None:
        self._words, self._text, self._year, self._wordings = words, words.text, year, wordings
        self._behind = False
        self._listed: dict[str, str] = {}
        self._parties = 0
        self._answered = self._listing = False

    def begin(self, parties: int) -> None:
        """A new sentence, which tells apart so many kinds of those who ask."""
        self._parties = parties
        # What was done with the things of a list before: 制发规章2件、规范性文件3件.
        self._listed = {}

    def told(self, *, listing: bool, answered: bool) -> None:
        """listing: requests were counted before in this sentence, so that kinds of them may follow; answered: those too."""
        self._listing, self._answered = listing, answered

    def named(self, tokens: Sequence[Token], context: Context, *, behind: bool = False) -> Named:
        """What these words call the figure before which they stand, or behind which."""
        heads = [token for token in tokens if is_head(token)]
        if not heads:
            return self._without_head(tokens, context)
        if context.disputes_age == 0:
            heads = [_of_cases(token) for token in heads]
        head = self._head(heads, behind)
        self._behind = behind
        if behind and (party := _all_of_them(tokens, heads)) is not None:
            head = party
        for kind, name in ((RESULT, self._result), (THING, self._thing), (PARTY, self._party)):
            sense = head.sense(kind)
            if sense is not None:
                return name(tokens, heads, head, sense, context)
        return self._by_way_of(tokens, head, context)

    def _by_way_of(self, tokens: Sequence[Token], head: Token, context: Context) -> Named:
        """通过网站收到申请, 收到依申请公开信件: something that no cell holds, but only how requests came."""
        heads = [token for token in tokens if is_head(token)]
        before = heads[-2] if len(heads) > 1 else None
        carrier = self._text[head.start : head.end] in self._wordings.lexicon.carriers
        if carrier and before is not None and head.start - before.end < 2:
            came = [token for token in tokens if token.start < before.start and does(token, "receive")]
            result = before.sense(RESULT)
            if (came and is_thing(before, "request")) or (result and "request" in result.of and self._listing):
                return self.named([token for token in tokens if token is not head], context)._replace(certain=False)
        rest = [token for token in tokens if token.start >= head.end]
        received = any(does(token, "receive") for token in rest)
        if received and any(token.of(WEAK) for token in rest) and not any(token.of("part") for token in tokens):
            return self._without_head(rest, context)
        return Named(other=True)

    def _head(self, heads: Sequence[Token], behind: bool) -> Token:
        if not behind:
            return heads[-1]
        results = [token for token in heads if token.of(RESULT)]
        if not results or not heads[0].of(RESULT, THING):
            return heads[0]
        # 3件因不掌握等原因无法提供: a reason that is not the only one stands before the result.
        among = len(results) > 1 and "等" in self._text[results[0].end : results[1].start]
        return results[1] if among else results[0]

    def _without_head(self, tokens: Sequence[Token], context: Context) -> Named:
        """What was done with the thing that was spoken of before."""
        acts = [token for token in tokens if token.of(ACT, WEAK)]
        if not acts:
            return NOTHING
        last = acts[-1]
        if len(acts) == 1 and (sense := last.sense(RESULT)) is not None:
            part = context.requests_age < 2 and any(token.of("part") for token in tokens)
            listed = part or (context.age == 0 and (self._listing or not sense.name.endswith("_plain")))
            thing = context.thing if context.age == 0 else "request"
            key = f"{thing}.{sense.name.removesuffix('_plain')}"
            if listed and thing in sense.of and key in self._wordings.cells:
                return self._keyed((key,), last, certain=True)._replace(by_act=True)
        weak = next((token.sense(WEAK) for token in reversed(acts) if token.of(WEAK)), None)
        received = self._received(acts)
        thing = (
            weak.name if weak and (context.requests_age < 2 or received) else context.thing if context.age < 2 else ""
        )
        if not thing:
            return NOTHING
        carried = self.carried(tokens)
        if carried is not None:
            return self._keyed(carried, last, certain=True, thing=thing)
        if weak and not any(token.of(ACT) for token in acts) and not self._opens(tokens, acts[0]):
            return NOTHING
        if weak and self._of_something(acts):
            return Named(other=True)
        if weak:
            certain = context.requests_age < 2 or self._public(acts)
            return self._acted(tokens, last, thing, certain=certain)
        # 未到答复期限2件: a word for a time behind it makes another thing of what was done.
        if not self._fits(last, thing) or any(t.of("rates_in_time") for t in tokens if t.start >= last.end):
            return NOTHING
        return self._acted(tokens, last, thing, certain=context.age == 0)._replace(by_act=True)

    def _fits(self, act: Token, thing: str) -> bool:
        """Whether an act is one that is counted of a thing; of cases all are."""
        cells = self._wordings.cells
        names = ["receive" if sense.name == "new" else sense.name for sense in act.senses if sense.kind == ACT]
        return thing in cells or any(f"{thing}.{name}" in cells for name in names)

    def _acted(self, tokens: Sequence[Token], head: Token, thing: str, *, certain: bool) -> Named:
        """A thing by what was done with it: the nearest act in front that fits it, else the nearest behind."""
        cells = self._wordings.cells
        before = [token for token in tokens if token.start <= head.start and token.of(ACT)]
        behind = [token for token in tokens if token.start > head.start and token.of(ACT)]
        last = max((head, *behind), key=lambda token: token.end)
        if thing in cells:
            done = not head.of(THING) and any(does(token, "done") for token in tokens)
            return NOTHING if done else self._keyed((thing,), last, certain=certain, thing=thing)
        for group in (
            self._joined_acts(before),
            *([token] for token in reversed(before)),
            *([token] for token in behind),
        ):
            names = [sense.name for token in group for sense in token.senses if sense.kind == ACT]
            if head.of(THING):
                names = ["receive" if name == "enter" else name for name in names]
            if "new" in names and f"{thing}.receive" in cells:
                return self._keyed((f"{thing}.receive",), last, certain=certain, thing=thing)._replace(new=True)
            names.sort(key=_ORDER.index)
            if "done" in names and any(does(token, "receive") for token in before):
                # 受理并按时答复: what was received is what was answered.
                return self._keyed((f"{thing}.receive",), last, certain=False, thing=thing)
            for name in names:
                if f"{thing}.{name}" in cells:
                    self._remember(thing, name)
                    both = "receive" in names and "done" in names and len(group) > 1
                    return self._keyed((f"{thing}.{name}",), last, certain=certain and not both, thing=thing)
            if {"publish", "issue", "change"} & set(names):
                self._refuse(thing)
                return Named(other=True)
        if self._listed.get(thing) == _REFUSED:
            return Named(other=True)
        alone = self._listed.get(thing) or self._wordings.lexicon.alone.get(thing, "")
        if alone and not (thing == "request" and any(token.of("part") for token in tokens)):
            return self._keyed((f"{thing}.{alone}",), last, certain=certain and thing != "request", thing=thing)
        return NOTHING

    def _refuse(self, thing: str) -> None:
        """公示行政许可35件、行政处罚20件: what is true of the first of a list is so of all."""
        topics = self._wordings.lexicon.topics
        if topics[thing] == DECISIONS:
            self._listed = {other: _REFUSED for other, topic in topics.items() if topic == DECISIONS}

    def _remember(self, thing: str, act: str) -> None:
        topics, cells = self._wordings.lexicon.topics, self._wordings.cells
        if topics[thing] == DOCUMENTS:
            self._listed = {
                other: act for other, topic in topics.items() if topic == DOCUMENTS and f"{other}.{act}" in cells
            }

    def _joined_acts(self, before: Sequence[Token]) -> list[Token]:
        """The acts nearest in front that are named together: 收到和办理."""
        group: list[Token] = []
        for token in reversed(before):
            between = self._text[token.end : group[0].start] if group else ""
            if between and between not in CONNECTORS:
                break
            group.insert(0, token)
        return group

    def _opens(self, tokens: Sequence[Token], weak: Token) -> bool:
        """Whether nothing stands in its clause before a word, that would tell of what it is."""
        start = max(self._words.break_before(weak.start), self._text.rfind("、", tokens[0].start, weak.start) + 1)
        open_to = all(token.of("part") for token in tokens if start <= token.start < weak.start)
        return open_to and not uncovered(self._words, self._wordings.lexicon, start, weak.start)

    def _received(self, acts: Sequence[Token]) -> bool:
        """Whether something that may be a request was received: 收到申请, with nothing between that says of what."""
        for act, weak in pairwise(acts):
            if does(act, "receive") and weak.of(WEAK):
                return not self._unknown(act.end, weak.start)
        return False

    def _unknown(self, start: int, end: int) -> bool:
        """Whether something stands there that nothing is known of, 低保 in 受理低保申请; a figure is none."""
        digits = sum(character.isdecimal() for character in self._text[start:end])
        return uncovered(self._words, self._wordings.lexicon, start, end) > digits

    def _of_something(self, acts: Sequence[Token]) -> bool:
        """Whether it is said of what a word is that alone may mean requests: 低保申请, 变更登记申请."""
        return any(
            weak.of(WEAK) and (self._unknown(act.end, weak.start) or not (act.of(WEAK) or self._fits(act, _REQUEST)))
            for act, weak in pairwise(acts)
        )

    def _public(self, tokens: Sequence[Token]) -> bool:
        words = self._wordings.lexicon.topic_words
        return any(self._text.startswith(words, token.start) for token in tokens if token.of(WEAK))

    def _thing(
        self, tokens: Sequence[Token], heads: Sequence[Token], head: Token, sense: Sense, context: Context
    ) -> Named:
        if self._wordings.lexicon.topics[sense.name] != REQUESTS and self._follows_other(head):
            return Named(other=True)
        carried = self.carried(tokens) if sense.name == "request" else None
        if carried is not None:
            return self._keyed(self._with_new(tokens, heads, head, carried), head, certain=True, thing=sense.name)
        asked = self._asked_by(tokens, heads, head) if sense.name == "request" else None
        if asked is not None:
            return asked
        group = group_of(self._text, heads, head, THING, behind=self._behind)
        named = [self._acted(tokens, token, token.sense(THING).name, certain=True) for token in group]  # type: ignore[union-attr]
        if not all(item.heads for item in named):
            return named[-1] if len(named) == 1 or named[-1].other else NOTHING
        return named[-1]._replace(heads=tuple(item.heads[0] for item in named), first=group[0])

    def _with_new(self, tokens: Sequence[Token], heads: Sequence[Token], head: Token, carried: Names) -> Names:
        """All there was to deal with, where what is new and what was carried in are counted together."""
        moved = next(token for token in tokens if token.of(RESULT))
        new = [token for token in tokens if token.end <= moved.start and (does(token, "receive") or does(token, "new"))]
        things = [token for token in heads if is_thing(token, "request") and token.end <= moved.start]
        joined = bool(things) and self._text[things[-1].end : moved.start][:1] in ("和", "及", "与", "、", "加")
        return self._wordings.left if new and joined and carried == self._wordings.left[1:] else carried

    def _follows_other(self, head: Token) -> bool:
        """Whether what stands right behind a thing makes another thing of it, as in 行政许可事项."""
        return self._text.startswith(self._wordings.lexicon.not_before, head.end)

    def _result(
        self, tokens: Sequence[Token], heads: Sequence[Token], head: Token, sense: Sense, context: Context
    ) -> Named:
        if sense.name in ("carried", "moved"):
            carried = self.carried(tokens)
            if carried is None and self._answered and sense.name == "carried" and not any(map(is_time, tokens)):
                carried = ("request.carried",)
            known = context.requests_age < 3 or any(is_thing(token, "request") for token in tokens)
            return self._keyed(carried, head, certain=known, thing="request") if carried else NOTHING
        things = [token.sense(THING).name for token in heads if token.of(THING) and token.start < head.start]  # type: ignore[union-attr]
        subjects = tuple(dict.fromkeys(thing for thing in things if thing in sense.of))
        certain = True
        wider: Names = ()
        if not subjects:
            wider, certain = referred(sense, context, head.end - head.start)
            subjects = wider[-1:] if context.disputes_age == 0 else wider
        if not subjects:
            return NOTHING
        group = group_of(self._text, heads, head, RESULT, behind=self._behind)
        names = [name for token in group for name in self._result_names(heads, token)]
        keys, all_keys = (tuple(f"{thing}.{name}" for name in names for thing in of) for of in (subjects, wider))
        named = self._keyed(keys, head, certain=certain, thing=subjects[-1])
        return named._replace(first=group[0], wider=all_keys if len(wider) > len(subjects) else ())

    def _result_names(self, heads: Sequence[Token], token: Token) -> list[str]:
        """A result by its name; with its reasons right before it by those, but for 等: 因不掌握等原因无法提供 is all of them."""
        sense = token.sense(RESULT)
        assert sense is not None
        at = heads.index(token)
        before = heads[at - 1].sense(RESULT) if at else None
        if before is None or not before.within or sense.name not in self._wordings.lexicon.groups:
            return [sense.name]
        between = self._text[heads[at - 1].end : token.start]
        if "等" in between or len(between) >= _REASON:
            return [sense.name]
        reasons = [reason.sense(RESULT) for reason in group_of(self._text, heads, heads[at - 1], RESULT)]
        return [reason.name for reason in reasons if reason is not None]

    def _party(
        self, tokens: Sequence[Token], heads: Sequence[Token], head: Token, sense: Sense, context: Context
    ) -> Named:
        group = group_of(self._text, heads, head, PARTY)
        everybody = self._everybody(group, tokens)
        if context.requests_age > 0 and not any(token.of(WEAK) for token in tokens):
            return NOTHING
        keys = tuple(f"request.receive.{token.sense(PARTY).name}" for token in group)  # type: ignore[union-attr]
        if everybody and not any(does(token, "receive") or does(token, "new") for token in tokens):
            return NOTHING
        if everybody:
            return self._acted(tokens, head, "request", certain=True)
        return self._keyed(keys, head, certain=True, thing="request")._replace(first=group[0])

    def _asked_by(self, tokens: Sequence[Token], heads: Sequence[Token], head: Token) -> Named | None:
        """Requests of those who are named right before them: 自然人提出的申请."""
        at = heads.index(head)
        before = heads[at - 1] if at else None
        if before is None or before.sense(PARTY) is None:
            return None
        between = self._text[before.end : head.start]
        group = group_of(self._text, heads, before, PARTY)
        if len(between) > 6 or self._everybody(group, tokens):
            return None
        keys = tuple(f"request.receive.{token.sense(PARTY).name}" for token in group)  # type: ignore[union-attr]
        return self._keyed(keys, head, certain=True, thing="request")._replace(first=group[0])

    def _everybody(self, group: Sequence[Token], tokens: Sequence[Token]) -> bool:
        """Whether these are all who may ask: 公民、法人和其他组织; 公民 alone where it is not told from others."""
        senses = [token.sense(PARTY) for token in group]
        if len(senses) > 1:
            cells = self._wordings.cells
            every = {cell for name, known in cells.items() if name.startswith("request.receive.") for cell in known}
            named = {cell for sense in senses if sense for cell in cells.get(f"request.receive.{sense.name}", ())}
            # 公民、法人: those of one's own and those of all kinds of bodies.
            loosely = {"organisations", "other_org"} & {sense.name for sense in senses if sense}
            return named == every or (bool(loosely) and senses[0] is not None and senses[0].within == LOOSE)
        part = self._listing or self._parties > 1 or any(token.of("part") for token in tokens)
        return senses[0] is not None and senses[0].within == LOOSE and not part

    def carried(self, tokens: Sequence[Token]) -> Names | None:
        """Whether and which way cases were carried over, by the year that stands beside it."""
        return carried_over(self._text, tokens, self._year, self._wordings)

    def _keyed(self, keys: Names, last: Token, *, certain: bool, thing: str = "") -> Named:
        cells, doubtful = self._wordings.cells, self._wordings.doubtful
        if not all(key in cells for key in keys):
            return NOTHING
        first = keys[0].partition(".")[0]
        topic = self._wordings.lexicon.topics.get(first, "")
        sure = certain and not any(key in doubtful for key in keys)
        return Named((keys,), sure, last, last, topic, thing=thing or first)


def _all_of_them(tokens: Sequence[Token], heads: Sequence[Token]) -> Token | None:
    """Who asked, where requests are counted in front of the words that all of them are theirs: 3件申请均为自然人申请."""
    if not is_thing(heads[0], "request"):
        return None
    everyone = next((token for token in tokens if token.of("all_of")), None)
    parties = [token for token in heads if token.of(PARTY)]
    return parties[0] if everyone is not None and len(parties) == 1 and everyone.end <= parties[0].start else None


def _of_cases(token: Token) -> Token:
    """The word with what it says of cases first, where it may be said of requests as well: 撤回."""
    results = [sense for sense in token.senses if sense.kind == RESULT]
    if len(results) < 2 or _REQUEST not in results[0].of:
        return token
    cases = [sense for sense in results if _REQUEST not in sense.of]
    return token._replace(senses=(*cases, *(sense for sense in token.senses if sense not in cases)))
