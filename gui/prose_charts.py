"""The year's chart as it would be printed now, for the places in a text that ask for it; drawn off the window's thread."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gui.editor import ReportEditor
from gui.thread_watch import ThreadWatch
from model.pictures import Picture
from model.text import CHART

if TYPE_CHECKING:
    from model.year_chart import YearChart

LATER = 300
"""Milliseconds after a change before the chart is drawn anew: not while somebody types."""
LOOK = 20
"""Milliseconds between two looks at the thread that draws."""


class _Worker(threading.Thread):
    """Draws one chart. It knows nothing of the window, which may be gone before it ends."""

    def __init__(self, chart: YearChart) -> None:
        super().__init__(daemon=True)
        self.chart = chart
        self.picture: Picture | None = None

    def run(self) -> None:
        from workflows.year_chart import drawn_chart

        try:
            self.picture = drawn_chart(self.chart)
        except Exception as error:
            from workflows.log_file import log_exception

            # The box that stands for a chart stays; an export says what is wrong.
            log_exception(error)


class Charts(QObject):
    """Of one section's text. picture: the chart as it was drawn last, None before."""

    drawn = Signal()

    def __init__(self, editor: ReportEditor, section: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.picture: Picture | None = None
        self._editor, self._section = editor, section
        self._chart: YearChart | None = None
        self._later = QTimer(self, singleShot=True, interval=LATER)
        self._later.timeout.connect(self._draw)
        self._watch = ThreadWatch(LOOK, self)
        self._watch.ended.connect(self._take)
        editor.changed.connect(self._expect)
        self._later.start(0)

    def _expect(self, *_: object) -> None:
        self._later.start()

    def _draw(self) -> None:
        report = self._editor.report
        if self._watch.busy or all(block.kind != CHART for block in report.text(self._section)):
            return
        from workflows.year_chart import chart_of

        chart = chart_of(report)
        if chart == self._chart or not chart.groups:
            return
        self._chart = chart
        self._watch.follow(_Worker(chart))

    def _take(self, worker: _Worker) -> None:
        self.picture = worker.picture
        self.drawn.emit()
        self._draw()
