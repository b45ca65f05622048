"""Figures as prose writes them: 12, 1,261, 30.8%, 14万余, 十二, 两; with what counts them and how exact they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model.chinese_numbers import DIGITS
from model.records import NamedTuple
from model.text_figures.lexicon import Lexicon

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_ARABIC = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,.]*\d)|\d+(?:\.\d+)?")
_CHINESE = re.compile(r"百分之[零〇一二两三四五六七八九十百点]+|[零〇一二两三四五六七八九十百千万亿]+")
_PLACES = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}
_PERCENT = re.compile(r"[ 　]?%")
_NAMED = re.compile(r"《[^《》]*》|〔[^〔〕]*〕|\[[^\[\]]*\]|https?:[!-~]*")
_JOINED = re.compile(r"[A-Za-z0-9_./:\-—－+#第]")
_ORDINAL = "第每逐之初"
_NUMBERED, _BEGINNINGS = ".．、", "。；;\n 　（("
"""What follows the number of an item, and what stands before it."""


class Numeral(NamedTuple):
    """A figure in a paragraph. end: behind a scale or a per cent sign; stop: behind what counts it.

    value: with its scale; decimals: as printed, below 0 for a count in 万 or 亿. counter: what counts it, "" for
    nothing. power: of an amount of money, the power of ten that makes 万元 of it, else None. rough: not exactly
    that many.
    """

    start: int
    end: int
    stop: int
    value: Decimal
    decimals: int
    counter: str
    percent: bool = False
    rough: bool = False
    power: int | None = None
    counts: bool = True


def plain_digits(text: str) -> str:
    """The text with half-width digits, as long as it was."""
    return text.translate(_FULL_WIDTH)


def numerals(text: str, lexicon: Lexicon) -> Iterator[Numeral]:
    """The figures of a text with half-width digits that may count something, in reading order.

    Years, days, ordinals, document numbers and what stands in 《》 or 〔〕 are none.
    """
    named = [match.span() for match in _NAMED.finditer(text)]
    places = sorted((*_arabic(text), *_chinese(text, lexicon)))
    for start, end, value, decimals in places:
        while named and named[0][1] <= start:
            named.pop(0)
        if not (named and named[0][0] <= start):
            numeral = _counted(text, lexicon, start, end, value, decimals)
            if numeral.counter not in lexicon.date_counters:
                yield numeral


_Place = tuple[int, int, Decimal, int]


def _arabic(text: str) -> Iterator[_Place]:
    for match in _ARABIC.finditer(text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        if before and _JOINED.match(before) and not (before in "-—－:" and not text[start - 2 : start - 1].isascii()):
            continue
        if after and after in _NUMBERED and (not before or before in _BEGINNINGS):
            continue
        if after and ((after.isascii() and (after.isalnum() or after in "-_/:+")) or after in "—－～"):
            continue
        plain = match.group().replace(",", "")
        yield start, end, Decimal(plain), len(plain.partition(".")[2])


def _chinese(text: str, lexicon: Lexicon) -> Iterator[_Place]:
    for match in _CHINESE.finditer(text):
        start, end = match.span()
        if (text[start - 1 : start] in _ORDINAL and start) or text[start - 1 : start].isdecimal():
            continue
        words = match.group()
        percent = words.startswith("百分之")
        value = _value(words.removeprefix("百分之"))
        if value is not None and (percent or _countable(text, end, lexicon)):
            yield start, end, value, 0


def _countable(text: str, end: int, lexicon: Lexicon) -> bool:
    """Whether what follows a Chinese numeral counts it: most of them are parts of words."""
    stop = end + 1 if text[end : end + 1] in lexicon.rough_after_one else end
    counter = lexicon.counters.at(text, stop)
    return bool(counter) and counter not in lexicon.vague


def _value(words: str) -> Decimal | None:
    """What a Chinese numeral says, None when it is none."""
    words = words.replace("〇", "零").replace("两", "二")
    whole, point, decimals = words.partition("点")
    if point:
        digits = "".join(str(DIGITS.find(digit)) for digit in decimals)
        first = _value(whole)
        return None if first is None or "-" in digits or not digits else first + Decimal(f"0.{digits}")
    if len(words) > 1 and all(word in DIGITS for word in words):
        return Decimal("".join(str(DIGITS.index(word)) for word in words))
    total, group, digit = 0, 0, None
    for word in words:
        if word in _GROUPS:
            if not (total or group or digit):
                return None
            total, group, digit = (total + group + (digit or 0)) * _GROUPS[word], 0, None
        elif word in _PLACES:
            group, digit = group + (1 if digit is None else digit) * _PLACES[word], None
        else:
            digit = DIGITS.index(word)
    return Decimal(total + group + (digit or 0))


def _counted(text: str, lexicon: Lexicon, start: int, end: int, value: Decimal, decimals: int) -> Numeral:
    percent = text.startswith("百分之", start)
    sign = _PERCENT.match(text, end)
    rough = text.endswith(lexicon.rough_before, 0, start)
    if percent or sign:
        end = sign.end() if sign else end
        return Numeral(start, end, end, value, decimals, "%", percent=True, rough=rough)
    stop = _behind_rough(text, end, lexicon)
    rough = rough or stop > end
    scale = lexicon.scales.get(text[stop : stop + 1])
    if scale is not None:
        value, end = value.scaleb(scale), stop + 1
        stop = _behind_rough(text, end, lexicon)
        rough = rough or stop > end
    money = lexicon.money.at(text, stop)
    if money:
        power = lexicon.money_powers[money]
        return Numeral(start, end, stop + len(money), value, decimals, money, rough=rough, power=power)
    # Quotes or white space may stand between a figure and what counts it.
    at = stop + 1 if text[stop : stop + 1] in (" ", "　", "”") else stop
    counter = lexicon.counters.at(text, at)
    stop = at + len(counter) if counter else stop
    # 85.6万件 is said in thousands: 856,213 is that many.
    decimals -= scale or 0
    ordinal = start > 0 and text[start - 1] in _ORDINAL
    counts = not ordinal and (not counter or counter in lexicon.own_counters)
    return Numeral(start, end, stop, value, decimals, counter, rough=rough, counts=counts)


def _behind_rough(text: str, end: int, lexicon: Lexicon) -> int:
    for word in lexicon.rough_after:
        if text.startswith(word, end):
            return end + len(word)
    return end
