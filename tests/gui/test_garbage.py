"""Closed windows that hold themselves are destroyed between two events of the window's thread, at no other moment."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.garbage import Collector, collect_some

ROOT = Path(__file__).parent.parent.parent

# Python's own looking is as eager as can be: it comes while Qt's list of all widgets is turned into a Python list.
LISTING = """
import gc
from PySide6.QtWidgets import QApplication, QSpinBox, QVBoxLayout, QWidget
from gui.garbage import Collector, collect_some
application = QApplication([])
Collector(application)
for _ in range(60):
    window = QWidget()
    layout = QVBoxLayout(window)
    layout.addWidget(QSpinBox())
    window.itself = window
    del window, layout
gc.set_threshold(gc.get_count()[0] + 20)
assert len(QApplication.allWidgets()) > 120
gc.set_threshold(1, 1, 1)
collect_some()
assert len(QApplication.allWidgets()) == 0
print("whole")
"""


def held_by_itself() -> weakref.ref[QWidget]:
    """A widget that only a search for garbage finds."""
    widget = QWidget()
    widget.itself = widget
    return weakref.ref(widget)


def make_much() -> None:
    """More than Python lets pass without looking."""
    assert [[] for _ in range(3 * gc.get_threshold()[0])]


def test_a_listing_of_all_widgets_is_not_interrupted() -> None:
    done = subprocess.run([sys.executable, "-c", LISTING], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout.strip()) == (0, "whole"), done.stderr


def test_no_thread_destroys_a_window(application: QApplication, qtbot: QtBot) -> None:
    left = held_by_itself()
    thread = threading.Thread(target=make_much)
    thread.start()
    thread.join()
    assert left() is not None
    make_much()
    assert left() is not None


def test_between_events_it_goes(qtbot: QtBot) -> None:
    owner = QObject()
    try:
        Collector(owner, interval=1)
        assert not gc.isenabled()
        left = held_by_itself()
        kept: list[object] = []

        def gone() -> bool:
            # What earlier tests left is counted off while events are handled.
            kept.extend([] for _ in range(3 * gc.get_threshold()[0]))
            return left() is None

        qtbot.waitUntil(gone)
    finally:
        owner.deleteLater()
        gc.unfreeze()


def test_as_much_is_collected_as_python_would_have(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(gc, "collect", lambda generation: asked.append(generation) or 0)
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    for counts in ((700, 11, 11), (701, 10, 10), (701, 11, 10), (701, 11, 11), (701, 0, 11)):
        monkeypatch.setattr(gc, "get_count", lambda counts=counts: counts)
        collect_some()
    assert asked == [0, 1, 2, 2]
