"""Half-width punctuation between Chinese characters, and replacing inside paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from model.edits import Edit, ReplaceText
from model.punctuation import untidy
from model.text import Span, TextBlock, block_text, paragraph
from model.text_ranges import Replacement, replacing
from tests.builders import report_with


def tidied(text: str) -> str:
    report = report_with()
    report.apply(Edit("文字", (ReplaceText("overview", 0, 0, (paragraph(text),)),)))
    texts = {"overview": report.text("overview")}
    report.apply(Edit("整理", replacing(texts, untidy(texts))))
    return report.plain("overview")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("做好公开工作,提高质量.", "做好公开工作，提高质量。"),
        ("一是学习;二是培训:三是考核", "一是学习；二是培训：三是考核"),
        ("全年受理47件,其中3件结转", "全年受理47件，其中3件结转"),
        ("占比52.1%,同比增长", "占比52.1%，同比增长"),
        ("受理 47,其中自然人", "受理 47，其中自然人"),
        ("依据(国办公开办函)办理", "依据（国办公开办函）办理"),
        ("(一)主动公开", "（一）主动公开"),
        ("国办函(2021)号文", "国办函（2021）号文"),
        ('落实"放管服"改革', "落实“放管服”改革"),
        ("怎么办?马上办!", "怎么办？马上办！"),
        ("公开, 透明", "公开，透明"),
        ("第三条(1)、第四条", "第三条（1）、第四条"),
        ("“公开”,“透明”", "“公开”，“透明”"),
    ],
)
def test_marks_between_chinese_characters_become_full_width(text: str, wanted: str) -> None:
    assert tidied(text) == wanted
    assert tidied(wanted) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "收费1,234.50元",
        "1.强化管理",
        "时间8:30至17:30",
        "网址http://www.example.gov.cn/a.html?x=1,详见",
        "邮箱gongkai@shili.example",
        "采用OFD, PDF格式",
        "GB/T 9704-2012",
        "版本2.0",
        "见Word(docx)文件a",
        "",
    ],
)
def test_what_belongs_to_figures_and_latin_words_stays(text: str) -> None:
    assert tidied(text) == text.strip()


def test_an_address_keeps_its_marks_although_chinese_follows() -> None:
    assert tidied("电话010-1234,邮箱a@b.cn,网址http://a.cn/b.") == "电话010-1234，邮箱a@b.cn,网址http://a.cn/b."


def test_a_live_figure_is_never_touched() -> None:
    figure = Span("1,2", "figure", '{"cell": "x"}')
    block = TextBlock((Span("受理"), figure, Span("件,其中")))
    texts = {"overview": (block,)}
    (change,) = replacing(texts, untidy(texts))
    assert change.blocks[0].spans == (Span("受理"), figure, Span("件，其中"))


@settings(deadline=None)
@example('"中()"')
@given(st.text('中文，,.;:()"12 aA。', max_size=30))
def test_tidying_changes_marks_and_spaces_alone_and_is_done_in_one_go(text: str) -> None:
    once = tidied(text)
    kept = "".join(c for c in text.strip() if c in "中文12aA")
    assert "".join(c for c in once if c in "中文12aA") == kept
    assert tidied(once) == once


def test_several_replacements_in_one_paragraph_keep_their_places() -> None:
    block = TextBlock((Span("甲乙甲"), Span("9", "figure", "{}"), Span("甲")))
    wanted = [
        Replacement("s", 0, 0, "甲", "丙丁"),
        Replacement("s", 0, 2, "甲", ""),
        Replacement("s", 0, 4, "甲", "戊"),
    ]
    (change,) = replacing({"s": (block,)}, wanted)
    assert block_text(change.blocks[0]) == "丙丁乙9戊"
    assert replacing({"s": (block,)}, [Replacement("s", 0, 1, "甲", "丙")]) == ()
