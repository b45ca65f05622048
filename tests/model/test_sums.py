"""Sums typed into cells: what is added up, what is kept as typed with the reason."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import storage
from model.edits import Edit
from model.entry import enter, put
from model.history import History
from model.number_text import reason_text
from model.report import Report
from model.sums import read_sum, sum_holds
from tests.builders import form_of, report_with

COUNT = "requests.received.natural_person"
AMOUNT = next(cell.id for cell in form_of("2021").cells.values() if cell.kind.units and not cell.computed)


def typed(text: str, cell: str = COUNT) -> Report:
    return report_with({cell: text})


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("=12+5+3", 20, "12+5+3"),
        ("＝１２＋５－３", 14, "12+5-3"),
        ("= 12 + 5 ", 17, "12+5"),
        ("=1,234+6", 1240, "1,234+6"),
        ("=+3−3", 0, "+3-3"),
        ("=7", 7, ""),
        ("=12.0+5", 17, "12.0+5"),
        ("=20-5", 15, "20-5"),
    ],
)
def test_a_sum_is_added_up_and_kept(text: str, value: int, words: str) -> None:
    report = typed(text)
    assert report.value(COUNT) == value
    assert type(report.value(COUNT)) is int
    assert report.notes(COUNT).sum == words


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("=", "sum"),
        ("=12+", "sum"),
        ("=12++3", "sum"),
        ("=12*3", "sum"),
        ("=A1+2", "sum"),
        ("=1+②", "sum"),
        ("=3件+2件", "sum"),
        ("=3-5", "negative"),
        ("=1.5+1", "fraction"),
        ("=1.5+1.5", "fraction"),
        ("=999999999999+2", "large"),
        ("=" + "1+" * 300 + "1", "sum"),
    ],
)
def test_what_can_t_be_added_up_stays_as_typed_and_says_why(text: str, reason: str) -> None:
    report = typed(text)
    assert report.value(COUNT) == text
    assert report.notes(COUNT).sum == ""
    (finding,) = [finding for finding in report.findings() if finding.cells == (COUNT,) and not finding.pending]
    assert reason_text(reason, report.form.cells[COUNT].kind) in finding.message


def test_decimals_are_added_exactly() -> None:
    report = typed("=0.1+0.2", AMOUNT)
    assert report.value(AMOUNT) == Decimal("0.3")


def test_a_sum_goes_with_its_figure() -> None:
    report = typed("=12+5+3")
    for changes in (
        enter(report, COUNT, "21"),
        put(report, COUNT, 21),
        put(report, COUNT, None),
        enter(report, COUNT, "20"),
    ):
        undo = report.apply(Edit("填写", changes))
        assert report.notes(COUNT).sum == ""
        report.apply(undo)
        assert report.notes(COUNT).sum == "12+5+3"
    assert enter(report, COUNT, "=12+5+3") == ()
    report.apply(Edit("填写", enter(report, COUNT, "=10+10")))
    assert (report.value(COUNT), report.notes(COUNT).sum) == (20, "10+10")


def test_undo_and_the_file_keep_it() -> None:
    report = report_with()
    history = History(report)
    history.do(Edit("填写", enter(report, COUNT, "=12+5+3")))
    assert storage.load(storage.dump(report), form_of).notes(COUNT).sum == "12+5+3"
    history.undo()
    assert report.notes(COUNT).empty
    history.redo()
    assert report.notes(COUNT).sum == "12+5+3"


@given(st.lists(st.integers(-(10**6), 10**6), min_size=2, max_size=12))
def test_any_sum_is_the_sum(figures: list[int]) -> None:
    text = "".join(f"{figure:+d}" for figure in figures)
    read = read_sum("=" + text, _signed())
    total = sum(figures)
    if abs(total) <= 10**12:
        assert (read.value, read.reason) == (total, "")
        assert sum_holds(read.words, read.value)
        assert not sum_holds(read.words, total + 1)


def _signed():
    return next(cell.kind for cell in form_of("made_up").cells.values() if cell.kind.signed and cell.kind.whole)
