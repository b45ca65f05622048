"""Typing with a real pinyin input method: what is composed is neither lost nor doubled."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from model.report import Report
from tests.end_to_end.desktop import Desktop, desktop, missing_tools, wait_for
from workflows.document import Document, read_report
from workflows.forms import form

ENGINE = Path("/usr/share/ibus/component/libpinyin.xml")
HUMAN = 120
"""Milliseconds between keys: an input method answers a moment later, and nobody types faster."""

TRIES = 5
"""How often the engine may not be there yet; a lost, doubled or half word fails at once."""

FIRST, BELOW = "requests.received.natural_person", "requests.carried_in.natural_person"


def _missing() -> list[str]:
    tools = [tool for tool in ("dbus-daemon", "ibus-daemon", "ibus") if shutil.which(tool) is None]
    return [*missing_tools(), *tools, *([] if ENGINE.exists() else ["ibus-libpinyin"])]


pytestmark = pytest.mark.skipif(bool(_missing()), reason=f"not installed: {', '.join(_missing())}")


@contextmanager
def _bus() -> Iterator[str]:
    """A message bus of the test's own; its address."""
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
    bus = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert bus.stdout is not None
    try:
        yield bus.stdout.readline().strip()
    finally:
        bus.terminate()
        bus.wait()
        bus.stdout.close()


@contextmanager
def _input_method(environment: dict[str, str]) -> Iterator[None]:
    """The ibus daemon with all that it starts, in a group of their own that ends with it."""
    daemon = subprocess.Popen(
        ["ibus-daemon", "-x", "-r"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        os.killpg(daemon.pid, signal.SIGTERM)
        daemon.wait()


def _ibus(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(["ibus", *arguments], env=environment, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _engine_is_ready(environment: dict[str, str]) -> bool:
    """Choose pinyin; whether its process has loaded its words, has taken note of the focus, and waits for keys."""
    if _ibus(environment, "engine") != "libpinyin":
        _ibus(environment, "engine", "libpinyin")
        return False
    found = subprocess.run(["pgrep", "-n", "-f", "ibus-engine-libpinyin"], capture_output=True, text=True, check=False)
    process = found.stdout.strip()
    before = _work(process)
    # Each question takes the daemon a moment: a change of the focus has come through by then.
    return before != "" and all(_ibus(environment, "engine") and _work(process) == before for _ in range(8))


def _work(process: str) -> str:
    """How long a process has worked, "" when there is none."""
    try:
        return " ".join(Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[11:13])
    except OSError:
        return ""


@pytest.fixture
def pinyin(tmp_path: Path) -> Iterator[Desktop]:
    """A screen on which the program is typed into by way of pinyin."""
    with desktop(tmp_path) as screen, _bus() as address:
        for name in ("cache", "run"):
            (tmp_path / name).mkdir(mode=0o700)
        screen.environment.update(
            DBUS_SESSION_BUS_ADDRESS=address,
            XDG_CACHE_HOME=str(tmp_path / "cache"),
            XDG_RUNTIME_DIR=str(tmp_path / "run"),
            QT_IM_MODULE="ibus",
        )
        with _input_method(screen.environment):
            yield screen


def test_pinyin_in_a_cell_and_in_a_text(pinyin: Desktop, tmp_path: Path) -> None:
    file = tmp_path / "年报.nianbao"
    document = Document.new(Report.blank(form("2021"), "示例县数据局", 2025, "department"))
    document.save_as(file)
    document.close()
    with pinyin.program(str(file), "--at", FIRST):
        assert wait_for(lambda: _engine_is_ready(pinyin.environment))
        # Digits pass through; a word is composed on a selected cell and chosen with the space bar.
        pinyin.write("37")
        pinyin.press("Return")
        for _ in range(TRIES):
            assert wait_for(lambda: _engine_is_ready(pinyin.environment))
            pinyin.write("nihao", HUMAN)
            pinyin.press("space", "Return", "ctrl+s", delay=HUMAN)
            assert wait_for(lambda: read_report(file).value(BELOW) is not None)
            if read_report(file).value(BELOW) != "nihao ":
                break
            # The letters passed through: the engine had not yet taken note of the window. Typed over.
            pinyin.press("Up", "Delete", "ctrl+s", delay=HUMAN)
            assert wait_for(lambda: read_report(file).value(BELOW) is None)
        report = read_report(file)
        assert report.value(FIRST) == 37
        assert report.value(BELOW) == "你好"
        assert len(report.blanks()) == len(report.form.inputs) - 2
        pinyin.press("alt+2")
        assert wait_for(lambda: _engine_is_ready(pinyin.environment))
        pinyin.write("nihao", HUMAN)
        pinyin.press("space", "1", "2", "ctrl+s", delay=HUMAN)
        assert wait_for(lambda: read_report(file).plain("overview") == "你好12")
