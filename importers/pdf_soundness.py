"""Whether a PDF is whole where its characters come from.

Readers take what a damaged stream unpacks to up to its fault, and a bit that was flipped in it makes another figure of
one. Its check sum tells, which readers do not look at.
"""

from __future__ import annotations

import re
import zlib

DAMAGED = "这份 PDF 的内容有损坏，数可能已不是原来的"

CUT_OFF = "文件的末尾缺失，只读了还读得出来的"

_CATALOG = re.compile(rb"\b(\d{1,9} \d{1,5}) obj\b(?:(?!endobj).){0,4000}?/Type\s*/Catalog\b", re.DOTALL)
_ENDING, _OBJECT_END = b"startxref", b"endobj"
_TAIL = 2048
_STREAM = re.compile(rb"\bobj\b((?:(?!endobj|stream\r?\n).){0,4000})\bstream\r?\n", re.DOTALL)
_PACKED, _PICTURE = b"/FlateDecode", re.compile(rb"/Subtype\s*/Image\b")
_CHAINED = re.compile(rb"/Filter\s*\[[^\]]*/(?!FlateDecode)")
_END = re.compile(rb"\s{0,2}endstream")
_LARGEST = 64 * 2**20
_PIECE = 2**16
_CHECK = 4
"""Bytes of the check sum behind what is packed."""


def with_end(data: bytes) -> bytes:
    """The file as it is when it has its end; one that was cut off with what tells a reader where to begin, if it is there."""
    if _ENDING in data[-_TAIL:]:
        return data
    found = list(_CATALOG.finditer(data))
    if not found:
        return data
    whole = data[: data.rfind(_OBJECT_END) + len(_OBJECT_END)]
    return whole + b"\ntrailer\n<< /Root " + found[-1][1] + b" R >>\n"


def is_whole(data: bytes) -> bool:
    """Whether all packed streams but those of pictures are what their check sums say. A locked file counts as whole."""
    if b"/Encrypt" in data:
        return True
    return all(_is_sound(data, match) for match in _STREAM.finditer(data))


def _is_sound(data: bytes, match: re.Match[bytes]) -> bool:
    about, begin = match[1], match.end()
    if _PACKED not in about or _PICTURE.search(about) or _CHAINED.search(about):
        return True
    head = int.from_bytes(data[begin : begin + 2], "big")
    if head % 31 or (head >> 8) & 15 != zlib.DEFLATED:
        return False
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    check, size = 1, 0
    for at in range(begin + 2, len(data), _PIECE):
        try:
            content = unpacker.decompress(data[at : at + _PIECE])
        except zlib.error:
            return False
        check, size = zlib.adler32(content, check), size + len(content)
        if size > _LARGEST:
            return True
        if unpacker.eof:
            stop = min(at + _PIECE, len(data)) - len(unpacker.unused_data)
            # Some programs leave the check sum out.
            return bool(_END.match(data, stop)) or int.from_bytes(data[stop : stop + _CHECK], "big") == check
    return False
