"""The year page's chart: what it draws, and that the Word file stays what it was when it is annexed."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx import Document

from exporters.year_chart import chart_source, year_chart_png, year_chart_svg
from model.edits import Edit, SetCell, SetField, SetLastYear
from model.errors import FormError
from model.pictures import look_at
from model.report import Report
from model.state import LastReport
from model.year_chart import load_chart, year_chart
from tests.builders import full_report, report_with
from workflows.export import export_word
from workflows.forms import form, form_folder
from workflows.year_chart import chart_annex, chart_of, chart_svg, chart_words

RECEIVED = "requests.received.natural_person"


def with_last_year(report: Report) -> Report:
    """The report with one of last year inside, which received 5 requests more."""
    last = report.state().alone()
    last.fields["year"] = report.year - 1
    last.values[RECEIVED] = int(last.values.get(RECEIVED, 0)) + 5
    report.apply(Edit("上年", (SetLastYear((LastReport(last, "上年.nianbao", ""),)),)))
    return report


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_every_bar_is_the_sum_of_its_cells(edition: str) -> None:
    report = with_last_year(full_report(edition=edition))
    groups = load_chart(form_folder(edition), form(edition))
    chart = year_chart(report, groups)
    assert chart.last_year == chart.year - 1
    results = {}
    for group, drawn in zip(groups, chart.groups, strict=True):
        for bar, pair in zip(group.bars, drawn.pairs, strict=True):
            assert pair.this == sum(report.value(cell) for cell in bar.cells)
            results[bar.label] = pair
    assert results["新收"].last == results["新收"].this + 5
    kinds = chart.groups[1].pairs
    assert sum(pair.this for pair in kinds) == results["办理结果总计"].this, "every result row is in one bar"


def test_three_rows_here_and_one_there_are_compared_as_one_bar() -> None:
    rows = ("other_not_corrected", "other_fee_unpaid", "other_misc")
    report = full_report()
    report.apply(Edit("填", tuple(SetCell(f"requests.{row}.natural_person", 2) for row in rows)))
    last = full_report(edition="2019")
    last.apply(Edit("填", (SetCell("requests.other_processed.natural_person", 5),)))
    report.apply(Edit("上年", (SetLastYear((LastReport(last.state(), "上年.nianbao", ""),)),)))
    (pair,) = (pair for pair in chart_of(report).groups[1].pairs if pair.label == "其他处理")
    assert (pair.this, pair.last) == (6, 5)
    assert all(pair.last is not None for group in chart_of(report).groups[:3] for pair in group.pairs)


@pytest.mark.parametrize("cells", [("other_not_corrected", "other_fee_unpaid"), ("granted", "other_misc")])
def test_only_all_that_corresponds_is_compared(cells: tuple[str, ...]) -> None:
    report = full_report()
    last = (LastReport(full_report(edition="2019").state(), "上年.nianbao", ""),)
    report.apply(Edit("上年", (SetLastYear(last),)))
    assert report.last_year is not None
    assert report.last_year.sum_of([f"requests.{cell}.total" for cell in cells], "件") is None


def test_blank_is_not_zero() -> None:
    chart = chart_of(report_with({RECEIVED: "0"}))
    assert chart.groups[0].pairs[0].this == 0
    assert chart.groups[1].pairs[0].this is None
    assert '"未填"' in chart_source(chart)
    assert chart.last_year == 0
    assert "上年" not in chart_words(chart).replace("上年结转", "")


def test_the_longest_bar_is_the_largest_figure_of_its_group() -> None:
    report = with_last_year(report_with({RECEIVED: "7"}))
    chart = chart_of(report)
    assert chart.groups[0].largest == 12
    assert '"#9AA5B1", 32.00mm, "12"' in chart_source(chart)
    assert f'"#1B5CA8", {7 / 12 * 32:.2f}mm, "7"' in chart_source(chart)


def test_a_small_figure_is_seen_and_zero_is_not() -> None:
    report = report_with({RECEIVED: "90000", "requests.carried_in.natural_person": "1"})
    source = chart_source(chart_of(report))
    assert '0.30mm, "1"' in source
    assert '0.00mm, "未填"' in source


def test_what_the_unit_is_called_can_not_break_the_drawing() -> None:
    report = full_report()
    report.apply(Edit("单位", (SetField("unit", '示例"#县\\数据\x07局]'),)))
    assert b"<svg" in chart_svg(report)


def test_the_svg_draws_its_characters_as_outlines() -> None:
    root = ElementTree.fromstring(year_chart_svg(chart_of(with_last_year(full_report()))))
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert "text" not in tags
    assert "path" in tags


def test_the_same_chart_is_the_same_picture() -> None:
    chart = chart_of(with_last_year(full_report()))
    assert year_chart_png(chart) == year_chart_png(chart)
    width, height = look_at(year_chart_png(chart))[1:3]
    assert abs(width - 156 / 25.4 * 300) < 2
    assert height < width


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[groups]]\ntitle = "甲"\nbars = [{ label = "乙", cells = ["a.b"] }]', "bars[0].cells：表样里没有“a.b”"),
        ('[[groups]]\ntitle = "甲"\nbars = [{ label = "乙", cells = [] }]', "bars[0].cells：没有格"),
        ('[[groups]]\ntitle = "甲"\nbars = []\n', "单位不同"),
        ('[[groups]]\ntitle = "甲"\nbars = []\ncolour = 1', "colour：不认识"),
    ],
)
def test_a_broken_description_names_file_and_key(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "chart.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FormError) as caught:
        load_chart(tmp_path, form("2021"))
    assert said in caught.value.summary
    assert "chart.toml" in caught.value.summary


def test_the_annex_is_a_last_page_and_the_rest_stays(tmp_path: Path) -> None:
    report = with_last_year(full_report())
    export_word(report, tmp_path / "plain.docx")
    annex = chart_annex(report)
    export_word(report, tmp_path / "annexed.docx", annex=annex)
    plain, annexed = (Document(tmp_path / name) for name in ("plain.docx", "annexed.docx"))
    assert [p.text for p in annexed.paragraphs[:-2]] == [p.text for p in plain.paragraphs]
    assert annexed.paragraphs[-2].text == "附件"
    assert len(annexed.inline_shapes) == 1
    shape = annexed.inline_shapes[0]
    assert shape.width <= 156 * 36000
    assert abs(shape.width / shape.height - look_at(annex.picture).width / look_at(annex.picture).height) < 0.01
    assert annexed.paragraphs[-1].paragraph_format.line_spacing == 1.0, "an exact line pitch would cut the picture"
    described = shape._inline.docPr.get("descr")
    assert described == annex.description
    assert "新收" in described


def test_two_annexes_do_not_meet(tmp_path: Path) -> None:
    from exporters.word_annex import with_annex

    report = full_report()
    report.apply(Edit("改", (SetCell(RECEIVED, 3),)))
    export_word(report, tmp_path / "a.docx", annex=chart_annex(report))
    twice = with_annex((tmp_path / "a.docx").read_bytes(), chart_annex(report).picture, "附件 2", "又一张")
    document = Document(BytesIO(twice))
    assert len(document.inline_shapes) == 2
    assert len({shape._inline.docPr.get("id") for shape in document.inline_shapes}) == 2
