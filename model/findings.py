"""Findings: what the audit says, with its places and the figures it was judged on."""

from __future__ import annotations

from model.number_text import Value
from model.records import NamedTuple

SEVERITY_NAMES = {"error": "错误", "warning": "警告", "hint": "提示"}
SEVERITIES = tuple(SEVERITY_NAMES)
EXPLAIN = "情况属实的，请写明原因（Alt+M）"
"""Advice for what need not be a mistake."""


def counted(severity: str, count: int) -> str:
    """How many findings of a severity there are, in the words used wherever a number of them is shown."""
    return f"{SEVERITY_NAMES[severity]} {count:,}"


class TextPlace(NamedTuple):
    """A stretch of a section's plain text; start and end are code points."""

    section: str
    start: int
    end: int


class Step(NamedTuple):
    """A line of a calculation written out. value: a figure, or words. kind: "figure" or "sum"."""

    name: str
    value: Value
    kind: str = "figure"


class Finding(NamedTuple):
    """One thing that is wrong or looks wrong.

    rule, instance: make the stable key. part: the section it belongs to. left, right: the two
    sides, difference: left minus right; None where the rule compares nothing. statement, gap and advice:
    the parts of the message; the advice, what to do about it, falls away when it is done. left_cells, right_cells: the sides of a relation, `cells` all
    places. figures: (cell, value) it was judged on. pending: while blanks remain it only shows
    that the report is being filled in (rules.md, "Arithmetic"), and is no row of the findings.
    explained: it may stay for the written reason, which holds for these very figures. reason: what was
    written; without `explained` it was written for other figures and no longer holds.
    explainable: whether a reason may be written at all. steps: the calculation, line by line.
    texts: the stretches of text that it is about. cause: the likely cause in a sentence;
    cause_of: the keys of the findings that the same cause explains.
    """

    rule: str
    instance: str
    severity: str
    part: str
    statement: str
    cells: tuple[str, ...] = ()
    texts: tuple[TextPlace, ...] = ()
    gap: str = ""
    left: Value = None
    right: Value = None
    difference: Value = None
    left_cells: tuple[str, ...] = ()
    right_cells: tuple[str, ...] = ()
    figures: tuple[tuple[str, Value], ...] = ()
    pending: bool = False
    explained: bool = False
    reason: str = ""
    explainable: bool = True
    steps: tuple[Step, ...] = ()
    advice: str = ""
    cause: str = ""
    cause_of: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Stays the same while the same thing is wrong, whatever the figures."""
        return f"{self.rule}:{self.instance}" if self.instance else self.rule

    @property
    def text(self) -> TextPlace | None:
        """The first stretch of text that it is about."""
        return self.texts[0] if self.texts else None

    @property
    def outdated(self) -> bool:
        """Whether a reason was written, for other figures than these."""
        return bool(self.reason) and not self.explained

    @property
    def words(self) -> str:
        """The statement, its likely cause, that the reason written once no longer holds, and what to do."""
        return self.statement + self._rest

    @property
    def message(self) -> str:
        """The whole sentence."""
        gap = f"，{self.gap.replace(' ', '')}" if self.gap else ""
        return f"{self.statement}{gap}{self._rest}"

    @property
    def _rest(self) -> str:
        """What follows the statement and the gap: the likely cause first."""
        outdated = "；原说明已不适用" if self.outdated else ""
        cause = f"。{self.cause}" if self.cause else ""
        advice = f"；{self.advice}" if self.advice and not self.explained else ""
        return f"{cause}{outdated}{advice}"


def is_written(finding: Finding) -> bool:
    """Whether it is about words that stand there and nothing else: pending, it waits for no figure."""
    return bool(finding.texts) and not finding.cells
