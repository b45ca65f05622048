"""How findings against the year before put differences, and how they read a reason in the text."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from model.checks import MINUS
from model.last_year import year_change
from model.number_text import number_text

_MANY = 1000
"""From so many per cent on, how many times as much it is says more."""
_ANY_WORDS = "[^，。；\n]{0,30}?"


def signed(value: int | Decimal) -> str:
    """A figure that may be below 0, with the same sign as is printed between two."""
    return number_text(value).replace("-", MINUS)


def leap_share(this: int | Decimal, last: int | Decimal) -> str:
    """By how much, in words, "" where last year had none: to one place, and never as the bound itself."""
    change = year_change(this, last)
    if change is None or change.percent is None:
        return ""
    percent = abs(change.percent)
    for bound, words in ((50, "减少一半以上"), (100, "增加一倍以上")):
        if (this < last) == (bound == 50) and bound < percent < bound + 1:
            return f"，{words}"
    if this > last and percent >= _MANY:
        times = number_text((Decimal(this) / Decimal(last)).quantize(Decimal(1), ROUND_HALF_UP))
        return f"，约为上年的{times}倍"
    text = number_text(percent.quantize(Decimal("0.1"), ROUND_HALF_UP)).removesuffix(".0")
    return f"，{'增加' if this > last else '减少'}{text}%"


@lru_cache(maxsize=32)
def said_in(text: str, words: tuple[str, ...]) -> str:
    """What the text says of these words, "" for nothing; … in one stands for any words of the same clause."""
    found = (re.search(_ANY_WORDS.join(map(re.escape, word.split("…"))), text) for word in words)
    return next((match.group() for match in found if match is not None), "")
