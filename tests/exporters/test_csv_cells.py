"""Figures as CSV, read back by `csv`."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.csv_cells import COLUMNS, cells_csv
from importers.written_csv import differences
from model.edits import Edit, SetCell
from model.errors import ImportProblem
from model.report import Report
from tests.builders import FORMS, form_of, report_with
from tests.exporters.documents import counted_report, write
from tests.exporters.fonts import missing_for_rendering
from tests.exporters.workbooks import opened

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


@pytest.mark.parametrize("text", ["-3", "3.5", "-0.25", "123456789012345"])
def test_a_figure_in_a_cell_that_takes_none_such_stays_as_it_is(text: str) -> None:
    report = typed(text)
    assert value(report, RECEIVED) == text
    assert differences(cells_csv(report), report) == ()


FORMULAS = ("=1+1", "+1", "-1-1", "@SUM(1)", "＝1+1", " =1", "\t=1", "\r=1", "'=1", "'3", '=HYPERLINK("x")', "=1\n=2")


@pytest.mark.parametrize("text", FORMULAS)
def test_text_is_never_a_formula_and_reads_back(text: str) -> None:
    report = typed(text)
    assert value(report, RECEIVED) == f"'{text}"
    assert differences(cells_csv(report), report) == ()


OTHERWISE = (
    "1e3",
    "3-4",
    "007",
    "12.0",
    "-0",
    "-03",
    "1234567890123456.5",
    "1,000",
    "10%",
    "1/2",
    "12:30",
    "（3）",
    "￥3",
    "3月4日",
    "Mar-4",
    "１ｅ３",
    "true",
    "#N/A",
)


@pytest.mark.parametrize("text", OTHERWISE)
def test_text_that_excel_would_make_another_figure_or_a_day_of_is_kept_as_typed(text: str) -> None:
    report = typed(text)
    assert value(report, RECEIVED) == f"'{text}"
    assert differences(cells_csv(report), report) == ()


@given(st.text(st.sampled_from("0123456789３=+-@＝－.,:/%eE年月件 '\t甲"), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_whatever_is_typed_reads_back_and_nothing_but_a_figure_looks_like_one(text: str) -> None:
    report = typed(text)
    written = value(report, RECEIVED)
    assert written.removeprefix("'") == text.removeprefix("'" if written == text else "")
    assert differences(cells_csv(report), report) == ()
    if re.fullmatch(r"-?(0|[1-9]\d*)(\.\d*[1-9])?", written):
        return
    assert written.strip(" \u3000")[:1] not in {*"=+-@＝－\t"}
    assert not re.fullmatch(r"[\W\deE年月]*\d[\W\deE年月]*", written) or written.startswith("'")


@pytest.mark.parametrize("shown", ["１２", "12", " 12 "])
def test_a_figure_that_is_understood_is_a_figure_however_it_was_typed(shown: str) -> None:
    assert value(report_with({RECEIVED: shown}), RECEIVED) == "12"


@pytest.mark.parametrize("text", ["3件", "约3", "②", "a'b", '引"号,逗号', "甲\n乙", "第3季度"])
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


def test_opened_in_a_spreadsheet_every_text_is_as_typed_and_every_figure_a_number(tmp_path: Path) -> None:
    if missing := missing_for_rendering():
        pytest.skip(missing)
    report = report_with()
    one_line = [text for text in (*OTHERWISE, *FORMULAS, "3件", "②") if text.isprintable()]
    texts = dict(zip(report.form.inputs, one_line, strict=False))
    report.apply(Edit("填写", (*(SetCell(cell, text) for cell, text in texts.items()), SetCell(RECEIVED, 12))))
    texts.pop(RECEIVED, None)
    (tmp_path / "表.csv").write_bytes(cells_csv(report))
    # Chinese, days and numbers recognised as when a clerk opens the file.
    read = "--infilter=CSV:44,34,76,1,,2052,false,true"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", read, "--convert-to", "xlsx", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "表.csv")], env=os.environ, capture_output=True, timeout=120, check=True)
    sheet = opened((tmp_path / "表.xlsx").read_bytes()).active
    found = {row[3].value: row[5] for row in sheet.iter_rows(min_row=2)}
    assert found[RECEIVED].value == 12
    for cell, text in texts.items():
        shown = found[cell].value
        assert found[cell].data_type == "s", (text, shown)
        assert shown.removeprefix("'") == text
