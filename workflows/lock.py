"""The lock of an open report: a small file of our own beside it that says who has it open.

It is made exclusively. It is stale, and taken over, when its process on this machine is gone. A
lock of another machine can't be judged from here: it is respected until somebody breaks it.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from datetime import datetime
from pathlib import Path

from model.processes import machine_id, machine_name, person_name, process_running, process_started
from model.records import NamedTuple
from workflows.hidden import hide

LONGEST_NAME = 200
"""Bytes; a lock's name made from a longer one might not be allowed."""
UNREADABLE_SECONDS = 60.0
"""So long a lock that can't be read may still be one that is just being written; then it is nobody's."""


class LockOwner(NamedTuple):
    """Who has a report open. started: tells the process from others with its id. token: tells two locks of it."""

    person: str
    machine: str
    machine_id: str
    process: int
    started: str
    time: str
    token: str = ""

    @classmethod
    def me(cls) -> LockOwner:
        """This process, now."""
        process = os.getpid()
        now = datetime.now().isoformat(timespec="seconds")
        token = os.urandom(8).hex()
        return cls(person_name(), machine_name(), machine_id(), process, process_started(process), now, token)

    @property
    def is_me(self) -> bool:
        """Whether it is this very process: another window has the report open."""
        here = self.machine_id == machine_id() and self.process == os.getpid()
        return here and self.started == process_started(self.process)

    @property
    def gone(self) -> bool:
        """Whether it is known that the process has ended."""
        return self.machine_id == machine_id() and not process_running(self.process, self.started)

    @property
    def words(self) -> str:
        """Who and where, for a sentence: 张三（电脑 PC-01，3月5日9:15起）."""
        if self.is_me:
            return "本程序的另一个窗口"
        details = "，".join(filter(None, (self._machine_words(), self._time_words())))
        return f"{self.person or '另一个人'}（{details}）" if details else self.person or "另一个人"

    def _machine_words(self) -> str:
        return f"电脑 {self.machine}" if self.machine else ""

    def _time_words(self) -> str:
        try:
            moment = datetime.fromisoformat(self.time)
        except ValueError:
            return ""
        return f"{moment.month}月{moment.day}日{moment.hour}:{moment.minute:02}起"


UNKNOWN = LockOwner("", "", "", 0, "", "")
"""The owner of a lock that can't be read."""


class Lock(NamedTuple):
    """A lock that we hold. orphan: who held it before and ended without letting go: a crash; else None."""

    path: Path
    owner: LockOwner
    orphan: LockOwner | None = None

    @property
    def held(self) -> bool:
        """Whether it is still ours: nobody broke it and nothing swept it away."""
        try:
            return _read(self.path) == self.owner
        except OSError:
            return False

    def release(self) -> None:
        """Let go; a lock that somebody broke and made his own stays."""
        if self.held:
            with contextlib.suppress(OSError):
                self.path.unlink()


def lock_path(report: Path) -> Path:
    """Where a report's lock is."""
    name = report.name
    if len(os.fsencode(name)) > LONGEST_NAME:
        import hashlib

        name = hashlib.sha256(os.fsencode(name)).hexdigest()[:32]
    return report.with_name(f".~{name}.lock")


def owner_of(report: Path) -> LockOwner | None:
    """Who has the report open, None when nobody does; a stale lock is nobody's."""
    return _live_owner(lock_path(report))


def acquire(report: Path, owner: LockOwner | None = None) -> Lock | LockOwner:
    """The lock, or who holds it. owner: whose the lock is to be, this process when it is None.

    Raises OSError when no lock can be made there, as in a folder that is read-only.
    """
    path = lock_path(report)
    # First look: in a folder where we may not write, others may.
    holder = _live_owner(path)
    if holder is not None:
        return holder
    owner, orphan = owner or LockOwner.me(), None
    for _ in range(3):
        if _create(path, owner):
            return Lock(path, owner, orphan)
        holder = _live_owner(path)
        if holder is not None:
            return holder
        orphan = _remove_stale(path) or orphan
    return _live_owner(path) or UNKNOWN


def break_lock(report: Path, owner: LockOwner | None = None) -> Lock:
    """Take the lock from whoever holds it: the clerk knows that he is away. Raises OSError as `acquire` does."""
    path, owner = lock_path(report), owner or LockOwner.me()
    own = _write_beside(path, owner)
    own.replace(path)
    hide(path)
    return Lock(path, owner)


def _live_owner(path: Path) -> LockOwner | None:
    try:
        holder = _read(path)
        age = time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return None
    if holder is None:
        return UNKNOWN if age < UNREADABLE_SECONDS else None
    return None if holder.gone else holder


def _read(path: Path) -> LockOwner | None:
    """Who the lock says holds it, None when it can't be read; raises OSError when there is none."""
    try:
        data = json.loads(path.read_bytes())
        owner = LockOwner(**{name: data.get(name) for name in LockOwner._fields})
    except (ValueError, AttributeError, RecursionError):
        return None
    good = all(isinstance(value, int if name == "process" else str) for name, value in owner._asdict().items())
    return owner if good and not isinstance(owner.process, bool) else None


def _create(path: Path, owner: LockOwner) -> bool:
    """Make the lock with all its content at once; False when there is one."""
    own = _write_beside(path, owner)
    try:
        os.link(own, path)
    except FileExistsError:
        return False
    except (OSError, AttributeError):
        # A stick or a share without hard links.
        return _create_plainly(path, owner)
    finally:
        own.unlink(missing_ok=True)
    hide(path)
    return True


def _create_plainly(path: Path, owner: LockOwner) -> bool:
    try:
        with path.open("xb") as file:
            file.write(_content(owner))
    except FileExistsError:
        return False
    hide(path)
    return True


def _write_beside(path: Path, owner: LockOwner) -> Path:
    own = path.with_name(f".nianbao-{machine_id()}-{os.getpid()}-{os.urandom(4).hex()}.tmp")
    try:
        own.write_bytes(_content(owner))
    except OSError:
        # On a full disk an empty file would stay.
        with contextlib.suppress(OSError):
            own.unlink(missing_ok=True)
        raise
    return own


def _content(owner: LockOwner) -> bytes:
    return json.dumps(owner._asdict(), ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")


def _remove_stale(path: Path) -> LockOwner | None:
    """Take a stale lock away and say whose it was; one that was renewed meanwhile is put back."""
    aside = path.with_name(f".nianbao-{machine_id()}-{os.getpid()}-{os.urandom(4).hex()}.tmp")
    try:
        path.rename(aside)
    except FileNotFoundError:
        return None
    holder = _read(aside)
    if holder is not None and not holder.gone:
        _put_back(aside, path)
    aside.unlink(missing_ok=True)
    return holder


def _put_back(aside: Path, path: Path) -> None:
    try:
        os.link(aside, path)
    except FileExistsError:
        return
    except (OSError, AttributeError):
        with contextlib.suppress(OSError):
            if not path.exists():
                aside.rename(path)
