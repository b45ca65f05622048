"""The check that nothing personal stands in a text that will be published: one finding for the same number in a section."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.audit_required import beginning
from model.checks import Check, Figures
from model.findings import Finding
from model.form import Form, Rule
from model.personal_numbers import MOBILE, NAMES, Personal, find_personal
from model.text_checks import Paragraph, paragraphs, text_finding
from model.text_hits import Gathered, Hit, gather

_CONTACT = "contact.phone"


def personal_checks(form: Form, rule: Rule) -> Iterator[Check]:
    """A check for each section."""
    for section in form.sections:
        yield Check((), (section.id, _CONTACT, "year"), _Section(rule, section.id))


class _Section:
    """Numbers that are certain are errors, others hints; a message never tells the whole number."""

    def __init__(self, rule: Rule, section: str) -> None:
        self.rule, self.section = rule, section
        self.file = rule.option("file")

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        opening = self._opening(figures)
        own = "".join(re.findall(r"\d", str(figures.fields[_CONTACT])))

        def find(paragraph: Paragraph) -> list[Hit]:
            return [
                Hit(number.start, number.end, number.masked, number.certain, number.kind)
                for number in find_personal(self.file, figures.year, paragraph.text)
                if not _is_contact(number, own, paragraph.number in opening)
            ]

        for found in gather(figures, self.section, find):
            yield self._finding(found)

    def _opening(self, figures: Figures) -> frozenset[int]:
        """The paragraphs in which the unit says how to reach it."""
        section = paragraphs(figures, self.section)
        if self.section == self.rule.option("section"):
            return frozenset(paragraph.number for paragraph in section)
        if self.section == self.rule.option("also"):
            return frozenset(paragraph.number for paragraph in section[: len(beginning(section))])
        return frozenset()

    def _finding(self, found: Gathered) -> Finding:
        hit = found.hit
        return text_finding(
            self.rule,
            f"{self.section}.{hit.kind}.{hit.text}{'' if hit.certain else '?'}",
            self.section,
            f"{found.where}{'有' if hit.certain else '疑似有'}{NAMES[hit.kind]}“{hit.text}”",
            found.places,
            severity=self.rule.severity if hit.certain else "hint",
            figures=(("text", hit.text),),
            advice="公开前请删去或隐去" if hit.certain else "是个人信息的，公开前请删去或隐去",
        )


def _is_contact(number: Personal, own: str, opening: bool) -> bool:
    """Whether it is the mobile phone by which the unit can be reached."""
    return number.kind == MOBILE and (number.digits in own or (opening and number.phone))
