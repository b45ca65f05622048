"""Figures as CSV, read back by `csv`."""

from __future__ import annotations

import csv
import io

import pytest

from exporters.csv_cells import COLUMNS, cells_csv
from importers.written_csv import differences
from model.edits import Edit, SetCell
from model.errors import ImportProblem
from model.report import Report
from tests.builders import FORMS, form_of, report_with
from tests.exporters.documents import counted_report, write

RECEIVED = "requests.received.business"


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def value(report: Report, cell: str) -> str:
    return next(row[5] for row in rows(cells_csv(report)) if row[3] == cell)


def typed(text: str) -> Report:
    """A report whose cell holds a text that was not understood."""
    report = report_with()
    report.apply(Edit("填写", (SetCell(RECEIVED, text),)))
    return report


@pytest.mark.parametrize("edition", FORMS)
def test_a_row_a_cell_in_the_forms_order(edition: str) -> None:
    report = counted_report(edition)
    found = rows(cells_csv(report))
    assert tuple(found[0]) == COLUMNS
    assert [row[3] for row in found[1:]] == list(report.form.cells)
    assert differences(cells_csv(report), report) == ()


def test_excel_is_told_that_it_is_utf_8() -> None:
    data = cells_csv(report_with())
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n")


def test_blank_is_nothing_and_a_total_is_the_derived_one() -> None:
    report = report_with({"requests.received.natural_person": "3"})
    assert value(report, RECEIVED) == ""
    assert value(report, "requests.received.total") == "3"


def test_a_negative_figure_stays_as_it_is() -> None:
    report = report_with({"orchard.pears.change": "-3"}, of=form_of("made_up"))
    assert value(report, "orchard.pears.change") == "-3"
    assert differences(cells_csv(report), report) == ()


def test_a_figure_keeps_its_decimals_and_its_unit() -> None:
    report = report_with({"orchard.honey.weight": "12.50公斤"}, of=form_of("made_up"))
    assert value(report, "orchard.honey.weight") == "12.50公斤"
    assert differences(cells_csv(report), report) == ()


FORMULAS = ("=1+1", "+1", "-1-1", "@SUM(1)", "＝1+1", " =1", "\t=1", "\r=1", "'=1", "'3", '=HYPERLINK("x")', "=1\n=2")


@pytest.mark.parametrize("text", FORMULAS)
def test_text_is_never_a_formula_and_reads_back(text: str) -> None:
    report = typed(text)
    assert value(report, RECEIVED) == f"'{text}"
    assert differences(cells_csv(report), report) == ()


@pytest.mark.parametrize("text", ["3件", "②", "a'b", "1e3", '引"号,逗号', "甲\n乙"])
def test_other_text_stays_as_typed(text: str) -> None:
    assert value(typed(text), RECEIVED) == text


def test_a_unit_that_begins_like_a_formula() -> None:
    report = write(report_with(), fields={"unit": "=局\x00"})
    assert {row[0] for row in rows(cells_csv(report))[1:]} == {"'=局\ufffd"}
    assert differences(cells_csv(report), report) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (",2\r\n", ",20\r\n"),
        (",2\r\n", ",\r\n"),
        (",2\r\n", ",2.0\r\n"),
        ("proactive.rules.issued", "proactive.rules.repealed"),
        ("示例县数据局,2025,2021,proactive.rules.issued", "示范县数据局,2025,2021,proactive.rules.issued"),
        ("规章›", "规定›"),
    ],
)
def test_what_was_tampered_with_is_told(old: str, new: str) -> None:
    report = counted_report()
    text = cells_csv(report).decode()
    assert old in text
    assert differences(text.replace(old, new, 1).encode(), report)


def test_rows_that_are_gone_or_too_many_are_told() -> None:
    report = counted_report()
    lines = cells_csv(report).splitlines(keepends=True)
    assert differences(b"".join(lines[:-1]), report)
    assert differences(b"".join([*lines, lines[-1]]), report)
    with pytest.raises(ImportProblem):
        differences(b"".join(lines)[3:], report)
