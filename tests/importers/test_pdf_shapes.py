"""PDFs of all the shapes in which offices print the grids: each figure read, its place exact, the text whole."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import resources
from importers.assemble import NOTHING_KNOWN
from importers.document import report_in
from importers.pdf import read_pdf_document
from importers.result import ABSENT, DOUBTFUL, READ, VARIANT, ImportResult
from model.edits import Edit, SetCell
from model.label_wordings import load_wordings
from model.number_text import number_text
from model.report import Report
from tests.builders import form_of, report_with
from tests.exporters.documents import counted_report, write
from tests.importers.pdf_shapes import Shape

SMALL = "width: 210mm, height: 120mm, margin: (x: 20mm, y: 15mm)"
LINES_ACROSS, LINES_DOWN = "stroke: (x: none, y: 0.5pt)", "stroke: (x: 0.5pt, y: none)"
HEADINGS_ONLY = "stroke: (x, y) => if y < 4 { 0.5pt } else { none }"
NUMBERED = ", footer: context align(center)[— #counter(page).display() —], header: align(right)[示例县年度报告]"
WATERMARK = "#set page(foreground: rotate(-45deg, text(size: 60pt, fill: luma(220))[仅供参考]))\n"

SHAPES: dict[str, Shape] = {
    "lines": Shape(),
    "a table for each part": Shape(parted=True),
    "torn over pages": Shape(page=SMALL),
    "torn over pages with headings again": Shape(page=SMALL, parted=True, headed=True),
    "a label one character a line": Shape(upright=("三、本年度办理结果",), page=SMALL),
    "dotted": Shape(table='stroke: (dash: "dotted", thickness: 0.7pt)'),
    "boxes with a ground": Shape(table="stroke: none, fill: luma(85%), gutter: 2pt"),
    "boxes side by side": Shape(table="stroke: 0.5pt, gutter: 1.5pt"),
    "lines across": Shape(table=LINES_ACROSS),
    "lines down": Shape(table=LINES_DOWN),
    "lines around headings": Shape(table=HEADINGS_ONLY, parted=True),
    "no lines": Shape(table="stroke: none", upright=("三、本年度办理结果",)),
    "no lines, torn over pages": Shape(table="stroke: none", page=SMALL, parted=True),
    "no lines, headings again": Shape(
        table="stroke: none", page=SMALL, parted=True, headed=True, upright=("三、本年度办理结果",)
    ),
    "no lines, at the top of cells": Shape(table="stroke: none", align="center + top"),
    "no lines, headings of unlike heights": Shape(
        table="stroke: none",
        align="center + top",
        page="flipped: true, margin: 20mm",
        columns={"disputes": f"({'1fr, 0.55fr, 1.4fr, ' * 5})"},
    ),
    "no lines, at the left": Shape(table="stroke: none", align="left + horizon"),
    "no lines, at the right": Shape(table="stroke: none", align="right + horizon"),
    "on its side": Shape(page="flipped: true, margin: 20mm"),
    "turned": Shape(around="rotate(-90deg, reflow: true, block(width: 240mm, {}))", size="7pt"),
    "spaced": Shape(figure="#text(tracking: 2pt)[{}]"),
    "in a frame": Shape(around="block(stroke: 1pt, inset: 6pt, width: 100%, {})"),
    "headers, page numbers, a watermark": Shape(page=SMALL + NUMBERED, before=WATERMARK),
}  # fmt: skip


def reading(report: Report, data: bytes) -> ImportResult:
    forms = (report.form, *(form_of(name) for name in ("2021", "2019") if name != report.form.edition))
    wordings = load_wordings(resources.path("labels.toml"))
    return report_in(read_pdf_document(data, forms, wordings), "年报.pdf", forms, wordings, NOTHING_KNOWN)


def without_space(report: Report) -> dict[str, str]:
    return {section.id: "".join(report.plain(section.id).split()) for section in report.form.sections}


def with_texts(report: Report) -> Report:
    long = "本机关认真做好各项工作，按时办理每一件申请，没有超期的。" * 6
    texts = {section.id: f"{long}\n{long[:100]}。" for section in report.form.sections if section.heading}
    return write(report, texts, {"signature.unit": report.unit, "signature.date": "2026-01-20"})


def wrong(result: ImportResult, report: Report) -> list[str]:
    """The cells that count as read and hold another figure than the report's."""
    found = []
    for cell, read in result.cells.items():
        if read.how in (READ, VARIANT):
            texts = {"".join(origin.text.split()) for origin in read.origins}
            computed = report.form.cells[cell].computed
            same = texts <= {number_text(report.value(cell))} if computed else True
            if not same or (not computed and result.report.value(cell) != report.value(cell)):
                found.append(cell)
    return found


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_tables_of_all_shapes(shape: Shape) -> None:
    report = with_texts(counted_report())
    result = reading(report, shape.pdf(report))
    assert {read.how for read in result.cells.values()} <= {READ, VARIANT}
    assert wrong(result, report) == []
    assert without_space(result.report) == without_space(report)
    assert [item for item in result.unplaced if not item.furniture] == []
    assert (result.report.unit, result.report.year) == (report.unit, report.year)
    assert result.report.fields["signature.date"] == "2026-01-20"


