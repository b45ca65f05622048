"""Numbering and punctuation (T8): what is wrong is said once a paragraph, and what only looks like it is not."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from model.edits import Edit, ReplaceText
from model.findings import Finding
from model.numbering import breaks, numbers_in
from model.paired_marks import single_marks, singles_of
from model.punctuation import doubled_marks, half_width_marks
from model.report import Report
from model.text import Span, TextBlock, from_plain
from tests.builders import report_with, written

WORDINGS = Path(__file__).parents[3] / "shared" / "samples" / "wordings.jsonl"


def put(report: Report, section: str, plain: str) -> Report:
    report.apply(Edit("文字", (ReplaceText(section, 0, len(report.text(section)), from_plain(plain)),)))
    return report


def found(report: Report) -> list[Finding]:
    return [finding for finding in report.all_findings() if finding.rule == "T8"]


def broken(*paragraphs: str) -> list[str]:
    return [one.words for one in breaks(paragraphs)]


@pytest.mark.parametrize(
    ("paragraphs", "words"),
    [
        (["一、公开", "三、管理"], "“一、”后面是“三、”"),
        (["一、公开", "一、管理"], "“一、”重复"),
        (["（一）公开", "条", "（三）管理"], "“（一）”后面是“（三）”"),
        (["（一）公开", "条", "（一）管理"], "“（一）”重复"),
        (["(一)公开", "(二)管理", "(二)平台"], "“(二)”重复"),
        (["（二）公开"], "“（二）”前面没有“（一）”"),
        (["一是公开；三是管理。"], "“一是”后面是“三是”"),
        (["一是公开；二是管理；二是平台。"], "“二是”重复"),
        (["主要有：一是公开；一是管理。"], "“一是”重复"),
        (["一是公开。", "二是管理。", "四是平台。"], "“二是”后面是“四是”"),
        (["一要公开，三要管理"], "“一要”后面是“三要”"),
        (["第一，公开。第三，管理。"], "“第一，”后面是“第三，”"),
        (["包括：（一）公开；（三）管理"], "“（一）”后面是“（三）”"),
        (["1.公开", "3.管理"], "“1.”后面是“3.”"),
        (["1.公开", "1.管理"], "“1.”重复"),
        (["（1）公开。", "（1）管理。"], "“（1）”重复"),
        (["公开①甲③乙"], "“①”后面是“③”"),
        (["（九）甲", "（十）乙", "（十二）丙"], "“（九）”前面没有“（一）”"),
    ],
)
def test_numbers_that_do_not_follow(paragraphs: list[str], words: str) -> None:
    assert words in broken(*paragraphs)


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["一、公开", "（一）甲", "（二）乙", "二、管理", "（一）甲"],
        ["（一）公开", "1.甲", "2.乙", "（二）管理", "1.甲", "2.乙"],
        ["（一）公开。一是甲；二是乙。", "（二）管理。一是甲；二是乙；三是丙。"],
        ["一是甲；二是乙。针对问题，一是丙；二是丁。"],
        ["一是甲", "（1）子", "（2）丑", "二是乙"],
        ["（一）公开", "包括：（一）甲；（二）乙；（三）丙。", "（二）管理"],
        ["（一）甲。（二）乙。", "（三）丙。"],
        ["依照第二十条第（五）项和第（六）项公开。", "见：（五）项内容"],
        ["统一是前提，之二是条件，第三是落实"],
        ["一、二、三级标准", "二、三月"],
        ["1.5万条", "3.15宣传", "2024.1.1"],
        ["5.甲", "6.乙"],
        ["1.甲", "说明一段。", "1.乙"],
        [
            "（一）甲",
            "（二）乙",
            "（三）丙",
            "（四）丁",
            "（五）戊",
            "（六）己",
            "（七）庚",
            "（八）辛",
            "（九）壬",
            "（十）癸",
            "（十一）子",
        ],
        ["　　（一）甲", "　　（二）乙"],
        ["一方面是甲，二来乙"],
        ["一要甲，二要乙，五要素齐全"],
    ],
)
def test_numbers_that_follow(paragraphs: list[str]) -> None:
    assert broken(*paragraphs) == []


def test_a_number_is_told_with_its_place() -> None:
    (one, two) = numbers_in("要求：一是公开；二是管理")
    assert (one.start, one.end, one.written, one.leads) == (3, 5, "一是", False)
    assert (two.style, two.number) == ("一是", 2)
    assert numbers_in("　（三）管理")[0][:2] == (1, 4)


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("公开（甲、乙", "（"),
        ("公开甲）、乙", "）"),
        ("印发《办法", "《"),
        ("印发办法》", "》"),
        ("称“甲", "“"),
        ("称“甲“", "““"),
        ("称”甲”", "””"),
        ('称"甲', '"'),
        ("国办函〔2020号", "〔"),
        ("甲【乙", "【"),
        ("（（甲）", "（"),
    ],
)
def test_marks_without_their_other_half(text: str, marks: str) -> None:
    assert "".join(one.mark for one in single_marks(text)) == marks


@pytest.mark.parametrize(
    "text",
    [
        "（甲（乙）丙）《条例》〔2020〕“‘甲’”「乙」【丙】",
        "(甲）和（乙)",
        "1）甲；2）乙；a)丙",
        "it’s",
        '称"甲"和"乙"',
        "印发《〈条例〉解读》",
    ],
)
def test_marks_in_pairs(text: str) -> None:
    assert single_marks(text) == ()


def test_a_pair_may_go_over_a_few_paragraphs() -> None:
    assert list(singles_of(["联系（地址：甲", "邮编：乙）"])) == []
    assert [place for place, _ in singles_of(["甲（乙", "", "", "", "", "丙）丁"])] == [0, 5]
    assert [place for place, _ in singles_of(["甲）乙", "丙（丁"])] == [0, 1]


def test_doubled_marks() -> None:
    assert doubled_marks("甲，，乙。。丙；。") == ((1, "，，"), (4, "。。"), (7, "；。"))
    assert doubled_marks("甲，,乙") == ((1, "，,"),)
    assert doubled_marks("甲！！乙？！丙……丁——戊“甲。”。http://a::b，") == ()


def test_a_paragraph_is_one_finding_however_much_is_wrong() -> None:
    report = put(written(report_with()), "overview", "（一）公开\n甲,乙，，丙（丁\n（三）管理")
    marks, number = found(report)
    assert (
        marks.message == "第2段：“（”没有配对；标点“，，”重复；半角标点1处；请看一下，半角标点可用“编辑 › 标点整理”改"
    )
    assert [report.plain("overview")[place.start : place.end] for place in marks.texts] == [",", "，，", "（"]
    assert number.message == "第3段：“（一）”后面是“（三）”；请看一下"
    assert (number.severity, number.part, number.key) == ("hint", "overview", "T8:overview.（三）管理")
    put(report, "overview", "（一）公开\n甲，乙，丙（丁）\n（二）管理")
    assert found(report) == []


def test_two_paragraphs_with_the_same_fault_have_keys_of_their_own() -> None:
    report = put(written(report_with()), "overview", "甲（乙\n丙\n丁\n戊\n己\n甲（乙")
    assert len({finding.key for finding in found(report)}) == 2


def test_marks_in_live_figures_are_left_alone() -> None:
    report = written(report_with())
    block = TextBlock((Span("公开"), Span("1,乙", "figure"), Span("条")))
    report.apply(Edit("文字", (ReplaceText("problems", 0, 0, (block,)),)))
    assert found(report) == []


def test_the_work_grows_with_the_text_alone() -> None:
    for piece in ("（", "）", "“", "一是", "（一）", "；一是甲", "，", "(甲)", "a.", '"甲"'):
        text = piece * (20_000 // len(piece))
        started = time.perf_counter()
        list(breaks([text]))
        list(singles_of([text]))
        half_width_marks(text)
        assert time.perf_counter() - started < 5, piece


@pytest.mark.skipif(not WORDINGS.exists(), reason="the samples are not here")
def test_published_sentences_are_in_order() -> None:
    for line in WORDINGS.read_text("utf-8").splitlines():
        text = json.loads(line)["text"]
        assert single_marks(text) == ()
        assert doubled_marks(text) == ()
        # Excerpts begin anywhere; within them the numbers follow.
        assert [one.words for one in breaks([text]) if one.before is not None] == []


def test_a_number_left_out_is_told_with_the_double_that_it_makes() -> None:
    words = "（一）主动公开。\n（二）依申请公开。\n（四）管理。\n（四）平台。\n（五）保障。"
    report = put(written(report_with()), "overview", words)
    gap, double = found(report)
    assert "“（二）”后面是“（四）”" in gap.statement
    assert "“（四）”重复" in double.statement
    assert (gap.cause_of, double.cause_of) == ((double.key,), ())


def test_a_double_of_another_number_is_told_by_itself() -> None:
    report = put(written(report_with()), "overview", "（一）公开。\n（三）管理。\n（四）平台。\n（四）保障。")
    assert [one.cause_of for one in found(report)] == [(), ()]
