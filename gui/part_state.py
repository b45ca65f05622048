"""How far each part of the report is: what the navigator and the status bar say. No Qt here."""

from __future__ import annotations

from collections.abc import Iterable

from model.findings import Finding
from model.form import Section
from model.old_figures import count_stale
from model.records import NamedTuple
from model.report import Report
from model.text import count_characters


class PartState(NamedTuple):
    """errors, warnings: findings of the part. blanks: cells or fields not filled in. characters: of its text.

    stale: last year's figures in its text that are still to be changed.
    """

    errors: int
    warnings: int
    blanks: int
    unit: str
    characters: int
    stale: int = 0

    @property
    def icon(self) -> str:
        """The name of the icon of the worst that there is."""
        if self.errors:
            return "error"
        if self.blanks:
            return "blank"
        return "warning" if self.warnings else "hint" if self.stale else "done"

    @property
    def words(self) -> str:
        """In words, worst first."""
        parts = [f"错误 {self.errors}"] if self.errors else []
        if self.blanks:
            parts.append(f"未填 {self.blanks} {self.unit}" if self.unit else "未填")
        if self.warnings:
            parts.append(f"警告 {self.warnings}")
        if self.stale:
            parts.append(f"待改 {self.stale} 处")
        if not parts:
            parts.append("完成")
        if self.characters and not self.blanks:
            parts.append(f"{self.characters:,} 字")
        return " · ".join(parts)


def part_state(report: Report, section: Section, findings: Iterable[Finding]) -> PartState:
    """The part's state; findings: those of the whole report that are shown."""
    own = [finding for finding in findings if finding.part == section.id and not finding.explained]
    errors = sum(finding.severity == "error" for finding in own)
    warnings = sum(finding.severity == "warning" for finding in own)
    stale = count_stale([report.text(section.id)])
    if section.grid:
        return PartState(errors, warnings, len(report.blanks(section.grid)), "格", 0, stale)
    characters = count_characters(report.text(section.id))
    if section.heading:
        return PartState(errors, warnings, 0 if characters else 1, "", characters, stale)
    missing = (not report.unit.strip(), not report.year, not characters)
    return PartState(errors, warnings, sum(missing), "项", 0, stale)
