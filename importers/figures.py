"""From placed figures to the report's cells: values, origins, doubts and stated totals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from importers.result import ABSENT, DOUBTFUL, NOT_READ, READ, VARIANT, CellReading, Unplaced, where
from model.edits import Change, SetCell, SetNote
from model.figure_units import with_unit
from model.form import Form
from model.label_text import means_none
from model.labels import EXACT, Figure
from model.notes import Doubt, Origin
from model.number_text import Entry, Value, is_number, read_number
from model.source import Place
from model.totals import Totals


class ReadFigures(NamedTuple):
    """The changes that put the figures into a blank report, how each cell was read, and what no cell can hold."""

    changes: tuple[Change, ...]
    cells: dict[str, CellReading]
    unplaced: tuple[Unplaced, ...]


class _Candidate(NamedTuple):
    value: Value
    reason: str
    origin: Origin


def read_figures(form: Form, figures: Sequence[Figure], locate: Callable[[Place, str], Origin]) -> ReadFigures:
    """Read the figures as numbers. What is doubtful stays blank, with its candidates; nothing is dropped."""
    reader = _Reader(form, locate)
    for figure in figures:
        reader.take(figure)
    return reader.result()


class _Reader:
    def __init__(self, form: Form, locate: Callable[[Place, str], Origin]) -> None:
        self._form = form
        self._locate = locate
        self._entries: dict[str, Entry] = {}
        self._printed: dict[str, tuple[str, Entry]] = {}
        self._origins: dict[str, Origin] = {}
        self._candidates: dict[str, list[_Candidate]] = {}
        self._cells: dict[str, CellReading] = {}
        self._unplaced: list[Unplaced] = []

    def take(self, figure: Figure) -> None:
        """Take in one figure."""
        origin = self._locate(figure.place, figure.text)
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
        return read_number(with_unit(figure.text, figure.labels, kind), kind)

    def _take_certain(self, cell: str, figure: Figure, origin: Origin, how: str) -> None:
        if not figure.text.strip():
            self._cells[cell] = CellReading(ABSENT, (origin,))
            return
        if self._form.cells[cell].computed:
            self._printed[cell] = figure.text, self._entry(cell, figure)
        elif means_none(figure.text):
            reason = f"原文是“{figure.text.strip()}”，可能是没有，也可能是没有填"
            self._candidates.setdefault(cell, []).append(_Candidate(0, reason, origin))
            return
        else:
            self._entries[cell] = self._entry(cell, figure)
        self._origins[cell] = origin
        self._cells[cell] = CellReading(how, (origin,))

    def _take_doubtful(self, figure: Figure, origin: Origin) -> None:
        inputs = [cell for cell in figure.candidates if not self._form.cells[cell].computed]
        for cell in inputs:
            value = 0 if means_none(figure.text) else self._entry(cell, figure).value
            self._candidates.setdefault(cell, []).append(_Candidate(value, figure.reason, origin))
        if not inputs:
            self._unplaced.append(Unplaced(figure.text.strip(), where(origin), figure.reason, origin))

    def result(self) -> ReadFigures:
        """The changes for all that was taken in."""
        changes: list[Change] = []
        for cell, entry in self._entries.items():
            if entry.value is not None:
                changes.append(SetCell(cell, entry.value, entry.unit))
        changes.extend(SetNote(cell, "origin", origin) for cell, origin in self._origins.items())
        changes.extend(self._stated())
        for cell, candidates in self._candidates.items():
            changes.extend(self._doubt(cell, candidates))
        cells = {cell: self._cells.get(cell, NOT_READ) for cell in self._form.cells}
        return ReadFigures(tuple(changes), cells, tuple(self._unplaced))

    def _stated(self) -> Iterator[Change]:
        """Printed totals that are not what the cells add up to."""
        values: dict[str, Value] = {cell: entry.value for cell, entry in self._entries.items()}
        totals = Totals(self._form)
        totals.update(self._form.inputs, values.get)
        for cell, (text, entry) in self._printed.items():
            derived = totals[cell].value
            if means_none(text) and not derived:
                continue
            if not is_number(entry.value) or entry.value != derived:
                yield SetNote(cell, "stated", entry.value)

    def _doubt(self, cell: str, candidates: Sequence[_Candidate]) -> Iterator[Change]:
        values = tuple(dict.fromkeys(candidate.value for candidate in candidates))
        reasons = "；".join(dict.fromkeys(candidate.reason for candidate in candidates))
        origins = tuple(dict.fromkeys(candidate.origin for candidate in candidates))
        if len(origins) == 1:
            yield SetNote(cell, "origin", origins[0])
        yield SetNote(cell, "doubt", Doubt(reasons, values))
        self._cells[cell] = CellReading(DOUBTFUL, origins, reasons)
