"""An open report with its file: opening, saving, going back to what was saved."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from model.edits import Changed, Edit, ReplaceReport
from model.errors import ChangedOnDisk, OpenError, SaveError
from model.history import History
from model.report import Report
from model.storage import dump
from workflows import lock
from workflows.backups import Backup, list_backups
from workflows.lock import Lock, LockOwner
from workflows.report_files import (
    SaveJob,
    content_of,
    is_there,
    is_writable,
    load_report,
    open_error,
    read_bytes,
    read_report,
    resolved_source,
    resolved_target,
)

if TYPE_CHECKING:
    from model.compare import Difference
    from workflows.recovery_file import Pending, Snapshot

__all__ = ["Document", "SaveJob", "read_report"]


class Document:
    """A report, its history and its file.

    read_only: it can't be saved to its file (but elsewhere); locked_by: who has it open, if that is why.
    crashed: who had it open before and never closed it, None when it was closed properly.
    suggested: where a report without a file may be saved, None when that is left to the program.
    """

    def __init__(self, report: Report, path: Path | None = None) -> None:
        self.report = report
        self.history = History(report)
        self.path = path
        self.read_only = False
        self.locked_by: LockOwner | None = None
        self.crashed: LockOwner | None = None
        self._lock: Lock | None = None
        self.suggested: Path | None = None
        self._on_disk: tuple[bytes | None, ...] = (None,)
        # The named versions that the file has, and those that are on the way into it.
        self._in_file = self._saving = report.versions if path is not None else ()
        self._on_saved: list[Callable[[], None]] = []
        self._final: bool | None = None
        report.listen(self._forget_final)

    @classmethod
    def new(cls, report: Report) -> Document:
        """A report that has no file yet."""
        return cls(report)

    @classmethod
    def open(cls, path: Path, owner: LockOwner | None = None) -> Document:
        """Open a report's file and lock it; it is read-only when someone else has it open.

        owner: whose the lock is to be, this process when it is None. Raises OpenError when the file
        can't be read, FileFormatError when it is not what it should be; both carry the backups.
        """
        path = resolved_source(path)
        data = read_bytes(path)
        document = cls(load_report(path, data), path)
        document._on_disk = (data,)
        document._take_lock(owner)
        return document

    @classmethod
    def open_backup(cls, path: Path, backup: Backup, owner: LockOwner | None = None) -> Document:
        """Open an earlier version in place of a file that can't be opened; it is unsaved until it is saved.

        Raises OpenError or FileFormatError when the backup can't be opened either.
        """
        path = resolved_source(path)
        document = cls(load_report(backup.path, read_bytes(backup.path)), path)
        with contextlib.suppress(SaveError):
            document._on_disk = (content_of(path),)
        document._in_file = ()
        document._take_lock(owner)
        document.history.mark_unsaved()
        return document

    @property
    def saved(self) -> bool:
        """Whether the report is as it is in its file; a new one counts as saved until it is changed."""
        return self.history.saved

    @property
    def final(self) -> bool:
        """Whether the report is a published one, as its newest version has it: it can be saved, not changed."""
        if not self.report.versions:
            return False
        if self._final is None:
            from workflows.versions import is_final

            self._final = is_final(self.report)
        return self._final

    @property
    def read_only_reason(self) -> str:
        """Why the report can't be changed or the file can't be saved, as a sentence; "" when both can be."""
        if not self.read_only:
            if not self.final:
                return ""
            from workflows.versions import FINAL

            return f"{FINAL}。"
        if self.locked_by is not None:
            return f"{self.locked_by.words}正打开着这份报告，这里只能看。"
        return "这个文件是只读的，这里只能看。"

    def changed_on_disk(self) -> bool:
        """Whether the file is not what was read or saved last. Raises SaveError when it can't be read."""
        return self.path is not None and content_of(self.path) not in self._on_disk

    def save(self, overwrite: bool = False) -> str:
        """Save to the report's file; "" or a warning for the clerk. overwrite: even if someone else changed it.

        Raises ChangedOnDisk, or SaveError that says why; the file is then what it was.
        """
        job = self.save_job(overwrite)
        warning = job.run()
        self.finish_save(job)
        return warning

    def save_job(self, overwrite: bool = False) -> SaveJob:
        """The save as a value, to run in a thread; `finish_save` has to follow. Raises SaveError."""
        if self.path is None:
            raise SaveError("这份报告还没有文件名。", "请用“文件→另存为”。")
        if self.read_only:
            raise SaveError(self.read_only_reason, "请用“文件→另存为”存成另一个文件。")
        if not overwrite:
            self._check_lock(self.path)
        data, self._saving = dump(self.report), self.report.versions
        expected = None if overwrite else self._on_disk
        # A save that fails half-way may have written all the same; that is no change by someone else.
        self._on_disk = (self._on_disk[0], *self._on_disk[1:][-3:], data)
        return SaveJob(self.path, data, expected, datetime.now())

    def finish_save(self, job: SaveJob) -> None:
        """The job has run well: its content is what the file holds."""
        self._on_disk, self._in_file = (job.data,), self._saving
        if dump(self.report) == job.data:
            self.history.mark_saved()
        self._tell_saved()

    def save_as(self, path: Path, overwrite: bool = False) -> str:
        """Save to another file and go on with that; "" or a warning. overwrite: if there is such a file.

        Raises SaveError, with nothing changed.
        """
        path = resolved_target(path)
        if path == self.path and not self.read_only:
            return self.save(overwrite)
        taken = self._lock_for(path, overwrite)
        job, self._saving = SaveJob(path, dump(self.report), None, datetime.now()), self.report.versions
        try:
            warning = job.run()
        except BaseException:
            if taken is not None:
                taken.release()
            raise
        self.close()
        self.path, self._lock, self.read_only, self.locked_by = path, taken, False, None
        self.finish_save(job)
        return warning

    def save_copy(self, path: Path, overwrite: bool = False) -> str:
        """Write a copy to another file and go on with this one; "" or a warning. Raises SaveError."""
        path = resolved_target(path)
        if path == self.path:
            raise SaveError("副本不能与正在编辑的文件同名。", "请换一个名字。")
        lock_taken = self._lock_for(path, overwrite)
        try:
            return SaveJob(path, dump(self.report), None, datetime.now()).run()
        finally:
            if lock_taken is not None:
                lock_taken.release()

    def revert(self) -> None:
        """Go back to what the file holds, as one step that can be undone. Raises OpenError."""
        if self.path is None:
            raise OpenError("这份报告还没有保存过。", "请用“编辑→撤销”退回。")
        data = read_bytes(self.path)
        state = load_report(self.path, data).state()
        self.history.do(Edit("恢复到已保存", (ReplaceReport(state),)))
        self._on_disk, self._in_file = (data,), self.report.versions
        self.history.mark_saved()
        self._tell_saved()

    def backups(self) -> tuple[Backup, ...]:
        """The earlier versions of the report's file, newest first."""
        return list_backups(self.path) if self.path is not None else ()

    def restore_backup(self, backup: Backup) -> None:
        """Go back to an earlier version, as one step that can be undone; not saved. Raises OpenError."""
        state = load_report(backup.path, read_bytes(backup.path)).state()
        self.history.do(Edit(f"恢复备份 {backup.time:%m-%d %H:%M}", (ReplaceReport(state),)))

    def compare_backup(self, backup: Backup) -> tuple[Difference, ...]:
        """What would change if this earlier version were restored. Raises OpenError."""
        from workflows.compare_reports import named_differences

        return named_differences(self.report, load_report(backup.path, read_bytes(backup.path)))

    def take_over(self) -> None:
        """Break the lock of someone else who is known to be away, and go on with what the file holds now.

        Raises OpenError when the file or the lock can't be had.
        """
        if self.path is None or self.locked_by is None:
            return
        if self.locked_by.is_me:
            raise OpenError("这份报告已在本程序的另一个窗口里打开。", "请到那个窗口里修改。")
        changed = read_bytes(self.path) not in self._on_disk
        try:
            self._lock = lock.break_lock(self.path)
        except OSError as error:
            raise open_error(self.path, error) from error
        self.locked_by = None
        self.read_only = not is_writable(self.path)
        if changed:
            self.revert()

    def snapshot(self, pending: Pending | None = None) -> Snapshot:
        """The work as it is now, for a recovery file. pending: what is typed into a cell that is still open."""
        from workflows.recovery_file import Snapshot

        return Snapshot(self.report.state(), self.path, self._on_disk[0], self._in_file, pending, datetime.now())

    def listen_saved(self, listener: Callable[[], None]) -> None:
        """Call the listener whenever the file was written and read back, or read anew; `saved` says if it is current.

        It is called in the thread of whoever saved.
        """
        self._on_saved.append(listener)

    def _forget_final(self, _: Changed) -> None:
        self._final = None

    def _tell_saved(self) -> None:
        for listener in tuple(self._on_saved):
            listener()

    def close(self) -> None:
        """Let the lock go; nothing is saved."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _take_lock(self, owner: LockOwner | None) -> None:
        assert self.path is not None
        self.read_only = not is_writable(self.path)
        try:
            taken = lock.acquire(self.path, owner)
        except OSError:
            # No lock can be made there, and there is none; the report can be opened all the same.
            return
        if isinstance(taken, Lock):
            self._lock, self.crashed = taken, taken.orphan
        else:
            self.locked_by, self.read_only = taken, True

    def _check_lock(self, path: Path) -> None:
        """Raise ChangedOnDisk when somebody broke our lock and has the file now; one that is gone is made again."""
        if self._lock is None or self._lock.held:
            return
        try:
            taken = lock.acquire(path, self._lock.owner)
        except OSError:
            # The same cause makes the save fail, and that says it better.
            return
        if isinstance(taken, LockOwner):
            raise ChangedOnDisk(
                f"“{path.name}”已由{taken.words}接过去编辑。", "请先与对方商量，或另存为别的名字；也可以仍然覆盖。"
            )
        self._lock = taken

    def _lock_for(self, path: Path, overwrite: bool) -> Lock | None:
        if is_there(path) and not overwrite:
            raise SaveError(f"已经有一个“{path.name}”。", "请换一个名字，或确认要覆盖它。")
        try:
            taken = lock.acquire(path)
        except OSError:
            # The same cause makes the save fail, and that says it better.
            return None
        if isinstance(taken, Lock):
            return taken
        raise SaveError(f"“{path.name}”不能覆盖：{taken.words}正打开着它。", "请换一个名字。")
