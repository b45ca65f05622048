"""依据上年报告新建: a new report from last year's, and last year's opened later for a report that is there."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from model.edits import Change, Edit, SetCell, SetLastYear, SetNote
from model.errors import ReportError
from model.form import Form
from model.last_year import LastYear
from model.left_behind import left_behind_lines
from model.naming import cell_name, column_name
from model.notes import CellNotes, Origin
from model.number_text import Value, is_number, number_text
from model.old_figures import count_stale, take_over
from model.records import NamedTuple
from model.report import Report
from model.state import LastReport, State
from model.text import Text, plain_text
from model.year_mentions import Mention, mentions, with_changes
from workflows.forms import drafting, edition_for, form, phrases, readings
from workflows.report_files import load_report, read_bytes, resolved_source

CARRIED = (
    "unit", "unit_kind", "title",
    "contact.address", "contact.postcode", "contact.phone", "contact.email", "document.mark",
)  # fmt: skip
"""The fields that are the same every year."""

FROM_LAST = "上年报告"
_DOTTED_END = re.compile(r"(?P<sep>[./-])(?:0?1(?P=sep)0?1|12(?P=sep)31)(?![0-9])")
"""Behind a year that is one end of the period, written as 2024.1.1."""


class Draft(NamedTuple):
    """A new report, and what is to be looked at in it.

    mentions: the years named in its text that were left, most of them to be changed. live, stale: figures
    of last year in the text that follow their cells now, and those to be changed by hand. remarks: sentences.
    """

    report: Report
    mentions: tuple[Mention, ...]
    live: int
    stale: int
    remarks: tuple[str, ...]


def read_last_report(path: Path) -> LastReport:
    """The file's report as one of last year. Raises OpenError."""
    path = resolved_source(path)
    data = read_bytes(path)
    state = load_report(path, data).state().alone()
    return LastReport(state, path.name, hashlib.sha256(data).hexdigest())


def new_from_last(reports: Sequence[LastReport], year: int = 0, unit: str = "") -> Draft:
    """A draft of the report of the year after these; the text and the contact are those of the first.

    year: 0 for the year after. unit: "" for the first one's. Raises ReportError when the years do not fit.
    """
    first = reports[0].state
    year = year or _year_after(reports)
    check_years(reports, year)
    new = form(edition_for(year))
    last = LastYear(new, reports)
    texts, live = _texts(first, new, last)
    found = mentions(texts, int(first.fields["year"]))
    at_once = [one for one in found if one.changes and _stands_for_period(new, texts, one)]
    texts = with_changes(texts, at_once)
    state = State.blank(new, unit or str(first.fields["unit"]), year)._replace(
        texts=texts, fields=_fields(first, new, year, unit), last_year=tuple(reports)
    )
    report = Report(state)
    carry, remarks = carry_over_changes(report, last)
    if carry:
        report.apply(Edit("上年结转", carry))
    left = report_mentions(report)
    return Draft(report, left, live, count_stale(texts.values()), (*edition_remarks(new, reports), *remarks))


def check_years(reports: Sequence[LastReport], year: int) -> None:
    """Raise ReportError when these are not reports of the year before this one."""
    for last in reports:
        of = int(last.state.fields["year"])
        if not of:
            raise ReportError(f"“{last.file}”没有写年度，不能作为上年报告。", "请先打开它，在“单位与说明”里填上年度。")
        if year and of != year - 1:
            raise ReportError(
                f"“{last.file}”是 {of} 年的报告，{year} 年的上年报告应是 {year - 1} 年的。",
                f"请选 {year - 1} 年的报告，或把年度改成 {of + 1}。",
            )


def strange_units(unit: str, reports: Sequence[LastReport], known: Sequence[str] = ()) -> tuple[str, ...]:
    """The names of units in these reports that are neither this unit's nor known former ones."""
    own = {"".join(name.split()) for name in (unit, *known)}
    names = dict.fromkeys(str(last.state.fields["unit"]) for last in reports)
    return tuple(name for name in names if unit and name and "".join(name.split()) not in own)


def carry_over_changes(report: Report, last: LastYear) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    """The changes that fill what is blank of 上年结转 from last year, column by column, and what could not be filled."""
    changes: list[Change] = []
    odd: list[str] = []
    for cell, source in drafting(report.form.edition).carry_over:
        value = last.value(source)
        if report.value(cell) is not None:
            continue
        if not is_number(value):
            odd.append(cell)
            continue
        changes.extend((SetCell(cell, value), SetNote(cell, "origin", _origin(report.form, last, source, value))))
    names = "、".join(column_name(report.form, cell) for cell in odd)
    remark = f"上年结转有 {len(odd)} 格没有填，上年报告里没有可用的数：{names}。" if odd else ""
    return tuple(changes), (remark,) if remark else ()


