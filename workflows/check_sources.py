"""The files of a check: which report each of them holds, and in what form it can be read at once.

Documents of others are read once, by a process apart; what they gave is kept as a report's file for the time of the check.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from importers.result import DOUBTFUL, ImportResult, grouped_doubts, where
from model.errors import NoReport, ReportError
from model.findings import Finding
from model.naming import cell_name
from model.records import NamedTuple
from model.report import Report
from model.storage import SUFFIX, dump
from workflows.importing import read_source
from workflows.reading_process import ReadingProcess
from workflows.report_files import read_bytes

if TYPE_CHECKING:
    from importers.returned_feedback import Returned

NO_REPORT, UNREADABLE = "no_report", "unreadable"
"""The file can be read and holds no report, or several; it can't be read."""

_HEAD = 4096
_UNIT, _YEAR = re.compile(rb'"unit": ("(?:[^"\\]|\\.)*")'), re.compile(rb'"year": (\d{1,4})\b')


class Source(NamedTuple):
    """A file and what report it holds. held: the report's own file to read it from, None where there is none.

    failed: why there is no report, status then says in one word which it is. lines: what of a document was not read.
    doubts: what of it could be read in several ways. foreign: it is a document of others, no report's own file.
    """

    path: Path
    held: Path | None
    unit: str = ""
    year: int = 0
    status: str = ""
    failed: str = ""
    lines: tuple[str, ...] = ()
    doubts: tuple[Finding, ...] = ()
    foreign: bool = False


class Reading(NamedTuple):
    """A document that is to be read, and the file that what it gives is kept in."""

    path: Path
    kept: Path


def is_own(path: Path) -> bool:
    """Whether it is a report's own file by its name."""
    return path.suffix.lower() == SUFFIX


def own_source(path: Path) -> Source:
    """A report's own file by what stands at its beginning; whether all of it can be read is told when it is read."""
    try:
        data = read_bytes(path)
    except ReportError:
        return Source(path, path)
    unit, year = _UNIT.search(data, 0, _HEAD), _YEAR.search(data, 0, _HEAD)
    if unit and year:
        with contextlib.suppress(ValueError):
            return Source(path, path, str(json.loads(unit[1])), int(year[1]))
    return _by_all_of_it(path, data)


def _by_all_of_it(path: Path, data: bytes) -> Source:
    """As `own_source`, of a file whose entries somebody put into another order."""
    try:
        found = json.loads(data)
        return Source(path, path, str(found["unit"]), int(found["year"]))
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return Source(path, path)


_reader: list[ReadingProcess] = []
"""The process that reads for this one: it is kept for the next file, and ends with this one."""


def read_other(wanted: Reading) -> Source:
    """A document of others, read by a process apart."""
    if not _reader:
        _reader.append(ReadingProcess())
        atexit.register(close_reader)
    try:
        result = _reader[0].read(wanted.path, source=False)
    except NoReport as error:
        return Source(wanted.path, None, status=NO_REPORT, failed=str(error), foreign=True)
    except ReportError as error:
        return Source(wanted.path, None, status=UNREADABLE, failed=str(error), foreign=True)
    wanted.kept.write_bytes(dump(result.report))
    return _source(wanted, result)


def returned_papers(paths: Iterable[Path]) -> Iterator[Returned]:
    """Those of the files that are 审核意见反馈单 which came back with something ticked; others are left alone."""
    from importers.returned_feedback import read_returned

    for path in paths:
        with contextlib.suppress(ReportError):
            found = read_returned(read_source(path))
            if found is not None and found.replies:
                yield found


def close_reader() -> None:
    """End the process that reads for this one."""
    while _reader:
        _reader.pop().close()


def ended(wanted: Reading) -> Source:
    """What is told of a document when the process that had it read ended by itself."""
    failed = f"读 {wanted.path.name} 时程序意外中止。请单独再检查一次，并把这句话告诉维护人员。"
    return Source(wanted.path, None, status=UNREADABLE, failed=failed, foreign=True)


def _source(wanted: Reading, result: ImportResult) -> Source:
    report = result.report
    lines = tuple(
        "".join(f"没有读入　{item.where}：“{item.text}”　{item.reason}".rstrip().splitlines())
        for item in result.unplaced
        if not item.furniture
    )
    return Source(
        wanted.path,
        wanted.kept,
        report.unit,
        report.year,
        lines=lines,
        doubts=tuple(doubt_findings(result)),
        foreign=True,
    )


def doubt_findings(result: ImportResult) -> Iterator[Finding]:
    """What a document says that may mean several things, as findings of the rule about what can't be understood.

    What it leaves blank is found already, by the rule about blank cells, once a grid.
    """
    form = result.report.form
    blank = set(result.report.blanks())
    rule = next((rule.id for rule in form.rules if rule.kind == "unreadable"), "")
    for cells, reason, origins in grouped_doubts(result):
        # A doubtful total beside doubtful figures is worked out from them.
        named = [cell for cell in cells if not form.cells[cell].computed] or list(cells)
        if blank.issuperset(named) and not any(origin.text.strip() for origin in origins):
            continue
        places = "、".join(f"{where(origin)}“{origin.text}”" for origin in origins)
        more = f"等{len(named)}格" if len(named) > 1 else ""
        yield Finding(
            rule,
            f"{named[0]}.{DOUBTFUL}",
            "warning",
            form.section_of_grid(form.cells[named[0]].grid).id,
            f"{cell_name(form, named[0])}{more}：文件里是{places or '空白'}，拿不准{f'（{reason}）' if reason else ''}",
            cells=tuple(named),
            figures=(("text", "、".join(origin.text for origin in origins)),),
            advice="请对照原件核对；没有的应填0",
        )


def with_findings(report: Report, source: Source) -> tuple[Finding, ...]:
    """All findings of a report as its file gave it, in the order of the form."""
    found = report.all_findings()
    if not source.doubts:
        return found
    order = {section.id: number for number, section in enumerate(report.form.sections)}
    return tuple(sorted((*found, *source.doubts), key=lambda finding: order.get(finding.part, 0)))
