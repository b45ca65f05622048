"""The program killed while it is typed in: a small share of bench/recovery.py."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.desktop import missing_tools

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason=f"not installed: {', '.join(missing_tools())}")
ROOT = Path(__file__).resolve().parents[2]


def test_nothing_older_than_promised_is_lost() -> None:
    command = [sys.executable, "bench/recovery.py", "4", "1"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=120)
    figures = dict(line.split() for line in done.stdout.splitlines() if len(line.split()) == 2)
    assert done.returncode == 0, done.stdout + done.stderr
    assert figures["kills"] == "4"
    assert int(figures["least_old"]) >= 1
    assert figures["lost"] == figures["wrong"] == "0"
    assert figures["recoveries_unreadable"] == figures["files_unreadable"] == "0"
