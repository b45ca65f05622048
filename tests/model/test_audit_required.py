"""What the text has to say (T4, T5, T6): what is missing is named, what is said in any usual way is not."""

from __future__ import annotations

import pytest

from model.edits import Edit, ReplaceText, SetField
from model.findings import Finding
from model.report import Report
from model.text import from_plain
from tests.builders import full_report, report_with, written
from workflows.forms import editions

PERIOD = "所列数据的统计期限自2025年1月1日起，至2025年12月31日止。"
REACHED = "联系地址：示例县文化路1号，邮编：000000，电话：0000-1234567。"


def put(report: Report, section: str, plain: str) -> Report:
    report.apply(Edit("文字", (ReplaceText(section, 0, len(report.text(section)), from_plain(plain)),)))
    return report


def found(report: Report, rule: str) -> list[Finding]:
    return [finding for finding in report.all_findings() if finding.rule == rule]


def said(section: str, plain: str, rule: str, edition: str = "2021") -> list[str]:
    """What the rule says when this section of a sound report has these words."""
    return [finding.message for finding in found(put(written(report_with(edition=edition)), section, plain), rule)]


@pytest.mark.parametrize("edition", editions())
def test_a_sound_text_has_none_of_these_findings(edition: str) -> None:
    report = written(full_report(edition=edition))
    assert [finding.rule for finding in report.findings() if finding.rule[0] == "T"] == []


@pytest.mark.parametrize("edition", editions())
def test_a_text_that_is_not_begun_is_only_pending(edition: str) -> None:
    report = full_report(edition=edition)
    put(report, "requests", "表后说明")
    pending = [finding for finding in report.findings() if finding.rule in ("T4", "T5", "T6")]
    assert len(pending) == (5 if edition == "2021" else 4)
    assert all(finding.pending for finding in pending)


def test_the_opening_names_what_is_absent() -> None:
    one, other = found(put(written(report_with()), "preface", "本报告依照条例编制。"), "T4")
    assert (one.severity, one.message) == (
        "warning",
        "开头没有写明统计期限；请写上所列数据的统计期限，如“自2025年1月1日起，至2025年12月31日止”",
    )
    assert (other.severity, other.message) == ("hint", "开头没有写明地址、邮编、电话；请写进开头，便于公众联系")
    assert (other.part, other.texts) == ("preface", ())
    assert not other.pending


@pytest.mark.parametrize(
    "words",
    [
        PERIOD,
        "统计期限为2025年度。",
        "数据统计时限从2025年1月1日至12月31日。",
        "报告时间为2025年1月至12月。",
        "所列数据为2025年1-12月的数据。",
        "数据期限：2025.1.1-2025.12.31",
        "报告期限为全年。",
    ],
)
def test_a_period_is_told_in_many_ways(words: str) -> None:
    assert said("preface", f"本报告依照条例编制。{words}{REACHED}", "T4") == []


@pytest.mark.parametrize(
    ("words", "absent"),
    [
        (REACHED, ""),
        ("联系地址：示例县文化路1号，联系电话：0000-1234567。", "邮编"),
        ("请与示例县数据局办公室联系（示例县文化路1号，312000，0575-1234567）。", ""),
        ("联系电话：0000-1234567。", "地址、邮编"),
        ("可登录网站地址www.shili.gov.cn查阅，邮政编码000000，热线12345。", "地址"),
        ("地　址：文化路\n邮　编：000000\n电　话：1234567", ""),
    ],
)
def test_the_ways_to_reach_the_unit(words: str, absent: str) -> None:
    expected = [f"开头没有写明{absent}；请写进开头，便于公众联系"] if absent else []
    assert said("preface", f"{PERIOD}{words}", "T4") == expected


def test_the_first_paragraph_of_section_one_may_be_the_opening() -> None:
    report = put(written(report_with()), "preface", "")
    overview = report.plain("overview")
    put(report, "overview", f"（一）概况\n{PERIOD}{REACHED}\n{overview}")
    assert found(report, "T4") == []
    put(report, "overview", f"（一）概况\n{overview}\n{PERIOD}{REACHED}")
    assert [finding.instance for finding in found(report, "T4")] == ["period", "contact"]


