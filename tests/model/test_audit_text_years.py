"""T2: a year in the text that stands for the period reported on is the report's; every other year is left in peace."""

from __future__ import annotations

import pytest

from model.audit_text_years import year_changes
from model.edits import Edit, ReplaceText
from model.findings import Finding
from model.live_figures import Formula, figure_span
from model.report import Report
from model.text import Span, TextBlock, from_plain
from tests.builders import report_with

SECTION = "overview"


def report_on(text: str, section: str = SECTION, year: int = 2024) -> Report:
    report = report_with(year=year)
    report.apply(Edit("正文", (ReplaceText(section, 0, 0, from_plain(text)),)))
    return report


def found(text: str, section: str = SECTION, year: int = 2024) -> list[Finding]:
    return [finding for finding in report_on(text, section, year).findings() if finding.rule == "T2"]


@pytest.mark.parametrize(
    "text",
    [
        "2023年，我局认真贯彻落实条例。",
        "2023年，本机关共受理申请3件，答复3件。",
        "（一）主动公开情况。2023年，全县主动公开信息120条。",
        "一是2023年共受理申请3件。",
        "2023年度，我镇未收到申请。",
        "2023年度未发生行政复议、行政诉讼。",
        "我局2023年主动公开信息30条。",
        "做好登记工作，2023年全年共收到申请3件。",
        "截至2023年12月31日，我局共收到申请3件。",
        "截止2023年底，全区共公开信息30条。",
        "2023年1月1日至12月31日，全局收到申请3件。",
        "2023年1—12月，共受理申请3件。",
        "数据统计自2023年1月1日至2023年12月31日。",
        "统计期限为2023.1.1-2023.12.31。",
        "二〇二三年，我局主动公开信息30条。",
        "23年，我局收到申请3件。",
        "本年度（2023年），收到的申请都已办理。",
        "2025年，我局共收到申请3件。",
        "2022年，我局认真贯彻落实条例，公开信息20条。",
    ],
)
def test_a_year_left_standing_is_found(text: str) -> None:
    (finding,) = found(text)
    assert finding.severity == "warning"
    assert finding.part == SECTION
    assert finding.explainable
    assert "报告年度是2024年" in finding.message
    assert "T2" not in finding.message
    assert all(text[place.start : place.end][-2:].isalnum() for place in finding.texts)


@pytest.mark.parametrize(
    "text",
    [
        "2024年，我局认真贯彻落实条例。",
        # carry-over, either way
        "2023年结转2件，2024年新收3件。",
        "其中上年（2023年）结转2件。",
        "2023年受理、尚未办结的2件都已答复。",
        "2023年收到的申请中有2件顺延办理。",
        "2件结转至2025年办理。",
        "另有2件顺延到2025年度答复。",
        "2023年转办的2件申请已答复。",
        # comparisons
        "较2023年增长一成。",
        "申请量与2023年持平。",
        "2023年共收到申请5件，2024年收到7件。",
        "2023年，全局收到申请5件，今年收到7件。",
        "2022年公开信息20条。2023年公开信息30条。2024年公开信息40条。",
        "2023年同期为5件。",
        # plans
        "2025年，我局将继续加强公开工作。",
        "2025年，我局继续做好信息公开，确保收到的申请按期答复。",
        "下一步，2025年重点公开民生信息。",
        # documents, their numbers and dates
        "我局印发《2023年政务公开工作要点》。",
        "《2023年度工作报告》公开后，我局收到意见3条。",
        "按照〔2023〕5号文件要求，公开信息。",
        "2023年，省政府办公厅印发《公开办法》，我们认真学习。",
        "2023年修订的《办法》施行后，收到申请3件。",
        "2019年5月15日起施行的条例，我局认真执行。",
        "2023年5月1日起施行的办法已公开。",
        # budgets, accounts, plans with a year of their own
        "公开2023年度部门决算。",
        "2023年度部门决算于8月公开。",
        "2023年政务公开工作要点分解表已公开。",
        "2025年度部门预算已公开。",
        "2023年度考核结果已公开。",
        "按时完成2023年政府信息公开工作年度报告编制。",
        "2023年政府信息公开年度报告已按时公开。",
        "办理因2023年度政府信息公开申请引发的行政复议1件。",
        # looked back at
        "2023年存在的问题整改情况：一是公开不及时，已经改正。",
        "2023年全市政务公开测评中，我局位列第三。",
        "2023年以来，我局共公开信息30条。",
        # since, once, days, series, addresses
        "自2019年以来，我局坚持公开为常态。",
        "2023年以来，全省2024年政务公开工作会议召开2次。",
        "2019年机构改革后，我局公开工作由办公室承担。",
        "2021年，我局开通政务微信，公开渠道更多。",
        "2023年，我局荣获先进单位称号，公开工作受到肯定。",
        "2023年12月，我局召开会议。",
        "2022年至2023年，我局公开信息30条。",
        "2023年上半年公开信息20条。",
        "2025年1月20日",
        "（2025年1月）",
        "见 https://www.example.gov.cn/2023/zw.html 。",
        "面积2023平方米，投资2023万元。",
        "电话：0000-20232023，邮编202300。",
        "历时3年，公开信息2023条。",
        "“2023年，我局公开信息”一栏已更新。",
        "全国200年来的档案已公开。",
    ],
)
def test_years_of_their_own_are_left_in_peace(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "现公布2023年政府信息公开工作年度报告。",
        "本报告统计期限自2023年1月1日起至2024年12月31日止。",
        "本报告所列数据的统计期限自2024年1月1日起至2023年12月31日止。",
        "示例县数据局2023年度政府信息公开年度报告",
    ],
)
def test_the_opening_is_certain(text: str) -> None:
    (finding,) = found(text, "preface")
    assert "疑似" not in finding.message
    assert "2023年" in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "现公布2024年政府信息公开工作年度报告，统计期限自2024年1月1日至2024年12月31日。",
        "根据2019年修订的《中华人民共和国政府信息公开条例》编制。",
        "根据《条例》（2019年4月3日公布，2019年5月15日起施行）编制本报告。",
        "本报告于2025年1月20日公布，地址：示例路2023号。",
    ],
)
def test_what_is_right_in_the_opening(text: str) -> None:
    assert found(text, "preface") == []


