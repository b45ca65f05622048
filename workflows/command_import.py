"""`main.py import`: documents of others read as reports, one or many."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from model.errors import ReportError
from model.json_text import one_line
from model.system_errors import reason_for
from workflows.command_line import DONE, FAILED, WITH_FINDINGS
from workflows.import_plan import Planned, is_folder, plan
from workflows.usage import UsageError, named_path

if TYPE_CHECKING:
    from importers.assemble import Known
    from model.report import Report
    from workflows.import_many import Reading
    from workflows.progress_bar import Progress

FIRST_YEAR, LAST_YEAR = 1900, 2999


def add_import(command: argparse.ArgumentParser) -> None:
    """What the command takes, and what carries it out."""
    command.add_argument("sources", nargs="+", type=named_path, metavar="来源", help="文件，或放着文件的文件夹")
    command.add_argument(
        "-o",
        dest="output",
        required=True,
        type=named_path,
        metavar="文件或文件夹",
        help="一个来源写 .nianbao 文件；几个来源或文件夹写文件夹，没有就新建",
    )
    command.add_argument("--edition", default="", help="来源用的表样，不写则按它的表格认")
    command.add_argument("--year", type=int, default=0, help="报告年度，不写则按来源的标题认")
    command.add_argument("--force", action="store_true", help="覆盖已有的文件")
    command.add_argument("--json", action="store_true", help="以 JSON 输出，每个来源一行")
    command.set_defaults(run=run_import)


def run_import(options: argparse.Namespace) -> int:
    """Carry the command out; the exit status."""
    # What reads documents takes long to import; no other command needs it.
    from importers.assemble import Known
    from workflows.progress_bar import Progress

    known = Known(_edition(options.edition), _year(options.year))
    planned = plan(options.sources, options.output, options.force, _tell)
    if len(planned) == 1 and planned[0].refused is not None and not options.json:
        raise planned[0].refused
    with _folder_for(planned):
        run = _Run(planned, options.force, options.json, Progress(len(planned)))
        return run.all(known)


class _Run:
    """Reads, saves and tells; counts what became of the sources."""

    def __init__(self, planned: Sequence[Planned], force: bool, as_json: bool, progress: Progress) -> None:
        self._planned = planned
        self._force = force
        self._json = as_json
        self._progress = progress
        self._seen = self._read = self._open = 0

    def all(self, known: Known) -> int:
        """Do all of it; the exit status. Ctrl+C is passed on once it is told how far this came."""
        try:
            with contextlib.closing(_readings(self._planned, known)) as readings:
                for item, reading in zip(self._planned, readings, strict=True):
                    self._take(item, reading)
        except KeyboardInterrupt:
            left = len(self._planned) - self._seen
            if left:
                self._progress.tell(f"读入了 {self._read} 份，还有 {left} 个来源没有读。")
            raise
        if len(self._planned) > 1:
            self._progress.tell(self._summary())
        if not self._read:
            return FAILED
        return WITH_FINDINGS if self._open or self._read < len(self._planned) else DONE

    def _summary(self) -> str:
        failed = len(self._planned) - self._read
        parts = [f"{len(self._planned)} 个来源：读入 {self._read} 份"]
        if self._open:
            parts.append(f"其中 {self._open} 份有要核对的")
        if failed:
            parts.append(f"没有读入 {failed} 份")
        return f"{'，'.join(parts)}。"

    def _take(self, item: Planned, reading: Reading) -> None:
        """Save the report and tell of it; Ctrl+C is heard afterwards."""
        from workflows.import_many import READ, REFUSED, without_report
        from workflows.interrupts import finished_first

        with finished_first():
            if reading.report is not None and (failed := self._saved(reading.report, item.target)):
                reading = without_report(item.source, REFUSED, failed)
            self._seen += 1
            self._read += reading.report is not None
            self._open += reading.report is not None and reading.status != READ
            self._progress.step(item.source.name)
            self._told(item, reading)

    def _told(self, item: Planned, reading: Reading) -> None:
        number = self._progress.number()
        if reading.failed:
            which = f"{number}没有读入 {item.source}：" if number else ""
            self._progress.tell(f"{which}{reading.failed}")
        else:
            self._progress.tell_step(f"{number}{item.source.name} → {item.target.name}")
        if self._json:
            self._print(one_line(reading.data))
        elif reading.report is not None and len(self._planned) > 1:
            self._print(f"{item.source} → {item.target}", *(f"    {line}" for line in reading.lines))
        else:
            self._print(*reading.lines)

    def _print(self, *lines: str) -> None:
        if lines:
            self._progress.clear()
            sys.stdout.writelines(f"{line}\n" for line in lines)
            sys.stdout.flush()

    def _saved(self, report: Report, target: Path) -> str:
        """Save the report; what went wrong, "" for nothing."""
        from workflows.document import Document
        from workflows.report_files import is_there

        try:
            if is_there(target) and not self._force:
                raise ReportError(f"{target} 已经存在，没有改动。", "要覆盖请加 --force。")
            document = Document.new(report)
            try:
                warning = document.save_as(target, overwrite=True)
            finally:
                document.close()
        except ReportError as error:
            return str(error)
        if warning:
            self._progress.tell(warning)
        return ""


def _readings(planned: Sequence[Planned], known: Known) -> Generator[Reading, None, None]:
    """What each source gives; those that are refused beforehand are not read."""
    from workflows.import_many import REFUSED, read_many, without_report

    with contextlib.closing(read_many([item.source for item in planned if item.refused is None], known)) as readings:
        for item in planned:
            yield next(readings) if item.refused is None else without_report(item.source, REFUSED, str(item.refused))


@contextlib.contextmanager
def _folder_for(planned: Sequence[Planned]) -> Iterator[None]:
    """Make the folder of the reports when it is missing; taken away again when nothing came to be in it."""
    folder = planned[0].target.parent
    new = [place for place in (folder, *folder.parents) if not is_folder(place)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = reason_for(error, folder)
        raise ReportError(f"没有建成文件夹 {folder}：{why.why}，什么都没有读。", why.advice) from error
    try:
        yield
    finally:
        for place in new:
            with contextlib.suppress(OSError):
                place.rmdir()


def _edition(asked: str) -> str:
    from workflows.forms import editions

    if asked and asked not in editions():
        raise UsageError(f"没有表样 {asked}，可用：{'、'.join(editions())}")
    return asked


def _year(asked: int) -> int:
    if asked and not FIRST_YEAR <= asked <= LAST_YEAR:
        raise UsageError(f"年度 {asked} 不对")
    return asked


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")
