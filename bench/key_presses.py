"""Key presses and clicks for the same 166 figures, here and in LibreOffice Calc with the blank form.

usage: .venv/bin/python bench/key_presses.py [FIGURES.json]
       FIGURES.json: {"cells": {cell: figure}}; the example's figures when not given

Both programs are driven in a real window on a virtual screen; each key and each click is counted by the one function that
sends it, and afterwards the figures in the saved files, totals too, are compared with what was to be entered. The job
is the same: fill in all three grids, three of the figures wrong at first and mended at the end, one row pasted that
another department sends, save. It begins with the blank form open and its first cell current. A key with Ctrl, Alt or
Shift is one press. Needs xdotool, Xvfb, openbox, ImageMagick, and Calc with a window:
apt-get install --no-install-recommends libreoffice-calc libreoffice-gtk3 (the package -nogui, which the tests make do
with, has no window).
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from key_presses_form import Place, places_of, write_form
from key_presses_plans import Job, in_calc, in_ours, job
from key_presses_screen import Hands, calc, calc_open
from openpyxl import load_workbook

from model.edits import Edit
from model.entry import enter
from model.form import Form
from model.number_text import Value, number_text
from model.report import Report
from tests.end_to_end.desktop import Desktop, desktop, wait_for
from workflows.document import Document, read_report
from workflows.example import make_example
from workflows.forms import drafting, form
from workflows.from_last_year import new_from_last, read_last_report

EDITION, YEAR, UNIT = "2021", 2025, "示例县数据局"
MOST_SHOWN = 10


class Way(NamedTuple):
    """A way of doing the job, and what it took."""

    name: str
    presses: int
    held: int
    clicks: int

    @property
    def acts(self) -> int:
        """Presses and clicks."""
        return self.presses + self.clicks


def main(arguments: list[str]) -> int:
    """Measure, print, and say whether ours takes at most half."""
    if not calc():
        sys.stderr.write("Calc with a window is not installed; see the beginning of this script.\n")
        return 2
    edition = form(EDITION)
    task = job(edition, _figures(arguments, edition))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with desktop(folder / "home") as screen:
            ours = _ours(screen, task, folder / "plain", last_year=False, mouse=False)
            drafted = _ours(screen, task, folder / "drafted", last_year=True, mouse=False)
            clicked = _ours(screen, task, folder / "clicked", last_year=False, mouse=True)
            typed = _calc(screen, task, folder / "typed", "Calc: every figure and every total typed", True, False)
            sums = _calc(screen, task, folder / "sums", "Calc: every figure typed, sums in the form", False, False)
            areas = _calc(screen, task, folder / "areas", "Calc: an expert, areas filled with 0, sums", False, True)
    zeros = sum(task.final[cell] == 0 for cell in edition.inputs)
    print(f"{len(edition.inputs)} figures, {zeros} of them 0\n")
    print(f"{'way':<48}{'presses':>8}{'clicks':>8}{'both':>6}{'ours/it':>9}{'Ctrl, Alt, Shift held':>23}")
    for way in (ours, drafted, clicked, typed, sums, areas):
        print(f"{way.name:<48}{way.presses:>8}{way.clicks:>8}{way.acts:>6}{ours.acts / way.acts:>9.2f}{way.held:>23}")
    return 0 if ours.acts * 2 <= min(typed.acts, sums.acts) else 1


def _figures(arguments: list[str], edition: Form) -> dict[str, str]:
    if arguments:
        cells = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))["cells"]
        return {cell: str(cells[cell]) for cell in edition.inputs}
    example = make_example()
    return {cell: number_text(example.value(cell)) for cell in edition.inputs}


def _ours(screen: Desktop, task: Job, folder: Path, *, last_year: bool, mouse: bool) -> Way:
    folder.mkdir()
    file, edition = folder / "report.nianbao", task.form
    report = _drafted(task, folder) if last_year else Report.blank(edition, UNIT, YEAR, "department")
    filled = {cell: report.value(cell) for cell in edition.inputs}
    _save(report, file)
    _save(report, folder / "looked_at.nianbao")
    spots = _spots(screen, folder / "looked_at.nianbao", edition.inputs[0]) if mouse else {}
    hands = Hands(screen, lambda cell: spots[cell], lambda cells: _copied(task, cells))
    with screen.program(str(file), "--at", edition.inputs[0]):
        hands.do(in_ours(task, filled, mouse=mouse), folder)
        _settle(lambda: _in_report(file), task)
    name = f"ours: by keyboard{' and mouse' if mouse else ''}{', from last year' if last_year else ''}"
    return Way(name, hands.presses, hands.held, hands.clicks)


def _save(report: Report, file: Path) -> None:
    document = Document.new(report)
    document.save_as(file)
    document.close()


def _spots(screen: Desktop, file: Path, first: str) -> dict[str, tuple[int, int]]:
    """Where the cells are in the program's window."""
    command = [sys.executable, str(Path(__file__).with_name("key_presses_places.py")), str(file), first]
    done = subprocess.run(command, env=screen.environment, capture_output=True, text=True, check=True, timeout=60)
    return {cell: (x, y) for cell, (x, y) in json.loads(done.stdout).items()}


def _drafted(task: Job, folder: Path) -> Report:
    """A new report from one of last year whose cases carried out are those carried in now."""
    last = Report.blank(task.form, UNIT, YEAR - 1, "department")
    for cell, source in drafting(EDITION).carry_over:
        last.apply(Edit("填写", enter(last, source, number_text(task.final[cell]))))
    _save(last, folder / "last.nianbao")
    return new_from_last([read_last_report(folder / "last.nianbao")]).report


def _calc(screen: Desktop, task: Job, folder: Path, name: str, totals: bool, areas: bool) -> Way:
    folder.mkdir()
    file, places = folder / "form.xlsx", places_of(task.form)
    write_form(task.form, file, totals=not totals)
    with calc_open(screen, file, places) as spot:
        hands = Hands(screen, spot, lambda cells: _copied(task, cells))
        hands.do(in_calc(task, places, totals=totals, areas=areas), folder)
        _settle(lambda: _in_workbook(file, places), task)
    return Way(name, hands.presses, hands.held, hands.clicks)


def _in_report(file: Path) -> dict[str, Value]:
    report = read_report(file)
    return {cell: report.value(cell) for cell in report.form.cells}


def _in_workbook(file: Path, places: Mapping[str, Place]) -> dict[str, Value]:
    book = load_workbook(file, data_only=True)
    sheets = book.worksheets
    return {cell: sheets[place.sheet].cell(place.row, place.column).value for cell, place in places.items()}


def _settle(read: Callable[[], dict[str, Value]], task: Job) -> None:
    """Wait until the saved file holds the figures; RuntimeError with the differences when it does not."""
    found: dict[str, Value] = {}

    def same() -> bool:
        try:
            found.update(read())
        except Exception:  # The file may be half written.
            return False
        return found == task.final

    if not wait_for(same):
        wrong = {cell: (found.get(cell), value) for cell, value in task.final.items() if found.get(cell) != value}
        shown = dict(list(wrong.items())[:MOST_SHOWN])
        raise RuntimeError(f"{len(wrong)} figures are not what was to be entered (found, wanted): {shown}")


def _copied(task: Job, cells: str) -> str:
    return "\t".join(number_text(task.final[cell]) for cell in cells.split(","))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
