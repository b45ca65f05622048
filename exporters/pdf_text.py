"""Text as a page prints it: no character that a page cannot show, none that turns others round, lines that can end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from exporters import typesetting as ts
from ooxml.characters import fit

MISSING = "〓"
"""What typesetters put for a character that no font has."""

LONGEST_WORD = 24
"""Characters without a place to break a line; a longer stretch, as an address, may be broken behind its marks."""

WIDEST_WORD = 20.0
"""Ems of what stands between two marks; what is wider may not fit a line of the title, and may be broken anywhere."""

_EMPTY = re.compile("[\u00ad\u200b\u2060\ufeff\ufffc]")
"""Hyphens seen at a line's end only, joints, what stands for a file's beginning and for a picture not pasted."""
_JOINING_NOTHING = re.compile("^[\u200c\u200d]+|(?<=\ufffd)[\u200c\u200d]+|[\u200c\u200d]+(?=\ufffd)")
"""With one of these two a U+FFFD beside it may be swallowed."""
_MARKED = re.compile("[^\u0300-\u036f]?[\u0300-\u036f]+")
"""Accents, with what they stand on."""
_LONG = re.compile(rf"[^\s\u2e80-\uffff\U00020000-\U0003ffff]{{{LONGEST_WORD + 1},}}")
_BEHIND_MARKS = re.compile(r"(?<=[/._\-@?&=])(?<![0-9][.\-](?=[0-9]))(?=[^\W_]|[%#~])")
"""Within an address, but not within a figure or a telephone number."""
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

    As `fit` has it, as in Word. Left out are what is empty and accents on what never has them: fonts have no place
    for them, and they move the signs round them.
    """
    plain = _KEYCAP.sub("", _JOINING_NOTHING.sub("", _EMPTY.sub("", fit(text))))
    plain = _SPACE.sub(" ", _MARKED.sub(_accented, plain)).replace("\t", _TAB)
    if missing:
        plain = re.sub(f"[{re.escape(''.join(sorted(missing)))}]{_ATTACHED}", MISSING, plain)
    return plain


def lines_of(text: str, missing: Collection[str] = ()) -> list[str]:
    """The text's own lines as they are printed; U+200B, which `printed` leaves out, where a long word may be broken."""
    return [_LONG.sub(_breakable, line) for line in _LINE_END.split(printed(text, missing))]


def lost_accents(text: str) -> frozenset[str]:
    """The signs of a text, accents included, of which `printed` leaves the accents out."""
    return frozenset(match[0] for match in _MARKED.finditer(text) if _accented(match) != match[0])


def _accented(match: re.Match[str]) -> str:
    """The letter with its accents where there is one such character, else without them."""
    return match[0] if len(unicodedata.normalize("NFC", match[0])) == 1 else match[0].rstrip(_ACCENTS)


def _breakable(match: re.Match[str]) -> str:
    words = _BEHIND_MARKS.split(match[0])
    return _BREAK.join(_BREAK.join(word) if ts.ems(word) > WIDEST_WORD else word for word in words)
