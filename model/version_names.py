"""What the named versions are called that mean something to the program, and which of them a report is."""

from __future__ import annotations

from model.report import Report

PUBLISHED = "公开稿"
CORRECTION = "更正前"
NAMES = ("初稿", "送审稿", "审定稿", PUBLISHED)

CORRECTED = "更正稿"


def version_now(report: Report) -> str:
    """Which version the report is as it stands: its newest one's name, said to be changed where it was since; "" for none."""
    newest = report.versions[-1] if report.versions else None
    if newest is None:
        return ""
    if newest.name == CORRECTION:
        return CORRECTED
    return newest.name if newest.state.content() == report.state().content() else f"{newest.name}（此后有改动）"
