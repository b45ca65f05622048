"""Last year's figures in a text that was taken over: live where certain, else marked."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.live_figures import FIGURE, STALE, Formula, figure_span, formula_of
from model.old_figures import count_stale, stale_figures, take_over, without_mark
from model.text import Span, TextBlock, from_plain, plain_text
from tests.builders import report_with
from workflows.forms import form, phrases

FIGURES = {
    "requests.received.natural_person": "31",
    "requests.received.business": "10",
    "requests.carried_in.natural_person": "3",
    "requests.granted.natural_person": "19",
    "requests.carried_out.natural_person": "2",
    "proactive.normative_documents.issued": "2",
}


def taken(text: str, figures: dict[str, str] | None = None):
    last = report_with(FIGURES if figures is None else figures, year=2024)
    return take_over(from_plain(text), form("2021"), phrases("2021"), last.value, 2024)


def marks(text: str) -> list[tuple[str, str]]:
    """Kind and text of what is marked; a live figure with its cell."""
    spans = [span for block in taken(text).text for span in block.spans if span.kind != "text"]
    return [(_cell(span), span.text) for span in spans]


def _cell(span: Span) -> str:
    formula = formula_of(span, form("2021"))
    return formula.cells[0] if formula else span.kind


@pytest.mark.parametrize(
    ("text", "cell", "figure"),
    [
        ("全年新收政府信息公开申请41件。", "requests.received.total", "41"),
        ("2024年，新收政府信息公开申请41件。", "requests.received.total", "41"),
        ("新收政府信息公开申请一些；上年结转3件。", "requests.carried_in.total", "3"),
        ("办理政府信息公开申请，其中予以公开19件。", "requests.granted.total", "19"),
        ("政府信息公开申请都已答复，结转下年度继续办理2件。", "requests.carried_out.total", "2"),
        ("制发行政规范性文件2件。", "proactive.normative_documents.issued", "2"),
    ],
)
def test_a_figure_that_is_named_for_certain_and_equal_becomes_live(text: str, cell: str, figure: str) -> None:
    assert marks(text) == [(cell, figure)]


@pytest.mark.parametrize(
    "text",
    [
        "新收政府信息公开申请40件。",  # not last year's figure
        "收到政府信息公开申请41件。",  # with or without what was carried over
        "2023年新收政府信息公开申请41件。",  # of another year
        "处理政府信息公开申请，予以公开、部分公开19件。",  # a sum of two
        "处理政府信息公开申请，予以公开及部分公开19件。",
        "上年结转3件。",  # of what is not said
        "新收政府信息公开申请约41件。",
        "政府信息公开申请不予公开19件。",
        "新收政府信息公开申请41条。",
    ],
)
def test_what_is_not_certain_is_marked(text: str) -> None:
    assert [kind for kind, _ in marks(text)] == [STALE]


@pytest.mark.parametrize(
    "text",
    [
        "2024年12月31日，第20条，20个工作日内，3个月，第3届",
        "《2件办法》〔2024〕12号，“12345”热线，电话0000-1234567",
        "网址https://www.example.cn/3件",
        "第一，一是制度，一起办理，三件事",
    ],
)
def test_what_counts_nothing_is_not_marked(text: str) -> None:
    assert marks(text) == []


def test_figures_in_all_their_forms_are_marked() -> None:
    text = "发布5,500余条，占46.3%，收费2.5万元，申请一件，共12场"
    assert [figure for _, figure in marks(text)] == ["5,500", "46.3", "2.5", "一", "12"]


def test_the_plain_text_stays_what_it_was() -> None:
    text = "（二）依申请公开\n全年新收政府信息公开申请41件，其中自然人31件。"
    result = taken(text)
    assert plain_text(result.text) == text
    assert (result.live, result.stale) == (1, 1)
    assert count_stale([result.text]) == 1


def test_live_figures_that_are_there_stay_and_strange_ones_are_marked() -> None:
    kept = figure_span(Formula("sum", ("requests.received.total",)), "41")
    gone = figure_span(Formula("sum", ("proactive.rules.made",)), "7")
    text = (TextBlock((Span("收"), kept, Span("件，制作"), gone, Span("件"))),)
    last = report_with(FIGURES)
    result = take_over(text, form("2021"), phrases("2021"), last.value, 2024)
    assert [span.kind for span in result.text[0].spans] == ["text", FIGURE, "text", STALE, "text"]
    assert (result.live, result.stale) == (0, 1)


def test_marked_figures_are_listed_with_their_places_and_a_mark_can_go() -> None:
    result = taken("开头\n发布信息268条、解读31条")
    first, second = stale_figures("overview", result.text)
    assert (first.paragraph, first.offset, first.text, first.before, first.after) == (
        1,
        4,
        "268",
        "发布信息",
        "条、解读31条",
    )
    assert second.text == "31"
    block = without_mark(result.text[1], first.offset)
    assert [(span.text, span.kind) for span in block.spans] == [
        ("发布信息268条、解读", "text"),
        ("31", STALE),
        ("条", "text"),
    ]


@settings(max_examples=80, deadline=None)
@given(st.text("收到申请件条0123456789.,%，。《》〔〕第年月一二", max_size=30))
def test_no_text_is_lost_or_changed(text: str) -> None:
    blocks = from_plain(text)
    result = take_over(blocks, form("2021"), phrases("2021"), lambda _: None, 2024)
    assert plain_text(result.text) == plain_text(blocks)
    assert result.live == 0
