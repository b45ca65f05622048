"""Text as it can be compared with what a PDF gives back: what a page cannot tell apart is made alike, figures never.

White space and invisible signs fall away, but for the gap between two digits: 1 2 is not 12.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_LONG_WORD = 24
"""Characters; only a longer stretch without white space may be broken over lines within a figure."""

_INVISIBLE = frozenset("\u034f\u115f\u1160\u3164\uffa0\ufffc")
_BLANK = "\u2800"
"""Braille without a dot: printed as a space."""
_SHAPED = (
    (0x0590, 0x08FF), (0x0900, 0x109F), (0x1100, 0x11FF), (0x1780, 0x17FF), (0x1A00, 0x1BFF), (0xA900, 0xABFF),
    (0xD7B0, 0xD7FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFE), (0x10800, 0x11FFF), (0x1E800, 0x1EFFF),
)  # fmt: skip
"""Scripts whose letters change form and order in print: they cannot be compared one by one."""
_EMOJI_PARTS = ((0x1F1E6, 0x1F1FF), (0x1F3FB, 0x1F3FF))
_LIGATURES = {chr(code): unicodedata.normalize("NFKD", chr(code)) for code in range(0xFB00, 0xFB07)}
"""Which pdfium writes out."""
_HYPHENS = str.maketrans("\u2010\u2011", "--")


class Sign(NamedTuple):
    """A character that is compared. gap, line: white space, a line's end before it; loose: whether that is sure."""

    text: str
    gap: bool
    line: bool
    loose: bool = False


def signs(text: str) -> list[Sign]:
    """What is compared of a text that the report has."""
    return list(_folded((character, False, False) for character in text))


def found_signs(marks: Iterable[tuple[str, bool, bool]]) -> list[Sign]:
    """What is compared of characters found: each with whether white space and a line's end stand before it."""
    return list(_folded(marks))


def _folded(marks: Iterable[tuple[str, bool, bool]]) -> Iterator[Sign]:
    gap = line = loose = False
    for character, gap_before, line_before in marks:
        gap, line = gap or gap_before, line or line_before
        if character.isspace() or character == _BLANK:
            gap = True
            continue
        kept = _LIGATURES.get(character) or _kept(character)
        if not kept:
            loose = True
            continue
        for letter in kept:
            yield Sign(letter, gap, line, loose)
            gap = line = loose = False


def _kept(character: str) -> str:
    """The character as it is compared, "" for one that is not."""
    if character.isascii():
        return character if " " <= character < "\x7f" else ""
    base = unicodedata.normalize("NFD", character)[0].translate(_HYPHENS)
    category = unicodedata.category(base)
    number = ord(base)
    if category[0] == "M" or category in ("Cf", "Cc", "Co") or base in _INVISIBLE or 0xFE00 <= number <= 0xFE0F:
        return ""
    return "" if any(first <= number <= last for first, last in (*_SHAPED, *_EMOJI_PARTS)) else base


def turns(text: str) -> bool:
    """Whether the text holds letters that are written from right to left: a page has them in another order."""
    return any(unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in text)


def same_text(wanted: Sequence[Sign], found: Sequence[Sign], turned: bool = False) -> bool:
    """Whether the signs are the same. turned: as a multitude, in which a figure is one thing and brackets don't count."""
    if turned:
        return Counter(_things(wanted)) == Counter(_things(found))
    if [sign.text for sign in wanted] != [sign.text for sign in found]:
        return False
    return all(
        want.gap == have.gap or want.loose or have.loose or (have.line and _is_within_long(wanted, place))
        for place, (want, have) in enumerate(zip(wanted, found, strict=True))
        if place and want.text.isdigit() and wanted[place - 1].text.isdigit()
    )


def _is_within_long(wanted: Sequence[Sign], place: int) -> bool:
    start = stop = place
    while start and not wanted[start].gap and ord(wanted[start - 1].text) < 0x2E80:
        start -= 1
    while stop < len(wanted) and (stop == place or not wanted[stop].gap) and ord(wanted[stop].text) < 0x2E80:
        stop += 1
    return stop - start > _LONG_WORD


def _things(found: Sequence[Sign]) -> Iterator[str]:
    figure = ""
    for sign in found:
        if sign.text.isdigit() and not (figure and sign.gap):
            figure += sign.text
            continue
        if figure:
            yield figure
        figure = sign.text if sign.text.isdigit() else ""
        if not figure and sign.text not in "()[]{}<>（）《》“”‘’【】〔〕":
            yield sign.text
    if figure:
        yield figure
