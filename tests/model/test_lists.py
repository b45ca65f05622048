"""Lists are told by the numbers that were typed, and nothing is renumbered."""

from __future__ import annotations

import pytest

from model.lists import lists_in, marker_of


def shape(*paragraphs: str) -> list[list[tuple[int, int, bool]]]:
    """Of each list its items: paragraph, level, whether numbered."""
    return [[(item.paragraph, item.level, item.ordered) for item in found] for found in lists_in(paragraphs)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.公开政务信息；", ("1.", 1, 2)),
        ("１２．公开政务信息；", ("1.", 12, 3)),
        ("2、公开政务信息。", ("1.", 2, 2)),
        ("（3）当面提交", ("(1)", 3, 3)),
        ("(3) 当面提交", ("(1)", 3, 4)),
        ("④当面提交", ("①", 4, 1)),
        ("b.当面提交", ("a.", 2, 2)),
        ("· 当面提交", ("·", 0, 2)),
        ("——当面提交", ("—", 0, 2)),
    ],
)
def test_what_an_item_begins_with(text: str, expected: tuple[str, int, int]) -> None:
    assert marker_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "1.强化管理",
        "（一）主动公开",
        "（一）主动公开。全年……",
        "1.5倍。",
        "-5%。",
        "2025.1.1起。",
        "e.g. 例。",
        "1.",
        "",
        "正文。",
    ],
)
def test_headings_figures_and_prose_are_no_items(text: str) -> None:
    assert marker_of(text) is None


def test_items_that_follow_each_other_are_a_list() -> None:
    assert shape("前。", "1.甲；", "2.乙；", "3.丙。", "后。") == [[(1, 0, True), (2, 0, True), (3, 0, True)]]
    assert shape("·甲", "·乙") == [[(0, 0, False), (1, 0, False)]]


def test_one_alone_is_none_and_prose_ends_a_list() -> None:
    assert shape("1.甲；", "前。", "2.乙；") == []


def test_an_inner_list_and_back() -> None:
    found = shape("1.甲；", "（1）子；", "（2）丑；", "2.乙；", "①寅；", "3.丙。")
    assert found == [[(0, 0, True), (1, 1, True), (2, 1, True), (3, 0, True), (4, 1, True), (5, 0, True)]]


def test_numbers_that_do_not_go_on_begin_another_list() -> None:
    assert shape("1.甲；", "2.乙；", "1.丙；", "2.丁；") == [[(0, 0, True), (1, 0, True)], [(2, 0, True), (3, 0, True)]]
    assert shape("1.甲；", "3.乙；") == []
