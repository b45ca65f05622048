"""Our own Word files come back as the reports that they were made of, and after LibreOffice had them in its hands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters.document_options import DocumentOptions, RedHead
from exporters.templates.word_template import word_template
from exporters.word_variants import with_options
from importers.result import ABSENT, READ, VARIANT
from model.check_code import check_code
from model.report import Report
from ooxml.package import Package
from tests.builders import form_of, layout_of, report_with
from tests.drawn_reports import reports_saying
from tests.exporters.documents import counted_report, filled, write
from tests.exporters.fonts import STAND_INS, missing_for_rendering
from tests.exporters.pages import converted
from workflows.example import make_example
from workflows.importing import import_data, import_file

PRINTED = ("unit", "year", "title", "signature.unit", "signature.date")
LINES = (
    "全年发布信息321条。", "（一）主动公开。", "（一）主动公开情况", "1.强化管理；", "全年新收申请31件，办结42件。", "无。", "见附件", "附件：表",
    "2025年12月31日", "联系电话：0123-4567890", "—— 3 ——", "第1页", "总计", "其他", "自然人", "0", "12", "（续）", "打印", "目录",
    "示例县数据局", "别县某局2024年政府信息公开工作年度报告", "2024年政府信息公开工作年度报告", "五、存在的主要问题及改进情况",
    "三、存在的困难", "信息内容", "（一）予以公开", "a  b\t c", "",
)  # fmt: skip
"""What a text may say that looks like something else of a report, or of the page around one."""
CHARACTERS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


def variant(edition: str, options: DocumentOptions) -> bytes:
    """The default template as it is to be printed."""
    return with_options(word_template(form_of(edition), layout_of(edition), options.table_size), options)


def check_same(found: Report, report: Report) -> None:
    """Figures, texts and printed fields are the report's."""
    assert found.form is report.form
    assert {cell: found.value(cell) for cell in found.form.cells} == {
        cell: report.value(cell) for cell in report.form.cells
    }
    assert {section.id: found.plain(section.id) for section in found.form.sections} == {
        section.id: report.plain(section.id) for section in report.form.sections
    }
    assert {name: found.fields[name] for name in PRINTED} == {name: report.fields[name] for name in PRINTED}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(reports_saying(st.one_of(st.sampled_from(LINES), CHARACTERS)))
def test_our_own_word_files_come_back_identical(report: Report) -> None:
    result = import_data(filled(report), "年报.docx")
    check_same(result.report, report)
    assert check_code(result.report) == check_code(report)
    assert result.unplaced == ()
    assert {cell: read.how for cell, read in result.cells.items() if cell in report.form.inputs} == {
        cell: ABSENT if report.value(cell) is None else READ for cell in report.form.inputs
    }


def test_a_report_may_speak_of_another_with_all_its_headings() -> None:
    other = "别县某局2024年政府信息公开工作年度报告"
    headings = [section.heading for section in form_of("2021").sections if section.heading]
    report = write(counted_report("2021"), {"overview": "\n".join((other, *headings))}, {"unit": "示例县数据局"})
    check_same(import_data(filled(report), "年报.docx").report, report)


@pytest.mark.parametrize("edition", ["2021", "2019"])
@pytest.mark.parametrize(
    "options",
    [DocumentOptions(two_sided=True), DocumentOptions(table_size=12), DocumentOptions(red_head=RedHead("示例县数据局文件", "示数〔2026〕1号"))],
    ids=["two-sided", "larger tables", "red head"],
)  # fmt: skip
def test_variants_of_the_word_file(edition: str, options: DocumentOptions) -> None:
    report = counted_report(edition)
    red = options.red_head
    write(
        report,
        {"overview": "第一段。\n第3页", "other": "没有。"},
        red and {"document.mark": red.mark, "document.number": red.number},
    )
    found = import_data(filled(report, variant(edition, options)), "年报.docx").report
    check_same(found, report)
    assert check_code(found) == check_code(report)


def test_a_word_file_that_was_changed_is_read_as_it_is_now() -> None:
    report = write(report_with({"requests.received.natural_person": "7"}), {"overview": "第一段。", "other": "没有。"})
    package = Package(filled(report))
    document = package.read("word/document.xml")
    changed = document.replace(b">7<", b">8<").replace("第一段。".encode(), "改过的一段。".encode())
    assert changed != document
    found = import_data(package.with_parts({"word/document.xml": changed}), "年报.docx").report
    assert found.value("requests.received.natural_person") == 8
    assert found.plain("overview") == "改过的一段。"


def test_what_was_written_into_a_table_beside_the_figures_is_told_all_the_same() -> None:
    package = Package(filled(counted_report()))
    document = package.read("word/document.xml")
    start = document.rindex(b"</w:tbl>")
    added = "<w:tr><w:tc><w:p><w:r><w:t>表下的备注</w:t></w:r></w:p></w:tc></w:tr>".encode()
    data = package.with_parts({"word/document.xml": document[:start] + added + document[start:]})
    assert [item.text for item in import_data(data, "年报.docx").unplaced] == ["表下的备注"]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Path]]:
    """Three reports as LibreOffice saves their Word files: by format, each by its name."""
    if missing_for_rendering():
        pytest.skip(missing_for_rendering())
    folder = tmp_path_factory.mktemp("另存")
    documents = {
        name: filled(report, variant("2021", DocumentOptions(table_size=12)) if name == "large" else b"")
        for name, report in REPORTS.items()
    }
    return {kind: converted(documents, folder, STAND_INS, kind) for kind in ("docx", "html", "pdf", "doc")}


REPORTS = {"example": make_example(), "large": counted_report(), "2019": counted_report("2019")}


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("kind", ["docx", "html", "pdf", "doc"])
def test_word_files_saved_again_by_libreoffice(saved: dict[str, dict[str, Path]], kind: str, name: str) -> None:
    report, result = REPORTS[name], import_file(saved[kind][name])
    found = result.report
    assert {cell: found.value(cell) for cell in found.form.cells} == {
        cell: report.value(cell) for cell in report.form.cells
    }
    # A group that goes on in a second table has （续） behind its label.
    assert {read.how for read in result.cells.values()} == ({READ, VARIANT} if name == "large" else {READ})
    assert (found.unit, found.year) == (report.unit, report.year)
    for section in report.form.sections:
        assert "".join(found.plain(section.id).split()) == "".join(report.plain(section.id).split())
