"""Rules of an office's own: how they are read, and what is said of those that can't be."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.office_rules import OfficeRules, read_rules, rule_words
from tests.builders import form_of, full_report
from workflows.forms import form

FORMS = (form("2021"), form("2019"))

GOOD = """
[[rules]]
id = "本局-1"
kind = "at_most"
left = "表三 新收 总计"
right = 100
"""


def read(text: str) -> OfficeRules:
    """The rules of a file with this text."""
    return read_rules(text, FORMS)


def block(**changes: str) -> str:
    """A block that is right but for these keys, written as TOML; "" leaves a key out."""
    keys = {"id": '"甲"', "kind": '"sum"', "left": '"表三 新收 总计"', "right": "3"} | changes
    return "\n".join(["[[rules]]", *(f"{key} = {value}" for key, value in keys.items() if value)])


def test_a_rule_names_cells_by_id_or_as_they_are_printed() -> None:
    for name in ("requests.received.total", "表三 本年新收 总计", "表三 一、本年新收政府信息公开申请数量 总计"):
        found = read(block(left=f'"{name}"'))
        assert found.problems == ()
        assert found.rules[0].left[0].cell == name


@pytest.mark.parametrize(
    ("changes", "line", "why"),
    [
        ({"id": ""}, 1, "缺少 id"),
        ({"id": '"A3"'}, 2, "留给程序自带的规则"),
        ({"id": '"T12"'}, 2, "留给程序自带的规则"),
        ({"id": '"有 空格"'}, 2, "不带空格和冒号"),
        ({"kind": '"total"'}, 3, "没有“total”这种规则"),
        ({"left": '"表三 新收"'}, 4, "没有说清是哪一格"),
        ({"left": '"表九 新收 总计"'}, 4, "表里没有“表九 新收 总计”这一格"),
        ({"left": '["表三 新收 总计",\n "表三 没有的 总计"]'}, 5, "表里没有“表三 没有的 总计”这一格"),
        ({"left": "[]"}, 4, "是空的"),
        ({"left": '"表三 新收 总计 ＋ "'}, 4, "后面缺了内容"),
        ({"left": "2"}, 4, "至少要有一格"),
        ({"right": ""}, 1, "缺少 right"),
        ({"right": "true"}, 5, "right 应是格的名称或数"),
        ({"severity": '"bad"'}, 6, "error、warning 或 hint"),
        ({"message": '"差{gap}件"'}, 6, "{gap} 不认识，可用 {left}"),
        ({"message": '"{left.real}"'}, 6, "不认识"),
        ({"edition": '"2030"'}, 6, "没有“2030”这种表样"),
        ({"when": '"表三 新收 总计"'}, 6, "应写成比较"),
        ({"when": '"表三 新收 > 0"'}, 6, "没有说清是哪一格"),
        ({"lefts": "3"}, 6, "不认识“lefts”"),
        ({"kind": '"compare"'}, 1, "缺少 is"),
        ({"kind": '"compare"', "is": '"约"'}, 6, "is 应是"),
        ({"kind": '"share"'}, 4, "不认识“left”"),
        ({"kind": '"required"', "left": "", "right": ""}, 1, "缺少 phrases"),
        ({"kind": '"required"', "left": "", "right": "", "phrases": '"…好"'}, 4, "没有文字"),
        ({"kind": '"forbidden"', "left": "", "right": "", "section": '"九"', "phrases": '"好"'}, 4, "没有“九”这一部分"),
        ({"kind": '"forbidden"', "left": "", "right": "", "phrases": '"好"', "not_in": '"框"'}, 5, "“框”不认识"),
        ({"left": "“表三 新收 总计”"}, 4, "全角"),
        ({"left": '"表三 新收 总计'}, 4, "引号没有配对"),
        ({"left": "表三"}, 4, "文字要放在英文引号里"),
    ],
)
def test_a_broken_rule_is_named_with_its_line_and_the_others_work(changes: dict[str, str], line: int, why: str) -> None:
    before = "# 说明\n" + block(id='"前"') + "\n"
    found = read(f"{before}{block(**changes)}\n{GOOD}")
    assert [rule.id for rule in found.rules] == ["前", "本局-1"]
    (problem,) = found.problems
    assert problem.line == before.count("\n") + line
    assert why in problem.words
    assert problem.words.startswith(f"第 {problem.line} 行")


def test_a_share_needs_a_bound_and_a_whole_of_cells() -> None:
    start = '[[rules]]\nid = "甲"\nkind = "share"\npart = "表三 （一）予以公开 总计"\n'
    assert "要写 least" in read(f'{start}whole = "表三 新收 总计"').problems[0].why
    assert "比 most 还大" in read(f'{start}whole = "表三 新收 总计"\nleast = 90\nmost = 80').problems[0].why
    assert "都要有格" in read(f"{start}whole = 5\nleast = 90").problems[0].why
    assert "0 到 100" in read(f'{start}whole = "表三 新收 总计"\nmost = 101').problems[0].why


def test_the_same_id_twice_is_told_with_the_line_of_the_first() -> None:
    found = read(f"{GOOD}{GOOD}")
    assert len(found.rules) == 1
    assert found.problems[0].words == "第 9 行（规则“本局-1”）：id “本局-1”在第 2 行的规则里已经用过"


def test_what_is_no_rule_is_told() -> None:
    assert "应是 [[rules]]" in read('[[rule]]\nid = "甲"').problems[0].words
    assert "应是 [[rules]]" in read('[rules]\nid = "甲"').problems[0].words
    assert read(f'id = "甲"\n{GOOD}').problems[0].words == "第 1 行（规则“甲”）：规则要写在一行 [[rules]] 的下面"
    assert read("# 只有说明\n\n") == OfficeRules()
    assert read("") == OfficeRules()


def test_kinds_and_severities_may_be_written_in_chinese_and_lines_may_end_as_on_windows() -> None:
    found = read("\ufeff" + block(kind='"不大于"', severity='"提示"').replace("\n", "\r\n"))
    assert found.problems == ()
    assert (found.rules[0].kind, found.rules[0].sign, found.rules[0].severity) == ("compare", "≤", "hint")


def test_a_cell_of_one_edition_alone_is_right_and_asked_of_another_it_is_wrong() -> None:
    only = '"disputes.reconsideration.total"'
    old = next(cell for cell in form("2019").cells if cell not in form("2021").cells)
    assert read(block(left=only)).problems == ()
    assert read(block(left=f'"{old}"')).problems == ()
    assert "表里没有" in read(block(left=f'"{old}"', edition='"2021"')).problems[0].why


def test_sections_are_named_by_number_name_heading_or_id() -> None:
    for name in ("五", "problems", "五、存在的主要问题及改进情况"):
        text = f'[[rules]]\nid = "甲"\nkind = "required"\nsection = "{name}"\nphrases = "整改"'
        assert read(text).problems == ()


def test_a_rule_says_what_it_asks_for() -> None:
    told = {
        rule_words(rule)
        for text in (
            block(left='"表三 新收 总计 － 2 × 上年 requests.received.total"', right="3.50"),
            block(kind='"share"', left="", right="", part='"表三 新收 总计"', whole='"表三 新收 总计"', least="30"),
            block(kind='"forbidden"', left="", right="", section='"五"', phrases='["甲", "乙"]'),
            block(message='"请核对{left}"'),
        )
        for rule in read(text).rules
    }
    assert told == {
        "表三 新收 总计－2×上年 requests.received.total = 3.5",
        "表三 新收 总计 占 表三 新收 总计 ≥ 30%",
        "五：不得写 甲、乙",
        "请核对{left}",
    }


def test_a_form_without_such_names_gives_other_names() -> None:
    found = read_rules(block(left='"表甲 现有"'), (form_of("made_up"),))
    assert "表甲" in found.problems[0].why


VALUES = [
    "1",
    "nan",
    "1e400",
    "-5",
    "2026-01-01",
    "[]",
    "{}",
    '["a", ["b"]]',
    '"{"',
    '"{}"',
    '"{left!r}"',
    '""',
    '"0 × 表三 新收 总计"',
    '"表三 新收 总计 / 2"',
    '"上年"',
    '"表三 新收 总计 > 上年 表三 新收 总计"',
]


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(["sum", "compare", "share", "required"]), st.data())
def test_nothing_that_stands_in_the_file_ends_the_program(kind: str, data: st.DataObject) -> None:
    keys = {"id": '"甲"', "kind": f'"{kind}"', "left": '"表三 新收 总计"', "right": "3", "is": '"<"', "least": "50"}
    keys |= {
        "part": keys["left"],
        "whole": '"表三 上年结转 总计"',
        "phrases": '"好"',
        "section": '"五"',
        "when": keys["left"],
    }
    wanted = {
        "sum": ("left", "right"),
        "compare": ("left", "is", "right"),
        "share": ("part", "whole", "least"),
        "required": ("phrases", "section"),
    }[kind]
    changed = data.draw(st.sampled_from([*wanted, "id", "when", "message", "severity", "edition"]))
    written = {name: keys[name] for name in ("id", "kind", *wanted)} | {changed: data.draw(st.sampled_from(VALUES))}
    found = read("[[rules]]\n" + "\n".join(f"{name} = {value}" for name, value in written.items()))
    assert len(found.rules) + len(found.problems) == 1
    report = full_report(figure="1")
    report.check_with(found.rules)
    assert all(finding.message for finding in report.findings())
