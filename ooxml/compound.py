"""What lies in a compound file: the storage that .doc, .xls, .wps, .et and files with a password are.

The names of the root's streams and the first bytes of each, or the whole of one. Source: [MS-CFB]; for the marks of a
password [MS-DOC] 2.5.2 (FibBase) and [MS-XLS] 2.4.117 (FilePass).
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence

SIGNATURE = b"\xd0\xcf\x11\xe0"
WORD_STREAM, BOOK_STREAMS, SLIDES_STREAM = "WordDocument", ("Workbook", "Book"), "PowerPoint Document"
LOCKED_PACKAGE = "EncryptedPackage"

_ENTRY = 128
_LAST_SECTOR = 0xFFFFFFFA
_SHIFTS = (9, 12)
_STREAM = 2
_SMALL = 4096
"""Streams shorter than this lie elsewhere; none of those that are asked for is."""
_MOST_SECTORS = 4096
_MOST_RECORDS = 8


def root_streams(data: bytes) -> Mapping[str, bytes]:
    """The streams of the root by their names, each with its first bytes; none where the file is damaged."""
    try:
        return dict(_streams(data))
    except (struct.error, IndexError, ValueError):
        return {}


def stream_of(data: bytes, name: str, largest: int) -> bytes:
    """The whole of a stream of the root; b"" where there is none, it is larger, or the file is damaged."""
    try:
        return _whole(data, name, largest)
    except (struct.error, IndexError, ValueError):
        return b""


def is_locked(streams: Mapping[str, bytes]) -> bool:
    """Whether the file asks for a password when it is opened."""
    book = next((streams[name] for name in BOOK_STREAMS if name in streams), b"")
    return LOCKED_PACKAGE in streams or _is_locked_text(streams.get(WORD_STREAM, b"")) or _is_locked_book(book)


def _is_locked_text(head: bytes) -> bool:
    return len(head) > 12 and head[:2] == b"\xec\xa5" and bool(head[11] & 1)


def _is_locked_book(head: bytes) -> bool:
    place = 0
    for _ in range(_MOST_RECORDS):
        if place + 4 > len(head):
            return False
        kind, length = struct.unpack_from("<HH", head, place)
        if kind == 0x2F:
            return True
        place += 4 + length
    return False


def _streams(data: bytes) -> Iterator[tuple[str, bytes]]:
    shift = struct.unpack_from("<H", data, 30)[0]
    if data[:4] != SIGNATURE or shift not in _SHIFTS:
        return
    entries = list(_entries(data, shift))
    waiting, seen = [struct.unpack_from("<L", entries[0], 76)[0]], {0}
    while waiting:
        number = waiting.pop()
        if number in seen or number >= len(entries):
            continue
        seen.add(number)
        entry = entries[number]
        waiting.extend(struct.unpack_from("<LL", entry, 68))
        start, size = struct.unpack_from("<LL", entry, 116)
        if entry[66] == _STREAM:
            yield _name(entry), _sector(data, start, shift) if size >= _SMALL else b""


def _whole(data: bytes, name: str, largest: int) -> bytes:
    shift, small_shift = struct.unpack_from("<HH", data, 30)
    if data[:4] != SIGNATURE or shift not in _SHIFTS or not 4 <= small_shift < shift:
        return b""
    links = _links(data, shift)
    entries = list(_entries(data, shift))
    found = next((entry for entry in entries if entry[66] == _STREAM and _name(entry) == name), None)
    if found is None:
        return b""
    start, size = struct.unpack_from("<LL", found, 116)
    if size > largest:
        return b""
    if size >= _SMALL:
        sectors = _followed(links, start, (size >> shift) + 1)
        return b"".join(_sector(data, number, shift) for number in sectors)[:size]
    first, held = struct.unpack_from("<LL", entries[0], 116)
    most = (min(held, largest) >> shift) + 1
    container = b"".join(_sector(data, number, shift) for number in _followed(links, first, most))
    table = b"".join(_sector(data, n, shift) for n in _followed(links, struct.unpack_from("<L", data, 60)[0], most))
    small = struct.unpack(f"<{len(table) // 4}L", table[: len(table) // 4 * 4])
    parts = (container[n << small_shift : (n + 1) << small_shift] for n in _followed(small, start, _SMALL))
    return b"".join(parts)[:size]


def _entries(data: bytes, shift: int) -> Iterator[bytes]:
    directory = b"".join(_sector(data, number, shift) for number in _chain(data, shift))
    for place in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        yield directory[place : place + _ENTRY]


def _links(data: bytes, shift: int) -> array[int]:
    """For each sector the one that follows it."""
    tables = [number for number in struct.unpack_from("<109L", data, 76) if number < _LAST_SECTOR]
    number, each = struct.unpack_from("<L", data, 68)[0], 1 << (shift - 2)
    for _ in range(_MOST_SECTORS):
        if number >= _LAST_SECTOR:
            break
        further = struct.unpack_from(f"<{each}L", data, (number + 1) << shift)
        tables.extend(table for table in further[:-1] if table < _LAST_SECTOR)
        number = further[-1]
    links = array("I")
    for table in tables[: (len(data) >> (2 * shift - 2)) + 2]:
        links.frombytes(_sector(data, table, shift).ljust(1 << shift, b"\xff"))
    if sys.byteorder == "big":
        links.byteswap()
    return links


def _followed(links: Sequence[int], start: int, most: int) -> Iterator[int]:
    number = start
    for _ in range(most):
        if number >= len(links):
            return
        yield number
        number = links[number]


def _name(entry: bytes) -> str:
    return entry[: max(struct.unpack_from("<H", entry, 64)[0] - 2, 0)].decode("utf-16-le", "replace")


def _sector(data: bytes, number: int, shift: int) -> bytes:
    start = (number + 1) << shift
    return data[start : start + (1 << shift)]


def _chain(data: bytes, shift: int) -> Iterator[int]:
    """The sectors of the directory."""
    tables = [number for number in struct.unpack_from("<109L", data, 76) if number < _LAST_SECTOR]
    links = 1 << (shift - 2)
    number = struct.unpack_from("<L", data, 48)[0]
    for _ in range(_MOST_SECTORS):
        if number >= _LAST_SECTOR:
            return
        yield number
        if number // links >= len(tables):
            return
        number = struct.unpack_from("<L", data, ((tables[number // links] + 1) << shift) + number % links * 4)[0]
