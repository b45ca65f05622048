"""Checks for text that is last year's but for years and figures (rule T10).

While the report is written the navigator tells how many paragraphs are (沿用上年 n 段): the finding is pending then.
"""

from __future__ import annotations

from collections.abc import Iterator

from model.checks import Check, Figures
from model.findings import EXPLAIN, Finding, TextPlace
from model.form import Form, Rule
from model.kept_paragraphs import kept_paragraphs
from model.text_checks import paragraphs, text_finding

LAST_YEAR = "last_year"
HALF = 0.5
_SHOWN = 20


def kept_text_checks(form: Form, rule: Rule) -> Iterator[Check]:
    """One check for each of the sections that the rule names."""
    for section in rule.option("sections"):
        yield Check((), (section, LAST_YEAR), _KeptCheck(rule, section))


class _KeptCheck:
    """The paragraphs of one section that stand in last year's: one finding."""

    def __init__(self, rule: Rule, section: str) -> None:
        self.rule, self.section = rule, section

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        last = figures.last_year
        if last is None:
            return
        before = tuple(report.state.texts.get(self.section, ()) for report in last.reports)
        kept = kept_paragraphs(figures.text(self.section), before)
        if not kept.numbers:
            return
        half = kept.share >= HALF
        found = [one for one in paragraphs(figures, self.section) if one.number in kept.numbers]
        yield text_finding(
            self.rule,
            self.section,
            self.section,
            (
                f"这一部分一半以上的内容与上年报告相同（{len(found)}段）"
                if half
                else f"这一部分有{len(found)}段与上年报告相同"
            )
            + "，只有年份和数字不同",
            (TextPlace(self.section, one.start, one.start + len(one.text)) for one in found),
            severity=self.rule.option("half_severity") if half else self.rule.severity,
            figures=tuple((f"text.{place}", one.text[:_SHOWN]) for place, one in enumerate(found)),
            advice=f"请看看要不要改写，{EXPLAIN}",
            pending=True,
        )
