"""Figures that stand in the text as typed: which are a cell's for certain, and of which it is said that they have none."""

from __future__ import annotations

import pytest

from model.live_figures import Formula, figure_span, stale_span
from model.phrases import NO_PHRASES, load_phrases
from model.report import Report
from model.text import Span, TextBlock
from model.typed_figures import CERTAIN, DIFFERS, ELSEWHERE, SAME, UNSURE, TypedFigure, typed_figures
from tests.builders import form_of, report_with
from workflows.forms import form_folder

TOTAL = "requests.received.total"
GRANTED = "requests.granted.total"
PHRASES = load_phrases(form_folder("2021"), form_of("2021"))


@pytest.fixture
def report() -> Report:
    """47 applications, 1,234 of them granted; nothing else is filled in."""
    return report_with({"requests.received.natural_person": "47", "requests.granted.natural_person": "1234"})


def found(report: Report, *spans: Span | str) -> tuple[TypedFigure, ...]:
    """The figures of a paragraph of these spans."""
    block = TextBlock(tuple(Span(span) if isinstance(span, str) else span for span in spans))
    return typed_figures(report, PHRASES, block)


@pytest.mark.parametrize(
    ("plain", "quoted", "meaning"),
    [
        ("全年新收政府信息公开申请47件。", "新收政府信息公开申请47件", CERTAIN),
        ("全年新收政府信息公开申请48件。", "新收政府信息公开申请48件", DIFFERS),
        ("办结政府信息公开申请，予以公开1234件。", "予以公开1234件", CERTAIN),
        ("办结政府信息公开申请，予以公开1,234件。", "予以公开1,234件", SAME),
        ("办结政府信息公开申请，予以公开两件。", "予以公开两件", UNSURE),
        ("因政府信息公开被申请行政复议2件。", "因政府信息公开被申请行政复议2件", DIFFERS),
        ("共收到申请47件。", "收到申请47件", UNSURE),
        ("收到申请5条。", "收到申请5条", UNSURE),
        ("废止1件。", "废止1件", UNSURE),
        ("查处问题3件。", "查处问题3件", UNSURE),
        ("另有5条属于不予公开的情形。", "另有5条", UNSURE),
        ("全年更新信息237条。", "更新信息237条", ELSEWHERE),
        ("参训46人次。", "参训46人次", ELSEWHERE),
        ("提供查询、打印服务300余次。", "打印服务300余次", ELSEWHERE),
        ("在县政府门户网站政府信息公开专栏里更新信息237条。", "…站政府信息公开专栏里更新信息237条", ELSEWHERE),
    ],
)
def test_what_a_figure_means(report: Report, plain: str, quoted: str, meaning: str) -> None:
    (figure,) = found(report, plain)
    assert (figure.quoted, figure.meaning) == (quoted, meaning)
    assert plain[figure.start : figure.end] in quoted


@pytest.mark.parametrize(
    "plain", ["增长12.5%。", "2025年", "国办发〔2020〕109号", "《三年5件实事》", "电话0000-1234", "按照“8件实事”推进"]
)
def test_what_counts_nothing_is_passed_over(report: Report, plain: str) -> None:
    assert found(report, plain) == ()


def test_a_certain_one_brings_its_offer(report: Report) -> None:
    (figure,) = found(report, "新收政府信息公开申请47件")
    assert (figure.cell, figure.offer.formula, figure.stale) == (TOTAL, Formula("sum", (TOTAL,)), False)


def test_live_ones_are_none_and_marked_ones_say_so(report: Report) -> None:
    live = figure_span(Formula("sum", (TOTAL,)), "47")
    spans = (
        "新收政府信息公开申请",
        live,
        "件，其中予以公开",
        stale_span("1234"),
        "件；更新信息",
        stale_span("9"),
        "条",
    )
    granted, updated = found(report, *spans)
    assert (granted.cell, granted.meaning, granted.stale) == (GRANTED, CERTAIN, True)
    assert (updated.quoted, updated.meaning, updated.stale) == ("更新信息9条", ELSEWHERE, True)
    assert "".join(span if isinstance(span, str) else span.text for span in spans)[updated.start : updated.end] == "9"


def test_without_phrases_nothing_is_said(report: Report) -> None:
    assert typed_figures(report, NO_PHRASES, TextBlock((Span("更新信息237条"),))) == ()
