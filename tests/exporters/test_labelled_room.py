"""Figures too wide for the cells of an office's own form: set smaller, never torn."""

from __future__ import annotations

from model.edits import Edit
from model.entry import enter
from model.report import Report
from tests.exporters.documents import W, counted_report, filled, part
from tests.exporters.labelled_files import put_on_sheet, saved, spots, word_table, word_template
from tests.exporters.workbooks import opened, written
from workflows.forms import form
from workflows.labelled_templates import fitted, prepared

NARROW, WIDE = "requests.received.business", "requests.received.natural_person"
SIZE = '<w:sz w:val="24"/>'


def report() -> Report:
    made = counted_report()
    made.apply(Edit("填写", enter(made, WIDE, "12345678")))
    return made


def sizes(data: bytes) -> dict[str, str | None]:
    """The size of each run in a table, by its text."""
    found = {}
    for run in part(data).iter(f"{W}r"):
        size = run.find(f"{W}rPr/{W}sz")
        found["".join(run.itertext())] = None if size is None else size.get(f"{W}val")
    return found


def test_a_figure_that_would_break_over_two_lines_is_set_smaller() -> None:
    template = word_template("年度报告样表", word_table(spots(form("2021").grid("requests")), SIZE)).data
    ready = prepared(template, ".docx", form("2021"))
    data = filled(report(), fitted(ready, ".docx", report()).data)
    found = sizes(data)
    assert found[str(counted_report().value(NARROW))] == "24"
    size = int(found["12345678"] or 0)
    cell = next(c for c in part(data).iter(f"{W}tc") if "".join(c.itertext()) == "12345678")
    margins = [int(side.get(f"{W}w", "")) for side in cell.iterfind(f"{W}tcPr/{W}tcMar/*")]
    assert margins == [20, 20]
    room = 800 - sum(margins)
    assert 0 < len("12345678") * 0.56 * size * 10 <= room


def test_a_template_in_which_all_figures_fit_is_used_as_it_is() -> None:
    template = word_template(
        "年度报告样表", word_table(spots(form("2021").grid("requests")), '<w:sz w:val="18"/>')
    ).data
    ready = prepared(template, ".docx", form("2021"))
    assert fitted(ready, ".docx", counted_report()) is ready


def test_a_figure_too_wide_for_its_column_shrinks() -> None:
    from openpyxl import Workbook

    book = Workbook()
    places = put_on_sheet(book, "表", spots(form("2021").grid("requests")))
    for column in "DEFGHIJ":
        book["表"].column_dimensions[column].width = 6
    ready = prepared(saved(book), ".xlsx", form("2021"))
    data = written(report(), fitted(ready, ".xlsx", report()).data)
    sheet = opened(data)["表"]
    assert sheet[places[WIDE][1]].alignment.shrink_to_fit
    assert not sheet[places[NARROW][1]].alignment.shrink_to_fit
    assert sheet[places[WIDE][1]].value == 12345678
