"""发布后核对: a report as it was published, read from its page, Word or PDF file and compared cell by cell, text by text.

Site editors lose rows and digits. What the report says is its newest published version, where it has one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from importers.assemble import Known
from importers.result import ABSENT, DOUBTFUL, ImportResult, Unplaced, where
from model.label_text import means_none
from model.notes import Origin
from model.number_text import Value, is_number, number_text
from model.placeholders import printed_date
from model.published_text import Passage, TextDifference, compared, text_differences
from model.records import NamedTuple
from model.report import Report
from model.state import Version
from model.text import block_text, is_object
from workflows.import_many import place_json
from workflows.reading_process import read_apart
from workflows.typed_signature import signature_of
from workflows.versions import published as published_version
from workflows.versions import version_report

EDITION = "表样"
_LEAST_LIKE = 0.5
"""Of a heading that was worded otherwise, about half stays."""


class CellDifference(NamedTuple):
    """A cell that reads differently. report, published: None for blank, and for a cell that is not there.

    published is text where it could not be told what it says; reason: why, in Chinese. origin: where it stands.
    report_text, published_text: both as they are printed, with a unit that is not the usual one.
    """

    cell: str
    report: Value
    published: Value
    report_text: str
    published_text: str
    origin: Origin | None
    reason: str = ""


class Comparison(NamedTuple):
    """What became of a report on its way to where it was published.

    report: what was compared; version: the published one that this is, None for the report as it is now.
    remarks: what stands around the report in the file and was not compared, in Chinese.
    """

    report: Report
    version: Version | None
    cells_same: int
    cells: tuple[CellDifference, ...]
    paragraphs: tuple[TextDifference, ...]
    remarks: tuple[str, ...]

    @property
    def is_equal(self) -> bool:
        """Whether all figures and all of the text are there, and nothing else."""
        return not (self.cells or self.paragraphs)


def compare_published(report: Report, path: Path) -> Comparison:
    """Compare the report with this file; raises ReportError when no report can be read in it."""
    return compare_reading(report, read_apart(path, known_of(report)))


def known_of(report: Report) -> Known:
    """What is known of a file in which this report was published: its form."""
    return Known(report.form.edition)


def compare_reading(report: Report, result: ImportResult) -> Comparison:
    """Compare the report with what was read of the file in which it was published."""
    version = published_version(report)
    said = version_report(report, version)
    cells = tuple(_cells(said, result))
    tables = _tables(result)
    left = [item for item in result.unplaced if not item.furniture]
    around = [item for item in left if item.origin.table not in tables]
    inside = [item for item in left if item.origin.table in tables]
    paragraphs = [*_texts(said, result), *_odd_rows(said, tables, inside)]
    remarks = tuple(f"{item.where}“{item.text}”：{item.reason}" for item in around)
    order = [section.id for section in said.form.sections]
    paragraphs.sort(key=lambda one: order.index(one.place.section))
    return Comparison(said, version, len(said.form.cells) - len(cells), cells, tuple(paragraphs), remarks)


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """What `compare --json` prints; its keys are public."""
    return {
        "cells_same": comparison.cells_same,
        "cells": [
            {"cell": one.cell, "report": one.report, "published": one.published, "where": place_json(one.origin)}
            for one in comparison.cells
        ],
        "paragraphs": [
            {"section": one.place.section, "report": one.report, "published": one.published}
            for one in comparison.paragraphs
        ],
    }


def _cells(report: Report, result: ImportResult) -> Iterator[CellDifference]:
    for cell in report.form.cells:
        value, unit = report.value(cell), _unit(report, cell)
        found, found_unit, origin, reason = _published(result, cell)
        # Words that are no figure are doubtful as well, and may be just what the report says.
        is_doubtful = bool(reason) and is_number(value)
        if is_doubtful or not _same(value, found) or (value is not None and unit != found_unit):
            texts = f"{number_text(value)}{unit}", f"{number_text(found)}{found_unit}"
            yield CellDifference(cell, value, found, *texts, origin, reason)


def _published(result: ImportResult, cell: str) -> tuple[Value, str, Origin | None, str]:
    """What the file has for the cell, in which unit, where, and why that is not certain."""
    reading, report = result.cells.get(cell), result.report
    if reading is None:
        return None, "", None, ""
    origin = reading.origins[0] if reading.origins else None
    if reading.how in (ABSENT, DOUBTFUL):
        texts = dict.fromkeys(one.text.strip() for one in reading.origins if one.text.strip())
        # A blank cell is doubtful to who reads a report. Here it is known what should stand there.
        return "或".join(texts) or None, "", origin, reading.reason if texts else ""
    if not report.form.cells[cell].computed:
        return report.value(cell), _unit(report, cell), origin, ""
    if origin is not None and means_none(origin.text):
        return origin.text.strip(), "", origin, ""
    stated = report.stated(cell)
    return (report.value(cell) if stated is None else stated), "", origin, ""


def _unit(report: Report, cell: str) -> str:
    unit = report.unit_of(cell)
    return "" if unit == report.form.cells[cell].kind.unit else unit


def _same(value: Value, found: Value) -> bool:
    if is_number(value) and is_number(found):
        return value == found
    return compared(number_text(value)) == compared(number_text(found))


def _tables(result: ImportResult) -> dict[int, str]:
    """The tables of the file in which figures of the report stand → the section of their grid."""
    form = result.report.form
    return {
        origin.table: form.section_of_grid(form.cells[cell].grid).id
        for cell, reading in result.cells.items()
        for origin in reading.origins
        if origin.table
    }


def _texts(report: Report, result: ImportResult) -> Iterator[TextDifference]:
    yield from _edition(report, result)
    yield from _title(report, result)
    order = [section.id for section in report.form.sections]
    missing: set[str] = set()
    captions = {compared(f"{grid.name}{grid.title}") for grid in report.form.grids}
    for section in report.form.sections:
        heading = Passage(section.id, section.heading, f"{section.short} 标题")
        labels = [label.text for label in result.labels]
        if not section.heading or not labels or compared(section.heading) in map(compared, labels):
            continue
        likely = [label.text for label in result.labels if not label.table and compared(label.text) not in captions]
        near = get_close_matches(section.heading, likely, n=1, cutoff=_LEAST_LIKE)
        if near:
            yield from text_differences((heading,), (Passage(section.id, near[0]),))
        else:
            missing.add(section.id)
    # Documents that can't show a picture have a line in its place; that one is there can't be compared.
    lines = {compared(block_text(block)) for section in order for block in report.text(section) if is_object(block)}
    there = [one for one in _passages(result.report, set()) if compared(one.text) not in lines]
    yield from text_differences(_passages(report, missing), there)


def _edition(report: Report, result: ImportResult) -> Iterator[TextDifference]:
    """That what was published is on another edition of the form, which explains most of what differs."""
    if result.other_edition:
        section, place = report.form.sections[0].id, EDITION
        said, met = (Passage(section, f"{name}年版的表", place) for name in (report.form.edition, result.other_edition))
        yield from text_differences((said,), (met,))


def _title(report: Report, result: ImportResult) -> Iterator[TextDifference]:
    """The first title that has other digits; else unit and year, of which a page may say only one."""
    found = result.report
    section, wording = report.form.sections[0].id, str(report.fields["title"])
    unit, year = found.unit or report.unit, found.year or report.year
    titles = ["".join(report.form.title_lines(wording, *named)) for named in ((report.unit, report.year), (unit, year))]
    if not (found.unit or found.year):
        titles[1] = ""
    # What a page says for machines alone may be right where its title is not.
    titles[1] = next(_other_titles(titles[0], result), titles[1])
    yield from text_differences((Passage(section, titles[0], "标题"),), (Passage(section, titles[1], "标题"),))


def _other_titles(title: str, result: ImportResult) -> Iterator[str]:
    """Titles of the file, in one line or two, that differ from this one in their digits."""
    lines = [label.text for label in result.labels if not label.table]
    for text in (*lines, *(f"{one}{next_}" for one, next_ in pairwise(lines))):
        if compared(text) != compared(title) and _without_digits(text) == _without_digits(title):
            yield text


def _without_digits(text: str) -> str:
    return "".join(character for character in compared(text) if not character.isdecimal())


def _passages(report: Report, headings: set[str]) -> Iterator[Passage]:
    """All paragraphs of the report, with the headings of these sections, and at the end the signature."""
    # Readers take a signature out of the text; here it counts alike wherever it stands.
    signature = signature_of(report)
    last = report.form.sections[-1].id
    for section in report.form.sections:
        if section.id in headings:
            yield Passage(section.id, section.heading, f"{section.short} 标题")
        for number, block in enumerate(report.text(section.id)):
            if not is_object(block) and not (section.id == last and number in signature.typed):
                yield Passage(section.id, block_text(block), f"{section.short} 第{number + 1}段", number)
    yield from (Passage(last, text, "署名") for text in (signature.unit, printed_date(signature.date)))


def _odd_rows(report: Report, tables: dict[int, str], inside: Sequence[Unplaced]) -> Iterator[TextDifference]:
    """What stands in the tables and is no label and no figure of the form, a row at a time."""
    for (table, row), items in groupby(inside, lambda item: (item.origin.table, item.origin.row)):
        section = tables[table]
        name = f"{report.form.section(section).short} {where(Origin('', 0, table, row))}"
        yield from text_differences((), (Passage(section, " ".join(item.text for item in items), name),))
