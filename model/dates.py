"""Years and days: as they are typed, and as the report keeps them."""

from __future__ import annotations

import re
from datetime import date

FIRST_YEAR, LAST_YEAR = 2008, 2100
"""Report years that can be meant: 《政府信息公开条例》 has been in force since 2008."""

# Compiled by `re` when they are first used: the start has no use for them.
_YEAR = r"\d{4}"
_KEPT = r"(?a)(\d{4})-(\d{1,2})-(\d{1,2})"
_TYPED = r"(\d{4})\s*[-－./．年]\s*(\d{1,2})\s*[-－./．月]\s*(\d{1,2})\s*日?"


def read_year(text: str) -> int | None:
    """The year, 0 for nothing, None when it is none (yet). Full-width digits are understood."""
    plain = text.strip().removesuffix("年").strip()
    if not plain:
        return 0
    year = int(plain) if re.fullmatch(_YEAR, plain) else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def read_day(text: str) -> str:
    """The day as YYYY-MM-DD, as the report keeps it; what is no day is returned as it was typed."""
    plain = text.strip()
    day = _day(re.fullmatch(_TYPED, plain))
    return plain if day is None else day.isoformat()


def day_of(text: str) -> date | None:
    """The day that the report keeps so, None for nothing and for what is no day of the calendar."""
    return _day(re.fullmatch(_KEPT, text))


def _day(match: re.Match[str] | None) -> date | None:
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None
