"""Live figures: what their formulas give, that they follow their cells, and that nothing of them is lost."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.edits import Edit, ReplaceReport, ReplaceText, SetCell, SetLastYear, TextChange
from model.entry import enter
from model.history import History
from model.live_figures import UNFILLED, Formula, derive, figure_span, formula_of, placed_spans, stale_span
from model.report import Report
from model.state import LastReport
from model.storage import dump, load
from model.text import Span, TextBlock, from_plain
from tests.builders import FORMS, edits, form_of, report_with

NATURAL = "requests.received.natural_person"
BUSINESS = "requests.received.business"
ROW = "requests.received."
TOTAL = "requests.received.total"
LICENCES = "proactive.licences.decisions"
FEES = "proactive.fees.amount"


def with_last_year(report: Report, figures: dict[str, str]) -> Report:
    """The report with last year's figures inside."""
    last = report_with(figures, of=report.form, year=report.year - 1)
    report.apply(Edit("上年", (SetLastYear((LastReport(last.state(), "上年.nianbao", "0" * 64),)),)))
    return report


def put(report: Report, *spans: Span, section: str = "overview") -> Report:
    """The report with one paragraph of these spans in the section."""
    report.apply(Edit("插入", (ReplaceText(section, 0, 99, (TextBlock(spans),)),)))
    return report


def shown(formula: Formula, figures: dict[str, str], last: dict[str, str] | None = None) -> str:
    """What the formula shows in the text of a report with these figures."""
    report = report_with(figures)
    if last is not None:
        with_last_year(report, last)
    return put(report, figure_span(formula)).plain("overview")


@pytest.mark.parametrize(
    ("formula", "figures", "text"),
    [
        (Formula("sum", (NATURAL,)), {NATURAL: "47"}, "47"),
        (Formula("sum", (TOTAL,)), {NATURAL: "1037", BUSINESS: "10"}, "1047"),
        (Formula("sum", (NATURAL, BUSINESS)), {NATURAL: "37", BUSINESS: "10"}, "47"),
        (Formula("difference", (NATURAL,), (BUSINESS,)), {NATURAL: "3", BUSINESS: "10"}, "-7"),
        (Formula("share", (NATURAL,), (NATURAL, BUSINESS), 1), {NATURAL: "27", BUSINESS: "73"}, "27.0%"),
        (Formula("share", (NATURAL,), (BUSINESS,), 0), {NATURAL: "1", BUSINESS: "8"}, "13%"),
        (Formula("share", (NATURAL,), (BUSINESS,), 2), {NATURAL: "1", BUSINESS: "32"}, "3.13%"),
        (Formula("share", (NATURAL,), (BUSINESS,), 0), {NATURAL: "0", BUSINESS: "8"}, "0%"),
        (Formula("sum", (NATURAL,), numerals="chinese"), {NATURAL: "12"}, "十二"),
        (Formula("share", (NATURAL,), (BUSINESS,), 1, "chinese"), {NATURAL: "1", BUSINESS: "8"}, "百分之十二点五"),
        (Formula("sum", (FEES,)), {FEES: "12.50"}, "12.50"),
        (Formula("sum", (FEES,), decimals=1), {FEES: "12.25"}, "12.3"),
        (Formula("sum", (FEES,), decimals=0), {FEES: "0.5"}, "1"),
        (Formula("sum", (FEES,), decimals=1), {FEES: "12"}, "12.0"),
        (Formula("sum", (NATURAL,)), {}, UNFILLED),
        (Formula("sum", (NATURAL, BUSINESS)), {NATURAL: "3"}, UNFILLED),
        (Formula("sum", (NATURAL,)), {NATURAL: "约3件"}, UNFILLED),
        (Formula("share", (NATURAL,), (BUSINESS,), 1), {NATURAL: "3", BUSINESS: "0"}, UNFILLED),
        (Formula("change", (NATURAL,), decimals=1), {NATURAL: "3"}, UNFILLED),
    ],
)
def test_what_a_formula_shows(formula: Formula, figures: dict[str, str], text: str) -> None:
    assert shown(formula, figures) == text


