"""What is left over of a draft or a template (T7), and what is none."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

import resources
from model.edits import Edit, ReplaceText, SetField
from model.findings import Finding
from model.form import Rule
from model.left_over import find_left_over
from model.report import Report
from model.text import from_plain
from tests.builders import report_with, written
from workflows.forms import editions, form

WORDINGS = Path(__file__).parents[3] / "shared" / "samples" / "wordings.jsonl"


def file_of(edition: str = "2021") -> str:
    rule: Rule = next(rule for rule in form(edition).rules if rule.id == "T7")
    return str(rule.option("file"))


def left(text: str) -> list[tuple[str, bool]]:
    return [(hit.text, hit.certain) for hit in find_left_over(file_of(), text)]


def found(report: Report) -> list[Finding]:
    return [finding for finding in report.all_findings() if finding.rule == "T7"]


def put(report: Report, section: str, plain: str) -> Report:
    report.apply(Edit("文字", (ReplaceText(section, 0, len(report.text(section)), from_plain(plain)),)))
    return report


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("XX县数据局认真公开信息。", "XX"),
        ("20XX年，我局公开信息。", "XX"),
        ("收到申请××件。", "××"),
        ("收到申请×件。", "×"),
        ("发布信息ＸＸ条。", "ＸＸ"),
        ("共____件。", "____"),
        ("共＿＿件。", "＿＿"),
        ("国办函〔〕109号", "〔〕"),
        ("国办函〔　〕109号", "〔　〕"),
        ("由{{unit}}编制。", "{{unit}}"),
        ("比上年增加［再选总数］件。", "［再选总数］"),
        ("由〔请填写单位〕编制。", "〔请填写单位〕"),
        ("由【单位名称】编制。", "【单位名称】"),
        ("本部分内容待补充。", "待补充"),
        ("（文字描述）", "（文字描述）"),
        ("2025年政府信息公开工作年度报告（格式模板）", "格式模板"),
    ],
)
def test_what_is_left_over_is_certain(text: str, shown: str) -> None:
    assert left(text) == [(shown, True)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("××公司申请公开批复。", "××公司"),
        ("XX村村民提出申请。", "XX村"),
        ("申请人李××不服答复。", "××"),
        ("甲××诉我局一案。", "××诉"),
        ("“XX”平台上线。", "XX"),
        ("办结（　）件。", "（　）"),
        ("（请填写申请表）", "（请填写申请表）"),
    ],
)
def test_what_may_be_meant_is_a_hint(text: str, shown: str) -> None:
    assert left(text) == [(shown, False)]


@pytest.mark.parametrize(
    "text",
    [
        "国办函〔2020〕109号，〔英〕某人",
        "见http://www.shili.gov.cn/XX/art__12.html。",
        "发往XX@shili.gov.cn即可。",
        "部分栏目内容有待补充，将补充完善。",
        "发放待补贴资金，办理待补正申请，期待补齐短板。",
        "面积为3×5米，MAXX牌，XXL号，X光检查，X射线。",
        "【政策解读】栏目发布信息3条，［图］",
        "（填写申请表并提交）",
        "《条例》（以下简称《条例》）",
        "使用a__b为名。",
        "2025年政府信息公开工作年度报告",
        "制定年度报告格式模板，发给各镇。",
    ],
)
def test_what_is_none_is_silent(text: str) -> None:
    assert left(text) == []


def test_the_same_words_are_one_finding_with_all_places() -> None:
    report = put(written(report_with()), "overview", "我局公开信息××条。\n收到申请××件，其中××公司1件。")
    certain, hint = found(report)
    assert certain.message == "第1段等2处还留着“××”；请改为实际内容，或删去"
    assert [(place.start, place.end) for place in certain.texts] == [(6, 8), (15, 17)]
    assert (certain.severity, certain.key) == ("error", "T7:overview.××")
    assert hint.message == "第2段疑似留着“××公司”；有意这样写的不必改"
    assert (hint.severity, hint.explainable) == ("hint", True)
    assert report.plain("overview")[slice(*hint.text[1:])] == "××"


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("unit", "XX县数据局", "单位名称“XX县数据局”里还留着“XX”；请改为实际内容"),
        ("unit", "示例县数据局（格式模板）", "单位名称“示例县数据局（格式模板）”里还留着“格式模板”；请改为实际内容"),
        ("signature.unit", "××局", "署名“××局”里还留着“××”；请改为实际内容"),
        ("contact.address", "示例县__路", "地址“示例县__路”里还留着“__”；请改为实际内容"),
    ],
)
def test_what_is_printed_of_fields_counts_as_well(field: str, typed: str, message: str) -> None:
    report = written(report_with())
    assert found(report) == []
    report.apply(Edit("填写", (SetField(field, typed),)))
    assert [(finding.severity, finding.message) for finding in found(report)] == [("error", message)]


@pytest.mark.parametrize("edition", editions())
def test_both_editions_have_the_rule(edition: str) -> None:
    assert Path(file_of(edition)) == resources.ROOT / "text" / "left_over.toml"


def test_the_work_grows_with_the_text_alone() -> None:
    for piece in ("X", "XX公司", "（", "（请填写", "{{", "〔", "__", "“", "a.b/"):
        started = time.perf_counter()
        find_left_over(file_of(), piece * (50_000 // len(piece)))
        assert time.perf_counter() - started < 5, piece


@pytest.mark.skipif(not WORDINGS.exists(), reason="the samples are not here")
def test_published_sentences_have_nothing_left_over() -> None:
    for line in WORDINGS.read_text("utf-8").splitlines():
        assert left(json.loads(line)["text"]) == []
