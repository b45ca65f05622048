"""The 校核报告 as Word file and web page: all of it reads back, keeps to the schemas, nothing on a page is cut."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from html5lib import HTMLParser

from exporters.html_audit import html_audit
from exporters.templates.audit_template import audit_template
from exporters.word_audit import word_audit
from model.audit_paper import SIGNERS, AuditPaper, audit_paper
from model.check_code import check_code
from model.edits import Edit, ReplaceText, SetExplanation, SetField, SetNote
from model.errors import ExportError
from model.report import Report
from model.state import Explanation
from model.text import from_plain
from tests.builders import FORMS, form_of, full_report, report_with
from tests.exporters.audit import complaints
from tests.exporters.documents import example_report
from tests.exporters.fonts import STAND_INS, missing_for_rendering
from tests.exporters.pages import page_with, set_pages
from workflows.audit_report import summary_of
from workflows.forms import form_folder

DAY = date(2026, 1, 20)
PAGE_END = 745
"""Points from the page's top to the end of the text on it."""


def paper_of(report: Report) -> AuditPaper:
    return audit_paper(summary_of(report, DAY))


def word_of(report: Report) -> bytes:
    return word_audit(audit_template(report.form), report, paper_of(report))


def broken_report() -> Report:
    """Stated totals that are all wrong, and reasons of all lengths where there may be one."""
    report = full_report()
    report.apply(Edit("写", (ReplaceText("problems", 0, 1, from_plain("无")),)))
    report.apply(Edit("导入", tuple(SetNote(c, "stated", n) for n, c in enumerate(report.form.totals, 3))))
    reasons = [
        SetExplanation(finding.key, Explanation("职能划转，与台账核对无误。" * (1 + number**2), finding.figures))
        for number, finding in enumerate(one for one in report.all_findings() if one.explainable)
    ]
    gone = [SetExplanation(f"Y5:{n}", Explanation("已鼎核。" * 200, (("unit_kind", ""),))) for n in range(3)]
    report.apply(Edit("说明", (*reasons, *gone)))
    return report


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_the_template_that_comes_with_the_program_is_the_one_made_now(edition: str) -> None:
    there = (form_folder(edition) / "audit.docx").read_bytes()
    assert there == audit_template(form_of(edition)), "run python -m exporters.make_templates"


@pytest.mark.parametrize("edition", FORMS)
def test_it_keeps_to_the_schemas(edition: str, tmp_path: Path) -> None:
    assert complaints(word_of(full_report(of=form_of(edition))), tmp_path) == []


def test_python_docx_reads_every_finding_rule_and_reason(tmp_path: Path) -> None:
    report = broken_report()
    data, paper = word_of(report), paper_of(report)
    assert complaints(data, tmp_path) == []
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(io.BytesIO(data)).tables]
    assert [tuple(row) for row in tables[0]] == list(paper.facts)
    for table, rows in zip(paper.tables, tables[1:], strict=False):
        width = len(table.columns)
        expected = [row * width if len(row) == 1 else row for row in (table.columns, *table.rows)]
        assert [tuple(row) for row in rows] == expected
    assert tuple(tables[-1][0]) == SIGNERS


def test_headings_of_tables_repeat_and_only_long_rows_may_be_parted() -> None:
    document = Document(io.BytesIO(word_of(broken_report())))
    findings, reasons = document.tables[3:5]
    for table in (findings, reasons):
        assert table.rows[0]._tr.trPr.xpath("w:tblHeader")
    parted = [row for row in reasons.rows[1:] if not row._tr.trPr.xpath("w:cantSplit")]
    assert 0 < len(parted) < len(reasons.rows) - 1
    assert all(len(row.cells[2].text) > 200 for row in parted)


def test_an_own_template_keeps_what_is_in_it(tmp_path: Path) -> None:
    report = example_report()
    own = Document(io.BytesIO(audit_template(report.form)))
    own.add_paragraph("{{单位名称}}办公室存档，校验码 {{check_code}}")
    own.save(str(tmp_path / "own.docx"))
    data = word_audit((tmp_path / "own.docx").read_bytes(), report, paper_of(report))
    assert Document(io.BytesIO(data)).paragraphs[-1].text == f"{report.unit}办公室存档，校验码 {check_code(report)}"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("{{发现的问题}}", "问题见另纸", "没有占位符 {{发现的问题}}"),
        ("{{发现的问题}}", "{{发现的毛病}}", "不认识的占位符 {{发现的毛病}}"),
    ],
)
def test_a_template_that_would_leave_something_out_is_refused(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    report = full_report()
    own = Document(io.BytesIO(audit_template(report.form)))
    next(paragraph for paragraph in own.paragraphs if paragraph.text == old).text = new
    own.save(str(tmp_path / "own.docx"))
    with pytest.raises(ExportError) as caught:
        word_audit((tmp_path / "own.docx").read_bytes(), report, paper_of(report))
    assert expected in str(caught.value)


@pytest.mark.parametrize("edition", FORMS)
def test_the_page_is_sound_html_without_anything_from_elsewhere(edition: str) -> None:
    report = full_report(of=form_of(edition))
    data = html_audit(report, paper_of(report))
    HTMLParser(strict=True).parse(data)
    for word in (b"http", b"src=", b"<script", b"@import", b"url("):
        assert word not in data
    assert f'content="{check_code(report)}"'.encode() in data


def test_the_page_escapes_what_a_clerk_typed() -> None:
    report = report_with({})
    report.apply(Edit("改名", (SetField("unit", '甲<b>"乙"&丙'),)))
    data = html_audit(report, paper_of(report)).decode()
    assert "甲&lt;b&gt;&quot;乙&quot;&amp;丙" in data
    assert "<b>" not in data


@pytest.mark.skipif(bool(missing_for_rendering()), reason=missing_for_rendering() or "can be set")
def test_the_list_is_on_the_first_page_and_no_row_leaves_its_page(tmp_path: Path) -> None:
    documents = {"example": word_of(example_report()), "broken": word_of(broken_report())}
    for name, pages in set_pages(documents, tmp_path, STAND_INS).items():
        assert page_with(pages, "信息处理费已说明") == 0, name
        assert page_with(pages, "文件与本报告所校核的就是同一份") == 0, name
        assert page_with(pages, "检查的项目") == 1, name
        assert page_with(pages, SIGNERS[0]) == page_with(pages, "单位（盖章）") == len(pages) - 1, name
        # Below the text stands the page's number.
        words = [word for page in pages for word in page if word.top < PAGE_END]
        assert max(word.bottom for word in words) < PAGE_END, name
        assert max(word.right for word in words) < 523, name
        whole = "".join(word.text for page in pages for word in page)
        assert whole.count("鼎") == (600 if name == "broken" else 0)
