"""The default template as it is to be printed: sound files that hold what is asked for and are read back as before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from exporters import typesetting as ts
from exporters.document_options import PLAIN, DocumentOptions, RedHead
from exporters.templates.word_template import word_template
from exporters.word_variants import with_options
from importers.written_word import differences, read_written_word
from model.check_code import check_code
from model.layout import LARGE, USUAL
from model.placeholders import printed_figure
from model.report import Report
from ooxml.package import Package
from tests.builders import FORMS, form_of, layout_of
from tests.exporters.audit import complaints
from tests.exporters.documents import (
    STYLES,
    W,
    attribute,
    blank_report,
    counted_report,
    example_report,
    filled,
    has,
    opened,
    part,
    template_of,
    write,
)

DRAFT = "送审稿（未填 3 格）"
MARK, NUMBER = "示例县数据局文件", "示数据发〔2026〕1号"
RED = {"document.mark": MARK, "document.number": NUMBER}
ALL = DocumentOptions(True, LARGE, {"Times New Roman": "Arial", "宋体": "新宋体"}, DRAFT, RedHead(MARK, NUMBER))


def template(edition: str, options: DocumentOptions) -> bytes:
    return with_options(word_template(form_of(edition), layout_of(edition), options.table_size), options)


def made(report: Report, options: DocumentOptions) -> bytes:
    return filled(report, template(report.form.edition, options))


def styles(data: bytes) -> dict[str, object]:
    return {attribute(style, "name", "val"): style for style in part(data, STYLES).iter(f"{W}style")}


def test_plain_options_change_nothing() -> None:
    for edition in FORMS:
        assert with_options(template_of(edition), PLAIN) is template_of(edition)
        assert with_options(template_of(edition), DocumentOptions(families={})) == template_of(edition)


@pytest.mark.parametrize("edition", FORMS)
@pytest.mark.parametrize("report_of", [blank_report, counted_report])
@pytest.mark.parametrize(
    "options",
    [
        ALL,
        DocumentOptions(table_size=LARGE),
        DocumentOptions(draft=DRAFT),
        DocumentOptions(red_head=RedHead(MARK)),
        DocumentOptions(two_sided=True, red_head=RedHead(MARK, NUMBER)),
    ],
)
def test_every_variant_holds_the_report_and_is_read_back(
    edition: str, report_of: Callable[[str], Report], options: DocumentOptions
) -> None:
    head = options.red_head
    report = write(
        report_of(edition), fields={"document.mark": head.mark, "document.number": head.number} if head else {}
    )
    own = template(edition, options)
    data = filled(report, own)
    assert differences(own, data, report) == ()
    found = read_written_word(data, report.form)
    assert found.cells == {cell: printed_figure(report, cell) for cell in report.form.cells}
    assert found.headings == tuple(section.heading for section in report.form.sections if section.heading)
    assert found.red_head == (tuple(text for text in (head.mark, head.number) if text) if head else ())
    assert filled(report, own) == data
    opened(data)


@pytest.mark.parametrize("edition", FORMS)
def test_the_variants_keep_to_the_schemas(edition: str, tmp_path: Path) -> None:
    report = write(counted_report(edition), fields=RED)
    assert complaints(made(report, ALL), tmp_path) == []
    assert complaints(made(report, DocumentOptions(table_size=LARGE)), tmp_path) == []


def test_the_header_of_drafts_stands_above_odd_and_even_pages() -> None:
    section = opened(made(example_report(), DocumentOptions(draft=DRAFT))).sections[0]
    assert [paragraph.text for paragraph in section.header.paragraphs] == [DRAFT]
    assert [paragraph.text for paragraph in section.even_page_header.paragraphs] == [DRAFT]
    plain = opened(filled(example_report())).sections[0]
    assert plain.header.is_linked_to_previous


def test_a_header_with_signs_of_markup_is_text() -> None:
    data = made(example_report(), DocumentOptions(draft="<送审稿> & {单}"))
    assert opened(data).sections[0].header.paragraphs[0].text == "<送审稿> & {单}"


def test_a_written_header_that_was_changed_is_found() -> None:
    report, options = example_report(), DocumentOptions(draft=DRAFT)
    data = made(report, options)
    header = Package(data).read("word/header1.xml").replace("送审稿".encode(), "初稿".encode())
    spoilt = Package(data).with_parts({"word/header1.xml": header})
    assert "header1" in "".join(differences(template("2021", options), spoilt, report))


def test_the_red_head_stands_as_the_standard_says() -> None:
    """GB/T 9704—2012: mark 35 mm below the text's edge, number two lines below, rule 4 mm below it, title two lines on."""
    report = write(example_report(), fields=RED)
    data = made(report, DocumentOptions(red_head=RedHead(MARK, NUMBER)))
    texts = [paragraph.text for paragraph in opened(data).paragraphs[:5]]
    assert texts[:3] == [MARK, NUMBER, ""]
    assert texts[3].startswith("示例县数据局")
    found = styles(data)
    mark, number, rule = (found[name] for name in ("发文机关标志", "发文字号", "版头分隔线"))
    assert attribute(mark, "rPr/color", "val") == "FF0000"
    assert attribute(mark, "rPr/rFonts", "eastAsia") == "方正小标宋简体"
    before = int(attribute(mark, "pPr/spacing", "before"))
    assert 35 / 25.4 * 1440 <= before <= 38 / 25.4 * 1440
    assert attribute(number, "pPr/spacing", "before") == "1120"
    assert attribute(rule, "pPr/pBdr/bottom", "color") == "FF0000"
    characters_end = int(0.8 * 560 + 0.14 * 320)
    gap = 560 - characters_end + int(attribute(rule, "pPr/spacing", "before")) + ts.RED_LINE
    assert gap == pytest.approx(4 / 25.4 * 1440, abs=2)
    title = opened(data).paragraphs[3]._element
    assert attribute(title, "pPr/spacing", "before") == "1120"


