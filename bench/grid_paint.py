"""How long the grid takes to paint and to answer a key, beside a bare table of the same size in the same run.

Run: .venv/bin/python bench/grid_paint.py [rounds]
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidget, QTableWidgetItem, QWidget

from gui.editor import ReportEditor
from gui.grid_page import GridPage
from gui.theme import Theme
from model.edits import Edit, SetCell, SetLastYear
from model.layout import load_layout
from model.report import Report
from model.state import LastReport
from workflows.document import Document
from workflows.forms import form, form_folder

SIZE = (1008, 519)
ESCAPE = Qt.Key.Key_Escape


def timed(rounds: int, action: Callable[[], None], before: Callable[[], None] = lambda: None) -> str:
    """The median and the 95th percentile of an action with the paints it causes, in milliseconds."""
    taken = []
    for _ in range(rounds):
        before()
        QApplication.processEvents()
        start = perf_counter()
        action()
        QApplication.processEvents()
        taken.append((perf_counter() - start) * 1000)
    return f"{median(taken):6.2f}  p95 {quantiles(taken, n=20)[-1]:6.2f}"


def press(key: str | Qt.Key) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key)


def show(widget: QWidget) -> None:
    widget.resize(*SIZE)
    widget.show()
    widget.activateWindow()
    widget.setFocus()
    QApplication.processEvents()


def page() -> tuple[GridPage, ReportEditor]:
    """The second grid with figures in every cell, and last year's beside them."""
    chosen = form("2021")
    layout = load_layout(form_folder("2021"), chosen)
    report = Report.blank(chosen, "示例县数据局", 2025)
    report.apply(Edit("例", tuple(SetCell(cell, i % 40) for i, cell in enumerate(chosen.inputs) if cell[0] == "r")))
    last = Report.blank(chosen, "示例县数据局", 2024)
    last.apply(Edit("例", tuple(SetCell(cell, i % 30 + 1) for i, cell in enumerate(chosen.inputs))))
    report.apply(Edit("上年", (SetLastYear((LastReport(last.state(), "", ""),)),)))
    editor = ReportEditor(Document.new(report))
    return (
        GridPage(editor, chosen.grid("requests"), layout.window["requests"], Theme(), pieces=layout.pieces),
        editor,
    )


def bare() -> QTableWidget:
    """A plain table widget of the same size."""
    table = QTableWidget(25, 7)
    for row in range(25):
        for column in range(7):
            table.setItem(row, column, QTableWidgetItem(str(row)))
    return table


def close_editor(table: QTableWidget) -> None:
    if QApplication.focusWidget() is not table:
        press(Qt.Key.Key_Escape)


def main(rounds: int) -> None:
    application = QApplication([])
    application.setStyle("Fusion")
    Theme().apply(application)
    table = bare()
    show(table)
    print("bare: repaint    ", timed(rounds, lambda: table.viewport().update()))
    table.setCurrentCell(3, 3)
    moves = [Qt.Key.Key_Down, Qt.Key.Key_Up]
    print("bare: arrow      ", timed(rounds, lambda: (press(moves[0]), moves.reverse())))
    print("bare: first digit", timed(rounds, lambda: press("5"), before=lambda: close_editor(table)))
    table.close()
    start = perf_counter()
    grid, editor = page()
    show(grid)
    print(f"grid: first shown {(perf_counter() - start) * 1000:6.2f}")
    view = grid.blocks[0].view
    print("grid: repaint    ", timed(rounds, lambda: view.viewport().update()))
    editor.want_last_year(False)
    print("  without last year", timed(rounds, lambda: view.viewport().update()))
    editor.want_last_year(True)
    for name, band in zip(("title", "corner", "headings", "labels"), grid.blocks[0].bands(), strict=True):
        print(f"grid: {name:11}", timed(rounds, band.update))
    grid.show_cell("requests.granted.business")
    keys = [Qt.Key.Key_Down, Qt.Key.Key_Up]
    print("grid: arrow      ", timed(rounds, lambda: (press(keys[0]), keys.reverse())))

    print("grid: first digit", timed(rounds, lambda: press("5"), before=lambda: grid.editing() and press(ESCAPE)))
    print("grid: next digit ", timed(12, lambda: press("5")))
    press(ESCAPE)
    figures = iter(range(10_000))

    def enter() -> None:
        editor.enter("requests.granted.business", str(next(figures)))

    print("grid: one entry  ", timed(rounds, enter))

    def type_and_enter() -> None:
        grid.show_cell("requests.granted.business")
        view.edit_current()
        press(str(next(figures) % 10))
        press(Qt.Key.Key_Return)

    print("grid: F2 1 Enter ", timed(rounds, type_and_enter))
    block = "\n".join("\t".join(str(row) for _ in range(6)) for row in range(25))

    def empty() -> None:
        QApplication.clipboard().setText(block)
        grid.select_all()
        grid.clear()
        grid.show_cell("requests.received.natural_person")

    print("grid: paste all  ", timed(min(rounds, 20), grid.paste, before=empty))
    print("grid: undo paste ", timed(min(rounds, 20), editor.undo, before=grid.paste))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
