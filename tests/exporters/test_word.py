"""Reports written with the default template, and what a template's placeholders become."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters import typesetting as ts
from exporters.document_options import DocumentOptions
from exporters.word import forget_templates
from exporters.word_variants import with_options
from importers.written_word import differences, read_written_word
from model.edits import Edit, SetCell, SetNote
from model.entry import enter
from model.placeholders import printed_figure
from model.report import Report
from ooxml.characters import TURNING
from ooxml.package import Package
from tests.builders import FORMS, edits, form_of, full_report
from tests.exporters.audit import complaints
from tests.exporters.documents import (
    DOCUMENT,
    STYLES,
    W,
    attribute,
    blank_report,
    counted_report,
    example_report,
    filled,
    has,
    members,
    opened,
    paragraph_of,
    part,
    template_of,
    texts,
    write,
)

HOSTILE = "控制\x00\x0b字符 <b>&amp;\ud800 {{unit}} ]]> “引号”——…× \U0001f600 \u202eעברית\u202c =1+1"


@pytest.mark.parametrize("edition", FORMS)
def test_every_figure_comes_back_from_its_own_cell(edition: str) -> None:
    report = counted_report(edition)
    read = read_written_word(filled(report), report.form)
    assert dict(read.cells) == {cell: printed_figure(report, cell) for cell in report.form.cells}
    assert len(set(map(read.cells.get, report.form.inputs))) == len(report.form.inputs)


@pytest.mark.parametrize("edition", FORMS)
def test_headings_title_and_text_come_back(edition: str) -> None:
    report = blank_report(edition)
    sections = {
        section.id: f"{section.short}第一段。\n（一）小标题\n第三段，“引号”。" for section in report.form.sections
    }
    write(report, sections, {"signature.unit": "示例县数据局", "signature.date": "2026-01-20"})
    read = read_written_word(filled(report), report.form)
    assert read.title == report.title_lines()
    assert read.headings == tuple(section.heading for section in report.form.sections if section.heading)
    assert {key: "\n".join(paragraphs) for key, paragraphs in read.sections.items()} == sections
    assert read.signature == ("示例县数据局", "2026年1月20日")


@pytest.mark.parametrize("edition", FORMS)
def test_the_result_keeps_to_the_schemas(edition: str, tmp_path: Path) -> None:
    report = counted_report(edition)
    texts_ = {section.id: "（一）标题\n（二）引题。正文。\n1.小题\n正文" for section in report.form.sections}
    write(report, texts_, {"signature.unit": "示例县数据局", "signature.date": "2026-01-20"})
    assert complaints(filled(report), tmp_path) == []


def test_the_same_report_gives_the_same_bytes_kept_or_not() -> None:
    first = filled(example_report())
    forget_templates()
    assert filled(example_report()) == first == filled(example_report())


def test_blank_is_blank_and_zero_is_zero() -> None:
    report = blank_report()
    assert set(read_written_word(filled(report), report.form).cells.values()) == {""}
    report.apply(Edit("填写", tuple(SetCell(cell, 0) for cell in report.form.inputs)))
    assert set(read_written_word(filled(report), report.form).cells.values()) == {"0"}


def test_figures_are_printed_as_the_report_has_them() -> None:
    report = blank_report("2019")
    typed = {
        "requests.received.business": "约30件",
        "requests.received.natural_person": "1,234,567",
        "proactive.licences.items_change": "减2",
        "proactive.procurement.amount": "3000.50元",
    }
    for cell, text in typed.items():
        report.apply(Edit("填写", enter(report, cell, text)))
    report.apply(Edit("读入", (SetNote("requests.carried_in.total", "stated", 99),)))
    cells = read_written_word(filled(report), report.form).cells
    assert cells["requests.received.business"] == "约30件"
    assert cells["requests.received.natural_person"] == "1234567"
    assert cells["requests.received.total"] == printed_figure(report, "requests.received.total")
    assert cells["requests.carried_in.total"] == ""
    assert cells["proactive.licences.items_change"] == "-2"
    assert cells["proactive.procurement.amount"] == "3000.50元"


def test_text_is_set_in_the_styles_of_its_shape() -> None:
    report = write(blank_report(), {"overview": "开头。\n（一）主动公开\n正文。\n1.细目\n（二）平台建设。加强管理。"})
    styles = {p.text: p.style.name for p in opened(filled(report)).paragraphs if p.style is not None}
    assert styles["开头。"] == "Body Text"
    assert styles["（一）主动公开"] == "Heading 2"
    assert styles["1.细目"] == "Heading 3"
    assert styles["（二）平台建设。加强管理。"] == "Body Text"
    runs = list(paragraph_of(filled(report), "（二）平台建设").iter(f"{W}r"))
    assert [attribute(run, "rPr/rFonts", "eastAsia") for run in runs] == ["楷体_GB2312", "仿宋_GB2312"]
    assert runs[0].findtext(f"{W}t") == "（二）平台建设。"


def test_a_section_without_text_is_its_heading_alone() -> None:
    report = write(blank_report(), {"problems": " \n \n"})
    assert texts(filled(report)) == [
        "示例县数据局\n2025年政府信息公开工作年度报告",
        *(section.heading for section in report.form.sections if section.heading),
    ]


def test_a_blank_line_within_a_section_stays() -> None:
    report = write(blank_report(), {"problems": "甲\n\n乙"})
    found = texts(filled(report))
    assert found[found.index("甲") : found.index("乙") + 1] == ["甲", "", "乙"]


def test_text_before_a_grid_takes_over_gap_and_page_break() -> None:
    heading = form_of("2021").section("requests").heading
    bare = filled(blank_report())
    assert has(paragraph_of(bare, heading), "pPr/pageBreakBefore")
    assert attribute(paragraph_of(bare, heading), "pPr/spacing", "after") == "70"
    report = write(blank_report(), {"proactive": "表二之前。", "requests": "表三之前一。\n表三之前二。"})
    data = filled(report)
    assert not has(paragraph_of(data, heading), "pPr/pageBreakBefore")
    assert attribute(paragraph_of(data, heading), "pPr/spacing", "after") is None
    assert attribute(paragraph_of(data, heading), "pPr/spacing", "before") == "70"
    first, last = paragraph_of(data, "表三之前一"), paragraph_of(data, "表三之前二")
    assert attribute(first, "pPr/spacing", "after") is None
    assert attribute(last, "pPr/spacing", "after") == "70"
    assert not has(last, "pPr/keepNext")
    assert has(paragraph_of(data, "表二之前"), "pPr/keepNext")
    table = list(part(data).iter(f"{W}tbl"))[1]
    breaks = [p for p in table.iter(f"{W}p") if has(p, "pPr/pageBreakBefore")]
    assert breaks == [next(table.iter(f"{W}p"))]


def test_the_signature_takes_no_line_when_it_is_not_given_and_never_stands_alone() -> None:
    report = write(blank_report(), {"other": "第一段。\n最后一段。"})
    assert texts(filled(report))[-1] == "最后一段。"
    assert not has(paragraph_of(filled(report), "最后一段"), "pPr/keepNext")
    write(report, fields={"signature.unit": "示例县数据局", "signature.date": "2026-01-20"})
    data = filled(report)
    assert texts(data)[-2:] == ["示例县数据局", "2026年1月20日"]
    assert has(paragraph_of(data, "最后一段"), "pPr/keepNext")
    assert has(paragraph_of(data, "最后一段"), "pPr/keepLines")
    assert not has(paragraph_of(data, "第一段"), "pPr/keepNext")
    indents = {attribute(paragraph_of(data, begin), "pPr/ind", "left") for begin in ("示例县数据局", "2026年1月20日")}
    assert len(indents) == 2  # the title's unit comes first and has none
    assert None in indents


@pytest.mark.parametrize(
    ("unit", "date"),
    [
        ("示例县数据局", "2026-01-20"),
        ("局", "2026-12-31"),
        ("长" * 24, "2026-01-20"),
        ("长" * 40, "2026-01-20"),
        ("示例县数据局", ""),
    ],
)
def test_both_lines_of_the_signature_share_an_axis_within_the_page(unit: str, date: str) -> None:
    report = write(blank_report(), fields={"signature.unit": unit, "signature.date": date})
    paragraphs = [
        p
        for p in part(filled(report)).iter(f"{W}p")
        if attribute(p, "pPr/pStyle", "val") in ("SignatureUnit", "SignatureDate")
    ]
    assert len(paragraphs) == 1 + bool(date)
    lefts = {int(attribute(p, "pPr/ind", "left") or "-1") for p in paragraphs}
    assert len(lefts) == 1
    assert 0 <= lefts.pop() < ts.TEXT_WIDTH


@pytest.mark.parametrize(
    ("figure", "left", "right", "half_points"),
    [
        ("", 0, 258, 21),
        ("7", 0, 258, 21),
        ("12", 0, 205, 21),
        ("13612", 0, 48, 21),
        ("136123", 0, 10, 20),
        ("1361234", 0, 12, 17),
    ],
)
def test_the_right_indent_of_figures_follows_the_widest_of_them(
    figure: str, left: int, right: int, half_points: int
) -> None:
    """In the columns of 33 pt: the gap is half of what the widest figure leaves, less the cell's margin of 1 pt."""
    report = blank_report()
    report.apply(Edit("填写", enter(report, "requests.granted.business", figure)))
    style = next(s for s in part(filled(report), STYLES) if attribute(s, "name", "val") == "表三数字")
    assert (attribute(style, "pPr/ind", "left"), attribute(style, "rPr/sz", "val")) == (str(left), str(half_points))
    assert abs(int(attribute(style, "pPr/ind", "right") or "") - right) <= 1
    runs = part(filled(report)).iter(f"{W}r")
    assert not any(has(run, "rPr/sz") for run in runs)


