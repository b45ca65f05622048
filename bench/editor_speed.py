"""How fast the window answers: from a key until the last paint that shows what it did, beside a bare table.

usage: .venv/bin/python bench/editor_speed.py [ROUNDS] [--no-memory]
The whole window stands round the grid (navigator, findings, guidance, status bar, autosave), on a report in which every
cell is filled in, with last year beside it. The bare table is a QTableWidget of the same size in the same process. The
platform is offscreen unless QT_QPA_PLATFORM says otherwise.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections.abc import Callable
from itertools import count, cycle, pairwise
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QRect, QSettings, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidget, QTableWidgetItem, QWidget

from gui import window_place
from gui.autosave import VARIABLE
from gui.editor import ReportEditor
from gui.garbage import Collector, stop_looking
from gui.grid_labels import _write as write_choices
from gui.interaction import Interaction
from gui.main_window import MainWindow
from gui.paste_preview import PastePreview
from gui.settings import Settings
from gui.theme import Theme
from gui.windows import WindowList
from model.edits import Edit, SetCell, SetLastYear
from model.history import MOST_STEPS
from model.layout import load_layout
from model.paste_plan import NOTHING_CHOSEN
from model.report import Report
from model.state import LastReport
from workflows.document import Document
from workflows.forms import form, form_folder
from workflows.pasting import Clip, read_clip
from workflows.recovery import recovery_folder

ROWS, COLUMNS = 25, 7
CELL = "requests.granted.business"
FIRST = "requests.received.natural_person"
GRID = "requests"
KEY = Qt.Key
FRAME = 1000 / 60
MEGABYTE = 1 << 20


class Stand:
    """Actions timed on one place; `figures` are milliseconds."""

    def __init__(self, name: str, rounds: int) -> None:
        self.name = name
        self.rounds = rounds
        self.medians: dict[str, float] = {}

    def time(
        self, what: str, act: Callable[[], object], before: Callable[[], object] = lambda: None, rounds: int = 0
    ) -> None:
        """Time the act with all paints that it causes, after `before`, and print it."""
        taken = []
        for _ in range(rounds or self.rounds):
            before()
            QApplication.processEvents()
            start = perf_counter()
            act()
            QApplication.processEvents()
            taken.append((perf_counter() - start) * 1000)
        self.medians[what] = median(taken)
        print(
            f"{self.name:7} {what:38} median {median(taken):7.2f}  p95 {quantiles(taken, n=20)[-1]:7.2f}"
            f"  most {max(taken):7.2f}"
        )


def press(key: str | Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifiers)


def show(widget: QWidget) -> None:
    widget.show()
    widget.activateWindow()
    QTest.qWaitForWindowActive(widget)
    QApplication.processEvents()


def full_report() -> Report:
    """Every cell filled in, so that there are findings, and last year beside."""
    chosen = form("2021")
    report, last = Report.blank(chosen, "示例县数据局", 2025), Report.blank(chosen, "示例县数据局", 2024)
    report.apply(Edit("例", tuple(SetCell(cell, i % 40) for i, cell in enumerate(chosen.inputs))))
    last.apply(Edit("例", tuple(SetCell(cell, i % 30 + 1) for i, cell in enumerate(chosen.inputs))))
    report.apply(Edit("上年", (SetLastYear((LastReport(last.state(), "", ""),)),)))
    return report


def bare_table(rounds: int) -> Stand:
    """A plain table of the same size."""
    stand = Stand("bare", rounds)
    table = QTableWidget(ROWS, COLUMNS)
    for row in range(ROWS):
        for column in range(COLUMNS):
            table.setItem(row, column, QTableWidgetItem(str(row)))
    table.resize(1366, 697)
    show(table)
    table.setFocus()
    table.setCurrentCell(3, 3)
    figures, arrows = cycle("123456789"), cycle((KEY.Key_Down, KEY.Key_Up))

    def close() -> None:
        table.setFocus()
        table.closePersistentEditor(table.currentItem())
        if QApplication.focusWidget() is not table:
            press(KEY.Key_Escape)

    stand.time("repaint", table.viewport().update)
    stand.time("arrow", lambda: press(next(arrows)))
    stand.time("first digit", lambda: press(next(figures)), before=close)
    stand.time("next digit", lambda: press(next(figures)), rounds=12)
    stand.time("Enter", lambda: press(KEY.Key_Return), before=lambda: (close(), press(next(figures))))
    table.close()
    return stand


def program(file: Path) -> MainWindow:
    """The program's window on the report, all of it built."""
    window_place.free_area = lambda _: QRect(0, 0, 1600, 1000)
    settings = Settings(QSettings(str(file.with_suffix(".ini")), QSettings.Format.IniFormat))
    theme = Theme()
    theme.apply(QApplication.instance())
    window = WindowList(theme, settings, Interaction()).open_file(file, None, CELL)
    assert window is not None
    show(window)
    window.finish()
    QApplication.processEvents()
    return window


