"""Messages between two processes of the program over pipes: words as JSON, and bytes; lengths first."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Any, BinaryIO, NamedTuple

_HEAD = struct.Struct(">4sII")
_MARK = b"nbf1"
MOST = 64 * 2**20
"""Bytes of either part: far more than any report has."""


class BadFrame(ValueError):
    """What came is no message: the other side is not what it should be."""


class Frame(NamedTuple):
    """A message: an object, and the bytes that go with it."""

    words: Mapping[str, Any]
    content: bytes = b""


def write_frame(stream: BinaryIO, words: Mapping[str, Any], content: bytes = b"") -> None:
    """Send it; raises OSError when nobody is there to take it, BadFrame when it is too large to be taken."""
    text = json.dumps(words).encode("ascii")
    if max(len(text), len(content)) > MOST:
        raise BadFrame("too large")
    stream.write(_HEAD.pack(_MARK, len(text), len(content)) + text)
    stream.write(content)
    stream.flush()


def read_frame(stream: BinaryIO) -> Frame | None:
    """The next message, None when the other side has ended; raises BadFrame."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    mark, length, size = _HEAD.unpack(head)
    if mark != _MARK or length > MOST or size > MOST:
        raise BadFrame("no message")
    text, content = stream.read(length), stream.read(size)
    if len(text) + len(content) != length + size:
        return None
    try:
        words = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadFrame("no JSON") from error
    if not isinstance(words, dict):
        raise BadFrame("no object")
    return Frame(words, content)