@pytest.mark.parametrize(
    ("cell", "figure", "left", "right", "half_points"),
    [
        ("requests.granted.business", "136123", 0, 10, 20),
        ("requests.granted.business", "12345678", 0, 10, 15),
        ("requests.granted.business", "123456789012", 0, 10, 10),
        ("disputes.reconsideration.upheld", "12345678901", 0, 28, 9),
        ("disputes.reconsideration.upheld", "1000000000000", 0, 15, 8),
    ],
)
def test_a_very_wide_figure_is_smaller_in_its_own_cell_alone(
    cell: str, figure: str, left: int, right: int, half_points: int, tmp_path: Path
) -> None:
    report = full_report(figure="12")
    report.apply(Edit("填写", enter(report, cell, figure)))
    data = filled(report)
    assert differences(template_of("2021"), data, report) == ()
    sizes = {
        attribute(style, "rPr/sz", "val")
        for style in part(data, STYLES).iter(f"{W}style")
        if "数字" in (attribute(style, "name", "val") or "")
    }
    assert sizes == {"21"}
    smaller = [found for found in part(data).iter(f"{W}p") if has(found, "r/rPr/sz")]
    own = next(found for found in smaller if "".join(found.itertext()) == figure)
    assert attribute(own, "r/rPr/sz", "val") == attribute(own, "r/rPr/szCs", "val") == str(half_points)
    assert (attribute(own, "pPr/ind", "left"), attribute(own, "pPr/ind", "right")) == (str(left), str(right))
    assert all(len("".join(found.itertext())) >= len(figure) for found in smaller), "totals may be as wide"
    assert complaints(data, tmp_path) == []


