"""Undo and redo: one history of named steps for the whole report."""

from __future__ import annotations

from collections.abc import Callable

from model.edits import Edit, ReplaceText
from model.records import NamedTuple
from model.report import Report

MERGE_SECONDS = 1.0
MOST_STEPS = 1000
"""So many steps can be taken back; the oldest are forgotten, so that a long day takes no more memory than an hour."""


class Place(NamedTuple):
    """Where a step was made, so that undo and redo can go there. cell or paragraph and offset in it."""

    section: str
    cell: str = ""
    paragraph: int = 0
    offset: int = 0


class Step(NamedTuple):
    """One step: the edit that makes it, the one that takes it back, and where it was made."""

    name: str
    redo: Edit
    undo: Edit
    place: Place | None
    merge: str
    time: float


class History:
    """The steps made on one report; the only way in which the program changes it."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._forgotten: Step | None = None
        """The last of the steps that were forgotten: where the way back ends."""
        self._saved: Step | None = None
        self._saved_lost = False
        self._listeners: list[Callable[[], None]] = []

    def do(self, edit: Edit, place: Place | None = None, *, merge: str = "", time: float = 0.0) -> None:
        """Apply the edit as a new step; an edit without changes is no step.

        merge: a step with the same word at most a second before takes this one in, as typing does.
        """
        if not edit.changes:
            return
        step = Step(edit.name, edit, self._report.apply(edit), place, merge, time)
        last = self._done[-1] if self._done else None
        self._saved_lost = self._saved_lost or any(undone is self._saved for undone in self._undone)
        self._undone.clear()
        if last is not None and self._merges(last, step):
            self._done[-1] = _merged(last, step)
        else:
            self._done.append(step)
            if len(self._done) > MOST_STEPS:
                self._forget()
        self._tell()

    def undo(self) -> Step | None:
        """Take the last step back and return it, None when there is none."""
        if not self._done:
            return None
        step = self._done.pop()
        self._report.apply(step.undo)
        self._undone.append(step)
        self._tell()
        return step

    def redo(self) -> Step | None:
        """Make the step taken back last again and return it, None when there is none."""
        if not self._undone:
            return None
        step = self._undone.pop()
        self._report.apply(step.redo)
        self._done.append(step)
        self._tell()
        return step

    @property
    def undo_step(self) -> Step | None:
        """The step that undo takes back, None when there is none."""
        return self._done[-1] if self._done else None

    @property
    def redo_step(self) -> Step | None:
        """The step that redo makes again, None when there is none."""
        return self._undone[-1] if self._undone else None

    @property
    def undo_name(self) -> str:
        """The name of the step that undo takes back, "" when there is none."""
        return self._done[-1].name if self._done else ""

    @property
    def redo_name(self) -> str:
        """The name of the step that redo makes again, "" when there is none."""
        return self._undone[-1].name if self._undone else ""

    def names(self) -> tuple[str, ...]:
        """The names of the steps that can be taken back, oldest first."""
        return tuple(step.name for step in self._done)

    @property
    def whole(self) -> bool:
        """Whether all steps are still there, back to the start."""
        return self._forgotten is None

    def steps(self) -> tuple[Step, ...]:
        """The steps, oldest first: those that are made, then those that were taken back."""
        return (*self._done, *reversed(self._undone))

    @property
    def done(self) -> int:
        """How many of the steps are made."""
        return len(self._done)

    @property
    def saved_at(self) -> int | None:
        """After how many of the steps that are remembered the report was as in the file, None when no way leads there."""
        if self._saved_lost:
            return None
        if self._saved is self._forgotten:
            return 0
        return next((number for number, step in enumerate(self.steps(), 1) if step is self._saved), None)

    @property
    def saved(self) -> bool:
        """Whether the report is as it was when `mark_saved` was called last, or at the start."""
        return not self._saved_lost and self._last is self._saved

    def mark_saved(self) -> None:
        """The report as it is now is what is in the file."""
        self._saved = self._last
        self._saved_lost = False
        self._tell()

    def mark_unsaved(self) -> None:
        """The report as it is now is in no file: it was imported, or the file is gone."""
        self._saved_lost = True
        self._tell()

    def listen(self, listener: Callable[[], None]) -> None:
        """Call the listener whenever a step was made, taken back or saved."""
        self._listeners.append(listener)

    @property
    def _last(self) -> Step | None:
        """The step after which the report is as it is now, None at the start."""
        return self._done[-1] if self._done else self._forgotten

    def _forget(self) -> None:
        """Forget the oldest step: no way leads to before it any more."""
        self._saved_lost = self._saved_lost or self._saved is self._forgotten
        self._forgotten = self._done.pop(0)

    def _merges(self, last: Step, step: Step) -> bool:
        near = step.time - last.time <= MERGE_SECONDS
        return bool(step.merge) and step.merge == last.merge and near and last is not self._saved

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()


def _merged(last: Step, step: Step) -> Step:
    redo = (*last.redo.changes, *step.redo.changes)
    undo = (*step.undo.changes, *last.undo.changes)
    first, second = last.redo.changes, step.redo.changes
    if len(first) == 1 and len(second) == 1 and _same_paragraph(first[0], second[0]):
        redo, undo = second, last.undo.changes
    place = last.place if step.place is None else step.place
    return Step(step.name, Edit(step.name, redo), Edit(step.name, undo), place, step.merge, step.time)


def _same_paragraph(first: object, second: object) -> bool:
    """Whether the second change overwrites just what the first wrote: typing on in one paragraph."""
    return (
        isinstance(first, ReplaceText)
        and isinstance(second, ReplaceText)
        and (first.section, first.start, first.stop) == (second.section, second.start, second.stop)
        and second.stop - second.start == len(first.blocks) == len(second.blocks)
    )
