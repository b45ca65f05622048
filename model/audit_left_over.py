"""The check that nothing is left over of a draft or a template: one finding for the same words in a section."""

from __future__ import annotations

from collections.abc import Iterator

from model.checks import Check, Figures
from model.findings import Finding
from model.form import Form, Rule
from model.left_over import find_left_over, in_title, load_left_over
from model.naming import FIELD_NAMES
from model.text_checks import Paragraph, text_finding
from model.text_hits import Gathered, Hit, gather

_FIELDS = ("unit", "contact.address", "contact.postcode", "contact.phone", "contact.email", "signature.unit")
_NAMES = frozenset(("unit", "signature.unit"))
"""Fields that are printed as names: what shows a template in a title shows it there as well."""


def left_over_checks(form: Form, rule: Rule) -> Iterator[Check]:
    """A check for each field that is printed, and for each section."""
    for field in _FIELDS:
        yield Check((), (field,), _Field(rule, form.sections[0].id, field))
    for section in form.sections:
        yield Check((), (section.id,), _Section(rule, section.id))


class _Field:
    """One finding a field."""

    def __init__(self, rule: Rule, part: str, field: str) -> None:
        self.rule, self.part, self.field = rule, part, field
        self.file = rule.option("file")

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        typed = str(figures.fields[self.field])
        if not typed:
            return
        left = next((hit.text for hit in find_left_over(self.file, typed) if hit.certain), "")
        if self.field in _NAMES:
            left = left or in_title(load_left_over(self.file), typed)
        if left:
            yield text_finding(
                self.rule,
                self.field,
                self.part,
                f"{FIELD_NAMES[self.field]}“{typed}”里还留着“{left}”",
                figures=(("text", typed),),
                advice="请改为实际内容",
            )


class _Section:
    """One finding for the same words; what may be meant as it stands is a hint."""

    def __init__(self, rule: Rule, section: str) -> None:
        self.rule, self.section = rule, section
        self.file = rule.option("file")

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        for found in gather(figures, self.section, self._find):
            yield self._finding(found)

    def _find(self, paragraph: Paragraph) -> tuple[Hit, ...]:
        return find_left_over(self.file, paragraph.text)

    def _finding(self, found: Gathered) -> Finding:
        hit = found.hit
        certain = hit.certain
        return text_finding(
            self.rule,
            f"{self.section}.{hit.text}{'' if certain else '?'}",
            self.section,
            f"{found.where}{'还' if certain else '疑似'}留着“{hit.text}”",
            found.places,
            severity=self.rule.severity if certain else "hint",
            figures=(("text", hit.text),),
            advice="请改为实际内容，或删去" if certain else "有意这样写的不必改",
        )