@pytest.mark.parametrize(
    ("formula", "this", "last", "text"),
    [
        (Formula("last", (NATURAL,)), "", "37", "37"),
        (Formula("last", (TOTAL,)), "", "37", "37"),
        (Formula("change", (NATURAL,), decimals=1), "48", "37", "增长29.7%"),
        (Formula("change", (NATURAL,), decimals=1), "37", "48", "下降22.9%"),
        (Formula("change", (NATURAL,), decimals=2), "37", "37", "持平"),
        (Formula("change", (NATURAL,), decimals=0), "1", "8", "下降88%"),
        (Formula("change", (NATURAL,), decimals=0, numerals="chinese"), "3", "2", "增长百分之五十"),
        (Formula("change", (NATURAL,), decimals=1), "100001", "100000", UNFILLED),
        (Formula("change", (NATURAL,), decimals=1), "3", "0", UNFILLED),
        (Formula("change", (NATURAL,), decimals=1), "3", "", UNFILLED),
        (Formula("last", (NATURAL,)), "3", "无", UNFILLED),
    ],
)
def test_last_year_and_the_change(formula: Formula, this: str, last: str, text: str) -> None:
    assert shown(formula, {NATURAL: this}, {NATURAL: last}) == text


def test_figures_in_different_units_are_not_put_together() -> None:
    amount, change = "proactive.procurement.amount", Formula("change", ("proactive.procurement.amount",), decimals=0)
    report = with_last_year(report_with({amount: "12000元"}, edition="2019", year=2020), {amount: "1.2"})
    assert put(report, figure_span(change)).plain("overview") == UNFILLED
    assert "单位不同" in only_finding(report).message
    report.apply(Edit("填写", enter(report, amount, "2.4万元")))
    assert report.plain("overview") == "增长100%"


@pytest.mark.parametrize(
    ("now", "then", "decimals", "numerals", "text"),
    [
        ("1004", "1000", 0, "digits", "增长0.4%"),
        ("996", "1000", 0, "digits", "下降0.4%"),
        ("1004", "1000", 0, "chinese", "增长百分之零点四"),
        ("10004", "10000", 1, "digits", "增长0.04%"),
        ("10004", "10000", 0, "digits", "增长0.04%"),
        ("1005", "1000", 0, "digits", "增长1%"),
        ("200001", "200000", 0, "digits", UNFILLED),
        ("199999", "200000", 2, "digits", UNFILLED),
        ("1000", "1000", 0, "digits", "持平"),
    ],
)
def test_a_change_never_says_that_it_is_none(now: str, then: str, decimals: int, numerals: str, text: str) -> None:
    change = Formula("change", (NATURAL,), decimals=decimals, numerals=numerals)
    assert shown(change, {NATURAL: now}, {NATURAL: then}) == text


def test_a_change_too_small_to_be_shown_is_a_finding() -> None:
    report = with_last_year(report_with({NATURAL: "200001"}), {NATURAL: "200000"})
    put(report, figure_span(Formula("change", (NATURAL,), decimals=1)))
    assert "变化太小" in only_finding(report).message
    assert not only_finding(report).pending


@given(st.integers(0, 10**12), st.integers(1, 10**12), st.integers(0, 2))
def test_percentages_are_rounded_half_up(part: int, whole: int, decimals: int) -> None:
    report = report_with()
    report.apply(Edit("填写", (SetCell(NATURAL, part), SetCell(BUSINESS, whole))))
    text = derive(Formula("share", (NATURAL,), (BUSINESS,), decimals), report).text
    exact = Fraction(part, whole) * 100 * 10**decimals
    assert Decimal(text.removesuffix("%")).scaleb(decimals) == (exact + Fraction(1, 2)).__floor__()
    assert len(text.partition(".")[2]) == (decimals + 1 if decimals else 0)


formulas = st.builds(
    Formula,
    st.sampled_from(["sum", "last", "change"]),
    st.sampled_from([(NATURAL,), (TOTAL,), (LICENCES, FEES), (NATURAL, BUSINESS)]),
    st.just(()),
    st.integers(0, 2),
    st.sampled_from(["digits", "chinese"]),
) | st.builds(
    Formula,
    st.sampled_from(["difference", "share"]),
    st.just((NATURAL,)),
    st.just((TOTAL,)),
    st.integers(0, 2),
    st.just("digits"),
)


