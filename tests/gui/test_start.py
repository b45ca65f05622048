"""The start of the window program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QDate
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox

import resources
from gui.start import translate
from gui.windows import WindowList, due_year
from model.toml_file import compile_toml
from tests.builders import full_report, report_with
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


FIRST_PAINT = """
import sys
from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from gui import window_place
from gui.app import run

class Probe(QObject):
    painted = False

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            if not self.painted and QApplication.focusWidget() is not None:
                self.painted = True
                QTimer.singleShot(0, lambda: QTest.keyClick(QApplication.focusWidget(), "7"))
            elif isinstance(watched, QLineEdit) and watched.text() == "7":
                QTimer.singleShot(0, self.finish)
        return False

    def finish(self):
        print(*sorted(name for name in sys.modules if name.split(".")[0] in OWN), flush=True)
        window = QApplication.activeWindow()
        window.editor.document.close()
        import os
        os._exit(0)

OWN = ("gui", "model", "workflows", "importers", "exporters", "ooxml", "openpyxl", "docx", "lxml", "tomllib")
original = QApplication.exec
def watched(*_):
    probe = Probe()
    QApplication.instance().installEventFilter(probe)
    return original()
QApplication.exec = staticmethod(watched)
window_place.free_area = lambda _: QRect(0, 0, 1600, 1000)
run(sys.argv[1:], "requests.received.business")
"""

LATER = (
    "gui.autosave",
    "gui.clipboard",
    "gui.findings_panel",
    "gui.guidance_panel",
    "gui.grid_paste",
    "gui.history_dialog",
    "gui.navigator",
    "gui.panel_drag",
    "gui.prose_edit",
    "gui.rescale",
    "gui.start_page",
    "gui.step_names",
    "gui.text_page",
    "gui.unit_page",
    "gui.year_lines",
    "importers",
    "exporters",
    "lxml",
    "model.audit",
    "model.audit_years",
    "model.compare",
    "model.entry",
    "model.guidance",
    "model.label_catalogue",
    "model.labels",
    "model.last_year",
    "model.old_figures",
    "model.phrases",
    "model.sums",
    "model.year_mentions",
    "ooxml",
    "tomllib",
    "workflows.deadlines",
    "workflows.export",
    "workflows.from_last_year",
    "workflows.importing",
    "workflows.pasting",
    "workflows.recovery",
    "workflows.unit_cards",
    "workflows.versions",
)
"""What no digit needs: none of it may be imported before the first one is painted."""

MOST_MODULES = 105
"""Of our own, until a digit is painted: each takes its time. Look for what can wait before raising it."""


def test_what_is_imported_until_a_digit_is_painted(tmp_path: Path) -> None:
    file = tmp_path / "a.nianbao"
    document = Document.new(full_report())
    document.save_as(file)
    document.close()
    compile_toml(resources.ROOT.rglob("*.toml"))
    places = {name: str(tmp_path) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA")}
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(file)],
        cwd=ROOT,
        env={**os.environ, **places, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    imported = done.stdout.split()
    assert "gui.cell_editor" in imported, done.stderr
    assert not set(LATER).intersection(imported)
    assert len(imported) <= MOST_MODULES


def test_what_is_typed_before_the_checks_begin_is_kept(program: WindowList) -> None:
    report = report_with()
    window = program.open_report(report, None)
    window.pages.start_at("requests.received.natural_person")
    page = window.pages.page
    assert not window.editor.checks
    view = page.grid.blocks[0].view
    view.setFocus()
    QTest.keyClick(view, "1")
    QTest.keyClick(QApplication.focusWidget() or view, "2")
    assert page.grid.editing()
    window.finish()
    assert window.editor.checks
    window.editor.commit_wanted.emit()
    assert window.editor.report.value("requests.received.natural_person") == 12
