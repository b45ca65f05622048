"""Whether a figure that was just typed can be tied to a cell: only where its words name that one cell.

Most small numbers equal some cell and mean something else, so equality alone says nothing.
"""

from __future__ import annotations

import re
from decimal import Decimal

from model.chinese_numbers import chinese_numeral
from model.form import Form
from model.live_figures import MOST_DECIMALS, Formula
from model.naming import column_name
from model.number_text import number_text
from model.phrases import Phrases
from model.records import NamedTuple
from model.report import Report

_DIGITS = re.compile(r"(?<![0-9０-９.．,，])[0-9０-９]+(?:[.．][0-9０-９]+)?$")
_NUMERAL = re.compile(r"(?<![第之零一二三四五六七八九十百千万亿])[零一二三四五六七八九十百千万亿]+$")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.")


class Offer(NamedTuple):
    """typed: the figure as it stands before the caret. words: the phrase that names the cell, as in the form's data."""

    typed: str
    words: str
    cell: str
    formula: Formula


def offer_for(report: Report, phrases: Phrases, before: str, after: str) -> Offer | None:
    """The offer for the figure that ends `before`; after: what follows the caret in the paragraph."""
    match = _DIGITS.search(before) or _NUMERAL.search(before)
    if match is None or not phrases.units:
        return None
    # Nothing behind it yet: what counts it is still to be typed.
    words = phrases.words_named(before[: match.start()], after or phrases.units[0], report.year)
    if not words:
        return None
    cell = phrases.words[words].cell
    formula = _formula(report, cell, match.group())
    return Offer(match.group(), words, cell, formula) if formula is not None else None


def offer_words(offer: Offer, form: Form) -> str:
    """What is offered, in one line."""
    return f"“{offer.typed}”等于{short_name(form, offer.cell)}，Tab 关联"


def short_name(form: Form, cell: str) -> str:
    """Grid, row and column in one word: 表三新收总计."""
    column = column_name(form, cell).replace("›", "")
    return f"{form.grid(form.cells[cell].grid).name}{form.row(cell).short}{column}"


def _formula(report: Report, cell: str, typed: str) -> Formula | None:
    """The formula that shows the cell's figure as it was typed, None where it is another figure."""
    value = report.value(cell)
    if value is None or isinstance(value, str):
        return None
    plain = typed.translate(_HALF_WIDTH)
    if plain == number_text(value):
        return Formula("sum", (cell,))
    if typed == chinese_numeral(number_text(value)):
        return Formula("sum", (cell,), numerals="chinese")
    decimals = len(plain.partition(".")[2])
    figure = plain.replace(".", "", 1).isdigit() and plain[0] in "0123456789"
    if figure and 0 < decimals <= MOST_DECIMALS and Decimal(plain) == value:
        return Formula("sum", (cell,), decimals=decimals)
    return None
