"""The workbooks in LibreOffice and before a validator: recalculated, printed, valid."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from importers.excel import read_own
from importers.written_excel import WrittenExcel, read_written_excel
from model.last_year import year_change
from model.relation_lines import line_figures, relation_lines, verdict
from model.report import Report
from tests.builders import FORMS, beside, form_of, full_report, last_report, report_with
from tests.exporters.fonts import missing_for_rendering, write_font_configuration
from tests.exporters.workbooks import opened, parts, with_parts, with_text, written
from tests.importers.own_workbooks import blank_form, filled, section_form

RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""
HOSTILE = "=1+1\x00\x08 \u202eأب\u202c 👨‍👩‍👧 <b>&amp;</b> _x0041_ ]]> " * 40
PARAGRAPH = "各科室按月核对公开目录，逐条更新，改正不准确的内容（含附件），并答复群众来信、来电。"


def _numbered(edition: str) -> Report:
    form = form_of(edition)
    report = report_with({cell: str(n * 7 % 1000) for n, cell in enumerate(form.inputs)}, of=form)
    texts = {section.id: "\n".join([PARAGRAPH * 3, PARAGRAPH * 80, "短。"]) for section in form.sections}
    return with_text(report, texts, signature_unit="示例县数据局", signature_date="2026-01-20")


def _wide() -> Report:
    """Figures of six to nine digits, each another one."""
    form = form_of("2021")
    return report_with({cell: str(123_456 * (n % 900 + 1)) for n, cell in enumerate(form.inputs)}, of=form)


def _judged() -> Mapping[str, Report]:
    """Reports of which the workbook says different things: all 0, nothing filled in, some of it, beside last year's."""
    some = {"requests.received.natural_person": "3", "requests.received.business": "②"}
    compared = _numbered("2021")
    last = {cell: str(n % 50) for n, cell in enumerate(compared.form.inputs) if n % 5}
    return {
        "zeros": full_report(figure="0"),
        "unfilled": report_with(),
        "some": report_with(some),
        "compared": beside(compared, last_report(last)),
    }


def _forms() -> Mapping[str, bytes]:
    """Collection forms: blank, filled in so that one column does not balance, of a section."""
    figures = dict.fromkeys(form_of("2021").inputs, 0)
    return {
        "form": blank_form("2021"),
        "form-filled": filled(blank_form("2021", password="abc"), figures | {"requests.received.business": 2}),
        "form-section": filled(section_form(), {"requests.received.business": 2, "report.filler": "张三"}),
    }


