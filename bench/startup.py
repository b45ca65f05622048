"""From process start until a sent digit is painted: the program with the example, against a bare window.

usage: .venv/bin/python bench/startup.py [RUNS]     (QT_QPA_PLATFORM chooses the platform; offscreen when unset)
Runs alternate between the two, so that a change in the machine's speed meets both. Also prints how long
`show` and `check` take as whole processes.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHILD = ROOT / "bench" / "startup_child.py"
EXAMPLE = ROOT / "resources" / "example" / "example.nianbao"
AT = "requests.received.natural_person"


def until_painted(*arguments: str) -> float:
    """Milliseconds from process start until the digit was painted."""
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    start = time.monotonic_ns()
    done = subprocess.run(
        [sys.executable, str(CHILD), *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    if not done.stdout.strip():
        raise SystemExit(done.stderr)
    return (int(done.stdout.split()[-1]) - start) / 1e6


def whole_process(*arguments: str) -> float:
    """Milliseconds that a command takes as a whole process."""
    start = time.monotonic_ns()
    subprocess.run([sys.executable, "main.py", *arguments], cwd=ROOT, capture_output=True, timeout=60, check=False)
    return (time.monotonic_ns() - start) / 1e6


def line(name: str, figures: list[float]) -> float:
    """Print minimum, median and maximum; the median."""
    median = statistics.median(figures)
    print(f"{name:<28}{min(figures):8.1f}{median:8.1f}{max(figures):8.1f}")
    return median


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    ours, bare, show, check = [], [], [], []
    for _ in range(runs + 1):
        bare.append(until_painted("bare"))
        # A copy of its own for each run: a program that is stopped this way leaves its lock behind.
        with tempfile.TemporaryDirectory() as folder:
            copy = shutil.copy(EXAMPLE, folder)
            ours.append(until_painted(copy, "--at", AT))
        show.append(whole_process("show", str(EXAMPLE), "--json"))
        check.append(whole_process("check", str(EXAMPLE), "--json"))
    print(f"{runs} runs each, ms{'':<19}min  median     max")
    ratio = line("program, digit painted", ours[1:]) / line("bare window, digit painted", bare[1:])
    line("show --json", show[1:])
    line("check --json", check[1:])
    print(f"program / bare window: {ratio:.2f}")


if __name__ == "__main__":
    main()
