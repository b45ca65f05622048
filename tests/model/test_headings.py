"""Headings told by their numbers."""

import pytest

from model.headings import heading_level, outline_entry


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("一、工作概况", 1),
        ("（一）主动公开方面", 2),
        ("(二) 平台", 2),
        ("　（三）监督保障 ", 2),
        ("1.制度建设", 3),
        ("２．队伍建设", 3),
        ("3、培训", 3),
        ("（1）会议", 4),
        ("(12)其他", 4),
        ("（一）全年公开信息3条。", 0),
        ("1.全年公开信息3条；", 0),
        ("3.5万元", 0),
        ("（一）", 0),
        ("一、" + "长" * 40, 0),
        ("2025年工作", 0),
        ("", 0),
    ],
)
def test_the_level_of_a_heading(text: str, level: int) -> None:
    assert heading_level(text) == level


def test_a_heading_that_runs_into_its_text_is_in_the_outline_by_its_first_words() -> None:
    assert outline_entry("（二）依申请公开：已办结；无超期。") == (2, "（二）依申请公开")
    assert outline_entry("1.制度建设") == (3, "1.制度建设")
    assert outline_entry("1.制度建设。全年……") == (0, "")
