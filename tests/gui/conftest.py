"""What the tests of the window share: the application in its look, and an editor on a report."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.editor import ReportEditor
from gui.garbage import collect_some, stop_looking
from gui.grid_page import GridPage
from gui.main_window import MainWindow
from gui.theme import Theme
from gui.windows import WindowList
from model.layout import Layout, load_layout
from model.report import Report
from tests.builders import report_with
from tests.gui.fakes import window_list
from workflows.document import Document
from workflows.forms import form, form_folder


@pytest.fixture(scope="session", autouse=True)
def application(qapp: QApplication) -> QApplication:
    """The application in the light theme."""
    qapp.setStyle("Fusion")
    Theme().apply(qapp)
    return qapp


@pytest.fixture(scope="package", autouse=True)
def _looked_for_by_nobody(application: QApplication) -> Iterator[None]:
    """As in the program, Python does not look for garbage by itself: it would destroy windows in the midst of Qt."""
    stop_looking()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _looked_for_between_tests(_looked_for_by_nobody: None) -> Iterator[None]:
    yield
    collect_some()


@pytest.fixture
def theme() -> Theme:
    """A theme of the test's own."""
    return Theme()


@pytest.fixture
def edition() -> str:
    """The form's edition; tests parametrize it."""
    return "2021"


@pytest.fixture
def make_editor() -> Callable[[Report], ReportEditor]:
    """An editor on a report that was never saved."""
    return lambda report: ReportEditor(Document.new(report))


@pytest.fixture
def editor(make_editor: Callable[[Report], ReportEditor], edition: str) -> ReportEditor:
    """An editor on a blank report."""
    return make_editor(report_with(edition=edition))


@pytest.fixture
def messages(editor: ReportEditor) -> list[str]:
    """What the status bar was told."""
    told: list[str] = []
    editor.message.connect(told.append)
    return told


@pytest.fixture(autouse=True)
def data_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's data folder, a test's own: log and recovery files go there."""
    home = tmp_path / "data_home"
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    return home


@pytest.fixture(autouse=True)
def _empty_clipboard(application: QApplication) -> Iterator[None]:
    QGuiApplication.clipboard().clear()
    yield
    QGuiApplication.clipboard().clear()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A report's file with one figure, 37, opened by nobody."""
    path = tmp_path / "年报.nianbao"
    document = Document.new(report_with({"requests.received.natural_person": "37"}))
    document.save_as(path)
    document.close()
    return path


@pytest.fixture
def layouts(edition: str) -> Layout:
    """The measures of the edition's grids."""
    return load_layout(form_folder(edition), form(edition))


@pytest.fixture
def make_page(editor: ReportEditor, theme: Theme, layouts: Layout, qtbot: QtBot) -> Callable[..., GridPage]:
    """Shows a grid's page in an active window, by default with the space it has at 1366×768."""

    def make(grid: str = "requests", width: int = 1008, height: int = 519) -> GridPage:
        found = editor.report.form.grid(grid)
        page = GridPage(editor, found, layouts.window[grid], theme, pieces=layouts.pieces)
        qtbot.addWidget(page)
        page.resize(width, height)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.setFocus()
        return page

    return make


@pytest.fixture
def press() -> Callable[..., None]:
    """Sends keys to the widget that has the focus: characters of a text, or one key with modifiers."""

    def send(what: str | Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in [what] if isinstance(what, Qt.Key) else what:
            widget = QApplication.focusWidget()
            assert widget is not None
            QTest.keyClick(widget, key, modifiers)

    return send


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, int], None]:
    """Gives the windows a screen with this much free space."""
    return lambda width, height: monkeypatch.setattr("gui.window_place.free_area", lambda _: QRect(0, 0, width, height))


@pytest.fixture
def program(tmp_path: Path, screen: Callable[[int, int], None]) -> Iterator[WindowList]:
    """The program's windows on a large screen, none at first; after the test nothing of them is left."""
    screen(1600, 1000)
    windows = window_list(tmp_path)
    yield windows
    for window in tuple(windows.windows):
        window.editor.document.history.mark_saved()
        window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    left = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert not left, f"windows are left: {left}"
    assert not windows.windows
    assert not windows.tools.interaction.answers, "questions were not asked"


@pytest.fixture
def window(program: WindowList, file: Path, qtbot: QtBot) -> MainWindow:
    """The window on that file, active and finished; many tests have one of their own."""
    opened = program.open_file(file, None)
    opened.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is opened)
    opened.finish()
    return opened


@pytest.fixture
def read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine is: no dialog says meanwhile that a file is being read."""
    monkeypatch.setattr("gui.reading_wait.PATIENCE", 60)
