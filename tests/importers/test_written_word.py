"""The check after writing: every difference is found, by a reader that knows nothing of the writer."""

from __future__ import annotations

import sys
from subprocess import run

import pytest
from lxml import etree

from importers.written_word import differences, read_written_word
from model.errors import ImportProblem
from model.placeholders import printed_figure
from ooxml.package import Package
from tests.builders import FORMS, form_of
from tests.exporters.documents import (
    DOCUMENT,
    STYLES,
    W,
    counted_report,
    example_report,
    filled,
    office_template,
    paragraph,
    part,
    template_of,
    write,
)

CORE = "docProps/core.xml"


def changed(data: bytes, old: str, new: str, name: str = DOCUMENT) -> bytes:
    package = Package(data)
    xml = package.read(name).decode()
    assert old in xml
    return package.with_parts({name: xml.replace(old, new, 1).encode()})


@pytest.mark.parametrize("edition", FORMS)
def test_a_change_of_any_one_figure_is_found_and_named(edition: str) -> None:
    report = counted_report(edition)
    data = filled(report)
    package, root = Package(data), part(data)
    figures = [
        t
        for t in root.iter(f"{W}t")
        if (t.text or "").isdecimal() and next(t.iterancestors(f"{W}tbl"), None) is not None
    ]
    assert len(figures) == len(report.form.cells)
    for text in figures[:: max(1, len(figures) // 25)]:
        old, text.text = text.text, (text.text or "") + "0"
        found = differences(template_of(edition), package.with_parts({DOCUMENT: etree.tostring(root)}), report)
        text.text = old
        assert len(found) == 1
        assert f"应为“{old}”，文件里是“{old}0”" in found[0]
        assert any(grid.name in found[0] for grid in report.form.grids)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("一、总体情况", "一、总休情况"),
        ("示例县数据局", "示例县数据"),
        ("2026年1月20日", "2026年1月21日"),
        ("<w:tr>", "<w:tr><w:tc><w:p/></w:tc></w:tr><w:tr>"),
        ("<w:sectPr>", "<w:p><w:r><w:t>多的</w:t></w:r></w:p><w:sectPr>"),
        ("商业", "商"),
    ],
)
def test_any_other_change_of_the_document_is_found(old: str, new: str) -> None:
    report = example_report()
    assert differences(template_of("2021"), filled(report), report) == ()
    assert differences(template_of("2021"), changed(filled(report), old, new), report) != ()


def test_a_property_that_went_to_another_is_found() -> None:
    report = example_report()
    data = filled(report)
    moved = changed(changed(data, "<dc:subject>", "<dc:description>", CORE), "</dc:subject>", "</dc:description>", CORE)
    assert any("文件属性" in one for one in differences(template_of("2021"), moved, report))


def test_styles_that_cannot_be_read_are_found() -> None:
    report = example_report()
    broken = changed(filled(report), "</w:styles>", "", STYLES)
    with pytest.raises(ImportProblem, match="styles"):
        differences(template_of("2021"), broken, report)


def test_a_lost_paragraph_a_lost_part_and_a_changed_part_are_found() -> None:
    report = write(example_report(), {"problems": "甲段。\n乙段。"})
    data = filled(report)
    root = part(data)
    lost = next(p for p in root.iter(f"{W}p") if "".join(p.itertext()) == "甲段。")
    lost.getparent().remove(lost)
    package = Package(data)
    assert differences(template_of("2021"), package.with_parts({DOCUMENT: etree.tostring(root)}), report)
    assert differences(template_of("2021"), package.with_parts({"word/footer1.xml": None}), report) == (
        "文件里缺少“word/footer1.xml”。",
    )
    assert differences(template_of("2021"), changed(data, "—", "-", "word/footer1.xml"), report) == (
        "模板的“word/footer1.xml”被改动了。",
    )


def test_figures_in_the_wrong_cells_are_found() -> None:
    report = counted_report()
    data = filled(report)
    root = part(data)
    first, second = [t for t in root.iter(f"{W}t") if t.text in ("11", "12")][:2]
    first.text, second.text = second.text, first.text
    assert (
        len(differences(template_of("2021"), Package(data).with_parts({DOCUMENT: etree.tostring(root)}), report)) == 2
    )


def test_a_figure_of_another_report_in_an_own_template_is_found() -> None:
    template = office_template(paragraph("共{{requests.received.total}}件") + paragraph("{{grid:disputes}}"))
    report = counted_report()
    data = filled(report, template)
    assert differences(template, data, report) == ()
    assert differences(template, data, example_report()) != ()


def test_tables_are_known_by_their_labels_wherever_they_stand() -> None:
    report = counted_report()
    root = part(filled(report))
    body = root.find(f"{W}body")
    assert body is not None
    tables = list(body.iter(f"{W}tbl"))
    body.insert(0, tables[2])
    data = Package(filled(report)).with_parts({DOCUMENT: etree.tostring(root)})
    assert dict(read_written_word(data, report.form).cells) == {c: printed_figure(report, c) for c in report.form.cells}
    assert dict(read_written_word(data, form_of("made_up")).cells) == {}


@pytest.mark.parametrize("data", [b"", b"PK", filled(example_report())[:-10]])
def test_what_cannot_be_read_is_told(data: bytes) -> None:
    with pytest.raises(ImportProblem, match="读不出来"):
        read_written_word(data, form_of("2021"))


def test_a_part_that_is_no_xml_is_told() -> None:
    broken = Package(filled(example_report())).with_parts({STYLES: b"<w:styles>"})
    with pytest.raises(ImportProblem, match=r"word/styles\.xml"):
        read_written_word(broken, form_of("2021"))


def test_the_reader_uses_nothing_that_the_writer_uses_for_its_files() -> None:
    code = "import sys, importers.written_word; sys.exit(any(n in sys.modules for n in ('lxml', 'docx', 'ooxml.package', 'exporters')))"
    assert run([sys.executable, "-c", code], check=False).returncode == 0
