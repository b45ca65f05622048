"""One report of a check: beside the reports of last year, with what was found, as the command tells it and as JSON."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from model.errors import ReportError
from model.findings import Finding
from model.json_text import one_line
from model.point_answers import Answer, Reply, answers, earlier_points, with_replies
from model.records import NamedTuple
from model.report import Report
from model.state import NO_MEMBERS, LastReport, Members
from workflows.check_sources import UNREADABLE, Source, with_findings
from workflows.report_files import load_report, read_bytes
from workflows.show import answer_lines, answers_json, check_json, check_text

if TYPE_CHECKING:
    from model.office_rules import OfficeRule

OK, FINDINGS, ERRORS = "ok", "findings", "errors"
"""Neither an error nor a warning that no reason explains; warnings; errors."""


class Papers(NamedTuple):
    """The documents that are to be written of a report. return_by, contact: what 审核意见反馈单 ends with.

    template: an own one for it, None for the edition's.
    """

    word: Path | None = None
    html: Path | None = None
    feedback: Path | None = None
    return_by: str = ""
    contact: str = ""
    template: Path | None = None


NO_PAPERS = Papers()


class CheckJob(NamedTuple):
    """A report that is to be checked. last_year: the reports of the year before, () for those that it holds itself.

    earlier: its earlier versions, or the findings that were printed of it as JSON; None where nothing is to be answered.
    replies: what the unit itself said of the earlier points, on paper. kind: the kind of its unit where a roster says which.
    rules: of the office's own, by which it is checked as well. members: the reports that it adds up, none for those that
    it holds itself.
    """

    source: Source
    last_year: tuple[Source, ...] = ()
    earlier: tuple[Source, ...] | tuple[dict[str, Any], ...] | None = None
    kind: str = ""
    papers: Papers = NO_PAPERS
    rules: tuple[OfficeRule, ...] = ()
    replies: tuple[Reply, ...] = ()
    members: Members = NO_MEMBERS


class Checked(NamedTuple):
    """What became of a job. entry: what `check --json` prints of it, on one line; lines: what it tells a person.

    record: its findings alone, as JSON, to be answered next time. remarks: what is to be told beside;
    written: the documents. failed: why there is nothing, or what could not be written.
    """

    path: Path
    unit: str
    year: int
    status: str
    entry: str
    lines: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    written: tuple[Path, ...] = ()
    failed: str = ""


def check_one(job: CheckJob) -> Checked:
    """Check the report; a document that can't be written stops no other. No error is raised."""
    source = job.source
    if source.failed or source.held is None:
        return without_report(source, source.status or UNREADABLE, source.failed)
    remarks: list[str] = []
    try:
        report = _ready(source, job, remarks)
        findings = with_findings(report, source)
        answered = None if job.earlier is None else _answered(job, report, findings)
    except ReportError as error:
        return without_report(source, UNREADABLE, str(error))
    except Exception as error:
        return without_report(source, UNREADABLE, _unexpected(error))
    entry = _entry(source, report, findings, answered)
    lines = [*check_text(report.form, findings), *source.lines]
    if answered is not None:
        lines += answer_lines(answered)
    done = Checked(
        source.path, report.unit, report.year, status_of(findings), one_line(entry), tuple(lines), tuple(remarks)
    )
    return done if job.papers == NO_PAPERS else _with_papers(done, job, report, findings, answered)


def status_of(findings: Sequence[Finding]) -> str:
    """In one word how the report stands."""
    left = {finding.severity for finding in findings if not finding.explained}
    return ERRORS if "error" in left else FINDINGS if "warning" in left else OK


def without_report(source: Source, status: str, failed: str) -> Checked:
    """What is told of a file that no report could be read from."""
    entry: dict[str, Any] = {
        "source": str(source.path),
        "unit": source.unit,
        "year": source.year or None,
        "status": status,
        "findings": [],
        "text_figures": [],
    }
    return Checked(source.path, source.unit, source.year, status, one_line(entry), failed=failed)


def ended(job: CheckJob) -> Checked:
    """What is told of a report when the process that checked it ended by itself."""
    failed = f"检查 {job.source.path.name} 时程序意外中止。请单独再检查一次，并把这句话告诉维护人员。"
    return without_report(job.source, UNREADABLE, failed)


def _entry(
    source: Source, report: Report, findings: Sequence[Finding], answered: Sequence[Answer] | None
) -> dict[str, Any]:
    return {
        "source": str(source.path),
        "unit": report.unit,
        "year": report.year or None,
        "status": status_of(findings),
        **check_json(report, findings),
        **({} if answered is None else {"answers": answers_json(answered)}),
    }


def _ready(source: Source, job: CheckJob, remarks: list[str]) -> Report:
    """The report with last year's inside, of the kind of unit that the roster says, checked by the office's rules too.

    remarks: takes what is to be told of reports of last year that can't be read; the check goes on without them.
    """
    assert source.held is not None
    report = load_report(source.path, read_bytes(source.held))
    if job.last_year or job.kind or job.members != NO_MEMBERS:
        state = report.state()
        if job.members != NO_MEMBERS:
            state = state._replace(members=job.members)
        if last := _last_reports(job, remarks):
            state = state._replace(last_year=last)
        if job.kind:
            state.fields["unit_kind"] = job.kind
        report = Report(state)
    report.check_with(job.rules)
    return report


def _last_reports(job: CheckJob, remarks: list[str]) -> tuple[LastReport, ...]:
    """None of them where one can't be read: a sum of only some predecessors would be wrong."""
    try:
        return tuple(map(_last_report, job.last_year))
    except ReportError as error:
        remarks.append(f"上年报告没有用上：{error}")
        return ()


def _last_report(source: Source) -> LastReport:
    assert source.held is not None
    data = read_bytes(source.held)
    state = load_report(source.path, data).state().alone()
    return LastReport(state, source.path.name, hashlib.sha256(data).hexdigest())


def _answered(job: CheckJob, report: Report, findings: Sequence[Finding]) -> tuple[Answer, ...]:
    """What became of each earlier point, of the findings that were printed or of an earlier version checked now."""
    points = [point for found in job.earlier or () for point in _points(found, job)]
    return tuple(with_replies(answers(points, report, findings), job.replies, findings))


def _points(found: Source | dict[str, Any], job: CheckJob) -> Iterator[Any]:
    if isinstance(found, Source):
        before = _ready(found, job, [])
        yield from earlier_points(check_json(before, with_findings(before, found))["findings"])
    else:
        yield from earlier_points(found["findings"])


def _with_papers(
    done: Checked, job: CheckJob, report: Report, findings: Sequence[Finding], answered: Sequence[Answer] | None
) -> Checked:
    from workflows.check_papers import write_papers

    written: list[Path] = []
    failed = write_papers(job, report, findings, answered, written, _unexpected)
    return done._replace(written=tuple(written), failed="\n".join(failed))


def _unexpected(error: Exception) -> str:
    from workflows.log_file import log_exception, log_file

    log_exception(error)
    return f"出现意外错误，没有完成。详情记在 {log_file()}，请发给维护人员。"
