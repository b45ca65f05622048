"""Checks of the years in the text (rule T2): one that stands for the period reported on is the report's."""

from __future__ import annotations

from collections.abc import Iterator

from model.checks import Check, Figures
from model.edits import Change
from model.findings import EXPLAIN, Finding, TextPlace
from model.form import Form, Rule
from model.named_years import write_year
from model.text import Text, block_text
from model.text_checks import Paragraph, paragraphs, text_finding
from model.text_ranges import Replacement, replacing
from model.wrong_years import WrongYear, wrong_years

_SHOWN = 14
"""Characters of the text that a finding quotes, from the year on."""

_YEAR_DIGITS = 4


def text_year_checks(form: Form, rule: Rule) -> Iterator[Check]:
    """One check a section; what stands in the first opens the report."""
    for number, section in enumerate(form.sections):
        yield Check((), (section.id, "year"), _YearCheck(rule, section.id, opening=number == 0))


class _YearCheck:
    """The years in one section's text; a paragraph with several wrong ones is one finding."""

    def __init__(self, rule: Rule, section: str, *, opening: bool) -> None:
        self.rule, self.section, self.opening = rule, section, opening

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        if not figures.year:
            return
        met: dict[str, int] = {}
        for paragraph in paragraphs(figures, self.section):
            found = wrong_years(paragraph.text, figures.year, self.opening, self.rule.option("file"))
            if found:
                shown = paragraph.text[found[0].start : found[0].start + _SHOWN]
                met[shown] = met.get(shown, 0) + 1
                instance = f"{self.section}:{shown}" + (f"#{met[shown]}" if met[shown] > 1 else "")
                yield self._finding(figures.year, paragraph, found, instance)

    def _finding(self, year: int, paragraph: Paragraph, found: tuple[WrongYear, ...], instance: str) -> Finding:
        first = found[0]
        text = paragraph.text
        more = "…" if first.start + _SHOWN < len(text) else ""
        shown = f"{text[first.start : first.start + _SHOWN]}{more}"
        count = f"（这一段共{len(found)}处）" if len(found) > 1 else ""
        if not first.year:
            said = f"“{shown}”里的“{first.written}”不像年份{count}，报告年度是{year}年"
        elif first.certain:
            said = f"“{shown}”写的是{first.year}年{count}，报告年度是{year}年"
        else:
            said = f"疑似年份没有改过来：“{shown}”{count}，报告年度是{year}年"
        return text_finding(
            self.rule,
            instance,
            self.section,
            said,
            (paragraph.place(one.start, one.end) for one in found),
            figures=(("year", year), ("text", shown)),
            advice=f"写错的请改成{year}年，{EXPLAIN}",
        )


def year_changes(section: str, text: Text, places: tuple[TextPlace, ...], year: int) -> tuple[Change, ...]:
    """The changes that put the report's year at these places of a section, in the digits in which they are written."""
    replaced: list[Replacement] = []
    start = 0
    for number, plain in enumerate(map(block_text, text)):
        for place in places:
            if place.section == section and start <= place.start and place.end <= start + len(plain):
                old = plain[place.start - start : place.end - start]
                replaced.append(Replacement(section, number, place.start - start, old, _rewritten(old, year)))
        start += len(plain) + 1
    return replacing({section: text}, replaced)


def _rewritten(old: str, year: int) -> str:
    whole = len(old) in (2, _YEAR_DIGITS)
    return write_year(year, old if whole else old[:1] * _YEAR_DIGITS)
