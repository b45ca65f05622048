"""The program's command line carried out within a test's process."""

from __future__ import annotations

import pytest

from workflows.command_line import run_command


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """The command's exit status, what it put out, and its messages."""
    try:
        status = run_command([str(argument) for argument in arguments])
    except SystemExit as stop:
        status = int(stop.code or 0)
    return status, *capsys.readouterr()
