"""Which process and which machine this is, and whether another process still runs."""

from __future__ import annotations

import os
import sys
import zlib
from functools import cache
from pathlib import Path


@cache
def machine_name() -> str:
    """The machine's name as its user knows it."""
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "")
    return os.uname().nodename


@cache
def machine_id() -> str:
    """Eight characters that tell this machine from others in the office: names alone are used twice."""
    words = f"{machine_name()}\n{_installed_id()}"
    return f"{zlib.crc32(words.encode('utf-8', 'surrogateescape')):08x}"


def person_name() -> str:
    """Who is logged in, "" when that is not known."""
    for name in ("LOGNAME", "USER", "USERNAME"):
        if os.environ.get(name):
            return os.environ[name]
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, AttributeError, KeyError):
        return ""


def process_running(process: int, started: str = "") -> bool:
    """Whether the process of this machine runs; one with another start time is another one (ids are used again)."""
    if sys.platform == "win32":
        now = _windows_start(process)
        running = now is not None
    else:
        running = _posix_running(process)
        now = process_started(process)
    return running and (not started or not now or started == now)


def process_started(process: int) -> str:
    """A word for when the process was started, to compare only; "" when that is not known."""
    if sys.platform == "win32":
        return _windows_start(process) or ""
    fields = _process_fields(process)
    return f"{_boot_id()}-{fields[19]}" if len(fields) > 19 else ""


def _posix_running(process: int) -> bool:
    fields = _process_fields(process)
    if fields and fields[0] in ("Z", "X"):
        return False
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True


def _process_fields(process: int) -> list[str]:
    """The fields of /proc/N/stat from the state on; the program's name before them may hold anything."""
    try:
        text = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.rpartition(")")[2].split()


@cache
def _boot_id() -> str:
    """Start times count from the start of the machine, so that one has to be told from the next."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")[:8]
    except OSError:
        return ""


def _installed_id() -> str:
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""
    try:
        return Path("/etc/machine-id").read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _windows_start(process: int) -> str | None:
    """When a process of Windows was started, "" when it may not be asked, None when it does not run."""
    if sys.platform != "win32":
        return None
    import ctypes

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.OpenProcess.restype = ctypes.c_void_p
    query_only, access_denied, still_active = 0x1000, 5, 259
    handle = kernel.OpenProcess(query_only, False, process)
    if not handle:
        return "" if ctypes.get_last_error() == access_denied else None
    try:
        code = ctypes.c_ulong()
        times = [ctypes.c_ulonglong() for _ in range(4)]
        where = ctypes.c_void_p(handle)
        if kernel.GetExitCodeProcess(where, ctypes.byref(code)) and code.value != still_active:
            return None
        got = kernel.GetProcessTimes(where, *(ctypes.byref(time) for time in times))
        return str(times[0].value) if got else ""
    finally:
        kernel.CloseHandle(ctypes.c_void_p(handle))