def followed_changes(report: Report, last: LastYear) -> tuple[Change, ...]:
    """The changes with which the figures of 上年结转 that the program took over before follow these reports.

    What the clerk typed stays. A figure that these reports do not have becomes blank: its source is gone.
    """
    changes: list[Change] = []
    for cell, source in drafting(report.form.edition).carry_over:
        if not filled_in_from_last(report.notes(cell)):
            continue
        value = last.value(source)
        taken = value if is_number(value) else None
        if number_text(report.value(cell)) != number_text(taken):
            changes.append(SetCell(cell, taken))
        origin = _origin(report.form, last, source, taken) if taken is not None else None
        if report.notes(cell).origin != origin:
            changes.append(SetNote(cell, "origin", origin))
    return tuple(changes)


def carry_over_differences(report: Report, last: LastYear) -> tuple[str, ...]:
    """The filled cells of 上年结转 that are not what last year carried out."""
    pairs = drafting(report.form.edition).carry_over
    return tuple(
        cell
        for cell, source in pairs
        if report.value(cell) is not None
        and is_number(last.value(source))
        and number_text(report.value(cell)) != number_text(last.value(source))
    )


def open_last_changes(report: Report, reports: Sequence[LastReport], fill: bool) -> tuple[Change, ...]:
    """The changes that keep these reports inside this one as last year's; fill: with the blank cells of 上年结转.

    What was filled in from the reports that were kept before follows in the same step.
    """
    check_years(reports, report.year)
    last = LastYear(report.form, reports)
    carry = carry_over_changes(report, last)[0] if fill else ()
    return (SetLastYear(tuple(reports)), *followed_changes(report, last), *carry)


def filled_in_from_last(notes: CellNotes) -> bool:
    """Whether a cell's figure was taken over from last year's report."""
    return notes.origin is not None and notes.origin.source.startswith(f"{FROM_LAST}（")


def _year_after(reports: Sequence[LastReport]) -> int:
    check_years(reports, 0)
    return int(reports[0].state.fields["year"]) + 1


def _fields(first: State, new: Form, year: int, unit: str) -> dict[str, str | int]:
    fields = State.blank(new).fields
    fields.update({name: first.fields[name] for name in CARRIED})
    own = str(first.fields["unit"])
    fields.update(year=year, unit=unit or own, deadline=_deadline(first, year))
    if fields["title"] not in {title.id for title in new.titles}:
        fields["title"] = new.titles[0].id
    signed = str(first.fields["signature.unit"])
    fields["signature.unit"] = fields["unit"] if signed == own else signed
    if unit and unit != own:
        fields["unit_kind"] = ""
    return fields


def _deadline(first: State, year: int) -> str:
    """The same day of the same month a year on; a 29 February becomes the 28th."""
    kept = str(first.fields["deadline"])
    head, _, day = kept.partition("-")
    if not head.isdecimal() or not day:
        return kept
    moved = int(head) + year - int(first.fields["year"])
    leap = moved % 4 == 0 and (moved % 100 != 0 or moved % 400 == 0)
    return f"{moved:04}-{'02-28' if day == '02-29' and not leap else day}"


def _texts(first: State, new: Form, last: LastYear) -> tuple[dict[str, Text], int]:
    """The first report's text by the sections of the new form, its figures made live or marked."""
    texts: dict[str, Text] = {}
    live = 0
    known, meant = phrases(new.edition), readings(new.edition)
    for number, section in enumerate(new.sections):
        text = first.texts.get(section.id, ())
        if number:
            taken = take_over(text, new, known, last.value, int(first.fields["year"]), meant)
            text, live = taken.text, live + taken.live
        # A word on a paragraph was about last year's report.
        texts[section.id] = tuple(block._replace(word="") for block in text)
    return texts, live


def _stands_for_period(new: Form, texts: Mapping[str, Text], mention: Mention) -> bool:
    """Whether the mention is changed at once: in the opening, and wherever the days of the period are given."""
    if mention.section == new.sections[0].id:
        return True
    after = mention.after.replace(" ", "")
    return after.startswith(("年1月1日", "年12月31日")) or _DOTTED_END.match(after) is not None


def _texts_of(report: Report) -> list[tuple[str, Text]]:
    return [(section.id, report.text(section.id)) for section in report.form.sections]


def report_mentions(report: Report) -> tuple[Mention, ...]:
    """The years named in the report's text that may be left from last year."""
    if not report.year:
        return ()
    first = next(iter(report.last_reports), None)
    old = {section: plain_text(text) for section, text in first.state.texts.items()} if first else {}
    return mentions(dict(_texts_of(report)), report.year - 1, old)


def _origin(new: Form, last: LastYear, source: str, value: Value) -> Origin:
    files = "、".join(report.file for report in last.reports)
    return Origin(f"{FROM_LAST}（{files}）{cell_name(new, source)}", text=number_text(value))


def edition_remarks(here: Form, reports: Sequence[LastReport]) -> tuple[str, ...]:
    """What is to be said of reports on another form than this one: what of them has no counterpart. None on this form."""
    last = LastYear(here, reports)
    if last.same_edition:
        return ()
    said = f"上年报告是 {last.edition} 年版表样，只带过来两种表样都有的内容。"
    return said, *left_behind_lines(here, (report.state.form for report in reports))
