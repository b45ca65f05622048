"""Ctrl+C, once and again: no half file, a sentence, the status that shells know."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

import main
from model import storage
from tests.builders import full_report

ROOT = Path(__file__).resolve().parents[2]

TWICE = """
import os, signal, sys
import main
from workflows import export_data

write = export_data.write_document

def interrupted(path, data):
    os.kill(os.getpid(), signal.SIGINT)
    print("asked to stop", flush=True)
    os.kill(os.getpid(), signal.SIGINT)
    write(path, data)

export_data.write_document = interrupted
status = main.interruptible(sys.argv[1:])
os.kill(os.getpid(), signal.SIGINT)
print("ended in peace", flush=True)
sys.exit(status)
"""


@pytest.fixture
def kept_signal():
    """The test's own Ctrl+C back in its place."""
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_anywhere_ends_with_a_sentence_and_a_further_one_is_not_heard(
    kept_signal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(main, "main", interrupted)
    assert main.interruptible(["show"]) == 130
    signal.raise_signal(signal.SIGINT)
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "已停下，没有写完的文件没有留下。\n")


def test_without_a_console_or_with_a_full_one_it_ends_all_the_same(
    kept_signal, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def write(self, _: str) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(main, "main", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    for stream in (None, Full()):
        with monkeypatch.context() as patched:
            patched.setattr(sys, "stderr", stream)
            assert main.interruptible([]) == 130


def test_the_second_ctrl_c_of_an_export_stops_it_at_once(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Ctrl+C is sent otherwise there")
    file, folder = tmp_path / "一.nianbao", tmp_path / "出"
    file.write_bytes(storage.dump(full_report()))
    folder.mkdir()
    command = [sys.executable, "-c", TWICE, "export", str(file), "--csv", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8", timeout=60)
    assert done.returncode == 130, done.stderr
    assert done.stdout.splitlines() == ["asked to stop", "ended in peace"]
    assert "正在停下，写完手上的文件就停" in done.stderr
    assert done.stderr.endswith("已停下，没有写完的文件没有留下。\n")
    assert "Traceback" not in done.stderr
    assert list(folder.iterdir()) == []