def test_a_wide_figure_in_a_sentence_keeps_the_size_of_the_sentence() -> None:
    report = blank_report()
    report.apply(Edit("填写", enter(report, "requests.granted.business", "123456789012")))
    content = (
        Package(template_of("2021"))
        .read(DOCUMENT)
        .replace(b"{{section:overview}}", "共{{requests.granted.business}}件、{{requests.granted.business}}件".encode())
    )
    made = Package(template_of("2021")).with_parts({DOCUMENT: content})
    data = filled(report, made)
    assert differences(made, data, report) == ()
    sentence = paragraph_of(data, "共")
    assert "".join(sentence.itertext()) == "共123456789012件、123456789012件"
    assert not has(sentence, "r/rPr/sz")
    assert b"<?wide" not in Package(data).read(DOCUMENT)


def test_text_that_is_no_figure_does_not_shrink_the_others() -> None:
    report = blank_report()
    report.apply(Edit("填写", enter(report, "requests.granted.business", "数字待核实后填写")))
    report.apply(Edit("填写", enter(report, "requests.granted.research", "12")))
    style = next(s for s in part(filled(report), STYLES) if attribute(s, "name", "val") == "表三数字")
    assert attribute(style, "rPr/sz", "val") == "21"
    assert attribute(style, "pPr/ind", "right") == "0"


