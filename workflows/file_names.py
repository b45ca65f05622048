"""What files about a report are called."""

from __future__ import annotations

from model.report import Report

FORBIDDEN = '<>:"/\\|?*\n\r\t'
"""What no file name may hold on any of the systems."""


def report_name(report: Report, what: str = "") -> str:
    """The name of a file with this report, without suffix. what: which paper beside the report it is."""
    return name_of(report.unit, report.year, what)


def name_of(unit: str, year: int, what: str = "") -> str:
    """`report_name` where only unit and year are known; year 0 for none."""
    return file_name(f"{unit}{year or ''}年政府信息公开工作年度报告{what}")


def file_name(name: str) -> str:
    """The name with what a file's name may not hold replaced."""
    return "".join("_" if character in FORBIDDEN else character for character in name)