@pytest.mark.parametrize("edition", ["2019", "made_up"])
@pytest.mark.parametrize("name", ["lines", "no lines", "torn over pages"])
def test_tables_of_other_forms(edition: str, name: str) -> None:
    report = counted_report(edition)
    result = reading(report, SHAPES[name].pdf(report))
    assert result.report.form is report.form
    assert {read.how for read in result.cells.values()} <= {READ, VARIANT}
    assert wrong(result, report) == []


def test_figures_know_their_page_table_row_and_column() -> None:
    report = counted_report()
    result = reading(report, Shape(page=SMALL).pdf(report))
    grid = report.form.grid("requests")
    places = {cell: read.origins[0][1:5] for cell, read in result.cells.items()}
    first = places["requests.received.natural_person"]
    assert places["requests.received.total"] == (*first[:3], first[3] + 6)
    assert places["requests.carried_in.natural_person"] == (*first[:2], first[2] + 1, first[3])
    pages = {places[cell][:2] for cell in report.form.cells if report.form.cells[cell].grid == grid.id}
    assert len({page for page, _ in pages}) == len(pages) > 1
    for page, table in pages:
        rows = {place[2] for place in places.values() if place[:2] == (page, table)}
        assert min(rows) <= 5


def shapes() -> st.SearchStrategy[Shape]:
    tables = ("stroke: 0.5pt", "stroke: none", LINES_ACROSS, LINES_DOWN, HEADINGS_ONLY)
    places = ("center + horizon", "center + top", "left + horizon", "right + horizon", "center + bottom")
    made: Callable[..., Shape] = lambda table, inset, align, page, size, parted, headed: Shape(  # noqa: E731
        table=f"inset: {inset}, {table}", align=align, page=page, size=size, parted=parted, headed=headed
    )
    return st.builds(
        made,
        st.sampled_from(tables),
        st.sampled_from(("2pt", "5pt", "(x: 2pt, y: 9pt)")),
        st.sampled_from(places),
        st.sampled_from(("margin: 20mm", "flipped: true, margin: 20mm", SMALL)),
        st.sampled_from(("7.5pt", "10.5pt")),
        st.booleans(),
        st.booleans(),
    )


@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(shapes(), st.integers(0, 10**6), st.sampled_from((0.0, 0.3, 0.7)), st.sampled_from(("2021", "2019")))
def test_no_figure_is_read_wrong(shape: Shape, seed: int, blank: float, edition: str) -> None:
    chance = random.Random(seed)
    report = report_with(edition=edition)
    figures = (0, 0, 3, 27, 481, 90125)
    changes = [SetCell(cell, chance.choice(figures)) for cell in report.form.inputs if chance.random() >= blank]
    report.apply(Edit("填写", tuple(changes)))
    result = reading(report, shape.pdf(report))
    assert wrong(result, report) == []
    assert {read.how for read in result.cells.values()} <= {READ, VARIANT, DOUBTFUL, ABSENT}
