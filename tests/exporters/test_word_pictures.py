"""Pictures, charts and lists of the text in a Word file: bytes and words, where they stand, in any template."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from exporters.word import fill_word
from exporters.word_marks import COME_COLOUR, GONE_COLOUR
from importers.written_comparison import comparison_pictures
from importers.written_word import differences
from model.edits import Edit, ReplaceText
from model.errors import ExportError
from model.pictures import picture_of
from model.report import Report
from model.state import Version
from model.text import TextBlock, chart_block, paragraph, picture_block
from ooxml.package import Package
from tests.builders import layout_of, report_with
from tests.exporters.audit import complaints
from tests.pictures import JPEG, png
from workflows.export import export_word
from workflows.export_comparison import export_comparison
from workflows.forms import form_folder
from workflows.year_chart import chart_annex, with_charts

PNG_BLOCK = picture_block(picture_of(png(200, 100)), "受理“件数”<按月>")
JPEG_BLOCK = picture_block(picture_of(JPEG), "")
BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
PICTURE, TEXT = "picture", "text"


def with_text(*blocks: TextBlock, section: str = "overview", edition: str = "2021") -> Report:
    report = report_with({}, edition=edition)
    report.apply(Edit("导入", (ReplaceText(section, 0, 99, blocks),)))
    return report


def default_template(edition: str = "2021") -> bytes:
    return (form_folder(edition) / "report.docx").read_bytes()


def filled(report: Report, template: bytes = b"") -> bytes:
    edition = report.form.edition
    return fill_word(template or default_template(edition), report, layout_of(edition))


def told(data: bytes) -> list[tuple[str, object, str]]:
    """What the document says in order: texts, and pictures with their bytes and words."""
    document = Document(BytesIO(data))
    found: list[tuple[str, object, str]] = []
    for part in document.paragraphs:
        blips = list(part._p.iter(BLIP))
        if blips:
            image = document.part.related_parts[blips[0].get(EMBED)]
            found.append((PICTURE, image.blob, next(iter(part._p.xpath(".//wp:docPr"))).get("descr")))
        elif part.text.strip():
            found.append((TEXT, part.text, part.style.name))
    return found


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_pictures_stand_where_the_text_has_them(edition: str, tmp_path: Path) -> None:
    report = with_text(paragraph("前。"), PNG_BLOCK, paragraph("中。"), JPEG_BLOCK, PNG_BLOCK, edition=edition)
    data = filled(report)
    found = [item[:2] for item in told(data)]
    at = found.index((TEXT, "前。"))
    assert found[at : at + 5] == [
        (TEXT, "前。"),
        (PICTURE, png(200, 100)),
        (TEXT, "中。"),
        (PICTURE, JPEG),
        (PICTURE, png(200, 100)),
    ]
    assert told(data)[at + 1][2] == "受理“件数”<按月>"
    assert differences(default_template(edition), data, report) == ()
    assert data == filled(report)
    assert not complaints(data, tmp_path)


def test_the_same_picture_is_kept_once() -> None:
    with ZipFile(BytesIO(filled(with_text(PNG_BLOCK, PNG_BLOCK, paragraph("后"), PNG_BLOCK)))) as archive:
        assert sum(name.startswith("word/media/") for name in archive.namelist()) == 1


def test_without_pictures_the_package_has_no_more_parts() -> None:
    before = Package(default_template())
    assert Package(filled(with_text(paragraph("前")))).names == before.names


@pytest.mark.parametrize(
    ("what", "wrong"),
    [
        ("bytes", lambda package, media: {media: png(3, 3)}),
        ("gone", lambda package, media: {media: None}),
        (
            "words",
            lambda package, media: {
                "word/document.xml": package.read("word/document.xml").replace("按月".encode(), "按年".encode())
            },
        ),
        (
            "order",
            lambda package, media: {
                "word/document.xml": package.read("word/document.xml").replace("前。".encode(), "后。".encode(), 1)
            },
        ),
    ],
)
def test_a_picture_that_is_not_the_report_s_is_told(what: str, wrong) -> None:
    report = with_text(paragraph("前。"), PNG_BLOCK, paragraph("后。"))
    package = Package(filled(report))
    media = next(name for name in package.names if name.startswith("word/media/"))
    assert differences(default_template(), package.with_parts(wrong(package, media)), report)


@pytest.mark.parametrize(
    ("meant", "written"),
    [
        (("甲。", PNG_BLOCK, "乙。", "丙。"), ("甲。", "乙。", PNG_BLOCK, "丙。")),
        ((PNG_BLOCK, "甲。", "乙。"), ("甲。", PNG_BLOCK, "乙。")),
        (("甲。", "乙。", PNG_BLOCK), ("甲。", PNG_BLOCK, "乙。")),
        (("甲。", PNG_BLOCK, "甲。", PNG_BLOCK, "甲。"), ("甲。", PNG_BLOCK, "甲。", "甲。")),
    ],
    ids=["behind another paragraph", "before another paragraph", "not at the end", "once instead of twice"],
)
def test_a_picture_at_another_place_is_told(meant, written) -> None:
    report, other = (
        with_text(*(paragraph(item) if isinstance(item, str) else item for item in items)) for items in (meant, written)
    )
    assert any("图片没有照样" in one for one in differences(default_template(), filled(other), report))


@pytest.mark.parametrize("behind", ["</w:drawing></w:r>", "后。</w:t></w:r>"])
def test_a_picture_too_many_is_told(behind: str) -> None:
    report = with_text(paragraph("前。"), PNG_BLOCK, paragraph("后。"))
    package = Package(filled(report))
    document = package.read("word/document.xml").decode()
    (run,) = re.findall(r"<w:r>(?:(?!<w:r>).)*</w:drawing></w:r>", document)
    more = document.replace(behind, behind + run, 1)
    assert more != document
    found = differences(default_template(), package.with_parts({"word/document.xml": more.encode()}), report)
    assert any("图片没有照样" in one for one in found)


def test_links_of_the_template_may_not_go_while_ours_come() -> None:
    report = with_text(PNG_BLOCK)
    package = Package(filled(report))
    links = package.read("word/_rels/document.xml.rels")
    gone = links.replace(b"styles.xml", b"other.xml")
    assert gone != links
    assert differences(default_template(), package.with_parts({"word/_rels/document.xml.rels": gone}), report)


def test_a_broken_picture_is_its_words() -> None:
    broken = picture_block(picture_of(png()[:60]), "坏了的")
    report = with_text(broken, TextBlock((), "picture"))
    data = filled(report)
    assert {"［图：坏了的］", "［图］"} <= {item[1] for item in told(data)}
    assert differences(default_template(), data, report) == ()


def test_items_of_lists_have_the_style_of_lists_and_headings_theirs() -> None:
    report = with_text(
        paragraph("1.强化管理"), paragraph("前。"), paragraph("1.甲；"), paragraph("（1）子；"), paragraph("2.乙。")
    )
    styles = {text: style for kind, text, style in told(filled(report)) if kind == TEXT}
    assert styles["1.强化管理"] == "Heading 3"
    assert styles["前。"] == "Body Text"
    assert {styles[text] for text in ("1.甲；", "（1）子；", "2.乙。")} == {"List Paragraph"}


def test_the_line_below_a_picture_is_centred_and_stays_with_it() -> None:
    document = Document(BytesIO(filled(with_text(PNG_BLOCK, paragraph("图1 受理情况"), paragraph("后。")))))
    shown = next(part for part in document.paragraphs if list(part._p.iter(BLIP)))
    caption = next(part for part in document.paragraphs if part.text == "图1 受理情况")
    assert shown.paragraph_format.keep_with_next
    assert caption.alignment == shown.alignment == 1
    assert shown.paragraph_format.line_spacing_rule == 0


def test_an_own_template_gets_pictures_too(tmp_path: Path) -> None:
    template = Document()
    template.add_paragraph("单位自己的抬头")
    template.add_picture(BytesIO(png(5, 5)))
    template.add_paragraph("{{section:overview}}")
    template.add_paragraph("结尾")
    file = tmp_path / "模板.docx"
    template.save(str(file))
    report = with_text(paragraph("前。"), PNG_BLOCK, JPEG_BLOCK, chart_block())
    export_word(report, tmp_path / "报告.docx", file)
    found = told((tmp_path / "报告.docx").read_bytes())
    assert [item[1] for item in found if item[0] == PICTURE][:3] == [png(5, 5), png(200, 100), JPEG]
    assert len([item for item in found if item[0] == PICTURE]) == 4


def test_a_chart_in_the_text_and_one_as_annex(tmp_path: Path) -> None:
    report = with_text(paragraph("前。"), chart_block(), PNG_BLOCK)
    annex = chart_annex(report)
    export_word(report, tmp_path / "报告.docx", annex=annex)
    data = (tmp_path / "报告.docx").read_bytes()
    pictures = [item for item in told(data) if item[0] == PICTURE]
    assert [item[1] for item in pictures] == [annex.picture, png(200, 100), annex.picture]
    assert pictures[0][2] == pictures[2][2] == annex.description
    assert not complaints(data, tmp_path)
    assert report.text("overview")[1].picture is None


def test_a_report_without_a_chart_is_the_very_same() -> None:
    report = with_text(PNG_BLOCK)
    assert with_charts(report) is report


def test_text_before_a_grid_may_end_in_a_picture(tmp_path: Path) -> None:
    report = with_text(paragraph("表前。"), PNG_BLOCK, section="requests")
    data = filled(report)
    assert differences(default_template(), data, report) == ()
    assert not complaints(data, tmp_path)


def test_a_template_that_cannot_take_pictures_is_told() -> None:
    package = Package(default_template())
    broken = package.with_parts({"word/_rels/document.xml.rels": b"<r/>"})
    with pytest.raises(ExportError, match="放不进图"):
        filled(with_text(PNG_BLOCK), broken)


def test_the_comparison_of_two_versions_says_which_picture_was_swapped(tmp_path: Path) -> None:
    old = with_text(paragraph("前。"), PNG_BLOCK, chart_block())
    report = with_text(paragraph("前。"), PNG_BLOCK._replace(picture=picture_of(JPEG)), chart_block())
    version = Version("初稿", "2026-01-20T09:30:00", "", old.state().alone())
    assert export_comparison(report, version, None, tmp_path / "对照.docx") == 1
    texts = "\n".join(part.text for part in Document(str(tmp_path / "对照.docx")).paragraphs)
    assert "（换了一张图）" in texts


def test_the_comparison_shows_the_pictures_of_both_versions(tmp_path: Path) -> None:
    old = with_text(PNG_BLOCK, paragraph("图1 受理"), JPEG_BLOCK)
    new = PNG_BLOCK._replace(picture=picture_of(png(120, 60, 40)))
    report = with_text(new, paragraph("图1 受理"), JPEG_BLOCK)
    export_comparison(
        report, Version("初稿", "2026-01-20T09:30:00", "", old.state().alone()), None, tmp_path / "对照.docx"
    )
    data = (tmp_path / "对照.docx").read_bytes()
    assert not complaints(data, tmp_path)
    assert [[picture for picture, _ in side] for side in comparison_pictures(data)] == [
        [png(200, 100), JPEG],
        [png(120, 60, 40), JPEG],
    ]
    lines = [
        (line.find(".//{*}srgbClr").get("val"), line.find("{*}prstDash").get("val"))
        for line in Document(BytesIO(data)).element.body.iter(
            "{http://schemas.openxmlformats.org/drawingml/2006/main}ln"
        )
    ]
    assert lines == [(GONE_COLOUR, "dash"), (COME_COLOUR, "solid")], "what stays has no line around it"
    drawn = [part for part in Document(BytesIO(data)).paragraphs if part._p.xpath(".//w:drawing")]
    assert [bool(part.paragraph_format.keep_with_next) for part in drawn] == [False, True, True]
    assert "虚线框" in "".join(part.text for part in Document(BytesIO(data)).paragraphs)
