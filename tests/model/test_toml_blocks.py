"""A TOML file read block by block: a broken block has its line and takes no other down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.toml_blocks import read_blocks

GOOD = '[[rules]]\nid = "好"\n'


def test_each_block_has_its_first_line_and_its_keys() -> None:
    first, second = read_blocks(
        f'# 说明\n\n{GOOD}\n  [[ rules ]]  # 第二条\nid = "二"\nlist = [\n  "甲",\n  "乙",\n]\n'
    )
    assert (first.header, first.twice, first.line, first.data) == ("rules", True, 3, {"id": "好"})
    assert (second.header, second.line, second.data) == ("rules", 6, {"id": "二", "list": ["甲", "乙"]})
    assert (second.line_of("id"), second.line_of("list"), second.line_of("list", "乙")) == (7, 8, 10)
    assert second.line_of("none") == 6


@pytest.mark.parametrize(
    ("broken", "line", "why"),
    [
        ("kind “sum”", 2, "全角的 “”"),
        ('left = "没有完', 2, "英文引号没有配对"),
        ("a = 1\na = 2", 3, "同一项写了两次"),
        ("a = 1 b = 2", 2, "一行只能写一项"),
        ("a = 表三", 2, "文字要放在英文引号里"),
        ('a = ["甲" "乙"]', 2, "少了英文逗号"),
        ('a = ["甲",', 2, ""),
        ("左边 = 1", 2, "英文字母"),
        ("只有字", 2, "英文字母"),
        ('a = "甲\\乙"', 2, "要写成 \\\\"),
        ("a = 2026-02-31", 2, "文字要放在英文引号里"),
        (f"a = {'9' * 5000}", 2, "写法不对"),
        (f"a = {'[' * 3000}", 2, "写法不对"),
    ],
)
def test_a_broken_block_says_where_and_why(broken: str, line: int, why: str) -> None:
    before, block, after = read_blocks(f"{GOOD}[[rules]]\n{broken}\n\n# 后面\n{GOOD}")
    assert before.data == after.data == {"id": "好"}
    assert block.data is None
    assert block.wrong_line == 2 + line
    assert why in block.why


def test_what_stands_before_the_first_block_is_told_when_it_is_more_than_remarks() -> None:
    assert [block.header for block in read_blocks(f"# 说明\n{GOOD}")] == ["rules"]
    assert [block.header for block in read_blocks(f"id = 1\n{GOOD}")] == ["", "rules"]
    assert [block.twice for block in read_blocks("[rules]\n[[rules]]\n[[rules]\n")] == [False, True, False]


@given(st.text(st.sampled_from("[]r=\"'\\\n#a1 ，“＝.")))
def test_nothing_that_is_typed_ends_the_program(text: str) -> None:
    for block in read_blocks(f"{text}\n{GOOD}"):
        assert block.data is not None or (block.why and block.wrong_line > 0)
