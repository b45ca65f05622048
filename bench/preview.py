"""打印预览: from a change of the report to the page that shows it, painted.

usage: .venv/bin/python bench/preview.py [RUNS]
A figure is entered as a clerk does it, with the preview open at its page; the clock runs until the viewport has painted
the page with it. The other jobs: turning a page, the next step of zoom, and opening the preview, the search for the
PC's fonts included. The window is not shown on a screen (Qt's offscreen platform).
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QDate, QEventLoop, QSettings  # noqa: E402
from PySide6.QtGui import QPaintEvent  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from gui import preview  # noqa: E402
from gui.interaction import Interaction  # noqa: E402
from gui.preview import PreviewWindow  # noqa: E402
from gui.preview_paper import PaperView  # noqa: E402
from gui.settings import Settings  # noqa: E402
from gui.theme import Theme  # noqa: E402
from gui.windows import WindowList  # noqa: E402
from workflows.example import make_example  # noqa: E402

CELL = "requests.received.business"
MOST = 100
"""Milliseconds that a change may take."""


class _Painted(PaperView):
    """Ends the waiting when the page of the newest state has been painted."""

    loop: QEventLoop
    due = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.due and self.pages is not None:
            self.due = False
            self.loop.quit()


def _wait(window: PreviewWindow, job: Callable[[], object], *, sets: bool = True) -> float:
    """Milliseconds until what the job changes is seen. sets: whether pages have to be set anew."""
    paper = window.paper
    start = time.perf_counter()
    paper.loop, paper.due = QEventLoop(), not sets
    job()
    paper.loop.exec()
    return (time.perf_counter() - start) * 1000


def main(runs: int) -> None:
    """Measure and print medians."""
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    theme = Theme()
    theme.apply(application)
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(QSettings(str(Path(name) / "s.ini"), QSettings.Format.IniFormat))
        windows = WindowList(theme, settings, Interaction(), lambda: QDate(2026, 1, 15))
        window = windows.open_report(make_example(), None)
        window.pages.show("requests")
        start = time.perf_counter()
        preview.PaperView = _Painted
        preview.show(window)
        made = window.findChildren(PreviewWindow)[0]
        made.setting.ready.connect(lambda _: setattr(made.paper, "due", not made.setting.busy))
        _wait(made, lambda: None)
        opened = (time.perf_counter() - start) * 1000
        times: dict[str, list[float]] = {"a figure changes": [], "a page is turned": [], "zoom": []}
        for run in range(runs + 2):
            taken = (
                _wait(made, lambda run=run: window.editor.enter(CELL, str(100 + run))),
                _wait(made, lambda run=run: made.paper.turn_to(3 + run % 2), sets=False),
                _wait(made, lambda run=run: made.paper.zoom_by(1 if run % 2 else -1), sets=False),
            )
            made.paper.turn_to(3)
            if run > 1:
                for job, milliseconds in zip(times, taken, strict=True):
                    times[job].append(milliseconds)
    print(f"median of {runs} runs; the preview opens in {opened:.0f} ms")
    for job, taken_times in times.items():
        worst = sorted(taken_times)[int(len(taken_times) * 0.95)]
        print(f"{job:20} {statistics.median(taken_times):6.1f} ms, 95 of 100 within {worst:.1f} ms")
    print(f"a change within {MOST} ms: {'yes' if statistics.median(times['a figure changes']) <= MOST else 'NO'}")
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
