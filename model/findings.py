"""Findings: what the audit says, with its places and the figures it was judged on."""

from __future__ import annotations

from typing import NamedTuple

from model.number_text import Value

SEVERITY_NAMES = {"error": "错误", "warning": "警告", "hint": "提示"}
SEVERITIES = tuple(SEVERITY_NAMES)


class TextPlace(NamedTuple):
    """A stretch of a section's plain text; start and end are code points."""

    section: str
    start: int
    end: int


class Finding(NamedTuple):
    """One thing that is wrong or looks wrong.

    rule, instance: make the stable key. part: the section it belongs to. left, right: the two
    sides, difference: left minus right; None where the rule compares nothing. statement and gap:
    the two halves of the message. left_cells, right_cells: the sides of a relation, `cells` all
    places. figures: (cell, value) it was judged on. pending: while blanks remain it only shows
    that the report is being filled in (rules.md, "Arithmetic"), and is no row of the findings.
    """

    rule: str
    instance: str
    severity: str
    part: str
    statement: str
    cells: tuple[str, ...] = ()
    text: TextPlace | None = None
    gap: str = ""
    left: Value = None
    right: Value = None
    difference: Value = None
    left_cells: tuple[str, ...] = ()
    right_cells: tuple[str, ...] = ()
    figures: tuple[tuple[str, Value], ...] = ()
    pending: bool = False
    explained: bool = False

    @property
    def key(self) -> str:
        """Stays the same while the same thing is wrong, whatever the figures."""
        return f"{self.rule}:{self.instance}" if self.instance else self.rule

    @property
    def message(self) -> str:
        """The whole sentence."""
        return f"{self.statement}，{self.gap.replace(' ', '')}" if self.gap else self.statement
