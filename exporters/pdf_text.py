"""Text as a page prints it: no character that a page cannot show, none that turns others round, lines that can end."""

from __future__ import annotations

import re
from collections.abc import Collection

from ooxml.characters import fit, readable

MISSING = "〓"
"""What typesetters put for a character that no font has."""

LONGEST_WORD = 24
"""Characters without a place to break a line; a longer stretch may be broken anywhere."""

_EMPTY = re.compile("[\u00ad\ufeff\ufffc]")
"""Hyphens seen at a line's end only, and what stands for a file's beginning and for a picture that was not pasted."""
_MARKS = re.compile("([A-Za-z\u00c0-\u058f\u1e00-\u1fff][\u0300-\u036f]+)|[\u0300-\u036f]+")
"""Accents. On anything but a letter no font has a place for them: they would move the signs round them."""
_LONG = re.compile(rf"[^\s\u2e80-\uffff\U00020000-\U0003ffff]{{{LONGEST_WORD + 1},}}")
_KEYCAP = re.compile("(?<=[0-9#*])[\ufe0e\ufe0f\u20e3]+")
"""Makes a key of a digit; as a rule no font has both, and the digit is what counts."""
_SPACE = re.compile("[\u1680\u2000-\u200a\u202f\u205f\u2800]")
_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_TAB = "\u3000\u3000"
_BREAK = "\u200b"
_ATTACHED = "[\u0300-\u036f\u200c\u200d\u20d0-\u20ff\ufe00-\ufe0f]*"
"""What joins the sign before it, and would pull another font to the one that stands for it."""


def printed(text: str, missing: Collection[str] = ()) -> str:
    """The text as it is printed. missing: characters that no font of this PC has.

    What XML cannot hold is U+FFFD as in Word. Left out are marks that turn the order of characters round, what is
    empty, and accents on what is no letter.
    """
    plain = _KEYCAP.sub("", _EMPTY.sub("", readable(fit(text))))
    plain = _SPACE.sub(" ", _MARKS.sub(lambda match: match[1] or "", plain)).replace("\t", _TAB)
    if missing:
        plain = re.sub(f"[{re.escape(''.join(sorted(missing)))}]{_ATTACHED}", MISSING, plain)
    return plain


def lines_of(text: str, missing: Collection[str] = ()) -> list[str]:
    """The text's own lines as they are printed, with places where a long word may be broken."""
    return [_LONG.sub(_breakable, line) for line in _LINE_END.split(printed(text, missing))]


def _breakable(match: re.Match[str]) -> str:
    return _BREAK.join(match[0])
