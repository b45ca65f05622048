"""Many reports to Word and Excel, each read back and compared after writing: reports a second, and whether memory grows.

usage: .venv/bin/python bench/many.py [REPORTS [PROCESSES]]     1000 reports on 2 processes
The reports differ in unit, figures and text. They are written as `main.py export FILE… --word FOLDER --excel FOLDER`
writes them (`workflows.export_many`), every file flushed to the disk. The clock runs from the first report's start, with
the processes' start told apart; memory is what each process holds (private bytes, Linux only) after a tenth of the reports and at the end.
"""

from __future__ import annotations

import multiprocessing
import random
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from model import storage  # noqa: E402
from model.edits import Edit, ReplaceText, SetCell, SetField  # noqa: E402
from model.text import from_plain  # noqa: E402
from workflows.example import make_example  # noqa: E402
from workflows.export_many import Job, Output, export_many  # noqa: E402

ASKED_A_SECOND, ASKED_GROWTH = 200, 5


def make_reports(folder: Path, count: int) -> list[Path]:
    """Files of reports that are the example with other units, figures and sentences."""
    chance = random.Random(5)
    files = []
    for number in range(count):
        report = make_example()
        cells = chance.sample(report.form.inputs, 20)
        figures = tuple(SetCell(cell, chance.randrange(1000)) for cell in cells)
        text = ReplaceText("other", 0, 0, from_plain(f"第{number}份报告的一段文字，{chance.random()}。"))
        report.apply(Edit("改动", (SetField("unit", f"示例第{number}局"), text, *figures)))
        file = folder / f"{number}.nianbao"
        file.write_bytes(storage.dump(report))
        files.append(file)
    return files


def held() -> dict[int, float]:
    """Megabytes that each process of ours holds for itself alone."""
    found = {}
    for process in multiprocessing.active_children():
        try:
            lines = Path(f"/proc/{process.pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        found[process.pid or 0] = sum(int(line.split()[1]) for line in lines if line.startswith("Private")) / 1024
    return found


def main(count: int, processes: int) -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = make_reports(folder, count)
        written = folder / "out"
        written.mkdir()
        outputs = (Output("word", written, folder=True), Output("excel", written, folder=True))
        jobs = [Job(file, outputs) for file in files]
        begun = time.perf_counter()
        first = warm = 0.0
        early: dict[int, float] = {}
        for number, done in enumerate(export_many(jobs, processes=processes), 1):
            assert not done.failed, done.failed
            if number == 1:
                first = time.perf_counter()
            if number == max(count // 10, 1):
                warm, early, warm_number = time.perf_counter(), held(), number
            if number == count - processes:
                late = held()
        ended = time.perf_counter()
        size = sum(path.stat().st_size for path in written.iterdir())
        assert len(list(written.iterdir())) == 2 * count
    growth = max((late[process] - early[process] for process in early if process in late), default=0.0)
    steady = (count - warm_number) / (ended - warm)
    print(f"{count} reports, {2 * count} files, {size / 2**20:.0f} MB, {processes} processes")
    print(f"first report after {first - begun:.2f} s, all after {ended - begun:.2f} s")
    print(f"{count / (ended - begun):6.1f} reports a second in all, {steady:6.1f} when warm (asked {ASKED_A_SECOND})")
    print(f"{growth:6.2f} MB more in a process at the end than after a tenth (asked under {ASKED_GROWTH})")
    return 0 if steady >= ASKED_A_SECOND and growth < ASKED_GROWTH else 1


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*given, *(1000, 2)[len(given) :]))
