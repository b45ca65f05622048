"""What may safely be done about findings of years, names and headings in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from model.audit_text_years import year_changes
from model.audit_unit_names import SIGNATURE, instead_of
from model.edits import Change, ReplaceText, SetField
from model.findings import Finding, TextPlace
from model.fixes import Fix
from model.form import Rule
from model.outline import FIELD, heading_in_text, odd_headings, without_heading
from model.report import Report
from model.text import block_text
from model.text_ranges import Replacement, replacing


def right_year(report: Report, rule: Rule, finding: Finding) -> Iterator[Fix]:
    """The report's year in place of the wrong ones."""
    changes = year_changes(finding.part, report.text(finding.part), finding.texts, report.year)
    yield Fix(f"改成{report.year}年", changes)


def right_name(report: Report, rule: Rule, finding: Finding) -> Iterator[Fix]:
    """The unit's own name, or its word for itself, in place of the other; for a signature the unit's name."""
    if finding.instance == SIGNATURE:
        yield Fix(f"署名改成“{report.unit}”", (SetField(SIGNATURE, report.unit),))
        return
    written = finding.instance.removeprefix(f"{finding.part}:")
    instead = instead_of(written, report.unit, rule.option("file"))
    if instead:
        yield Fix(f"改成“{instead}”", _replaced(report, finding.texts, instead))


def right_heading(report: Report, rule: Rule, finding: Finding) -> Iterator[Fix]:
    """The form's heading from now on; a heading in the text is taken out of it."""
    form, field = report.form, str(report.fields[FIELD])
    if finding.texts:
        yield from _moved(report, rule, finding)
        if finding.severity != "error":
            yield Fix("删去这一行", tuple(_without(report, finding.texts)))
        return
    if odd_headings(form, field).get(finding.part):
        heading = form.section(finding.part).heading
        yield Fix(f"用规定的标题“{heading}”", (SetField(FIELD, without_heading(form, field, finding.part)),))


def _moved(report: Report, rule: Rule, finding: Finding) -> Iterator[Fix]:
    """What stands behind another section's heading goes to the end of that section, without the heading."""
    section = finding.part
    strays = {
        number: found
        for number, block in enumerate(report.text(section))
        if (found := heading_in_text(report.form, block_text(block).strip(), section, number == 0, rule.option("file")))
    }
    first = _paragraph(report, finding.texts[0])[0]
    target = strays.get(first, section)
    text = report.text(section)
    last = next((number for number in sorted(strays) if number > first), len(text))
    if target == section or first + 1 >= last:
        return
    end = len(report.text(target))
    field = without_heading(report.form, str(report.fields[FIELD]), target)
    yield Fix(
        f"把后面的内容移到“{report.form.section(target).heading}”",
        (
            ReplaceText(target, end, end, text[first + 1 : last]),
            ReplaceText(section, first, last, ()),
            *((SetField(FIELD, field),) if field != report.fields[FIELD] else ()),
        ),
    )


def _replaced(report: Report, places: Iterable[TextPlace], new: str) -> tuple[Change, ...]:
    wanted = []
    for place in places:
        number, offset, old = _paragraph(report, place)
        wanted.append(Replacement(place.section, number, offset, old, new))
    return replacing({section.id: report.text(section.id) for section in report.form.sections}, wanted)


def _without(report: Report, places: Iterable[TextPlace]) -> Iterator[Change]:
    """The changes that take out the paragraphs that are all of these places; the last first."""
    for place in sorted(places, reverse=True):
        number, _, old = _paragraph(report, place)
        if block_text(report.text(place.section)[number]) == old:
            yield ReplaceText(place.section, number, number + 1, ())


def _paragraph(report: Report, place: TextPlace) -> tuple[int, int, str]:
    """The paragraph of a place, the offset in it, and what stands there."""
    plain = report.plain(place.section)
    before = plain[: place.start]
    return before.count("\n"), place.start - before.rfind("\n") - 1, plain[place.start : place.end]
