"""The figures in a report's text that are tied to cells, with what the cells hold."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from model.checks import Figures, Number, is_full, printed
from model.form import Form
from model.live_figures import FIGURE, placed_spans
from model.number_text import Value, is_number
from model.text_checks import Paragraph, paragraphs
from model.text_figures.balance import Read, Resolution, resolved
from model.text_figures.names import wordings_of
from model.text_figures.paragraphs import read_in_order
from model.text_figures.result import TextFigure

if TYPE_CHECKING:
    from model.report import Report

_KEPT = 64


def figures_of_report(report: Report) -> tuple[TextFigure, ...]:
    """Every figure in the text that is tied to cells, agreeing or not, in reading order; offsets are the section's."""
    found = (figures_of_section(report, section.id) for section in report.form.sections)
    return tuple(figure for figures in found for figure in figures)


def figures_of_section(figures: Figures, section: str) -> tuple[TextFigure, ...]:
    """Those of one section."""
    wordings = wordings_of(figures.form)
    texts = paragraphs(figures, section) if wordings else ()
    if wordings is None or not texts:
        return ()
    reads = _reads(texts, figures.year, figures.form)
    live = [(span.start, span.end) for span in placed_spans(figures.text(section), (FIGURE,))] if reads.reads else []
    found = resolved(reads, wordings, ReportGrid(figures))
    return tuple(_with_live(figure, live) for figure in found) if live else found


@lru_cache(maxsize=_KEPT)
def _reads(texts: tuple[Paragraph, ...], year: int, form: Form) -> Resolution:
    """What a section's paragraphs say, with what they say of each other's figures; kept while they stay the same."""
    found = read_in_order([paragraph.text for paragraph in texts], year, form, texts[0].section)
    return Resolution.of(
        Read(paragraph.section, paragraph.start, number, paragraph.text, item)
        for number, (paragraph, figures) in enumerate(zip(texts, found, strict=True))
        for item in figures
    )


def _with_live(figure: TextFigure, live: Iterable[tuple[int, int]]) -> TextFigure:
    """The figure, marked as live where its cells themselves say it."""
    inside = any(start < figure.end and figure.start < end for start, end in live)
    return figure._replace(live=True) if inside else figure


class ReportGrid:
    """A report's figures as reading the text asks for them."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    def printed(self, cell: str) -> Number | None:
        """The figure as printed, None for a blank cell or one that holds no figure."""
        return _figure(printed(self._figures, cell))

    def full(self, cell: str) -> bool:
        """Whether nothing of the figure is blank; a total that a document stated is whole."""
        return is_full(self._figures, cell) or is_number(self._figures.stated(cell))

    def last(self, cell: str) -> Number | None:
        """Last year's figure."""
        last = self._figures.last_year
        return None if last is None else _figure(last.value(cell))


def _figure(value: Value) -> Number | None:
    return None if isinstance(value, str) else value
