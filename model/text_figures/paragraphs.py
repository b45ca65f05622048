"""Paragraphs of one report in order: each is read once, with what those before it leave open."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from model.form import Form
from model.text_figures.balance import Grid, Read, Resolution, resolved
from model.text_figures.context import Context, opening
from model.text_figures.names import wordings_of
from model.text_figures.reading import read
from model.text_figures.result import Found, TextFigure

_KEPT = 4096


@lru_cache(maxsize=_KEPT)
def read_paragraph(text: str, year: int, context: Context, form: Form) -> tuple[tuple[Found, ...], Context]:
    """The figures of a paragraph of a report of that year, and what the next one may refer back to."""
    wordings = wordings_of(form)
    return read(text, year, wordings, context) if wordings else ((), context)


def read_in_order(texts: Iterable[str], year: int, form: Form, section: str = "") -> list[tuple[Found, ...]]:
    """The figures of each paragraph of a section, "" for text of no certain one."""
    wordings = wordings_of(form)
    thing = wordings.sections.get(section, "") if wordings else ""
    context = opening(thing, wordings.lexicon.topics.get(thing, "")) if wordings else Context()
    found = []
    for text in texts:
        figures, context = read_paragraph(text, year, context, form)
        found.append(figures)
    return found


def figures_of_texts(
    texts: Iterable[str], year: int, form: Form, grid: Grid | None = None
) -> tuple[tuple[TextFigure, ...], ...]:
    """The figures in paragraphs of one report, in order, by paragraph; start and end are offsets in the paragraph.

    grid: the report's figures, which decide between readings; without it those that only they decide are not certain.
    """
    texts, wordings = tuple(texts), wordings_of(form)
    grouped: list[list[TextFigure]] = [[] for _ in texts]
    if wordings is not None:
        found = read_in_order(texts, year, form)
        reads = (Read("", 0, at, texts[at], item) for at, items in enumerate(found) for item in items)
        for figure in resolved(Resolution.of(reads), wordings, grid):
            grouped[figure.paragraph].append(figure)
    return tuple(map(tuple, grouped))
