"""What clearing a cell or settling its notes would change: worked out before anything is changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from model.edits import Change, SetNote
from model.entry import put
from model.number_text import number_text
from model.report import Report


def clear_changes(report: Report, cells: Iterable[str]) -> tuple[Change, ...]:
    """The changes that empty the input cells among these."""
    changes: list[Change] = []
    for cell in cells:
        if not report.form.cells[cell].computed:
            changes.extend(put(report, cell, None))
    return tuple(changes)


def drop_stated(report: Report, cell: str) -> tuple[Change, ...]:
    """The changes that give up the total as a document printed it, and where it stood: the computed one stands."""
    notes = report.notes(cell)
    if notes.stated is None:
        return ()
    origin = (SetNote(cell, "origin", None),) if notes.origin is not None else ()
    return (SetNote(cell, "stated", None), *origin)


class NoteChoice(NamedTuple):
    """What can be done about a cell's notes: an entry of the context menu, and the step that it makes.

    parted: a line stands above it.
    """

    text: str
    name: str
    changes: tuple[Change, ...]
    parted: bool = False


def note_choices(report: Report, cell: str) -> list[NoteChoice]:
    """A stated total can be given up; a doubt is settled by one of its candidates or by leaving things as they are."""
    notes, choices = report.notes(cell), []
    if kept := drop_stated(report, cell):
        choices.append(NoteChoice("删除文件所列数（采用计算结果）", "删除文件所列数", kept, parted=True))
    if notes.doubt is not None:
        candidates = () if report.form.cells[cell].computed else notes.doubt.candidates
        for number, value in enumerate(candidates):
            changes = put(report, cell, value)
            choices.append(NoteChoice(f"填 {number_text(value)}", "填写", changes, parted=number == 0))
        changes = (SetNote(cell, "doubt", None),)
        choices.append(NoteChoice("就用现在的，不再提示", "核对", changes, parted=not candidates))
    return choices
