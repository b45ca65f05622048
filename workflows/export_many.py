"""Many reports written as documents, on all cores: each is read, written and checked by itself, one that fails stops none."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from model.errors import ReportError
from model.records import NamedTuple
from model.report import Report
from workflows.export_kinds import AS_USUAL, KINDS, WITH_OPTIONS, Wishes, usual_name
from workflows.many_processes import by_processes

FILES_A_PROCESS = 8
"""Fewer files than this are written sooner than another process has started."""


class Output(NamedTuple):
    """A document that is wanted. kind: an id of `KINDS`. folder: `place` is where it goes under its usual name."""

    kind: str
    place: Path
    folder: bool = False


class Job(NamedTuple):
    """A report's file, and what is to be made of it. package: the folder for all files of a publication."""

    source: Path
    outputs: tuple[Output, ...]
    wishes: Wishes = AS_USUAL
    package: Path | None = None


class Done(NamedTuple):
    """What became of a job. written: the files in their order, also of a job that failed on the way.

    remarks: what is to be told though it went well. errors: how many errors the report has that no reason explains.
    failed: what was not made and why, in words, a line for each; "" when all was.
    """

    source: Path
    written: tuple[Path, ...] = ()
    remarks: tuple[str, ...] = ()
    errors: int = 0
    failed: str = ""


def export_many(
    jobs: Sequence[Job], stop: Callable[[], bool] = lambda: False, processes: int | None = None
) -> Iterator[Done]:
    """Do the jobs; what became of each, in their order, as soon as it and all before it are done.

    stop: asked between jobs; once it says so, those that run are finished and no other is begun: what became of the
    jobs is then told of fewer. processes: how many, None for as many as there are cores and it pays for.
    """
    wanted = processes if processes is not None else min(os.cpu_count() or 1, len(jobs) // FILES_A_PROCESS)
    if wanted > 1:
        yield from by_processes(run_job, jobs, stop, wanted, _ended)
        return
    for job in jobs:
        if stop():
            return
        yield run_job(job)


def run_job(job: Job) -> Done:
    """Read the report, write and check what is wanted of it; a kind that fails stops no other, and is told of."""
    written: list[Path] = []
    remarks: list[str] = []
    errors = 0
    try:
        report = _read(job.source)
        errors = _errors(report)
        remarks += _remarks(report, job)
    except Exception as error:
        return Done(job.source, (), tuple(remarks), errors, _reason(error))
    failed: list[str] = []
    for output in job.outputs:
        try:
            _write(report, output, job, written, remarks)
        except Exception as error:
            failed.append(f"{KINDS[output.kind].name}没有写成：{_reason(error)}")
    if job.package is not None:
        try:
            _write_package(report, job.package, job, written, remarks)
        except Exception as error:
            failed.append(f"发布材料没有写成：{_reason(error)}")
    return Done(job.source, tuple(written), tuple(remarks), errors, "\n".join(failed))


def _write(report: Report, output: Output, job: Job, written: list[Path], remarks: list[str]) -> None:
    kind = KINDS[output.kind]
    path = output.place / usual_name(kind, report) if output.folder else output.place
    remarks += _open_remarks(path)
    kind.write(report, path, job.wishes)
    written.append(path)


def _write_package(report: Report, folder: Path, job: Job, written: list[Path], remarks: list[str]) -> None:
    from workflows.publication import write_publication

    made = write_publication(report, folder, wishes=job.wishes)
    written += made.paths
    remarks += made.remarks


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, ReportError) else unexpected(error)


def unexpected(error: Exception) -> str:
    """Note an error that nobody thought of in the log; the sentence that tells of it."""
    from workflows.log_file import log_exception, log_file

    log_exception(error)
    return f"出现意外错误，没有完成。详情记在 {log_file()}，请发给维护人员。"


def _read(path: Path) -> Report:
    from workflows.report_files import read_report

    return read_report(path)


def _errors(report: Report) -> int:
    return sum(finding.severity == "error" and not finding.explained for finding in report.findings())


def _remarks(report: Report, job: Job) -> Iterator[str]:
    """What is to be told of the report before anything of it is written; raises ExportError for a template that loses."""
    from workflows.export import characters_remark, errors_remark
    from workflows.labelled_templates import refuse_loss

    holds_report = job.package is not None or any(output.kind != "collection_form" for output in job.outputs)
    if not holds_report:
        return
    yield from filter(None, (errors_remark(report), characters_remark(report)))
    if job.wishes.red:
        yield from filter(None, (_red_head_remark(report, job),))
    for template in job.wishes.templates.values():
        yield from (f"模板 {template.name} {line}" for line in refuse_loss(report, template))
    if any(output.kind == "pdf" for output in job.outputs):
        from workflows.document_settings import document_options
        from workflows.export_pdf import fonts_remark

        yield from filter(None, (fonts_remark(report, document_options(report, job.wishes.settings, job.wishes.red)),))


def _red_head_remark(report: Report, job: Job) -> str:
    """Why no document of the job bears the red head that is wanted, "" when one does."""
    from workflows.document_settings import red_head
    from workflows.template_files import WORD_SUFFIX

    kinds = {output.kind for output in job.outputs} | (set() if job.package is None else set(WITH_OPTIONS))
    if kinds.isdisjoint(WITH_OPTIONS):
        return "没有印红头：只有 Word 和 PDF 有红头。"
    if "pdf" not in kinds and WORD_SUFFIX in job.wishes.templates:
        return "没有印红头：单位自己的模板保持自己的样子；要红头，在模板里写占位符。"
    if red_head(report) is None:
        return f"没有印红头：报告的“{report.form.sections[0].short}”里没有填发文机关标志。"
    return ""


def _open_remarks(path: Path) -> Iterator[str]:
    from workflows.open_elsewhere import open_remark

    yield from filter(None, (open_remark(path),))


def _ended(job: Job) -> Done:
    return Done(job.source, failed="正在处理它的进程意外结束，没有完成。请单独再导出一次，并把这句话告诉维护人员。")
