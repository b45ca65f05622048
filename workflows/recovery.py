"""Unsaved work kept in the user's own data folder, and given back after a crash.

One file for each open document of each process, so that none takes another one's place. It goes when the
work was saved, or given up deliberately; one that can't be read is moved aside, never deleted.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import threading
from datetime import datetime
from pathlib import Path

from model.atomic import sweep_leftovers, write_atomic
from model.compare import Difference
from model.edits import Edit
from model.entry import enter
from model.errors import EditError, FileFormatError, OpenError, SaveError
from model.processes import machine_id
from model.records import NamedTuple
from model.report import Report
from model.state import State, Version
from model.storage import dump, load
from workflows.compare_reports import named_differences
from workflows.forms import find_form
from workflows.lock import LockOwner
from workflows.log_file import data_folder, log_text
from workflows.recovery_file import Damaged, Header, Pending, Snapshot, decode, encode, sha256
from workflows.report_files import load_report, read_bytes, save_error
from workflows.versions import corrected

__all__ = ["Found", "Pending", "Recovered", "Slot", "Snapshot", "look", "recoveries", "recovery_folder", "remove"]

FOLDER = "recovery"
SUFFIX = ".recovery"
ASIDE = ".damaged"
TRIES = ".tries"
MOST_TRIES = 2
"""A recovery that broke the start so often is not offered again."""
CLOSING = 2.0
"""Seconds that the closing of a window waits for a recovery file that is just being written."""


def recovery_folder() -> Path:
    """Where the recovery files are; it need not be there. Raises OSError when there can be no data folder."""
    return data_folder() / FOLDER


class Slot:
    """The place of one open document's recovery file. Every method may be called in any thread."""

    def __init__(self, owner: LockOwner | None = None) -> None:
        self.owner = owner or LockOwner.me()
        self.path: Path | None = None
        """The file that is there now, None when there is none."""
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._cleared = self._written = 0
        self._spare: Path | None = None

    def number(self) -> int:
        """A number for the snapshot that is taken now, so that an older one never takes the place of a newer one."""
        return next(self._numbers)

    def write(self, snapshot: Snapshot, number: int) -> bool:
        """Put the work into the file; False when a newer one is there, or when it was saved or given up meanwhile.

        Raises SaveError.
        """
        with self._lock:
            if number < max(self._cleared, self._written):
                return False
            target = self._target(snapshot)
            self._write(target, encode(snapshot, self.owner))
            if self.path is not None and self.path != target:
                remove(self.path)
            self.path, self._written = target, number
            if number < self._cleared:
                self._remove()
            return True

    def clear(self) -> None:
        """The work is saved or given up: the file goes, also one that is being written just now."""
        self._cleared = self.number()
        if self._lock.acquire(timeout=CLOSING):
            try:
                self._remove()
            finally:
                self._lock.release()

    def _target(self, snapshot: Snapshot) -> Path:
        file = snapshot.file
        key = sha256(os.fsencode(file))[:16] if file is not None else "new"
        try:
            folder = recovery_folder()
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise save_error(Path(FOLDER), error) from error
        return folder / f"{key}-{self.owner.token}{SUFFIX}"

    def _write(self, target: Path, data: bytes) -> None:
        spare = self._spare
        try:
            write_atomic(target, data)
            self._spare = None
        except SaveError as error:
            # The newest content that found no place is kept; the ones before it are not needed any more.
            self._spare = error.kept or spare
            raise
        finally:
            if spare is not None and spare != self._spare:
                with contextlib.suppress(OSError):
                    spare.unlink()

    def _remove(self) -> None:
        if self.path is not None:
            remove(self.path)
            self.path = None


class Recovered(NamedTuple):
    """Work that a crash left. file: the report's file, None for one that was never saved.

    report: with what was typed into an open cell; state: without it. changes: from the saved file (where there is
    none from a blank report, or from the published one that it corrects) to this, at the time of looking. file_is:
    as_left, changed (someone saved it since), open (see `against`), gone, unreadable, none, or correction: as none.
    lost_versions: named versions that stood in the report's file alone and are not there now.
    """

    path: Path
    file: Path | None
    file_is: str
    time: datetime
    owner: LockOwner
    state: State
    report: Report
    pending: Pending | None
    changes: tuple[Difference, ...]
    lost_versions: int = 0

    @property
    def id(self) -> str:
        """A short word for it."""
        return self.owner.token[:8]

    @property
    def unit(self) -> str:
        """The unit's full name, may be empty."""
        return self.report.unit

    @property
    def year(self) -> int:
        """The report year, 0 when it is not known."""
        return self.report.year

    @property
    def name(self) -> str:
        """The report in words: 示例局 2025 年度报告."""
        return f"{self.unit or '未填单位'}{f' {self.year} 年度' if self.year else ''}报告"

    def moment(self, now: datetime) -> str:
        """When it was kept, in words: 今天 18:41."""
        days = (now.date() - self.time.date()).days
        day = {0: "今天", 1: "昨天"}.get(days, f"{self.time.month}月{self.time.day}日")
        if self.time.year != now.year and days > 1:
            day = f"{self.time.year}年{day}"
        return f"{day} {self.time:%H:%M}"

    def words(self, now: datetime) -> str:
        """What was left, as a sentence: whose report, how much of it, until when."""
        return f"{self.name}有 {len(self.changes)} 处没保存的改动，留到{self.moment(now)}。"


class Found(NamedTuple):
    """What lies in the folder. damaged: unreadable, now moved aside. held_back: left where they are, and why."""

    offered: tuple[Recovered, ...]
    damaged: tuple[Path, ...] = ()
    held_back: tuple[tuple[Path, str], ...] = ()


