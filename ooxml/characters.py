"""Text that documents can hold. Without a library, for readers that must not use the one that wrote."""

from __future__ import annotations

import re

TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Unseen marks that turn the order of characters round: with them a figure reads otherwise than it is.

Source: Unicode Standard Annex #9, the explicit directional formatting characters.
"""

_UNFIT = re.compile(
    "[^\t\n\r\x20-\u061b\u061d-\u200d\u2010-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
"""What XML cannot hold, and `TURNING`: one expression, since all that is written goes through it."""

_NO_CHARACTERS = "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
_UNSEEN = re.compile(f"[\x7f-\x9f\ufdd0-\ufdef{_NO_CHARACTERS}]")
"""What XML holds, but neither a web page may nor a reader can see."""


def fit(text: str) -> str:
    """The text as every document has it: without `TURNING`, what XML cannot hold as U+FFFD.

    What XML cannot hold (most control characters, lone surrogates) is replaced, not dropped: the place stays visible.
    Marks that turn others round are dropped: no place is lost with them, and a figure reads alike in every document.
    """
    return _UNFIT.sub(_fitting, text)


def _fitting(match: re.Match[str]) -> str:
    return "" if match[0] in TURNING else "\ufffd"


def seen(text: str) -> str:
    """The text as a web page may show it: as `fit`, and what HTML forbids as U+FFFD.

    Source: the HTML standard's "control-character-reference" and "noncharacter-in-input-stream" errors.
    """
    return _UNSEEN.sub("\ufffd", fit(text))


def escape(text: str) -> str:
    """The text as it stands in XML, as content or within double quotes."""
    return fit(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
