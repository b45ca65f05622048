"""Rule T1: a figure in the text that names what cells count is what the cells hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from model.checks import Check, Figures, Number, is_full, shown
from model.findings import EXPLAIN, Finding, TextPlace
from model.form import Form, Rule
from model.number_text import is_number, number_text
from model.text_checks import text_finding
from model.text_figures.balance import plain
from model.text_figures.names import wordings_of
from model.text_figures.report import figures_of_section
from model.text_figures.result import CHANGE, SHARE, ZERO, TextFigure
from model.text_figures.sum_names import sum_name

LAST_YEAR = "last_year"
_PHRASE = 14
"""Of what stands before a figure at most so many characters are quoted."""
_STOPS = "，；：。、（）,;:()！？\n"
_PERCENT = "%"


def text_figure_checks(form: Form, rule: Rule) -> Iterator[Check]:
    """A check for each section."""
    wordings = wordings_of(form)
    if wordings is None:
        return
    cells = tuple(dict.fromkeys(cell for named in wordings.cells.values() for cell in named))
    for section in form.sections:
        yield Check(cells, (section.id, "year", LAST_YEAR), _TextFigures(rule, section.id))


class _TextFigures:
    """The findings of one section."""

    def __init__(self, rule: Rule, section: str) -> None:
        self.rule, self.section = rule, section

    def __call__(self, figures: Figures) -> Iterator[Finding]:
        met: Counter[str] = Counter()
        plain = ""
        for figure in figures_of_section(figures, self.section):
            key = _key(figure)
            met[key] += 1
            if figure.agrees is False and not figure.live:
                plain = plain or figures.plain(self.section)
                yield self._finding(figures, figure, f"{key}.{met[key]}" if met[key] > 1 else key, plain)

    def _finding(self, figures: Figures, figure: TextFigure, key: str, plain: str) -> Finding:
        form = figures.form
        phrase, place = _phrase(plain, figure)
        cells = _wrong_cells(figures, figure)
        unit = _unit(form, figure)
        says = f"第{figure.paragraph + 1}段“{phrase}”"
        read = (*figure.cells, *(figure.of.numerator + figure.of.denominator if figure.of else ()))
        return text_finding(
            self.rule,
            f"{self.section}.{key}",
            self.section,
            f"{says}：{'' if figure.certain else '疑似与表不符，'}{_other_side(figures, figure, cells, unit)}",
            (place,),
            severity=self.rule.severity if figure.certain else "warning",
            cells=cells,
            gap=_gap(figure, unit),
            left=figure.found,
            right=figure.expected,
            difference=_difference(figure),
            figures=(*((cell, figures.value(cell)) for cell in read), ("text", phrase)),
            pending=not all(is_full(figures, cell) or is_number(figures.stated(cell)) for cell in read),
            advice=f"请改正写错的一处，{EXPLAIN}",
        )


def _key(figure: TextFigure) -> str:
    cells = figure.cells or (figure.of.numerator if figure.of else ())
    return f"{figure.kind}.{cells[0]}.{len(cells)}"


def _wrong_cells(figures: Figures, figure: TextFigure) -> tuple[str, ...]:
    """The cells that a finding is about: of a zero those that hold more."""
    if figure.of is not None:
        return (*figure.of.numerator, *figure.of.denominator)
    if figure.kind == ZERO:
        return tuple(cell for cell in figure.cells if figures.value(cell))
    return figure.cells


def _phrase(text: str, figure: TextFigure) -> tuple[str, TextPlace]:
    """The figure with the words round it that are quoted, and its place."""
    start = figure.start
    while start and figure.start - start < _PHRASE and text[start - 1] not in _STOPS:
        start -= 1
    end = figure.end
    behind = _PHRASE if figure.by_words else 2
    while end < len(text) and end - figure.end < behind and text[end] not in _STOPS:
        end += 1
    cut = "…" if start and text[start - 1] not in _STOPS else ""
    return f"{cut}{text[start:end].strip()}", TextPlace(figure.section, figure.start, figure.end)


def _unit(form: Form, figure: TextFigure) -> str:
    if figure.kind == SHARE:
        return _PERCENT
    if figure.kind == CHANGE and figure.relative:
        return _PERCENT
    return form.cells[figure.cells[0]].kind.unit


def _other_side(figures: Figures, figure: TextFigure, cells: tuple[str, ...], unit: str) -> str:
    """What the cells say instead."""
    form, expected = figures.form, figure.expected
    if figure.of is not None:
        part, whole = (sum_name(form, side) for side in (figure.of.numerator, figure.of.denominator))
        whole = f"（{whole}）" if "＋" in whole else whole
        return f"按表中的数算是{shown(expected)}%：{part}÷{whole}"
    if figure.kind == CHANGE:
        return f"{sum_name(form, figure.cells)}{_change(figure, unit)}"
    if figure.kind == ZERO:
        named = "、".join(f"{sum_name(form, (cell,))}是{shown(figures.value(cell), unit)}" for cell in cells[:2])
        return f"{named}{'等' if len(cells) > 2 else ''}"
    return f"{sum_name(form, figure.cells)}是{shown(expected, unit)}"


def _change(figure: TextFigure, unit: str) -> str:
    """By how much the cells changed, in the words of a change."""
    expected = figure.expected
    if isinstance(expected, str) or not expected:
        return "与上年相同"
    grown = (expected > 0) == (figure.direction >= 0)
    return f"比上年{'增加' if grown else '减少'}{number_text(plain(abs(Decimal(expected))))}{unit}"


def _difference(figure: TextFigure) -> Number | None:
    found, expected = figure.found, figure.expected
    if found is None or expected is None or isinstance(found, str) or isinstance(expected, str):
        return None
    return plain(Decimal(found) - Decimal(expected))


def _gap(figure: TextFigure, unit: str) -> str:
    difference = _difference(figure)
    if difference is None:
        return ""
    return f"相差 {number_text(plain(abs(Decimal(difference))))} {'个百分点' if unit == _PERCENT else unit}"