def recoveries() -> list[Recovered]:
    """The work that can be given back, newest first."""
    return list(look().offered)


def look() -> Found:
    """Look through the folder; work of a process that still runs, and what is in its file already, is no find."""
    try:
        folder = recovery_folder()
        paths = sorted(path for path in folder.iterdir() if path.suffix == SUFFIX)
    except OSError:
        return Found(())
    sweep_leftovers(folder)
    offered, damaged, held_back = [], [], []
    for path in paths:
        try:
            found = _look_at(path)
        except Damaged:
            damaged.append(_move_aside(path))
        except (OSError, FileFormatError) as error:
            held_back.append((path, str(error)))
        else:
            if isinstance(found, str):
                held_back.append((path, found))
            elif found is not None:
                offered.append(found)
    offered.sort(key=lambda one: one.time, reverse=True)
    return Found(tuple(offered), tuple(damaged), tuple(held_back))


def against(found: Recovered, report: Report) -> Recovered:
    """The same, as what it changes in this report, to which its file is open."""
    return found._replace(changes=named_differences(report, found.report), file_is="open")


def remove(path: Path) -> None:
    """Delete a recovery file: its work is saved or deliberately given up."""
    for each in (path, tries_file(path)):
        with contextlib.suppress(OSError):
            each.unlink()


def tries_file(path: Path) -> Path:
    """Where it is counted how often giving this back was begun and not survived."""
    return path.with_suffix(TRIES)


def begin_try(path: Path) -> None:
    """The recovery is about to be read or given back: a crash from now on counts against it."""
    with contextlib.suppress(OSError):
        tries_file(path).write_text(str(_tries(path) + 1), encoding="ascii")


def survive(path: Path, tries: int = 0) -> None:
    """It did no harm: what was counted is forgotten."""
    with contextlib.suppress(OSError):
        if tries:
            tries_file(path).write_text(str(tries), encoding="ascii")
        else:
            tries_file(path).unlink(missing_ok=True)


def carry_tries(old: Path, new: Path) -> None:
    """The work stands in a new file now: what counted against the old one counts against it."""
    with contextlib.suppress(OSError):
        tries_file(old).replace(tries_file(new))


def _tries(path: Path) -> int:
    try:
        return int(tries_file(path).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0


def _look_at(path: Path) -> Recovered | str | None:
    """One recovery; why it is held back, or None when there is nothing to give back.

    Raises Damaged, OSError, FileFormatError.
    """
    header, data = decode(path.read_bytes())
    owner = header.owner
    if owner.machine_id == machine_id() and not owner.gone:
        return None
    tries = _tries(path)
    if tries >= MOST_TRIES:
        return f"试着恢复了 {tries} 次都没有成功"
    begin_try(path)
    found = _recovered(path, header, data)
    survive(path, tries)
    if not found.changes and found.file is not None and _is_saved(found):
        remove(path)
        return None
    return found


def _is_saved(found: Recovered) -> bool:
    assert found.file is not None
    try:
        return found.file.read_bytes() == dump(found.report)
    except OSError:
        return False


def _recovered(path: Path, header: Header, data: bytes) -> Recovered:
    left = load(data, find_form)
    file = Path(header.file) if header.file else None
    saved, file_is = _saved_report(file, header.file_sha256)
    in_file = saved.versions if saved is not None else ()
    versions, lost = _versions(header, left.versions, in_file)
    if file_is == "changed":
        # What was kept under a name since then stays: giving back is no reason to lose it.
        versions = (*versions, *(one for one in in_file if one not in versions))
    state = left.state()._replace(versions=versions)
    start = corrected(versions) if file is None else None
    if start is not None:
        before, file_is = (
            Report(start.state._replace(last_year=state.last_year, versions=versions, members=state.members)),
            "correction",
        )
    else:
        before = saved or Report.blank(left.form)
    report = _with_pending(Report(state), header.pending)
    moment = datetime.fromisoformat(header.time)
    changes = named_differences(before, report)
    return Recovered(path, file, file_is, moment, header.owner, state, report, header.pending, changes, lost)


def _versions(
    header: Header, new: tuple[Version, ...], in_file: tuple[Version, ...]
) -> tuple[tuple[Version, ...], int]:
    """The named versions put together from the recovery and from the report's file, and how many are nowhere."""
    rest = iter(new)
    known = {(one.name, one.time): one for one in in_file}
    found = [next(rest, None) if mark.new else known.get((mark.name, mark.time)) for mark in header.versions]
    return tuple(one for one in found if one is not None), found.count(None)


def _with_pending(report: Report, pending: Pending | None) -> Report:
    """With what was typed into the open cell, as if it had been committed."""
    if pending is not None and pending.cell in report.form.inputs:
        with contextlib.suppress(EditError):
            report.apply(Edit("填写", enter(report, pending.cell, pending.text)))
    return report


def _saved_report(file: Path | None, digest: str) -> tuple[Report | None, str]:
    """The report as the file has it now, and what became of the file."""
    if file is None:
        return None, "none"
    try:
        data = read_bytes(file)
        report = load_report(file, data)
    except OpenError:
        return None, "unreadable" if file.exists() else "gone"
    return report, "as_left" if sha256(data) == digest else "changed"


def _move_aside(path: Path) -> Path:
    """Out of the way, for whoever can still make something of it; where it is now."""
    target = path.with_suffix(ASIDE)
    number = 1
    while target.exists():
        number += 1
        target = path.with_suffix(f".{number}{ASIDE}")
    log_text(f"RECOVERY {path.name} is damaged")
    try:
        path.rename(target)
    except OSError:
        return path
    return target
