"""Number formats of workbooks: what a cell shows of the figure in it, and around it."""

from __future__ import annotations

import re

_PIECES = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<one>.)|\[\$(?P<money>[^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.', re.DOTALL)
_DIGITS = re.compile(r"General|G/通用格式|[0#?]", re.IGNORECASE)
_SHOWN = re.compile(r"[0#?@]|General|G/通用格式", re.IGNORECASE)
_OF_THE_FIGURE = re.compile(r"[0#?.,%Ee+\-()!\s]|General|G/通用格式", re.IGNORECASE)
_FALSE_POINT = re.compile(r"[0#](?:\\|!)\.[0#]")
_KEPT = "\x00"


def section_of(code: str, negative: bool = False, zero: bool = False) -> str:
    """The part of a format that a figure is shown with; formats have others for negative figures and for 0."""
    parts = code.split(";")
    place = 1 if negative else 2 if zero else 0
    return parts[place] if place < len(parts) else parts[0]


def bare_format(code: str) -> str:
    """What a number format does with a positive figure, without the words and colours in it."""
    return _PIECES.sub("", section_of(code))


def shows_a_day(code: str) -> bool:
    """Whether a number format shows a number as a day or a time."""
    plain = bare_format(code).lower()
    return any(letter in plain for letter in "ymdhs年月日") and "general" not in plain and "0" not in plain


def shows_share(code: str) -> bool:
    """Whether a figure is shown times a hundred, with a percent sign."""
    return "%" in bare_format(code)


def is_scaled(code: str) -> bool:
    """Whether it shows only a part of the figure, as thousands with a comma behind the last digit."""
    return bare_format(code).rstrip().endswith(",") or _FALSE_POINT.search(section_of(code)) is not None


def hides(section: str) -> bool:
    """Whether nothing at all is shown. section: the part of a format that has one for this figure."""
    return not _SHOWN.search(_PIECES.sub("", section)) and not any(map(any, _PIECES.findall(section)))


def words_around(section: str) -> tuple[str, str]:
    """The words that stand before and behind the figure, as 件 in 0"件"; none where they stand in its place."""
    words: list[str] = []

    def keep(found: re.Match[str]) -> str:
        text = found["quoted"] or found["one"] or found["money"] or ""
        words.append(text)
        return _KEPT

    plain = _PIECES.sub(keep, section)
    digits = list(_DIGITS.finditer(plain))
    if not digits:
        return "", ""
    before, behind = plain[: digits[0].start()], plain[digits[-1].end() :]
    first = before.count(_KEPT)
    return _with(before, words[:first]), _with(behind, words[len(words) - behind.count(_KEPT) :])


def _with(text: str, words: list[str]) -> str:
    """The text with its words in their places, without the signs that are the figure's own."""
    waiting = iter(words)
    return "".join(next(waiting) if sign == _KEPT else sign for sign in _OF_THE_FIGURE.sub("", text)).strip()
