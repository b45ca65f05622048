"""Compound files put together for the tests: the storage of .doc, .xls and locked files, without anything in it."""

from __future__ import annotations

import struct
from collections.abc import Mapping

_FREE, _END = 0xFFFFFFFF, 0xFFFFFFFE
SMALLEST = 4096
"""Streams shorter than this would have to lie elsewhere."""


def compound_file(streams: Mapping[str, bytes], storage: Mapping[str, bytes] | None = None, shift: int = 9) -> bytes:
    """A file with these streams in its root, and others in a storage of it, as embedded objects lie."""
    size = 1 << shift
    inside = dict(storage or {})
    names = ["Root Entry", *streams, *(["ObjectPool"] if inside else []), *inside]
    directory_sectors = -(-len(names) * 128 // size)
    sectors, starts = [], {}
    for name, content in (*streams.items(), *inside.items()):
        padded = content.ljust(SMALLEST, b"\0")
        starts[name] = 1 + directory_sectors + len(sectors)
        sectors += [padded[at : at + size].ljust(size, b"\0") for at in range(0, len(padded), size)]
    links = [0xFFFFFFFD, *range(2, 1 + directory_sectors), _END, *[_END] * len(sectors)]
    table = struct.pack(f"<{len(links)}L", *links).ljust(size, b"\xff")
    assert len(table) == size
    entries = []
    for number, name in enumerate(names):
        kind = 5 if number == 0 else 1 if name == "ObjectPool" else 2
        last_of_root = len(streams) + bool(inside)
        right = number + 1 if 0 < number < last_of_root or last_of_root < number < len(names) - 1 else _FREE
        child = 1 if number == 0 and len(names) > 1 else last_of_root + 1 if kind == 1 else _FREE
        encoded = name.encode("utf-16-le")
        entry = encoded.ljust(64, b"\0") + struct.pack("<HBBLLL", len(encoded) + 2, kind, 1, _FREE, right, child)
        entries.append(entry.ljust(116, b"\0") + struct.pack("<LQ", starts.get(name, _END), SMALLEST))
    directory = b"".join(entries).ljust(directory_sectors * size, b"\0")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0") + struct.pack("<HHHHH", 62, 3, 0xFFFE, shift, 6)
    header = header.ljust(44, b"\0") + struct.pack("<LLLLLLLL", 1, 1, 0, 4096, _END, 0, _END, 0)
    header = (header + struct.pack("<L", 0)).ljust(size, b"\xff")
    return header + table + directory + b"".join(sectors)


def word_head(locked: bool) -> bytes:
    """How the stream of a .doc begins."""
    return b"\xec\xa5" + b"\xc1\0" + bytes(6) + struct.pack("<H", 0x0100 if locked else 0x0200)


def book_head(locked: bool) -> bytes:
    """How the stream of a .xls begins."""
    return struct.pack("<HH", 0x809, 16) + bytes(16) + struct.pack("<HH", 0x2F if locked else 0xE1, 2) + b"\0\0"
