"""What may safely be done where the text states another figure than the cells hold."""

from __future__ import annotations

from collections.abc import Iterator

from model.chinese_numbers import chinese_numeral
from model.edits import Change, ReplaceText
from model.findings import Finding, TextPlace
from model.fixes import Fix
from model.form import Rule
from model.live_figures import Formula, figure_span
from model.number_text import half_width, is_number, number_text
from model.report import Report
from model.text import Span, TextBlock, block_text
from model.text_figures.report import figures_of_section
from model.text_figures.result import CELL, SUM, TextFigure
from model.text_ranges import is_plain

CHINESE, DIGITS = "chinese", "digits"


def cells_figure(report: Report, rule: Rule, finding: Finding) -> Iterator[Fix]:
    """The cells' figure in place of the stated one, as text or as a live figure; only where the phrase is certain.

    Nothing where a cell's figure itself is the probable mistake.
    """
    figure = _stated(report, finding)
    if figure is None or not is_number(figure.expected) or _cell_is_wrong(report, finding):
        return
    numerals = _numerals(figure)
    if not numerals:
        return
    digits = number_text(figure.expected)
    new = chinese_numeral(digits) if numerals == CHINESE else digits
    formula = Formula("sum", figure.cells, numerals=numerals)
    place = TextPlace(figure.section, figure.start, figure.end)
    name = f"文中的{figure.figure}改为{new}"
    yield Fix(name, _put(report, place, Span(new)))
    yield Fix(f"{name}，以后随表格变动", _put(report, place, figure_span(formula, new)))


def _stated(report: Report, finding: Finding) -> TextFigure | None:
    """The figure of the text that the finding is about, one that may be replaced."""
    places = {(place.start, place.end) for place in finding.texts}
    for figure in figures_of_section(report, finding.part):
        if (figure.start, figure.end) in places and figure.kind in (CELL, SUM) and figure.certain:
            return figure
    return None


def _cell_is_wrong(report: Report, finding: Finding) -> bool:
    """Whether a probable cause says that a cell's figure is wrong, and explains this finding as well."""
    return bool(finding.cause) or any(one.cause and finding.key in one.cause_of for one in report.findings())


def _numerals(figure: TextFigure) -> str:
    """How the figure is written, "" where it is not simply a number: 约, 余, 1.2万."""
    digits = number_text(figure.found)
    written = half_width(figure.figure).replace(",", "")
    if written == digits:
        return DIGITS
    return CHINESE if written == chinese_numeral(digits) else ""


def _put(report: Report, place: TextPlace, span: Span) -> tuple[Change, ...]:
    """The span in place of a stretch of plain text."""
    at = 0
    for number, block in enumerate(report.text(place.section)):
        length = len(block_text(block))
        start, stop = place.start - at, place.end - at
        if start >= 0 and stop <= length:
            if not is_plain(block, start, stop) or not block.spans:
                return ()
            return (ReplaceText(place.section, number, number + 1, (_with(block, start, stop, span),)),)
        at += length + 1
    return ()


def _with(block: TextBlock, start: int, stop: int, new: Span) -> TextBlock:
    spans, at = [], 0
    for span in block.spans:
        end = at + len(span.text)
        if at <= start and stop <= end and span.kind == "text":
            before, behind = span.text[: start - at], span.text[stop - at :]
            live = (Span(before), new, Span(behind))
            spans.extend(
                [one for one in live if one.text] if new.kind != "text" else [Span(before + new.text + behind)]
            )
        else:
            spans.append(span)
        at = end
    return block._replace(spans=tuple(spans))
