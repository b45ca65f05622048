"""The characters of a text file, told by its bytes; what got lost on the way spoils a character, never the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

DAMAGED = "这里的文字有损坏，数可能已不是原来的，也可能错了行"
"""Why no figure near a lost character is certain: it may have been what parted two cells or two lines."""

_ENCODINGS = ("utf-8-sig", "gb18030")
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UNMARKED = ("utf-16-le", "utf-16-be")
_USUAL = re.compile(r"[\t\r\n -~\u2000-\u206f\u3000-\u303f\u4e00-\u9fff\uff00-\uff5e]")
_BEGINNING = 4000
_LOST = "\ufffd"
_FEW = 50
"""Of so many characters one may be lost; more, and it is no text."""
_ZEROS = re.compile("\0+")
_LONGEST_CELL = 60
"""Characters; a longer line without tabs is running text."""
_ROW, _SHORT, _RUNNING = "row", "short", "running"


def characters_of(data: bytes) -> str | None:
    """The text; None for what is none. A lost character is U+FFFD, which belongs to no figure and no label."""
    if data.startswith(_MARKS):
        return _if_text(data.decode("utf-16", "replace"))
    for wide in _UNMARKED if b"\0" in data[:_BEGINNING] else ():
        text = data.decode(wide, "replace")
        if _is_usual(text[:_BEGINNING]):
            return _if_text(text)
    for encoding in _ENCODINGS:
        try:
            return _if_text(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    # Damaged UTF-8 is nearly all right as UTF-8 and nearly all wrong as GB 18030, and the other way round.
    found = min((data.decode(encoding, "replace") for encoding in _ENCODINGS), key=lambda text: text.count(_LOST))
    return _if_text(found)


def _is_usual(text: str) -> bool:
    """Whether nearly all are characters of Chinese text; read the wrong way, hardly any are."""
    return len(_USUAL.findall(text)) * 10 > len(text) * 9


def _if_text(text: str) -> str | None:
    text = _ZEROS.sub(_LOST, text)
    return text if text.count(_LOST) <= len(text) // _FEW else None


def damaged_lines(lines: Sequence[str]) -> Iterator[int]:
    """Which lines stand in a table, or among short lines, in which characters were lost, or beside such short lines."""
    groups = [(kind, tuple(numbers)) for kind, numbers in groupby(range(len(lines)), lambda n: _kind(lines[n]))]
    lost = [any(_LOST in lines[number] for number in numbers) for _, numbers in groups]
    for place, (kind, numbers) in enumerate(groups):
        short = any(lost[at] and groups[at][0] == _SHORT for at in (place - 1, place + 1) if 0 <= at < len(groups))
        if kind != _RUNNING and (lost[place] or (short and kind == _ROW)):
            yield from numbers


def _kind(line: str) -> str:
    return _ROW if "\t" in line else _RUNNING if len(line) > _LONGEST_CELL else _SHORT
