"""How far the recent files are: read one after another in a thread, so that a dead network drive stops nothing."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from queue import Empty, SimpleQueue

from gui.part_state import part_state
from model.errors import FileFormatError, ReportError
from model.findings import counted
from model.records import NamedTuple
from model.report import Report
from workflows.deadlines import deadline_of, is_published, is_sure
from workflows.report_files import read_report


class FileState(NamedTuple):
    """icon: of gui.icons. words: what is said of the file. hint: why it can't be opened, "" when it can.

    changed: when the file was written, None for an unknown time. year, unit, deadline and published are those
    of its report; there is no report where `there` is False. sure: whether its unit is known to have that deadline.
    """

    icon: str
    words: str
    hint: str = ""
    changed: datetime | None = None
    there: bool = True
    year: int = 0
    unit: str = ""
    deadline: date | None = None
    sure: bool = True
    published: bool = False


def file_state(path: Path) -> FileState:
    """The state of a report's file, whatever is wrong with it."""
    try:
        changed = datetime.fromtimestamp(path.stat().st_mtime)
    except FileNotFoundError:
        return FileState("blank", "找不到文件", f"{path} 已不在原处", there=False)
    except (OSError, ValueError, OverflowError):
        return FileState("blank", "打不开", f"现在读不到 {path}", there=False)
    try:
        report = read_report(path)
    except FileFormatError as error:
        return FileState("error", "文件已损坏", str(error), changed, there=False)
    except ReportError as error:
        return FileState("blank", "打不开", str(error), changed, there=False)
    icon, words = report_words(report)
    return FileState(
        icon,
        words,
        changed=changed,
        year=report.year,
        unit=report.unit,
        deadline=deadline_of(report.fields),
        sure=is_sure(report.fields),
        published=is_published(report),
    )


def report_words(report: Report) -> tuple[str, str]:
    """The icon of the worst that there is in the report, and what is left to do, worst first."""
    findings = [finding for finding in report.findings() if not finding.pending]
    states = [part_state(report, section, findings) for section in report.form.sections]
    errors, warnings = sum(state.errors for state in states), sum(state.warnings for state in states)
    cells = len(report.blanks())
    parts = sum(bool(state.blanks) for state in states)
    words = [counted("error", errors)] if errors else []
    if parts:
        words.append(f"未填 {cells} 格" if cells else f"未填 {parts} 部分")
    if warnings:
        words.append(counted("warning", warnings))
    if stale := sum(state.stale for state in states):
        words.append(f"待改 {stale} 处")
    if missing := sum(state.missing for state in states):
        words.append(f"缺 {missing} 方面")
    if kept := sum(state.kept for state in states):
        words.append(f"沿用上年 {kept} 段")
    hints = stale or missing or kept
    icon = "error" if errors else "blank" if parts else "warning" if warnings else "hint" if hints else "done"
    return icon, " · ".join(words[:2]) or "完成"


class StateReader:
    """Reads the states of these files in a thread of its own; `take` hands out what is ready."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._ready: SimpleQueue[tuple[Path, FileState]] = SimpleQueue()
        self._missing = len(paths)
        self._stopped = False
        threading.Thread(target=self._run, args=(tuple(paths),), daemon=True).start()

    @property
    def finished(self) -> bool:
        """Whether everything was handed out."""
        return not self._missing

    def stop(self) -> None:
        """Read no further file."""
        self._stopped = True

    def take(self) -> list[tuple[Path, FileState]]:
        """What has been read since the last call."""
        found = []
        while True:
            try:
                found.append(self._ready.get_nowait())
            except Empty:
                self._missing -= len(found)
                return found

    def _run(self, paths: tuple[Path, ...]) -> None:
        for path in paths:
            if self._stopped:
                return
            try:
                state = file_state(path)
            except Exception as error:
                # Whatever a file holds, the list goes on.
                state = FileState("error", "读不懂", type(error).__name__, there=False)
            self._ready.put((path, state))


def when(changed: datetime | None, now: datetime) -> str:
    """When a file was written, as briefly as can be."""
    if changed is None:
        return ""
    days = (now.date() - changed.date()).days
    if days in (0, 1):
        return f"{'昨天' if days else '今天'} {changed:%H:%M}"
    if changed.year == now.year:
        return f"{changed.month} 月 {changed.day} 日"
    return f"{changed:%Y-%m-%d}"