@given(formulas)
def test_a_formula_comes_back_from_its_span(formula: Formula) -> None:
    assert formula_of(figure_span(formula), form_of("2021")) == formula


@pytest.mark.parametrize(
    "extra",
    [
        "",
        '{"what": "sum", "cells": []}',
        '{"what": "sum"}',
        '{"what": "sum", "cells": "requests.received.total"}',
        '{"what": "sum", "cells": [1]}',
        '{"what": "sum", "cells": ["requests.received.dragon"]}',
        '{"what": "product", "cells": ["requests.received.total"]}',
        '{"what": ["sum"], "cells": ["requests.received.total"]}',
        '{"what": "sum", "cells": ["requests.received.total"], "rounding": "down"}',
        '{"what": "sum", "cells": ["requests.received.total"], "decimals": 3}',
        '{"what": "sum", "cells": ["requests.received.total"], "decimals": true}',
        '{"what": "sum", "cells": ["requests.received.total"], "decimals": 1.0}',
        '{"what": "sum", "cells": ["requests.received.total"], "numerals": "roman"}',
        '{"what": "sum", "cells": ["requests.received.total"], "other": ["requests.received.total"]}',
        '{"what": "share", "cells": ["requests.received.total"], "decimals": 1}',
        '{"what": "change", "cells": ["requests.received.total"]}',
    ],
)
def test_a_formula_that_is_not_understood_is_left_as_it_stands_and_told(extra: str) -> None:
    report = put(report_with({NATURAL: "3"}), Span("共"), Span("47", "figure", extra), Span("件"))
    assert report.plain("overview") == "共47件"
    found = only_finding(report)
    assert (found.rule, found.severity, found.pending) == ("D1", "error", False)
    assert "47" in found.message
    assert "第1段" in found.message
    assert (found.text.start, found.text.end) == (1, 3)
    assert load(dump(report), form_of).text("overview") == report.text("overview")


def only_finding(report: Report):
    """The one finding of the rules over figures in the text."""
    (found,) = (finding for finding in report.findings() if finding.rule in ("D1", "D2"))
    return found


def test_a_figure_follows_its_cell_and_says_so() -> None:
    report = put(report_with(), Span("共"), figure_span(Formula("sum", (TOTAL,))), Span("件"))
    told = []
    report.listen(told.append)
    report.apply(Edit("填写", (SetCell(NATURAL, 12),)))
    assert report.plain("overview") == "共12件"
    assert told[-1].texts == (TextChange("overview", 0, 1, 1),)
    report.apply(Edit("填写", (SetCell("requests.granted.business", 3),)))
    assert told[-1].texts == ()


def test_a_figure_put_in_is_worked_out_at_once_whatever_text_it_brought() -> None:
    report = put(report_with({NATURAL: "3"}), figure_span(Formula("sum", (NATURAL,)), "999"))
    assert report.plain("overview") == "3"


def test_one_that_comes_back_is_worked_out_anew_when_its_cell_changed_while_nothing_read_it() -> None:
    figure = figure_span(Formula("sum", (NATURAL,)), "3")
    report = put(report_with({NATURAL: "3"}), figure)
    report.apply(Edit("删除", (ReplaceText("overview", 0, 1, ()),)))
    report.apply(Edit("填写", (SetCell(NATURAL, 4),)))
    put(report, figure)
    assert report.plain("overview") == "4"


def test_last_years_report_brings_its_figures_and_takes_them_away() -> None:
    report = put(report_with({NATURAL: "48"}), figure_span(Formula("change", (NATURAL,), decimals=1)))
    assert report.plain("overview") == UNFILLED
    assert "上年报告" in only_finding(report).message
    with_last_year(report, {NATURAL: "37"})
    assert report.plain("overview") == "增长29.7%"
    assert not [finding for finding in report.findings() if finding.rule == "D1"]
    report.apply(Edit("上年", (SetLastYear(()),)))
    assert report.plain("overview") == UNFILLED


def test_a_blank_source_is_told_once_a_cell_and_waits_for_the_check() -> None:
    figure = figure_span(Formula("sum", (NATURAL,)))
    report = put(report_with(), Span("共"), figure, Span("件，其中"), figure)
    found = only_finding(report)
    assert found.pending
    assert "自然人" in found.message
    assert "2处" in found.message
    assert UNFILLED in found.message
    assert (found.text.start, found.text.end) == (1, 1 + len(UNFILLED))
    report.apply(Edit("填写", (SetCell(NATURAL, "约3"),)))
    assert "不是数" in only_finding(report).message
    report.apply(Edit("填写", (SetCell(NATURAL, 3),)))
    assert not [finding for finding in report.findings() if finding.rule == "D1"]


