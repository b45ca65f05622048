"""Texts as a site shows them: what its editor does to every text is no difference, a lost digit is one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.published_text import Passage, TextDifference, compared, text_differences

FIRST = "2025年，我局收到政府信息公开申请37件，其中网上申请20件。"
SECOND = "（二）予以公开12件，部分公开3件。"
THIRD = "下一步，我局将加强“一图读懂”，提高公开质量。"
TEXT = (FIRST, SECOND, THIRD)

BLANKS = st.sampled_from(("", "", " ", "\u3000", "\u00a0", "\u200b", "\r\n", "\t"))
FULL_WIDTH = str.maketrans({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
HALF_WIDTH = str.maketrans("，：；？！（）“”", ',:;?!()""')


def passages(texts: tuple[str, ...] | list[str], section: str = "overview") -> list[Passage]:
    return [Passage(section, text, f"第{number + 1}段", number) for number, text in enumerate(texts)]


def found(published: tuple[str, ...] | list[str], report: tuple[str, ...] = TEXT) -> list[tuple[str, str]]:
    return [(one.report, one.published) for one in text_differences(passages(report), passages(published))]


@pytest.mark.parametrize(
    "published",
    [
        TEXT,
        [FIRST + SECOND, THIRD],
        [FIRST[:12], FIRST[12:] + SECOND[:5], SECOND[5:], THIRD],
        [text.translate(HALF_WIDTH) for text in TEXT],
        [text.translate(FULL_WIDTH) for text in TEXT],
        [f"\u3000\u3000{text} " for text in TEXT],
        [*TEXT, " \u3000"],
    ],
)
def test_what_a_site_does_to_a_text_is_no_difference(published: list[str]) -> None:
    assert found(published) == []


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_space_width_and_breaks_at_any_place_are_none(data: st.DataObject) -> None:
    widths = [data.draw(st.sampled_from(({}, FULL_WIDTH, HALF_WIDTH))) for _ in TEXT]
    whole = "".join(text.translate(width) for text, width in zip(TEXT, widths, strict=True))
    for at in data.draw(st.lists(st.integers(0, len(whole)), max_size=5)):
        whole = whole[:at] + data.draw(BLANKS) + whole[at:]
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=4)))
    parts = [whole[start:stop] for start, stop in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    assert found(parts) == []


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_lost_digit_is_told_with_its_paragraph_however_the_text_is_broken(data: st.DataObject) -> None:
    number = data.draw(st.integers(0, 1))
    digits = [match.start() for match in re.finditer(r"\d", TEXT[number])]
    at = data.draw(st.sampled_from(digits))
    lost = TEXT[number][:at] + TEXT[number][at + 1 :]
    texts = [*TEXT[:number], lost, *TEXT[number + 1 :]]
    joined = data.draw(st.integers(0, 2))
    published = [*texts[:joined], "".join(texts[joined:])]
    assert found(published) == [(TEXT[number], lost)]


def test_a_paragraph_that_is_missing_and_one_too_many() -> None:
    assert found([FIRST, THIRD]) == [(SECOND, "")]
    assert found([FIRST, "分享到：微信 微博", SECOND, THIRD]) == [("", "分享到：微信 微博")]
    assert found([]) == [(text, "") for text in TEXT]
    assert found(TEXT, ()) == [("", text) for text in TEXT]


def test_what_differs_is_told_where_it_stands_and_with_what_stands_around_it() -> None:
    published = passages([FIRST.replace("37", "3")]) + passages([SECOND], "other")
    (changed, missing) = text_differences(passages(TEXT[:2]) + passages([THIRD], "other"), published)
    assert changed.place == Passage("overview", FIRST, "第1段", 0)
    assert changed.short == (
        "…我局收到政府信息公开申请37件，其中网上申请20件。",
        "…我局收到政府信息公开申请3件，其中网上申请20件。",
    )
    assert (missing.place.section, missing.short[1]) == ("other", "")
    long = TextDifference(missing.place, "长" * 80, "", missing.pieces)
    assert long.short[0].endswith("……")


def test_the_width_of_a_mark_counts_for_nothing_and_the_mark_does() -> None:
    assert compared("（１）　ＡＢ,“好”") == compared('(1) AB，"好"')
    assert compared("3件") != compared("3项")
    assert compared("①") != compared("1")
    assert compared("10²") != compared("102")
