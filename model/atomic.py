"""Writing a file so that it is at every moment either the old one or the new one, whole.

The new content goes to a temporary file beside the target and is flushed to the disk before it
takes the target's place. There is no falling back to writing into the file itself: on a full disk
that destroys the old content.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import time
from pathlib import Path

from model.errors import SaveError
from model.processes import machine_id, process_running
from model.system_errors import Reason, reason_for

RETRY_DELAYS = (0.05, 0.1, 0.2, 0.3, 0.35)
"""Seconds between the attempts to replace a file that another program holds: 1 s in all."""
RETRIED = (5, 32, 33)
"""Codes of Windows for a file that another program holds for a moment: virus scanner, sync client, preview."""

# Compiled by `re` when it is first used.
_TEMPORARY = r"\.nianbao-(?P<machine>[0-9a-f]{8})-(?P<process>\d+)-[0-9a-f]{8}\.tmp"
# A share or a file system that can't flush a folder says one of these; everything else is a failure.
_UNSUPPORTED = (errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)


class FileSystem:
    """The operations of the system that a save is made of; tests put others in their place."""

    def resolve(self, path: Path) -> Path:
        """The file itself, where path is a link to it."""
        try:
            return path.resolve()
        except RuntimeError as error:
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error

    def mode(self, path: Path) -> int | None:
        """The file's type and mode as in stat, None when there is none."""
        try:
            return path.stat().st_mode
        except FileNotFoundError:
            return None

    def writable(self, path: Path) -> bool:
        """Whether an existing file may be written."""
        return os.access(path, os.W_OK)

    def on_read_only_disk(self, path: Path) -> bool:
        """Whether nothing on the file's disk may be written; Windows does not tell."""
        return hasattr(os, "statvfs") and bool(os.statvfs(path).f_flag & os.ST_RDONLY)

    def open_new(self, path: Path) -> int:
        """A descriptor of a new file."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)

    def set_mode(self, path: Path, mode: int) -> None:
        """Give the file this mode."""
        path.chmod(mode)

    def write(self, descriptor: int, data: memoryview) -> int:
        """Write some of the data; how much."""
        return os.write(descriptor, data)

    def flush(self, descriptor: int) -> None:
        """Wait until the file's content is on the disk."""
        os.fsync(descriptor)

    def close(self, descriptor: int) -> None:
        """Close the file."""
        os.close(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        """Let source take the place of target."""
        source.replace(target)

    def flush_folder(self, folder: Path) -> None:
        """Wait until the folder's entries are on the disk; Windows has no such operation."""
        if os.name == "nt":
            return
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def remove(self, path: Path) -> None:
        """Delete the file."""
        path.unlink()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


SYSTEM = FileSystem()


def write_atomic(path: Path, data: bytes, system: FileSystem = SYSTEM) -> None:
    """Write data to path; links are followed and an existing file's mode is kept.

    Raises SaveError that says why and what to do; what was there before is then still whole. When
    only the last step failed, the new content stays beside the target and the error says where.
    """
    try:
        target = system.resolve(path)
        mode = _writable_mode(target, system)
        temporary = _write_temporary(target, data, mode, system)
    except OSError as error:
        raise _failure(path, reason_for(error, path)) from error
    try:
        replace_file(temporary, target, system)
    except OSError as error:
        kept = _keep(temporary, target, data, system)
        reason = reason_for(error, path)
        advice = f"新的内容在“{kept}”。{reason.advice}"
        raise SaveError(_summary(path, reason), advice, kept=kept) from error
    try:
        system.flush_folder(target.parent)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            why = f"“{path.name}”已经写好，但系统没有确认存到了磁盘上（{reason_for(error, path).why}）。"
            raise SaveError(why, "请再存一次，或另存到别的盘。") from error


def sweep_leftovers(folder: Path) -> tuple[str, ...]:
    """Delete temporary files that ended processes of this machine left in the folder; their names."""
    try:
        names = [entry.name for entry in os.scandir(folder) if entry.name.startswith(".nianbao-")]
    except OSError:
        return ()
    swept = []
    for name in names:
        match = re.fullmatch(_TEMPORARY, name)
        if match and match["machine"] == machine_id() and not process_running(int(match["process"])):
            with contextlib.suppress(OSError):
                (folder / name).unlink()
                swept.append(name)
    return tuple(swept)


def _writable_mode(target: Path, system: FileSystem) -> int | None:
    """The mode of the file that is there, None when there is none; what must not be replaced is refused."""
    mode = system.mode(target)
    if mode is None:
        return None
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if not stat.S_ISREG(mode):
        raise _failure(target, Reason("这不是普通的文件", "请换一个名字。"))
    if not system.writable(target):
        if system.on_read_only_disk(target):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(target))
        raise _failure(target, Reason("文件是只读的", "请另存为别的名字，或在文件的属性里去掉“只读”。"))
    return stat.S_IMODE(mode)


def _write_temporary(target: Path, data: bytes, mode: int | None, system: FileSystem) -> Path:
    """A file beside the target with the data, on the disk; nothing stays when that fails."""
    # The name does not hold the target's: that may already be as long as the system allows.
    temporary = target.with_name(f".nianbao-{machine_id()}-{os.getpid()}-{os.urandom(4).hex()}.tmp")
    descriptor = system.open_new(temporary)
    try:
        try:
            _write_all(descriptor, data, system)
            system.flush(descriptor)
        finally:
            system.close(descriptor)
        if mode is not None:
            system.set_mode(temporary, mode)
    except BaseException:
        with contextlib.suppress(OSError):
            system.remove(temporary)
        raise
    return temporary


def _write_all(descriptor: int, data: bytes, system: FileSystem) -> None:
    rest = memoryview(data)
    while rest:
        written = system.write(descriptor, rest)
        if written <= 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        rest = rest[written:]


def replace_file(source: Path, target: Path, system: FileSystem = SYSTEM) -> None:
    """Let source, a file on the same disk, take the place of target; tries for a second where another program holds it.

    Raises OSError.
    """
    for delay in RETRY_DELAYS:
        try:
            system.replace(source, target)
        except OSError as error:
            if getattr(error, "winerror", None) not in RETRIED:
                raise
            system.sleep(delay)
        else:
            return
    system.replace(source, target)


def _keep(temporary: Path, target: Path, data: bytes, system: FileSystem) -> Path:
    """Give the new content a name that can be seen and is never swept; where it is now."""
    with contextlib.suppress(OSError):
        kept, descriptor = _open_kept(target, system)
        try:
            _fill_kept(temporary, kept, descriptor, data, system)
        except OSError:
            system.remove(kept)
            raise
        return kept
    return temporary


def _open_kept(target: Path, system: FileSystem) -> tuple[Path, int]:
    for number in range(1, 100):
        kept = target.with_name(f"{target.stem}（未存入{number}）{target.suffix}")
        with contextlib.suppress(FileExistsError):
            return kept, system.open_new(kept)
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))


def _fill_kept(temporary: Path, kept: Path, descriptor: int, data: bytes, system: FileSystem) -> None:
    try:
        # A copy, not a new name: what holds the target often holds the temporary file as well.
        _write_all(descriptor, data, system)
        system.flush(descriptor)
    finally:
        system.close(descriptor)
    with contextlib.suppress(OSError):
        system.remove(temporary)


def _failure(path: Path, reason: Reason) -> SaveError:
    return SaveError(_summary(path, reason), reason.advice)


def _summary(path: Path, reason: Reason) -> str:
    return f"没有存成“{path.name}”：{reason.why}。原来的文件没有动。"
