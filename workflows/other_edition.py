"""Carrying a report over to the form in force for its year, when it was made on another edition's (rule F1)."""

from __future__ import annotations

from collections.abc import Iterator

from model.edits import Edit, ReplaceReport
from model.findings import Finding
from model.fixes import Fix
from model.other_form import carry_over_lines, on_form
from model.records import NamedTuple
from model.report import Report
from workflows.forms import edition_for, form


class CarriedOver(NamedTuple):
    """The step that carries a report over to this edition, and what is to be told before it is done."""

    edition: str
    edit: Edit
    lines: tuple[str, ...]


def carried_over(report: Report) -> CarriedOver | None:
    """How the report goes over to the form in force for its year; None when it is on it, or its year is not known."""
    edition = edition_for(report.year) if report.year else report.form.edition
    if edition == report.form.edition:
        return None
    new, state = form(edition), report.state()
    edit = Edit(step_name(edition), (ReplaceReport(on_form(state, new)),))
    return CarriedOver(edition, edit, tuple(carry_over_lines(state, new)))


def step_name(edition: str) -> str:
    """What the step is called."""
    return f"改用{edition}年版表样"


def edition_fixes(report: Report, finding: Finding) -> Iterator[Fix]:
    """What may be done about a finding that the form is not the one in force; what it leaves behind is told first."""
    kinds = {rule.kind for rule in report.form.rules if rule.id == finding.rule}
    found = carried_over(report) if "edition" in kinds else None
    if found is not None:
        yield Fix(found.edit.name, found.edit.changes)
