"""Checks of the report's sections and their headings (rule T11): all six, in order, as the form words them."""

from __future__ import annotations

from collections.abc import Iterator

from model.checks import Check, Figures
from model.findings import EXPLAIN, Finding
from model.form import Form, Rule, Section
from model.outline import FIELD, NO_HEADING, heading_in_text, heading_wordings, is_right, odd_headings
from model.records import NamedTuple
from model.text_checks import Paragraph, is_blank, paragraphs, text_finding


def outline_checks(form: Form, rule: Rule) -> Iterator[Check]:
    """One check of the headings left in the text, and one of each section's own heading.

    What is missing in one place may stand in another, so that each looks at all of the text.
    """
    fields = (FIELD, *(section.id for section in form.sections))
    yield Check((), fields, _StrayCheck(rule))
    for section in form.sections:
        if section.heading:
            yield Check((), fields, _HeadingCheck(rule, section))


_SAYS_BLANK = ("blank", "required_text", "aspects")
"""Kinds of rules that speak of a section or a grid in which nothing stands."""


class _Stray(NamedTuple):
    """A section's heading that stands as a paragraph in a section's text."""

    section: Section
    inside: Section
    paragraph: Paragraph


def _strays(figures: Figures, file: str) -> Iterator[_Stray]:
    form = figures.form
    for section in form.sections:
        for place, paragraph in enumerate(paragraphs(figures, section.id)):
            found = heading_in_text(form, paragraph.text.strip(), section.id, place == 0, file)
            if found:
                yield _Stray(form.section(found), section, paragraph)


class _StrayCheck:
    """The headings that were left in the text."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        missing: set[str] | None = None
        met: dict[tuple[str, str], int] = {}
        for stray in _strays(figures, self.rule.option("file")):
            if missing is None:
                odd = odd_headings(figures.form, str(figures.fields[FIELD]))
                missing = {section for section, printed in odd.items() if not printed}
            place = stray.inside.id, stray.section.id
            met[place] = met.get(place, 0) + 1
            again = f"#{met[place]}" if met[place] > 1 else ""
            yield self._stray(stray, f"{':'.join(place)}{again}", moved=stray.section.id in missing)

    def _stray(self, stray: _Stray, instance: str, *, moved: bool) -> Finding:
        heading, where = stray.section.heading, stray.inside.heading or stray.inside.short
        if stray.section == stray.inside:
            statement = f"标题“{stray.paragraph.text.strip()}”写在正文里，与印出的“{heading}”重复"
            advice = f"请删去这一行，{EXPLAIN}"
        elif moved:
            statement = f"“{heading}”出现在“{where}”里面，六个部分的顺序不对"
            advice = "请把这一行后面的内容移到它自己的部分，再删去这一行"
        else:
            statement = f"“{where}”的正文里有一行“{stray.paragraph.text.strip()}”，像是另一部分的标题"
            advice = f"多余的请删去，{EXPLAIN}"
        text = stray.paragraph.text
        return text_finding(
            self.rule,
            instance,
            stray.inside.id,
            statement,
            (stray.paragraph.place(0, len(text)),),
            severity=self.rule.severity if moved else self.rule.option("wording_severity"),
            figures=(("text", text),),
            advice=advice,
        )


class _HeadingCheck:
    """The heading that the document had for one section."""

    def __init__(self, rule: Rule, section: Section) -> None:
        self.rule, self.section = rule, section

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        odd = odd_headings(figures.form, str(figures.fields[FIELD])).get(self.section.id)
        if odd is None:
            return
        if odd:
            yield from self._other_wording(odd)
        elif all(stray.section != self.section for stray in _strays(figures, self.rule.option("file"))):
            yield from self._missing(figures)

    def _missing(self, figures: Figures) -> Iterator[Finding]:
        if self.section.grid or is_blank(figures, self.section.id):
            # A text that was written since is there.
            said = f"读入的文件里没有“{self.section.heading}”这一部分"
            missing = self._finding(said, "", "", f"请补上，{EXPLAIN}")
            yield missing._replace(cause_of=tuple(self._explained(figures.form)))

    def _explained(self, form: Form) -> Iterator[str]:
        """The keys of what other rules say of a section or a grid in which nothing stands."""
        for rule in form.rules:
            if rule.kind in _SAYS_BLANK:
                yield f"{rule.id}:{self.section.grid or self.section.id}"

    def _other_wording(self, printed: str) -> Iterator[Finding]:
        heading = self.section.heading
        if printed == NO_HEADING:
            yield self._finding(f"读入的文件里没有标题“{heading}”，只有表", printed, "wording_severity", EXPLAIN)
        elif not is_right(heading, printed, heading_wordings(self.rule.option("file"))):
            said = f"读入的文件里这一部分的标题是“{printed}”，规定的是“{heading}”"
            yield self._finding(said, printed, "wording_severity", f"请改用规定的标题，{EXPLAIN}")

    def _finding(self, statement: str, printed: str, severity: str, advice: str) -> Finding:
        return text_finding(
            self.rule,
            self.section.id,
            self.section.id,
            statement,
            severity=self.rule.option(severity) if severity else self.rule.severity,
            figures=(("heading", printed),),
            advice=advice,
        )
