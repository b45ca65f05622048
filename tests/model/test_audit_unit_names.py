"""T3: the text and the signature name the report's own unit; short forms, its office and organs above it are its own."""

from __future__ import annotations

import pytest

from model.edits import Edit, ReplaceText, SetField
from model.findings import Finding
from model.report import Report
from model.text import from_plain
from tests.builders import report_with

OFFICE = "示例县数据局"
TOWN = "示例县清溪镇人民政府"


def report_on(text: str, unit: str, section: str = "overview") -> Report:
    report = report_with(year=2024)
    report.apply(
        Edit("正文", (SetField("unit", unit), ReplaceText(section, 0, 0, from_plain(text)))),
    )
    return report


def found(text: str, unit: str, section: str = "overview") -> list[Finding]:
    return [finding for finding in report_on(text, unit, section).findings() if finding.rule == "T3"]


@pytest.mark.parametrize(
    ("text", "unit", "word", "instead"),
    [
        ("2024年，我局公开信息30条。", TOWN, "我局", "我镇"),
        ("2024年，我镇公开信息30条。", OFFICE, "我镇", "我局"),
        ("我乡公开信息30条。", TOWN, "我乡", "我镇"),
        ("我委公开信息30条。", OFFICE, "我委", "我局"),
        ("我局公开信息30条。", "示例县发展和改革委员会", "我局", "我委"),
        ("我局公开信息30条。", "示例县清溪街道办事处", "我局", "我街道"),
        ("本局公开信息30条。", "示例县人民政府", "本局", ""),
    ],
)
def test_a_unit_of_another_kind(text: str, unit: str, word: str, instead: str) -> None:
    (finding,) = found(text, unit)
    assert finding.severity == "warning"
    assert finding.part == "overview"
    assert finding.message.startswith("疑似")
    assert f"“{word}”" in finding.message
    assert unit in finding.message
    assert (f"改成“{instead}”" in finding.message) == bool(instead)
    (place,) = finding.texts
    assert text[place.start : place.end] == word


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("我局公开信息，我县、我市都有专栏。", OFFICE),
        ("我镇公开信息，我县有专栏。", TOWN),
        ("我办公开信息，我市有专栏。", "示例市人民政府办公室"),
        ("我局公开信息。", "国家税务总局示例县税务局"),
        ("我局公开信息。", "示例市公安局城东分局"),
        ("我委公开信息。", "示例县发展和改革委员会"),
        ("我街道公开信息，我街未收到申请。", "示例县清溪街道办事处"),
        ("要克服自我局限，把本局部工作放到大局里。", TOWN),
        ("本委托书由示例人签字，我委托他人领取。", TOWN),
        ("“我局公开信息”一栏的建议已转县数据局。", TOWN),
        ("执行《我局公开办法》。", TOWN),
        ("县财政局、县水利局的信息由其公布。", TOWN),
        ("如有疑问，请与示例县人民政府办公室联系。", OFFICE),
        ("本机关公开信息，全局干部参加，全镇知晓。", OFFICE),
    ],
)
def test_what_a_unit_may_say(text: str, unit: str) -> None:
    assert found(text, unit) == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("现公布示例县水利局2024年政府信息公开工作年度报告。", OFFICE),
        ("特向社会公布2024年度示例县水利局政府信息公开工作年度报告。", OFFICE),
        ("示例县水利局2024年政府信息公开工作年度报告", OFFICE),
        ("现将示例县白水镇人民政府2024年度政府信息公开年度报告公布如下。", TOWN),
        ("本机关（示例县水利局）负责编制。", OFFICE),
    ],
)
def test_another_name_in_the_opening(text: str, unit: str) -> None:
    (finding,) = found(text, unit, "preface")
    assert f"改成“{unit}”" in finding.message
    (place,) = finding.texts
    assert text[place.start : place.end] in finding.message
    assert found(text, unit) == [], "elsewhere reports of others may be spoken of"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("现公布示例县数据局2024年政府信息公开工作年度报告。", OFFICE),
        ("现公布县数据局2024年政府信息公开工作年度报告。", OFFICE),
        ("现公布示例省示例县数据局2024年政府信息公开工作年度报告。", OFFICE),
        ("特向社会公布2024年度本机关信息公开工作年度报告。", OFFICE),
        ("现公布2024年政府信息公开工作年度报告。", OFFICE),
        ("本报告由示例市人民政府办公室编制。", "示例市人民政府"),
        ("现公布示例市人民政府办公室2024年度政府信息公开年度报告。", "示例市人民政府"),
        ("现公布示例市人民政府2024年度政府信息公开年度报告。", "示例市人民政府办公室"),
        ("现公布示例县人民政府2024年度政府信息公开年度报告。", OFFICE),
        ("现公布示例省人民政府2024年度政府信息公开年度报告。", OFFICE),
        ("现公布示例县发展改革委2024年度政府信息公开年度报告。", "示例县发展和改革委员会"),
        ("现公布清溪街道2024年度政府信息公开年度报告。", "示例县清溪街道办事处"),
        ("如对报告有疑问，请与示例县水利局联系（地址：示例路1号）。", OFFICE),
        ("根据国务院办公厅2024年度报告格式编制，现公布如下。", OFFICE),
    ],
)
def test_names_that_are_the_units_own(text: str, unit: str) -> None:
    assert found(text, unit, "preface") == []


@pytest.mark.parametrize(
    ("signed", "unit", "wrong"),
    [
        ("示例县水利局", OFFICE, True),
        ("示例县数据局", OFFICE, False),
        ("县数据局", OFFICE, False),
        ("示例县数据局办公室", OFFICE, False),
        ("示例市人民政府办公室", "示例市人民政府", False),
        ("示例县白水镇人民政府", TOWN, True),
        ("", OFFICE, False),
    ],
)
def test_who_signs(signed: str, unit: str, wrong: bool) -> None:
    report = report_on("公开信息。", unit)
    report.apply(Edit("署名", (SetField("signature.unit", signed),)))
    findings = [finding for finding in report.findings() if finding.rule == "T3"]
    assert [finding.part for finding in findings] == (["preface"] if wrong else [])


def test_without_a_unit_nothing_is_said() -> None:
    assert found("我镇公开信息。", " ") == []


def test_the_same_word_is_one_finding_a_section_with_all_its_places() -> None:
    (finding,) = found("我局公开信息。\n我局收到申请，我局已答复。", TOWN)
    assert len(finding.texts) == 3
    assert "共3处" in finding.message
    assert finding.key == "T3:overview:我局"


def test_a_corrected_name_of_the_unit_takes_the_finding_away() -> None:
    report = report_on("我镇公开信息。", OFFICE)
    assert any(finding.rule == "T3" for finding in report.findings())
    undo = report.apply(Edit("单位", (SetField("unit", TOWN),)))
    assert not any(finding.rule == "T3" for finding in report.findings())
    report.apply(undo)
    assert any(finding.rule == "T3" for finding in report.findings())
