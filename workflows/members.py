"""Reports of departments and lower governments, read to be held against a government's report (汇总): model/members.py."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from model.checks import printed
from model.errors import ReportError
from model.findings import Finding
from model.number_text import Value
from model.records import NamedTuple
from model.report import Report
from model.roster import Roster, unit_key
from model.state import Member, Members
from workflows import check_sources
from workflows.check_plan import is_no_report
from workflows.check_sources import Reading, Source, own_source, with_findings
from workflows.import_plan import files_in, is_folder
from workflows.many_processes import by_processes
from workflows.report_files import load_report, read_bytes
from workflows.roster import find_roster, load_roster

FILES_A_PROCESS = 8
"""Fewer files than this are read sooner than another process has started."""


class MembersRead(NamedTuple):
    """What was read. failed: the files that gave no report, each with the reason."""

    members: Members
    failed: tuple[tuple[Path, str], ...] = ()


class _Job(NamedTuple):
    """A file to read. name: what it is called in what is told; kept: where a document's report is put meanwhile."""

    path: Path
    name: str
    kept: Path


class _Read(NamedTuple):
    path: Path
    member: Member | None
    failed: str = ""


def member_files(
    sources: Sequence[Path], tell: Callable[[str], None], but: Path | None = None
) -> tuple[tuple[Path, str], ...]:
    """The files that may hold reports, each with its name; but: the report that adds them up, which may lie among them."""
    own = os.path.realpath(but) if but is not None else ""
    found = []
    for source in sources:
        for path in files_in([source], tell, own=True):
            if os.path.realpath(path) != own and not (is_folder(source) and is_no_report(path)):
                found.append((path, path.relative_to(source).as_posix() if is_folder(source) else path.name))
    return tuple(found)


def read_members(
    files: Sequence[tuple[Path, str]],
    roster: Roster,
    unit: str = "",
    roster_name: str = "",
    *,
    step: Callable[[str], object] = lambda name: None,
    stop: Callable[[], bool] = lambda: False,
    processes: int | None = None,
) -> MembersRead:
    """The members in these files. unit: whose report adds them up, never expected as a member. step: a file was read.

    stop: asked between files; what is read of fewer files then is given.
    """
    with tempfile.TemporaryDirectory() as folder:
        jobs = [_Job(path, name, Path(folder) / f"{number}.nianbao") for number, (path, name) in enumerate(files)]
        wanted = processes or min(os.cpu_count() or 1, len(jobs) // FILES_A_PROCESS)
        members: list[Member] = []
        failed: list[tuple[Path, str]] = []
        try:
            done = by_processes(_read, jobs, stop, wanted, _ended) if wanted > 1 else _one_by_one(jobs, stop)
            for read in done:
                step(read.path.name)
                if read.member is None:
                    failed.append((read.path, read.failed))
                else:
                    members.append(_listed(read.member, roster))
        finally:
            check_sources.close_reader()
    expected = tuple(one.name for one in roster.units if one.due and unit_key(one.name) != unit_key(unit))
    return MembersRead(Members(tuple(members), expected, roster_name if expected else ""), tuple(failed))


def joined(before: Members, more: Members) -> Members:
    """The members with more of them; one that was read from the same file again takes the place of the earlier one."""
    found = {_place(member): member for member in before.reports}
    found.update({_place(member): member for member in more.reports})
    listed = more if more.expected else before
    return Members(tuple(found.values()), listed.expected, listed.roster)


def with_roster(members: Members, roster: Roster, name: str, unit: str = "") -> Members:
    """The members by this roster: who has to be there, and which names are former ones."""
    expected = tuple(one.name for one in roster.units if one.due and unit_key(one.name) != unit_key(unit))
    return Members(tuple(_listed(member, roster) for member in members.reports), expected, name)


def command_members(
    place: Path, report: Path, roster: Roster, roster_file: Path | None, tell: Callable[[str], None]
) -> Members:
    """The members in a file or folder that a command names; what could not be read is told.

    report: the file that adds them up. Raises ReportError when there is no report among them, or the report can't be read.
    """
    files = member_files([place], tell, report)
    if not files:
        raise ReportError(f"{place} 里没有可以读的报告。", "请核对下级报告所在的文件夹。")
    if roster_file is None and is_folder(place) and (roster_file := find_roster([place])) is not None:
        roster = load_roster(roster_file)
        for fault in roster.faults:
            tell(f"{roster_file}：{fault}")
    source = own_source(report) if check_sources.is_own(report) else None
    read = read_members(files, roster, source.unit if source else "", roster_file.name if roster_file else "")
    for path, why in read.failed:
        tell(f"没有读入 {path}：{why}")
    if not read.members.reports:
        raise ReportError(f"{place} 里没有读出一份报告。", "请核对下级报告所在的文件夹。")
    return read.members


def member_of(source: Source, name: str) -> Member:
    """A file's report as a member; raises OpenError when it can't be read."""
    assert source.held is not None
    data = read_bytes(source.held)
    report = load_report(source.path, data)
    form = report.form
    figures: dict[str, Value] = {cell: printed(report, cell) for cell in form.cells}
    units = {cell: report.unit_of(cell) for cell in form.inputs if report.unit_of(cell) != form.cells[cell].kind.unit}
    found = with_findings(report, source)
    errors = [finding for finding in found if finding.severity == "error" and not finding.explained]
    return Member(
        report.unit or source.path.stem,
        report.year,
        form.edition,
        name,
        hashlib.sha256(read_bytes(source.path)).hexdigest(),
        values={cell: figure for cell, figure in figures.items() if figure is not None},
        units=units,
        errors=len(errors),
        first_error=_told(report, errors[0]) if errors else "",
    )


def _told(report: Report, finding: Finding) -> str:
    """What it says, with the part where that is about the text; what is about figures names them."""
    where = f"{report.form.section(finding.part).short}：" if finding.texts else ""
    return f"{where}{finding.statement}"


def _read(job: _Job) -> _Read:
    own = check_sources.is_own(job.path)
    source = own_source(job.path) if own else check_sources.read_other(Reading(job.path, job.kept))
    if source.failed:
        return _Read(job.path, None, source.failed)
    try:
        return _Read(job.path, member_of(source, job.name))
    except ReportError as error:
        return _Read(job.path, None, str(error))


def _ended(job: _Job) -> _Read:
    return _Read(job.path, None, f"读 {job.path.name} 时程序意外中止。")


def _one_by_one(jobs: Iterable[_Job], stop: Callable[[], bool]) -> Iterable[_Read]:
    for job in jobs:
        if stop():
            return
        yield _read(job)


def _listed(member: Member, roster: Roster) -> Member:
    found = roster.find(member.unit)
    known = found is not None and unit_key(found.name) != unit_key(member.unit)
    return member._replace(listed=found.name if found is not None and known else "")


def _place(member: Member) -> tuple[str, str]:
    return member.file, unit_key(member.unit)
