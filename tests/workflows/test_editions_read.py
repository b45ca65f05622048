"""Reports on the older form are read in every kind of file by the same code, and a form of the wrong year is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.edits import Edit, ReplaceText, SetCell, SetField
from model.report import Report
from model.text import from_plain
from tests.rendering import figures_of
from workflows.export_kinds import AS_USUAL, KINDS
from workflows.forms import editions, form
from workflows.importing import import_file
from workflows.reading_list import summary_lines

UNIT = "示例县数据局"


def filled(edition: str, year: int) -> Report:
    """A report on this edition's form with a different figure in each cell and text in each section."""
    of = form(edition)
    report = Report.blank(of, UNIT, year)
    figures = figures_of(of)
    texts = {
        section.id: f"“{section.short}”这一部分写了几句话，说明情况。"
        for section in of.sections
        if section.heading and not section.grid
    }
    report.apply(
        Edit(
            "填写",
            (
                *(SetCell(cell, int(figures[cell])) for cell in of.inputs),
                *(ReplaceText(section, 0, 0, from_plain(text)) for section, text in texts.items()),
                SetField("signature.unit", UNIT),
                SetField("signature.date", f"{year + 1}-01-20"),
            ),
        )
    )
    return report


@pytest.fixture(scope="module", params=[(edition, form(edition).years[0] + 1) for edition in editions()], ids=str)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, dict[str, Path]]:
    report = filled(*request.param)
    folder = tmp_path_factory.mktemp(request.param[0])
    paths = {kind: folder / f"年报{KINDS[kind].suffix}" for kind in ("word", "excel", "html", "pdf")}
    for kind, path in paths.items():
        KINDS[kind].write(report, path, AS_USUAL)
    return report, paths


@pytest.mark.parametrize("kind", ["word", "excel", "html", "pdf"])
def test_our_own_documents_on_either_form_come_back(written: tuple[Report, dict[str, Path]], kind: str) -> None:
    report, paths = written
    result = import_file(paths[kind])
    found = result.report
    assert (found.form.edition, found.unit, found.year) == (report.form.edition, report.unit, report.year)
    assert {cell: found.value(cell) for cell in found.form.cells} == {
        cell: report.value(cell) for cell in report.form.cells
    }
    assert {reading.how for cell, reading in result.cells.items() if cell in found.form.inputs} == {"read"}
    for section in report.form.sections:
        assert "".join(found.plain(section.id).split()) == "".join(report.plain(section.id).split())
    assert found.fields["signature.date"] == report.fields["signature.date"]


def test_a_form_that_is_not_the_one_of_its_year_is_said(tmp_path: Path) -> None:
    file = tmp_path / "年报.html"
    KINDS["html"].write(filled("2019", 2023), file, AS_USUAL)
    result = import_file(file)
    assert (result.report.form.edition, result.report.year) == ("2019", 2023)
    (said,) = [line for line in summary_lines(result) if "表样与年度不符" in line]
    assert "2019年版" in said
    assert "2023" in said


def test_a_form_of_its_year_is_not_spoken_of(tmp_path: Path) -> None:
    file = tmp_path / "年报.html"
    KINDS["html"].write(filled("2019", 2020), file, AS_USUAL)
    assert not [line for line in summary_lines(import_file(file)) if "不符" in line]
