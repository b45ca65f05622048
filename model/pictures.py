"""Pictures in the text: PNG and JPEG as immutable values, told by their content; what is told of their bytes alone."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import Any
from weakref import WeakValueDictionary

from model.records import NamedTuple

PNG, JPEG = "png", "jpeg"
LONGEST_SIDE = 2000
"""Pixels: larger pictures are made smaller when they come in."""
MOST_PIXELS = 40_000_000
"""A picture that says it has more was not put in by this program, and unpacking it could take all memory."""
MOST_BYTES = 70_000_000
"""Bytes of all different pictures of a report's file: written out they are a third more, and the file has a limit."""
PIXELS_PER_INCH = 96
"""At which a picture is printed that is smaller than the space for it."""
PRINTED_WIDTH, PRINTED_HEIGHT = 156.0, 180.0
"""Millimetres that a printed picture may take: the text's width, and a height that leaves room for its words."""

_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs")
)
_JPEG_START = b"\xff\xd8\xff"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN, _COMMENT, _END = 0xDA, 0xFE, b"\xff\xd9"
_DROPPED = frozenset((0xE1, *range(0xE3, 0xEE), 0xEF, _COMMENT))
"""EXIF (where and by whom it was taken), thumbnails, comments; the colour profile and Adobe's mark stay."""


class Look(NamedTuple):
    """What a picture's bytes say. kind: PNG, JPEG, "" for neither; width, height in pixels; sound: whole as far as seen."""

    kind: str
    width: int
    height: int
    sound: bool


class Picture:
    """The bytes of a picture. Equal bytes are equal pictures; what is worked out of them is worked out once."""

    __slots__ = ("__weakref__", "_digest", "_encoded", "_look", "data")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._digest, self._encoded = "", b""
        self._look: Look | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return Picture, (self.data,)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Picture) and self.data == other.data

    def __hash__(self) -> int:
        return hash(self.data)

    def __repr__(self) -> str:
        return f"Picture({self.digest[:8]}, {len(self.data)} bytes)"

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes in hexadecimal digits: its name in a report's file."""
        if not self._digest:
            # Imported for the first picture: most reports begin without.
            import hashlib

            self._digest = hashlib.sha256(self.data).hexdigest()
        return self._digest

    @property
    def encoded(self) -> str:
        """The bytes in base 64."""
        return self.encoded_bytes.decode("ascii")

    @property
    def encoded_bytes(self) -> bytes:
        """The bytes in base 64, as a report's file has them; kept, so that saving again and again costs little."""
        if not self._encoded:
            from binascii import b2a_base64

            self._encoded = b2a_base64(self.data, newline=False)
        return self._encoded

    @property
    def look(self) -> Look:
        """Kind and size."""
        if self._look is None:
            self._look = look_at(self.data)
        return self._look

    @property
    def printable(self) -> bool:
        """Whether documents can hold it: whole, and not of a size that no honest picture has."""
        kind, width, height, sound = self.look
        return bool(kind) and sound and 0 < width * height <= MOST_PIXELS

    def printed_size(self, width: float = PRINTED_WIDTH, height: float = PRINTED_HEIGHT) -> tuple[float, float]:
        """Width and height in print, in millimetres: its own size, or as large as this space allows."""
        own = [pixels * 25.4 / PIXELS_PER_INCH for pixels in self.look[1:3]]
        scale = min(1.0, width / own[0], height / own[1]) if min(own) > 0 else 0.0
        return own[0] * scale, own[1] * scale


_known: WeakValueDictionary[str, Picture] = WeakValueDictionary()


def picture_of(data: bytes) -> Picture:
    """The picture with these bytes, the very same one where there is one already."""
    made = Picture(data)
    return _known.setdefault(made.digest, made)


def known_picture(digest: str) -> Picture | None:
    """The picture of this name, where something holds it."""
    return _known.get(digest)


def look_at(data: bytes) -> Look:
    """What these bytes are, told by themselves."""
    try:
        if data.startswith(_PNG_START):
            return _look_at_png(data)
        if data.startswith(_JPEG_START):
            return _look_at_jpeg(data)
    except (struct.error, IndexError):
        pass
    kind = PNG if data.startswith(_PNG_START) else JPEG if data.startswith(_JPEG_START) else ""
    return Look(kind, 0, 0, False)


def without_remarks(data: bytes) -> bytes:
    """The picture without what does not show: where and when it was taken, by whom, previews, comments."""
    if data.startswith(_PNG_START):
        return _PNG_START + b"".join(chunk for name, chunk in _chunks(data) if name in _PNG_KEPT)
    kept = [data[:2]]
    for marker, start, stop in _segments(data):
        if marker not in _DROPPED:
            kept.append(data[start:stop])
    return b"".join(kept)


def _look_at_png(data: bytes) -> Look:
    import zlib

    width, height = struct.unpack_from(">II", data, 16)
    names = []
    for name, chunk in _chunks(data):
        if zlib.crc32(chunk[4:-4]) != struct.unpack(">I", chunk[-4:])[0]:
            return Look(PNG, width, height, False)
        names.append(name)
    return Look(PNG, width, height, names[:1] == [b"IHDR"] and b"IDAT" in names and names[-1] == b"IEND")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG picture up to its end: name, and the whole chunk."""
    at, name = len(_PNG_START), b""
    while name != b"IEND" and at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        name, stop = data[at + 4 : at + 8], at + length + 12
        if stop > len(data):
            raise struct.error("cut off")
        yield name, data[at:stop]
        at = stop


def _look_at_jpeg(data: bytes) -> Look:
    width = height = 0
    scan = -1
    for marker, start, _ in _segments(data):
        if marker in _FRAMES and not width:
            height, width = struct.unpack_from(">HH", data, start + 5)
        if marker == _SCAN:
            scan = start
    return Look(JPEG, width, height, bool(width and height) and 0 <= scan < data.rfind(_END))


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of the segments of a JPEG picture; the last one is the scan with all that follows."""
    at = 2
    while at < len(data):
        if data[at] != 0xFF:
            raise struct.error("no marker")
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == _SCAN:
            yield marker, at, len(data)
            return
        (length,) = struct.unpack_from(">H", data, at + 2)
        yield marker, at, at + 2 + length
        at += 2 + max(length, 2)


def pictures_to_json(pictures: Mapping[str, Picture]) -> dict[str, str]:
    """Pictures for the report's file, by their names."""
    return {digest: picture.encoded for digest, picture in pictures.items()}


def pictures_entry(pictures: Mapping[str, Picture], unread: Mapping[str, Any]) -> list[bytes]:
    """Their entry in the bytes of a report's file, in pieces, with what could not be read of it; at least one."""
    from model.json_text import encoded, one_line

    pieces = [b'  "pictures": {']
    for name, one in pictures.items():
        pieces += [b'\n    "', name.encode("ascii"), b'": "', one.encoded_bytes, b'"', b","]
    for name, item in unread.items():
        pieces += [b"\n", encoded(f"    {one_line(name)}: {one_line(item)}"), b","]
    return [*pieces[:-1], b"\n  }"]


def pictures_from_json(items: object) -> tuple[dict[str, Picture], dict[str, Any]]:
    """The pictures of a report's file by the names that it gives them, and what is there but can't be read."""
    from binascii import Error, a2b_base64

    if not isinstance(items, dict):
        return {}, {}
    found, strange = {}, {}
    for name, item in items.items():
        try:
            if not isinstance(item, str):
                raise ValueError
            found[name] = picture_of(a2b_base64(item, strict_mode=True))
        except (Error, ValueError):
            strange[name] = item
    return found, strange
