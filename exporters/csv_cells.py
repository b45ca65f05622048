"""A report's figures for other programs: a CSV file with a row a cell, which Excel and WPS open rightly."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from model.number_text import is_number
from model.placeholders import printed_figure
from model.report import Report
from ooxml.characters import fit

COLUMNS = ("单位", "年度", "年版", "格", "名称", "数")
"""Unit, year, edition, cell id, label path, value."""

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'")
_SIGN = "'"


def cells_csv(report: Report) -> bytes:
    """All cells in the order of the form, totals as derived, in UTF-8 with the mark by which spreadsheets know it.

    Values stand as documents print them: blank as nothing, with a unit where it is not the usual one. Text that a
    spreadsheet would take for a formula has an apostrophe before it, and so has text that begins with an apostrophe:
    who reads the file takes one away from any text that begins with one. Figures stand as they are, -3 included.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(_rows(report))
    return text.getvalue().encode("utf-8-sig")


def _rows(report: Report) -> Iterator[tuple[str, ...]]:
    unit, year, edition = _plain(report.unit), str(report.year or ""), report.form.edition
    for cell in report.form.cells:
        value = printed_figure(report, cell)
        if not is_number(report.value(cell)):
            value = _plain(value)
        yield unit, year, edition, cell, report.form.label(cell), value


def _plain(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    fitted = fit(text)
    return _SIGN + fitted if fitted.lstrip(" \u3000").startswith(_FORMULA) else fitted
