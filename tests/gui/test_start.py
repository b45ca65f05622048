"""The start of the window program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from gui.start import translate
from gui.windows import due_year
from tests.builders import full_report
from workflows.document import Document

ROOT = Path(__file__).parent.parent.parent

PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
original = QApplication.exec
def watched(*_):
    application = QApplication.instance()
    def look():
        window = application.activeWindow()
        if window is None:
            QTimer.singleShot(10, look)
            return
        print(window.windowTitle())
        print(window.pages.section, window.editor.current_cell)
        window.editor.document.history.mark_saved()
        application.closeAllWindows()
    QTimer.singleShot(0, look)
    return original()
QApplication.exec = staticmethod(watched)
from gui.app import run
sys.exit(run(sys.argv[1:], "requests.received.business"))
"""


def start(folder: Path, *files: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, closed again at once."""
    places = {name: str(folder) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA")}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *files],
        cwd=ROOT,
        env={**os.environ, **places, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )


def test_without_a_file_a_blank_report_is_opened(tmp_path: Path) -> None:
    done = start(tmp_path)
    assert done.returncode == 0, done.stderr
    assert "未填单位" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_file_is_opened_at_the_cell(tmp_path: Path) -> None:
    document = Document.new(full_report())
    document.save_as(tmp_path / "a.nianbao")
    document.close()
    done = start(tmp_path, str(tmp_path / "a.nianbao"))
    assert "a.nianbao" in done.stdout
    assert "requests requests.received.business" in done.stdout
    assert not list(tmp_path.glob(".~*")), "the lock is gone"


def test_qts_own_buttons_speak_chinese(application: QApplication) -> None:
    translate(application)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "取消"
    box.deleteLater()


def test_the_year_that_is_due() -> None:
    assert due_year(QDate(2026, 1, 15)) == 2025
    assert due_year(QDate(2026, 9, 30)) == 2025
    assert due_year(QDate(2026, 10, 1)) == 2026
