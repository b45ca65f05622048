"""Rule T1 on whole reports: what it says, when it is silent, how sure it is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from model.edits import Edit, ReplaceText, SetNote
from model.entry import enter
from model.findings import Finding, TextPlace
from model.live_figures import Formula, figure_span
from model.report import Report
from model.text import Span, TextBlock, from_plain
from model.text_figures.report import figures_of_report
from tests.builders import beside, full_report, last_report, report_with

NEW, CARRIED, DONE, OUT = (
    f"requests.{row}.natural_person" for row in ("received", "carried_in", "granted", "carried_out")
)


def _with(figures: dict[str, str], text: str, section: str = "overview", **more: str) -> Report:
    """A report of 2025 filled in with 0 but for these figures, that says this."""
    report = full_report(**more)
    for cell, typed in figures.items():
        report.apply(Edit("填写", enter(report, cell, typed)))
    report.apply(Edit("文字", (ReplaceText(section, 0, 0, from_plain(text)),)))
    return report


def _found(report: Report) -> list[Finding]:
    return [finding for finding in report.findings() if finding.rule == "T1"]


def test_both_figures_and_their_difference_are_told() -> None:
    report = _with({DONE: "13"}, "全年工作有序。\n收到政府信息公开申请0件，予以公开12件。")
    (finding,) = _found(report)
    assert finding.statement == "第2段“予以公开12件”：表三 （一）予以公开，总计是13件"
    assert (finding.gap, finding.left, finding.right, finding.difference) == ("相差 1 件", 12, 13, -1)
    assert (finding.severity, finding.pending, finding.explainable) == ("error", False, True)
    assert finding.cells == ("requests.granted.total",)
    assert dict(finding.figures) == {"requests.granted.total": 13, "text": "予以公开12件"}
    place = finding.texts[0]
    assert report.plain(place.section)[place.start : place.end] == "12"


def test_mending_either_side_removes_it_and_undo_brings_it_back() -> None:
    report = _with({DONE: "13"}, "政府信息公开申请中，予以公开12件。")
    key = _found(report)[0].key
    inverse = report.apply(Edit("填写", enter(report, DONE, "12")))
    assert _found(report) == []
    report.apply(inverse)
    assert [finding.key for finding in _found(report)] == [key]
    report.apply(Edit("文字", (ReplaceText("overview", 0, 1, from_plain("政府信息公开申请中，予以公开13件。")),)))
    assert _found(report) == []


@pytest.mark.parametrize(
    ("licences", "text", "agrees"),
    [
        ("856213", "85.6万件", True),
        ("856213", "85.62万件", True),
        ("856213", "85.63万件", False),
        ("856213", "86万件", True),
        ("856213", "85.9万件", False),
        ("128563", "12万件", False),
        ("128563", "12.86万件", True),
        ("128563", "12.8563万件", True),
        ("128563", "128,564件", False),
    ],
)
def test_a_count_in_tens_of_thousands_is_as_exact_as_it_is_printed(licences: str, text: str, agrees: bool) -> None:
    report = _with({"proactive.licences.decisions": licences}, f"全年作出行政许可处理决定{text}。")
    (figure,) = (figure for figure in figures_of_report(report) if figure.cells)
    assert figure.agrees is agrees
    assert (_found(report) == []) is agrees


@pytest.mark.parametrize(
    ("figures", "text", "says"),
    [
        ({NEW: "4"}, "全年未收到政府信息公开申请。", "表三 新收，总计是4件"),
        ({DONE: "9"}, "政府信息公开申请中，不予公开2件。", "表三 （三）不予公开，总计是0件"),
        ({}, "因政府信息公开引发行政诉讼1件。", "表四 行政诉讼›总计是0件"),
        ({NEW: "3"}, "收到政府信息公开申请3件，其中法人或其他组织申请1件。", "表三 新收，法人或其他组织是0件"),
        (
            {NEW: "4", DONE: "4"},
            "收到政府信息公开申请4件，予以公开4件，占98%。",
            "按表中的数算是100%：表三 （一）予以公开，总计÷表三 办理结果总计，总计",
        ),
        ({"proactive.fees.amount": "1.5"}, "收取行政事业性收费16000元。", "本年收费金额是1.5万元"),
    ],
)
def test_what_the_other_side_is_called(figures: dict[str, str], text: str, says: str) -> None:
    assert says in _found(_with(figures, text))[0].statement


def test_what_agrees_is_no_finding() -> None:
    text = "收到政府信息公开申请12件，上年结转1件，办结11件，结转下年度继续办理2件。行政复议0件，行政诉讼0件。"
    report = _with({NEW: "12", CARRIED: "1", DONE: "11", OUT: "2"}, text)
    assert len(figures_of_report(report)) == 6
    assert _found(report) == []


def test_words_that_may_mean_another_figure_only_warn() -> None:
    (finding,) = _found(_with({}, "公开行政规范性文件3件。"))
    assert finding.severity == "warning"
    assert "疑似" in finding.statement


def test_blank_cells_are_no_finding_while_the_report_is_filled_in() -> None:
    report = report_with()
    report.apply(Edit("文字", (ReplaceText("overview", 0, 0, from_plain("收到政府信息公开申请3件。")),)))
    (figure,) = figures_of_report(report)
    assert (figure.cells, figure.found, figure.expected) == (("requests.received.total",), 3, None)
    assert _found(report) == []
    report.apply(Edit("填写", enter(report, NEW, "2")))
    assert [finding.pending for finding in _found(report)] == [True]


def test_a_total_that_a_document_stated_is_what_counts() -> None:
    report = _with({NEW: "3"}, "收到政府信息公开申请4件。")
    report.apply(Edit("导入", (SetNote("requests.received.total", "stated", 4),)))
    assert _found(report) == []


@pytest.mark.parametrize(
    ("new", "carried", "wanted", "certain"),
    [
        ("9", "3", ("requests.received.total", "requests.carried_in.total"), True),
        ("12", "3", ("requests.received.total",), True),
        ("7", "3", ("requests.received.total", "requests.carried_in.total"), False),
    ],
)
def test_the_balance_decides_what_the_words_leave_open(
    new: str, carried: str, wanted: tuple[str, ...], certain: bool
) -> None:
    report = _with({NEW: new, CARRIED: carried}, "共受理政府信息公开申请12件（含上年度结转3件）。")
    figure = figures_of_report(report)[0]
    assert (figure.cells, figure.certain) == (wanted, certain)


def test_a_live_figure_is_counted_and_never_wrong() -> None:
    report = full_report()
    spans = (Span("收到政府信息公开申请"), figure_span(Formula("sum", (NEW,))), Span("件。"))
    report.apply(Edit("文字", (ReplaceText("overview", 0, 0, (TextBlock(spans),)),)))
    report.apply(Edit("填写", enter(report, "requests.received.business", "2")))
    (figure,) = figures_of_report(report)
    assert (figure.found, figure.expected, figure.live) == (0, 2, True)
    assert _found(report) == []


def _changed(text: str) -> list[Finding]:
    report = _with({NEW: "30"}, text)
    zeros = dict.fromkeys(report.form.inputs, "0")
    return _found(beside(report, last_report({**zeros, NEW: "24"})))


def test_a_change_is_worked_out_from_both_years() -> None:
    assert _changed("收到政府信息公开申请30件，同比增长25%，比上年增加6件。") == []
    assert "表三 新收，总计比上年增加25%" in _changed("收到政府信息公开申请30件，同比增长26%。")[0].statement
    assert "比上年增加6件" in _changed("收到政府信息公开申请30件，比上年减少6件。")[0].statement
    assert "比上年增加6件" in _changed("收到政府信息公开申请30件，与2024年持平。")[0].statement


def test_a_change_is_silent_without_last_year() -> None:
    report = _with({NEW: "30"}, "收到政府信息公开申请30件，同比增长26%。")
    assert [figure.expected for figure in figures_of_report(report)] == [30, None]
    assert _found(report) == []


@pytest.mark.parametrize(("text", "wrong"), [("约90件", 0), ("90余件", 0), ("90件", 1), ("约120件", 1)])
def test_about_so_many_is_compared_loosely(text: str, wrong: int) -> None:
    assert len(_found(_with({NEW: "95"}, f"收到政府信息公开申请{text}。"))) == wrong


def test_shares_are_compared_in_the_decimals_that_are_printed() -> None:
    figures = {NEW: "3", DONE: "2", "requests.partly_granted.natural_person": "1"}
    assert _found(_with(figures, "收到政府信息公开申请3件，予以公开2件，占66.7%。")) == []
    assert len(_found(_with(figures, "收到政府信息公开申请3件，予以公开2件，占66.66%。"))) == 1


def test_a_section_whose_heading_says_what_it_is_about() -> None:
    report = _with({}, "共办理案件0件。", "disputes")
    assert [(figure.cells, figure.certain) for figure in figures_of_report(report)] == [
        (("disputes.reconsideration.total",), False)
    ]
    report = _with({}, "全年收到12件，办结11件。", "requests")
    assert [figure.cells for figure in figures_of_report(report)] == [
        ("requests.received.total",),
        ("requests.results_total.total",),
    ]


def test_places_are_those_of_the_section() -> None:
    report = _with({NEW: "2"}, "甲。\n\n收到政府信息公开申请3件。")
    finding = _found(report)[0]
    assert finding.texts == (
        TextPlace("overview", report.plain("overview").index("3"), report.plain("overview").index("3") + 1),
    )


def test_the_earlier_edition_has_its_own_cells() -> None:
    report = _with({}, "制发规范性文件2件。政府信息公开申请中，其他处理1件。", edition="2019")
    assert [figure.cells for figure in figures_of_report(report)] == [
        ("proactive.normative_documents.made",),
        ("requests.other_processed.total",),
    ]


def test_money_is_compared_in_the_unit_of_its_cell() -> None:
    report = _with({"proactive.fees.amount": "1.6"}, "收取行政事业性收费16000元。收费金额1.6万元。")
    assert [figure.found for figure in figures_of_report(report)] == [Decimal("1.6"), Decimal("1.6")]
    assert _found(report) == []
