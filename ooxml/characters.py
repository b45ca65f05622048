"""Text that XML can hold. Without a library, for readers that must not use the one that wrote."""

from __future__ import annotations

import re

_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_NO_CHARACTERS = "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
_UNSEEN = re.compile(f"[\x7f-\x9f\ufdd0-\ufdef{_NO_CHARACTERS}]")
"""What XML holds, but neither a web page may nor a reader can see."""


def fit(text: str) -> str:
    """The text with each character that XML cannot hold (most control characters, lone surrogates) as U+FFFD.

    They are replaced, not dropped: the place stays visible, and lengths and positions stay the same.
    """
    return _UNFIT.sub("\ufffd", text)


def readable(text: str) -> str:
    """The text without marks that turn the order of characters round: with them a figure reads otherwise than it is."""
    return _TURNING.sub("", text)


def seen(text: str) -> str:
    """The text as a web page may show it: `readable`, and what HTML forbids as U+FFFD.

    Source: the HTML standard's "control-character-reference" and "noncharacter-in-input-stream" errors.
    """
    return _UNSEEN.sub("\ufffd", readable(fit(text)))


def escape(text: str) -> str:
    """The text as it stands in XML, as content or within double quotes."""
    return fit(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
