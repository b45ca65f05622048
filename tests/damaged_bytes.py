"""Bytes changed by a seeded chance, as transfers and bad disks change them; no digit is made into another or added."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

Way = Callable[[bytes, random.Random], bytes | None]
"""Damages a file; None when it can't be damaged so."""

Change = Callable[[bytes, random.Random, Sequence[int]], bytes | None]
"""The same at some of these places."""

_DIGITS = frozenset(b"0123456789")


def flipped(data: bytes, chance: random.Random, places: Sequence[int]) -> bytes | None:
    """One to eight bytes changed; digits stay, and none come where text is plain to see."""
    if not places:
        return None
    plain = not data.startswith((b"PK", b"%PDF", b"\xd0\xcf"))
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.choice(places)
        new = changed[at] ^ (1 << chance.randrange(8)) if chance.random() < 0.5 else chance.randrange(256)
        if not plain or not {changed[at], new} & _DIGITS:
            changed[at] = new
    return bytes(changed)


def dropped(data: bytes, chance: random.Random, places: Sequence[int]) -> bytes | None:
    """One to eight bytes missing; digits stay, and none that stood apart come together."""
    if not places:
        return None
    for at in sorted({chance.choice(places) for _ in range(chance.randint(1, 8))}, reverse=True):
        before, after = data[:at], data[at + 1 :]
        if data[at] not in _DIGITS and not (before[-1:].isdigit() and after[:1].isdigit()):
            data = before + after
    return data


def put_in(data: bytes, chance: random.Random, places: Sequence[int]) -> bytes | None:
    """One to eight bytes too many, none of them a digit, none between two."""
    if not places:
        return None
    for at in sorted({chance.choice(places) for _ in range(chance.randint(1, 8))}, reverse=True):
        new = chance.choice((chance.randrange(256), data[at]))
        if new not in _DIGITS and not (data[at - 1 : at].isdigit() and data[at : at + 1].isdigit()):
            data = data[:at] + bytes([new]) + data[at:]
    return data


def zeroed(data: bytes, chance: random.Random) -> bytes:
    """A block of zeros, as a bad disk leaves it."""
    at, size = chance.randrange(len(data)), chance.choice((16, 128, 512))
    return data[:at] + bytes(len(data[at : at + size])) + data[at + size :]


def blocks_swapped(data: bytes, chance: random.Random) -> bytes:
    """Two blocks in each other's place."""
    size = chance.choice((16, 128, 512))
    first, second = sorted(chance.randrange(max(1, len(data) - size)) for _ in range(2))
    if second < first + size:
        return data
    one, other = data[first : first + size], data[second : second + size]
    return data[:first] + other + data[first + size : second] + one + data[second + size :]


def cut(data: bytes, chance: random.Random) -> bytes:
    """The end is missing; a number is never cut in two."""
    at = chance.randrange(len(data) + 1)
    while 0 < at < len(data) and data[at - 1] in _DIGITS and data[at] in _DIGITS:
        at += 1
    return data[:at]
