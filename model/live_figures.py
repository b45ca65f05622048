"""Live figures: figures of the grids that stand in the text and follow their cells.

One is a span of kind "figure" whose `extra` is its formula as JSON; its text is always what the formula
gives now, so that everyone else reads plain text. Only this module knows the formula's keys. A formula
that it can't read is left as it stands. A figure of last year that is still to be changed by hand is a
span of kind "stale": text and nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache
from typing import Protocol

from model.chinese_numbers import chinese_numeral
from model.edits import TextChange
from model.form import Form
from model.json_text import one_line, read_json
from model.number_text import Value, number_text
from model.records import NamedTuple
from model.text import OBJECTS, Span, Text, TextBlock, block_text

FIGURE, STALE = "figure", "stale"
UNFILLED = "〔未填〕"
"""What a figure shows that can't be worked out."""

KINDS = ("sum", "difference", "share", "last", "change")
WITH_OTHER = ("difference", "share")
PERCENTAGES = ("share", "change")
OF_LAST_YEAR = ("last", "change")
NUMERALS = ("digits", "chinese")
MOST_DECIMALS = 2
LAST_YEAR = "last_year"
"""The source that stands for the reports of the year before, as in `Changed.parts`."""

GROWN, SHRUNK, SAME = "增长", "下降", "持平"

_KEYS = {"what", "cells", "other", "decimals", "numerals"}
_PRECISION = 80
"""Digits of a quotient: far more than decide how it is rounded."""


class Formula(NamedTuple):
    """What a live figure shows.

    what: "sum" of `cells` (one or more), "difference": cells minus `other`, "share": cells in % of
    `other`, "last": what `cells` were last year, "change": of cells in % against last year, with its
    own word. decimals: 0 to 2; None, not for percentages, is as the figure stands in its cell.
    numerals: "digits" or "chinese".
    """

    what: str
    cells: tuple[str, ...]
    other: tuple[str, ...] = ()
    decimals: int | None = None
    numerals: str = "digits"

    @property
    def sources(self) -> frozenset[str]:
        """The cells it reads, and LAST_YEAR if it reads that."""
        return frozenset((*self.cells, *self.other, *((LAST_YEAR,) if self.what in OF_LAST_YEAR else ())))


class Derived(NamedTuple):
    """What a formula gives now. reason: why it gives nothing, a key of `figure_findings.REASONS`; cell: where."""

    text: str
    reason: str = ""
    cell: str = ""


class Figures(Protocol):
    """What a live figure asks of a report."""

    @property
    def form(self) -> Form: ...
    def value(self, cell: str) -> Value: ...
    @property
    def last_year(self) -> LastFigures | None: ...
    def unit_of(self, cell: str) -> str: ...


class LastFigures(Protocol):
    """What a live figure asks of the year before."""

    def value(self, cell: str) -> Value: ...
    def unit_of(self, cell: str) -> str: ...


def figure_span(formula: Formula, text: str = "") -> Span:
    """The span of a live figure; the report gives it its text as soon as it stands in it."""
    data: dict[str, object] = {"what": formula.what, "cells": list(formula.cells)}
    if formula.other:
        data["other"] = list(formula.other)
    if formula.decimals is not None:
        data["decimals"] = formula.decimals
    if formula.numerals != "digits":
        data["numerals"] = formula.numerals
    return Span(text, FIGURE, one_line(data))


def stale_span(text: str) -> Span:
    """A figure of last year in the text that is still to be changed by hand."""
    return Span(text, STALE)


def formula_of(span: Span, form: Form) -> Formula | None:
    """The live figure's formula; None when it can't be read, or names cells that the form does not have."""
    formula = _read(span.extra) if span.kind == FIGURE else None
    if formula is None or any(cell not in form.cells for cell in (*formula.cells, *formula.other)):
        return None
    return formula


@lru_cache(maxsize=2048)
def _read(extra: str) -> Formula | None:
    try:
        data = read_json(extra)
    except ValueError:
        return None
    if not isinstance(data, dict) or not data.keys() <= _KEYS:
        return None
    formula = Formula(
        data.get("what", ""),
        _cells(data.get("cells")),
        _cells(data.get("other", [])),
        data.get("decimals"),
        data.get("numerals", "digits"),
    )
    return formula if _sound(formula) else None


def _cells(data: object) -> tuple[str, ...]:
    known = isinstance(data, list) and all(isinstance(cell, str) for cell in data)
    # What is no list of cells names a cell that no form has.
    return tuple(data) if isinstance(data, list) and known else ("?",)


