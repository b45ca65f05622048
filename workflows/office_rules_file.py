"""Where the file with an office's own rules is looked for; without one nothing of them is loaded.

A clerk's own file in the data folder comes before the office's, which stands beside the program.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import resources
from workflows.log_file import data_folder

if TYPE_CHECKING:
    from argparse import ArgumentParser

FILE = "本单位规则.toml"


def own_file() -> Path:
    """Where a clerk's own file is."""
    return data_folder() / FILE


def office_files() -> tuple[Path, ...]:
    """Where the file of a whole office may be: in the program's folder, or beside that folder."""
    program = Path(sys.executable).resolve().parent if getattr(sys, "frozen", False) else resources.ROOT.parent
    return program / FILE, program.parent / FILE


def file_in_force() -> Path | None:
    """The file that counts, None when there is none."""
    return next((file for file in (own_file(), *office_files()) if _is_file(file)), None)


def add_rule_options(command: ArgumentParser) -> None:
    """The options of a command that checks by an office's own rules."""
    from workflows.usage import named_path

    command.add_argument("--rules", type=named_path, metavar="文件", help=f"另外的{FILE}")
    command.add_argument("--no-rules", action="store_true", help="不用本单位规则")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
