"""Paragraphs of one report in order: each is read once, with what those before it leave open."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from model.form import Form
from model.text_figures.balance import Read, resolved
from model.text_figures.context import Context
from model.text_figures.names import wordings_of
from model.text_figures.reading import Reader
from model.text_figures.result import Found, TextFigure

_KEPT = 4096


@lru_cache(maxsize=_KEPT)
def read_paragraph(text: str, year: int, context: Context, form: Form) -> tuple[tuple[Found, ...], Context]:
    """The figures of a paragraph of a report of that year, and what the next one may refer back to."""
    wordings = wordings_of(form)
    if wordings is None:
        return (), context
    reader = Reader(text, year, wordings, context)
    return reader.read(), reader.context


def figures_of_texts(texts: Iterable[str], year: int, form: Form) -> tuple[tuple[TextFigure, ...], ...]:
    """The figures in paragraphs of one report, in order, by paragraph; start and end are offsets in the paragraph."""
    wordings = wordings_of(form)
    if wordings is None:
        return tuple(() for _ in texts)
    reads: list[Read] = []
    context, count = Context(), 0
    for number, text in enumerate(texts):
        found, context = read_paragraph(text, year, context, form)
        reads.extend(Read("", 0, number, text, item) for item in found)
        count = number + 1
    grouped: list[list[TextFigure]] = [[] for _ in range(count)]
    for figure in resolved(reads, wordings, None):
        grouped[figure.paragraph].append(figure)
    return tuple(map(tuple, grouped))