def _sound(formula: Formula) -> bool:
    decimals = formula.decimals
    return (
        formula.what in KINDS
        and bool(formula.cells)
        and bool(formula.other) == (formula.what in WITH_OTHER)
        and formula.numerals in NUMERALS
        and (
            formula.what not in PERCENTAGES
            if decimals is None
            else type(decimals) is int and 0 <= decimals <= MOST_DECIMALS
        )
    )


def derive(formula: Formula, figures: Figures) -> Derived:
    """What the formula gives over these figures; UNFILLED with a reason when it gives nothing."""
    if failed := _unready(formula, figures):
        return failed
    last = figures.last_year
    of_last = formula.what in OF_LAST_YEAR and last is not None
    return _worked_out(formula, figures.value, last.value if of_last and last is not None else figures.value)


def change_size(formula: Formula, figures: Figures, *, signed: bool) -> Derived:
    """By how many the cells of a formula of kind "change" changed against last year; as `derive`, but 0 is no obstacle."""
    distance = _distance(formula, figures)
    if isinstance(distance, Derived):
        return distance
    plain = formula if formula.decimals else formula._replace(decimals=None)
    return Derived(_figure_text(-distance if distance < 0 and not signed else distance, plain))


def change_word(formula: Formula, figures: Figures) -> Derived:
    """Whether they grew, shrank or stayed the same against last year."""
    distance = _distance(formula, figures)
    if isinstance(distance, Derived):
        return distance
    return Derived(GROWN if distance > 0 else SHRUNK if distance < 0 else SAME)


def _distance(formula: Formula, figures: Figures) -> int | Decimal | Derived:
    if failed := _unready(formula, figures):
        return failed
    last = figures.last_year
    assert last is not None
    return _sum(map(figures.value, formula.cells)) - _sum(map(last.value, formula.cells))


def _unready(formula: Formula, figures: Figures) -> Derived | None:
    """Why the figures that a formula reads can't be put together, None when they can."""
    for cell in () if formula.what == "last" else (*formula.cells, *formula.other):
        if failed := _failed(cell, figures.value(cell), ""):
            return failed
    if formula.what in OF_LAST_YEAR:
        last = figures.last_year
        if last is None:
            return Derived(UNFILLED, "no_last", formula.cells[0])
        for cell in formula.cells:
            if failed := _failed(cell, last.value(cell), "last_"):
                return failed
    return None if _alike(formula, figures) else Derived(UNFILLED, "units", formula.cells[0])


def _failed(cell: str, value: Value, year: str) -> Derived | None:
    if value is None:
        return Derived(UNFILLED, f"{year}blank", cell)
    return Derived(UNFILLED, f"{year}unreadable", cell) if isinstance(value, str) else None


def _alike(formula: Formula, figures: Figures) -> bool:
    """Whether the figures may be put together: 元 and 万元 may not."""
    cells = figures.form.cells
    units: set[str] = set()
    if formula.what != "last":
        units |= {figures.unit_of(cell) for cell in (*formula.cells, *formula.other) if cells[cell].kind.units}
    if formula.what in OF_LAST_YEAR and (last := figures.last_year) is not None:
        units |= {last.unit_of(cell) for cell in formula.cells if cells[cell].kind.units}
    return len(units) < 2


def _worked_out(formula: Formula, now: Callable[[str], Value], then: Callable[[str], Value]) -> Derived:
    what = formula.what
    mine = _sum(map(then if what == "last" else now, formula.cells))
    if what in ("sum", "last"):
        return Derived(_figure_text(mine, formula))
    other = _sum(map(then, formula.cells) if what == "change" else map(now, formula.other))
    if what == "difference":
        return Derived(_figure_text(mine - other, formula))
    if other == 0:
        return Derived(UNFILLED, "last_zero" if what == "change" else "zero", (formula.other or formula.cells)[0])
    if what == "share":
        return Derived(_percentage(mine, other, formula))
    if mine == other:
        return Derived(SAME)
    return _change(mine - other, max(other, -other), formula)


def _change(distance: int | Decimal, whole: int | Decimal, formula: Formula) -> Derived:
    """A change that is not 0, with more decimals than were chosen where they would show 0%.

    增长0% is no growth: word and figure would contradict each other. What is 0 with the most decimals shows nothing.
    """
    part = distance if distance > 0 else -distance
    for decimals in range(formula.decimals or 0, MOST_DECIMALS + 1):
        if Decimal(_rounded(_quotient(part, whole), decimals)):
            word = GROWN if distance > 0 else SHRUNK
            return Derived(word + _percentage(part, whole, formula._replace(decimals=decimals)))
    return Derived(UNFILLED, "tiny", formula.cells[0])


