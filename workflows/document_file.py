"""A finished document that was found right goes to its place, where it is looked at once more: disks, too, make mistakes."""

from __future__ import annotations

from pathlib import Path

from model.atomic import write_atomic
from model.errors import ExportError


def write_document(path: Path, data: bytes) -> None:
    """Put a checked document in place of what stood there.

    Raises SaveError when it can't be written, what stood there is then whole; ExportError when the disk gives back
    other bytes than it was given.
    """
    write_atomic(path, data)
    if path.read_bytes() != data:
        raise ExportError(f"写好的文件 {path.name} 读回来不一样。", "请检查磁盘后重新导出。")
