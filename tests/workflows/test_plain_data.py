"""What goes from process to process: it comes back as it was, and nothing else is taken for it."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.result import CellReading, Unplaced
from model.notes import Origin
from model.source import SourceBlock, SourceLine, SourceParagraph, SourceTable
from workflows.plain_data import Misfit, reader, writer
from workflows.process_frames import MOST, BadFrame, read_frame, write_frame


class Pair(NamedTuple):
    """Something of every kind that can go."""

    name: str
    value: int | Decimal | str | None
    where: Origin | None
    places: Mapping[Origin, tuple[int, int, int]]
    blocks: tuple[SourceBlock, ...]
    flags: Mapping[str, bool]


ORIGINS = st.builds(Origin, st.text(max_size=3), st.integers(0, 9), text=st.text(max_size=3))
PAIRS = st.builds(
    Pair,
    st.text(max_size=5),
    st.one_of(st.none(), st.integers(), st.text(max_size=3), st.decimals(allow_nan=False, allow_infinity=False)),
    st.one_of(st.none(), ORIGINS),
    st.dictionaries(ORIGINS, st.tuples(st.integers(), st.integers(), st.integers()), max_size=2),
    st.tuples(
        st.builds(SourceParagraph, st.text(max_size=3)),
        st.builds(SourceLine, st.text(max_size=3), st.tuples(st.text(max_size=2))),
        st.just(SourceTable.from_rows([[("一", 2, 1), "二"], ["三"]])),
    ),
    st.dictionaries(st.text(max_size=2), st.booleans(), max_size=2),
)


def through(kind: Any, value: object) -> object:
    return reader(kind)(json.loads(json.dumps(writer(kind)(value))))


@settings(max_examples=40)
@given(PAIRS)
def test_what_goes_comes_back_as_it_was(pair: Pair) -> None:
    back = through(Pair, pair)
    assert back == pair
    assert isinstance(back, Pair)
    assert [type(block) for block in back.blocks] == [SourceParagraph, SourceLine, SourceTable]
    assert str(back.value) == str(pair.value)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (str, 1),
        (int, True),
        (int, "1"),
        (int, 1.0),
        (bool, 1),
        (Decimal, {"decimal": "NaN"}),
        (Decimal, {"decimal": "x"}),
        (Decimal, {"decimal": ["1"]}),
        (Decimal, {"decimal": "1", "more": 1}),
        (Decimal, "1"),
        (CellReading, ["read", []]),
        (CellReading, ["read", [], "", ""]),
        (CellReading, {"how": "read", "origins": [], "reason": ""}),
        (CellReading, ["read", [["x"]], ""]),
        (Unplaced, ["一", "二", "三", None, False]),
        (tuple[str, ...], {"0": "一"}),
        (tuple[str, int], ["一", 1, 2]),
        (Mapping[str, int], [["一", 1]]),
        (Mapping[str, int], {"一": "1"}),
        (Mapping[Origin, int], {"一": 1}),
        (int | None, "1"),
    ],
)
def test_what_does_not_fit_is_not_taken(kind: Any, data: object) -> None:
    with pytest.raises(Misfit):
        reader(kind)(data)


@pytest.mark.parametrize("way", [reader, writer])
@pytest.mark.parametrize("kind", [object, Any, dict, list[int], tuple[bytes, ...]])
def test_a_kind_that_can_not_go_is_told_at_once(way: Any, kind: Any) -> None:
    with pytest.raises(TypeError):
        way(kind)


def frame(words: dict[str, Any], content: bytes = b"") -> bytes:
    stream = io.BytesIO()
    write_frame(stream, words, content)
    return stream.getvalue()


def test_a_message_arrives_whole_or_not_at_all() -> None:
    data = frame({"路径": "年\udce9报", "数": 1}, b"\0report")
    whole = read_frame(io.BytesIO(data))
    assert whole is not None
    assert (whole.words, whole.content) == ({"路径": "年\udce9报", "数": 1}, b"\0report")
    for length in range(len(data)):
        assert read_frame(io.BytesIO(data[:length])) is None


@pytest.mark.parametrize(
    "data",
    [
        b"Warning: something that a library prints",
        b"nbf1" + (MOST + 1).to_bytes(4, "big") + bytes(4),
        b"nbf1" + bytes(4) + (MOST + 1).to_bytes(4, "big"),
        b"nbf1" + (2).to_bytes(4, "big") + bytes(4) + b"[]",
        b"nbf1" + (2).to_bytes(4, "big") + bytes(4) + b"{]",
        b"nbf1" + (5000).to_bytes(4, "big") + bytes(4) + b"[" * 5000,
        b"nbf1" + (5000).to_bytes(4, "big") + bytes(4) + b"9" * 5000,
    ],
)
def test_what_is_no_message_is_refused(data: bytes) -> None:
    with pytest.raises(BadFrame):
        read_frame(io.BytesIO(data))


def test_a_message_larger_than_any_report_is_not_sent() -> None:
    with pytest.raises(BadFrame):
        write_frame(io.BytesIO(), {}, bytes(MOST + 1))
