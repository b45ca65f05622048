"""Many reports checked by `main.py check FOLDER --json` beside last year's: reports a second, on as many processes as cores.

usage: .venv/bin/python bench/check_many.py [REPORTS]     1000 reports
First the reports' own files alone, then mixed documents (40 % Word, 25 % Excel, 15 % web pages, 10 % PDF, 10 % own files),
each time with a report of last year for each unit beside them; then own files with 审核意见反馈单 written as well. The clock
runs from the command's start to its end.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.read_many import report_of  # noqa: E402
from model import storage  # noqa: E402
from model.edits import Edit, SetField  # noqa: E402
from workflows.export_kinds import AS_USUAL, KINDS  # noqa: E402

MIXED = {"word": 40, "excel": 25, "html": 15, "pdf": 10, "": 10}
"""Of a hundred reports; "" for a report's own file."""


def make_files(folder: Path, count: int, kinds: Sequence[str], year: int) -> None:
    """So many reports of so many units, of each kind as many as belong to so many."""
    folder.mkdir()
    chance = random.Random(7)
    for number in range(count):
        report = report_of(number, chance)
        report.apply(Edit("年度", (SetField("year", year),)))
        kind = kinds[number % len(kinds)]
        if kind:
            KINDS[kind].write(report, folder / f"{number:04}{KINDS[kind].suffix}", AS_USUAL)
        else:
            (folder / f"{number:04}.nianbao").write_bytes(storage.dump(report))


def measure(what: str, count: int, *options: object) -> bool:
    """Run the command and print how fast it was; whether every report was checked."""
    call = [sys.executable, str(ROOT / "main.py"), "check", *map(str, options), "--json"]
    begun, before = time.perf_counter(), os.times()
    done = subprocess.run(call, capture_output=True, check=False)
    spent, after = time.perf_counter() - begun, os.times()
    files = json.loads(done.stdout)["files"] if done.stdout else []
    checked = sum(one["status"] not in ("unreadable", "no_report") for one in files)
    findings = sum(len(one["findings"]) for one in files)
    used = after.children_user + after.children_system - before.children_user - before.children_system
    print(
        f"{what}: {count / spent:.0f} a second, {spent:.1f} s, {1000 * used / count:.1f} ms of processor time a report; "
        f"{checked} checked, {findings} findings, exit status {done.returncode}"
    )
    return checked == count


def main(count: int) -> int:
    """Measure all of it; the exit status."""
    mixed = [kind for kind, share in MIXED.items() for _ in range(share)]
    random.Random(6).shuffle(mixed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_files(folder / "own", count, [""], 2025)
        make_files(folder / "mixed", count, mixed, 2025)
        make_files(folder / "last", count, [""], 2024)
        last = ("--last-year", folder / "last")
        print(f"{count} reports, {os.cpu_count()} cores")
        sound = [
            measure("own files", count, folder / "own"),
            measure("own files beside last year's", count, folder / "own", *last),
            measure("mixed documents beside last year's", count, folder / "mixed", *last),
            measure("own files, 反馈单 written", count, folder / "own", *last, "--feedback", folder / "papers"),
        ]
    return 0 if all(sound) else 1


if __name__ == "__main__":
    sys.exit(main(*[int(word) for word in sys.argv[1:]] or [1000]))
