"""The figures that stand in a paragraph as plain text: which could follow a cell, and which have none.

Only words that name one cell make a figure one of that cell. That a figure has no cell is said only of what is
counted in another unit than cells are, and where nothing beside it speaks of what the grids count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model.figure_offer import Offer, offer_for
from model.form import Form
from model.live_figures import STALE
from model.number_text import is_number
from model.old_figures import counted_figures
from model.phrases import Phrases
from model.records import NamedTuple
from model.report import Report
from model.text import TextBlock, block_text

CERTAIN, SAME, DIFFERS, UNSURE, ELSEWHERE = "certain", "same", "differs", "unsure", "elsewhere"
"""It is the cell's figure; so it is, written in a way that live figures are not; another figure than that cell's;
some cell's perhaps; no cell's."""

_LONGEST = 14
_COUNTER = re.compile(r"[余多]?(?:人次|件次|场次|万元|亿元|.)")
_PUNCTUATION = "。！？；，、：;,:（）()"
_PERCENT = "%％"


class TypedFigure(NamedTuple):
    """start, end: in the paragraph's plain text. quoted: the figure with the words round it. meaning: see CERTAIN.

    cell: the one that the words name, "" for none. offer: how it can be tied to it, of certain ones only.
    stale: it is last year's, marked to be changed.
    """

    start: int
    end: int
    quoted: str
    meaning: str
    cell: str = ""
    offer: Offer | None = None
    stale: bool = False


def typed_figures(report: Report, phrases: Phrases, block: TextBlock) -> tuple[TypedFigure, ...]:
    """The paragraph's figures that count something and are not live, in reading order; percentages left out."""
    if not phrases.units:
        return ()
    return tuple(_found(report, phrases, block))


def _found(report: Report, phrases: Phrases, block: TextBlock) -> Iterator[TypedFigure]:
    plain, at = block_text(block), 0
    for span in block.spans:
        if span.kind in ("text", STALE) and not span.extra:
            # What counts a marked figure stands in the span behind it.
            end = min(len(plain), at + len(span.text) + 1)
            for match in counted_figures(plain, at, end):
                if match.end() <= at + len(span.text) and plain[match.end()] not in _PERCENT:
                    yield _judged(report, phrases, plain, match)._replace(stale=span.kind == STALE)
        at += len(span.text)


def _judged(report: Report, phrases: Phrases, plain: str, match: re.Match[str]) -> TypedFigure:
    start, end = match.span()
    before, after = plain[:start], plain[end:]
    clause = phrases.clause(before, report.year)
    shown = clause.rsplit("、", 1)[-1] or clause
    quoted = f"{'…' if len(shown) > _LONGEST else ''}{shown[-_LONGEST:]}{match.group()}{_counter(after)}"
    figure = TypedFigure(start, end, quoted, ELSEWHERE)
    if words := phrases.words_named(before, after, report.year):
        cell, offer = phrases.words[words].cell, offer_for(report, phrases, plain[:end], after)
        return figure._replace(
            meaning=CERTAIN if offer else _other(report, cell, match.group()), cell=cell, offer=offer
        )
    around = clause + _up_to_punctuation(after)
    unsure = after.startswith(_units(report.form, phrases)) or any(topic in around for topic in phrases.topics)
    return figure._replace(meaning=UNSURE) if unsure else figure


def _other(report: Report, cell: str, typed: str) -> str:
    """What a figure is whose words name the cell, and that is not written as the cell's."""
    plain, value = typed.replace(",", ""), report.value(cell)
    if not plain.replace(".", "", 1).isdecimal():
        return UNSURE
    return SAME if is_number(value) and Decimal(plain) == value else DIFFERS


def _units(form: Form, phrases: Phrases) -> tuple[str, ...]:
    """What may count a figure of a cell."""
    kinds = {cell.kind for cell in form.cells.values()}
    return (*phrases.units, *sorted({kind.unit for kind in kinds if kind.unit}))


def _counter(after: str) -> str:
    match = _COUNTER.match(after)
    return match.group() if match else ""


def _up_to_punctuation(text: str) -> str:
    return re.split(f"[{_PUNCTUATION}]", text, maxsplit=1)[0]