def test_fields_that_no_document_prints_are_no_opening() -> None:
    report = put(written(report_with()), "preface", PERIOD)
    report.apply(Edit("填写", (SetField("contact.phone", "0000-1234567"),)))
    (finding,) = found(report, "T4")
    assert finding.message.endswith("便于公众联系。电话只填在“联系方式”里，不会自动印进正文")


def test_the_aspects_that_are_missing_are_listed_once() -> None:
    report = put(written(report_with()), "overview", "主动公开预算，办好网站。")
    (finding,) = found(report, "T5")
    assert finding.severity == "warning"
    assert (
        finding.message
        == "一、总体情况疑似没有写到依申请公开、政府信息管理、监督保障；请补上，没有这方面情况的也写一句"
    )
    report.apply(Edit("单位", (SetField("unit", "示例镇人民政府"),)))
    (finding,) = found(report, "T5")
    assert "工作考核、社会评议、责任追究" in finding.message


@pytest.mark.parametrize(
    ("words", "severity", "message"),
    [
        ("", "error", "还没有写；请写明存在的主要问题和改进情况"),
        ("（一）存在的主要问题\n（二）改进情况", "error", "还没有写；请写明存在的主要问题和改进情况"),
        ("无。", "error", "只写了“无。”；请写明存在的主要问题和改进情况"),
        ("存在的主要问题：无", "error", "只写了“无”；请写明存在的主要问题和改进情况"),
        ("（一）存在的问题\n暂无\n（二）改进措施\n无", "error", "只写了“暂无”；请写明存在的主要问题和改进情况"),
        ("更新不及时，将加强。", "warning", "只写了10个字；请写明存在的主要问题和改进情况"),
        (
            "政策解读的形式还不够丰富，个别栏目更新不及时，公众参与较少。",
            "warning",
            "疑似没有写明改进的做法；请补上",
        ),
        (
            "下一步将每月检查各个栏目，及时发布群众关心的各类信息，办好网站。",
            "warning",
            "疑似没有写明存在的问题；请补上",
        ),
        (
            "本年度各项工作平稳有序，得到了广大群众的充分肯定和一致好评。",
            "warning",
            "疑似没有写明存在的问题、改进的做法；请补上",
        ),
    ],
)
def test_section_five_names_problems_and_what_is_done(words: str, severity: str, message: str) -> None:
    (finding,) = found(put(written(report_with()), "problems", words), "T6")
    assert (finding.severity, finding.message, finding.part) == (severity, f"五、问题与改进{message}", "problems")
    assert finding.pending == (not words)


@pytest.mark.parametrize(
    "words",
    [
        "（一）存在的问题\n1.公开内容不够全面。\n2.更新有时滞后。\n（二）改进措施\n1.加强学习。\n2.专人负责更新。",
        "存在更新不及时的问题。下一步安排专人负责更新。",
        "虽然做了一些工作，但与群众期待仍有差距，今后要努力缩小，多听群众意见。",
    ],
)
def test_what_is_written_in_any_usual_way_is_enough(words: str) -> None:
    assert said("problems", words, "T6") == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("", "还没有写；请写明信息处理费的收取情况，没有收取的也要写明"),
        ("无", "只写了“无”；请写明信息处理费的收取情况，没有收取的也要写明"),
        (
            "没有其他需要报告的事项。",
            "只写了“没有其他需要报告的事项。”；请写明信息处理费的收取情况，没有收取的也要写明",
        ),
        ("未收取行政事业性收费。", "疑似没有写明信息处理费的收取情况；没有收取的也请写明（国办函〔2020〕109号）"),
        ("本机关2025年没有收取信息处理费。", ""),
        ("全年依申请公开收取费用0元。", ""),
        ("本年度未收取政府信息公开费用。", ""),
        ("本单位未产生信息公开信息处理费收费情况。", ""),
        ("政府信息公开没有收费。", ""),
        ("未收取信息处理费等行政事业性收费。", ""),
    ],
)
def test_section_six_says_what_fee_was_charged(words: str, message: str) -> None:
    assert said("other", words, "T6") == ([f"六、其他事项{message}"] if message else [])
    assert said("other", words, "T6", edition="2019") == []
