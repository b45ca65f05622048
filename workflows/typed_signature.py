"""A signature that stands in a report's text in place of its fields: readers take it out of the text as one."""

from __future__ import annotations

import resources
from importers.framing import unframe
from model.label_wordings import load_wordings
from model.labels import Line
from model.records import NamedTuple
from model.report import Report
from model.text import block_text


class Signature(NamedTuple):
    """Who signed and on which day (YYYY-MM-DD), "" for not said. typed: the paragraphs of the last section that say so."""

    unit: str
    date: str
    typed: tuple[int, ...]


def signature_of(report: Report) -> Signature:
    """What the report's fields say, and where they say nothing the end of its text."""
    unit, date = (str(report.fields[f"signature.{name}"]) for name in ("unit", "date"))
    if unit or date:
        return Signature(unit, date, ())
    last = report.form.sections[-1].id
    lines = [Line((number, 0, 0), block_text(block), last) for number, block in enumerate(report.text(last))]
    found = unframe(lines, load_wordings(resources.path("labels.toml")), 0, report.unit).signature
    return Signature(found.unit, found.date, tuple(line.place[0] for line in found.lines))
