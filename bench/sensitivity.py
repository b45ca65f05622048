"""What the audit finds of wrong figures, what it says of their cause, and what it says of reports that are right.

usage: .venv/bin/python bench/sensitivity.py [REPORTS] [--samples FOLDER]
Made reports that add up (REPORTS of each edition) and the samples are given one mistake at a time: any other figure in
any cell of 表三 and 表四, neighbours changed about, a row or a column one place too far, a digit typed twice, two digits
changed about. "printed": as read from a document that prints all its totals; "typed": totals follow the cells;
"typed, last year": beside a report of the year before. "named": the cell that was changed, or a total that only follows
it, is among those of a finding.
The cause: right, wrong (another one is said), silent. At the end every finding on the samples as they are.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from model.audit_causes import probable
from model.checks import printed
from model.edits import Edit, SetField, SetLastYear
from model.report import Report
from model.state import LastReport
from tests.figure_errors import (
    Mistake,
    balanced_figures,
    doubled,
    figures_at_hand,
    mistaken,
    one_figure,
    report_of,
    slips,
    swaps,
    transposed,
)
from workflows.example import make_example
from workflows.forms import form
from workflows.importing import import_file

SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples"
AMOUNTS = 3


def main() -> None:
    arguments = [one for one in sys.argv[1:] if not one.startswith("--")]
    samples = Path(sys.argv[sys.argv.index("--samples") + 1]) if "--samples" in sys.argv else SAMPLES
    wanted = int(arguments[0]) if arguments and arguments[0].isdecimal() else 10
    chance = random.Random(1)
    for edition in ("2021", "2019"):
        made = [balanced_figures(form(edition), chance, most=chance.choice((5, 40, 3000))) for _ in range(wanted)]
        table(f"{wanted} made reports, edition {edition}", [(figures, edition) for figures in made], chance)
    for name, figures in sample_figures(samples):
        table(name, [(figures, "2021")], chance)
    print("\nFindings on the samples as they are")
    for name, report in sample_reports(samples):
        listed(name, report)


def table(name: str, reports: Iterable[tuple[dict[str, int], str]], chance: random.Random) -> None:
    """One table: a line for each kind of report and mistake."""
    print(f"\n{name}\n{'':44}{'tried':>8}{'found':>9}{'named':>9}   cause: right    wrong   silent")
    counted: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for figures, edition in reports:
        for how in ("printed", "typed", "typed, last year"):
            report = report_of(figures, edition, prints_totals=how == "printed")
            if "last" in how:
                beside_last(report, figures)
            for mistake in mistakes(report, chance):
                kind = mistake.kind
                if kind == "改一个数":
                    grid = report.form.grid(report.form.cells[mistake.wrong[0][0]].grid)
                    kind = f"{kind} {grid.name}"
                counted[how, kind].update(judged(report, mistake))
    for (how, kind), count in sorted(counted.items()):
        share = [
            f"{100 * count[what] / count['tried']:8.1f}%" for what in ("found", "named", "right", "wrong", "silent")
        ]
        print(
            f"{how:18}{kind:<{26 - sum(ord(c) > 127 for c in kind)}}{count['tried']:>8}{share[0]}{share[1]}       {''.join(share[2:])}"
        )


def mistakes(report: Report, chance: random.Random) -> Iterator[Mistake]:
    """All that is tried with one report."""
    for cell in figures_at_hand(report):
        yield from (one_figure(report, cell, chance) for _ in range(AMOUNTS))
    for kind in (swaps, slips, doubled, transposed):
        yield from kind(report)


def judged(report: Report, mistake: Mistake) -> Iterator[str]:
    """What the audit makes of the mistake."""
    yield "tried"
    right = {cell: printed(report, cell) for cell, _ in mistake.wrong}
    known = {finding.key for finding in report.findings() if not finding.pending}
    with mistaken(report, mistake):
        found = {finding.key: finding for finding in report.findings() if not finding.pending}
        guesses = [dict(guess.changes) for guess in probable(report, found)]
    new = [finding for key, finding in found.items() if key not in known and finding.severity != "hint"]
    if new:
        yield "found"
    named = {cell for finding in new for cell in finding.cells}
    if set(right) & {*named, *(part for cell in named for part in followed(report, cell))}:
        yield "named"
    yield "right" if right in guesses else "wrong" if guesses else "silent"


def followed(report: Report, cell: str) -> Iterator[str]:
    """What a computed cell adds up, where no document states it: it stands for its parts."""
    if report.stated(cell) is None:
        for part in report.form.cells[cell].parts:
            yield part
            yield from followed(report, part)


def beside_last(report: Report, figures: dict[str, int]) -> None:
    """Beside a report of the year before with the same figures, but that it left open what this one begins with."""
    then = dict(figures)
    for column in report.form.grid("requests").blocks[0].columns:
        if not column.sum_of:
            open_then, here, got = (f"requests.{row}.{column.id}" for row in ("carried_out", "carried_in", "received"))
            then[got] += figures[here] - then[open_then]
            then[open_then] = figures[here]
            if then[got] < 0:
                then[f"requests.granted.{column.id}"] -= then[got]
                then[got] = 0
    last = report_of(then, report.form.edition, prints_totals=False)
    report.apply(Edit("上年", (SetLastYear((LastReport(last.state(), "上年.nianbao", ""),)),)))


def sample_figures(folder: Path) -> Iterator[tuple[str, dict[str, int]]]:
    """The figures of the samples that add up."""
    for name, report in sample_reports(folder):
        yield name, {cell: report.value(cell) or 0 for cell in report.form.inputs}


def sample_reports(folder: Path) -> Iterator[tuple[str, Report]]:
    """The samples, and the example, as the program reads them."""
    yield "example", make_example()
    for name in ("huaian-2024.pdf", "wenzhou-2021.txt"):
        if (folder / name).exists():
            yield name, import_file(folder / name).report
    if (file := folder / "large-figures-2025.json").exists():
        data = json.loads(file.read_text(encoding="utf-8"))
        inputs = {cell: figure for cell, figure in data["cells"].items() if not form("2021").cells[cell].computed}
        report = report_of(inputs, prints_totals=False)
        # The figures are a whole city's; the file names no kind of unit.
        report.apply(Edit("单位", (SetField("unit", f"{data['unit']}人民政府"), SetField("year", data["year"]))))
        yield file.name, report


def listed(name: str, report: Report) -> None:
    """Every finding on a report, pending ones too."""
    found = report.all_findings()
    print(f"\n{name}: {len(found)}")
    for finding in found:
        state = "pending" if finding.pending else finding.severity
        print(f"  {finding.key:44} {state:8} {finding.message}")


if __name__ == "__main__":
    main()
