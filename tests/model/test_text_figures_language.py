"""Rule T1: numerals, what is kept between paragraphs, figures put in by chance, the cost of long texts, broken data."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resources
from model.chinese_numbers import chinese_numeral
from model.errors import FormError
from model.text_figures import reading
from model.text_figures.names import load_wordings
from model.text_figures.numerals import numerals, plain_digits
from model.text_figures.paragraphs import figures_of_texts, read_paragraph
from model.text_figures.word_tree import WordTree, spelled_out
from tests.builders import form_of
from tests.text_figure_words import YEAR, figures, told, wordings


def _values(text: str) -> list[Decimal]:
    return [numeral.value for numeral in numerals(plain_digits(text), wordings().lexicon)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("收到1,261件", [1261]),
        ("收到１２件", [12]),
        ("收到一件", [1]),
        ("收到两件", [2]),
        ("收到十二件", [12]),
        ("收到一百零五件", [105]),
        ("收到二十余件", [20]),
        ("发布14万余条", [140000]),
        ("收费1.2亿元", [Decimal("120000000")]),
        ("占30.61%", [Decimal("30.61")]),
        ("占百分之三十", [30]),
        ("占百分之十二点五", [Decimal("12.5")]),
        ("2023年12月31日", []),
        ("第3件", []),
        ("《关于2件事的通知》〔2023〕5号", []),
        ("https://a.example/2023/12件", []),
        ("一是加强领导，二是三审三校", []),
    ],
)
def test_figures_as_prose_writes_them(text: str, values: list[object]) -> None:
    assert _values(text) == values


def test_an_ordinal_counts_nothing() -> None:
    assert told("收到政府信息公开申请的第3件已经办结。") == ""


@pytest.mark.parametrize("number", [1, 9, 10, 12, 20, 101, 110, 1005, 3400, 20_000, 105_000])
def test_chinese_numerals_are_read_as_they_are_written(number: int) -> None:
    assert _values(f"收到{chinese_numeral(str(number))}件") == [number]


def test_a_sentence_refers_back_to_the_one_before() -> None:
    assert told("收到政府信息公开申请9件。", "其中予以公开5件，不予公开4件。") == (
        "9=request.receive 5=request.granted 4=request.refused"
    )
    assert told("其中答复5件。") == ""


def test_another_subject_ends_what_is_referred_to() -> None:
    assert told("收到政府信息公开申请9件。", "办理热线工单30件，办结率100%。") == "9=request.receive"


def test_outcomes_are_those_of_the_cases_counted_last() -> None:
    text = "政府信息公开行政复议5件，其中结果维持3件；行政诉讼2件，其中结果维持1件。"
    assert told(text) == "5=reconsideration 3=reconsideration.upheld 2=litigation 1=litigation.upheld"


@pytest.mark.parametrize(
    "noun", ["户籍业务", "低保", "婚姻登记", "督办件", "备案审查", "刑事案件", "12345工单", "专利"]
)
@pytest.mark.parametrize(
    "done", ["，办结29件", "，其中办结29件，结转1件", "，按时办结率100%", "，较去年减少3件", "，均已办结"]
)
@pytest.mark.parametrize("act", ["办理", "受理", "办结", "公开", "新增"])
def test_what_is_done_with_other_things_is_not_done_with_requests(act: str, noun: str, done: str) -> None:
    assert told("收到政府信息公开申请9件，均已答复。", f"全年{act}{noun}30件{done}。") == "9=request.receive"
    assert told(f"收到政府信息公开申请9件，{act}{noun}30件{done}。") == "9=request.receive"


@pytest.mark.parametrize("noun", ["低保", "公租房", "落户", "法律援助", "变更登记"])
@pytest.mark.parametrize("act", ["受理", "收到", "办结"])
def test_applications_for_other_things_are_no_requests(act: str, noun: str) -> None:
    assert told("收到政府信息公开申请9件。", f"全年{act}{noun}申请30件。") == "9=request.receive"


LISTS = (
    ("本年新收政府信息公开申请{}件，上年结转{}件，办结{}件，结转下年度{}件。", "request.receive request.carried_in request.done request.carried_out"),
    ("政府信息公开申请中，予以公开{}件、部分公开{}件、不予公开{}件、无法提供{}件。", "request.granted request.partly_granted request.refused request.unavailable"),
    ("制发行政规范性文件{}件，废止{}件，现行有效{}件。", "norm.issue norm.repeal norm.in_force"),
    ("作出行政许可决定{}件、行政处罚决定{}件、行政强制决定{}件。", "licence.decide penalty.decide coercion.decide"),
    ("政府信息公开行政复议{}件，结果维持{}件，结果纠正{}件，尚未审结{}件。", "reconsideration reconsideration.upheld reconsideration.corrected reconsideration.pending"),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(LISTS), st.lists(st.integers(0, 99_999), min_size=4, max_size=4), st.booleans())
def test_the_names_are_the_same_whatever_the_figures(worded: tuple[str, str], values: list[int], chinese: bool) -> None:
    sentence, names = worded
    written = [chinese_numeral(str(value)) if chinese else str(value) for value in values]
    # An outcome that is more than its cases would be said of all kinds of cases.
    figures_here = figures(sentence.format(*written))
    named = told(sentence.format(*written)).split(" ")
    assert [item.partition("=")[2].removesuffix("?") for item in named] == names.split(" ")
    assert [figure.found for figure in figures_here] == values[: len(figures_here)]


def test_a_paragraph_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    real: Callable[..., object] = reading.read

    def counting(text: str, *rest: object) -> object:
        read.append(text)
        return real(text, *rest)

    monkeypatch.setattr("model.text_figures.paragraphs.read", counting)
    read_paragraph.cache_clear()
    texts = ["收到政府信息公开申请9件。", "全年发布信息30条。", "组织培训3次。", "召开会议5次。"]
    figures_of_texts(texts, YEAR, form_of("2021"))
    assert read == texts
    figures_of_texts([*texts[:3], "召开会议6次。"], YEAR, form_of("2021"))
    assert read == [*texts, "召开会议6次。"]


@pytest.mark.parametrize(
    "piece", ["收到政府信息公开申请12件，", "比上年增长3件、", "（申请3件）", "无申请", "1件", "，"]
)
def test_the_work_grows_as_the_text_does(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = 0
    real = WordTree.longest

    def counting(tree: WordTree, text: str, start: int) -> object:
        nonlocal seen
        seen += 1
        return real(tree, text, start)

    monkeypatch.setattr(WordTree, "longest", counting)
    work = []
    for times in (50, 400):
        seen = 0
        read_paragraph.cache_clear()
        figures_of_texts([piece * times], YEAR, form_of("2021"))
        work.append(seen)
    assert work[1] <= 10 * work[0]


def test_words_with_choices() -> None:
    assert list(spelled_out("(未|没有)收到(过|)")) == ["未收到过", "未收到", "没有收到过", "没有收到"]


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_every_name_of_an_edition_leads_to_cells(edition: str) -> None:
    known = wordings(edition)
    things = set(known.lexicon.topics)
    assert {name.partition(".")[0] for name in known.cells} <= things


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("forms/2021/wordings.toml", '"requests.granted.total"]', '"requests.given.total"]', "requests.given.total"),
        ("forms/2021/wordings.toml", 'right = ["request.done"', 'right = ["request.finished"', "balance"),
        ("forms/2021/wordings.toml", 'disputes = "reconsideration"', 'quarrels = "reconsideration"', "quarrels"),
        ("text/wordings.toml", "each = ", "every = ", "each"),
        ("text/wordings.toml", 'of = ["request"]', 'of = ["requests"]', "requests"),
    ],
)
def test_broken_words_are_refused_with_their_place(tmp_path: Path, file: str, old: str, new: str, says: str) -> None:
    copytree(resources.path("forms"), tmp_path / "forms")
    copytree(resources.path("text"), tmp_path / "text")
    broken = tmp_path / file
    text = broken.read_text(encoding="utf-8")
    assert old in text
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FormError) as told_:
        load_wordings(tmp_path / "forms/2021/wordings.toml", form_of("2021"))
    assert says in str(told_.value)
