"""Sums typed into a cell, such as =12+5-3: figures that came from several departments. No other arithmetic."""

from __future__ import annotations

import re
from decimal import Decimal

from model.form import NumberKind
from model.number_text import Entry, Value, half_width, number_text, read_number
from model.records import NamedTuple

SIGNS = "=＝"
"""What a sum begins with."""

# Compiled by `re` when it is first used.
_TERM = r"(?a)(?P<sign>[+-]?)(?P<figure>\d+(?:,\d{3})*(?:\.\d+)?)"
_LONGEST = 500


class Sum(NamedTuple):
    """What a sum comes to as a cell holds it, and the sum as it is kept: half width, without = and spaces.

    reason: a key of `model.number_text.REASONS`, "" when it was understood; the value is then the figure.
    """

    value: Value
    words: str
    reason: str


def is_sum(text: str) -> bool:
    """Whether the text was typed as a sum."""
    return text.lstrip()[:1] in tuple(SIGNS)


def read_sum(text: str, kind: NumberKind) -> Sum:
    """Add the figures up; half and full width alike. What can't be added is kept as typed, with the reason."""
    words = "".join(half_width(text).split())[1:]
    total = _total(words)
    if total is None:
        return Sum(text, "", "sum")
    terms = re.findall(_TERM, words)
    if any(read_number(figure, kind).reason == "fraction" for _, figure in terms):
        # Halves of a case don't become right by adding up to a whole one.
        return Sum(text, "", "fraction")
    entry = read_number(number_text(total), kind)
    if entry.reason:
        return Sum(text, "", entry.reason)
    # A single figure behind the sign is no sum.
    return Sum(entry.value, words if len(terms) > 1 else "", "")


def read_entry(text: str, kind: NumberKind) -> Entry:
    """What was typed as the cell holds it, a figure or a sum."""
    if not is_sum(text):
        return read_number(text, kind)
    read = read_sum(text, kind)
    return Entry(read.value, "", read.reason)


def sum_holds(words: str, value: Value) -> bool:
    """Whether these words of a sum come to this value: else they are not shown."""
    return bool(words) and not isinstance(value, str) and value is not None and _total(words) == value


def _total(words: str) -> Decimal | None:
    """The exact sum, None when it is none. A term begins with a sign, the first may go without."""
    if not words or len(words) > _LONGEST:
        return None
    at, total = 0, Decimal(0)
    while at < len(words):
        match = re.compile(_TERM).match(words, at)
        if match is None or (at and not match["sign"]):
            return None
        total += Decimal(match["sign"] + match["figure"].replace(",", ""))
        at = match.end()
    return total
