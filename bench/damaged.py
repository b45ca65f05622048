"""Damaged documents read as `main.py import` reads them: is anything told as read that is wrong, and how much is read.

usage: .venv/bin/python bench/damaged.py [MUTANTS [SEED]]        2500 of all sound documents, seed 1
       .venv/bin/python bench/damaged.py --hostile [NAME…]       files that are made to break a reader, in full size
The sound documents are, of three reports and both editions, our own exports of every kind, what LibreOffice makes of them
where it is installed, and those that others write by hand; and the samples where they are there. `tests/damage.py` says what is done to them; it never turns
one figure into another. The files are read by two processes, with the limits that the program has.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from model.edits import Edit, SetCell, SetField  # noqa: E402
from model.report import Report  # noqa: E402
from tests.damage import Good, Mutant, Worth, mutants, sound, worth  # noqa: E402
from tests.hostile_files import MAKERS, make  # noqa: E402
from tests.sound_documents import documents_of_others  # noqa: E402
from workflows.example import make_example  # noqa: E402
from workflows.export_kinds import AS_USUAL, KINDS  # noqa: E402
from workflows.forms import form  # noqa: E402
from workflows.import_many import Reading, read_many  # noqa: E402

SAMPLES = ROOT.parent / "shared" / "samples"
OWN = ("word", "excel", "html", "html_inline", "pdf")
RESAVED = (("word", "docx"), ("word", "html"), ("word", "pdf"), ("word", "txt:Text"), ("excel", "xlsx"))
ASKED_SHARE = 0.6
LONGEST, MOST_MEMORY = 10, 500
"""Seconds and megabytes for a hostile file."""
MOST_LINES = 40
BROKEN = ("意外", "还没有读完", "内存太多", "没有启动", "不合规矩")
"""Words of messages that tell of a fault or of a limit."""


def reports() -> Iterator[tuple[str, Report]]:
    """The example, a report full of figures, one of the earlier edition."""
    yield "例", make_example()
    for name, edition, year, most in (("大", "2021", 2025, 10**6), ("旧", "2019", 2020, 300)):
        chance = random.Random(name)
        report = Report.blank(form(edition), f"示例{name}市", year)
        cells = tuple(SetCell(cell, chance.randrange(most)) for cell in report.form.inputs)
        report.apply(Edit("填写", (*cells, SetField("unit", f"示例{name}市"))))
        yield name, report


def goods(folder: Path) -> Iterator[Good]:
    """The sound documents."""
    for name, report in reports():
        for kind in OWN:
            path = folder / f"{name}-{kind}{KINDS[kind].suffix}"
            KINDS[kind].write(report, path, AS_USUAL)
            yield sound(path.stem, path.suffix, path.read_bytes(), report)
        for kind, target in RESAVED:
            path = folder / f"{name}-{kind}{KINDS[kind].suffix}"
            if (again := resaved(path, target)) is not None:
                yield sound(f"{path.stem}-LibreOffice-{target[:4]}", again.suffix, again.read_bytes(), report)
        for title, suffix, data in documents_of_others(report):
            yield sound(f"{name}-{title}", suffix, data, report)
    for path in sorted(SAMPLES.glob("*-2*.*")) if SAMPLES.is_dir() else ():
        if path.suffix != ".json":
            yield sound(path.stem, path.suffix, path.read_bytes())


def resaved(path: Path, target: str) -> Path | None:
    """What LibreOffice makes of the file, None where it is not there."""
    out = path.parent / "LibreOffice"
    profile = (path.parent / "profile").as_uri()
    call = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", target, "--outdir", str(out)]
    try:
        subprocess.run([*call, str(path)], check=True, capture_output=True, timeout=120)
    except (OSError, subprocess.SubprocessError):
        return None
    made = out / f"{path.stem}.{target.partition(':')[0]}"
    kept = made.with_stem(f"{made.stem}-{target[:3]}")
    return made.replace(kept) if made.is_file() else None


def main(count: int, seed: int, keep: Path | None = None) -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = keep or Path(name)
        found = list(goods(folder))
        made = [mutant for good in found for mutant in mutants(good, -(-count // len(found)), seed)]
        files = []
        for number, mutant in enumerate(made):
            file = folder / f"{number:05}-{mutant.good.name}{mutant.good.suffix}"
            file.write_bytes(mutant.data)
            files.append(file)
        begun = time.perf_counter()
        readings = list(read_many(files, processes=2))
        spent = time.perf_counter() - begun
        print(f"{len(made)} damaged files of {len(found)} sound ones, seed {seed}, {spent:.0f} s")
        return told(made, readings)


class Outcome(NamedTuple):
    """What became of a damaged file."""

    mutant: Mutant
    reading: Reading
    found: Worth


def told(made: list[Mutant], readings: list[Reading]) -> int:
    """Print what became of them; the exit status."""
    statuses = Counter(reading.status for reading in readings)
    print("  ".join(f"{status} {number}" for status, number in statuses.most_common()))
    outcomes = [
        Outcome(mutant, reading, worth(mutant.good, reading.data))
        for mutant, reading in zip(made, readings, strict=True)
    ]
    for way, group in grouped(outcomes, lambda mutant: ("outside: " if mutant.outside else "") + mutant.what):
        print(f"  {share(group):6.1%} of the figures read, {len(group):4} files  {way}")
    outside = [outcome for outcome in outcomes if outcome.mutant.outside]
    for suffix, group in grouped(outside, lambda mutant: mutant.good.suffix):
        print(f"  {share(group):6.1%} of the figures read, {len(group):4} files  damaged outside the grids of {suffix}")
    print(f"{share(outside):.1%} of the figures read where the damage lies outside the grids (asked {ASKED_SHARE:.0%})")
    wrong = [outcome for outcome in outcomes if outcome.found.wrong]
    print(f"{sum(len(outcome.found.wrong) for outcome in wrong)} wrong figures told as read, in {len(wrong)} files")
    for outcome in wrong[:MOST_LINES]:
        cells = ", ".join(outcome.found.wrong[:5])
        print(f"  {outcome.reading.source.name}  {outcome.mutant.what}: {cells}")
    broken = [outcome for outcome in outcomes if is_broken(outcome.reading.failed)]
    print(f"{len(broken)} readings ended by a fault or a limit")
    for outcome in broken[:MOST_LINES]:
        print(f"  {outcome.reading.source.name}  {outcome.mutant.what}: {outcome.reading.failed}")
    return 0 if share(outside) >= ASKED_SHARE and not wrong and not broken else 1


def grouped(outcomes: list[Outcome], by: Callable[[Mutant], str]) -> list[tuple[str, list[Outcome]]]:
    """The outcomes in groups, in the groups' order."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[by(outcome.mutant)].append(outcome)
    return sorted(groups.items())


