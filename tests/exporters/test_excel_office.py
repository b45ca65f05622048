"""The workbooks in LibreOffice and before a validator: recalculated, printed, valid."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openxml_audit import OpenXmlValidator

from importers.written_excel import WrittenExcel, read_written_excel
from model.report import Report
from tests.builders import FORMS, form_of, full_report, report_with
from tests.exporters.fonts import missing_for_rendering, write_font_configuration
from tests.exporters.workbooks import parts, with_parts, with_text, written

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
    (folder / "broken.xlsx").write_bytes(_broken((folder / "2021.xlsx").read_bytes()))
    (folder / "heights.xlsx").write_bytes(_without_heights((folder / "2021.xlsx").read_bytes()))
    sources = sorted(map(str, folder.glob("*.xlsx")))
    fonts = write_font_configuration(folder)
    for kind, target in (("xlsx", folder / "again"), ("pdf", folder)):
        command = ["soffice", f"-env:UserInstallation=file://{profile.parent}", "--headless", "--convert-to", kind]
        subprocess.run(
            [*command, "--outdir", str(target), *sources],
            check=True,
            capture_output=True,
            timeout=240,
            env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        )
    shutil.rmtree(profile.parent)
    files = {path.name: path.read_bytes() for path in folder.glob("*.pdf")}
    return files | {f"again-{path.name}": path.read_bytes() for path in (folder / "again").glob("*.xlsx")}


def _without_heights(data: bytes) -> bytes:
    """The text sheet without our row heights: LibreOffice then works out its own."""
    name = "xl/worksheets/sheet4.xml"
    return with_parts(data, {name: re.sub(rb' (?:ht|customHeight)="[^"]*"', b"", parts(data)[name])})


def _reread(data: bytes, edition: str) -> WrittenExcel:
    return read_written_excel(data, form_of(edition))


@pytest.mark.parametrize("edition", FORMS)
def test_libreoffice_works_out_the_same_totals(office: Mapping[str, bytes], edition: str) -> None:
    report = _numbered(edition)
    again = _reread(office[f"again-{edition}.xlsx"], edition)
    assert dict(again.figures) == {cell: report.value(cell) for cell in report.form.cells}
    assert set(again.formulas) == set(report.form.totals)


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
    following = pages[len(form_of(edition).grids)]
    assert "报告正文" in "".join(re.findall(r">([^<]+)</word>", following))


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
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    rows = ElementTree.fromstring(parts(data)["xl/worksheets/sheet4.xml"]).iter(f"{main}row")
    return {int(row.get("r", "0")): float(row.get("ht") or 0) for row in rows}


def _audited(data: bytes, tmp_path: Path) -> list[str]:
    file = tmp_path / "book.xlsx"
    file.write_bytes(data)
    return [str(error) for error in OpenXmlValidator().validate(file).errors]


@pytest.mark.parametrize("edition", FORMS)
def test_workbooks_are_valid(edition: str, tmp_path: Path) -> None:
    assert _audited(written(_numbered(edition)), tmp_path) == []


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
