"""What files about a report are called, and names that not every system takes."""

from __future__ import annotations

from pathlib import Path

from model.errors import ExportError
from model.report import Report

FORBIDDEN = '<>:"/\\|?*'
"""What no file name may hold on any of the systems, beside control characters."""
_UNWRITABLE = (range(0x20), range(0x7F, 0xA0), range(0xD800, 0xE000))
"""Control characters, and halves of characters that no system can write."""

RESERVED = frozenset(
    ("CON", "PRN", "AUX", "NUL", *(f"{port}{digit}" for port in ("COM", "LPT") for digit in "123456789¹²³"))
)
"""Names that mean a device to Windows, whatever suffix they have."""


def report_name(report: Report, what: str = "") -> str:
    """The name of a file with this report, without suffix. what: which paper beside the report it is."""
    return name_of(report.unit, report.year, what)


def name_of(unit: str, year: int, what: str = "") -> str:
    """`report_name` where only unit and year are known; year 0 for none."""
    return file_name(f"{unit}{year or ''}年政府信息公开工作年度报告{what}")


def file_name(name: str) -> str:
    """The name with what a file's name may not hold replaced; it is not hidden by a point before it."""
    written = "".join("_" if _is_forbidden(character) else character for character in name)
    return f"_{written[1:]}" if written.startswith(".") else written


def refuse_strange_name(path: Path) -> None:
    """Raise ExportError for a name under which Windows writes to a device or to another name; nothing was written yet.

    On every system: what is written on one is opened on another.
    """
    name = path.name
    if name.partition(".")[0].rstrip().upper() in RESERVED:
        raise ExportError(f"“{name}”是 Windows 留给设备的名称，什么都没有写。", "请换一个名称。")
    if name.rstrip(". ") != name and name.strip("."):
        raise ExportError(
            f"“{name}”的末尾是句点或空格，Windows 里没有这样的名称，什么都没有写。", "请去掉末尾的句点或空格。"
        )


def _is_forbidden(character: str) -> bool:
    return character in FORBIDDEN or any(ord(character) in characters for characters in _UNWRITABLE)
