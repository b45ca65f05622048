"""Files of every kind read as reports: our own documents come back as they were, the kind is told by the content."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.errors import FileFormatError, ImportProblem, NoReport
from model.report import Report
from workflows.example import make_example
from workflows.export_kinds import AS_USUAL, KINDS
from workflows.import_many import NO_REPORT, PARTLY, READ, REFUSED, read_one
from workflows.importing import import_data, import_file

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The example as a document of each kind."""
    folder = tmp_path_factory.mktemp("导出")
    paths = {}
    for kind in ("word", "excel", "html", "pdf"):
        paths[kind] = folder / f"例{KINDS[kind].suffix}"
        KINDS[kind].write(make_example(), paths[kind], AS_USUAL)
    return paths


def without_space(report: Report) -> dict[str, str]:
    return {section.id: "".join(report.plain(section.id).split()) for section in report.form.sections}


@pytest.mark.parametrize("kind", ["word", "excel", "html", "pdf"])
def test_our_own_documents_come_back(documents: dict[str, Path], kind: str) -> None:
    report, found = make_example(), import_file(documents[kind]).report
    assert {cell: found.value(cell) for cell in found.form.cells} == {
        cell: report.value(cell) for cell in report.form.cells
    }
    assert found.fields == report.fields
    assert without_space(found) == without_space(report)
    if kind != "pdf":
        assert [found.plain(section.id) for section in found.form.sections] == [
            report.plain(section.id) for section in report.form.sections
        ]


@pytest.mark.parametrize("kind", ["word", "excel", "html", "pdf"])
def test_the_kind_is_told_by_the_content(documents: dict[str, Path], tmp_path: Path, kind: str) -> None:
    renamed = tmp_path / "年报.txt"
    renamed.write_bytes(documents[kind].read_bytes())
    assert read_one(renamed).status == READ


@pytest.mark.parametrize(
    ("content", "status"),
    [(b"", REFUSED), (b"PK\x03\x04rest", REFUSED), (b"%PDF-1.7 rest", REFUSED), ("今天天气很好。".encode(), NO_REPORT)],
)
def test_what_is_no_report_is_told(tmp_path: Path, content: bytes, status: str) -> None:
    file = tmp_path / "来源.docx"
    file.write_bytes(content)
    reading = read_one(file)
    assert (reading.status, reading.report) == (status, None)
    assert reading.failed.endswith("。")


def test_a_folder_and_a_device_are_no_sources(tmp_path: Path) -> None:
    for path in (tmp_path, Path("/dev/null")):
        with pytest.raises(ImportProblem):
            import_file(path)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
@pytest.mark.parametrize("name", ["huaian-2024.pdf", "wenzhou-2021.txt"])
def test_every_figure_of_the_samples_is_read(name: str) -> None:
    result = import_file(SAMPLES / name)
    assert {reading.how for reading in result.cells.values()} == {"read"}
    assert all(item.furniture for item in result.unplaced)
    assert not [finding for finding in result.report.findings() if finding.severity == "error"]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
def test_the_empty_form_has_no_figures() -> None:
    report = import_file(SAMPLES / "statutory-template.docx").report
    assert all(report.value(cell) is None for cell in report.form.inputs)


def test_a_page_saved_in_an_archive_is_read(documents: dict[str, Path]) -> None:
    page = documents["html"].read_text(encoding="utf-8")
    head = 'From: <保存>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----x"\r\n\r\n'
    body = '------x\r\nContent-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
    data = (head + body).encode() + page.replace('<meta charset="utf-8">', "").encode("gb18030") + b"\r\n------x--\r\n"
    assert import_data(data, "年报.mht").report.unit == make_example().unit


def test_what_is_damaged_is_never_a_traceback(documents: dict[str, Path]) -> None:
    data = documents["word"].read_bytes()
    for length in range(0, len(data), len(data) // 40):
        with pytest.raises((ImportProblem, FileFormatError, NoReport)):
            import_data(data[:length] or b"PK\x03\x04", "年报.docx")


def test_partly_read_is_said(tmp_path: Path) -> None:
    file = tmp_path / "年报.txt"
    file.write_text(
        "示例局2025年政府信息公开工作年度报告\n一、总体情况\n很好。\n五、存在的主要问题及改进情况\n无。\n",
        encoding="utf-8",
    )
    assert read_one(file).status in (READ, PARTLY)