def typing(stand: Stand, window: MainWindow) -> None:
    """One cell: moving, typing, entering."""
    grid = window.pages.page.grid
    view = grid.blocks[0].view
    figures, arrows, totals = cycle("123456789"), cycle((KEY.Key_Down, KEY.Key_Up)), cycle("17")

    def close() -> None:
        if grid.editing():
            press(KEY.Key_Escape)
        grid.show_cell(CELL)

    def typed() -> None:
        close()
        press(next(totals))

    stand.time("repaint", view.viewport().update)
    stand.time("arrow", lambda: press(next(arrows)), before=close)
    stand.time("first digit", lambda: press(next(figures)), before=close)
    stand.time("next digit", lambda: press(next(figures)), rounds=12)
    stand.time("Enter", lambda: press(KEY.Key_Return), before=typed)
    stand.time("undo", window.editor.undo, before=lambda: (typed(), press(KEY.Key_Return)))


def pasting(stand: Stand, window: MainWindow) -> None:
    """The whole grid at once, position for position."""
    grid, numbers = window.pages.page.grid, count(1)

    def block() -> None:
        first = next(numbers)
        lines = ("\t".join(str((first + row) % 90) for _ in range(COLUMNS)) for row in range(ROWS))
        QGuiApplication.clipboard().setText("\n".join(lines))
        grid.show_cell(FIRST)

    rounds = min(stand.rounds, 30)
    stand.time("paste the grid", grid.paste, before=block, rounds=rounds)
    stand.time("undo of it", window.editor.undo, before=lambda: (block(), grid.paste()), rounds=rounds)


def labelled(stand: Stand, window: MainWindow) -> None:
    """The whole grid with its headings, by its labels: reading, showing what goes where, writing what was accepted."""
    grid, editor, clips = window.pages.page.grid, window.editor, []
    for start in (1, 50):
        editor.do(
            "例",
            tuple(SetCell(cell, start) for line in grid.blocks[0].model.ids for cell in line if fillable(editor, cell)),
        )
        grid.show_cell(FIRST)
        grid.select_all()
        grid.copy_with_headings()
        data = QGuiApplication.clipboard().mimeData()
        clips.append((data.text(), data.html()))
    turns = cycle(clips)
    layout, theme = load_layout(form_folder("2021"), editor.report.form), window.tools.theme

    def read() -> Clip:
        clip = read_clip(editor.report, GRID, *next(turns))
        assert clip is not None
        return clip

    def shown(clip: Clip) -> PastePreview:
        preview = PastePreview(editor.report, clip, layout, theme, window)
        preview.show()
        QApplication.processEvents()
        return preview

    clip, rounds = read(), min(stand.rounds, 12)
    stand.time("read it with its headings", read, rounds=rounds)
    previews: list[PastePreview] = []
    stand.time("show the preview", lambda: previews.append(shown(clip)), rounds=rounds)
    for preview in previews:
        preview.deleteLater()
    waiting: list[Clip] = []
    stand.time(
        "accept it",
        lambda: write_choices(editor, waiting.pop(), NOTHING_CHOSEN),
        before=lambda: waiting.append(read()),
        rounds=rounds,
    )


