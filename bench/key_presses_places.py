"""Where the cells of the grids are on the screen: the program opens the report in its window, says it, and is gone.

usage: key_presses_places.py FILE CELL      writes {cell: [x, y]}; run by key_presses.py
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

SETTLING = 1500
"""Milliseconds in which the window is placed and gets its panels."""


def tell() -> None:
    """Write where the centre of every cell is, in pixels of the screen."""
    from gui.main_window import MainWindow

    window = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow))
    form = window.editor.report.form
    spots = {}
    for grid in form.grids:
        page = window.pages.show(form.section_of_grid(grid.id).id)
        QApplication.processEvents()
        for block in page.grid.blocks:
            view = block.view
            for cell in (cell for line in block.model.ids for cell in line):
                centre = view.viewport().mapToGlobal(view.visualRect(block.model.index_of(cell)).center())
                spots[cell] = (centre.x(), centre.y())
    sys.stdout.write(json.dumps(spots))
    sys.stdout.flush()
    os._exit(0)


def main(arguments: list[str]) -> None:
    """Start the program; it ends itself."""
    original = QApplication.exec

    def told(*_: object) -> int:
        QTimer.singleShot(SETTLING, tell)
        return original()

    QApplication.exec = staticmethod(told)
    import main as program

    program.main([arguments[0], "--at", arguments[1]])


if __name__ == "__main__":
    main(sys.argv[1:])
