"""Half-width punctuation between Chinese characters: where it stands, and what it should be (GB/T 15834—2011)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from model.text import Text, block_text
from model.text_ranges import Replacement, is_plain

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CLOSING = "”’）》〉】〕」』…"
_OPENING = "“‘（《〈【〔「『"
_MARKS = {",": "，", ".": "。", ";": "；", ":": "：", "?": "？", "!": "！"}

_MARK = re.compile(
    rf"(?<=[{_HAN}{_CLOSING}0-9０-９%％])([,;:?!])[ \u3000]*(?=[{_HAN}{_OPENING}]|$)"
    # A full stop behind a figure is numbering or a decimal point: only between Chinese characters.
    rf"|(?<=[{_HAN}{_CLOSING}])(\.)[ \u3000]*(?=[{_HAN}{_OPENING}]|$)"
)
_ANY = re.compile(r"[,;:?!.()\"]")
_DOUBLED = re.compile(r"[，。；：、！？,;:!?]{2,}")
_BRACKETS = re.compile(r"\(([^()（）]*)\)")
_QUOTES = re.compile(r'"([^"]*)"')
_ADDRESS = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]{0,20}://[^\s\u3000-\u9fff\uff00-\uffef]*|[\w.+-]{1,64}@[\w-]{1,64}\.[A-Za-z.]+", re.ASCII
)


def untidy(texts: Mapping[str, Text]) -> tuple[Replacement, ...]:
    """Every half-width mark between Chinese characters with what it becomes, in reading order.

    Left alone: marks in figures, numbering, page and mail addresses, between Latin words, and in live figures.
    """
    found: list[Replacement] = []
    for section, text in texts.items():
        for number, block in enumerate(text):
            for offset, old, new in half_width_marks(block_text(block)):
                if is_plain(block, offset, offset + len(old)):
                    found.append(Replacement(section, number, offset, old, new))
    return tuple(found)


@lru_cache(maxsize=4096)
def half_width_marks(plain: str) -> tuple[tuple[int, str, str], ...]:
    """Every such mark of a paragraph: its offset, what stands there and what it becomes."""
    if not _ANY.search(plain):
        return ()
    addresses = [match.span() for match in _ADDRESS.finditer(plain)]
    pairs, paired = _all_pairs(plain)
    return tuple(mark for mark in sorted({*pairs, *_single(paired)}) if not _is_inside(addresses, mark[0]))


def doubled_marks(plain: str) -> tuple[tuple[int, str], ...]:
    """Marks of a paragraph that follow each other where one would do: their offset, and the marks."""
    found = ((match.start(), match.group()) for match in _DOUBLED.finditer(plain))
    return tuple((offset, marks) for offset, marks in found if not marks.isascii() and set(marks) - set("！？!?"))


def _is_inside(stretches: Sequence[tuple[int, int]], offset: int) -> bool:
    before = bisect_right(stretches, offset, key=lambda stretch: stretch[0])
    return before > 0 and offset < stretches[before - 1][1]


def _all_pairs(plain: str) -> tuple[set[tuple[int, str, str]], str]:
    """What all pairs become, and the text with them: brackets may count as Chinese by the quotes round them alone."""
    pairs: set[tuple[int, str, str]] = set()
    while found := {*_pairs(plain, _BRACKETS, "（", "）"), *_pairs(plain, _QUOTES, "“", "”")}:
        pairs |= found
        paired = list(plain)
        for offset, _, new in found:
            paired[offset] = new
        plain = "".join(paired)
    return pairs, plain


def _single(plain: str) -> Iterator[tuple[int, str, str]]:
    for match in _MARK.finditer(plain):
        mark = match.group(1) or match.group(2)
        yield match.start(), match.group(), _MARKS[mark]


def _pairs(plain: str, pattern: re.Pattern[str], opening: str, closing: str) -> Iterator[tuple[int, str, str]]:
    """Brackets or quotes round Chinese characters, or standing between them: both of a pair or neither."""
    for match in pattern.finditer(plain):
        start, end = match.span()
        before, after = plain[max(0, start - 1) : start], plain[end : end + 1]
        if re.search(f"[{_HAN}]", match.group(1)) or (
            _is_chinese(before) and (_is_chinese(after) or after in _MARKS or not after)
        ):
            yield match.start(), match.group()[0], opening
            yield match.end() - 1, match.group()[-1], closing


def _is_chinese(character: str) -> bool:
    return bool(re.fullmatch(f"[{_HAN}{_CLOSING}{_OPENING}，。；：？！、]", character))
