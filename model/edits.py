"""Edits: values that say what becomes what. A report changes by nothing else.

One `Edit` carries any number of changes of any kind; applying it gives its inverse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.findings import Finding
from model.notes import Doubt, Origin
from model.number_text import Value
from model.records import NamedTuple
from model.text import TextBlock

if TYPE_CHECKING:
    from model.state import Explanation, LastReport, Members, State, Version


class SetCell(NamedTuple):
    """An input cell gets this value; unit "" is the kind's default."""

    cell: str
    value: Value
    unit: str = ""


class SetNote(NamedTuple):
    """A cell's note: name is a field of CellNotes; None (or "" for a word or a sum) takes it away."""

    cell: str
    name: str
    value: Value | Origin | Doubt


class ReplaceText(NamedTuple):
    """The blocks start up to but not including stop of a section become these blocks."""

    section: str
    start: int
    stop: int
    blocks: tuple[TextBlock, ...]


class SetField(NamedTuple):
    """A field of the report (see `model.report.FIELDS`) gets this value."""

    name: str
    value: str | int


class SetExplanation(NamedTuple):
    """The finding with this key may stay for this reason; None takes the explanation away."""

    key: str
    explanation: Explanation | None


class SetLastYear(NamedTuple):
    """These are the reports of the year before, kept inside this one; () for none."""

    reports: tuple[LastReport, ...]


class SetVersions(NamedTuple):
    """These are the report's named versions, oldest first."""

    versions: tuple[Version, ...]


class SetMembers(NamedTuple):
    """These are the reports that this one adds up."""

    members: Members


class ReplaceReport(NamedTuple):
    """Everything becomes this state: a backup restored, another edition of the form."""

    state: State


Change = (
    SetCell | SetNote | ReplaceText | SetField | SetExplanation | SetLastYear | SetVersions | SetMembers | ReplaceReport
)


class Edit(NamedTuple):
    """Changes that are made together, with the name that the undo menu shows."""

    name: str
    changes: tuple[Change, ...]


class TextChange(NamedTuple):
    """In a section, `removed` blocks from `start` on became `added` blocks."""

    section: str
    start: int
    removed: int
    added: int


class Changed(NamedTuple):
    """What an edit really changed, for the listeners.

    cells: whose value, unit or notes changed. totals: computed cells whose total changed.
    parts: those of explanations, last_year, versions and members that changed.
    everything: the whole report was replaced; the other fields then name nothing.
    """

    cells: frozenset[str] = frozenset()
    totals: frozenset[str] = frozenset()
    texts: tuple[TextChange, ...] = ()
    fields: frozenset[str] = frozenset()
    findings_gone: tuple[Finding, ...] = ()
    findings_new: tuple[Finding, ...] = ()
    parts: frozenset[str] = frozenset()
    everything: bool = False
