"""Whether an office program seems to have a file open: by the files that such programs leave beside it meanwhile."""

from __future__ import annotations

from pathlib import Path

_LONGEST_SHORT = 8
"""Characters of a name, suffix left out, up to which Word and WPS put their mark before the whole name."""


def program_with(path: Path) -> str:
    """The programs that have the file open, as it seems, in words; "" for none.

    LibreOffice (and WPS on Linux) keeps `.~lock.NAME#` beside an open file, Word and WPS keep `~$NAME`, which takes
    the place of the first characters of a longer name. Either may be left over from a crash.
    """
    name = path.name
    marks = [(f".~lock.{name}#", "LibreOffice 或 WPS"), (f"~${name}", "Word 或 WPS")]
    if len(path.stem) > _LONGEST_SHORT - 2:
        marks += [(f"~${name[1:]}", "Word 或 WPS"), (f"~${name[2:]}", "Word 或 WPS")]
    return next((program for mark, program in marks if _is_there(path.with_name(mark))), "")


def open_remark(path: Path) -> str:
    """A sentence on a file that is about to be replaced, or was, while another program has it open; "" else."""
    program = program_with(path)
    if not program:
        return ""
    return f"“{path.name}”似乎正在 {program} 里打开。那里显示的是旧内容，再保存会盖掉新的：请先在那里关闭它。"


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
