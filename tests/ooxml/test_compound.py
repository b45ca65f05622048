"""Old Office files are told by what lies in the root of their storage; damaged ones do no harm."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ooxml.compound import is_locked, root_streams
from tests.ooxml.compound_files import book_head, compound_file, word_head

MANY = {f"流{number}": bytes([number]) * 5000 for number in range(6)}


@pytest.mark.parametrize("shift", [9, 12])
def test_the_streams_of_the_root_with_their_beginnings(shift: int) -> None:
    streams = {"WordDocument": word_head(False), **MANY}
    found = root_streams(compound_file(streams, {"Workbook": book_head(True)}, shift))
    assert list(found) == list(streams)
    assert all(found[name].startswith(content[:512]) for name, content in streams.items())


@pytest.mark.parametrize(
    ("streams", "locked"),
    [
        ({"WordDocument": word_head(True)}, True),
        ({"WordDocument": word_head(False)}, False),
        ({"Workbook": book_head(True)}, True),
        ({"Book": book_head(True)}, True),
        ({"Workbook": book_head(False)}, False),
        ({"Workbook": struct.pack("<HH", 0x809, 0xFFFF)}, False),
        ({"EncryptedPackage": b""}, True),
        ({"别的": b""}, False),
    ],
)
def test_a_password_is_told(streams: dict[str, bytes], locked: bool) -> None:
    assert is_locked(root_streams(compound_file(streams))) is locked


WHOLE = compound_file({"WordDocument": word_head(False), **MANY})


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2000), st.binary(min_size=1, max_size=8), st.integers(8, len(WHOLE)))
def test_damage_is_no_error(place: int, wrong: bytes, length: int) -> None:
    damaged = WHOLE[:place] + wrong + WHOLE[place + len(wrong) :]
    root_streams(damaged[:length])


def test_a_directory_that_goes_round_in_circles_ends() -> None:
    circle = bytearray(WHOLE)
    # Its first sector follows itself.
    struct.pack_into("<L", circle, 512 + 4, 1)
    assert "WordDocument" in root_streams(bytes(circle))
    assert root_streams(b"") == root_streams(WHOLE[:100]) == {}
