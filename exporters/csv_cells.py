"""A report's figures for other programs: a CSV file with a row a cell, which Excel and WPS open rightly."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator

from exporters.excel_text import FORMULA_SIGNS
from model.number_text import is_number
from model.placeholders import printed_figure
from model.report import Report
from ooxml.characters import fit

COLUMNS = ("单位", "年度", "年版", "格", "名称", "数")
"""Unit, year, edition, cell id, label path, value."""

_FORMULA = (*FORMULA_SIGNS, "\t", "\r", "\n", "'", "#")
"""Beginnings of formulas and of the names of errors, as #N/A; the apostrophe is our own."""
_OF_DAYS = "年月日号时時点點分秒上下午"
"""Chinese characters with which a text of figures may be a day or a time of day."""
_TRUTHS = ("TRUE", "FALSE")
_FIGURE = re.compile(r"(?!-0$)-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{0,14}[1-9])?")
"""What spreadsheets take for a figure and show as it stands."""
_MOST_DIGITS = 15
"""Of a figure they keep no more."""
_SIGN = "'"


def cells_csv(report: Report) -> bytes:
    """All cells in the order of the form, totals as derived, in UTF-8 with the mark by which spreadsheets know it.

    Values stand as documents print them: blank as nothing, with a unit where it is not the usual one. Text that a
    spreadsheet would take for a formula (=1+1), or would show as another figure (1e3, 007) or a day (3-4, 3月4日), has
    an apostrophe before it, and so has text that begins with an apostrophe: who reads the file takes one away from any
    text that begins with one. Figures stand as they are, -3 included, in a cell that takes no such figure too.
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
    """Text that no spreadsheet takes for anything else."""
    fitted = fit(text)
    if _FIGURE.fullmatch(fitted) and sum(map(str.isdecimal, fitted)) <= _MOST_DIGITS:
        return fitted
    return _SIGN + fitted if _is_taken_otherwise(fitted.lstrip(" \u3000")) else fitted


def _is_taken_otherwise(text: str) -> bool:
    if text.startswith(_FORMULA) or text.strip().upper() in _TRUTHS:
        return True
    if not any(map(str.isdecimal, text)):
        return False
    # Full-width letters are as good as others.
    letters = filter(str.isalpha, unicodedata.normalize("NFKC", text))
    return all(letter.isascii() or letter in _OF_DAYS for letter in letters)
