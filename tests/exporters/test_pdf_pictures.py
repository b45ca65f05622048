"""Pictures, charts and lists of the text in a PDF: in their places, with their words, tagged."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from exporters.pdf import make_pdf
from importers.pdf_images import read_pictures
from importers.written_pdf import differences
from model.edits import Edit, ReplaceText
from model.pictures import picture_of
from model.report import Report
from model.text import TextBlock, chart_block, paragraph, picture_block
from tests.builders import layout_of, report_with
from tests.pictures import JPEG, png
from workflows.export import export_excel
from workflows.export_pdf import export_pdf
from workflows.year_chart import with_charts

PNG_BLOCK = picture_block(picture_of(png(200, 100)), "受理“件数”<按月>")
JPEG_BLOCK = picture_block(picture_of(JPEG), "")


def with_text(*blocks: TextBlock, section: str = "overview") -> Report:
    report = report_with({})
    report.apply(Edit("导入", (ReplaceText(section, 0, 99, blocks),)))
    return report


def made(report: Report) -> bytes:
    return make_pdf(report, layout_of("2021")).data


def test_pictures_are_in_the_file_with_their_words() -> None:
    report = with_text(paragraph("前。"), PNG_BLOCK, paragraph("图1 受理情况"), JPEG_BLOCK, PNG_BLOCK)
    data = made(report)
    found = read_pictures(data)
    assert [(one.width, one.height) for one in found.pictures] == [(200, 100), (8, 8), (200, 100)]
    assert found.pictures[1].data == JPEG
    assert list(found.words) == ["受理“件数”<按月>", "图片", "受理“件数”<按月>"]
    assert differences(data, report) == ()
    assert made(report) == data


@pytest.mark.parametrize(
    "other",
    [
        (PNG_BLOCK, paragraph("后。")),
        (PNG_BLOCK._replace(alternative="别的"), JPEG_BLOCK, paragraph("后。")),
        (JPEG_BLOCK, PNG_BLOCK, paragraph("后。")),
        (PNG_BLOCK, JPEG_BLOCK, JPEG_BLOCK, paragraph("后。")),
        (PNG_BLOCK._replace(picture=picture_of(png(100, 50))), JPEG_BLOCK, paragraph("后。")),
        (PNG_BLOCK, JPEG_BLOCK._replace(picture=picture_of(png(8, 8))), paragraph("后。")),
    ],
)
def test_other_pictures_than_the_report_s_are_told(other: tuple[TextBlock, ...]) -> None:
    data = made(with_text(*other))
    assert any("图片" in one for one in differences(data, with_text(PNG_BLOCK, JPEG_BLOCK, paragraph("后。"))))


def test_a_broken_picture_is_its_words() -> None:
    report = with_text(picture_block(picture_of(png()[:60]), "坏了的"), TextBlock((), "picture"))
    data = made(report)
    assert read_pictures(data).pictures == ()
    assert differences(data, report) == ()


def test_a_chart_is_drawn_and_checked(tmp_path: Path) -> None:
    report = with_text(chart_block(), paragraph("后。"))
    export_pdf(report, tmp_path / "报告.pdf")
    found = read_pictures((tmp_path / "报告.pdf").read_bytes())
    assert len(found.pictures) == 1
    assert list(found.words) == [with_charts(report).text("overview")[0].alternative]


def test_a_list_is_tagged_and_reads_like_paragraphs() -> None:
    report = with_text(paragraph("1.甲；"), paragraph("（1）子；"), paragraph("（2）丑；"), paragraph("2.乙。"))
    data = made(report)
    assert differences(data, report) == ()
    assert differences(data, with_text(paragraph("1.甲；"), paragraph("2.乙。")))


def test_a_picture_may_stand_before_a_grid() -> None:
    report = with_text(paragraph("表前。"), PNG_BLOCK, section="disputes")
    assert differences(made(report), report) == ()


def test_a_workbook_has_a_line_for_each(tmp_path: Path) -> None:
    export_excel(with_text(paragraph("前。"), PNG_BLOCK, chart_block()), tmp_path / "报告.xlsx")
    book = load_workbook(BytesIO((tmp_path / "报告.xlsx").read_bytes()))
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert "［图：受理“件数”<按月>］" in texts
    assert "［年度图表］" in texts
