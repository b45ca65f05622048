"""Figures in Chinese numerals, as official prose writes small ones: 十二, 一百零五, 十二点五."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_GROUPS = ("", "万", "亿", "万亿")
LARGEST = 10**16 - 1


def chinese_numeral(figure: str) -> str:
    """A figure of half-width digits, with or without sign and decimals, in Chinese numerals.

    A whole part above LARGEST stays as it is: nobody reads it in numerals.
    """
    sign, plain = ("负", figure[1:]) if figure.startswith("-") else ("", figure)
    whole, _, decimals = plain.partition(".")
    if int(whole) > LARGEST:
        return figure
    point = "点" + "".join(DIGITS[int(digit)] for digit in decimals) if decimals else ""
    return sign + _whole(int(whole)) + point


def _whole(number: int) -> str:
    if number == 0:
        return DIGITS[0]
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    text = ""
    gap = False
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if group == 0:
            gap = True
            continue
        if text and (gap or group < 1000):
            text += DIGITS[0]
        # 万亿 before 亿 says 亿 only once: 一万二千亿.
        unit = "万" if place == 3 and groups[2] else _GROUPS[place]
        text += _group(group) + unit
        gap = False
    return text.removeprefix("一") if text.startswith("一十") else text


def _group(number: int) -> str:
    """Up to four digits, with one 零 for any run of zeros inside."""
    text = ""
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += DIGITS[digit] + _PLACES[place]
        elif text and not text.endswith(DIGITS[0]) and number % 10**place:
            text += DIGITS[0]
    return text
