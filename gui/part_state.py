"""How far each part of the report is: what the navigator and the status bar say. No Qt here."""

from __future__ import annotations

from collections.abc import Iterable

from model.findings import Finding, counted
from model.form import Section
from model.live_figures import FIGURE, UNFILLED
from model.old_figures import count_stale
from model.records import NamedTuple
from model.report import Report
from model.section_aspects import section_aspects
from model.text import count_characters


class PartState(NamedTuple):
    """errors, warnings: findings of the part. blanks: cells, fields or figures in its text not filled in. characters: of its text.

    stale: last year's figures in its text that are still to be changed. missing: aspects of which its text has to
    speak and does not. kept: paragraphs that are last year's but for years and figures.
    """

    errors: int
    warnings: int
    blanks: int
    unit: str
    characters: int
    stale: int = 0
    missing: int = 0
    kept: int = 0

    @property
    def icon(self) -> str:
        """The name of the icon of the worst that there is."""
        if self.errors:
            return "error"
        if self.blanks:
            return "blank"
        return "warning" if self.warnings else "hint" if self.stale or self.missing or self.kept else "done"

    @property
    def words(self) -> str:
        """In words, worst first."""
        parts = [counted("error", self.errors)] if self.errors else []
        if self.blanks:
            parts.append(f"未填 {self.blanks} {self.unit}" if self.unit else "未填")
        if self.warnings:
            parts.append(counted("warning", self.warnings))
        if self.stale:
            parts.append(f"待改 {self.stale} 处")
        if self.missing:
            parts.append(f"缺 {self.missing} 方面")
        if self.kept:
            parts.append(f"沿用上年 {self.kept} 段")
        if not parts:
            parts.append("完成")
        # A navigator that is too narrow would cut a number off.
        if self.characters and not self.blanks and len(parts) == 1 and not self.kept:
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
        if not characters:
            return PartState(errors, warnings, 1, "", 0)
        missing = sum(not one.spoken for one in section_aspects(section, report.unit_kind, report.text(section.id)))
        kept = _kept(report, section.id)
        return PartState(errors, warnings, _unfilled(report, section.id), "处", characters, stale, missing, kept)
    blanks = (not report.unit.strip(), not report.year, not characters)
    return PartState(errors, warnings, sum(blanks), "项", 0, stale)


def still_open(report: Report, findings: Iterable[Finding]) -> tuple[str, ...]:
    """What is still to be done before the report may be published, in words; findings: those that are shown."""
    states = [part_state(report, section, findings) for section in report.form.sections]
    cells = len(report.blanks())
    errors = sum(state.errors for state in states)
    counts = (
        ("未填 {} 格", cells),
        ("没写的部分 {}", sum(bool(state.blanks) and state.unit not in ("格", "处") for state in states)),
        ("文字里未填的数据 {} 处", sum(state.blanks for state in states if state.unit == "处")),
        ("上年数字待改 {}", sum(state.stale for state in states)),
    )
    said = (counted("error", errors),) if errors else ()
    return (*said, *(words.format(count) for words, count in counts if count))


def _unfilled(report: Report, section: str) -> int:
    """How many live figures of a text show nothing yet."""
    return sum(span.text == UNFILLED for block in report.text(section) for span in block.spans if span.kind == FIGURE)


def _kept(report: Report, section: str) -> int:
    if not report.last_reports:
        return 0
    # Imported only here: a report without one of last year begins without.
    from model.kept_paragraphs import count_kept

    return count_kept(report.text(section), tuple(last.state.texts.get(section, ()) for last in report.last_reports))
