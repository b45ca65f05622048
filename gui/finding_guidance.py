"""What the guidance says of the finding that is looked at, with what mends it. No Qt here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from gui.guidance_lines import Line
from gui.visible_text import visible
from model.findings import EXPLAIN, SEVERITY_NAMES, Finding

MEND = "这样改"


class Named(Protocol):
    """What mends a finding, as far as it is told."""

    @property
    def name(self) -> str: ...


def finding_lines(finding: Finding, fixes: Sequence[Named], *, told: bool = False) -> tuple[Line, ...]:
    """The finding in full, so that nothing of it is lost where its row is short; told: all but its cause is said already.

    A button's value is "fix:" and the number of what it does.
    """
    said = tuple(_cause(finding) if told else _said(finding))
    return (*said, *_fixes(fixes))


def _said(finding: Finding) -> Iterator[Line]:
    role = "muted" if finding.explained or finding.pending else finding.severity
    yield Line("title", f"{SEVERITY_NAMES[finding.severity]}{'（已说明）' if finding.explained else ''}", role=role)
    gap = f"（{finding.gap}）" if finding.gap else ""
    yield Line("text", f"{visible(finding.statement)}{gap}")
    yield from _cause(finding)
    if finding.reason:
        words = "已说明" if finding.explained else "原说明已不适用"
        yield Line("text", f"{words}：{visible(finding.reason)}", role="muted")
    if not finding.explained:
        advice = finding.advice or (EXPLAIN if finding.explainable else "")
        if finding.advice and finding.explainable and EXPLAIN not in advice:
            advice = f"{advice}；{EXPLAIN}"
        if advice:
            yield Line("text", f"{visible(advice)}。", role="muted")


def _cause(finding: Finding) -> Iterator[Line]:
    if finding.cause:
        yield Line("text", f"{visible(finding.cause)}。")


def _fixes(fixes: Sequence[Named]) -> Iterator[Line]:
    if fixes:
        yield Line("title", "可以直接改（Ctrl+F8）")
    for number, fix in enumerate(fixes):
        yield Line("text", visible(fix.name))
        yield Line("button", MEND, f"fix:{number}")