def _quotient(part: int | Decimal, whole: int | Decimal) -> Decimal:
    """In percent, with far more digits than decide how it is rounded."""
    with localcontext(prec=_PRECISION):
        return Decimal(part) * 100 / Decimal(whole)


def _sum(values: Iterable[Value]) -> int | Decimal:
    return sum(value for value in values if isinstance(value, (int, Decimal)))


def _figure_text(number: int | Decimal, formula: Formula) -> str:
    plain = number_text(number) if formula.decimals is None else _rounded(Decimal(number), formula.decimals)
    return chinese_numeral(plain) if formula.numerals == "chinese" else plain


def _percentage(part: int | Decimal, whole: int | Decimal, formula: Formula) -> str:
    plain = _rounded(_quotient(part, whole), formula.decimals or 0)
    return f"百分之{chinese_numeral(plain)}" if formula.numerals == "chinese" else f"{plain}%"


def _rounded(number: Decimal, decimals: int) -> str:
    with localcontext(prec=_PRECISION):
        rounded = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    # A difference of -0.4 is 0, not -0.
    return format(abs(rounded) if rounded == 0 else rounded, "f")


class Placed(NamedTuple):
    """A span in a section: the paragraph's number from 0, start and end in the section's plain text, and the span."""

    paragraph: int
    start: int
    end: int
    span: Span


def placed_spans(text: Text, kinds: Collection[str] = (FIGURE,)) -> Iterator[Placed]:
    """The spans of these kinds with their places, in reading order."""
    at = 0
    for number, block in enumerate(text):
        if block.kind in OBJECTS:
            at += len(block_text(block)) + 1
            continue
        for span in block.spans:
            if span.kind in kinds:
                yield Placed(number, at, at + len(span.text), span)
            at += len(span.text)
        at += 1


class Refreshed(NamedTuple):
    """What bringing the figures up to date changed, and the sections whose figures were worked out again."""

    changes: tuple[TextChange, ...] = ()
    sections: frozenset[str] = frozenset()


class LiveFigures:
    """Keeps the texts of one report's live figures current; knows which section reads which cells."""

    def __init__(self) -> None:
        self._sources: dict[str, frozenset[str]] = {}
        self._known: dict[Span, Span] = {}
        """What was worked out already: spans as they were found and as they are now."""

    def refresh_all(self, figures: Figures, texts: dict[str, Text]) -> None:
        """Work out all figures of these texts, in place."""
        self.refresh(figures, texts, (), texts)

    def refresh(
        self, figures: Figures, texts: dict[str, Text], sources: Collection[str], written: Collection[str]
    ) -> Refreshed:
        """Work out again, in place, what reads these sources, and all in the sections that were written to."""
        for section in written:
            self._index(figures.form, section, texts[section])
        stale = [name for name, read in self._sources.items() if name in written or not read.isdisjoint(sources)]
        if sources:
            # Also when nothing here reads them: a figure that does may come back by paste or undo.
            self._known.clear()
        changes = tuple(change for section in stale for change in self._refresh(figures, section, texts))
        return Refreshed(changes, frozenset(stale))

    def _index(self, form: Form, section: str, text: Text) -> None:
        spans = {span for block in text for span in block.spans if span.kind == FIGURE}
        formulas = (formula_of(span, form) for span in spans)
        sources: frozenset[str] = frozenset().union(*(formula.sources for formula in formulas if formula is not None))
        if sources:
            self._sources[section] = sources
        else:
            self._sources.pop(section, None)

    def _refresh(self, figures: Figures, section: str, texts: dict[str, Text]) -> list[TextChange]:
        old = texts[section]
        new = tuple(self._current(block, figures) for block in old)
        changed = [number for number, block in enumerate(new) if block is not old[number]]
        if changed:
            texts[section] = new
        return [TextChange(section, number, 1, 1) for number in changed]

    def _current(self, block: TextBlock, figures: Figures) -> TextBlock:
        """The block with its figures as they are now; the very same block when they are."""
        spans = tuple(self._current_span(span, figures) if span.kind == FIGURE else span for span in block.spans)
        return block if spans == block.spans else block._replace(spans=spans)

    def _current_span(self, span: Span, figures: Figures) -> Span:
        known = self._known.get(span)
        if known is None:
            formula = formula_of(span, figures.form)
            known = span if formula is None else span._replace(text=derive(formula, figures).text)
            self._known[span] = known
        return known
