"""Years and days as they are typed into a field."""

from __future__ import annotations

import re

from PySide6.QtCore import QDate, Qt

from gui.navigator import WEEKDAYS

FIRST_YEAR, LAST_YEAR = 2008, 2100
_DAY = re.compile(r"(\d{4})\s*[-－./．年]\s*(\d{1,2})\s*[-－./．月]\s*(\d{1,2})\s*日?")


def read_year(text: str) -> int | None:
    """The year, 0 for nothing, None when it is none (yet). Full-width digits are understood."""
    plain = text.strip().removesuffix("年").strip()
    if not plain:
        return 0
    if len(plain) != 4 or not re.fullmatch(r"[0-9０-９]{4}", plain):
        return None
    year = int(plain)
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def read_day(text: str) -> str:
    """The day as YYYY-MM-DD; what is no day is returned as it was typed."""
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return text.strip()
    day = QDate(*(int(part) for part in match.groups()))
    return day.toString(Qt.DateFormat.ISODate) if day.isValid() else text.strip()


def day_note(text: str) -> str:
    """The day with its weekday, a word when it is no day, "" for nothing."""
    if not text:
        return ""
    day = QDate.fromString(text, Qt.DateFormat.ISODate)
    if not day.isValid():
        return "看不出是哪一天，请写成 2026-01-20"
    return f"{day.year()} 年 {day.month()} 月 {day.day()} 日（星期{WEEKDAYS[day.dayOfWeek() - 1]}）"
