"""What documents print in place of a bare figure: with a word for what is counted (3件), in words, or hard to make out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from model.chinese_numbers import chinese_numeral
from model.form import NumberKind
from model.number_text import Entry, Value, half_width, is_number, read_number
from model.records import NamedTuple

_RUN = re.compile(r"(?<![-−.\d])\d[\d,]*(?:\.\d+)?(?![\d.]*[%‰万亿.]\d*)", re.ASCII)
_THOUSANDS = re.compile(r"(\d+(?:\.\d+)?)([万亿])", re.ASCII)
_PARTED = re.compile(r"\d+(?:\s+\d+)+", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:\s*,\s*\d{3})+", re.ASCII)
_MARK = "No"
"""The category of ① and ¹, which stand for a note behind a figure."""
_MONEY = re.compile(r"([\d,]+(?:\.\d+)?)\s*((?:万|亿)?元)", re.ASCII)
WORTH = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
_ZEROS = frozenset("Oo〇零○")
_MOST_GUESSES = 4
_LARGEST_NUMERAL = 200


class FigureWords(NamedTuple):
    """Words beside or in place of figures. counters: what is counted, 件; none: for none at all, 暂无."""

    counters: tuple[str, ...] = ()
    none: tuple[str, ...] = ()


def read_counted(text: str, kind: NumberKind, words: FigureWords) -> Entry:
    """`read_number` that understands a word for what is counted behind a whole number as well: 3件, 3（件）.

    No money at all is that in any unit: 0元.
    """
    entry = read_number(text, kind)
    if entry.reason and kind.units:
        money = _MONEY.fullmatch(half_width(text).strip())
        return read_number("0", kind) if money and not Decimal(money[1].replace(",", "")) else entry
    if not entry.reason or not kind.whole:
        return entry
    bare = _without_counter(half_width(text).strip(), words.counters)
    counted = read_number(bare, kind) if bare else entry
    return counted if is_number(counted.value) else entry


def _without_counter(text: str, counters: tuple[str, ...]) -> str:
    """The text before a counter at its end, "" where there is none."""
    inner = text[:-1] if text.endswith((")", "）")) else text
    found = next((word for word in counters if inner.endswith(word)), "")
    rest = inner[: len(inner) - len(found)].rstrip() if found else ""
    if inner is not text:
        return rest[:-1].rstrip() if rest.endswith(("(", "（")) else ""
    return rest


def guesses(text: str, kind: NumberKind, words: FigureWords) -> tuple[Value, ...]:
    """The figures that a text may mean which is none, the likeliest first; for a person to choose from only."""
    found = (read_number(guess, kind).value for guess in _guesses(text, kind, words))
    return tuple(dict.fromkeys(value for value in found if is_number(value)))[:_MOST_GUESSES]


def _guesses(text: str, kind: NumberKind, words: FigureWords) -> Iterator[str]:
    bare = "".join(character for character in text if unicodedata.category(character) != _MARK)
    flat = unicodedata.normalize("NFKC", bare if bare.strip() else text).strip()
    if flat in words.none or flat in _ZEROS:
        yield "0"
    money = _MONEY.fullmatch(flat)
    if kind.units and money:
        yield from _converted(money[1], money[2], kind)
        return
    if _PARTED.fullmatch(flat):
        yield "".join(flat.split())
    if _GROUPED.fullmatch(flat):
        yield re.sub(r"[,\s]", "", flat)
    large = _THOUSANDS.fullmatch(flat)
    if large and kind.units:
        yield from _converted(large[1], f"{large[2]}元", kind)
    elif large:
        yield format((Decimal(large[1]) * WORTH[f"{large[2]}元"]).normalize(), "f")
    yield from _RUN.findall(flat.rstrip(".。"))
    yield from (str(number) for number in range(1, _LARGEST_NUMERAL) if chinese_numeral(str(number)) == flat)


def _converted(amount: str, unit: str, kind: NumberKind) -> Iterator[str]:
    """An amount of money in the kind's own unit."""
    own = WORTH.get(kind.units[0])
    if own:
        yield format((Decimal(amount.replace(",", "")) * WORTH[unit] / own).normalize(), "f")
