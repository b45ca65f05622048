"""All of a report as one value, and the values that it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from model.form import Form
from model.notes import CellNotes
from model.number_text import Value
from model.records import NamedTuple
from model.text import Text

FIELDS: Mapping[str, type] = MappingProxyType(
    {
        "unit": str,
        "unit_kind": str,
        "year": int,
        "title": str,
        "contact.address": str,
        "contact.postcode": str,
        "contact.phone": str,
        "contact.email": str,
        "deadline": str,
        "signature.unit": str,
        "signature.date": str,
        "document.mark": str,
        "document.number": str,
        "publication.address": str,
        "publication.date": str,
        "source.headings": str,
    }
)
"""The report's fields. document.mark, document.number: 发文机关标志 and 发文字号 of a red head. deadline: an earlier date set by a notice from above, signature.date: YYYY-MM-DD.

publication.address, publication.date: where and on which day the report was published.
source.headings: the headings of the document it was read from that are not the form's (model/outline.py).
unit_kind: an id of resources/unit_kinds.toml; title: the id of a wording of the form; "" is not given.
"""

OF_PUBLICATION = ("publication.address", "publication.date")
"""Fields that are known only after a report is final: no version holds them, and they may be set in a final report."""


class Explanation(NamedTuple):
    """Why a finding may stay: the clerk's reason, and the figures (cell, value) that it explains.

    It holds while the finding is judged on these very figures.
    """

    reason: str
    figures: tuple[tuple[str, Value], ...] = ()


class LastReport(NamedTuple):
    """A report of the year before, kept whole inside this one, only to read. sha256: of the file it was read from."""

    state: State
    file: str
    sha256: str


_NONE: Mapping[str, Any] = {}
"""A read-only mapping of Python's own can't be pickled."""


class Member(NamedTuple):
    """A report that a government's report adds up, as far as it is needed for that. sha256: of the file it was read from.

    listed: the name under which the roster has the unit, "" for none. values: the figures by cells of its own form as
    they were printed, blanks left out; units: those that are not the default. errors: how many errors of its own it
    has, first_error: what the first one says.
    """

    unit: str
    year: int
    edition: str
    file: str = ""
    sha256: str = ""
    listed: str = ""
    values: Mapping[str, Value] = _NONE
    units: Mapping[str, str] = _NONE
    errors: int = 0
    first_error: str = ""


class Members(NamedTuple):
    """The reports that a government's report adds up. expected: the units that have to be there, by their names now.

    roster: the name of the file that says so, "" for none.
    """

    reports: tuple[Member, ...] = ()
    expected: tuple[str, ...] = ()
    roster: str = ""


NO_MEMBERS = Members()


class Version(NamedTuple):
    """The report as it was when it was given this name. time: YYYY-MM-DDTHH:MM:SS; note: in the clerk's words."""

    name: str
    time: str
    note: str
    state: State


class State(NamedTuple):
    """All of a report as a value: what is saved, pickled and compared.

    values: input cells that are not blank. units: those whose unit is not the default.
    extra: keys of the file that this version does not know, kept as they are.
    explanations: by the key of the finding. last_year: several when the unit has several predecessors.
    The states inside `last_year` and `versions` have neither of the two themselves, and no members.
    """

    form: Form
    fields: dict[str, str | int]
    texts: dict[str, Text]
    values: dict[str, Value]
    units: dict[str, str]
    notes: dict[str, CellNotes]
    extra: dict[str, Any]
    explanations: dict[str, Explanation]
    last_year: tuple[LastReport, ...] = ()
    versions: tuple[Version, ...] = ()
    members: Members = NO_MEMBERS

    @classmethod
    def blank(cls, form: Form, unit: str = "", year: int = 0, unit_kind: str = "") -> State:
        """A new report in which nothing is filled in."""
        fields: dict[str, str | int] = {name: kind() for name, kind in FIELDS.items()}
        fields.update(unit=unit, year=year, unit_kind=unit_kind, title=form.titles[0].id)
        return cls(form, fields, {section.id: () for section in form.sections}, {}, {}, {}, {}, {})

    def copy(self) -> State:
        """A copy that shares no dictionary with this one; what is only read is shared."""
        return self._replace(
            fields=dict(self.fields),
            texts=dict(self.texts),
            values=dict(self.values),
            units=dict(self.units),
            notes=dict(self.notes),
            extra=dict(self.extra),
            explanations=dict(self.explanations),
        )

    def alone(self) -> State:
        """A copy without the reports that are kept inside it."""
        return self.copy()._replace(last_year=(), versions=(), members=NO_MEMBERS)

    def content(self) -> State:
        """What a version holds: a copy alone, and without what is said of the publication."""
        found = self.alone()
        found.fields.update(dict.fromkeys(OF_PUBLICATION, ""))
        return found
