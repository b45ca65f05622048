"""Fixes that are safe to offer at a finding, as changes of one undoable step. Nothing is ever done by itself.

Safe is what the report itself decides: the total that follows from its parts, last year's carry-over, 0 where such a
unit has nothing. A figure that would only make others agree is never offered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from model.edits import Change
from model.findings import Finding
from model.records import NamedTuple
from model.report import Report


class Fix(NamedTuple):
    """A fix to choose: its name, as menus show it, and the changes of the step."""

    name: str
    changes: tuple[Change, ...]


FIXES: Mapping[str, str] = {
    "total": "model.figure_fixes:computed_total",
    "balance": "model.figure_fixes:computed_totals",
    "carried_over": "model.figure_fixes:last_years_figure",
    "unit_kind": "model.figure_fixes:nothing_there",
    "text_figures": "model.stated_figure_fixes:cells_figure",
    "text_year": "model.text_fixes:right_year",
    "unit_name": "model.text_fixes:right_name",
    "outline": "model.text_fixes:right_heading",
    "punctuation_order": "model.order_fixes:marks_and_numbers",
    "required_phrases": "model.order_fixes:opening",
}
"""Kinds of rules → module and function that gives what may be done about a finding of theirs.

Each is called with the report, the rule and the finding, and gives `Fix`es, the best first.
"""


def fixes_for(report: Report, finding: Finding) -> tuple[Fix, ...]:
    """What may safely be done about the finding; what would change nothing is left out."""
    return tuple(fix for fix in _fixes(report, finding) if fix.changes)


def _fixes(report: Report, finding: Finding) -> Iterator[Fix]:
    for rule in report.form.rules:
        if rule.id == finding.rule and rule.kind in FIXES:
            # Imported when a finding is looked at: opening a report needs none of it.
            module, _, name = FIXES[rule.kind].partition(":")
            yield from getattr(import_module(module), name)(report, rule, finding)
