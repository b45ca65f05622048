"""Makes the pictures of the documents from the real program: `.venv/bin/python docs/make_pictures.py`."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QDate, QRect, QSettings, QSize, Qt
from PySide6.QtWidgets import QApplication

from gui import window_place
from gui.interaction import Interaction
from gui.settings import Settings
from gui.start import translate
from gui.theme import Theme
from gui.windows import WindowList

PICTURES = ROOT / "docs" / "pictures"
EXAMPLE = ROOT / "resources" / "example" / "example.nianbao"
SIZE = QSize(1366, 697)
SCREEN = QRect(0, 0, 1600, 1000)
TODAY = QDate(2026, 1, 12)
"""The day on all pictures: a good week before the example's deadline."""
CELLS = {
    "proactive": "proactive.normative_documents.in_force",
    "requests": "requests.refused_third_party.natural_person",
    "disputes": "disputes.reconsideration.total",
}


def program(folder: Path) -> WindowList:
    """The program with settings and data of its own in this folder, on a screen that is large enough, no window yet."""
    window_place.free_area = lambda _: SCREEN
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        os.environ[name] = str(folder / "data")
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    translate(application)
    theme = Theme()
    theme.apply(application)
    theme.changed.connect(lambda: theme.apply(application))
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    return WindowList(theme, settings, Interaction(), lambda: TODAY)


def main() -> None:
    """A picture of each grid of the example."""
    with tempfile.TemporaryDirectory() as folder:
        windows = program(Path(folder))
        window = windows.open_file(Path(shutil.copy(EXAMPLE, folder)), None)
        assert window is not None
        window.resize(SIZE)
        window.finish()
        for name, cell in CELLS.items():
            window.pages.start_at(cell)
            QApplication.processEvents()
            window.grab().save(str(PICTURES / f"{name}.png"))
        window.close()


if __name__ == "__main__":
    main()