def fillable(editor: ReportEditor, cell: str) -> bool:
    return not editor.report.form.cells[cell].computed


def blocked(window: MainWindow, recovery: Path) -> None:
    """While the recovery file is written every tenth of a second: how long the event loop stands still at most."""
    os.environ[VARIABLE] = "0.1"
    grid, figures = window.pages.page.grid, cycle("123456789")
    written, beats = set(), []
    heart = QTimer(interval=0, timerType=Qt.TimerType.PreciseTimer)
    heart.timeout.connect(lambda: beats.append(perf_counter()))
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    grid.show_cell(CELL)

    def typed() -> None:
        press(next(figures))
        press(KEY.Key_Return)

    def wait() -> None:
        QTest.qWait(5)
        written.update(file.stat().st_mtime_ns for file in recovery.glob("*") if file.is_file())

    Stand("window", 400).time("digit and Enter, autosave every 0.1 s", typed, before=wait)
    heart.start()
    for _ in range(400):
        wait()
        window.autosave.touch()
    heart.stop()
    gaps = [(later - earlier) * 1000 for earlier, later in pairwise(beats)]
    print(
        f"window  event loop meanwhile: stood still at most {max(gaps):.1f} ms, {sum(gap > FRAME for gap in gaps)} times"
        f" for more than a frame; recovery files written: {len(written)}"
    )
    os.environ[VARIABLE] = "5"


def memory() -> float:
    """Resident memory of this process in MB, 0 where the system does not tell it this way."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / MEGABYTE if status.exists() else 0.0


def growth(window: MainWindow, what: str, step: Callable[[int], object], steps: int = 10_000) -> None:
    """How much memory the steps take from the end of their first tenth to their last."""
    after_first = 0.0
    for number in range(steps):
        step(number)
        if number % 20 == 0:
            QApplication.processEvents()
        if number == steps // 10:
            gc.collect()
            after_first = memory()
    gc.collect()
    print(f"memory  {what:38} {after_first:7.1f} MB after a tenth, {memory() - after_first:+.1f} MB until the end")


def remembering(window: MainWindow) -> None:
    """Ten thousand steps, of which the history keeps its last thousand; as many, each undone; undoing what it kept."""
    editor = window.editor
    cells = cycle(
        [cell for line in window.pages.page.grid.blocks[0].model.ids for cell in line if fillable(editor, cell)]
    )
    growth(window, "10,000 edits", lambda number: editor.enter(next(cells), str(number % 97)))
    growth(window, "10,000 edits, each undone", lambda number: (editor.enter(CELL, str(number % 97)), editor.undo()))
    growth(window, "undo of all that is kept", lambda _: editor.undo(), steps=MOST_STEPS)


def main(rounds: int, home: Path, *, with_memory: bool) -> None:
    os.environ.update({name: str(home) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA")})
    application = QApplication([])
    application.setStyle("Fusion")
    stop_looking()
    collector = Collector(application)
    bare = bare_table(rounds)
    file = home / "年报.nianbao"
    document = Document.new(full_report())
    document.save_as(file)
    document.close()
    window = program(file)
    ours = Stand("window", rounds)
    typing(ours, window)
    pasting(ours, window)
    labelled(ours, window)
    blocked(window, recovery_folder())
    print(f"first digit / bare {ours.medians['first digit'] / bare.medians['first digit']:.2f}  (wanted: at most 2)")
    print(f"Enter - bare {ours.medians['Enter'] - bare.medians['Enter']:.2f} ms  (wanted: at most 3)")
    if with_memory:
        remembering(window)
    window.editor.document.history.mark_saved()
    window.close()
    del collector


if __name__ == "__main__":
    given = [word for word in sys.argv[1:] if not word.startswith("--")]
    with tempfile.TemporaryDirectory(prefix="editor-speed-") as folder:
        main(int(given[0]) if given else 100, Path(folder), with_memory="--no-memory" not in sys.argv)
    # Qt takes what is left of its widgets down in an order of its own.
    sys.stdout.flush()
    os._exit(0)