def share(outcomes: list[Outcome]) -> float:
    """Of the figures that are read of the sound files, how many were read of the damaged ones."""
    return sum(outcome.found.read for outcome in outcomes) / max(1, sum(outcome.found.of for outcome in outcomes))


def is_broken(message: str) -> bool:
    """Whether the message tells of a fault of the program, or of a limit that ended the reading."""
    return any(word in message for word in BROKEN)


def hostile(names: list[str]) -> int:
    """Each hostile file in full size through the whole program; the exit status."""
    slow = 0
    for name in names or MAKERS:
        with tempfile.TemporaryDirectory() as folder:
            path = make(name, Path(folder), 1.0)
            call = [sys.executable, str(ROOT / "main.py"), "import", str(path), "-o", f"{folder}/x.nianbao"]
            begun = time.perf_counter()
            process = subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
            most = 0.0
            while process.poll() is None:
                most = max(most, sum(map(held, family(process.pid))))
                time.sleep(0.02)
            spent = time.perf_counter() - begun
            out, err = process.communicate()
            slow += spent > LONGEST or most > MOST_MEMORY or "Traceback" in err or "意外错误" in err
            said = (err.strip() or out.strip()).splitlines()[0]
            print(f"{spent:5.2f} s {most:4.0f} MB  {name:24} {said.replace(folder, '')[:90]}", flush=True)
    print(f"{slow} over {LONGEST} s or {MOST_MEMORY} MB, or not told")
    return 1 if slow else 0


def family(process: int) -> Iterator[int]:
    """The process and all that it started."""
    yield process
    for thread in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = thread.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from family(int(child))


def held(process: int) -> float:
    """Megabytes of memory that the process has."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    except (OSError, IndexError):
        return 0.0


if __name__ == "__main__":
    words = sys.argv[1:]
    if words[:1] == ["--hostile"]:
        sys.exit(hostile(words[1:]))
    kept = Path(words.pop(words.index("--keep") + 1)) if "--keep" in words else None
    given = [int(word) for word in words if word != "--keep"]
    sys.exit(main(*given, *(2500, 1)[len(given) :], keep=kept))
