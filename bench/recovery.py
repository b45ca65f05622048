"""Kill the real program at random moments while it is typed in: is anything lost that is older than promised?

usage: .venv/bin/python bench/recovery.py [KILLS [SECONDS]]      (200 kills and 0.3 seconds when not given)
Each cycle starts the program on a virtual screen, types figures or text through its window by key presses, saves now
and then, and ends it by SIGKILL so that at least one change is older than SECONDS. After each kill the recovery and
the report's file together must hold every change that is older, and nothing that was not typed.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import Popen
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from model.errors import ReportError
from model.report import Report
from tests.end_to_end.desktop import Desktop, desktop, wait_for
from workflows import recovery
from workflows.document import Document, read_report
from workflows.forms import form
from workflows.log_file import data_folder
from workflows.recovery import Found

GRID = "requests"
TEXT = "overview"
TEXT_KEY = "alt+2"
CHANGES = 100
SLACK = 1.2
"""Seconds within which the kill comes after the first change is as old as promised; at least as many as promised."""
SAVING = 0.25
"""Share of the cycles in which it is saved now and then; in the others the recovery alone has what was typed."""
SAVES = 0.15
"""Share of the changes that are followed by saving in those cycles."""


class Typed(NamedTuple):
    """What was typed into a cell, or into the text ("") so far. sent: when the last of its keys had gone out."""

    cell: str
    text: str
    sent: float


class Outcome(NamedTuple):
    """old: changes older than promised, all cycles together; least_old: the fewest of them in one cycle."""

    kills: int
    changes: int
    old: int
    least_old: int
    lost: int
    wrong: int
    recoveries_unreadable: int
    files_unreadable: int
    recoveries: int
    killed_while_writing: int
    seconds: float


def run(kills: int, seconds: float, folder: Path, seed: int = 2025) -> Outcome:
    """So many cycles in the folder, which becomes the home of the program."""
    chance, start = random.Random(seed), time.perf_counter()
    os.environ["XDG_DATA_HOME"] = str(folder / "home" / "data")
    counts = dict.fromkeys(Outcome._fields, 0) | {"least_old": 1_000_000}
    with desktop(folder / "home") as screen:
        screen.environment["NIANBAO_RECOVERY_SECONDS"] = str(seconds)
        for number in range(kills):
            file = folder / f"{number}.nianbao"
            _make(file)
            typed, killed = _type_and_kill(screen, file, seconds, chance)
            _judge(file, typed, killed - seconds, counts)
    return Outcome(**{**counts, "kills": kills, "seconds": time.perf_counter() - start})  # type: ignore[arg-type]


def _make(file: Path) -> None:
    document = Document.new(Report.blank(form("2021"), "示例县数据局", 2025, "department"))
    document.save_as(file)
    document.close()


def _type_and_kill(screen: Desktop, file: Path, seconds: float, chance: random.Random) -> tuple[list[Typed], float]:
    """What was typed, and the moment of the kill."""
    cells = [cell for cell in form("2021").inputs if form("2021").cells[cell].grid == GRID]
    typed: list[Typed] = []
    killed: list[float] = []
    with screen.program(str(file), "--at", cells[0]) as program:
        _wait_until_built(program)

        def kill() -> None:
            killed.append(time.monotonic())
            program.kill()

        typing = _type_text if chance.random() < 0.3 else _type_figures
        saves = SAVES if chance.random() < SAVING else 0.0
        wait = seconds + chance.uniform(0.02, max(SLACK, seconds))
        typing(screen, program, cells, typed, chance, saves, lambda: _start(kill, wait))
        program.wait(30)
    return typed, killed[0]


def _wait_until_built(program: Popen[bytes]) -> None:
    """Until the window is complete, which it is well after the first paint: then the program watches for crashes."""
    mark = data_folder() / f"crash-{program.pid}.log"
    if not wait_for(mark.exists):
        raise TimeoutError("the window was not completed")


def _start(kill: Callable[[], None], wait: float) -> None:
    threading.Timer(wait, kill).start()


def _type_figures(
    screen: Desktop,
    program: Popen[bytes],
    cells: list[str],
    typed: list[Typed],
    chance: random.Random,
    saves: float,
    first: Callable[[], None],
) -> None:
    for cell in cells[:CHANGES]:
        figure = str(chance.randrange(1, 10_000))
        screen.write(figure)
        typed.append(Typed(cell, figure, time.monotonic()))
        if len(typed) == 1:
            first()
        if program.poll() is not None:
            return
        if chance.random() < 0.3:
            # The cell stays open for a while: what is typed there counts as well.
            time.sleep(chance.uniform(0, 0.6))
        screen.press("Tab")
        if chance.random() < saves:
            screen.press("ctrl+s")


def _type_text(
    screen: Desktop,
    program: Popen[bytes],
    _: list[str],
    typed: list[Typed],
    chance: random.Random,
    saves: float,
    first: Callable[[], None],
) -> None:
    screen.press(TEXT_KEY)
    text = ""
    for number in range(CHANGES):
        word = f"In {number} {chance.randrange(10_000)} items. "
        screen.write(word)
        text += word
        typed.append(Typed("", text, time.monotonic()))
        if number == 0:
            first()
        if program.poll() is not None:
            return
        if chance.random() < saves:
            screen.press("ctrl+s")


def _judge(file: Path, typed: list[Typed], promised: float, counts: dict[str, int]) -> None:
    """Look at what is left and count."""
    folder = recovery.recovery_folder()
    counts["killed_while_writing"] += any(folder.glob("*.tmp")) if folder.exists() else 0
    found = recovery.look()
    counts["recoveries"] += len(found.offered)
    counts["recoveries_unreadable"] += len(found.damaged) + len(found.held_back)
    try:
        saved = read_report(file)
    except ReportError:
        counts["files_unreadable"] += 1
        return
    left = found.offered[0].report if found.offered else saved
    old = sum(one.sent <= promised for one in typed)
    counts["changes"] += len(typed)
    counts["old"] += old
    counts["least_old"] = min(counts["least_old"], old)
    lost = sum(not _holds(left, one) for one in typed[:old])
    wrong = sum(not _may_hold(report, typed) for report in (left, saved))
    if lost or wrong:
        print(
            f"{file.name}: lost {lost}, wrong {wrong}: {[one for one in typed[:old] if not _holds(left, one)]}",
            flush=True,
        )
    counts["lost"] += lost
    counts["wrong"] += wrong
    _tidy(found)


def _tidy(found: Found) -> None:
    for one in found.offered:
        recovery.remove(one.path)


def _holds(report: Report, typed: Typed) -> bool:
    if typed.cell:
        return report.value(typed.cell) == int(typed.text)
    return report.plain(TEXT).startswith(typed.text.strip())


def _may_hold(report: Report, typed: list[Typed]) -> bool:
    """Whether every figure is what was typed there or the beginning of it, and the text likewise."""
    texts = {one.cell: one.text for one in typed}
    for cell in report.form.inputs:
        value = report.value(cell)
        if value is not None and cell in texts and not texts[cell].startswith(str(value)):
            return False
    plain, text = report.plain(TEXT), texts.get("", "").strip()
    if not (plain.startswith(text) or text.startswith(plain)):
        return False
    # The last cell that was begun is not in the list: its digits went out, but the call had not returned.
    strange = [cell for cell in report.form.inputs if report.value(cell) is not None and cell not in texts]
    return len(strange) <= 1


def main() -> int:
    """Print the outcome; 1 when anything was lost."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 0.3
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(kills, seconds, Path(folder))
    for name, value in outcome._asdict().items():
        print(f"{name:24} {value:.1f}" if isinstance(value, float) else f"{name:24} {value}")
    lost = outcome.lost + outcome.wrong + outcome.recoveries_unreadable + outcome.files_unreadable
    return 1 if lost or outcome.least_old < 1 else 0


if __name__ == "__main__":
    sys.exit(main())
