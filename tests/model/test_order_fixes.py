"""Fixes of numbering, of half-width marks and of the opening: what they change, what they leave alone, what undoes them."""

from __future__ import annotations

import pytest

from model.edits import Edit, ReplaceText, SetField
from model.findings import Finding
from model.fixes import Fix, fixes_for
from model.report import Report
from model.text import from_plain
from tests.builders import report_with, written

OVERVIEW = "按时主动公开，办理依申请公开，保密审查，办好网站，组织培训。"


def put(report: Report, section: str, plain: str) -> Report:
    report.apply(Edit("文字", (ReplaceText(section, 0, len(report.text(section)), from_plain(plain)),)))
    return report


def found(report: Report, rule: str) -> list[Finding]:
    return [finding for finding in report.all_findings() if finding.rule == rule]


def fixes(report: Report, rule: str) -> list[Fix]:
    return [fix for finding in found(report, rule) for fix in fixes_for(report, finding)]


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        ("甲,乙(丙)", "半角标点改为全角（3处）", "甲，乙（丙）"),
        (
            "（一）甲\n文\n（三）乙\n（四）丙",
            "编号改为连续（“（三）”改为“（二）”等）",
            "（一）甲\n文\n（二）乙\n（三）丙",
        ),
        ("（一）甲\n（二）乙\n（二）丙", "编号改为连续（“（二）”改为“（三）”）", "（一）甲\n（二）乙\n（三）丙"),
        ("一是甲；二是乙；四是丙。", "编号改为连续（“四是”改为“三是”）", "一是甲；二是乙；三是丙。"),
        (
            "（一）甲。一是子；三是丑。\n（二）乙。一是寅；二是卯。",
            "编号改为连续（“三是”改为“二是”）",
            "（一）甲。一是子；二是丑。\n（二）乙。一是寅；二是卯。",
        ),
        ("第一，甲。第三，乙。", "编号改为连续（“第三，”改为“第二，”）", "第一，甲。第二，乙。"),
    ],
)
def test_one_step_mends_it_and_undo_brings_it_back(before: str, name: str, after: str) -> None:
    report = put(written(report_with()), "overview", f"{OVERVIEW}\n{before}")
    (fix,) = fixes(report, "T8")
    assert fix.name == name
    inverse = report.apply(Edit(fix.name, fix.changes))
    assert report.plain("overview") == f"{OVERVIEW}\n{after}"
    assert found(report, "T8") == []
    report.apply(inverse)
    assert report.plain("overview") == f"{OVERVIEW}\n{before}"
    assert len(found(report, "T8")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "（二）甲\n（三）乙",
        "（一）甲\n（三）乙，另见（三）所述",
        "1.甲\n3.乙",
        "甲（乙",
        "甲，，乙",
    ],
)
def test_what_is_not_safe_is_not_offered(text: str) -> None:
    report = put(written(report_with()), "overview", f"{OVERVIEW}\n{text}")
    assert found(report, "T8")
    assert fixes(report, "T8") == []


def test_only_the_paragraph_of_the_finding_is_mended() -> None:
    report = put(written(report_with()), "overview", f"{OVERVIEW}甲,乙\n丙,丁")
    first, second = found(report, "T8")
    (fix,) = fixes_for(report, second)
    report.apply(Edit(fix.name, fix.changes))
    assert report.plain("overview") == f"{OVERVIEW}甲,乙\n丙，丁"
    assert [finding.key for finding in found(report, "T8")] == [first.key]


def test_the_opening_takes_what_the_report_knows() -> None:
    report = put(written(report_with()), "preface", "本报告依照条例编制。")
    assert [fix.name for fix in fixes(report, "T4")] == ["在开头写上统计期限"]
    report.apply(Edit("填写", (SetField("contact.address", "文化路1号"), SetField("contact.phone", "0000-1234567"))))
    period, contact = fixes(report, "T4")
    assert contact.name == "在开头写上地址、电话"
    report.apply(Edit(contact.name, contact.changes))
    (period,) = (fix for fix in fixes(report, "T4") if fix.name == period.name)
    report.apply(Edit(period.name, period.changes))
    assert report.plain("preface").splitlines()[1:] == [
        "地址：文化路1号；电话：0000-1234567。",
        "本报告所列数据的统计期限自2025年1月1日起，至2025年12月31日止。",
    ]
    assert [finding.message for finding in found(report, "T4")] == ["开头没有写明邮编；请写进开头，便于公众联系"]
