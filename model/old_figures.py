"""Last year's figures in a text that was taken over: those that are certain become live, the rest are marked.

Certain is a figure whose clause names one cell (model/phrases.py) and which equals what that cell was last year, or
which only one of the things that its words can mean was last year (model/readings.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from model.chinese_numbers import chinese_numeral
from model.form import Form
from model.live_figures import FIGURE, STALE, Formula, figure_span, formula_of, placed_spans, stale_span
from model.number_text import Value, number_text
from model.phrases import Phrases
from model.readings import NO_READINGS, Readings
from model.records import NamedTuple
from model.text import Span, Text, TextBlock, around, block_text

_COUNTED = "件份条次篇期场项个起宗部家人名台处户册张块封例批页种类万亿元余多届门倍%％"
"""What stands right behind a figure that counts something; years, days, numbers of articles and telephones have none."""

_FIGURE = re.compile(
    rf"(?<![0-9A-Za-z.,@/_\-－—第])(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?(?=[{_COUNTED}])"
    r"(?!个(?:工作日|月|小时)|次会议|届|号)|(?<![第之百千万十])[一二两三四五六七八九十百]+(?=[件宗](?!事|套))",
    re.ASCII,
)
_KEPT = re.compile(r"《[^》]*》?|〔[^〕]*〕?|“[^”]*”?|[!-~]*[A-Za-z@/][!-~]*")


_MOST_IN_WORDS = 100
"""Chinese numerals from here on are left to the clerk."""

_AROUND = 18
"""Characters shown before and after a marked figure."""


class Taken(NamedTuple):
    """A text with its figures marked. live, stale: how many became live figures, how many are to be changed by hand."""

    text: Text
    live: int
    stale: int


class StaleFigure(NamedTuple):
    """A figure of last year that is still to be changed. paragraph and offset: its place; text: as it stands there."""

    section: str
    paragraph: int
    offset: int
    text: str
    before: str
    after: str


def take_over(
    text: Text,
    form: Form,
    phrases: Phrases,
    last_value: Callable[[str], Value],
    year: int,
    readings: Readings = NO_READINGS,
) -> Taken:
    """The text with its figures marked; year: that of the report from which it comes.

    form: of the new report, as are phrases and readings; a live figure whose cells it does not have is marked as well.
    """
    blocks, live, stale, before = [], 0, 0, ""
    for block in text:
        block = block._replace(spans=tuple(_without_strange(span, form) for span in block.spans))
        certain = partial(
            _certain, phrases=phrases, readings=readings, last_value=last_value, year=year, context=before
        )
        spans, before = tuple(_spans(block, certain)), block_text(block)
        live += sum(span.kind == FIGURE for span in spans) - sum(span.kind == FIGURE for span in block.spans)
        stale += sum(span.kind == STALE for span in spans)
        blocks.append(block._replace(spans=spans))
    return Taken(tuple(blocks), live, stale)


def stale_figures(section: str, text: Text) -> Iterator[StaleFigure]:
    """The marked figures of a section in reading order."""
    starts = _starts(text)
    for placed in placed_spans(text, (STALE,)):
        plain = block_text(text[placed.paragraph])
        at = placed.start - starts[placed.paragraph]
        end = at + len(placed.span.text)
        yield StaleFigure(section, placed.paragraph, at, placed.span.text, *around(plain, at, end, _AROUND))


def counted_figures(plain: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The figures in this stretch of a paragraph that count something, those in titles and quotations left out."""
    kept = [match.span() for match in _KEPT.finditer(plain)]
    for match in _FIGURE.finditer(plain, start, end):
        if not any(first <= match.start() < last for first, last in kept):
            yield match


def count_stale(texts: Iterable[Text]) -> int:
    """How many marked figures these texts have."""
    return sum(span.kind == STALE for text in texts for block in text for span in block.spans)


def without_mark(block: TextBlock, offset: int) -> TextBlock:
    """The block whose marked figure at this place is plain text: it stays as it is."""
    spans, at = [], 0
    for span in block.spans:
        here = at == offset and span.kind == STALE
        spans.append(Span(span.text) if here else span)
        at += len(span.text)
    return block._replace(spans=_joined(spans))


def _without_strange(span: Span, form: Form) -> Span:
    return stale_span(span.text) if span.kind == FIGURE and formula_of(span, form) is None else span


def _spans(block: TextBlock, certain: Callable[[re.Match[str], str], Formula | None]) -> Iterator[Span]:
    plain, at = block_text(block), 0
    for span in block.spans:
        start, end = at, at + len(span.text)
        at = end
        if span.kind != "text" or span.extra:
            yield span
            continue
        done = start
        for match in counted_figures(plain, start, end):
            if match.start() > done:
                yield Span(plain[done : match.start()])
            formula = certain(match, plain)
            yield figure_span(formula, match.group()) if formula else stale_span(match.group())
            done = match.end()
        if done < end:
            yield Span(plain[done:end])


def _certain(
    match: re.Match[str],
    plain: str,
    *,
    phrases: Phrases,
    readings: Readings,
    last_value: Callable[[str], Value],
    year: int,
    context: str,
) -> Formula | None:
    """What the figure is for certain: its words name one cell, or it is the only one that they can mean."""
    before, after = plain[: match.start()], plain[match.end() :]
    cell = phrases.cell_named(before, after, year)
    value = last_value(cell) if cell else None
    if value is not None and not isinstance(value, str) and number_text(value) == match.group():
        return Formula("sum", (cell,))
    number = _whole_number(match.group())
    if number is None:
        return None
    cells = readings.sources(number, before, after, context, last_value, year)
    numerals = "digits" if match.group().isascii() else "chinese"
    return Formula("sum", cells, numerals=numerals) if cells else None


def _whole_number(figure: str) -> int | None:
    """The figure, where a live one would be written in just this way."""
    if figure.isascii():
        return int(figure) if figure.isdigit() and str(int(figure)) == figure else None
    return next((number for number in range(1, _MOST_IN_WORDS) if chinese_numeral(str(number)) == figure), None)


def _starts(text: Text) -> list[int]:
    """Where each paragraph begins in the section's plain text."""
    starts, at = [], 0
    for block in text:
        starts.append(at)
        at += len(block_text(block)) + 1
    return starts


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in spans:
        if joined and not span.extra and (joined[-1].kind, joined[-1].extra, span.kind) == ("text", "", "text"):
            joined[-1] = Span(joined[-1].text + span.text)
        else:
            joined.append(span)
    return tuple(joined)
