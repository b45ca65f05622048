"""Last year's figures in a text that was taken over: live where certain, else marked."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.live_figures import FIGURE, STALE, Formula, figure_span, formula_of
from model.old_figures import count_stale, stale_figures, take_over, without_mark
from model.text import Span, TextBlock, from_plain, plain_text
from tests.builders import report_with
from workflows.forms import form, phrases, readings

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
    return take_over(from_plain(text), form("2021"), phrases("2021"), last.value, 2024, readings("2021"))


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


IN_ALL = {
    "requests.received.natural_person": "31",
    "requests.received.business": "10",
    "requests.carried_in.natural_person": "4",
    "requests.granted.natural_person": "19",
    "requests.partly_granted.natural_person": "7",
    "requests.refused_third_party.natural_person": "2",
    "requests.refused_enforcement_files.natural_person": "3",
    "requests.unavailable_not_held.natural_person": "5",
    "requests.not_processed_repeat.natural_person": "1",
    "requests.other_not_corrected.natural_person": "6",
    "requests.carried_out.natural_person": "2",
    "proactive.normative_documents.issued": "2",
    "proactive.normative_documents.repealed": "1",
    "proactive.normative_documents.in_force": "9",
    "proactive.penalties.decisions": "3",
    "proactive.licences.decisions": "0",
    "disputes.reconsideration.upheld": "2",
    "disputes.reconsideration.corrected": "1",
    "disputes.litigation_direct.upheld": "1",
    "disputes.litigation_after_reconsideration.upheld": "3",
}


def became(text: str, figures: dict[str, str]) -> list[str]:
    """What each figure of the text became: a cell, a sum by its first and last cells, or a mark."""
    last = report_with(dict.fromkeys(form("2021").inputs, "0") | figures, year=2024)
    result = take_over(from_plain(text), form("2021"), phrases("2021"), last.value, 2024, readings("2021"))
    spans = [span for block in result.text for span in block.spans if span.kind != "text"]
    found = [formula_of(span, form("2021")) for span in spans]
    return [f"{one.cells[0]}{' … ' + one.cells[-1] if one.cells[1:] else ''}" if one else STALE for one in found]


REQUESTS = "requests."


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("全年收到政府信息公开申请41件。", ["received.total"]),
        ("我局共受理依申请公开事项41件，", ["received.total"]),
        ("通过信函、网络等渠道收到依申请公开41件，", ["received.total"]),
        ("全年收到41件政府信息公开申请，", ["received.total"]),
        ("受理政府信息公开申请45件（含上年结转4件），", ["received.total … carried_in.total", "carried_in.total"]),
        (
            "收到信息公开申请41件，其中自然人31件、企业申请10件。",
            ["received.total", "received.natural_person", "received.business"],
        ),
        ("收到政府信息公开申请41件，答复43件，", ["received.total", "results_total.total"]),
        ("处理政府信息公开申请43件，", ["results_total.total"]),
        ("政府信息公开申请中，予以公开及部分公开26件，", ["granted.total … partly_granted.total"]),
        ("申请中，“予以公开”19件、“部分公开”7件，", ["granted.total", "partly_granted.total"]),
        ("申请中，19件予以公开，7件部分公开。", ["granted.total", "partly_granted.total"]),
        ("申请中，不予公开5件，", ["refused_state_secret.total … refused_administrative_inquiry.total"]),
        ("申请中，因本机关不掌握相关信息而无法提供5件，", ["unavailable_not_held.total"]),
        ("依申请公开方面，2023年结转4件，结转2025年办理2件。", ["carried_in.total", "carried_out.total"]),
        ("收到政府信息公开申请，另有2件转下年度办理。", ["carried_out.total"]),
    ],
)
def test_the_figure_decides_between_what_words_of_requests_can_mean(text: str, wanted: list[str]) -> None:
    named = [" … ".join(REQUESTS + cell for cell in one.split(" … ")) for one in wanted]
    assert became(text, IN_ALL) == named


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "制发行政规范性文件2件，废止1件，截至年底现行有效9件。",
            [f"proactive.normative_documents.{column}" for column in ("issued", "repealed", "in_force")],
        ),
        ("作出行政处罚决定3件、行政许可决定0件。", ["proactive.penalties.decisions", "proactive.licences.decisions"]),
        ("制定规章2件，废止1件，", [STALE, STALE]),
        ("公布权力清单，行政处罚3项、", [STALE]),
        (
            "涉及信息公开的行政复议3件，结果维持2件，结果纠正1件。",
            [f"disputes.reconsideration.{column}" for column in ("total", "upheld", "corrected")],
        ),
        (
            "信息公开行政复议3件；行政诉讼4件，均结果维持4件。",
            [
                "disputes.reconsideration.total",
                "disputes.litigation_direct.total … disputes.litigation_after_reconsideration.total",
                STALE,
            ],
        ),
        (
            "信息公开行政诉讼中，未经复议直接起诉1件，复议后起诉3件。",
            ["disputes.litigation_direct.total", "disputes.litigation_after_reconsideration.total"],
        ),
        ("信息公开行政复议和行政诉讼3件，", [STALE]),
    ],
)
def test_documents_decisions_and_disputes(text: str, wanted: list[str]) -> None:
    assert became(text, IN_ALL) == wanted


def test_of_several_things_that_were_the_same_none_is_certain() -> None:
    without = {cell: figure for cell, figure in IN_ALL.items() if not cell.startswith("requests.carried_in")}
    assert became("办理政府信息公开申请41件。", IN_ALL) == ["requests.received.total"]
    assert became("办理政府信息公开申请41件。", without) == [STALE]
    assert became("新收政府信息公开申请41件。", without) == ["requests.received.total"]


def test_numerals_stay_numerals() -> None:
    last = report_with(dict.fromkeys(form("2021").inputs, "0") | {"requests.received.business": "2"}, year=2024)
    result = take_over(
        from_plain("收到政府信息公开申请二件。"), form("2021"), phrases("2021"), last.value, 2024, readings("2021")
    )
    (span,) = [span for span in result.text[0].spans if span.kind == FIGURE]
    assert formula_of(span, form("2021")) == Formula("sum", ("requests.received.total",), numerals="chinese")


@pytest.mark.parametrize(
    "text",
    [
        "新收政府信息公开申请40件。",  # not last year's figure
        "收到政府信息公开申请42件。",
        "通过网络收到政府信息公开申请41件。",
        "指导乡镇收到政府信息公开申请41件。",
        "收到政府信息公开申请后补正41件。",
        "2023年新收政府信息公开申请41件。",  # of another year
        "是上年的1.37倍",
        "处理政府信息公开申请，予以公开、部分公开19件。",  # a sum of two
        "处理政府信息公开申请，予以公开及部分公开19件。",
        "上年结转3件。",  # of what is not said
        "新收政府信息公开申请约41件。",
        "政府信息公开申请不予公开19件。",
        "新收政府信息公开申请41人次。",
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
    assert (result.live, result.stale) == (2, 0)
    assert count_stale([result.text]) == 0


def test_live_figures_that_are_there_stay_and_strange_ones_are_marked() -> None:
    kept = figure_span(Formula("sum", ("requests.received.total",)), "41")
    gone = figure_span(Formula("sum", ("proactive.rules.made",)), "7")
    text = (TextBlock((Span("收"), kept, Span("件，制作"), gone, Span("件"))),)
    last = report_with(FIGURES)
    result = take_over(text, form("2021"), phrases("2021"), last.value, 2024, readings("2021"))
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
    result = take_over(blocks, form("2021"), phrases("2021"), lambda _: None, 2024, readings("2021"))
    assert plain_text(result.text) == plain_text(blocks)
    assert result.live == 0
