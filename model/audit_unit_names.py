"""Checks of the unit's name in the text (rule T3): whose report it says it is, and who signs it."""

from __future__ import annotations

from collections.abc import Iterator

from model.checks import Check, Figures
from model.findings import EXPLAIN, Finding, TextPlace
from model.form import Form, Rule
from model.text_checks import paragraphs, text_finding
from model.unit_names import OtherName, is_same_unit, own_word, strange_names, strange_selves, unit_words

SIGNATURE = "signature.unit"


def unit_name_checks(form: Form, rule: Rule) -> Iterator[Check]:
    """One check a section, and one of the signature."""
    for number, section in enumerate(form.sections):
        yield Check((), (section.id, "unit"), _NameCheck(rule, section.id, opening=number == 0))
    yield Check((), (SIGNATURE, "unit"), _SignatureCheck(rule, form.sections[0].id))


class _NameCheck:
    """The names in one section's text; the same name several times is one finding."""

    def __init__(self, rule: Rule, section: str, *, opening: bool) -> None:
        self.rule, self.section, self.opening = rule, section, opening

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        unit, file = figures.unit.strip(), self.rule.option("file")
        if not unit:
            return
        met: dict[str, list[TextPlace]] = {}
        first: dict[str, OtherName] = {}
        for paragraph in paragraphs(figures, self.section):
            selves = strange_selves(paragraph.text, unit, file)
            names = strange_names(paragraph.text, unit, file) if self.opening else ()
            for one in (*names, *selves):
                first.setdefault(one.text, one)
                met.setdefault(one.text, []).append(paragraph.place(one.start, one.end))
        for text, places in met.items():
            yield self._finding(unit, first[text], tuple(places))

    def _finding(self, unit: str, one: OtherName, places: tuple[TextPlace, ...]) -> Finding:
        count = f"（这一部分共{len(places)}处）" if len(places) > 1 else ""
        instead = f"改成“{one.instead}”" if one.instead else "改正"
        return text_finding(
            self.rule,
            f"{self.section}:{one.text}",
            self.section,
            f"疑似单位写错：正文写的是“{one.text}”{count}，单位名称是“{unit}”",
            places,
            figures=(("unit", unit), ("text", one.text)),
            advice=f"写错的请{instead}，{EXPLAIN}",
        )


class _SignatureCheck:
    """Who signs is the unit, or its office."""

    def __init__(self, rule: Rule, part: str) -> None:
        self.rule, self.part = rule, part

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        unit, signed = figures.unit.strip(), str(figures.fields[SIGNATURE]).strip()
        if not unit or not signed or is_same_unit(signed, unit, self.rule.option("file")):
            return
        yield text_finding(
            self.rule,
            SIGNATURE,
            self.part,
            f"署名“{signed}”与单位名称“{unit}”不一致",
            figures=(("unit", unit), ("signature.unit", signed)),
            advice=f"写错的请改正，{EXPLAIN}",
        )


def instead_of(written: str, unit: str, file: str) -> str:
    """What the unit would say in place of another's word for itself, or of another's name; "" when that is not known."""
    words = unit_words(file)
    if any(written in one.words for one in words.selves):
        return own_word("".join(unit.split()), words)
    return unit.strip()