def test_stale_figures_are_one_hint_a_section() -> None:
    report = put(report_with(), Span("收到"), stale_span("41"), Span("件，答复"), stale_span("40"), Span("件"))
    found = only_finding(report)
    assert (found.rule, found.severity) == ("D2", "hint")
    assert "2处" in found.message
    assert "检查 › 上年数字待改" in found.message
    assert "41" in found.message
    assert (found.text.start, found.text.end) == (2, 4)
    put(report, Span("收到45件"))
    assert not [finding for finding in report.findings() if finding.rule == "D2"]


def test_places_of_spans() -> None:
    text = (*from_plain("甲"), TextBlock((Span("共"), Span("47", "figure"), Span("件"))))
    (placed,) = placed_spans(text)
    assert (placed.paragraph, placed.start, placed.end) == (1, 3, 5)


def test_a_file_whose_figure_was_not_kept_up_is_read_with_the_figure_of_its_cell() -> None:
    report = put(report_with({NATURAL: "3"}), figure_span(Formula("sum", (NATURAL,))))
    edited = dump(report).replace(f'"{NATURAL}": 3'.encode(), f'"{NATURAL}": 4'.encode())
    assert load(edited, form_of).plain("overview") == "4"


@st.composite
def with_figures(draw: st.DrawFn, edition: str) -> Edit:
    """An edit that puts live figures, sound and broken ones, into a section."""
    form = form_of(edition)
    cells = st.lists(st.sampled_from(tuple(form.cells)), min_size=1, max_size=2).map(tuple)
    formula = st.builds(
        Formula, st.sampled_from(["sum", "last", "change"]), cells, st.just(()), st.integers(0, 2), st.just("digits")
    )
    share = st.builds(
        Formula, st.sampled_from(["difference", "share"]), cells, cells, st.integers(0, 2), st.just("chinese")
    )
    span = st.one_of(
        st.builds(figure_span, formula | share),
        st.just(Span("旧", "figure", '{"what": "product"}')),
        st.just(stale_span("41")),
        st.just(Span("文")),
    )
    blocks = draw(st.lists(st.lists(span, max_size=3).map(lambda spans: TextBlock(tuple(spans), word="待核"))))
    section = draw(st.sampled_from([section.id for section in form.sections]))
    start = draw(st.integers(0, 2))
    return Edit("插入", (ReplaceText(section, start, start + draw(st.integers(0, 2)), tuple(blocks)),))


@pytest.mark.parametrize("edition", FORMS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_undo_redo_save_and_reload_give_equal_bytes(edition: str, data: st.DataObject) -> None:
    form = form_of(edition)
    report = with_last_year(report_with(of=form), {form.inputs[0]: "5"})
    history = History(report)
    bytes_after = [dump(report)]
    for _ in range(data.draw(st.integers(1, 5))):
        history.do(data.draw(with_figures(edition) | edits(form)))
        if len(history.names()) == len(bytes_after):
            bytes_after.append(dump(report))
            assert all_current(report)
    if report.fields["title"]:
        # An empty title is read as the form's first.
        assert dump(load(bytes_after[-1], form_of)) == bytes_after[-1]
    for saved in reversed(bytes_after[:-1]):
        history.undo()
        assert dump(report) == saved
    for saved in bytes_after[1:]:
        history.redo()
        assert dump(report) == saved
    kept = report.state()
    report.apply(Edit("新建", (ReplaceReport(report_with(of=form).state()),)))
    report.apply(Edit("恢复", (ReplaceReport(kept),)))
    assert dump(report) == bytes_after[-1]


def all_current(report: Report) -> bool:
    """Whether every live figure shows what its formula gives."""
    placed = [item.span for section in report.form.sections for item in placed_spans(report.text(section.id))]
    sound = [(span, formula) for span in placed if (formula := formula_of(span, report.form)) is not None]
    return all(span.text == derive(formula, report).text for span, formula in sound)
