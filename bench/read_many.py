"""Many mixed files read as reports by `main.py import`: files a second, and the memory of all its processes together.

usage: .venv/bin/python bench/read_many.py [FILES]     1000 files, as many processes as there are cores
Of a hundred files 40 are Word, 25 Excel, 15 web pages, 10 PDF, 9 plain text, 1 is no report; they differ in unit, figures
and text. The clock runs from the command's start to its end, every report saved and flushed to the disk; reading alone
is measured in a second run, of the same files.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.damaged import family, held  # noqa: E402
from model.edits import Edit, ReplaceText, SetCell, SetField  # noqa: E402
from model.report import Report  # noqa: E402
from model.text import from_plain  # noqa: E402
from workflows.example import make_example  # noqa: E402
from workflows.export_kinds import AS_USUAL, KINDS  # noqa: E402
from workflows.import_many import READ, read_many  # noqa: E402

OF_A_HUNDRED = {"word": 40, "excel": 25, "html": 15, "pdf": 10, "text": 9, "none": 1}
LOOK = 0.02


def report_of(number: int, chance: random.Random) -> Report:
    """The example with another unit, other figures and another sentence."""
    report = make_example()
    figures = tuple(SetCell(cell, chance.randrange(1000)) for cell in chance.sample(report.form.inputs, 20))
    text = ReplaceText("other", 0, 0, from_plain(f"第{number}份报告的一段文字，{chance.random()}。"))
    report.apply(Edit("改动", (SetField("unit", f"示例第{number}局"), text, *figures)))
    return report


def make_files(folder: Path, count: int) -> None:
    """The files, of each kind as many as belong to so many."""
    chance = random.Random(6)
    kinds = [kind for kind, share in OF_A_HUNDRED.items() for _ in range(share)]
    chance.shuffle(kinds)
    for number in range(count):
        kind = kinds[number % len(kinds)]
        report = report_of(number, chance)
        if kind in KINDS:
            KINDS[kind].write(report, folder / f"{number:04}{KINDS[kind].suffix}", AS_USUAL)
        else:
            lines = as_text(report) if kind == "text" else ["会议通知", "今天天气很好。"]
            (folder / f"{number:04}.txt").write_text("\n".join(lines), "utf-8")


def as_text(report: Report) -> Iterator[str]:
    """The report as text is copied: headings, sentences, the rows of its grids with tabs between the cells."""
    yield from (report.unit, f"{report.year}年政府信息公开工作年度报告")
    for section in report.form.sections:
        yield section.heading
        yield from report.plain(section.id).split("\n")
        if section.grid:
            yield from _rows(report, section.grid)


def _rows(report: Report, grid: str) -> Iterator[str]:
    found = report.form.grid(grid)
    values = {
        (cell.block, cell.row, cell.column): report.value(cell.id)
        for cell in report.form.cells.values()
        if cell.grid == grid
    }
    for number, block in enumerate(found.blocks):
        width = max(len(row.path) for row in block.rows)
        yield "\t".join([*[""] * width, *(column.path[-1] for column in block.columns)])
        for place, row in enumerate(block.rows):
            labels = [*row.path, *[""] * (width - len(row.path))]
            cells = [str(values.get((number, place, column), "")) for column in range(len(block.columns))]
            yield "\t".join([*labels, *cells])


def main(count: int) -> int:
    with tempfile.TemporaryDirectory() as name:
        folder, out = Path(name, "来源"), Path(name, "出")
        folder.mkdir()
        make_files(folder, count)
        call = [sys.executable, str(ROOT / "main.py"), "import", str(folder), "-o", str(out)]
        with Path(name, "messages").open("w+", encoding="utf-8") as messages:
            begun, before = time.perf_counter(), os.times()
            process = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=messages)
            most = first = 0.0
            while process.poll() is None:
                most = max(most, sum(map(held, family(process.pid))))
                first = first or (time.perf_counter() - begun if list(out.glob("*.nianbao")) else 0.0)
                time.sleep(LOOK)
            spent = time.perf_counter() - begun
            after = os.times()
            messages.seek(0)
            said = messages.read()
        saved = len(list(out.iterdir()))
        begun = time.perf_counter()
        statuses = [reading.status for reading in read_many(sorted(folder.iterdir()))]
        reading = time.perf_counter() - begun
    print(f"{count} files, {os.cpu_count()} processes: {said.splitlines()[-1]}")
    print(f"{count / spent:6.1f} files a second in all, saved; the first after {first:.2f} s, all after {spent:.1f} s")
    used = after.children_user + after.children_system - before.children_user - before.children_system
    print(f"{1000 * used / count:6.1f} ms of processor time a file")
    print(f"{count / reading:6.1f} files a second, reading alone; {statuses.count(READ)} without a question")
    print(f"{most:6.0f} MB at most in all processes together")
    return 0 if saved >= count * 0.98 else 1


if __name__ == "__main__":
    sys.exit(main(*[int(word) for word in sys.argv[1:]] or [1000]))
