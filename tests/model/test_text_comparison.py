"""Both texts can be read back from what they differ in; figures are never cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.common_words import common_words
from model.text_comparison import (
    COME,
    GONE,
    SAME,
    Piece,
    compare_paragraphs,
    compare_words,
    differing_stretch,
    new_text,
    old_text,
)

_TEXTS = st.text(st.sampled_from("公开申请共12３7.%，。 ab\t"), max_size=30)


@given(_TEXTS, _TEXTS)
def test_both_wordings_can_be_read_back(old: str, new: str) -> None:
    pieces = compare_words(old, new)
    assert (old_text(pieces), new_text(pieces)) == (old, new)
    assert all(piece.text for piece in pieces)


@given(st.lists(_TEXTS, max_size=6), st.lists(_TEXTS, max_size=6))
def test_all_paragraphs_of_both_texts_stand_in_order(old: list[str], new: list[str]) -> None:
    found = compare_paragraphs(old, new)
    assert [text for one in found if (text := old_text(one)).strip()] == [text for text in old if text.strip()]
    assert [text for one in found if (text := new_text(one)).strip()] == [text for text in new if text.strip()]


def test_a_figure_is_changed_whole() -> None:
    assert compare_words("全年新收37件，同比增长5.5%。", "全年新收47件，同比增长5.6%。") == (
        Piece(SAME, "全年新收"),
        Piece(GONE, "37"),
        Piece(COME, "47"),
        Piece(SAME, "件，同比增长"),
        Piece(GONE, "5.5%"),
        Piece(COME, "5.6%"),
        Piece(SAME, "。"),
    )


def test_a_character_that_stayed_by_chance_is_no_island() -> None:
    assert compare_words("加强培训工作", "强化训练工作") == (
        Piece(GONE, "加强培训"),
        Piece(COME, "强化训练"),
        Piece(SAME, "工作"),
    )


def test_a_paragraph_that_came_is_not_mixed_with_its_neighbour() -> None:
    found = compare_paragraphs(["全年新收申请37件，均已办结。"], ["开展业务培训两次。", "全年新收申请38件，均已办结。"])
    assert found[0] == (Piece(COME, "开展业务培训两次。"),)
    assert old_text(found[1]) == "全年新收申请37件，均已办结。"
    assert len(found) == 2


LONG = "本机关按照统一部署，把主动公开、依申请公开、信息管理、平台建设和监督保障各项工作落到了实处。" * 4


@pytest.mark.parametrize("times", [1, 40], ids=["short", "long"])
def test_only_the_stretch_that_differs_is_shown(times: int) -> None:
    before, after = LONG * times, "各科室按照分工办理。" * 10 * times
    old, new = differing_stretch(f"{before}全年新收37件。{after}", f"{before}全年新收148件。{after}")
    assert old == f"…{(before + '全年新收')[-12:]}37{('件。' + after)[:12]}…"
    assert new == f"…{(before + '全年新收')[-12:]}148{('件。' + after)[:12]}…"


def test_what_stayed_between_two_changes_is_shortened() -> None:
    old, new = differing_stretch(f"甲1{LONG}2乙", f"甲3{LONG}4乙")
    assert old == f"甲1{LONG[:12]}…{LONG[-12:]}2乙"
    assert new == f"甲3{LONG[:12]}…{LONG[-12:]}4乙"


def test_what_came_or_went_as_a_whole_is_shown_by_its_beginning() -> None:
    assert differing_stretch("", LONG) == ("", f"{LONG[:40]}……")
    assert differing_stretch(LONG, "") == (f"{LONG[:40]}……", "")
    assert differing_stretch("短句。", "") == ("短句。", "")


@given(_TEXTS, _TEXTS)
def test_short_texts_are_shown_whole(old: str, new: str) -> None:
    shown = differing_stretch(old, new)
    assert (shown == (old, new)) or "…" in "".join(shown)
    assert (shown[0] == shown[1]) == (old == new)


def test_a_long_paragraph_with_many_changes_is_compared_word_by_word() -> None:
    old = "".join(f"第{number}件事项办理情况良好，均在法定期限内答复，" for number in range(600))
    new = old.replace("情况良好", "总体平稳").replace("第13件", "第14件")
    (pieces,) = compare_paragraphs([old], [new])
    assert (old_text(pieces), new_text(pieces)) == (old, new)
    assert [piece.text for piece in pieces if piece.kind == GONE].count("情况良好") == 600
    assert "13" in [piece.text for piece in pieces if piece.kind == GONE]


def test_paragraphs_are_paired_with_those_that_are_most_alike() -> None:
    old = ["［图：去年的柱状图］", "［图：今年的饼图］"]
    found = compare_paragraphs(old, ["［图：今年的饼图（换了一张图）］"])
    assert [{piece.kind for piece in paragraph} for paragraph in found] == [{GONE}, {SAME, COME}]


@given(st.lists(st.sampled_from("abc"), max_size=10), st.lists(st.sampled_from("abcd"), max_size=10))
def test_as_many_words_as_can_stay_do(old: list[str], new: list[str]) -> None:
    changes = common_words(old, new)
    assert [word for change in changes for word in old[change.start : change.stop]] == old
    assert [word for change in changes for word in new[change.new_start : change.new_stop]] == new
    for change in changes:
        if change.same:
            assert old[change.start : change.stop] == new[change.new_start : change.new_stop]
    lengths = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for at, word in enumerate(old):
        for new_at, new_word in enumerate(new):
            longest = max(lengths[at][new_at + 1], lengths[at + 1][new_at])
            lengths[at + 1][new_at + 1] = lengths[at][new_at] + 1 if word == new_word else longest
    assert sum(change.stop - change.start for change in changes if change.same) == lengths[-1][-1]
