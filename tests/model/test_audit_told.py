"""Figures against words: a fee that is not spoken of (P4), zeros that the text belies (P5)."""

from __future__ import annotations

import pytest

from model.edits import Edit, ReplaceText
from model.entry import enter
from model.findings import Finding
from model.report import Report
from model.text import from_plain
from tests.builders import full_report, report_with, written
from workflows.forms import editions

UNPAID = "requests.other_fee_unpaid.natural_person"


def put(report: Report, section: str, plain: str) -> Report:
    report.apply(Edit("文字", (ReplaceText(section, 0, len(report.text(section)), from_plain(plain)),)))
    return report


def fill(report: Report, cell: str, typed: str) -> Report:
    report.apply(Edit("填写", enter(report, cell, typed)))
    return report


def found(report: Report, rule: str) -> list[Finding]:
    return [finding for finding in report.all_findings() if finding.rule == rule]


def test_a_fee_that_was_not_paid_is_spoken_of() -> None:
    report = fill(written(full_report()), UNPAID, "2")
    assert found(report, "P4") == []
    put(report, "other", "没有其他需要报告的事项，本年度各项工作平稳。")
    (finding,) = found(report, "P4")
    assert (finding.severity, finding.part, finding.pending) == ("hint", "other", False)
    assert finding.cells == ("requests.other_fee_unpaid.total",)
    assert "2件" in finding.message
    assert "六、其他事项里没有提到信息处理费的收取情况；请补上" in finding.message
    assert found(fill(report, UNPAID, "0"), "P4") == []


def test_a_fee_that_was_charged_with_the_row_at_0_is_none() -> None:
    report = put(written(full_report()), "other", "全年收取信息处理费400元。")
    assert found(report, "P4") == []


def test_without_text_or_with_blanks_it_is_only_pending() -> None:
    (finding,) = found(put(fill(written(full_report()), UNPAID, "2"), "other", ""), "P4")
    assert finding.pending
    (finding,) = found(put(fill(written(report_with()), UNPAID, "2"), "other", "没有其他事项。"), "P4")
    assert finding.pending


def zeros(text: str, edition: str = "2021") -> list[Finding]:
    return found(put(written(full_report(edition=edition)), "other", text), "P5")


@pytest.mark.parametrize("edition", editions())
def test_zeros_that_the_text_belies(edition: str) -> None:
    report = written(full_report(edition=edition))
    put(report, "overview", f"{report.plain('overview')}\n全年共收到政府信息公开申请3件，按时答复公开申请3件。")
    (finding,) = found(report, "P5")
    assert (finding.severity, finding.part) == ("warning", "requests")
    assert finding.message.startswith("表三全部是0，文字却写着“收到政府信息公开申请3件”")
    assert [report.plain("overview")[place.start : place.end] for place in finding.texts] == [
        "收到政府信息公开申请3件",
        "答复公开申请3件",
    ]
    assert found(fill(report, "requests.received.natural_person", "3"), "P5") == []
    assert found(fill(report, "requests.received.natural_person", ""), "P5") == []


@pytest.mark.parametrize(
    "text",
    [
        "全年共收到3件政府信息公开申请。",
        "受理依申请公开事项十二件，均已答复。",
        "新收政府信息公开申请2份。",
        "本年办结依申请公开5件。",
        "全市共收到政府信息公开申请34290件。",
    ],
)
def test_what_was_received_is_counted_in_many_ways(text: str) -> None:
    assert len(zeros(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "全年未收到政府信息公开申请。",
        "全年没有收到政府信息公开申请，收到来信3件。",
        "收到政府信息公开申请0件，答复公开申请0件。",
        "收到政府信息公开申请零件。",
        "规范受理公开申请的流程，对每一件公开申请认真答复。",
        "上年收到政府信息公开申请3件。",
        "2024年收到政府信息公开申请3件。",
        "历年累计收到公开申请3件。",
        "受理行政许可申请85件。",
        "指导各镇办理政府信息公开申请5件。",
        "依照《收到政府信息公开申请3件的答复》办理。",
        "因公开申请引起的行政复议3件。",
        "公开申请均在15个工作日内答复。",
    ],
)
def test_what_says_nothing_of_this_years_requests(text: str) -> None:
    assert zeros(text) == []


def test_what_says_the_same_stands_under_what_says_it_better() -> None:
    report = fill(written(full_report()), UNPAID, "2")
    put(report, "other", "没有其他需要报告的事项，本年度各项工作平稳。")
    by_key = {finding.key: finding for finding in report.all_findings()}
    assert by_key["T6:other"].cause_of == ("P4:other",)
    report = put(written(full_report()), "other", "没有收取信息处理费。全年共收到政府信息公开申请3件。")
    (told,) = found(report, "T1")
    assert told.cause_of == tuple(finding.key for finding in found(report, "P5"))
