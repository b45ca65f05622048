"""The log: everything that goes wrong unexpectedly, in the user's own data folder."""

from __future__ import annotations

import os
import sys
import traceback
from datetime import datetime
from pathlib import Path

LARGEST = 1_000_000


def data_folder() -> Path:
    """The program's own folder for logs and recovery, made when it is missing."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    folder = base / "nianbao"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def log_file() -> Path:
    """Where the log is."""
    return data_folder() / "nianbao.log"


def log_text(text: str) -> None:
    """Add a dated entry; a log that can't be written never stops the work."""
    try:
        file = log_file()
        if file.exists() and file.stat().st_size > LARGEST:
            file.replace(file.with_suffix(".old.log"))
        with file.open("a", encoding="utf-8", errors="backslashreplace") as out:
            out.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} {text.rstrip()}\n")
    except OSError:
        return


def log_exception(error: BaseException) -> None:
    """Add an exception with its traceback."""
    log_text("".join(traceback.format_exception(error)))
