"""The parts of a published report's text: headings with text behind them or broken, what belongs to no part."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resources
from importers.result import ImportResult
from importers.text import LARGEST_TEXT, MOST_LINES, read_text
from model.errors import ImportProblem
from model.label_wordings import load_wordings
from tests.importers.published import PREFACE, TEXTS, UNIT, published, zeros
from workflows.forms import form

WORDINGS = load_wordings(resources.path("labels.toml"))
NEW, OLD = form("2021"), form("2019")
HEADINGS = {section.id: section.heading for section in NEW.sections if section.heading}
SEPARATORS = ("：", ":", "。", " ", "\u3000", "——", "， ", "：　", "\t", "（", "…")


def read(text: str) -> ImportResult:
    return read_text(text, "样本.txt", (NEW, OLD), WORDINGS)


def with_text_behind(section: str, behind: str) -> str:
    """A report in which a section's heading is followed by text in the same line."""
    heading = HEADINGS[section]
    return published(NEW, zeros(NEW)).replace(f"\n{heading}\n", f"\n{heading}{behind}\n")


# Text behind a heading


@pytest.mark.parametrize(
    ("line", "section", "text"),
    [
        ("六、其他需要报告的事项：无", "other", "无"),
        ("六、其他需要报告的事项。无", "other", "无"),
        ("六、其他需要报告的事项 无", "other", "无"),
        ("六、其他需要报告的事项（无）", "other", "（无）"),
        ("六、其他需要报告的事项——收费0元", "other", "收费0元"),
        ("六、其他需要报告的事项无", "other", "无"),
        ("六、其他需要报告的事项：/", "other", "/"),
        ("六、其他需要报告的事项：本年度收取信息处理费400元", "other", "本年度收取信息处理费400元"),
        ("六、其他需要报告的事项本年度没有收取信息处理费", "other", "本年度没有收取信息处理费"),
        ("6.其他需要报告的事项：无", "other", "无"),
        ("六、其他事项：无", "other", "无"),
        ("五、存在的主要问题及改进情况：一是培训不够", "problems", "一是培训不够"),
        ("五、存在问题：公开不及时", "problems", "公开不及时"),
        ("五、存在问题：公开不及时。" + "下一步加强培训，改进工作，及时更新。" * 3, "problems", ""),
        ("一、总体情况：见附件", "overview", "见附件"),
        ("一、总体情况：概述", "overview", "概述"),
    ],
)
def test_text_behind_a_heading_is_the_sections_text(line: str, section: str, text: str) -> None:
    result = read(published(NEW, zeros(NEW)).replace(f"\n{HEADINGS[section]}\n", f"\n{line}\n"))
    expected = text or line.partition("：")[2]
    assert result.report.plain(section) == "\n".join((expected, *TEXTS[section]))
    assert not result.unplaced


@pytest.mark.parametrize(
    "line", ["一、总体情况：", "一、总体情况。", "一、总体情况……", "一、总体情况介绍", "一、总体情况及成效"]
)
def test_marks_and_further_words_of_a_heading_are_no_text(line: str) -> None:
    result = read(published(NEW, zeros(NEW)).replace("\n一、总体情况\n", f"\n{line}\n"))
    assert result.report.plain("overview") == "\n".join(TEXTS["overview"])


@settings(max_examples=150, deadline=None)
@given(
    section=st.sampled_from(list(HEADINGS)),
    separator=st.sampled_from(SEPARATORS),
    text=st.text(
        alphabet=st.sampled_from("无收费元信息公开情况概述及的总体a07，。：（）—、 /;"), min_size=1, max_size=60
    ),
)
def test_no_character_behind_a_heading_is_lost(section: str, separator: str, text: str) -> None:
    result = read(with_text_behind(section, separator + text))
    report = result.report
    kept = "".join(report.plain(part.id) for part in NEW.sections) + "".join(item.text for item in result.unplaced)
    counted = [c for c in text if c.isalnum() or c == "/"]
    plain = "".join(TEXTS["overview"] + TEXTS["problems"] + TEXTS["other"]) + PREFACE
    for character in set(counted):
        assert kept.count(character) >= plain.count(character) + counted.count(character), (text, report.plain(section))


# Broken headings, contents


@pytest.mark.parametrize("section", list(HEADINGS))
@pytest.mark.parametrize("at", [2, 4, 5])
def test_a_heading_broken_over_two_lines(section: str, at: int) -> None:
    heading = HEADINGS[section]
    broken = f"{heading[:at]}\n{heading[at:]}"
    result = read(published(NEW, zeros(NEW)).replace(f"\n{heading}\n", f"\n{broken}\n"))
    for part, lines in TEXTS.items():
        assert result.report.plain(part) == "\n".join(lines)
    assert [result.report.plain(part) for part in ("requests", "disputes", "proactive")] == ["", "", ""]
    assert result.report.plain("preface") == PREFACE
    assert not result.unplaced
    assert not result.report.blanks()


