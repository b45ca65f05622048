"""Days as a field tells them."""

from __future__ import annotations

from model.dates import day_of
from workflows.deadlines import WEEKDAYS


def day_note(text: str) -> str:
    """The day with its weekday, a word when it is no day, "" for nothing."""
    if not text:
        return ""
    day = day_of(text)
    if day is None:
        return "看不出是哪一天，请写成 2026-01-20"
    return f"{day.year} 年 {day.month} 月 {day.day} 日（星期{WEEKDAYS[day.weekday()]}）"
