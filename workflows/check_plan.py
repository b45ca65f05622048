"""Which files a check is about: the reports, those of the year before, earlier versions, and the roster."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from model.errors import FileFormatError, ReportError
from model.point_answers import earlier_points
from model.records import NamedTuple
from workflows.import_plan import files_in, is_folder
from workflows.report_files import is_there, read_bytes
from workflows.roster import find_roster

RECORD_NAME = "审核意见.json"
"""What the 审核意见反馈单 of a folder ask for, kept beside them to be answered next time."""
_PAPERS = ("审核意见反馈单", "校核报告")
_DATA = (".json", ".csv")
"""Never a report: results of checks, rosters, figures of an export."""


class Plan(NamedTuple):
    """What is to be read. several: the results are those of many files. earlier: earlier versions, and results of them as JSON.

    roster: the roster's file, None for none. returned: papers that may have come back with ticks and reasons.
    """

    files: tuple[Path, ...]
    last_year: tuple[Path, ...] = ()
    earlier: tuple[Path, ...] = ()
    records: tuple[dict[str, Any], ...] = ()
    roster: Path | None = None
    several: bool = False
    returned: tuple[Path, ...] = ()


def plan(
    sources: Sequence[Path],
    last_year: Path | None,
    previous: Path | None,
    roster: Path | None,
    outputs: Iterable[Path],
    tell: Callable[[str], None],
) -> Plan:
    """The files of a check. outputs: folders that are written to, in which nothing is looked for.

    tell: takes a sentence about a folder that can't be looked into. Raises ReportError for a folder without reports,
    and for a file that is not there.
    """
    for path in (last_year, previous, roster):
        if path is not None and not is_there(path):
            raise ReportError(f"找不到 {path}。", "请核对文件名和文件夹。")
    without = tuple(folder.absolute() for folder in outputs)
    files = _reports(sources, without, tell)
    if not files:
        raise ReportError("文件夹里没有可以检查的文件。", "请核对文件夹，或直接写出要检查的文件。")
    last = _reports([last_year], without, tell) if last_year is not None else ()
    earlier, records = _earlier(previous, without, tell) if previous is not None else ((), ())
    places = [*sources, *([last_year] if last_year is not None else [])]
    found = roster or find_roster(path if is_folder(path) else path.absolute().parent for path in places)
    several = len(files) > 1 or any(map(is_folder, sources))
    returned = () if previous is None else _returned([previous, *sources], tell)
    return Plan(files, last, earlier, records, found, several, returned)


def _returned(places: Sequence[Path], tell: Callable[[str], None]) -> tuple[Path, ...]:
    folders = [place for place in places if is_folder(place)]
    return tuple(path for path in files_in(folders, tell) if _PAPERS[0] in path.stem and path.suffix.lower() == ".docx")


def _reports(sources: Sequence[Path], without: Sequence[Path], tell: Callable[[str], None]) -> tuple[Path, ...]:
    """The files that may hold reports; one that is named is taken whatever its name."""
    named = {path.absolute() for path in sources}
    return tuple(
        path
        for path in files_in(sources, tell, own=True)
        if path.absolute() in named
        or not (is_no_report(path) or any(folder in path.absolute().parents for folder in without))
    )


def is_no_report(path: Path) -> bool:
    """Whether a file's name says that it is a list, data, or a paper of a check."""
    return path.suffix.lower() in _DATA or any(paper in path.stem for paper in _PAPERS)


def _earlier(
    previous: Path, without: Sequence[Path], tell: Callable[[str], None]
) -> tuple[tuple[Path, ...], tuple[dict[str, Any], ...]]:
    """Earlier versions, or what a check said of them: `审核意见.json` of a folder goes before the reports in it."""
    record = previous / RECORD_NAME if is_folder(previous) else previous
    if record.suffix.lower() == ".json" and (record == previous or record.is_file()):
        return (), tuple(_records(record))
    return _reports([previous], [folder for folder in without if folder != previous.absolute()], tell), ()


def _records(path: Path) -> list[dict[str, Any]]:
    """What `check --json` printed: of many files, or of one."""
    try:
        data = json.loads(read_bytes(path).decode("utf-8-sig"))
        found = data.get("files", [data])
        for record in found:
            record.setdefault("unit", "")
            record.setdefault("year", None)
            list(earlier_points(record["findings"]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise FileFormatError(
            f"“{path.name}”不是 check 写出的结果。", "请选上次的反馈单所在的文件夹，或上次的报告。"
        ) from error
    return list(found)
