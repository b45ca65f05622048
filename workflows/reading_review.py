"""The review of what was read from a document: the clerk's answers, and what they make of the report.

Nothing doubtful enters a report without an answer. The report that is reviewed stays as it is: `changes` are to be made
of it as one step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from importers.result import CellReading, ImportResult
from model.edits import Change, Edit, SetCell, SetNote
from model.entry import candidate_origins, enter
from model.notes import CellNotes, Origin
from model.records import NamedTuple
from model.report import Report
from workflows.reading_doubts import doubtful_cells
from workflows.reading_questions import Question, doubt_questions
from workflows.reading_remains import (
    blank_questions,
    stated_questions,
    text_questions,
    total_questions,
    unplaced_questions,
    variant_questions,
)

STEP = "核对读入的数"
"""The name of the step that a review makes."""


class _Said(NamedTuple):
    """What the clerk has said: answers by the questions' keys, and what was typed into cells."""

    answers: Mapping[tuple[object, ...], int]
    typed: Mapping[str, str]


class Review:
    """The questions about a report, and the answers to them so far.

    result: the reading, as long as it is known; a report that was saved with its doubts has its notes alone.
    """

    def __init__(self, report: Report, result: ImportResult | None = None) -> None:
        self.original = Report(report.state().alone())
        self._readings: Mapping[str, CellReading] | None = None if result is None else result.cells
        self._unplaced = () if result is None else result.unplaced
        self._before: list[_Said] = []
        self._said = _Said({}, {})
        self._first = (*doubt_questions(self.original), *text_questions(self.original))
        self._work_out()

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is doubtful first; what is blank or does not add up as the answers leave it."""
        return self._questions

    @property
    def reviewed(self) -> Report:
        """The report as the answers make it."""
        return self._reviewed

    @property
    def typed(self) -> Mapping[str, str]:
        """What was typed into cells."""
        return self._said.typed

    @property
    def begun(self) -> bool:
        """Whether anything was said."""
        return bool(self._said.answers or self._said.typed)

    def answer(self, question: Question) -> int | None:
        """The number of the option that was chosen, None for none."""
        return self._said.answers.get(question.key)

    def settled(self, question: Question) -> bool:
        """Whether it is answered: by one of its options, or in each of its cells by what was typed."""
        cells = question.cells
        return self.answer(question) is not None or (bool(cells) and self._said.typed.keys() >= set(cells))

    def origin(self, cell: str) -> Origin | None:
        """Where the cell's figure was read, or what stands in its place; None when that is not known."""
        notes = self._reviewed.notes(cell)
        if notes.origin is not None:
            return notes.origin
        before = candidate_origins(self.original.notes(cell))
        readings = self._readings[cell].origins if self._readings is not None else ()
        return next((origin for origin in (*before, *readings) if origin is not None), None)

    def open_questions(self) -> tuple[Question, ...]:
        """Those that wait for an answer."""
        return tuple(question for question in self._questions if question.needed and not self.settled(question))

    def choose(self, question: Question, option: int) -> None:
        """Answer a question. What was typed into some of its cells stays, into all of them gives way."""
        typed, cells = self._said.typed, set(question.cells)
        if typed.keys() >= cells:
            typed = {cell: text for cell, text in typed.items() if cell not in cells}
        self._say(_Said({**self._said.answers, question.key: option}, typed))

    def type_into(self, texts: Mapping[str, str]) -> None:
        """What the clerk typed into cells counts more than any answer."""
        self._say(self._said._replace(typed={**self._said.typed, **texts}))

    def undo(self) -> bool:
        """Take back what was said last; False when nothing was."""
        if not self._before:
            return False
        self._said = self._before.pop()
        self._work_out()
        return True

    def changes(self) -> tuple[Change, ...]:
        """What the answers change in the report that is reviewed."""
        return tuple(cell_changes(self.original, self._reviewed))

    def _say(self, said: _Said) -> None:
        self._before.append(self._said)
        self._said = said
        self._work_out()

    def _work_out(self) -> None:
        report, answers = Report(self.original.state()), self._said.answers
        chosen = [question.options[answers[question.key]] for question in self._first if question.key in answers]
        report.apply(Edit(STEP, tuple(change for option in chosen for change in option.changes)))
        released = {cell for option in chosen for cell in option.released}
        blanks = tuple(blank_questions(self.original, self._readings, released))
        zeros = [question.options[answers[question.key]] for question in blanks if question.key in answers]
        report.apply(Edit(STEP, tuple(change for option in zeros for change in option.changes)))
        for cell, text in self._said.typed.items():
            report.apply(Edit(STEP, enter(report, cell, text)))
        stated = tuple(stated_questions(report))
        for question in stated:
            if question.key in answers:
                report.apply(Edit(STEP, question.options[answers[question.key]].changes))
        self._reviewed = report
        self._questions = (*self._first, *blanks, *stated, *unplaced_questions(self._unplaced), *self._hints())

    def _hints(self) -> Iterator[Question]:
        if self._readings is not None:
            yield from total_questions(self.original, self._readings)
            yield from variant_questions(self.original, self._readings)


def needs_review(report: Report) -> bool:
    """Whether the report was saved with doubts that nobody has settled yet."""
    return bool(doubtful_cells(report))


def cell_changes(before: Report, after: Report) -> Iterator[Change]:
    """What makes the cells of one report those of another of the same form: figures, units and notes."""
    for cell in before.form.cells:
        if cell in before.form.inputs and not _same(before, after, cell):
            unit = after.unit_of(cell)
            yield SetCell(cell, after.value(cell), "" if unit == before.form.cells[cell].kind.unit else unit)
        was, now = before.notes(cell), after.notes(cell)
        for name in CellNotes._fields:
            if getattr(was, name) != getattr(now, name):
                yield SetNote(cell, name, getattr(now, name) or None if name in ("word", "sum") else getattr(now, name))


def _same(before: Report, after: Report, cell: str) -> bool:
    """Whether the cell holds the same, digit for digit: 3.10 is not 3.1."""
    was, now = before.value(cell), after.value(cell)
    return type(was) is type(now) and str(was) == str(now) and before.unit_of(cell) == after.unit_of(cell)
