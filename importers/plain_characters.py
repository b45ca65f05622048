"""The characters of a text file, told by its bytes; what got lost on the way spoils a character, never the file."""

from __future__ import annotations

_ENCODINGS = ("utf-8-sig", "gb18030")
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LOST = "\ufffd"
_FEW = 50
"""Of so many characters one may be lost; more, and it is no text."""


def characters_of(data: bytes) -> str | None:
    """The text; None for what is none. A lost character is U+FFFD, which belongs to no figure and no label."""
    if data.startswith(_MARKS):
        return _if_text(data.decode("utf-16", "replace"))
    for encoding in _ENCODINGS:
        try:
            return _if_text(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    # Damaged UTF-8 is nearly all right as UTF-8 and nearly all wrong as GB 18030, and the other way round.
    found = min((data.decode(encoding, "replace") for encoding in _ENCODINGS), key=lambda text: text.count(_LOST))
    return _if_text(found)


def _if_text(text: str) -> str | None:
    text = text.replace("\0", _LOST)
    return text if text.count(_LOST) <= len(text) // _FEW else None
