"""What is left over of a draft or a template in a paragraph: crosses, blanks to be filled in, placeholders, prompts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from model.records import NamedTuple
from model.text_hits import Hit
from model.text_phrases import Phrases, inside, places, read_phrases
from model.toml_table import read_table

_CROSSES = re.compile(
    r"(?<![A-Za-wyzＡ-Ｚａ-ｚ])(?:[XxＸｘ×╳✕✖☓][ \u3000]?){2,}(?![A-Za-z])"
    r"|(?<![0-9A-Za-z])[XxＸｘ×╳](?=(?:年|月|日|件|条|次|份|期|场|宗|起|人次|万元|%|％))"
)
_BLANK = re.compile(
    r"(?<![A-Za-z0-9_])_{2,}(?![A-Za-z0-9_])|＿{2,}|〔[ \u3000]*〕|［[ \u3000]*］|【[ \u3000]*】|《[ \u3000]*》"
)
_EMPTY = re.compile(r"（[ \u3000]*）|(?<![A-Za-z0-9_])\([ \u3000]*\)|“[ \u3000]*”")
_PLACEHOLDER = re.compile(r"\{\{[^{}\n]{0,80}\}\}")
_BRACKETED = re.compile(
    r"〔([^〔〕]{2,60})〕|［([^［］]{2,60})］|【([^【】]{2,60})】|＜([^＜＞]{2,60})＞|<([^<>]{2,60})>|（([^（）]{2,60})）"
)
_NAME_AFTER = 2
"""Characters that may stand between a word for a person and the crosses of a name that was taken out: 申请人李××."""


class LeftOver(NamedTuple):
    """The words of resources/text/left_over.toml."""

    prompts: tuple[str, ...]
    prompts_round: tuple[str, ...]
    prompts_alone: frozenset[str]
    before: tuple[str, ...]
    behind: tuple[str, ...]
    title: tuple[str, ...]
    title_shows: str
    phrases: Phrases


@lru_cache(maxsize=8)
def load_left_over(file: str) -> LeftOver:
    """The words of the file; raises FormError that names file and key."""
    top = read_table(Path(file))
    words = LeftOver(
        top.words("prompts"),
        top.words("prompts_round"),
        frozenset(top.words("prompts_alone")),
        top.words("before"),
        top.words("behind"),
        top.words("title"),
        top.get("title_shows", str),
        read_phrases(top),
    )
    top.finish()
    return words


@lru_cache(maxsize=4096)
def find_left_over(file: str, text: str) -> tuple[Hit, ...]:
    """What is left over in the paragraph, in its order; file: as for `load_left_over`."""
    words = load_left_over(file)
    addresses = places(text, "addresses")
    found = [
        hit
        for hit in (*_crosses(words, text), *_blanks(text), *_prompts(words, text))
        if not inside(addresses, hit.start, hit.end)
    ]
    found += [Hit(match.start, match.end, match.text, match.certain) for match in words.phrases.find(text)]
    found += _title(words, text)
    return tuple(_outermost(sorted(found, key=lambda hit: (hit.start, -hit.end, not hit.certain))))


def in_title(words: LeftOver, title: str) -> str:
    """What a title or a unit's name has of a template, "" for nothing."""
    return next((word for word in words.title if word in title), "")


def _crosses(words: LeftOver, text: str) -> Iterator[Hit]:
    for match in _CROSSES.finditer(text):
        written = match.group().strip()
        start, end = match.start(), match.start() + len(written)
        after, before = text[end : end + 6], text[max(0, start - 6) : start]
        named = after.startswith(words.before) or any(
            before[: len(before) - skipped].endswith(words.behind) for skipped in range(_NAME_AFTER + 1)
        )
        quoted = inside(places(text, "quotes"), start, end)
        shown = f"{written}{next((word for word in words.before if after.startswith(word)), '')}" if named else written
        yield Hit(start, end, shown, not (named or quoted))


def _blanks(text: str) -> Iterator[Hit]:
    for match in _BLANK.finditer(text):
        yield Hit(*match.span(), match.group())
    for match in _EMPTY.finditer(text):
        yield Hit(*match.span(), match.group(), False)


def _prompts(words: LeftOver, text: str) -> Iterator[Hit]:
    for match in _PLACEHOLDER.finditer(text):
        yield Hit(*match.span(), match.group())
    for match in _BRACKETED.finditer(text):
        content = match.group()[1:-1]
        round_ones = match.group().startswith("（")
        # What stands in round brackets may be said of something.
        begins = content.startswith(words.prompts_round if round_ones else words.prompts)
        if begins or (not round_ones and content in words.prompts_alone):
            yield Hit(*match.span(), match.group(), not round_ones)


def _title(words: LeftOver, text: str) -> Sequence[Hit]:
    """A title that stands in the opening and says that it is a template's."""
    if words.title_shows not in text or "。" in text or len(text) > _LONGEST_TITLE:
        return ()
    word = in_title(words, text)
    at = text.find(word)
    return (Hit(at, at + len(word), word),) if word else ()


_LONGEST_TITLE = 60


def _outermost(found: Sequence[Hit]) -> Iterator[Hit]:
    end = 0
    for hit in found:
        if hit.end > end:
            yield hit
            end = hit.end
