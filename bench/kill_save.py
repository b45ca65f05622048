"""Kill the program in the middle of saving, many times: is the file ever unreadable?

usage: .venv/bin/python bench/kill_save.py [KILLS]      (1000 when not given)
A child process saves a changing report over and over through `Document.save` and is ended by SIGKILL
at a random moment after a save has begun. After each kill the file must be byte for byte one of two generations: the last
whose save returned, or the one that was just being saved.
"""

from __future__ import annotations

import os
import random
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from model.atomic import sweep_leftovers
from model.edits import Edit, ReplaceReport, ReplaceText, SetCell
from model.errors import ReportError
from model.report import Report
from model.storage import dump
from model.text import from_plain
from workflows.backups import list_backups
from workflows.document import Document, read_report
from workflows.forms import form

TEXT = "本年度主动公开政府信息若干条，均按时办结。" * 40


class Outcome(NamedTuple):
    """What the kills left.

    during_save: kills between the beginning and the end of a save. wrong: the file holds neither the
    generation saved last nor the one being saved. crashes_noticed: orphan locks that the next opening saw.
    """

    kills: int
    during_save: int
    unreadable: int
    wrong: int
    strays: int
    strays_after_sweep: int
    backups: int
    backups_unreadable: int
    crashes_noticed: int
    file_size: int
    seconds: float


def generation(number: int) -> Report:
    """The report of one generation; its size changes from one to the next."""
    report = Report.blank(form("2021"), "示例县数据局", 2025)
    cells = [SetCell(cell, number) for cell in report.form.inputs]
    text = from_plain("\n".join([TEXT] * (1 + number % 30)))
    report.apply(Edit("填写", (*cells, ReplaceText("overview", 0, 0, text))))
    return report


def run(kills: int, folder: Path, seed: int = 2025) -> Outcome:
    """Kill so many times in the middle of a save in the folder, and look each time at what is left.

    A kill that came just after the save is one more, not one of them.
    """
    chance, start = random.Random(seed), time.perf_counter()
    path = folder / "示例县数据局2025年报.nianbao"
    took, number = _seconds_of_a_save(path)
    counts = dict.fromkeys(("kills", "during_save", "unreadable", "wrong", "strays", "noticed"), 0)
    size = path.stat().st_size
    while counts["during_save"] < kills and counts["kills"] < 4 * kills:
        killed = _save_until_killed(path, number + 1, chance.randrange(4), chance.uniform(0, took))
        counts["kills"] += 1
        counts["during_save"] += killed.begun != killed.returned
        counts["noticed"] += killed.noticed
        counts["strays"] += _strays(folder)
        try:
            number = int(str(read_report(path).value(form("2021").inputs[0])))
        except ReportError:
            counts["unreadable"] += 1
            continue
        whole = path.read_bytes() == dump(generation(number))
        counts["wrong"] += not (whole and number in (killed.returned, killed.begun))
        size = max(size, path.stat().st_size)
    _sweep_everywhere(folder)
    backups = list_backups(path)
    return Outcome(
        counts["kills"],
        counts["during_save"],
        counts["unreadable"],
        counts["wrong"],
        counts["strays"],
        _strays(folder),
        len(backups),
        sum(not _readable(backup.path) for backup in backups),
        counts["noticed"],
        size,
        time.perf_counter() - start,
    )


def _seconds_of_a_save(path: Path) -> tuple[float, int]:
    """How long a save takes here, at the median, and the generation that is saved then."""
    document, took = Document.new(generation(0)), []
    document.save_as(path)
    for number in range(1, 6):
        document.history.do(Edit("填写", (ReplaceReport(generation(number).state()),)))
        start = time.perf_counter()
        document.save()
        took.append(time.perf_counter() - start)
    document.close()
    return statistics.median(took), number


class Killed(NamedTuple):
    """What a child said. begun, returned: the generations whose save began and returned last.

    noticed: it found the lock that the one before it had left.
    """

    begun: int
    returned: int
    noticed: bool


def _save_until_killed(path: Path, number: int, saves: int, wait: float) -> Killed:
    """Let a child save so many times, kill it so many seconds after the next save has begun."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _save_for_ever(path, number, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as answers:
        noticed = answers.readline() == b"crashed\n"
        lines = [answers.readline() for _ in range(2 * saves + 1)]
        time.sleep(wait)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lines += answers.readlines()
    begun = [int(line[1:]) for line in lines if line.startswith(b"+")]
    returned = [int(line[1:]) for line in lines if line.startswith(b"=")]
    return Killed(begun[-1], returned[-1] if returned else number - 1, noticed)


def _save_for_ever(path: Path, number: int, answers: int) -> None:
    try:
        document = Document.open(path)
        os.write(answers, b"crashed\n" if document.crashed else b"opened\n")
        while True:
            document.history.do(Edit("填写", (ReplaceReport(generation(number).state()),)))
            os.write(answers, b"+%d\n" % number)
            document.save()
            os.write(answers, b"=%d\n" % number)
            number += 1
    finally:
        os._exit(1)


def _strays(folder: Path) -> int:
    return sum(1 for _ in folder.rglob(".nianbao-*.tmp"))


def _sweep_everywhere(folder: Path) -> None:
    for each in (folder, *(inner for inner in folder.rglob("*") if inner.is_dir())):
        sweep_leftovers(each)


def _readable(path: Path) -> bool:
    try:
        read_report(path)
    except ReportError:
        return False
    return True


def main() -> int:
    """Print the outcome; 1 when a file was lost."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(kills, Path(folder))
    for name, value in outcome._asdict().items():
        print(f"{name:20} {value:.1f}" if isinstance(value, float) else f"{name:20} {value}")
    lost = outcome.unreadable + outcome.wrong + outcome.backups_unreadable + outcome.strays_after_sweep
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
