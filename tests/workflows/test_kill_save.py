"""The program killed in the middle of saving: the file is always one of two whole versions."""

import subprocess
import sys
from pathlib import Path

import pytest

from model.edits import Edit, SetCell
from tests.builders import report_with
from workflows.document import Document, read_report

ROOT = Path(__file__).resolve().parents[2]
CELL = "requests.received.natural_person"
KILLED_AT = """
import os, signal, sys
from pathlib import Path
from model import atomic
from model.edits import Edit, SetCell
from workflows.document import Document

path, step, after = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "after"
document = Document.open(path)
document.history.do(Edit("填写", (SetCell("{cell}", 38),)))
real = getattr(atomic.FileSystem, step)

def killed(self, *arguments):
    if after:
        real(self, *arguments)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(atomic.FileSystem, step, killed)
document.save()
"""


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("step", ["open_new", "write", "flush", "close", "set_mode", "replace", "flush_folder"])
def test_killed_at_every_step_of_a_save(tmp_path: Path, step: str, moment: str) -> None:
    path = tmp_path / "年报.nianbao"
    document = Document.new(report_with({CELL: "37"}))
    document.save_as(path)
    document.close()
    code = KILLED_AT.replace("{cell}", CELL)
    done = subprocess.run([sys.executable, "-c", code, str(path), step, moment], cwd=ROOT, check=False)
    assert done.returncode == -9
    replaced = step == "flush_folder" or (step, moment) == ("replace", "after")
    assert read_report(path).value(CELL) == (38 if replaced else 37)
    document = Document.open(path)
    assert document.crashed is not None
    document.history.do(Edit("填写", (SetCell(CELL, 39),)))
    document.save()
    document.close()
    assert sorted(file.name for file in tmp_path.iterdir()) == [".备份", path.name]


def test_killed_at_random_moments() -> None:
    command = [sys.executable, "bench/kill_save.py", "10"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=120)
    figures = dict(line.split() for line in done.stdout.splitlines())
    assert done.returncode == 0, done.stdout + done.stderr
    assert figures["during_save"] == "10"
    assert figures["unreadable"] == figures["wrong"] == figures["backups_unreadable"] == "0"
    assert figures["strays_after_sweep"] == "0"
