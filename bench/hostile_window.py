"""Files that are made to break a reader, in full size, imported through the window: time, memory, what the clerk is told.

usage: .venv/bin/python bench/hostile_window.py [NAME…]     names as in tests/hostile_files.py; all of them without one
Memory is that of the window and of all that it started, together. The report that is open meanwhile must stay as it is.
The platform is offscreen unless QT_QPA_PLATFORM says otherwise. `bench/damaged.py --hostile` is the same for the command.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QRect, QSettings
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from bench.damaged import LONGEST, MOST_MEMORY, family, held
from gui import window_place
from gui.garbage import Collector
from gui.interaction import Interaction
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import Theme
from gui.windows import WindowList
from model.errors import ReportError
from tests.hostile_files import MAKERS, make
from workflows.document import Document
from workflows.example import make_example

LOOK = 0.02


class Listener(Interaction):
    """Notes what is told; waits as the real one; cancels what asks."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def tell_error(self, parent: QWidget | None, title: str, error: ReportError) -> None:
        self.told.append(str(error))

    def choose(self, *_: object, **__: object) -> str:
        return ""

    def run(self, dialog: QDialog) -> bool:
        self.told.append(f"（{dialog.windowTitle()}）")
        dialog.deleteLater()
        return False


class Watch(threading.Thread):
    """Notes the most memory that the program and all it started held together, in megabytes."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0.0
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(LOOK):
            self.most = max(self.most, sum(map(held, family(os.getpid()))))


def opened(folder: Path, listener: Listener) -> MainWindow:
    """The program's window on the example."""
    window_place.free_area = lambda _: QRect(0, 0, 1366, 768)
    document = Document.new(make_example())
    document.save_as(folder / "开着的.nianbao")
    document.close()
    theme = Theme()
    theme.apply(QApplication.instance())
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    window = WindowList(theme, settings, listener).open_file(folder / "开着的.nianbao", None)
    assert window is not None
    window.show()
    window.finish()
    QApplication.processEvents()
    return window


def main(names: list[str]) -> int:
    application = QApplication(sys.argv[:1])
    _ = Collector(application)
    bad = 0
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_DATA_HOME"] = name
        listener = Listener()
        window = opened(Path(name), listener)
        before = window.editor.report.state()
        print(f"{held(os.getpid()):.0f} MB: the window alone")
        for kind in names or MAKERS:
            with tempfile.TemporaryDirectory() as folder:
                path = make(kind, Path(folder), 1.0)
                watch, begun = Watch(), time.perf_counter()
                listener.told.clear()
                watch.start()
                window.transfer.import_path(path)
                QApplication.processEvents()
                spent = time.perf_counter() - begun
                watch.over.set()
                watch.join()
                same = window.editor.report.state() == before
                bad += spent > LONGEST or watch.most > MOST_MEMORY or not same or "意外错误" in "".join(listener.told)
                said = " ".join(listener.told).replace(folder, "")[:90]
                print(f"{spent:5.2f} s {watch.most:4.0f} MB  {kind:24} {said}", flush=True)
        print(f"{bad} over {LONGEST} s or {MOST_MEMORY} MB, not told, or the open report changed")
        window.editor.document.history.mark_saved()
        window.close()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
