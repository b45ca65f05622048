"""What may safely be done about findings of the text: marks, numbers, what the opening lacks and the report knows."""

from __future__ import annotations

from collections.abc import Iterator

from model.audit_required import absent_of
from model.checks import Figures
from model.edits import Change, ReplaceText
from model.findings import Finding
from model.fixes import Fix
from model.form import Rule
from model.numbering import renumbered
from model.punctuation import untidy
from model.report import Report
from model.text import paragraph
from model.text_checks import Paragraph, paragraphs
from model.text_ranges import Replacement, replacing

PERIOD = "本报告所列数据的统计期限自{year}年1月1日起，至{year}年12月31日止。"


def marks_and_numbers(report: Report, rule: Rule, finding: Finding) -> Iterator[Fix]:
    """Half-width marks made full-width; a list made to count on by one."""
    found = _paragraph(report, finding)
    if found is None:
        return
    section, place = found
    here = section[place]
    texts = {here.section: report.text(here.section)}
    marks = [one for one in untidy(texts) if one.paragraph == here.number]
    if marks:
        yield Fix(f"半角标点改为全角（{len(marks)}处）", replacing(texts, marks))
    numbers = [
        Replacement(here.section, section[at].number, one.start, one.written, new)
        for at, one, new in renumbered([paragraph.text for paragraph in section], place)
    ]
    if numbers:
        first = numbers[0]
        more = "等" if len(numbers) > 1 else ""
        yield Fix(f"编号改为连续（“{first.old}”改为“{first.new}”{more}）", replacing(texts, numbers))


def _paragraph(figures: Figures, finding: Finding) -> tuple[tuple[Paragraph, ...], int] | None:
    """The section's paragraphs and the place among them that the finding is about."""
    if finding.text is None:
        return None
    section = paragraphs(figures, finding.text.section)
    for place, one in enumerate(section):
        if one.start <= finding.text.start < one.start + len(one.text):
            return section, place
    return None


def opening(report: Report, rule: Rule, finding: Finding) -> Iterator[Fix]:
    """What the opening lacks and the report knows, as a paragraph at its end."""
    absent = absent_of(report, rule, finding.instance)
    known = [(wanted.name, str(report.fields[wanted.field]).strip()) for wanted in absent if wanted.field]
    known = [(name, value) for name, value in known if value]
    if known:
        words = "；".join(f"{name}：{value}" for name, value in known)
        yield Fix(f"在开头写上{'、'.join(name for name, _ in known)}", (_added(report, finding.part, f"{words}。"),))
    elif report.year and any(not wanted.field for wanted in absent):
        yield Fix("在开头写上统计期限", (_added(report, finding.part, PERIOD.format(year=report.year)),))


def _added(report: Report, section: str, words: str) -> Change:
    end = len(report.text(section))
    return ReplaceText(section, end, end, (paragraph(words),))
