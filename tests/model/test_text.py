"""The text of a section."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.text import Span, TextBlock, around, count_characters, from_json, from_plain, plain_text, to_json


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_text_comes_back_from_the_file(typed: str) -> None:
    text = from_plain(typed)
    assert from_json(to_json(text)) == text


@given(st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), min_size=1))
def test_only_white_space_at_the_ends_of_paragraphs_is_dropped(paragraphs: list[str]) -> None:
    typed = "\n".join(f"\u3000\u3000{item} " for item in paragraphs)
    assert plain_text(from_plain(typed)) == "\n".join(paragraphs)


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [(0, 1, ("", "bc…")), (3, 4, ("…bc", "ef")), (2, 3, ("ab", "de…")), (5, 6, ("…de", ""))],
)
def test_what_stands_around_a_stretch_says_where_it_is_cut(start: int, end: int, shown: tuple[str, str]) -> None:
    assert around("abcdef", start, end, 2) == shown


def test_blank_paragraphs_inside_stay_and_text_of_nothing_is_nothing() -> None:
    assert plain_text(from_plain("甲\n\n乙")) == "甲\n\n乙"
    assert from_plain(" \n\u3000\n") == ()


def test_lines_end_where_lines_end_and_other_control_characters_stay() -> None:
    assert plain_text(from_plain("甲\r\n乙\r丙\u2029丁\x0b戊\x0c己\n")) == "甲\n乙\n丙\n丁\x0b戊\x0c己"


def test_a_richer_block_is_an_object_in_the_file() -> None:
    rich = (TextBlock((Span("共"), Span("47", "figure"))),)
    assert to_json(rich) == [
        {"kind": "paragraph", "spans": [{"kind": "text", "text": "共"}, {"kind": "figure", "text": "47"}]}
    ]
    assert from_json(to_json(rich)) == rich


@pytest.mark.parametrize(
    "broken", [None, "甲", [1], [{"kind": "paragraph"}], [{"spans": [1]}], [{"spans": [{"text": 1}]}]]
)
def test_what_is_no_text_is_refused(broken: object) -> None:
    with pytest.raises(ValueError):
        from_json(broken)


def test_characters_are_counted_without_white_space() -> None:
    assert count_characters(from_plain("一 二\n\u3000三")) == 3
