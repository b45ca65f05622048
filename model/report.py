"""A report: the figures and the text of one unit for one year. It changes by `apply` alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from model.edit_checks import check_change
from model.edits import (
    Change,
    Changed,
    Edit,
    ReplaceReport,
    ReplaceText,
    SetCell,
    SetExplanation,
    SetField,
    SetLastYear,
    SetMembers,
    SetNote,
    SetVersions,
    TextChange,
)
from model.findings import Finding
from model.form import Form
from model.live_figures import LiveFigures
from model.notes import NO_NOTES, CellNotes
from model.number_text import Value
from model.state import NO_MEMBERS, Explanation, LastReport, Members, State, Version
from model.text import Text, TextBlock, plain_text
from model.totals import Total, Totals
from model.unit_kinds import guess_kind

if TYPE_CHECKING:
    from model.audit import Audit
    from model.last_year import LastYear
    from model.members import MemberSums
    from model.office_rules import OfficeRule

Listener = Callable[[Changed], None]
Made = TypeVar("Made")


class Report:
    """A report with its totals and findings, always current."""

    def __init__(self, state: State) -> None:
        self._listeners: list[Listener] = []
        self._last_year: LastYear | None = None
        self._member_sums: MemberSums | None = None
        self._audit: Audit | None = None
        self._own_rules: tuple[OfficeRule, ...] = ()
        self._kept: dict[str, Any] = {}
        self._take(state)

    @classmethod
    def blank(cls, form: Form, unit: str = "", year: int = 0, unit_kind: str = "") -> Report:
        """A new report in which nothing is filled in."""
        return cls(State.blank(form, unit, year, unit_kind))

    def __reduce__(self) -> tuple[Any, ...]:
        return Report, (self.state(),)

    def state(self) -> State:
        """The report as a value; changing it does not change the report."""
        return self._state.copy()

    @property
    def form(self) -> Form:
        """The form on which the report is made."""
        return self._state.form

    @property
    def unit(self) -> str:
        """The unit's full name."""
        return str(self._state.fields["unit"])

    @property
    def year(self) -> int:
        """The report year, 0 when it is not known."""
        return int(self._state.fields["year"])

    @property
    def unit_kind(self) -> str:
        """The kind of unit as chosen, else as the unit's name suggests; "" when it suggests none."""
        return str(self._state.fields["unit_kind"]) or guess_kind(self.form.unit_kinds, self.unit)

    @property
    def fields(self) -> Mapping[str, str | int]:
        """All fields, to read."""
        return MappingProxyType(self._state.fields)

    @property
    def extra(self) -> Mapping[str, Any]:
        """Keys of the file that this version does not know."""
        return MappingProxyType(self._state.extra)

    def title_lines(self) -> tuple[str, ...]:
        """The title, a line an item."""
        return self.form.title_lines(str(self.fields["title"]), self.unit, self.year)

    def text(self, section: str) -> Text:
        """A section's blocks; for a section with a grid those that stand before it."""
        return self._state.texts[section]

    def plain(self, section: str) -> str:
        """A section's plain text, paragraphs joined by line feeds."""
        return plain_text(self.text(section))

    def value(self, cell: str) -> Value:
        """What the cell holds: for an input what was entered, for a computed cell its total."""
        state = self._state
        if cell in state.values:
            return state.values[cell]
        return self._totals[cell].value if state.form.cells[cell].parts else None

    def total(self, cell: str) -> Total:
        """A computed cell's total and whether all its parts are there."""
        return self._totals[cell]

    def stated(self, cell: str) -> Value:
        """The figure that a document printed in a computed cell, None when nothing is stated."""
        return self.notes(cell).stated

    def unit_of(self, cell: str) -> str:
        """The unit in which the cell's figure stands."""
        return self._state.units.get(cell) or self.form.cells[cell].kind.unit

    def notes(self, cell: str) -> CellNotes:
        """What stands beside the cell's value."""
        return self._state.notes.get(cell, NO_NOTES)

    def noted(self) -> Iterable[str]:
        """The cells that have notes."""
        return tuple(self._state.notes)

    @property
    def explanations(self) -> Mapping[str, Explanation]:
        """The written explanations by the keys of the findings that they explain, to read."""
        return MappingProxyType(self._state.explanations)

    @property
    def last_reports(self) -> tuple[LastReport, ...]:
        """The reports of the year before that are kept inside this one; several for several predecessors."""
        return self._state.last_year

    @property
    def last_year(self) -> LastYear | None:
        """The year before as this report's form sees it, None without a report of it; worked out once."""
        if self._last_year is None and self._state.last_year:
            # Imported only here: most reports begin without.
            from model.last_year import LastYear

            self._last_year = LastYear(self.form, self._state.last_year)
        return self._last_year

    @property
    def members(self) -> Members:
        """The reports that this one adds up."""
        return self._state.members

    @property
    def member_sums(self) -> MemberSums | None:
        """The sums of their figures, None without any; worked out once."""
        if self._member_sums is None and self._state.members != NO_MEMBERS:
            # Imported only here: few reports add others up.
            from model.members import MemberSums

            self._member_sums = MemberSums(self.form, self._state.members)
        return self._member_sums

    @property
    def versions(self) -> tuple[Version, ...]:
        """The named versions, oldest first."""
        return self._state.versions

    def blanks(self, grid: str = "") -> tuple[str, ...]:
        """The input cells, of one grid or of all, that nobody has filled in."""
        cells, values = self.form.cells, self._state.values
        return tuple(cell for cell in self.form.inputs if cell not in values and grid in ("", cells[cell].grid))

    def findings(self) -> tuple[Finding, ...]:
        """All findings, pending ones included."""
        return self._audited().findings()

    def all_findings(self) -> tuple[Finding, ...]:
        """All findings, and what is said once when everything is checked: that there is no report of last year."""
        from model.audit import missing_last_year

        self._audited().complete(self)
        missing = missing_last_year(self.form) if self.last_year is None else ()
        return (*self.findings(), *missing)

    @property
    def own_rules(self) -> tuple[OfficeRule, ...]:
        """The rules of the office's own by which it is checked as well."""
        return self._own_rules

    def check_with(self, rules: tuple[OfficeRule, ...]) -> None:
        """Check it by these rules of the office's own as well; they are no part of the report. Listeners are told."""
        if rules == self._own_rules:
            return
        self._own_rules = rules
        before = self._audit.findings() if self._audit is not None else ()
        self._audit = None
        self._kept = {}
        after = self._audited().findings() if self._listeners else ()
        gone = tuple(finding for finding in before if finding not in after)
        new = tuple(finding for finding in after if finding not in before)
        for listener in tuple(self._listeners):
            listener(Changed(findings_gone=gone, findings_new=new))

    def once(self, name: str, work: Callable[[Report], Made]) -> Made:
        """What `work` makes of the report, worked out once under this name until the report changes."""
        # What a thread works out while the report changes goes where nobody looks any more.
        kept = self._kept
        if name not in kept:
            kept[name] = work(self)
        made: Made = kept[name]
        return made

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call the listener after every edit; the result ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def apply(self, edit: Edit) -> Edit:
        """Make all of the edit's changes and return the edit that takes them back.

        Raises EditError, with nothing changed, when a change names what the report does not have.
        """
        for change in edit.changes:
            check_change(self._state, change)
        # What was found before the edit is needed to tell what it made come and go.
        self._audited()
        recorder = _Recorder()
        inverse = [self._make(change, recorder) for change in edit.changes]
        inverse.reverse()
        changed = Changed(everything=True) if recorder.everything else self._settle(recorder)
        self._kept = {}
        for listener in tuple(self._listeners):
            listener(changed)
        return Edit(edit.name, tuple(inverse))

    def _take(self, state: State) -> None:
        self._state = state.copy()
        self._last_year = None
        self._member_sums = None
        self._kept = {}
        self._totals = Totals(state.form)
        self._totals.update(state.form.inputs, self._state.values.get)
        self._figures = LiveFigures()
        self._figures.refresh_all(self, self._state.texts)
        self._audit = None

    def _audited(self) -> Audit:
        """The audit, made when it is first asked: a report that is only shown does without."""
        if self._audit is None:
            from model.audit import Audit

            self._audit = Audit(self.form, self._own_rules)
            self._audit.run_all(self)
        return self._audit

    def _settle(self, recorder: _Recorder) -> Changed:
        totals = self._totals.update(recorder.cells, self._state.values.get)
        written = {text.section for text in recorder.texts}
        sources = {*recorder.cells, *totals, *recorder.parts}
        figures = self._figures.refresh(self, self._state.texts, sources, written)
        recorder.texts.extend(figures.changes)
        sources |= {*recorder.fields, *written, *figures.sections}
        gone, new = self._audited().update(self, sources)
        return Changed(
            frozenset(recorder.cells),
            frozenset(totals),
            tuple(recorder.texts),
            frozenset(recorder.fields),
            gone,
            new,
            frozenset(recorder.parts),
        )

    def _make(self, change: Change, recorder: _Recorder) -> Change:
        match change:
            case SetCell(cell, value, unit):
                return self._set_cell(cell, value, unit, recorder)
            case SetNote(cell, name, note):
                return self._set_note(cell, name, note, recorder)
            case ReplaceText(section, start, stop, blocks):
                return self._replace_text(section, start, stop, blocks, recorder)
            case SetField(name, field):
                old = self._state.fields[name]
                self._state.fields[name] = field
                if old != field:
                    recorder.fields.add(name)
                return SetField(name, old)
            case SetExplanation(key, explanation):
                explained = self._state.explanations.get(key)
                _put(self._state.explanations, key, explanation)
                recorder.note_part("explanations", explained != explanation)
                return SetExplanation(key, explained)
            case SetLastYear(reports):
                last = self._state.last_year
                self._state = self._state._replace(last_year=reports)
                self._last_year = None
                recorder.note_part("last_year", last != reports)
                return SetLastYear(last)
            case SetVersions(versions):
                kept = self._state.versions
                self._state = self._state._replace(versions=versions)
                recorder.note_part("versions", kept != versions)
                return SetVersions(kept)
            case SetMembers(members):
                added_up = self._state.members
                self._state = self._state._replace(members=members)
                self._member_sums = None
                recorder.note_part("members", added_up != members)
                return SetMembers(added_up)
            case ReplaceReport(state):
                before = self.state()
                self._take(state)
                recorder.everything = True
                return ReplaceReport(before)

    def _set_cell(self, cell: str, value: Value, unit: str, recorder: _Recorder) -> Change:
        kind = self.form.cells[cell].kind
        if unit and kind.units and unit == kind.units[0]:
            unit = ""
        values, units = self._state.values, self._state.units
        old, old_unit = values.get(cell), units.get(cell, "")
        _put(values, cell, value)
        _put(units, cell, unit or None)
        if str(old) != str(value) or type(old) is not type(value) or old_unit != unit:
            recorder.cells.add(cell)
        return SetCell(cell, old, old_unit)

    def _set_note(self, cell: str, name: str, note: Any, recorder: _Recorder) -> Change:
        old = self.notes(cell)
        new = CellNotes(**{**old._asdict(), name: "" if name in ("word", "sum") and note is None else note})
        _put(self._state.notes, cell, None if new.empty else new)
        if old != new:
            recorder.cells.add(cell)
        return SetNote(cell, name, getattr(old, name))

    def _replace_text(
        self, section: str, start: int, stop: int, blocks: tuple[TextBlock, ...], recorder: _Recorder
    ) -> Change:
        text = self._state.texts[section]
        start, stop = min(start, len(text)), min(stop, len(text))
        old = text[start:stop]
        self._state.texts[section] = (*text[:start], *blocks, *text[stop:])
        if old != blocks:
            recorder.texts.append(TextChange(section, start, len(old), len(blocks)))
        return ReplaceText(section, start, start + len(blocks), old)


class _Recorder:
    """What the changes of one edit really changed."""

    def __init__(self) -> None:
        self.cells: set[str] = set()
        self.fields: set[str] = set()
        self.texts: list[TextChange] = []
        self.parts: set[str] = set()
        self.everything = False

    def note_part(self, name: str, changed: bool) -> None:
        """One of the parts that are neither cells nor texts nor fields was set."""
        if changed:
            self.parts.add(name)


def _put(store: dict[str, Any], key: str, value: Any) -> None:
    """Set the key, or take it away for None: what is blank is not stored."""
    if value is None:
        store.pop(key, None)
    else:
        store[key] = value
