"""The documents that a check writes: 校核报告 and 审核意见反馈单, where they go, and what is kept to be answered next time."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from model.dates import day_of, read_day
from model.errors import ExportError, ReportError
from model.findings import Finding
from model.point_answers import Answer
from model.report import Report
from model.system_errors import reason_for
from workflows.check_one import NO_PAPERS, CheckJob, Papers
from workflows.check_plan import RECORD_NAME
from workflows.check_sources import Source
from workflows.file_names import name_of, refuse_strange_name
from workflows.import_plan import is_folder
from workflows.template_files import template_kind
from workflows.usage import UsageError

_WORD, _HTML = ".docx", ".html"
_AUDIT, _FEEDBACK = "校核报告", "审核意见反馈单"


class PaperPlaces:
    """Where the documents go, as the command's options say. Entering it makes the folders that are missing.

    Raises UsageError for words that do not fit together.
    """

    def __init__(self, options: argparse.Namespace) -> None:
        self._word: Path | None = options.word
        self._html: Path | None = options.html
        self._feedback: Path | None = options.feedback
        self._day = read_day(options.return_by)
        self._contact: str = options.contact
        self._template: Path | None = options.template
        self._several = False
        self._made: list[Path] = []
        self._names: dict[Path, int] = {}
        if self._day and day_of(self._day) is None:
            raise UsageError(f"--return-by 应写日期，如 2026-01-25，写成了“{options.return_by}”")
        if self._feedback is None and (self._day or self._contact or self._template is not None):
            raise UsageError("--return-by、--contact 和 --template 是反馈单的，要和 --feedback 一起用")

    def folders(self, inputs: Sequence[Path]) -> list[Path]:
        """The folders that are written to, but for those that are to be checked."""
        named = {path.absolute() for path in inputs}
        given = (place for place in (self._word, self._html, self._feedback) if place is not None)
        return [place for place in given if place.absolute() not in named]

    def check(self, files: Sequence[Path], several: bool) -> None:
        """Raise UsageError or ExportError for places that can't be meant; nothing was written yet."""
        self._several = several
        for flag, place, suffix in (("--word", self._word, _WORD), ("--html", self._html, _HTML)):
            if place is not None:
                self._check_place(flag, place, suffix, files)
        if self._feedback is not None:
            _check_folder("--feedback", self._feedback)
        if self._template is not None and template_kind(self._template) != _WORD:
            raise UsageError(f"--template 后面的 {self._template} 不是 Word 文件")

    def of(self, source: Source) -> Papers:
        """The documents of one report."""
        if source.failed or (self._word, self._html, self._feedback) == (None, None, None):
            return NO_PAPERS
        return Papers(
            self._place(self._word, source, _AUDIT, _WORD),
            self._place(self._html, source, _AUDIT, _HTML),
            self._place(self._feedback, source, _FEEDBACK, _WORD, always=True),
            self._day,
            self._contact,
            self._template,
        )

    def record(self, entries: Sequence[str]) -> None:
        """Keep what was found beside 审核意见反馈单, so that the next version can be answered. Raises SaveError."""
        if self._feedback is not None:
            from model.atomic import write_atomic

            lines = ",\n".join(entries)
            write_atomic(self._feedback / RECORD_NAME, f'{{"files": [\n{lines}\n]}}\n'.encode())

    def __enter__(self) -> PaperPlaces:
        folders = [place for place in (self._word, self._html) if place is not None and self._is_folder(place)]
        for folder in (*folders, *([self._feedback] if self._feedback is not None else [])):
            self._make(folder)
        return self

    def __exit__(self, *_: object) -> None:
        for folder in reversed(self._made):
            # Only when nothing came to be in it.
            with contextlib.suppress(OSError):
                folder.rmdir()

    def _make(self, folder: Path) -> None:
        try:
            if not folder.exists():
                folder.mkdir()
                self._made.append(folder)
        except OSError as error:
            why = reason_for(error, folder)
            raise ExportError(f"没有建成文件夹 {folder}：{why.why}，什么都没有写。", why.advice) from error

    def _is_folder(self, place: Path) -> bool:
        return self._several or is_folder(place)

    def _check_place(self, flag: str, place: Path, suffix: str, files: Sequence[Path]) -> None:
        if self._several:
            if place.suffix.lower() == suffix and not is_folder(place):
                raise UsageError(f"有几份报告时，{flag} 后面写文件夹，不是 {place} 这样的文件")
            _check_folder(flag, place)
        elif not is_folder(place):
            if place.suffix.lower() != suffix:
                raise UsageError(f"{flag} 后面的 {place} 应以 {suffix} 结尾，或是一个已有的文件夹")
            refuse_strange_name(place)
            if place.absolute() in {file.absolute() for file in files}:
                raise UsageError(f"输出文件 {place} 就是输入")
            if not is_folder(place.absolute().parent):
                raise ExportError(
                    f"找不到文件夹 {place.absolute().parent}，什么都没有写。", "请先建好文件夹，或换一个。"
                )

    def _place(self, place: Path | None, source: Source, what: str, suffix: str, always: bool = False) -> Path | None:
        """The document's file; in a folder it is called by unit and year, a second of that name by its number as well."""
        if place is None or not (always or self._is_folder(place)):
            return place
        name = name_of(source.unit, source.year, what) if source.unit or source.year else f"{source.path.stem}{what}"
        path = place / f"{name}{suffix}"
        self._names[path] = self._names.get(path, 0) + 1
        return path if self._names[path] == 1 else place / f"{name}（{self._names[path]}）{suffix}"


def _check_folder(flag: str, place: Path) -> None:
    if place.exists() and not is_folder(place):
        raise UsageError(f"{flag} 后面的 {place} 不是文件夹")
    if not is_folder(place.absolute().parent):
        raise ExportError(f"找不到文件夹 {place.absolute().parent}，什么都没有写。", "请先建好文件夹，或换一个。")
    if not place.exists():
        refuse_strange_name(place)


def write_papers(
    job: CheckJob,
    report: Report,
    findings: Sequence[Finding],
    answered: Sequence[Answer] | None,
    written: list[Path],
    unexpected: Callable[[Exception], str],
) -> list[str]:
    """Write the documents of a checked report; what failed, in words. written: takes the files that were."""
    failed = []
    for what, path, write in _writers(job, report, findings, answered):
        try:
            write(path)
            written.append(path)
        except ReportError as error:
            failed.append(f"{what}没有写成：{error}")
        except Exception as error:
            failed.append(f"{what}没有写成：{unexpected(error)}")
    return failed


def _writers(
    job: CheckJob, report: Report, findings: Sequence[Finding], answered: Sequence[Answer] | None
) -> Iterator[tuple[str, Path, Callable[[Path], Any]]]:
    from model.feedback import Wishes
    from workflows.audit_report import write_audit_report_html, write_audit_report_word
    from workflows.feedback import write_feedback

    papers = job.papers
    if papers.word is not None:
        yield _AUDIT, papers.word, lambda path: write_audit_report_word(report, path)
    if papers.html is not None:
        yield _AUDIT, papers.html, lambda path: write_audit_report_html(report, path)
    if papers.feedback is not None:
        wishes = Wishes(job.source.path.name, papers.return_by, papers.contact)
        yield (
            _FEEDBACK,
            papers.feedback,
            lambda path: write_feedback(report, findings, path, wishes, answered, papers.template),
        )
