"""The file with an office's own rules: what it holds, what a command checks by, writing the example there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import resources
from model.atomic import write_atomic
from model.errors import ReportError
from model.office_rules import OfficeRule, OfficeRules, read_rules
from model.records import NamedTuple
from model.system_errors import reason_for
from workflows.forms import editions, form
from workflows.office_rules_file import file_in_force

if TYPE_CHECKING:
    from argparse import Namespace

EXAMPLE = ("example", "office_rules.toml")
LARGEST = 1_000_000
"""Bytes; more is no file of rules."""


class Loaded(NamedTuple):
    """What is in force. path: the file, None without one. failed: why it could not be read, "" when it was."""

    path: Path | None = None
    found: OfficeRules = OfficeRules()
    failed: str = ""

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with the file or with rules in it, a sentence each."""
        return (self.failed,) if self.failed else tuple(problem.words for problem in self.found.problems)


def rules_in_force() -> Loaded:
    """The rules of the file that counts, read afresh."""
    file = file_in_force()
    return Loaded() if file is None else load_rules(file)


def load_rules(path: Path) -> Loaded:
    """The rules in this file; what can't be read is told, never raised."""
    try:
        if path.stat().st_size > LARGEST:
            return Loaded(path, failed=f"“{path.name}”太大，不是规则文件。")
        data = path.read_bytes()
    except OSError as error:
        reason = reason_for(error, path)
        return Loaded(path, failed=f"读不到“{path.name}”：{reason.why}。{reason.advice}")
    # Imported only here: without such a file nobody needs it.
    from importers.plain_characters import characters_of

    text = characters_of(data) if data.strip() else ""
    if text is None:
        return Loaded(path, failed=f"“{path.name}”不是文字。请用记事本打开，另存为 UTF-8。")
    return Loaded(path, read_rules(text, tuple(form(edition) for edition in editions())))


def write_example(path: Path) -> None:
    """Write the commented example as the file of rules; raises ReportError when something stands there."""
    if path.exists():
        raise ReportError(f"“{path}”已经有了，没有改动。", "要看示例，请先把它改名。")
    write_atomic(path, resources.path(*EXAMPLE).read_bytes())


def chosen_rules(options: Namespace, tell: Callable[[str], object]) -> tuple[OfficeRule, ...]:
    """The rules that a command is to check by. tell: takes each sentence about a rule that is broken.

    Raises UsageError for two options against each other, ReportError when a file that was named can't be read.
    """
    if options.rules is not None and options.no_rules:
        from workflows.usage import UsageError

        raise UsageError("--rules 与 --no-rules 只能写一个")
    if options.no_rules:
        return ()
    loaded = rules_in_force() if options.rules is None else load_rules(options.rules)
    if loaded.failed and options.rules is not None:
        raise ReportError(loaded.failed)
    for problem in loaded.problems:
        tell(f"{loaded.path}：{problem}" if not loaded.failed else problem)
    return loaded.found.rules
