"""PDFs of our own: their words by the layout that our documents have, to be proven by the check code they bear."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from importers.own_document import OwnDocument, OwnWords
from importers.pdf_lines import Line
from model.dates import day_of, read_day
from model.form import Form

_CODE = re.compile(r"校验码\s*([0-9A-Z]{8})\b")
_YEAR = re.compile(r"(\d{4})年度", re.ASCII)
_LARGER = 1.2
"""Times the size of the text: a title's lines are larger."""
_FAR_IN = 6.0
"""Characters from the text's left edge beyond which a signature stands."""


class Named(NamedTuple):
    """What a PDF's properties say: the check code, "" where it is none of ours; of which unit and year it is."""

    code: str = ""
    unit: str = ""
    year: int = 0


def named(properties: Mapping[str, str]) -> Named:
    """By the PDF's properties."""
    keywords = properties.get("Keywords", "")
    code, year = _CODE.search(keywords), _YEAR.search(keywords)
    return Named(code[1], properties.get("Author", ""), int(year[1]) if year else 0) if code else Named()


def own_pdf(names: Named, paragraphs: Sequence[str], lines: Sequence[Line]) -> OwnDocument:
    """The document as one of ours. paragraphs: its text outside of tables; lines: the same, line by line."""
    return OwnDocument(
        names.code, lambda form: _words(names, paragraphs, lines, form), unit=names.unit, year=names.year
    )


def _words(names: Named, paragraphs: Sequence[str], lines: Sequence[Line], form: Form) -> OwnWords | None:
    """None where the title that is seen is not that of the unit and year which the properties name."""
    if not lines:
        return None
    signature, titles = _signature(lines), [line.text for line in _titles(lines)]
    end = len(paragraphs) - len(signature)
    found = [title.id for title in form.titles if form.title_lines(title.id, names.unit, names.year) == tuple(titles)]
    if not found or list(paragraphs[: len(titles)]) != titles or list(paragraphs[end:]) != signature:
        return None
    days = [read_day(text) for text in signature if day_of(read_day(text)) is not None]
    units = [text for text in signature if day_of(read_day(text)) is None]
    fields: dict[str, str | int] = {
        "unit": names.unit,
        "year": names.year,
        "title": found[0],
        "signature.unit": units[0] if units else "",
        "signature.date": days[0] if days else "",
    }
    return OwnWords(fields, _sections(paragraphs[len(titles) : end], form), {})


def _titles(lines: Iterable[Line]) -> Iterator[Line]:
    lines = list(lines)
    usual = statistics.median(line.size for line in lines)
    return takewhile(lambda line: line.size > _LARGER * usual, lines)


def _signature(lines: Sequence[Line]) -> list[str]:
    left = min(line.left for line in lines)
    last = takewhile(lambda line: line.left - left > _FAR_IN * line.size, reversed(lines))
    return [line.text for line in last][::-1]


def _sections(paragraphs: Iterable[str], form: Form) -> Mapping[str, tuple[str, ...]]:
    """The paragraphs of each section: those above the first heading are the preface's."""
    headings = {section.heading: section.id for section in form.sections if section.heading}
    section = next((section.id for section in form.sections if not section.heading), form.sections[0].id)
    found: dict[str, list[str]] = {section.id: [] for section in form.sections}
    for text in paragraphs:
        if text in headings:
            section = headings[text]
        else:
            found[section].append(text)
    return {name: tuple(texts) for name, texts in found.items()}
