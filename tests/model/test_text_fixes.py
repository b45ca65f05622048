"""Fixes of years, names and headings: offered where they are safe, one step that undo takes back."""

from __future__ import annotations

import pytest

from model.edits import Edit, ReplaceText, SetField
from model.findings import Finding
from model.fixes import fixes_for
from model.history import History
from model.outline import FIELD
from model.report import Report
from model.text import from_plain
from tests.builders import report_with
from workflows.forms import form

HEADINGS = [section.heading for section in form("2021").sections if section.heading]
TEXT = "全年公开信息很多，群众可以随时查询。"


def report_on(text: str, section: str = "overview", unit: str = "示例县数据局") -> Report:
    report = report_with(year=2024)
    report.apply(Edit("正文", (SetField("unit", unit), ReplaceText(section, 0, 0, from_plain(text)))))
    return report


def only(report: Report, rule: str) -> Finding:
    (finding,) = (finding for finding in report.all_findings() if finding.rule == rule)
    return finding


@pytest.mark.parametrize(
    ("rule", "section", "unit", "before", "after"),
    [
        ("T2", "overview", "示例县数据局", "前言。\n2023年，我局公开信息3条。", "前言。\n2024年，我局公开信息3条。"),
        (
            "T3",
            "overview",
            "示例县清溪镇人民政府",
            "我局公开信息。\n今年我局收到申请。",
            "我镇公开信息。\n今年我镇收到申请。",
        ),
        (
            "T3",
            "preface",
            "示例县数据局",
            "现公布示例县水利局2024年政府信息公开工作年度报告。",
            "现公布示例县数据局2024年政府信息公开工作年度报告。",
        ),
        ("T11", "overview", "示例县数据局", f"一、概述\n{TEXT}", TEXT),
        ("T11", "overview", "示例县数据局", f"{TEXT}\n五、存在的主要问题及改进情况", TEXT),
    ],
)
def test_a_fix_mends_the_text_and_undo_brings_it_back(
    rule: str, section: str, unit: str, before: str, after: str
) -> None:
    report = report_on(before, section, unit)
    finding = only(report, rule)
    (fix,) = fixes_for(report, finding)
    history = History(report)
    history.do(Edit(fix.name, fix.changes))
    assert report.plain(section) == after
    assert not any(one.rule == rule for one in report.findings())
    history.undo()
    assert report.plain(section) == before
    assert only(report, rule) == finding


def test_a_signature_gets_the_units_name() -> None:
    report = report_on(TEXT)
    report.apply(Edit("署名", (SetField("signature.unit", "示例县水利局"),)))
    (fix,) = fixes_for(report, only(report, "T3"))
    report.apply(Edit(fix.name, fix.changes))
    assert report.fields["signature.unit"] == "示例县数据局"


def test_the_forms_heading_is_used_from_now_on() -> None:
    report = report_on(TEXT)
    odd = f"{HEADINGS[0]}＝一、概述；{HEADINGS[4]}＝五、问题和打算"
    report.apply(Edit("导入", (SetField(FIELD, odd),)))
    finding = next(finding for finding in report.findings() if finding.key == "T11:overview")
    (fix,) = fixes_for(report, finding)
    assert fix.name == "用规定的标题“一、总体情况”"
    report.apply(Edit(fix.name, fix.changes))
    assert [finding.key for finding in report.findings() if finding.rule == "T11"] == ["T11:problems"]


def test_what_is_not_known_is_not_offered() -> None:
    report = report_on("本镇公开信息。", unit="示例县人民政府")
    assert fixes_for(report, only(report, "T3")) == ()
    report = report_on(TEXT)
    report.apply(Edit("导入", (SetField(FIELD, f"{HEADINGS[4]}＝"),)))
    assert fixes_for(report, only(report, "T11")) == ()


def test_what_stands_under_another_sections_heading_is_moved_there() -> None:
    report = report_on(f"{TEXT}\n{HEADINGS[4]}\n问题一。\n问题二。\n{HEADINGS[5]}\n其他一。")
    report.apply(
        Edit("导入", (SetField(FIELD, f"{HEADINGS[4]}＝"), ReplaceText("problems", 0, 0, from_plain("已有。"))))
    )
    before = report.state()
    finding = next(finding for finding in report.findings() if finding.key == "T11:overview:problems")
    assert finding.severity == "error"
    (fix,) = fixes_for(report, finding)
    undo = report.apply(Edit(fix.name, fix.changes))
    assert report.plain("overview") == f"{TEXT}\n{HEADINGS[5]}\n其他一。"
    assert report.plain("problems") == "已有。\n问题一。\n问题二。"
    assert report.fields[FIELD] == ""
    report.apply(undo)
    assert report.state() == before
