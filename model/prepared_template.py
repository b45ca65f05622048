"""A template made ready for the exporters, and what of a report it has no place for."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from model.records import NamedTuple
from model.report import Report


class Lacking(NamedTuple):
    """A part of the form that the template has no place for. what: in Chinese.

    cells: figures; section: a section's text; field: a field of the report, by its id. always: told of every report,
    not only of one that has something to put there.
    """

    what: str
    cells: tuple[str, ...] = ()
    section: str = ""
    field: str = ""
    always: bool = True

    def loses(self, report: Report) -> bool:
        """Whether the document would lack something that the report says; a figure 0 in a row that is left out is none."""
        if any(report.value(cell) not in (None, 0) for cell in self.cells):
            return True
        if self.section:
            return bool(report.plain(self.section).strip())
        return bool(self.field) and bool(self._field_text(report))

    def concerns(self, report: Report) -> bool:
        """Whether the clerk has to hear of it."""
        return self.always or self.loses(report)

    def _field_text(self, report: Report) -> str:
        return "".join(report.title_lines()) if self.field == "title" else str(report.fields[self.field])


class Prepared(NamedTuple):
    """A template that can be filled. lacking: what it has no place for; notes: what to look at in the finished document.

    labelled: whether it was made from a template without placeholders, or with some, by its labels. bare: whether it
    had none, so that texts take the format of their places in all. rooms: how many ems of a figure fit into its cell, by
    cell id, where that is known.
    """

    data: bytes
    lacking: tuple[Lacking, ...] = ()
    notes: tuple[str, ...] = ()
    labelled: bool = False
    rooms: Mapping[str, float] = MappingProxyType({})
    bare: bool = False