@pytest.mark.parametrize("written", ["202", "20244"])
def test_a_year_with_a_digit_too_few_or_too_many(written: str) -> None:
    report = report_on(f"{written}年，我局公开信息30条。")
    (finding,) = (finding for finding in report.findings() if finding.rule == "T2")
    assert f"“{written}”不像年份" in finding.message
    report.apply(Edit("改正", year_changes(SECTION, report.text(SECTION), finding.texts, 2024)))
    assert report.plain(SECTION) == "2024年，我局公开信息30条。"
    assert found("共公开202年，历时300年的档案12345年") == []


def test_one_finding_a_paragraph_goes_when_all_its_years_are_put_right() -> None:
    report = report_on("2023年1月1日至2023年12月31日，全局收到申请3件。\n2024年，没有投诉。")
    (finding,) = (finding for finding in report.findings() if finding.rule == "T2")
    assert "（这一段共2处）" in finding.message
    assert len(finding.texts) == 2
    undo = report.apply(Edit("改正", year_changes(SECTION, report.text(SECTION), finding.texts, 2024)))
    assert report.plain(SECTION).startswith("2024年1月1日至2024年12月31日")
    assert not any(one.rule == "T2" for one in report.findings())
    report.apply(undo)
    assert finding in report.findings()


def test_the_year_is_put_right_in_the_digits_in_which_it_is_written() -> None:
    for before, after in (
        ("二〇二三年，我局公开信息。", "二〇二四年，我局公开信息。"),
        ("23年，我局公开信息。", "24年，我局公开信息。"),
    ):
        report = report_on(before)
        (finding,) = (finding for finding in report.findings() if finding.rule == "T2")
        report.apply(Edit("改正", year_changes(SECTION, report.text(SECTION), finding.texts, 2024)))
        assert report.plain(SECTION) == after


def test_live_figures_stay_live_when_a_year_is_put_right() -> None:
    figure = figure_span(Formula("sum", ("requests.received.total",)), "0")
    report = report_with({"requests.received.natural_person": "2023"}, year=2024)
    block = TextBlock((Span("第一段"),)), TextBlock((Span("2023年，我局收到申请"), figure, Span("件。")))
    report.apply(Edit("正文", (ReplaceText(SECTION, 0, 0, block),)))
    (finding,) = (finding for finding in report.findings() if finding.rule == "T2")
    report.apply(Edit("改正", year_changes(SECTION, report.text(SECTION), finding.texts, 2024)))
    assert [span.kind for span in report.text(SECTION)[1].spans] == ["text", "figure", "text"]
    assert report.plain(SECTION).endswith("2024年，我局收到申请2023件。")


def test_the_same_words_twice_are_two_findings_with_keys_of_their_own() -> None:
    keys = [finding.key for finding in found("2023年，我局公开信息。\n2023年，我局公开信息。")]
    assert len(keys) == len(set(keys)) == 2


def test_without_a_year_nothing_is_said() -> None:
    assert found("2023年，我局公开信息30条。", year=0) == []


def test_a_changed_year_checks_all_sections_again() -> None:
    from model.edits import SetField

    report = report_on("2023年，我局公开信息30条。")
    report.apply(Edit("年度", (SetField("year", 2023),)))
    assert not any(finding.rule == "T2" for finding in report.findings())
