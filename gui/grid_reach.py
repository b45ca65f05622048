"""How far a selection or the current cell goes by one key in a block of figures, and the frame round what was cut."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QItemSelection, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QTableView

from gui.grid_keys import ARROWS, EXTENDING, FAR
from gui.grid_model import GridModel
from gui.hairlines import Hairlines, Pixels

Spot = tuple[int, int]


def end_of_run(model: GridModel, spot: Spot, down: int, right: int) -> Spot:
    """From a filled cell to the last filled one in that direction, else to the next filled one or the edge."""

    def there(r: int, c: int) -> bool:
        return 0 <= r < model.rowCount() and 0 <= c < model.columnCount()

    def filled(r: int, c: int) -> bool:
        return there(r, c) and model.look(r, c).text != ""

    row, column = spot
    inside = filled(row, column) and filled(row + down, column + right)
    while there(row + down, column + right):
        if inside and not filled(row + down, column + right):
            break
        row, column = row + down, column + right
        if not inside and filled(row, column):
            break
    return row, column


def stretched(model: GridModel, spot: Spot, key: Qt.Key, page: int, *, whole: bool) -> Spot:
    """Where the far corner of a selection goes by a key with Shift; whole: with Ctrl as well. page: rows of a page."""
    row, column = spot
    down, right = EXTENDING[key]
    if key in ARROWS:
        row, column = end_of_run(model, spot, down, right) if whole else (row + down, column + right)
    elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
        row += down * page
    else:
        row, column = row + whole * down * FAR, column + right * FAR
    return max(0, min(row, model.rowCount() - 1)), max(0, min(column, model.columnCount() - 1))


def next_inside(spots: Iterable[Spot], current: Spot, *, across: bool, back: bool) -> Spot:
    """The next of the selected cells, row by row (across) or column by column, round at the end."""

    def order(spot: Spot) -> Spot:
        return spot if across else (spot[1], spot[0])

    ordered = sorted(spots, key=order, reverse=back)
    here = order(current)
    rest = (spot for spot in ordered if (order(spot) < here if back else order(spot) > here))
    return next(rest, ordered[0])


def frame_cut(view: QTableView, cut: QItemSelection, color: QColor, pixels: Pixels) -> None:
    """Paint a dashed frame round the one rectangle of a selection."""
    first, last = view.visualRect(cut[0].topLeft()), view.visualRect(cut[0].bottomRight())
    painter = QPainter(view.viewport())
    lines = Hairlines(painter, pixels)
    # Over the lines above and at the left, so that it goes round the cells.
    rect = lines.rect(first.left() - 1, first.top() - 1, last.right() + 1, last.bottom() + 1)
    lines.dashed_frame(rect, 2, color)
    painter.end()
