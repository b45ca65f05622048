"""Any report written as our own workbook or web page is read back as it was."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from importers.own_page import own_page
from importers.result import READ, VARIANT
from model.edits import Change, Edit, ReplaceText, SetCell, SetField
from model.report import Report
from model.text import from_plain
from tests.builders import form_of
from workflows.export_kinds import AS_USUAL, KINDS
from workflows.importing import import_data

WORDS = (
    "全年公开信息", "及时", "，", "。", "；", "（一）", "1.", "2.", "“三公”", "  ", "　", "件", "：", "第3页", "A b", "<b>", "&amp;",
    "附件：", "2024年", "示例县数据局", "一、", "来源：", "打印", "/", "—", "100", "\t", "\xa0", "①", "𠮷",
)  # fmt: skip
UNIT = "示例县数据局"


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report with figures and text of every kind; a web page has no blank paragraphs."""
    form = form_of(draw(st.sampled_from(("2021", "2019"))))
    report = Report.blank(form, UNIT, 2024)
    figures = draw(st.lists(st.none() | st.integers(0, 9) | st.integers(0, 10**6), min_size=7, max_size=7))
    changes: list[Change] = []
    for number, cell in enumerate(form.inputs):
        figure = figures[number % 7]
        halved = Decimal(figure) / 4 if figure is not None and not form.cells[cell].kind.whole else figure
        changes.append(SetCell(cell, halved, ""))
    lines = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map("".join).filter(str.strip)
    for section in form.sections:
        text = from_plain("\n".join(draw(st.lists(lines, max_size=3))))
        changes.extend([ReplaceText(section.id, 0, 0, text)] if text else [])
    if draw(st.booleans()):
        changes += [SetField("signature.unit", UNIT), SetField("signature.date", "2025-01-20")]
    report.apply(Edit("写", tuple(changes)))
    return report


def said(report: Report) -> dict[str, object]:
    """All that a document says."""
    fields = {name: report.fields[name] for name in ("unit", "year", "title", "signature.unit", "signature.date")}
    texts = {section.id: report.plain(section.id) for section in report.form.sections}
    return {**{cell: report.value(cell) for cell in report.form.cells}, **fields, **texts}


@pytest.mark.parametrize("kind", ["html", "excel"])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(report=reports())
def test_any_report_comes_back(tmp_path_factory: pytest.TempPathFactory, kind: str, report: Report) -> None:
    file: Path = tmp_path_factory.mktemp("往返") / f"年报{KINDS[kind].suffix}"
    KINDS[kind].write(report, file, AS_USUAL)
    result = import_data(file.read_bytes(), file.name)
    assert said(result.report) == said(report)
    assert [item for item in result.unplaced if not item.furniture] == []


def _without_marks(data: bytes) -> bytes:
    """The workbook as a bare one: values instead of formulas, no names, no hidden sheets."""
    book = load_workbook(io.BytesIO(data), data_only=True)
    book.defined_names.clear()
    for sheet in book.worksheets:
        sheet.defined_names.clear()
        if sheet.sheet_state != "visible":
            book.remove(sheet)
    bare = io.BytesIO()
    book.save(bare)
    return bare.getvalue()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(report=reports())
def test_the_figures_of_our_workbook_are_read_by_labels_when_its_marks_are_gone(
    tmp_path_factory: pytest.TempPathFactory, report: Report
) -> None:
    file: Path = tmp_path_factory.mktemp("往返") / "年报.xlsx"
    KINDS["excel"].write(report, file, AS_USUAL)
    found = import_data(_without_marks(file.read_bytes()), file.name)
    inputs = report.form.inputs
    assert {cell: found.report.value(cell) for cell in inputs} == {cell: report.value(cell) for cell in inputs}
    assert (found.report.unit, found.report.year) == (report.unit, report.year)
    assert {found.cells[cell].how for cell in inputs if report.value(cell) is not None} <= {READ, VARIANT}


def _with_other_year(kind: str, data: bytes) -> bytes:
    """The document with another year in the title that is seen, and the old one still where nobody sees it."""
    if kind == "html":
        head, _, body = data.decode().partition("</head>")
        return f"{head}</head>{body.replace('2024年政府', '2023年政府', 1)}".encode()
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace("2024年政府".encode(), "2023年政府".encode())
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return changed.getvalue()


@pytest.mark.parametrize("kind", ["html", "word"])
def test_the_title_that_is_seen_is_right_and_another_in_the_head_is_told(tmp_path: Path, kind: str) -> None:
    report = Report.blank(form_of("2021"), UNIT, 2024)
    report.apply(Edit("写", tuple(SetCell(cell, 5, "") for cell in report.form.inputs)))
    file = tmp_path / f"年报{KINDS[kind].suffix}"
    KINDS[kind].write(report, file, AS_USUAL)
    data = file.read_bytes()
    assert [item for item in import_data(data, file.name).unplaced if UNIT in item.text] == []
    result = import_data(_with_other_year(kind, data), file.name)
    assert (result.report.unit, result.report.year) == (UNIT, 2023)
    assert [item.text for item in result.unplaced if "看得见" in item.reason] == [f"{UNIT}2024年"]
    assert {reading.how for reading in result.cells.values()} == {READ}


def test_a_page_that_was_changed_is_read_like_any_other(tmp_path: Path) -> None:
    report = Report.blank(form_of("2021"), UNIT, 2024)
    report.apply(Edit("写", tuple(SetCell(cell, 5, "") for cell in report.form.inputs)))
    file = tmp_path / "年报.html"
    KINDS["html"].write(report, file, AS_USUAL)
    page = file.read_text(encoding="utf-8")
    assert own_page(page) is not None
    changed = page.replace(">5</td>", ">6</td>", 1)
    assert changed != page
    found = import_data(changed.encode(), file.name).report
    assert [cell for cell in report.form.inputs if found.value(cell) != 5] == [report.form.inputs[0]]
    assert found.value(report.form.inputs[0]) == 6
