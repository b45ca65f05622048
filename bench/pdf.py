"""Making a PDF: ours against LibreOffice converting our Word file of the same report.

usage: .venv/bin/python bench/pdf.py [RUNS]
The runs take turns on one machine, and the clock is what counts: LibreOffice works in several processes. Ours is taken
warm, as the window has it after a change of a figure, and as a whole process that opens the report's file, makes the PDF
and writes it (`pdf_child.py`); each made alone, as LibreOffice does, and read back and compared as well. LibreOffice starts anew for each file, with a profile
that it has used before; the Word file is ready. Every file is another one: a figure differs.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from exporters.pdf import make_pdf  # noqa: E402
from exporters.word import fill_word  # noqa: E402
from model.edits import Edit, SetCell  # noqa: E402
from model.layout import load_layout  # noqa: E402
from model.report import Report  # noqa: E402
from model.storage import dump  # noqa: E402
from workflows.example import make_example  # noqa: E402
from workflows.export_pdf import pdf_of  # noqa: E402
from workflows.forms import form_folder  # noqa: E402

CELL = "requests.received.business"
WARM, PROCESS = 20, 5
"""How many times faster than LibreOffice ours must be."""


class Bench:
    """The jobs, each on a report that differs from the last one."""

    def __init__(self, report: Report, folder: Path) -> None:
        self._report, self._folder = report, folder
        self._number = 0
        forms = form_folder(report.form.edition)
        self._template, self._layout = (forms / "report.docx").read_bytes(), load_layout(forms, report.form)

    def _change(self) -> None:
        self._number += 1
        self._report.apply(Edit("改", (SetCell(CELL, 100 + self._number),)))

    def warm(self) -> float:
        """Ours in a process that has made one before."""
        self._change()
        return _timed(lambda: make_pdf(self._report, self._layout))

    def warm_and_checked(self) -> float:
        """The same, read back and compared."""
        self._change()
        return _timed(lambda: pdf_of(self._report))

    def process(self, *options: str) -> float:
        """Ours as a process of its own. options: of the child."""
        self._change()
        source, target = self._folder / "bench.nianbao", self._folder / "bench.pdf"
        source.write_bytes(dump(self._report))
        # Modules are compiled, as the set-up leaves them: the first run, which does not count, compiles them.
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(self._folder / "compiled")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        child = [sys.executable, str(ROOT / "bench" / "pdf_child.py"), str(source), str(target), *options]
        return _timed(lambda: _run(child, environment))

    def office(self) -> float:
        """LibreOffice converting our Word file."""
        self._change()
        source = self._folder / "word.docx"
        source.write_bytes(fill_word(self._template, self._report, self._layout))
        profile = f"-env:UserInstallation={(self._folder / 'profile').as_uri()}"
        arguments = ["--headless", "--convert-to", "pdf", "--outdir", str(self._folder), str(source)]
        return _timed(lambda: _run([shutil.which("soffice") or "soffice", profile, *arguments]))


def _run(command: list[str], environment: Mapping[str, str] | None = None) -> None:
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=environment)


def _timed(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return (time.perf_counter() - start) * 1000


def main(runs: int) -> None:
    """Measure and print medians and ratios."""
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(make_example(), Path(name))
        jobs = {
            "LibreOffice": bench.office,
            "ours, warm": bench.warm,
            "ours, warm, checked": bench.warm_and_checked,
            "ours, whole process": lambda: bench.process("--unchecked"),
            "ours, whole process, checked": bench.process,
        }
        taken: dict[str, list[float]] = {job: [] for job in jobs}
        for run in range(runs + 1):
            for job, work in jobs.items():
                milliseconds = work()
                if run:
                    taken[job].append(milliseconds)
    medians = {job: statistics.median(times) for job, times in taken.items()}
    print(f"the example, median of {runs} runs")
    for job, median in medians.items():
        print(f"{job:30} {median:8.1f} ms   LibreOffice takes {medians['LibreOffice'] / median:5.1f} times as long")
    fast = medians["LibreOffice"] / medians["ours, warm"] >= WARM
    fast = fast and medians["LibreOffice"] / medians["ours, whole process"] >= PROCESS
    print(f"at least {WARM} times warm and {PROCESS} times as a process: {'yes' if fast else 'NO'}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
