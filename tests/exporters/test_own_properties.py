"""The properties of files that are made by an office's own template."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from exporters import own_properties
from exporters.own_properties import with_properties
from importers.written_properties import lacking_properties
from model.check_code import check_code
from model.errors import ExportError
from ooxml.namespaces import CORE_PROPERTIES
from ooxml.package import CONTENT_TYPES, Package
from tests.builders import full_report
from workflows.export import export_excel, export_word


def word_template(author: str = "张三", keywords: str = "", body: str = "{{unit}}") -> bytes:
    document = Document()
    document.add_paragraph(body)
    properties = document.core_properties
    properties.author = properties.last_modified_by = author
    properties.keywords, properties.category = keywords, "公文"
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def without_properties(data: bytes) -> bytes:
    package = Package(data)
    relations = re.sub(rb"<Relationship [^>]*core-properties[^>]*/>", b"", package.read("_rels/.rels"))
    types = re.sub(rb"<Override [^>]*core-properties[^>]*/>", b"", package.read(CONTENT_TYPES))
    return package.with_parts({CORE_PROPERTIES: None, "_rels/.rels": relations, CONTENT_TYPES: types})


@pytest.mark.parametrize("bare", [False, True])
def test_a_word_file_by_an_own_template_tells_of_the_report_and_not_of_the_template(bare: bool, tmp_path: Path) -> None:
    template, report = tmp_path / "模板.docx", full_report()
    data = word_template(keywords="政务公开")
    template.write_bytes(without_properties(data) if bare else data)
    export_word(report, tmp_path / "一.docx", template)
    found = Document(str(tmp_path / "一.docx")).core_properties
    assert found.title == "".join(line for line in report.title_lines() if line)
    assert found.subject == found.author == report.unit
    assert found.last_modified_by == ("" if bare else report.unit), "a name is replaced, none is made up"
    ours = f"{report.year}年度；校验码 {check_code(report)}"
    assert found.keywords == (ours if bare else f"政务公开；{ours}")
    assert found.category == ("" if bare else "公文")


def test_a_workbook_by_an_own_template_does_as_well(tmp_path: Path) -> None:
    template, report = tmp_path / "模板.xlsx", full_report()
    book = Workbook()
    book.active["A1"] = "{{unit}}"
    book.properties.creator = "张三"
    book.save(template)
    export_excel(report, tmp_path / "一.xlsx", template)
    found = load_workbook(tmp_path / "一.xlsx").properties
    assert check_code(report) in found.keywords
    assert (found.creator, found.subject) == (report.unit, report.unit)
    assert found.title


def test_a_file_without_the_check_code_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    template = tmp_path / "模板.docx"
    template.write_bytes(word_template())
    monkeypatch.setattr(own_properties, "with_properties", lambda data: data)
    with pytest.raises(ExportError, match="校验码"):
        export_word(full_report(), tmp_path / "一.docx", template)
    assert not (tmp_path / "一.docx").exists()


@pytest.mark.parametrize(("tag", "told"), [("title", "标题"), ("subject", "单位"), ("creator", "作者")])
def test_a_property_that_says_nothing_is_told(tag: str, told: str, tmp_path: Path) -> None:
    report = full_report()
    export_word(report, tmp_path / "一.docx")
    package = Package((tmp_path / "一.docx").read_bytes())
    assert list(lacking_properties(package.with_parts({}), report)) == []
    emptied = re.sub(rf"(<dc:{tag}>)[^<]+".encode(), rb"\1", package.read(CORE_PROPERTIES))
    assert list(lacking_properties(package.with_parts({CORE_PROPERTIES: emptied}), report)) == [
        f"文件属性里没有{told}。"
    ]


def test_a_file_without_any_properties_is_told(tmp_path: Path) -> None:
    export_word(full_report(), tmp_path / "一.docx")
    bare = without_properties((tmp_path / "一.docx").read_bytes())
    assert list(lacking_properties(bare, full_report())) == ["文件里没有文件属性。"]


def test_what_the_office_says_with_placeholders_stays_and_nothing_stands_there_twice() -> None:
    package = Package(word_template())
    title = "<dc:title>{{unit}}公报</dc:title>"
    core = re.sub(r"<dc:title>[^<]*</dc:title>|<dc:title/>", title * 2, package.read(CORE_PROPERTIES).decode())
    made = Package(with_properties(package.with_parts({CORE_PROPERTIES: core.encode()}))).read(CORE_PROPERTIES).decode()
    assert re.findall(r"<dc:title>[^<]*</dc:title>", made) == [title]


def test_all_other_parts_stay_and_a_template_that_has_it_all_is_left_alone() -> None:
    data = word_template()
    made = with_properties(data)
    before, after = Package(data), Package(made)
    assert {name for name in before.names if before.read(name) != after.read(name)} == {CORE_PROPERTIES}
    assert with_properties(made) == made


def test_properties_in_another_part_are_found_and_moved() -> None:
    package = Package(word_template(keywords="甲"))
    relations = package.read("_rels/.rels").replace(b"docProps/core.xml", b"/package/core.psmdcp")
    types = package.read(CONTENT_TYPES).replace(b"/docProps/core.xml", b"/package/core.psmdcp")
    parts = {"package/core.psmdcp": package.read(CORE_PROPERTIES), CORE_PROPERTIES: None}
    made = with_properties(package.with_parts({**parts, "_rels/.rels": relations, CONTENT_TYPES: types}))
    assert "package/core.psmdcp" not in Package(made)
    assert Document(io.BytesIO(made)).core_properties.keywords.startswith("甲；")
