"""单位名录 read from its file, which stands in the folder of the reports."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from model.errors import FileFormatError
from model.roster import Roster, read_roster
from workflows.report_files import read_bytes
from workflows.unit_kinds import unit_kinds

ROSTER_NAME = "单位名录.csv"


def find_roster(folders: Iterable[Path]) -> Path | None:
    """The first of these folders' rosters, None when none of them has one."""
    for folder in folders:
        path = folder / ROSTER_NAME
        try:
            if path.is_file():
                return path
        except OSError:
            continue
    return None


def load_roster(path: Path) -> Roster:
    """The roster in this file, in any usual encoding; what is wrong with single lines stands in its `faults`.

    Raises OpenError when the file can't be read, FileFormatError when it is no roster.
    """
    from importers.plain_characters import characters_of

    data = read_bytes(path)
    text = characters_of(data)
    if not data.strip():
        raise FileFormatError(f"“{path.name}”是空的。", "第一行写 现用名,曾用名,类别,应报，下面每个单位一行。")
    if text is None:
        raise FileFormatError(f"“{path.name}”不是文字。", "请在 Excel 或 WPS 里另存为“CSV（逗号分隔）”。")
    try:
        return read_roster(text.removeprefix("\ufeff"), unit_kinds())
    except FileFormatError as error:
        raise FileFormatError(f"“{path.name}”：{error.summary}", error.advice) from error
