"""Reading and writing a report's file: what is said when that fails, and a save as a value."""

from __future__ import annotations

import errno
import os
from datetime import datetime
from pathlib import Path

from model.atomic import sweep_leftovers, write_atomic
from model.errors import ChangedOnDisk, FileFormatError, OpenError, SaveError
from model.records import NamedTuple
from model.report import Report
from model.storage import SUFFIX, load
from model.system_errors import reason_for
from workflows.backups import keep, list_backups
from workflows.forms import find_form

LARGEST_FILE = 100_000_000
"""Bytes; a report is a hundredth of that, and reading something else takes the memory."""


class SaveJob(NamedTuple):
    """All that a save needs, as values: `run` may be called in a thread while the window waits.

    expected: contents of the file that may be overwritten without a question; None for any.
    """

    path: Path
    data: bytes
    expected: tuple[bytes | None, ...] | None
    now: datetime

    def run(self) -> str:
        """Write the file and read it back; "" or a warning for the clerk.

        Raises ChangedOnDisk when the file is not what was expected, SaveError when it can't be written.
        """
        before = content_of(self.path)
        if before is None and not self.path.parent.exists():
            raise save_error(self.path, FileNotFoundError(errno.ENOENT, ""))
        if self.expected is not None and before not in self.expected:
            raise _changed(self.path, before)
        if before == self.data:
            return ""
        warning = keep(self.path, self.now)
        write_atomic(self.path, self.data)
        if content_of(self.path) != self.data:
            raise SaveError(
                f"“{self.path.name}”写入后读回来不一样，这次保存靠不住。",
                "请马上另存到别的盘，并请管电脑的同事检查这个盘。",
            )
        sweep_leftovers(self.path.parent)
        return warning


def read_report(path: Path) -> Report:
    """The report that a file holds, to look at only: nothing is locked. Raises OpenError as `Document.open` does."""
    path = resolved_source(path)
    return load_report(path, read_bytes(path))


def resolved_source(path: Path) -> Path:
    """The file itself, where path is a link to it. Raises OpenError."""
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:
        raise OpenError(f"打不开“{path.name}”。", "请直接选择真正的文件，不要用链接。") from error


def resolved_target(path: Path) -> Path:
    """The file to write, where path is a link to it. Raises SaveError, also for a wrong suffix."""
    if path.suffix.lower() != SUFFIX:
        raise SaveError(f"“{path.name}”的结尾不是 {SUFFIX}。", f"请把文件名写成“{path.name}{SUFFIX}”。")
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:
        raise SaveError(f"没有存成“{path.name}”。", "请直接选择真正的文件，不要用链接。") from error


def read_bytes(path: Path) -> bytes:
    """What the file holds. Raises OpenError."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise FileFormatError(f"“{path.name}”太大，不是年报文件。", f"请选择 {SUFFIX} 文件。")
        return path.read_bytes()
    except OSError as error:
        raise open_error(path, error) from error


def open_error(path: Path, error: OSError) -> OpenError:
    """What to tell when the system refuses to read the file."""
    reason = reason_for(error, path)
    return OpenError(f"打不开“{path.name}”：{reason.why}。", _advice(reason.advice, path), list_backups(path))


def load_report(path: Path, data: bytes) -> Report:
    """The report in these bytes of the file. Raises FileFormatError that names the file and offers its backups."""
    try:
        return load(data, find_form)
    except FileFormatError as error:
        summary = f"打不开“{path.name}”：{error.summary}"
        raise FileFormatError(summary, _advice(error.advice, path), list_backups(path)) from error


def _advice(advice: str, path: Path) -> str:
    backups = list_backups(path)
    if not backups:
        return advice
    newest = backups[0].time
    moment = f"{newest.month}月{newest.day}日{newest.hour}:{newest.minute:02}"
    return f"{advice}这个文件有 {len(backups)} 个备份，可以打开最近的一个（{moment}）。"


def content_of(path: Path) -> bytes | None:
    """What the file holds, None when there is none; raises SaveError when it can't be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise save_error(path, error) from error


def save_error(path: Path, error: OSError) -> SaveError:
    """What to tell when the system refuses something before anything was written."""
    reason = reason_for(error, path)
    return SaveError(f"没有存成“{path.name}”：{reason.why}。原来的文件没有动。", reason.advice)


def _changed(path: Path, content: bytes | None) -> ChangedOnDisk:
    if content is None:
        return ChangedOnDisk(
            f"“{path.name}”已不在原处，可能被移走、改名或删除。", "可以在原处重新存一份，或另存为别的名字。"
        )
    return ChangedOnDisk(
        f"“{path.name}”打开以后被别人改过。", "可以另存为别的名字；如果覆盖，别人改的那一版会留在备份里。"
    )


def is_there(path: Path) -> bool:
    """Whether there is such a file or folder. Raises SaveError for a name that there can't be, such as one too long."""
    try:
        return path.exists()
    except OSError as error:
        raise save_error(path, error) from error


def is_writable(path: Path) -> bool:
    """Whether the file may be written, or is not there yet."""
    return not path.exists() or os.access(path, os.W_OK)
