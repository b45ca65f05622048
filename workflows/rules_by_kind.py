"""规章 by 单位类别: the figures that only some kinds of units have; all others report 0 there."""

from __future__ import annotations

from model.edits import Change, SetNote
from model.entry import put
from model.notes import Origin
from model.records import NamedTuple
from model.report import Report
from workflows.forms import drafting
from workflows.unit_kinds import guess_unit_kind, unit_kinds

BY_KIND = "按单位类别填入"


class AlwaysNone(NamedTuple):
    """The input cells that a unit of this kind reports 0 in. kind: its name."""

    kind: str
    cells: tuple[str, ...]


def always_none(report: Report) -> AlwaysNone | None:
    """What this report's unit always reports 0 in; None for a kind that may have figures there, or is not known."""
    kind_id = report.fields["unit_kind"] or guess_unit_kind(report.unit)
    kind = next((kind for kind in unit_kinds() if kind.id == kind_id), None)
    if kind is None or kind.makes_rules or not kind.patterns:
        return None
    return AlwaysNone(kind.name, drafting(report.form.edition).rules)


def rules_changes(report: Report) -> tuple[Change, ...]:
    """The changes that enter 0 in the blank ones of these cells, with a note of why."""
    found = always_none(report)
    if found is None:
        return ()
    changes: list[Change] = []
    for cell in found.cells:
        if report.value(cell) is None:
            changes.extend((*put(report, cell, 0), SetNote(cell, "origin", Origin(BY_KIND, text=found.kind))))
    return tuple(changes)
