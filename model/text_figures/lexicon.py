"""The words by which figures in the text are read: resources/text/wordings.toml, read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from model.records import NamedTuple
from model.text_figures.word_tree import WordTree, spelled_out, tree_of
from model.toml_table import Table, read_table

THING, WEAK, ACT, RESULT, PARTY, OTHER, SHORT = "thing", "weak", "act", "result", "party", "other", "short"
LOOSE = "loose"
"""What a word for a party is within that may stand for everybody."""
_MARKS = (
    "part_of_year", "elsewhere", "all_of", "each", "respectively", "part", "last_year", "next_year", "this_year", "compare",
    "up", "down", "same", "share", "rates", "rates_in_time", "share_rates", "plain_words", "powers", "attributes",
)  # fmt: skip
"""Lists of words that say something about how a figure is meant; each is the kind of its words."""


class Sense(NamedTuple):
    """What a word may mean. name: of a thing, an act, a result or a party. of: what a result may be said of.

    within: the result that this one is a part of. acts: what a word that means zero says was not done.
    """

    kind: str
    name: str = ""
    of: tuple[str, ...] = ()
    within: str = ""


class Lexicon(NamedTuple):
    """All of it. topics: of each thing; counters: all; own_counters: those that count what cells hold."""

    words: WordTree
    fillers: WordTree
    counters: WordTree
    own_counters: frozenset[str]
    vague: frozenset[str]
    money: WordTree
    money_powers: Mapping[str, int]
    scales: Mapping[str, int]
    rough_before: tuple[str, ...]
    rough_after: tuple[str, ...]
    topics: Mapping[str, str]
    alone: Mapping[str, str]
    not_before: tuple[str, ...]
    topic_words: tuple[str, ...]
    date_counters: frozenset[str]
    groups: frozenset[str]
    carriers: tuple[str, ...]

    @property
    def rough_after_one(self) -> tuple[str, ...]:
        """Those of one character."""
        return tuple(word for word in self.rough_after if len(word) == 1)


@lru_cache(maxsize=4)
def load_lexicon(file: Path) -> Lexicon:
    """The words of a file; raises FormError that names file and key."""
    top = read_table(file)
    words, topics, alone, groups = WordTree(), {}, {}, set()
    for table in top.tables("things"):
        name = _thing(table, words)
        topics[name], alone[name] = table.get("topic", str), table.get("alone", str, "")
        table.finish()
    for table in top.tables("acts"):
        _put(words, table, "words", Sense(ACT, table.get("name", str)))
        table.finish()
    for table in top.tables("parties"):
        name = table.get("name", str)
        _put(words, table, "words", Sense(PARTY, name))
        _put(words, table, "loose", Sense(PARTY, name, within=LOOSE), [])
        table.finish()
    for table in top.tables("results"):
        of = table.words("of")
        if unknown := [thing for thing in of if thing not in topics]:
            table.fail(f"没有事项“{unknown[0]}”", "of")
        within = table.get("within", str, "")
        groups.add(within)
        _put(words, table, "words", Sense(RESULT, table.get("name", str), of, within))
        table.finish()
    for table in top.tables("others"):
        _put(words, table, "words", Sense(OTHER))
        table.finish()
    for key in _MARKS:
        _put(words, top, key, Sense(key))
    _zero(top, words)
    return _finished(top, words, topics, alone, frozenset(groups))


def _finished(
    top: Table, words: WordTree, topics: Mapping[str, str], alone: Mapping[str, str], groups: frozenset[str]
) -> Lexicon:
    own, money = top.words("counters"), top.get("money", dict)
    others, vague = top.words("other_counters"), frozenset(top.words("vague_counters"))
    lexicon = Lexicon(
        words,
        tree_of(top.words("fillers")),
        tree_of((*own, *others)),
        frozenset(own),
        vague,
        tree_of(money),
        money,
        top.get("scales", dict),
        top.words("rough_before"),
        top.words("rough_after"),
        topics,
        alone,
        top.words("not_before"),
        top.words("topic_words"),
        frozenset(top.words("date_counters")),
        groups,
        top.words("carriers"),
    )
    top.finish()
    return lexicon


def _thing(table: Table, words: WordTree) -> str:
    name = table.get("name", str)
    _put(words, table, "words", Sense(THING, name))
    _put(words, table, "weak", Sense(WEAK, name), [])
    _put(words, table, "short", Sense(SHORT, name), [])
    return str(name)


def _zero(top: Table, words: WordTree) -> None:
    """Words that mean zero: what was not done is the sense's name."""
    for table in top.tables("zero"):
        _put(words, table, "words", Sense("zero", table.get("act", str)))
        table.finish()


def _put(words: WordTree, table: Table, key: str, sense: Sense, default: list[str] | None = None) -> None:
    for pattern in table.words(key, default):
        for word in spelled_out(pattern):
            if not word:
                table.fail(f"“{pattern}”可以什么都不是", key)
            words.add(word, sense)
