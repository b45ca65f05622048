"""Copying, cutting, clearing and pasting in a grid, each as one step."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from gui.cell_look import cell_text
from gui.editor import ReportEditor
from gui.grid_block import GridBlock
from gui.grid_edits import clear_changes
from model.edits import Change
from model.form import Grid
from model.history import Place

if TYPE_CHECKING:
    from gui.clipboard import Rows
    from gui.grid_paste import Paste


class GridClipboard:
    """What the clerk does with several cells at once.

    active: the block with the current cell. mark: shows which cells have just changed. refuse: says why a cell
    takes nothing.
    """

    def __init__(
        self,
        editor: ReportEditor,
        grid: Grid,
        active: Callable[[], GridBlock],
        mark: Callable[[Iterable[str]], None],
        refuse: Callable[[str], None],
    ) -> None:
        self._editor = editor
        self._grid = grid
        self._section = editor.report.form.section_of_grid(grid.id).id
        self._active = active
        self._mark = mark
        self._refuse = refuse

    def do(self, name: str, changes: tuple[Change, ...], cell: str) -> None:
        """A step of these changes, at this cell."""
        self._editor.do(name, changes, Place(self._section, cell))

    def copy(self) -> bool:
        """Put the selected rectangle on the clipboard; says why when that can't be done."""
        view = self._active().view
        view.commit()
        block = view.selected_block()
        if block is None:
            self._editor.message.emit("只能复制连成一块的单元格" if view.selected_cells() else "没有选中单元格")
            return False
        top, left, height, width = block
        report, ids = self._editor.report, self._active().model.ids
        rows = [[cell_text(report, cell) for cell in line[left : left + width]] for line in ids[top : top + height]]
        # Imported when it is used first: reading HTML costs time at the start.
        from gui.clipboard import mime_data

        QGuiApplication.clipboard().setMimeData(mime_data(rows))
        return True

    def cut(self) -> None:
        """Copy, and empty the input cells."""
        if self._may_change() and self.copy():
            self._clear("剪切")

    def clear(self) -> None:
        """Empty the selected input cells."""
        if self._may_change():
            self._active().view.commit()
            self._clear("清除")

    def paste(self) -> None:
        """Put what is on the clipboard into the grid: position for position, with headings by their labels."""
        view = self._active().view
        view.commit()
        from gui.clipboard import rows_of

        rows = rows_of(QGuiApplication.clipboard().mimeData())
        cells = view.selected_cells() or [view.current_cell()]
        if not rows or not cells[0]:
            self._editor.message.emit("剪贴板里没有可以粘贴的文字" if cells[0] else "没有选中单元格")
        elif self._may_change() and not self._paste_with_words(rows, cells[0]):
            self._paste_figures(rows, cells)

    def _paste_with_words(self, rows: Rows, cell: str) -> bool:
        """Whether the block has headings or is no block at all: then it is dealt with here."""
        from gui.clipboard import html_rows_of
        from gui.grid_labels import Refused, check_size, has_headings, has_words, paste_by_labels

        report = self._editor.report
        if not has_words(rows):
            return False
        try:
            check_size(rows)
            if not has_headings(report, rows):
                return False
            html = html_rows_of(QGuiApplication.clipboard().mimeData())
            self._make(paste_by_labels(report, self._grid, (rows, html)), cell)
        except Refused as refused:
            self._editor.message.emit(f"没有粘贴：{refused}")
        return True

    def _paste_figures(self, rows: Rows, cells: list[str]) -> None:
        from gui.grid_paste import paste_block, paste_one

        report, form_cells = self._editor.report, self._editor.report.form.cells
        if len(rows) == 1 and len(rows[0]) == 1:
            self._make(paste_one(report, cells, rows[0][0]), cells[0])
            return
        row = min(form_cells[cell].row for cell in cells)
        column = min(form_cells[cell].column for cell in cells)
        paste = paste_block(report, self._active().model.ids, row, column, rows)
        self._select_pasted(row, column, len(rows), len(rows[0]))
        self._make(paste, cells[0])

    def _make(self, paste: Paste, cell: str) -> None:
        from gui.grid_paste import paste_message

        first = paste.written[0] if paste.by_labels and paste.written else cell
        self.do("粘贴", paste.changes, first)
        if paste.by_labels:
            self._mark((*paste.written, *paste.cleared))
        self._editor.message.emit(paste_message(self._editor.report, paste))

    def _select_pasted(self, row: int, column: int, rows: int, columns: int) -> None:
        model, view = self._active().model, self._active().view
        bottom = min(row + rows, model.rowCount()) - 1
        right = min(column + columns, model.columnCount()) - 1
        view.select_block(row, column, bottom, right, Qt.KeyboardModifier.NoModifier)

    def _may_change(self) -> bool:
        if self._editor.read_only:
            self._editor.refuse()
        return not self._editor.read_only

    def _clear(self, name: str) -> None:
        cells = self._active().view.selected_cells()
        report = self._editor.report
        if cells and all(report.form.cells[cell].computed for cell in cells):
            self._refuse(cells[0])
        elif cells:
            self.do(name, clear_changes(report, cells), cells[0])
