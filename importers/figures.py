"""From placed figures to the report's cells: values, origins, doubts and stated totals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from importers.result import ABSENT, DOUBTFUL, NOT_READ, NOT_WORKED_OUT, READ, VARIANT, CellReading
from model.edits import Change, SetCell, SetNote
from model.figure_units import with_unit
from model.figure_words import FigureWords, guesses, read_counted
from model.form import Form
from model.label_text import means_none
from model.labels import EXACT, Figure
from model.notes import Doubt, Origin
from model.number_text import Entry, Value, is_number, number_text, reason_text
from model.source import Place
from model.totals import Totals

_CLAIMED = "这一格可能还有别的数"
BLANK_REASON = "原文这一格是空白，可能是没有，也可能是没有填"
"""Why a blank cell is doubtful in a document that has figures. In one without any, nobody has filled it in."""


class ReadFigures(NamedTuple):
    """The changes that put the figures into a blank report, and how each cell was read."""

    changes: tuple[Change, ...]
    cells: dict[str, CellReading]


class _Candidate(NamedTuple):
    value: Value
    reason: str
    origin: Origin


def read_figures(
    form: Form, figures: Sequence[Figure], locate: Callable[[Place, str], Origin], words: FigureWords
) -> ReadFigures:
    """Read the figures as numbers. What is doubtful stays blank, with its candidates; nothing is dropped.

    Doubtful is also what is no figure, a sign for none, and a blank cell, but of a document without any figures.
    """
    reader = _Reader(form, locate, words)
    for figure in figures:
        reader.take(figure)
    return reader.result()


def none_reason(text: str) -> str:
    """Why a sign that stands for none is doubtful. text: the sign as printed."""
    return f"原文是“{text.strip()}”，可能是没有，也可能是没有填"


def _unread_reason(text: str, why: str) -> str:
    return f"原文是“{text.strip()}”，{why}"


def _whole(entry: Entry) -> Value:
    """The figure as a candidate, with its unit where that is not the usual one: a note has no place for units."""
    return f"{number_text(entry.value)}{entry.unit}" if entry.unit else entry.value


class _Reader:
    def __init__(self, form: Form, locate: Callable[[Place, str], Origin], words: FigureWords) -> None:
        self._form = form
        self._locate = locate
        self._words = words
        self._entries: dict[str, Entry] = {}
        self._printed: dict[str, tuple[str, Entry]] = {}
        self._origins: dict[str, Origin] = {}
        self._candidates: dict[str, list[_Candidate]] = {}
        self._blanks: dict[str, Origin] = {}
        self._cells: dict[str, CellReading] = {}
        self._filled = False

    def take(self, figure: Figure) -> None:
        """Take in one figure."""
        origin = self._locate(figure.place, figure.text)
        if not figure.text.strip():
            self._blanks.update(dict.fromkeys((figure.cell,) if figure.cell else figure.candidates, origin))
            return
        if figure.text == NOT_WORKED_OUT and figure.cell and self._form.cells[figure.cell].computed:
            self._blanks[figure.cell] = origin
            return
        self._filled = True
        if figure.cell:
            self._take_certain(figure.cell, figure, origin, READ if figure.certainty == EXACT else VARIANT)
        elif figure.together and self._is_zero(figure):
            for cell in figure.candidates:
                self._take_certain(cell, figure, origin, VARIANT)
        else:
            self._take_doubtful(figure, origin)

    def _is_zero(self, figure: Figure) -> bool:
        return all(self._entry(cell, figure).value == 0 for cell in figure.candidates)

    def _entry(self, cell: str, figure: Figure) -> Entry:
        kind = self._form.cells[cell].kind
        return read_counted(with_unit(figure.text, figure.labels, kind), kind, self._words)

    def _take_certain(self, cell: str, figure: Figure, origin: Origin, how: str) -> None:
        entry = self._entry(cell, figure)
        if self._form.cells[cell].computed:
            self._printed[cell] = figure.text, entry
            self._origins[cell] = origin
            why = "" if is_number(entry.value) else self._why_unread(cell, figure, entry)
            self._cells[cell] = CellReading(DOUBTFUL if why else how, (origin,), why)
        elif is_number(entry.value):
            self._entries[cell] = entry
            self._origins[cell] = origin
            self._cells[cell] = CellReading(how, (origin,))
        else:
            self._doubt_certain(cell, figure, origin, entry)

    def _doubt_certain(self, cell: str, figure: Figure, origin: Origin, entry: Entry) -> None:
        """The place is certain, what stands there is no figure."""
        why = self._why_unread(cell, figure, entry)
        candidates = self._candidates.setdefault(cell, [])
        for value in self._meant(cell, figure) or (None,):
            candidates.append(_Candidate(value, why, origin))

    def _why_unread(self, cell: str, figure: Figure, entry: Entry) -> str:
        if means_none(figure.text):
            return none_reason(figure.text)
        # What follows is advice for who types.
        why = reason_text(entry.reason, self._form.cells[cell].kind).partition("，请")[0]
        return _unread_reason(figure.text, why)

    def _meant(self, cell: str, figure: Figure) -> tuple[Value, ...]:
        kind = self._form.cells[cell].kind
        return (
            (0,) if means_none(figure.text) else guesses(with_unit(figure.text, figure.labels, kind), kind, self._words)
        )

    def _take_doubtful(self, figure: Figure, origin: Origin) -> None:
        for cell in figure.candidates:
            entry = self._entry(cell, figure)
            if self._form.cells[cell].computed:
                known = self._cells.get(cell, NOT_READ)
                self._cells[cell] = CellReading(DOUBTFUL, (*known.origins, origin), figure.reason)
                continue
            values = (_whole(entry),) if is_number(entry.value) else self._meant(cell, figure) or (None,)
            for value in values:
                self._candidates.setdefault(cell, []).append(_Candidate(value, figure.reason, origin))

    def result(self) -> ReadFigures:
        """The changes for all that was taken in."""
        self._judge_claims()
        changes: list[Change] = []
        for cell, entry in self._entries.items():
            changes.append(SetCell(cell, entry.value, entry.unit))
        changes.extend(SetNote(cell, "origin", origin) for cell, origin in self._origins.items())
        changes.extend(self._stated())
        self._judge_blanks()
        for cell, candidates in self._candidates.items():
            changes.extend(self._doubt(cell, candidates))
        cells = {cell: self._cells.get(cell, NOT_READ) for cell in self._form.cells}
        return ReadFigures(tuple(changes), cells)

    def _judge_claims(self) -> None:
        """A cell that was read for certain as one of several, and that another figure may belong to, is doubtful."""
        for cell in self._entries.keys() & self._candidates.keys():
            entry, origin = self._entries.pop(cell), self._origins.pop(cell)
            self._candidates[cell].insert(0, _Candidate(_whole(entry), _CLAIMED, origin))

    def _judge_blanks(self) -> None:
        for cell, origin in self._blanks.items():
            if cell in self._cells or cell in self._candidates:
                continue
            if self._filled and not self._form.cells[cell].computed:
                self._candidates[cell] = [_Candidate(0, BLANK_REASON, origin)]
            else:
                self._cells[cell] = CellReading(ABSENT, (origin,))

    def _stated(self) -> Iterator[Change]:
        """Printed totals that are not what the cells add up to."""
        values: dict[str, Value] = {cell: entry.value for cell, entry in self._entries.items()}
        totals = Totals(self._form)
        totals.update(self._form.inputs, values.get)
        for cell, (text, entry) in self._printed.items():
            derived = totals[cell].value
            if means_none(text) and not derived:
                self._cells[cell] = self._cells[cell]._replace(how=ABSENT, reason="")
            elif not is_number(entry.value) or entry.value != derived:
                yield SetNote(cell, "stated", entry.value)

    def _doubt(self, cell: str, candidates: Sequence[_Candidate]) -> Iterator[Change]:
        places: dict[Value, Origin] = {}
        for candidate in candidates:
            if candidate.value is not None:
                places.setdefault(candidate.value, candidate.origin)
        reasons = "；".join(dict.fromkeys(candidate.reason for candidate in candidates))
        origins = tuple(dict.fromkeys(candidate.origin for candidate in candidates))
        if len(origins) == 1:
            yield SetNote(cell, "origin", origins[0])
        yield SetNote(cell, "doubt", Doubt(reasons, tuple(places), tuple(places.values())))
        self._cells[cell] = CellReading(DOUBTFUL, origins, reasons)
