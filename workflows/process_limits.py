"""What a process that reads other people's files may have of the machine, and what it may not do.

On Linux by limits of the system; on Windows by a job, which was written from Microsoft's documentation and never tried.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

FORBIDDEN = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.fork", "os.startfile", "pty.",
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.kill",
    "shutil.", "urllib.", "webbrowser.", "ftplib.", "http.", "smtplib.",
)  # fmt: skip
"""Beginnings of the events of Python that reach out, start something or change a file."""


def limit_memory(most: int) -> None:
    """From now on this process gets no more bytes than that; asking for more fails, or ends it."""
    if sys.platform == "win32":
        _limit_by_job(most)
        return
    import resource

    for kind in (resource.RLIMIT_AS, resource.RLIMIT_DATA):
        _set(kind, most)
    # A crash is told by a message, not by a file as large as the memory.
    _set(resource.RLIMIT_CORE, 0)


def allow_seconds(more: int) -> None:
    """End this process when it has computed for so many seconds from now, should nobody else do it. Not on Windows."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + 1 + more
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def most_memory_used() -> int:
    """The most bytes of memory that this process ever held at once, 0 where that is not known."""
    try:
        # What the system's other counter says includes the process that started this one.
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)


def allow_reading_only() -> None:
    """From now on no file is written, no connection made, no program started: Python refuses with PermissionError.

    Holds for Python's own ways; the libraries that read documents have no others.
    """
    sys.dont_write_bytecode = True
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        flags = arguments[2]
        if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC):
            raise PermissionError("a reading process writes no file")
    elif event.startswith(FORBIDDEN):
        raise PermissionError(f"a reading process does no {event}")


def _set(kind: int, most: int) -> None:
    import resource

    hard = resource.getrlimit(kind)[1]
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    # What a system does not know, as macOS the first of them, is left to the time limit.
    try:
        resource.setrlimit(kind, (allowed, allowed))
    except (ValueError, OSError):
        return


def _limit_by_job(most: int) -> None:
    """Put this process into a job of its own that is not given more memory. Never tried."""
    if sys.platform != "win32":
        return
    import ctypes
    import struct

    active_process, process_memory, die_quietly, extended_information = 0x8, 0x100, 0x400, 9
    flags = active_process | process_memory | die_quietly
    # JOBOBJECT_EXTENDED_LIMIT_INFORMATION: two times, flags, two working sets, processes, affinity, two priorities,
    # six counters, memory of a process, of the job, two peaks; aligned as C aligns them.
    limits = struct.pack("@qqLNNLNLL6QNNNN", 0, 0, flags, 0, 0, 1, 0, 0, 0, *[0] * 6, most, 0, 0, 0)
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    kernel.SetInformationJobObject(job, extended_information, limits, len(limits))
    kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))