@pytest.mark.parametrize("leader", ["", " 1", "……1", "\t1", "....... 12", "1"])
def test_a_table_of_contents_is_told_apart(leader: str) -> None:
    entries = [heading + leader for heading in HEADINGS.values()]
    result = read(published(NEW, zeros(NEW)).replace(PREFACE, "\n".join(["目录", *entries, PREFACE])))
    assert [item.text for item in result.unplaced] == ["目录", *entries]
    assert {(item.reason, item.furniture) for item in result.unplaced} == {("目录", True)}
    assert result.report.plain("preface") == PREFACE
    for part, lines in TEXTS.items():
        assert result.report.plain(part) == "\n".join(lines)
    assert not result.report.blanks()


def test_contents_with_a_heading_that_the_text_lacks() -> None:
    """The table of contents is longer than the outline of the text, and is still no outline."""
    contents = "\n".join(["目录", *HEADINGS.values(), PREFACE])
    text = published(NEW, zeros(NEW)).replace(PREFACE, contents)
    text = text.rpartition(f"\n{HEADINGS['other']}\n")[0]
    result = read(text)
    assert result.report.plain("overview") == "\n".join(TEXTS["overview"])
    assert result.report.plain("problems") == "\n".join(TEXTS["problems"])
    assert not result.report.blanks()


# Tables inside the text


@pytest.mark.parametrize(
    "lines",
    [
        ("规章", "3", "行政许可", "24"),
        ("平台", "网站", "237", "总计", "293", "规章", "3", "行政许可", "24"),
        ("指标\t数量", "规章\t5", "行政许可\t24", "总计\t293"),
        ("信息内容\t本年处理决定数量", "行政许可\t24"),
        ("规章 3", "行政许可 24"),
    ],
)
@pytest.mark.parametrize("section", ["overview", "problems"])
def test_a_small_table_in_a_section_of_text_stays_text(section: str, lines: tuple[str, ...]) -> None:
    result = read(published(NEW, zeros(NEW), before={section: lines}))
    assert result.report.plain(section) == "\n".join((*TEXTS[section], *lines))
    assert not result.unplaced
    assert {result.report.value(cell) for cell in NEW.inputs} == {0}


def test_a_grid_whose_section_is_not_there_is_read_where_it_stands() -> None:
    text = published(NEW, zeros(NEW, **{"disputes.reconsideration.upheld": "7"}))
    result = read(text.replace(f"\n{HEADINGS['disputes']}\n", "\n"))
    assert result.report.value("disputes.reconsideration.upheld") == 7
    assert not result.report.blanks()


def test_grids_behind_the_text_are_read() -> None:
    figures = zeros(NEW, **{"requests.received.business": "7"})
    grids = published(NEW, figures).split(f"{HEADINGS['proactive']}\n")[1].split(f"\n{HEADINGS['problems']}")[0]
    grids = "\n".join(line for line in grids.split("\n") if line not in HEADINGS.values())
    result = read(f"{published(NEW, figures, grids=False)}\n{grids}")
    assert result.report.value("requests.received.business") == 7
    assert not result.report.blanks()


# The unit


@pytest.mark.parametrize(
    "unit",
    [
        "示例市农业农村局（市乡村振兴局）",
        "示例市第12中学",
        "示例县第３医院",
        "示例市档案馆(市地方志办公室)",
        "示例生产建设兵团第八师",
    ],
)
@pytest.mark.parametrize("apart", [True, False])
def test_a_unit_with_brackets_or_digits(unit: str, apart: bool) -> None:
    printed = "2023年政府信息公开工作年度报告"
    title = (unit, printed) if apart else (unit + printed,)
    result = read(published(NEW, zeros(NEW), title=title, end=(unit, "2024年1月20日")))
    assert (result.report.unit, result.report.year) == (unit, 2023)
    assert result.report.fields["signature.unit"] == unit
    assert not result.unplaced
    assert result.report.plain("other") == "\n".join(TEXTS["other"])


# What a page puts around a report


def test_page_furniture_is_told_from_content() -> None:
    top = ("首页 > 年报", "索引号：1", "县里的一段话。")
    end = (UNIT, "2024年1月20日", "打印", "— 7 —", "附言：另有说明。")
    result = read(published(NEW, zeros(NEW), top=top, end=end))
    told = {item.text: item.furniture for item in result.unplaced}
    assert told == {
        "首页 > 年报": True,
        "索引号：1": True,
        "县里的一段话。": False,
        "打印": True,
        "— 7 —": True,
        "附言：另有说明。": False,
    }


# Size


@pytest.mark.parametrize("tail", ["\n1" * 3_000_000, "\n一" * (MOST_LINES + 1), "一" * (LARGEST_TEXT + 1)])
def test_a_text_too_large_is_refused_at_once(tail: str) -> None:
    text = published(NEW, zeros(NEW)) + tail
    start = time.perf_counter()
    with pytest.raises(ImportProblem, match="万") as caught:
        read(text)
    assert caught.value.advice
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    "line",
    [
        "1",
        "我局认真办理第{}件事，取得成效。",
        "五、存在问题{}：公开",
        "规章\t1\t2\t3",
        '"甲{}\t"乙',
        "一\t二\n4",
        " 规章" * 20,
    ],
)
def test_reading_time_grows_no_faster_than_the_text(line: str) -> None:
    def took(lines: int) -> float:
        text = published(NEW, zeros(NEW)) + "".join(f"\n{line.format(i)}" for i in range(lines))
        start = time.process_time()
        read(text)
        return time.process_time() - start

    took(10)
    assert took(8000) < 8 * took(2000) + 0.5
