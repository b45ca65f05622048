"""A call of the command line whose words do not fit together."""

from __future__ import annotations

from pathlib import Path


class UsageError(Exception):
    """The call's words do not fit together; nothing was written."""


def named_path(word: str) -> Path:
    """The path; raises UsageError for an empty word, as a script's unset variable leaves it."""
    if not word.strip():
        raise UsageError("文件名是空的")
    return Path(word)