def test_hostile_text_is_written_whole_and_told_apart_from_markup(tmp_path: Path) -> None:
    report = blank_report()
    write(report, {"overview": HOSTILE + "\n" + "很长" * 50_000}, {"signature.unit": HOSTILE})
    report.apply(Edit("填写", (SetCell("requests.received.research", HOSTILE),)))
    data = filled(report)
    assert complaints(data, tmp_path) == []
    assert differences(template_of("2021"), data, report) == ()
    shown = HOSTILE.translate(dict.fromkeys(map(ord, "\x00\x0b\ud800"), "\ufffd") | {0x202E: None, 0x202C: None})
    assert shown in texts(data)
    assert "很长" * 50_000 in texts(data)
    read = read_written_word(data, report.form)
    assert read.cells["requests.received.research"] == "".join(shown.split())


@pytest.mark.parametrize("text", ["\x0c", "\x1c甲", "\x0c\n甲", "甲\n\x1f\n乙", " ", "\u3000"])
def test_characters_that_xml_cannot_hold_are_no_blank(text: str) -> None:
    report = write(blank_report(), {"overview": text}, {"signature.unit": text})
    data = filled(report)
    assert differences(template_of("2021"), data, report) == ()
    assert any("\ufffd" in shown for shown in texts(data)) == bool(text.strip("甲乙\n \u3000"))


@pytest.mark.parametrize("text", ["\u202e123\u202c", "甲\n\u2067\n乙", "\u200f 1\u200f2 34"])
def test_nothing_turns_a_figure_round(text: str) -> None:
    report = write(blank_report(), {"overview": text}, {"unit": text.replace("\n", ""), "signature.unit": "\u202e局"})
    report.apply(Edit("填写", (SetCell("requests.received.research", text),)))
    data = filled(report)
    assert differences(template_of("2021"), data, report) == ()
    assert TURNING.isdisjoint("".join(content.decode("utf-8", "replace") for _, content in members(data)))


def test_parts_without_placeholders_are_copied_byte_by_byte() -> None:
    before, after = dict(members(template_of("2021"))), dict(members(filled(example_report())))
    assert before.keys() == after.keys()
    properties = {"docProps/core.xml", "docProps/app.xml"}
    assert {name for name in before if before[name] != after[name]} == {DOCUMENT, STYLES, *properties}


def test_properties_name_the_report() -> None:
    properties = opened(filled(example_report())).core_properties
    assert properties.title == "示例县数据局2025年政府信息公开工作年度报告"
    assert properties.author == "示例县数据局"


def test_two_sided_print_changes_the_margins_over() -> None:
    report = example_report()
    data = filled(report, with_options(template_of("2021"), DocumentOptions(two_sided=True)))
    assert has(part(data, "word/settings.xml"), "mirrorMargins")
    assert not has(part(filled(report), "word/settings.xml"), "mirrorMargins")


def test_two_sided_print_keeps_to_the_schemas(tmp_path: Path) -> None:
    data = filled(example_report(), with_options(template_of("2021"), DocumentOptions(two_sided=True)))
    assert complaints(data, tmp_path) == []


@pytest.mark.parametrize("edition", FORMS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_whatever_a_report_holds_is_written_and_read_back(edition: str, data: st.DataObject) -> None:
    report = Report.blank(form_of(edition), "示例县数据局", 2025)
    for edit in data.draw(st.lists(edits(report.form), max_size=4)):
        report.apply(edit)
    assert differences(template_of(edition), filled(report), report) == ()
