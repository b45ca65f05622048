"""What is wished of a document reaches it, whatever kind it is; what the disk gives back is looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from importers.pdf_pages import read_pdf
from model.edits import Edit, SetField
from model.errors import ExportError
from model.report import Report
from tests.builders import full_report
from tests.exporters.documents import office_template, paragraph
from tests.exporters.test_excel_conditions import template as workbook
from workflows.export_kinds import AS_USUAL, KINDS, Kind, Wishes

MARK = "某某局文件"


@pytest.fixture(scope="module")
def report() -> Report:
    """With a red head, which is printed only where it is wanted."""
    found = full_report()
    found.apply(Edit("填写", (SetField("document.mark", MARK), SetField("unit", "甲局"))))
    return found


def words_of(path: Path) -> str:
    """All that stands in a Word file or on the pages of a PDF."""
    if path.suffix == ".docx":
        return "".join(line.text for line in Document(str(path)).paragraphs)
    marks = (mark for page in read_pdf(path.read_bytes()).pages for mark in page.flow)
    return "".join(getattr(mark, "text", "") for mark in marks)


@pytest.mark.parametrize("kind", [KINDS["word"], KINDS["pdf"]], ids=lambda kind: kind.id)
@pytest.mark.parametrize("red", [True, False])
def test_the_red_head_is_printed_where_it_is_wanted(report: Report, kind: Kind, red: bool, tmp_path: Path) -> None:
    path = tmp_path / f"甲{kind.suffix}"
    kind.write(report, path, Wishes(red=red))
    assert (MARK in words_of(path)) is red


def test_own_templates_are_used(report: Report, tmp_path: Path) -> None:
    templates = {}
    for suffix, data in (
        (".docx", office_template(paragraph("自己的模板：{{unit}}"))),
        (".xlsx", workbook({"A1": "自己的模板：{{unit}}"})),
    ):
        templates[suffix] = tmp_path / f"模板{suffix}"
        templates[suffix].write_bytes(data)
    wishes = Wishes(templates)
    word, excel = tmp_path / "甲.docx", tmp_path / "甲.xlsx"
    KINDS["word"].write(report, word, wishes)
    KINDS["excel"].write(report, excel, wishes)
    assert words_of(word) == "自己的模板：甲局"
    assert load_workbook(excel).active["A1"].value == "自己的模板：甲局"


def test_the_page_for_web_editors_has_its_styles_in_the_content(report: Report, tmp_path: Path) -> None:
    pages = {}
    for kind in (KINDS["html"], KINDS["html_inline"]):
        kind.write(report, tmp_path / kind.id, AS_USUAL)
        pages[kind.id] = (tmp_path / kind.id).read_text("utf-8")
    assert "<style" in pages["html"]
    assert "<style" not in pages["html_inline"]
    assert "style=" in pages["html_inline"]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.id)
def test_a_disk_that_gives_back_other_bytes_is_told(
    report: Report, kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bad_disk(path: Path, data: bytes) -> None:
        path.write_bytes(data[:-1])

    monkeypatch.setattr("workflows.document_file.write_atomic", bad_disk)
    with pytest.raises(ExportError, match="读回来不一样") as told:
        kind.write(report, tmp_path / f"甲{kind.suffix}", AS_USUAL)
    assert f"甲{kind.suffix}" in told.value.summary
