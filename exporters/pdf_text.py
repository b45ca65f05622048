"""Text as a page prints it: no character that a page cannot show, none that turns others round, lines that can end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from ooxml.characters import fit, readable

MISSING = "〓"
"""What typesetters put for a character that no font has."""

LONGEST_WORD = 24
"""Characters without a place to break a line; a longer stretch may be broken anywhere."""

_EMPTY = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff\ufffc]")
"""Hyphens seen at a line's end only, joints, what stands for a file's beginning and for a picture not pasted."""
_MARKED = re.compile("[^\u0300-\u036f]?[\u0300-\u036f]+")
"""Accents, with what they stand on."""
_LONG = re.compile(rf"[^\s\u2e80-\uffff\U00020000-\U0003ffff]{{{LONGEST_WORD + 1},}}")
_KEYCAP = re.compile("(?<=[0-9#*])[\ufe0e\ufe0f\u20e3]+")
"""Makes a key of a digit; as a rule no font has both, and the digit is what counts."""
_ACCENTS = "".join(map(chr, range(0x0300, 0x0370)))
_SPACE = re.compile("[\u1680\u2000-\u200a\u202f\u205f\u2800]")
_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_TAB = "\u3000\u3000"
_BREAK = "\u200b"
_ATTACHED = "[\u0300-\u036f\u200c\u200d\u20d0-\u20ff\ufe00-\ufe0f]*"
"""What joins the sign before it, and would pull another font to the one that stands for it."""


def printed(text: str, missing: Collection[str] = ()) -> str:
    """The text as it is printed. missing: characters that no font of this PC has.

    What XML cannot hold is U+FFFD as in Word. Left out are marks that turn the order of characters round, what is
    empty, and accents on what never has them: fonts have no place for them, and they move the signs round them.
    """
    plain = _KEYCAP.sub("", _EMPTY.sub("", readable(fit(text))))
    plain = _SPACE.sub(" ", _MARKED.sub(_accented, plain)).replace("\t", _TAB)
    if missing:
        plain = re.sub(f"[{re.escape(''.join(sorted(missing)))}]{_ATTACHED}", MISSING, plain)
    return plain


def lines_of(text: str, missing: Collection[str] = ()) -> list[str]:
    """The text's own lines as they are printed, with places where a long word may be broken."""
    return [_LONG.sub(_breakable, line) for line in _LINE_END.split(printed(text, missing))]


def lost_accents(text: str) -> frozenset[str]:
    """The signs of a text, accents included, of which `printed` leaves the accents out."""
    return frozenset(match[0] for match in _MARKED.finditer(text) if _accented(match) != match[0])


def _accented(match: re.Match[str]) -> str:
    """The letter with its accents where there is one such character, else without them."""
    return match[0] if len(unicodedata.normalize("NFC", match[0])) == 1 else match[0].rstrip(_ACCENTS)


def _breakable(match: re.Match[str]) -> str:
    return _BREAK.join(match[0])
