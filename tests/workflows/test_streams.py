"""Output that can't be written: a full disk, a closed pipe. Each command ends with a sentence and the right status."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

import resources
from model import storage
from model.edits import Edit, SetField
from tests.builders import full_report
from workflows.streams import watched

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = str(resources.path("example", "example.nianbao"))
FULL = Path("/dev/full")


def run(*arguments: object, out: object = subprocess.PIPE, err: object = subprocess.PIPE, buffered: bool = True):
    environment = {**os.environ, "PYTHONUNBUFFERED": "" if buffered else "1"}
    command = [sys.executable, "main.py", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, stdout=out, stderr=err, env=environment, check=False, encoding="utf-8")


@pytest.fixture
def full():
    """A file on a disk that is full."""
    if not FULL.exists():
        pytest.skip("this system has no /dev/full")
    with FULL.open("w") as file:
        yield file


@pytest.mark.parametrize("buffered", [True, False])
@pytest.mark.parametrize("words", [("show", EXAMPLE), ("--help",)], ids=["show", "help"])
def test_a_full_disk_is_told_and_is_a_failure(words: tuple[str, ...], buffered: bool, full) -> None:
    done = run(*words, out=full, buffered=buffered)
    assert done.returncode == 1
    assert done.stderr == "要显示的内容没有写完：磁盘空间不够。请删去一些不用的文件，或存到别的盘。\n"


def test_a_full_disk_under_the_output_stops_no_export(full, tmp_path: Path) -> None:
    other, folder = tmp_path / "乙.nianbao", tmp_path / "出"
    report = full_report()
    report.apply(Edit("填写", (SetField("unit", "乙局"),)))
    other.write_bytes(storage.dump(report))
    folder.mkdir()
    done = run("export", EXAMPLE, other, "--csv", folder, out=full)
    assert done.returncode == 1
    assert "要显示的内容没有写完" in done.stderr
    assert len(list(folder.iterdir())) == 2


def test_messages_that_cannot_be_told_change_nothing(full, tmp_path: Path) -> None:
    assert run("export", EXAMPLE, "--csv", tmp_path, err=full).returncode == 0
    assert run("show", tmp_path / "没有.nianbao", err=full).returncode == 1
    # It has something to tell before it saves.
    assert run("new", "--unit", "某某局", "--year", "2025", "-o", tmp_path / "新.nianbao", err=full).returncode == 0
    assert (tmp_path / "新.nianbao").exists()


@pytest.mark.parametrize("buffered", [True, False])
def test_who_closes_the_pipe_is_told_nothing(buffered: bool) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        done = run("show", EXAMPLE, "--json", out=write, buffered=buffered)
    finally:
        os.close(write)
    assert (done.returncode, done.stderr) == (1, "")


def test_a_program_without_a_console_runs_its_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    from workflows.command_line import run_command

    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", None)
        patched.setattr(sys, "stderr", None)
        assert run_command(["show", EXAMPLE]) == 0
        assert run_command(["show"]) == 2
        assert (sys.stdout, sys.stderr) == (None, None)


def test_characters_that_no_encoding_has_end_no_command(monkeypatch: pytest.MonkeyPatch) -> None:
    console = io.TextIOWrapper(io.BytesIO(), encoding="gbk")
    monkeypatch.setattr(sys, "stdout", console)
    with watched():
        sys.stdout.write("龘\U00020000\ud800")
    assert console.buffer.getvalue().decode("utf-8") == "龘\U00020000\\ud800"