def _broken(data: bytes) -> bytes:
    """One figure of the first sheet changed behind the program's back, the totals left as they are."""
    name = "xl/worksheets/sheet2.xml"
    changed, count = re.subn(rb'(<c r="D6"[^>]*><v>)[0-9]+(</v>)', rb"\g<1>500\g<2>", parts(data)[name])
    assert count == 1
    return with_parts(data, {name: changed})


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Workbooks recalculated by LibreOffice and set as PDF: two runs of it for all tests."""
    missing = missing_for_rendering()
    if missing:
        pytest.skip(missing)
    folder = tmp_path_factory.mktemp("office")
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(RECALCULATE, "utf-8")
    for edition in FORMS:
        (folder / f"{edition}.xlsx").write_bytes(written(_numbered(edition)))
    (folder / "wide.xlsx").write_bytes(written(_wide()))
    for name, report in _judged().items():
        (folder / f"{name}.xlsx").write_bytes(written(report))
    (folder / "one-off.xlsx").write_bytes(_broken((folder / "zeros.xlsx").read_bytes()))
    for name, form in _forms().items():
        (folder / f"{name}.xlsx").write_bytes(form)
    (folder / "broken.xlsx").write_bytes(_broken((folder / "2021.xlsx").read_bytes()))
    (folder / "heights.xlsx").write_bytes(_without_heights((folder / "2021.xlsx").read_bytes()))
    sources = sorted(map(str, folder.glob("*.xlsx")))
    fonts = write_font_configuration(folder)
    printed = [str(folder / f"{name}.xlsx") for name in (*FORMS, "wide")]
    for kind, target, files in (("xlsx", folder / "again", sources), ("pdf", folder, printed)):
        command = ["soffice", f"-env:UserInstallation=file://{profile.parent}", "--headless", "--convert-to", kind]
        subprocess.run(
            [*command, "--outdir", str(target), *files],
            check=True,
            capture_output=True,
            timeout=240,
            env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        )
    shutil.rmtree(profile.parent)
    pages = {path.name: path.read_bytes() for path in folder.glob("*.pdf")}
    return pages | {f"again-{path.name}": path.read_bytes() for path in (folder / "again").glob("*.xlsx")}


def _without_heights(data: bytes) -> bytes:
    """The text sheet without our row heights: LibreOffice then works out its own."""
    name = "xl/worksheets/sheet7.xml"
    return with_parts(data, {name: re.sub(rb' (?:ht|customHeight)="[^"]*"', b"", parts(data)[name])})


def _reread(data: bytes, edition: str) -> WrittenExcel:
    return read_written_excel(data, form_of(edition))


@pytest.mark.parametrize("edition", FORMS)
def test_libreoffice_works_out_the_same_totals(office: Mapping[str, bytes], edition: str) -> None:
    report = _numbered(edition)
    again = _reread(office[f"again-{edition}.xlsx"], edition)
    assert dict(again.figures) == {cell: report.value(cell) for cell in report.form.cells}
    assert set(again.formulas) == set(report.form.totals)


def _said(data: bytes, edition: str) -> dict[str, tuple]:
    """What the sheet 校核 says, by the keys of its lines; its verdict under the empty one."""
    found = _reread(data, edition).derived
    return {key: values for (name, key), values in found.items() if name in ("derived.checks", "derived.verdict")}


def _expected(report: Report) -> dict[str, tuple]:
    lines = relation_lines(report.form)
    said = line_figures(report, lines)
    figures = {
        line.key: (one.left, one.right, one.difference, one.result) for line, one in zip(lines, said, strict=True)
    }
    return {"": (verdict(said),)} | figures


@pytest.mark.parametrize("name", [*FORMS, "zeros", "unfilled", "some", "compared"])
def test_libreoffice_judges_the_relations_alike(office: Mapping[str, bytes], name: str) -> None:
    report = _judged()[name] if name in _judged() else _numbered(name)
    assert _said(office[f"again-{name}.xlsx"], report.form.edition) == _expected(report)


def test_an_input_that_is_broken_there_changes_its_check_to_the_right_difference(office: Mapping[str, bytes]) -> None:
    said = _said(office["again-one-off.xlsx"], "2021")
    assert said["A3.natural_person"] == (500, 0, 500, "不平衡，相差 500 件")
    assert said["A3.business"] == (0, 0, 0, "平衡")
    assert said["A3.total"] == (500, 0, 500, "不平衡，相差 500 件")
    assert said[""] == ("有 2 项不平衡，见下表红色各行",)


def test_libreoffice_works_out_the_change_against_last_year(office: Mapping[str, bytes]) -> None:
    report = _judged()["compared"]
    assert report.last_year is not None
    found = _reread(office["again-compared.xlsx"], "2021").derived
    for cell in report.form.cells:
        before, this, change, share = found["derived.last_year", cell]
        assert (before, this) == (report.last_year.value(cell), report.value(cell))
        expected = year_change(report.value(cell), report.last_year.value(cell))
        assert change == (None if expected is None else expected.difference)
        percent = None if expected is None or expected.percent is None else float(expected.percent) / 100
        assert share is percent if percent is None else float(share) == pytest.approx(percent)


def test_charts_carry_what_their_cells_hold(office: Mapping[str, bytes]) -> None:
    for data in (office["again-compared.xlsx"], written(_judged()["compared"])):
        charts = [chart for chart in _reread(data, "2021").charts if chart.carried]
        assert len(charts) >= 12
        assert all(chart.carried == chart.standing for chart in charts)


def test_collection_forms_stand_being_saved_by_libreoffice(office: Mapping[str, bytes]) -> None:
    for name, data in _forms().items():
        own, before = (read_own(one, name, [form_of("2021")]) for one in (office[f"again-{name}.xlsx"], data))
        assert own is not None
        assert before is not None
        assert (own.kind, own.section, own.filler) == (before.kind, before.section, before.filler)
        assert {cell: figure.entry for cell, figure in own.figures.items()} == {
            cell: figure.entry for cell, figure in before.figures.items()
        }
        assert own.remarks == ()


def test_a_collection_form_says_under_each_column_whether_it_balances(office: Mapping[str, bytes]) -> None:
    sheet = opened(office["again-form-filled.xlsx"], values=True)["表三 申请办理"]
    assert [sheet.cell(31, column).value for column in range(4, 11)] == ["平衡", "差+2", *["平衡"] * 4, "差+2"]
    cover = opened(office["again-form-filled.xlsx"], values=True)["填报信息"]
    assert "有 2 列不平衡，见各表最后一行" in [row[1].value for row in cover.iter_rows() if len(row) > 1]
    blank = opened(office["again-form.xlsx"], values=True)["表三 申请办理"]
    assert [blank.cell(31, column).value for column in range(4, 11)] == ["未填全"] * 7


@pytest.mark.parametrize("edition", FORMS)
def test_text_survives_being_saved_by_libreoffice(office: Mapping[str, bytes], edition: str) -> None:
    report = _numbered(edition)
    again = _reread(office[f"again-{edition}.xlsx"], edition)
    assert again.texts == {section.id: report.plain(section.id) for section in report.form.sections}
    assert again.identity["edition"] == edition


def test_a_changed_input_moves_its_totals_in_libreoffice(office: Mapping[str, bytes]) -> None:
    report = _numbered("2021")
    again = _reread(office["again-broken.xlsx"], "2021").figures
    moved = {cell for cell in report.form.cells if again[cell] != report.value(cell)}
    assert moved == {"requests.received.natural_person", "requests.received.total"}
    difference = again["requests.received.total"] - report.value("requests.received.total")
    assert difference == 500 - report.value("requests.received.natural_person")


@pytest.mark.parametrize("edition", FORMS)
def test_each_grid_is_one_page_and_as_wide_as_the_page(
    office: Mapping[str, bytes], edition: str, tmp_path: Path
) -> None:
    file = tmp_path / "book.pdf"
    file.write_bytes(office[f"{edition}.pdf"])
    layout = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, text=True, check=True).stdout
    pages = layout.split("<page ")[1:]
    for grid, page in zip(form_of(edition).grids, pages, strict=False):
        words = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<', page)
        joined = "".join(word[4] for word in words)
        assert grid.title in joined
        assert grid.sheet.replace(" ", "") in joined
        assert min(float(word[0]) for word in words) >= 56
        assert max(float(word[2]) for word in words) <= 540
    texts = ["".join(re.findall(r">([^<]+)</word>", page)) for page in pages]
    assert "数据校核" in texts[len(form_of(edition).grids)]
    assert any("报告正文" in text for text in texts)


def test_no_figure_is_replaced_by_number_signs(office: Mapping[str, bytes], tmp_path: Path) -> None:
    file = tmp_path / "book.pdf"
    file.write_bytes(office["wide.pdf"])
    text = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True).stdout
    assert "#" not in text
    report, printed = _wide(), text.split()
    for grid in report.form.grids:
        wanted = [str(report.value(cell.id)) for cell in report.form.cells.values() if cell.grid == grid.id]
        assert [figure for figure in wanted if figure not in printed] == []


def test_no_line_of_text_is_cut_off(office: Mapping[str, bytes]) -> None:
    """Each row of text is at least as high as LibreOffice makes it with fonts of a larger pitch than 宋体."""
    ours, theirs = (_heights(data) for data in (written(_numbered("2021")), office["again-heights.xlsx"]))
    text = {row: height for row, height in ours.items() if height > 20}
    assert len(text) > 10
    assert all(theirs[row] > 10 for row in text)
    assert {row: (height, theirs[row]) for row, height in text.items() if height < theirs[row] - 0.5} == {}
    assert max(ours.values()) <= 409


def _heights(data: bytes) -> dict[int, float]:
    rows = opened(data)["报告正文"].row_dimensions
    return {number: float(row.height or 0) for number, row in rows.items()}


def _audited(data: bytes, tmp_path: Path) -> list[str]:
    file = tmp_path / "book.xlsx"
    file.write_bytes(data)
    return [str(error) for error in OpenXmlValidator().validate(file).errors]


@pytest.mark.parametrize("edition", FORMS)
def test_workbooks_are_valid(edition: str, tmp_path: Path) -> None:
    assert _audited(written(_numbered(edition)), tmp_path) == []


def test_other_sheets_are_valid(tmp_path: Path) -> None:
    for data in (*(written(report) for report in _judged().values()), *_forms().values()):
        assert _audited(data, tmp_path) == []


def test_hostile_text_and_odd_figures_are_valid(tmp_path: Path) -> None:
    report = full_report(of=form_of("made_up"), figure="3")
    with_text(report, {section.id: HOSTILE for section in report.form.sections}, unit=HOSTILE[:200])
    from model.edits import Edit, SetCell

    changes = (SetCell("orchard.honey.weight", Decimal("3.10"), "公斤"), SetCell("orchard.pears.change", HOSTILE))
    report.apply(Edit("填写", changes))
    assert _audited(written(report), tmp_path) == []


def test_a_grid_put_into_an_own_template_is_valid(tmp_path: Path) -> None:
    from openpyxl import Workbook

    from tests.exporters.workbooks import saved

    book = Workbook()
    book.active["A1"], book.active["B3"] = "{{unit}}", "{{grid:requests}}"
    template = saved(book)
    found = [_audited(data, tmp_path) for data in (template, written(full_report(figure="2"), template))]
    # openpyxl's own faults (order of a font's properties, texts in cells) are there before and after.
    assert [re.sub(r"\d+", "n", error) for error in found[1]] == [re.sub(r"\d+", "n", error) for error in found[0]]
