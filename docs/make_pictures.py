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

from PySide6.QtCore import QSettings, QSize
from PySide6.QtWidgets import QApplication

from gui.interaction import Interaction
from gui.settings import Settings
from gui.start import translate
from gui.theme import Theme
from gui.windows import WindowList

PICTURES = ROOT / "docs" / "pictures"
SIZE = QSize(1366, 697)
CELLS = {
    "proactive": "proactive.normative_documents.in_force",
    "requests": "requests.refused_third_party.natural_person",
    "disputes": "disputes.reconsideration.total",
}


def main() -> None:
    """A picture of each grid of the example."""
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    translate(application)
    theme = Theme()
    theme.apply(application)
    with tempfile.TemporaryDirectory() as folder:
        example = shutil.copy(ROOT / "resources" / "example" / "example.nianbao", folder)
        settings = Settings(QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat))
        window = WindowList(theme, settings, Interaction()).open_file(Path(example), None)
        assert window is not None
        window.resize(SIZE)
        window.finish()
        for name, cell in CELLS.items():
            window.pages.start_at(cell)
            application.processEvents()
            window.grab().save(str(PICTURES / f"{name}.png"))
        window.close()


if __name__ == "__main__":
    main()