def test_a_red_head_without_a_number_has_no_line_for_it() -> None:
    report = write(example_report(), fields={"document.mark": MARK})
    data = made(report, DocumentOptions(red_head=RedHead(MARK)))
    assert [paragraph.text for paragraph in opened(data).paragraphs[:2]] == [MARK, ""]


@pytest.mark.parametrize(("mark", "half_points"), [("某局文件", 124), ("示" * 17, 52), ("示" * 30, 44)])
def test_a_long_mark_is_set_smaller(mark: str, half_points: int) -> None:
    report = write(example_report(), fields={"document.mark": mark})
    style = styles(made(report, DocumentOptions(red_head=RedHead(mark))))["发文机关标志"]
    assert attribute(style, "rPr/sz", "val") == str(half_points) == str(ts.mark_size(mark))
    assert attribute(style, "pPr/spacing", "line") == str(half_points * 10)


def test_large_grids_have_larger_type_and_part_the_high_one() -> None:
    data = made(example_report(), DocumentOptions(table_size=LARGE))
    tables = opened(data).tables
    assert len(tables) == 4
    found = styles(data)
    assert attribute(found["表格文字"], "rPr/sz", "val") == "24"
    assert attribute(found["表格文字"], "pPr/spacing", "line") == str(ts.table_line(LARGE))
    between = tables[1]._element.getnext()
    assert has(between, "pPr/pageBreakBefore")
    assert between.getnext() is tables[2]._element
    headers = [sum(has(row._tr, "trPr/tblHeader") for row in table.rows) for table in tables[1:3]]
    assert headers == [3, 3]
    for table in tables[1:3]:
        last = table.rows[-1]._tr
        assert not any(has(paragraph, "pPr/keepNext") for paragraph in last.iter(f"{W}p"))
        assert all(has(paragraph, "pPr/keepNext") for paragraph in table.rows[-2]._tr.iter(f"{W}p"))


def test_a_parted_grid_behind_text_starts_its_page_in_its_first_cell() -> None:
    report = write(example_report(), {"requests": "口径说明。"})
    data = made(report, DocumentOptions(table_size=LARGE))
    first, second = opened(data).tables[1:3]
    assert has(next(first._element.iter(f"{W}p")), "pPr/pageBreakBefore")
    assert not has(next(second._element.iter(f"{W}p")), "pPr/pageBreakBefore")
    assert differences(template("2021", DocumentOptions(table_size=LARGE)), data, report) == ()


@pytest.mark.parametrize(
    ("families", "digits", "half_points"), [({}, "123456", "20"), ({"Times New Roman": "Arial"}, "123456", "18")]
)
def test_figures_find_room_in_wider_digits_too(families: dict[str, str], digits: str, half_points: str) -> None:
    from model.edits import Edit
    from model.entry import enter

    report = blank_report()
    report.apply(Edit("填写", tuple(enter(report, "requests.granted.business", digits))))
    style = styles(made(report, DocumentOptions(families=families)))["表三数字"]
    assert attribute(style, "rPr/sz", "val") == half_points


def test_a_long_total_in_its_wider_column_does_not_make_all_figures_small() -> None:
    from model.edits import Edit
    from model.entry import enter

    report = blank_report()
    for name in ("natural_person", "business"):
        report.apply(Edit("填写", tuple(enter(report, f"requests.granted.{name}", "55555"))))
    style = styles(made(report, PLAIN._replace(table_size=USUAL)))["表三数字"]
    assert attribute(style, "rPr/sz", "val") == "21"


def test_the_properties_name_title_unit_year_and_check_code() -> None:
    report = example_report()
    data = filled(report)
    properties = opened(data).core_properties
    assert (properties.author, properties.subject) == ("示例县数据局", "示例县数据局")
    assert properties.category == "2025年度"
    assert properties.keywords == f"2025年度；校验码 {check_code(report)}"
    assert properties.language == "zh-CN"
    assert "<Company>示例县数据局</Company>" in Package(data).read("docProps/app.xml").decode()
    assert check_code(report) not in "".join(paragraph.text for paragraph in opened(data).paragraphs)
    core = Package(data).read("docProps/core.xml")
    spoilt = Package(data).with_parts({"docProps/core.xml": core.replace(check_code(report).encode(), b"00000000")})
    assert differences(template_of("2021"), spoilt, report) == (
        f"文件属性应为“2025年度；校验码 {check_code(report)}”，文件里不是。",
    )


@pytest.mark.parametrize("edition", FORMS)
def test_tables_tell_what_they_are(edition: str) -> None:
    form = form_of(edition)
    for table, grid in zip(opened(template_of(edition)).tables, form.grids, strict=True):
        assert attribute(table._element, "tblPr/tblCaption", "val") == f"{grid.name} {grid.title}"
        assert grid.title in str(attribute(table._element, "tblPr/tblDescription", "val"))
        assert attribute(table._element, "tblPr/tblLook", "firstRow") == "1"
