"""Our own files beside a report are hidden: by the point before their names, on Windows by an attribute."""

from __future__ import annotations

import sys
from pathlib import Path


def hide(path: Path) -> None:
    """Hide the file or folder where a point does not; when that fails it is only seen."""
    if sys.platform != "win32":
        return
    import ctypes

    hidden = 0x2
    ctypes.windll.kernel32.SetFileAttributesW(str(path), hidden)
