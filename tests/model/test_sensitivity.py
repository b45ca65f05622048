"""No single wrong figure of a document that prints its totals goes by unseen; reports that add up are silent."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.checks import printed
from model.edits import Edit, SetCell
from model.report import Report
from tests.builders import beside, last_report
from tests.figure_errors import GRIDS, balanced_figures, figures_at_hand, one_figure, report_of, told
from workflows.forms import form
from workflows.importing import import_file, import_text

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
NO_SAMPLES = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
EDITIONS = st.sampled_from(("2021", "2019"))


def _assert_every_figure_is_watched(report: Report, chance: random.Random) -> None:
    for cell in figures_at_hand(report):
        mistake = one_figure(report, cell, chance)
        found = told(report, mistake)
        assert any(cell in finding.cells and finding.severity == "error" for finding in found), mistake


@given(st.integers(0, 10**6), EDITIONS)
@settings(max_examples=4, deadline=None)
def test_any_other_figure_in_any_cell_is_found_and_named(seed: int, edition: str) -> None:
    chance = random.Random(seed)
    figures = balanced_figures(form(edition), chance, most=chance.choice((3, 40, 90_000)))
    _assert_every_figure_is_watched(report_of(figures, edition, prints_totals=True), chance)


@given(st.integers(0, 10**6), EDITIONS, st.booleans())
@settings(max_examples=20, deadline=None)
def test_reports_that_add_up_have_no_finding(seed: int, edition: str, prints_totals: bool) -> None:
    figures = balanced_figures(form(edition), random.Random(seed))
    assert report_of(figures, edition, prints_totals=prints_totals).findings() == ()


@given(st.integers(0, 10**6))
@settings(max_examples=10, deadline=None)
def test_nor_an_error_beside_a_last_year_that_fits(seed: int) -> None:
    chance, of = random.Random(seed), form("2021")
    this, last = balanced_figures(of, chance), balanced_figures(of, chance)
    for column in of.grid("requests").blocks[0].columns[:-1]:
        carried, here = (f"requests.{row}.{column.id}" for row in ("carried_out", "carried_in"))
        more = this[here] - last[carried]
        last[carried] += more
        last[f"requests.received.{column.id}"] += more
        if last[f"requests.received.{column.id}"] < 0 or last[carried] < 0:
            return
    report = beside(report_of(this, prints_totals=False), last_report({cell: str(last[cell]) for cell in last}))
    assert [finding for finding in report.findings() if finding.severity == "error"] == []


def test_a_typed_report_finds_every_figure_of_the_requests_by_the_balance() -> None:
    chance = random.Random(7)
    report = report_of(balanced_figures(form("2021"), chance), prints_totals=False)
    cells = [cell for cell in figures_at_hand(report) if cell.startswith("requests.")]
    assert all(told(report, one_figure(report, cell, chance)) for cell in cells)
    others = [cell for cell in figures_at_hand(report) if cell.startswith("disputes.")]
    assert not any(told(report, one_figure(report, cell, chance)) for cell in others), "nothing adds these up"


@NO_SAMPLES
@pytest.mark.parametrize("name", ["huaian-2024.pdf", "wenzhou-2021.txt", "large-figures-2025.json"])
def test_any_other_figure_of_the_samples_is_found_and_named(name: str) -> None:
    if name.endswith(".json"):
        cells = json.loads((SAMPLES / name).read_text(encoding="utf-8"))["cells"]
    else:
        read = import_file(SAMPLES / name).report
        cells = {cell: read.value(cell) for cell in read.form.inputs}
    report = Report.blank(form("2021"), "示例市人民政府", 2025)
    report.apply(Edit("填写", tuple(SetCell(cell, cells[cell]) for cell in report.form.inputs)))
    figures = {cell: report.value(cell) for cell in report.form.inputs}
    _assert_every_figure_is_watched(report_of(figures, prints_totals=True), random.Random(1))


@NO_SAMPLES
def test_a_figure_changed_in_a_published_text_is_found_when_it_is_read() -> None:
    name = "wenzhou-2021.txt"
    text = (SAMPLES / name).read_text(encoding="utf-8")
    right = import_text(text, name).report
    lines, chance = text.split("\n"), random.Random(5)
    tried = 0
    for place in chance.sample([at for at, line in enumerate(lines) if line.strip().isdecimal()], 16):
        changed = [*lines[:place], str(int(lines[place]) + chance.randint(1, 9)), *lines[place + 1 :]]
        report = import_text("\n".join(changed), name).report
        (cell,) = (cell for cell in report.form.cells if printed(report, cell) != printed(right, cell))
        if report.form.cells[cell].grid in GRIDS:
            tried += 1
            errors = [finding for finding in report.findings() if finding.severity == "error"]
            assert any(cell in finding.cells for finding in errors), cell
    assert tried > 10
