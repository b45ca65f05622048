"""The figures of one of our own workbooks: what stands in each cell of the form, as typed and as read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from importers.number_formats import shows_share
from importers.workbook_cells import BLANK, BOOLEAN, ERROR, NUMBER, Area, Content, WorkbookCells, address
from model.form import NumberKind
from model.notes import Origin
from model.number_text import Entry, Value, number_text, read_number
from model.sums import is_sum, read_sum

_KEPT_DIGITS = 15
_FIRST_DAY = date(1899, 12, 30)
_MOST_DAYS = 80_000
_LEAP_DAY = 60
_FIRST_SERIAL = 36_526
"""1 January 2000 as a number of days."""


class OwnFigure(NamedTuple):
    """An input cell as read. entry: its value, unit and why it was refused. sum: as model.notes keeps one.

    remark: what the clerk has to be told of it, "" for nothing.
    """

    entry: Entry
    origin: Origin
    sum: str = ""
    remark: str = ""


def own_figure(book: WorkbookCells, area: Area, kind: NumberKind, source: str) -> OwnFigure | None:
    """What stands in an input cell; None when it is blank."""
    content = book.content(area.sheet, (area.top, area.left))
    if content.kind == BLANK and content.formula is None:
        return None
    text = shown_text(book, content, kind)
    origin = Origin(f"{source} {area.sheet}!{address((area.top, area.left))}", 0, 0, area.top, area.left, text)
    if content.formula is not None:
        return _of_formula(content, text, origin, kind)
    remark = ""
    if content.kind == NUMBER and _is_day(book, content):
        remark = "表格软件把填的内容当成了日期"
    entry = read_number(text, kind)
    if remark:
        entry = Entry(text, "", "unreadable")
    return OwnFigure(entry, origin, "", remark) if entry.value is not None else None


def _of_formula(content: Content, text: str, origin: Origin, kind: NumberKind) -> OwnFigure:
    """A formula's result; a sum of figures is worked out, any other without a result is kept as typed."""
    typed = f"={content.formula}"
    sum_ = read_sum(typed, kind) if is_sum(typed) else None
    words = sum_.words if sum_ is not None else ""
    if content.kind == BLANK:
        if sum_ is not None and words:
            return OwnFigure(Entry(sum_.value, "", ""), origin, words)
        kept = typed if content.formula else "=公式"
        return OwnFigure(Entry(kept, "", "sum"), origin, "", "是公式，而且文件里没有算出的值")
    entry = read_number(text, kind)
    if words and entry.value == (sum_.value if sum_ is not None else None):
        return OwnFigure(entry, origin, words)
    return OwnFigure(entry, origin, "", "是公式，填入的是它算出的值")


def shown_text(book: WorkbookCells, content: Content, kind: NumberKind) -> str:
    """The content as a person would type it: a figure with the decimals and the unit that its format shows."""
    if content.kind == BOOLEAN:
        return "TRUE" if content.text in ("1", "true") else "FALSE"
    if content.kind == ERROR or content.kind != NUMBER:
        return content.text
    try:
        exact = Decimal(content.text)
    except InvalidOperation:
        return content.text
    if not exact.is_finite():
        return content.text
    if _is_day(book, content):
        return _day_text(exact)
    exact = _rounded(exact)
    if shows_share(book.format_of(content)):
        return f"{number_text(exact * 100)}%"
    unit, decimals = _shown(book, content, kind)
    if exact == exact.to_integral_value():
        exact = Decimal(int(exact))
    lacking = decimals + int(exact.as_tuple().exponent)
    if decimals and lacking > 0 and not kind.whole:
        exact = exact.quantize(Decimal(1).scaleb(-decimals))
    return number_text(exact) + unit


def number_of(book: WorkbookCells, content: Content, kind: NumberKind) -> Value:
    """The figure of a computed cell; text that is none as it stands, None for blank."""
    if content.kind == BLANK:
        return None
    text = shown_text(book, content, kind)
    return read_number(text, kind._replace(signed=True)).value


def day_of(book: WorkbookCells, name: str) -> str:
    """What stands in a cell for a day, as typed; a day that a program keeps as a number of days, as 2026-01-05."""
    content = book.at(name)
    text = content.text.strip()
    if content.kind != NUMBER:
        return text
    try:
        days = Decimal(text)
    except InvalidOperation:
        return text
    # Smaller ones are no days of our time: a year, or what somebody typed.
    return _day_text(days) if days.is_finite() and _FIRST_SERIAL <= days < _MOST_DAYS else text


def _rounded(exact: Decimal) -> Decimal:
    """As many digits as a workbook keeps: what programs add in binary has more."""
    digits = len(exact.as_tuple().digits)
    if digits <= _KEPT_DIGITS:
        return exact
    rounded = exact.quantize(Decimal(1).scaleb(exact.adjusted() + 1 - _KEPT_DIGITS))
    return rounded.normalize() if rounded != rounded.to_integral_value() else Decimal(int(rounded))


def _is_day(book: WorkbookCells, content: Content) -> bool:
    return content.style < len(book.dates) and book.dates[content.style]


def _day_text(exact: Decimal) -> str:
    days = int(exact)
    if not 0 < days < _MOST_DAYS:
        return number_text(exact)
    # Workbooks count a 29 February 1900, which never was.
    return (_FIRST_DAY + timedelta(days=days + (days < _LEAP_DAY))).isoformat()


def _shown(book: WorkbookCells, content: Content, kind: NumberKind) -> tuple[str, int]:
    """The unit and the number of decimals that the cell's format shows."""
    code = book.format_of(content).split(";")[0]
    unit = next((unit for unit in sorted(kind.units, key=len, reverse=True) if f'"{unit}"' in code), "")
    return unit, max((len(run) for run in _zeros(code)), default=0)


def _zeros(code: str) -> Iterator[str]:
    before, point, after = code.partition(".")
    if point and before[-1:] == "0":
        yield after[: len(after) - len(after.lstrip("0"))]
