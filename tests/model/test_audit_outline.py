"""T11: six sections, in order, under the form's headings; what a document of others had otherwise, and what is left in the text."""

from __future__ import annotations

import pytest

from model.edits import Edit, ReplaceText, SetField
from model.findings import Finding
from model.outline import FIELD, NO_HEADING, odd_headings, printed_headings, without_heading
from model.report import Report
from model.storage import dump, load
from model.text import from_plain
from tests.builders import report_with
from workflows.forms import form
from workflows.importing import import_text

FORM = form("2021")
HEADINGS = [section.heading for section in FORM.sections if section.heading]
TEXT = "全年围绕中心工作公开信息，群众可以随时查询。"


def document(*headings: str) -> str:
    """The text of a report with these headings; the grids are left out."""
    body = "\n".join(f"{heading}\n{TEXT}" for heading in headings)
    return f"示例县数据局\n2024年政府信息公开工作年度报告\n根据条例编制。\n{body}"


def with_heading(number: int, heading: str) -> list[str]:
    return [heading if place == number else one for place, one in enumerate(HEADINGS)]


def outline(report: Report) -> list[Finding]:
    return [finding for finding in report.all_findings() if finding.rule == "T11"]


def read(*headings: str) -> Report:
    return import_text(document(*headings)).report


@pytest.mark.parametrize(
    ("number", "heading"),
    [
        (0, "一、总体情况"),
        (0, "一. 总体情况"),
        (0, "一 、总体情况："),
        (1, "二、行政机关主动公开政府信息情况"),
        (1, "主动公开政府信息情况"),
        (2, "三、收到和处理政府信息公开申请"),
        (3, "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
        (4, "五、存在问题及改进情况"),
        (4, "五、政府信息公开工作存在的主要问题及改进情况"),
    ],
)
def test_headings_that_are_right(number: int, heading: str) -> None:
    assert outline(read(*with_heading(number, heading))) == []


@pytest.mark.parametrize(
    ("number", "heading", "section"),
    [(0, "一、概述", "overview"), (0, "一、工作概述", "overview"), (4, "五、存在问题及改进措施", "problems")],
)
def test_another_wording_is_a_hint_with_the_heading_of_the_form(number: int, heading: str, section: str) -> None:
    report = read(*with_heading(number, heading))
    (finding,) = outline(report)
    assert (finding.severity, finding.part, finding.key) == ("hint", section, f"T11:{section}")
    assert f"“{heading}”" in finding.message
    assert f"“{HEADINGS[number]}”" in finding.message
    report.apply(Edit("标题", (SetField(FIELD, without_heading(FORM, str(report.fields[FIELD]), section)),)))
    assert outline(report) == []
    assert report.fields[FIELD] == ""


def test_a_missing_section_is_an_error_until_it_is_written() -> None:
    report = read(*HEADINGS[:4], HEADINGS[5])
    (finding,) = outline(report)
    assert (finding.severity, finding.part) == ("error", "problems")
    assert finding.message.startswith(f"读入的文件里没有“{HEADINGS[4]}”这一部分")
    undo = report.apply(Edit("补写", (ReplaceText("problems", 0, 0, from_plain(TEXT)),)))
    assert outline(report) == []
    report.apply(undo)
    assert outline(report) == [finding]


def test_sections_out_of_order_are_an_error() -> None:
    report = read(HEADINGS[0], HEADINGS[1], HEADINGS[3], HEADINGS[2], HEADINGS[4], HEADINGS[5])
    (finding,) = outline(report)
    assert finding.severity == "error"
    assert "顺序不对" in finding.message
    (place,) = finding.texts
    assert report.plain(place.section)[place.start : place.end] in HEADINGS[2:4]


def test_a_file_of_grids_alone_misses_no_section() -> None:
    met = [("proactive", HEADINGS[1]), ("requests", HEADINGS[2])]
    assert printed_headings(FORM, met, ("proactive", "requests", "disputes")) == ""
    odd = odd_headings(FORM, printed_headings(FORM, [("overview", HEADINGS[0])], ("disputes",)))
    assert odd == {"proactive": "", "requests": "", "disputes": NO_HEADING, "problems": "", "other": ""}


def test_a_grid_without_its_heading_is_a_hint() -> None:
    report = report_with()
    report.apply(Edit("导入", (SetField(FIELD, f"{HEADINGS[1]}＝{NO_HEADING}"),)))
    assert [finding.severity for finding in outline(report)] == ["hint"]


def test_what_a_document_printed_may_hold_any_marks() -> None:
    printed = printed_headings(FORM, [("overview", "一、概述＝；\n总体"), ("problems", HEADINGS[4])], ())
    assert odd_headings(FORM, printed)["overview"] == "一、概述=; 总体"


@pytest.mark.parametrize(
    ("section", "text", "severity"),
    [
        ("overview", f"一、总体情况\n{TEXT}", "hint"),
        ("overview", f"一、概述\n{TEXT}", "hint"),
        ("overview", f"{TEXT}\n五、存在的主要问题及改进情况\n{TEXT}", "hint"),
        ("problems", f"五、存在问题及改进情况\n{TEXT}", "hint"),
    ],
)
def test_a_heading_left_in_the_text(section: str, text: str, severity: str) -> None:
    report = report_with()
    report.apply(Edit("正文", (ReplaceText(section, 0, 0, from_plain(text)),)))
    (finding,) = outline(report)
    assert (finding.severity, finding.part) == (severity, section)
    (place,) = finding.texts
    assert text[place.start : place.end] == next(line for line in text.split("\n") if line != TEXT)


@pytest.mark.parametrize(
    "text",
    [
        f"（一）主动公开情况\n{TEXT}",
        f"一、主动公开\n{TEXT}\n二、依申请公开\n{TEXT}\n三、政府信息管理\n{TEXT}",
        "一、总体情况写得太长，不能算是标题，后面还接着别的话，一直写到四十个字以上，所以这里不算标题。",
        "其他需要报告的事项",
        "1.总体情况",
        f"{TEXT}\n一、概述",
    ],
)
def test_what_may_stand_in_the_text(text: str) -> None:
    report = report_with()
    report.apply(Edit("正文", (ReplaceText("overview", 0, 0, from_plain(text)),)))
    assert outline(report) == []


def test_the_headings_of_the_document_are_saved() -> None:
    report = read(*with_heading(0, "一、概述"))
    again = load(dump(report), form)
    assert again.fields[FIELD] == report.fields[FIELD] == "一、总体情况＝一、概述"
    assert b'"source"' not in dump(report_with())


def test_what_stands_twice_has_keys_of_its_own() -> None:
    report = report_with()
    text = f"{HEADINGS[4]}\n{TEXT}\n{HEADINGS[4]}"
    report.apply(Edit("正文", (ReplaceText("overview", 0, 0, from_plain(text)),)))
    assert len({finding.key for finding in outline(report)}) == 2


def test_a_missing_section_explains_that_nothing_stands_in_it() -> None:
    (finding,) = outline(read(*HEADINGS[:4], HEADINGS[5]))
    assert "T6:problems" in finding.cause_of
    (finding,) = outline(read(HEADINGS[0], *HEADINGS[2:]))
    assert "E3:proactive" in finding.cause_of
