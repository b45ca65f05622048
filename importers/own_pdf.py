"""PDFs of our own: their words by the layout that our documents have, to be proven by the check code they bear."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from importers.own_document import OwnDocument, OwnWords
from importers.pdf_lines import Line
from model.dates import day_of, read_day
from model.form import Form

_LARGER = 1.2
"""Times the size of the text: a title's lines are larger."""
_FAR_IN = 6.0
"""Characters from the text's left edge beyond which a signature stands."""


def own_pdf(code: str, paragraphs: Sequence[str], lines: Sequence[Line]) -> OwnDocument:
    """The document with this check code. paragraphs: its text outside of tables; lines: the same, line by line."""
    return OwnDocument(code, lambda form: _words(paragraphs, lines, form))


def _words(paragraphs: Sequence[str], lines: Sequence[Line], form: Form) -> OwnWords | None:
    if not lines:
        return None
    signature = list(_signature(lines))
    titles = len(list(_titles(lines)))
    inner = paragraphs[titles : len(paragraphs) - len(signature)]
    if list(paragraphs[len(paragraphs) - len(signature) :]) != signature:
        return None
    days = [read_day(text) for text in signature if day_of(read_day(text)) is not None]
    units = [text for text in signature if day_of(read_day(text)) is None]
    fields: dict[str, str | int] = {
        "signature.unit": units[0] if units else "",
        "signature.date": days[0] if days else "",
    }
    return OwnWords(fields, _sections(inner, form), {})


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
