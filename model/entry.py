"""What an entry does to a report: the changes made by typing, pasting or clearing a cell."""

from __future__ import annotations

from model.edits import Change, SetCell, SetNote
from model.notes import CellNotes, Origin
from model.number_text import Value, number_text, read_number
from model.report import Report
from model.sums import is_sum, read_sum


def enter(report: Report, cell: str, text: str) -> tuple[Change, ...]:
    """The changes for this text typed or pasted into an input cell; none when it says what is there already.

    Where the figure changes, what was noted of the old one (its origin, a doubt) goes with it. A sum is added up,
    and kept beside the figure.
    """
    kind = report.form.cells[cell].kind
    if not is_sum(text):
        entry = read_number(text, kind)
        changes, words = put(report, cell, entry.value, entry.unit), ""
    else:
        read = read_sum(text, kind)
        changes, words = put(report, cell, read.value), read.words
    if report.notes(cell).sum == words:
        return changes
    return (*(change for change in changes if not _of_sum(change)), SetNote(cell, "sum", words))


def _of_sum(change: Change) -> bool:
    return isinstance(change, SetNote) and change.name == "sum"


def accept(report: Report, cell: str, number: int) -> tuple[Change, ...]:
    """The changes that take one of the figures that a doubtful cell may hold, with where it was read.

    number: which of the doubt's candidates. One with a unit of its own is read as if it were typed.
    """
    notes = report.notes(cell)
    candidate = notes.doubt.candidates[number] if notes.doubt is not None else None
    origin = candidate_origins(notes)[number]
    changes = [change for change in enter(report, cell, number_text(candidate)) if not _of_origin(change)]
    if origin != notes.origin:
        changes.append(SetNote(cell, "origin", origin))
    return tuple(changes)


def candidate_origins(notes: CellNotes) -> tuple[Origin | None, ...]:
    """Where each candidate of a doubt was read, as far as it is known."""
    if notes.doubt is None:
        return ()
    if len(notes.doubt.origins) == len(notes.doubt.candidates):
        return notes.doubt.origins
    return (notes.origin,) * len(notes.doubt.candidates)


def _of_origin(change: Change) -> bool:
    return isinstance(change, SetNote) and change.name == "origin"


def put(report: Report, cell: str, value: Value, unit: str = "") -> tuple[Change, ...]:
    """The changes for this value in an input cell; none when it is there already."""
    notes = report.notes(cell)
    before = (report.value(cell), report.unit_of(cell))
    after = (value, unit or report.form.cells[cell].kind.unit)
    same = str(before[0]) == str(after[0]) and type(before[0]) is type(after[0]) and before[1] == after[1]
    changes: list[Change] = [] if same else [SetCell(cell, value, unit)]
    if notes.doubt is not None:
        changes.append(SetNote(cell, "doubt", None))
    if notes.origin is not None and not same:
        changes.append(SetNote(cell, "origin", None))
    if notes.sum and not same:
        changes.append(SetNote(cell, "sum", None))
    return tuple(changes)
