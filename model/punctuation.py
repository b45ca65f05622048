"""Half-width punctuation between Chinese characters: where it stands, and what it should be (GB/T 15834—2011)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

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
_BRACKETS = re.compile(r"\(([^()（）]*)\)")
_QUOTES = re.compile(r'"([^"]*)"')
_ADDRESS = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*://[^\s\u3000-\u9fff\uff00-\uffef]*|[\w.+-]+@[\w-]+\.[A-Za-z.]+", re.ASCII
)


def untidy(texts: Mapping[str, Text]) -> tuple[Replacement, ...]:
    """Every half-width mark between Chinese characters with what it becomes, in reading order.

    Left alone: marks in figures, numbering, page and mail addresses, between Latin words, and in live figures.
    """
    found: list[Replacement] = []
    for section, text in texts.items():
        for number, block in enumerate(text):
            for offset, old, new in _of_text(block_text(block)):
                if is_plain(block, offset, offset + len(old)):
                    found.append(Replacement(section, number, offset, old, new))
    return tuple(found)


def _of_text(plain: str) -> Iterator[tuple[int, str, str]]:
    addresses = [match.span() for match in _ADDRESS.finditer(plain)]
    pairs, paired = _all_pairs(plain)
    for offset, old, new in sorted({*pairs, *_single(paired)}):
        if not any(start <= offset < stop for start, stop in addresses):
            yield offset, old, new


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
        before, after = plain[: match.start()][-1:], plain[match.end() :][:1]
        if re.search(f"[{_HAN}]", match.group(1)) or (
            _is_chinese(before) and (_is_chinese(after) or after in _MARKS or not after)
        ):
            yield match.start(), match.group()[0], opening
            yield match.end() - 1, match.group()[-1], closing


def _is_chinese(character: str) -> bool:
    return bool(re.fullmatch(f"[{_HAN}{_CLOSING}{_OPENING}，。；：？！、]", character))
