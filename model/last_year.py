"""The year before as a report's own form sees it: figures, changes, and what is wrong with it.

Several predecessors count as one: their figures are added up. The reports themselves are only read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from model.audit_relations import relation_check
from model.checks import Number, printed
from model.findings import Finding
from model.form import Form
from model.number_text import Value, is_number
from model.records import NamedTuple
from model.state import Explanation, LastReport, State
from model.text import Text, plain_text
from model.totals import Total, Totals


class YearChange(NamedTuple):
    """This year less last year. percent: of last year's figure, exact; None where that is 0."""

    difference: Number
    percent: Decimal | None


class LastYear:
    """What the reports of the year before say of the cells of a form."""

    def __init__(self, form: Form, reports: Iterable[LastReport]) -> None:
        self._form = form
        self.reports = tuple(reports)
        self._states = tuple(StateFigures(last.state) for last in self.reports)
        self._known: dict[str, tuple[Value, str]] = {}

    @property
    def units(self) -> tuple[str, ...]:
        """The full names of the units whose reports these are."""
        return tuple(state.unit for state in self._states)

    @property
    def unit(self) -> str:
        """All their names in one text."""
        return "、".join(self.units)

    @property
    def year(self) -> int:
        """The report year; of reports of different years the latest."""
        return max(state.year for state in self._states)

    @property
    def edition(self) -> str:
        """The edition of their form; several joined by 、."""
        return "、".join(dict.fromkeys(state.form.edition for state in self._states))

    @property
    def same_edition(self) -> bool:
        """Whether all of them are on the form that looks at them."""
        return self.edition == self._form.edition

    def value(self, cell: str) -> Value:
        """Last year's figure for a cell of the form, as it was printed; of several reports the sum.

        None: blank, without a counterpart, or in different units. Text that was not understood is
        the value of one report alone; a sum that would need it is None. In sums a blank counts as 0.
        """
        return self._read(cell)[0]

    def unit_of(self, cell: str) -> str:
        """The unit in which last year's figure stands, "" for none."""
        return self._read(cell)[1]

    def figure(self, cell: str, unit: str) -> Number | None:
        """Last year's figure where it is one and stands in this unit, else None."""
        value, own = self._read(cell)
        return value if isinstance(value, (int, Decimal)) and own == unit else None

    def sum_of(self, cells: Sequence[str], unit: str) -> Number | None:
        """What these cells come to last year, where each has its figure or all together correspond to one there.

        None where one of them is blank or no figure of this unit, and where nothing corresponds to them.
        """
        if any(self.counterparts(cell) for cell in cells):
            found = [self.figure(cell, unit) for cell in cells]
        else:
            found = [self._together(state, frozenset(cells), unit) for state in self._states]
        figures = [figure for figure in found if figure is not None]
        return sum(figures) if len(figures) == len(found) else None

    def _together(self, state: StateFigures, cells: frozenset[str], unit: str) -> Number | None:
        """The figure of the one cell of a report that corresponds to all of these."""
        named = state.form.counterparts.get(self._form.edition, {})
        sources = [source for source, sums in named.items() if frozenset(sums) == cells]
        value = printed(state, sources[0]) if len(sources) == 1 else None
        return value if isinstance(value, (int, Decimal)) and state.unit_of(sources[0]) == unit else None

    def counterparts(self, cell: str) -> bool:
        """Whether every report has something that corresponds to the cell."""
        return all(self._sources(state, cell) for state in self._states)

    def cells(self) -> dict[str, Value]:
        """The figures by cells: of last year's own form when all reports share one, else of the form that looks."""
        own = self._states[0].form
        if any(state.form != own for state in self._states):
            return {cell: self.value(cell) for cell in self._form.cells}
        view = self if own == self._form else LastYear(own, self.reports)
        return {cell: view.value(cell) for cell in own.cells}

    @cached_property
    def faults(self) -> tuple[Finding, ...]:
        """The form's relations that do not hold in these reports, blanks counting as 0."""
        return tuple(
            finding
            for state in self._states
            for relation in state.form.relations
            for finding in relation_check(state.form, relation).run(state)
        )

    def _read(self, cell: str) -> tuple[Value, str]:
        if cell not in self._known:
            self._known[cell] = self._work_out(cell)
        return self._known[cell]

    def _work_out(self, cell: str) -> tuple[Value, str]:
        parts = [(state, source) for state in self._states for source in self._sources(state, cell)]
        if not self.counterparts(cell):
            return None, ""
        values = [printed(state, source) for state, source in parts]
        units = {
            state.unit_of(source) for (state, source), value in zip(parts, values, strict=True) if is_number(value)
        }
        unit = next(iter(units)) if len(units) == 1 else parts[0][0].unit_of(parts[0][1])
        if len(values) == 1:
            return values[0], unit
        figures = [value for value in values if isinstance(value, (int, Decimal))]
        if len(units) > 1 or not figures or any(isinstance(value, str) for value in values):
            return None, ""
        return sum(figures), unit

    def _sources(self, state: StateFigures, cell: str) -> tuple[str, ...]:
        """The cells of a report that correspond to a cell of the form."""
        if state.form.edition == self._form.edition:
            return (cell,) if cell in state.form.cells else ()
        found = self._form.counterparts.get(state.form.edition, {}).get(cell, ())
        return found if all(source in state.form.cells for source in found) else ()


class StateFigures:
    """A report that is only read, as checks see it."""

    last_year = None
    member_sums = None
    explanations: Mapping[str, Explanation] = {}

    def __init__(self, state: State) -> None:
        self._held = state
        self._totals = Totals(state.form)
        self._totals.update(state.form.inputs, state.values.get)

    @property
    def form(self) -> Form:
        """Its form."""
        return self._held.form

    @property
    def fields(self) -> Mapping[str, str | int]:
        """Its fields."""
        return self._held.fields

    @property
    def unit(self) -> str:
        """Its unit's full name."""
        return str(self._held.fields["unit"])

    @property
    def unit_kind(self) -> str:
        """Its kind of unit as chosen."""
        return str(self._held.fields["unit_kind"])

    @property
    def year(self) -> int:
        """Its report year."""
        return int(self._held.fields["year"])

    def text(self, section: str) -> Text:
        """A section's blocks."""
        return self._held.texts[section]

    def plain(self, section: str) -> str:
        """A section's plain text."""
        return plain_text(self.text(section))

    def value(self, cell: str) -> Value:
        """What the cell holds, for a computed one its total."""
        if self.form.cells[cell].computed:
            return self._totals[cell].value
        return self._held.values.get(cell)

    def total(self, cell: str) -> Total:
        """A computed cell's total."""
        return self._totals[cell]

    def stated(self, cell: str) -> Value:
        """The figure that a document printed in a computed cell."""
        notes = self._held.notes.get(cell)
        return notes.stated if notes is not None else None

    def unit_of(self, cell: str) -> str:
        """The unit in which the cell's figure stands."""
        return self._held.units.get(cell) or self.form.cells[cell].kind.unit


def year_change(this: Value, last: Value) -> YearChange | None:
    """How a figure changed against last year's; None where one of the two is no figure."""
    if not isinstance(this, (int, Decimal)) or not isinstance(last, (int, Decimal)):
        return None
    difference: Number = this - last
    return YearChange(difference, Decimal(difference) * 100 / Decimal(last) if last else None)
