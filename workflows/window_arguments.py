"""The arguments of the window: files to open, and the cell to start at."""

from __future__ import annotations

import sys
from pathlib import Path

USAGE = "用法：main.py [文件…] [--at 单元格]；全部命令见 main.py --help"


def parse(arguments: list[str]) -> tuple[list[str], str] | int:
    """The files and the cell ("" for none), or the exit status 2 with a word on standard error.

    Plain, since argparse would take a tenth of the time that the window has to start in.
    """
    files: list[str] = []
    at = ""
    rest = iter(arguments)
    for argument in rest:
        if argument == "--at":
            at = next(rest, "")
            if not at:
                return _wrong("--at 后面要写单元格")
        elif argument.startswith("--at="):
            at = argument.removeprefix("--at=")
        elif argument.startswith("-") or not argument:
            return _wrong(f"不认识“{argument}”")
        elif not Path(argument).suffix and not _is_there(argument):
            return _wrong(f"没有文件或命令“{argument}”")
        else:
            files.append(argument)
    return files, at


def _is_there(name: str) -> bool:
    try:
        return Path(name).exists()
    except OSError:
        return False


def _wrong(why: str) -> int:
    sys.stderr.write(f"{why}。{USAGE}\n")
    return 2
