"""What a returned document says otherwise than a report: figures, fields and paragraphs, each as a suggestion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from importers.result import ABSENT, DOUBTFUL, ImportResult
from model.history import Place
from model.naming import FIELD_NAMES, cell_name
from model.notes import Origin
from model.number_text import Value, number_text
from model.placeholders import printed_date
from model.published_text import compared, parted_alike
from model.records import NamedTuple
from model.report import Report
from model.text import block_text, is_object
from model.text_comparison import SAME, Paragraph, beginning, paired_paragraphs, stretches
from workflows.typed_signature import signature_of

CELL, TEXT, FIELD, COMMENT = "cell", "text", "field", "comment"
FIELDS = ("contact.address", "contact.postcode", "contact.phone", "contact.email", "signature.unit", "signature.date")
BLANK = "空白"


class Suggestion(NamedTuple):
    """One thing that the document says otherwise.

    kind: one of the four above. name: its place in words. have, given: on a line each; have_all, given_all: all of it.
    remarks: who changed it or wrote a comment, and when; why it is doubtful. place: where it is in the report, its cell
    a field's name for FIELD, its paragraph for TEXT the one that changes, or before which one comes. is_new: the
    paragraph is not in the report. value, unit, origin: of a cell. can_be_taken: it is known what would be taken.
    """

    kind: str
    name: str
    have: str
    given: str
    have_all: str
    given_all: str
    place: Place
    remarks: tuple[str, ...] = ()
    is_new: bool = False
    value: Value = None
    unit: str = ""
    origin: Origin | None = None
    can_be_taken: bool = True


def cell_suggestions(report: Report, result: ImportResult) -> Iterator[Suggestion]:
    """The figures that differ. A cell that the document has not is left alone; totals follow from the others."""
    for cell in report.form.inputs:
        reading = result.cells[cell]
        if reading.how == ABSENT and (not reading.origins or report.value(cell) is None):
            continue
        value, unit, why = result.report.value(cell), _unit(result.report, cell), ""
        can_be_taken = True
        if reading.how in (ABSENT, DOUBTFUL):
            why = f"拿不准：{reading.reason}" if reading.reason else ""
            printed = [origin.text.strip() for origin in reading.origins if origin.text.strip()]
            candidates = _candidates(result.report, cell) if printed else (None,)
            can_be_taken = len(candidates) == 1
            value, unit = (candidates[0], "") if can_be_taken else ("或".join(printed), "")
        if (number_text(value), unit) == (number_text(report.value(cell)), _unit(report, cell)):
            continue
        have, given = f"{number_text(report.value(cell))}{_unit(report, cell)}", f"{number_text(value)}{unit}"
        place = Place(report.form.section_of_grid(report.form.cells[cell].grid).id, cell)
        name, origin = cell_name(report.form, cell), reading.origins[0] if reading.origins else None
        shown = have or BLANK, given or BLANK
        remarks = (why,) if why else ()
        yield Suggestion(CELL, name, *shown, have, given, place, remarks, False, value, unit, origin, can_be_taken)


def _candidates(report: Report, cell: str) -> tuple[Value, ...]:
    doubt = report.notes(cell).doubt
    return () if doubt is None else tuple(candidate for candidate in doubt.candidates if candidate is not None)


def _unit(report: Report, cell: str) -> str:
    unit = report.unit_of(cell)
    return "" if unit == report.form.cells[cell].kind.unit else unit


def field_suggestions(report: Report, result: ImportResult) -> Iterator[Suggestion]:
    """Fields that both have; one that the report leaves blank is not filled in from its own text."""
    signature = signature_of(result.report)
    found = {**result.report.fields, "signature.unit": signature.unit, "signature.date": signature.date}
    for name in FIELDS:
        have, given = str(report.fields[name]), str(found[name])
        if have and given and have != given:
            place = Place(report.form.sections[0].id, name)
            yield Suggestion(FIELD, FIELD_NAMES[name], have, given, have, given, place)


def text_suggestions(report: Report, result: ImportResult) -> Iterator[Suggestion]:
    """The paragraphs that differ, each against the one that is most like it."""
    # A page parts its paragraphs and sets white space as it can; everywhere else both are what somebody wrote.
    exact = not any(label.page for label in result.labels)
    for section in report.form.sections:
        old = [block_text(block) for block in report.text(section.id)]
        objects = {number for number, block in enumerate(report.text(section.id)) if is_object(block)}
        lines = {compared(old[number]) for number in objects}
        kept = [number for number in range(len(old)) if number not in objects and old[number].strip()]
        new = list(_read_texts(report, result, section.id))
        new = [text for text in new if compared(text) and compared(text) not in lines]
        was = [old[number].strip() for number in kept]
        if not exact:
            new = parted_alike(was, new)
        yield from _section_texts(section.id, section.short, kept, was, [text.strip() for text in new], exact)


def _section_texts(
    section: str, short: str, numbers: Sequence[int], old: Sequence[str], new: Sequence[str], exact: bool
) -> Iterator[Suggestion]:
    """numbers: of the old paragraphs in the report's text."""
    texts = (old, new) if exact else (list(map(compared, old)), list(map(compared, new)))
    below = 0
    for at, new_at, pieces in paired_paragraphs(*texts):
        below = numbers[at] + 1 if at >= 0 else below
        if any(piece.kind != SAME for piece in pieces):
            have, given = old[at] if at >= 0 else "", new[new_at] if new_at >= 0 else ""
            number = numbers[at] if at >= 0 else below
            name = f"{short} 第{number + 1}段" if at >= 0 else f"{short} 第{below}段之后" if below else f"{short} 开头"
            shown = _shown(have, given, pieces)
            yield Suggestion(TEXT, name, *shown, have, given, Place(section, "", number), is_new=at < 0)


def _shown(have: str, given: str, pieces: Paragraph) -> tuple[str, str]:
    if have and given:
        return stretches(pieces)
    return (beginning(have) or "没有这一段"), (beginning(given) or "没有这一段")


def _read_texts(report: Report, result: ImportResult, section: str) -> Iterator[str]:
    """The section's paragraphs as they were read; at the end of the report the signature, if the report has it there.

    Readers take it out of the text where they are sure of it.
    """
    is_last = section == report.form.sections[-1].id
    own, given = signature_of(report), signature_of(result.report)
    is_other = (own.unit, own.date) != (given.unit, given.date)
    for number, block in enumerate(result.report.text(section)):
        if not (is_last and number in given.typed and not (own.typed and is_other)):
            yield block_text(block)
    if is_last and own.typed and not is_other:
        yield from (block_text(report.text(section)[number]) for number in own.typed)
    elif is_last and own.typed and not given.typed:
        yield from filter(None, (given.unit, printed_date(given.date)))
