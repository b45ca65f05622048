"""Copying, cutting, clearing, filling and pasting in a grid, each as one step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from gui.cell_look import cell_text
from gui.editor import ReportEditor
from gui.grid_block import GridBlock
from gui.grid_edits import NotMoved, clear_changes, fill_changes, fill_pairs, move_changes
from gui.grid_selection import PageSelection
from model.edits import Change
from model.form import Grid
from model.history import Place

if TYPE_CHECKING:
    from gui.clipboard import Rows
    from gui.grid_copy import CopiedPart
    from gui.grid_paste import Paste


class GridClipboard:
    """What the clerk does with several cells at once.

    active: the block with the current cell. selected: what is selected in all blocks. refuse: says why a cell takes nothing.
    """

    def __init__(
        self,
        editor: ReportEditor,
        grid: Grid,
        active: Callable[[], GridBlock],
        selected: PageSelection,
        refuse: Callable[[str], None],
    ) -> None:
        self._editor = editor
        self._grid = grid
        self._section = editor.report.form.section_of_grid(grid.id).id
        self._active = active
        self._selected = selected
        self._refuse = refuse

    def do(self, name: str, changes: tuple[Change, ...], cell: str) -> None:
        """A step of these changes, at this cell."""
        self._editor.do(name, changes, Place(self._section, cell))

    def copy(self) -> bool:
        """Put the selected rectangle on the clipboard; says why when that can't be done."""
        if self._selected.is_whole:
            # Figures of blocks of several shapes say nothing without their headings.
            self.copy_with_headings()
            return True
        cells = self._chosen("复制")
        if not cells:
            return False
        report = self._editor.report
        # Imported when it is used first: reading HTML costs time at the start.
        from gui.clipboard import mime_data

        QGuiApplication.clipboard().setMimeData(
            mime_data([[cell_text(report, cell) for cell in line] for line in cells])
        )
        return True

    def copy_with_headings(self) -> None:
        """Put the selected rectangle on the clipboard with the headings and labels that belong to it."""
        whole = self._selected.is_whole
        if not whole and not self._chosen("复制"):
            return
        from gui.grid_copy import headed_data

        report = self._editor.report
        parts = [self._part(i) for i in range(len(self._grid.blocks))] if whole else [self._part_selected()]
        QGuiApplication.clipboard().setMimeData(headed_data(parts, lambda cell: cell_text(report, cell)))
        rows, columns = len(parts[0].rows), len(parts[0].columns)
        said = f"整张表的 {len(parts)} 个部分" if whole else f" {rows} 行 × {columns} 列"
        self._editor.message.emit(f"已连同表头复制{said}，可以粘贴到 Word、WPS 或网页")

    def _part(self, number: int) -> CopiedPart:
        """All of a block."""
        from gui.grid_copy import CopiedPart
        from model.printed import printed_blocks

        block = self._grid.blocks[number]
        return CopiedPart(block, printed_blocks(self._grid)[number], range(len(block.rows)), range(len(block.columns)))

    def _part_selected(self) -> CopiedPart:
        """The rectangle that is selected in the current block."""
        top, left, height, width = self._active().view.selected_block() or (0, 0, 0, 0)
        whole = self._part(self._grid.blocks.index(self._active().model.block))
        return whole._replace(rows=range(top, top + height), columns=range(left, left + width))

    def cut(self) -> None:
        """Copy, and frame the rectangle: pasting moves it, until then everything stays where it is."""
        if self._may_change() and self._is_one_block("剪切") and self.copy():
            from gui.grid_cut import keeper

            view = self._active().view
            block = view.selected_block()
            if block is not None:
                keeper(self._editor).begin(view, block, self._chosen("剪切"))
                self._editor.message.emit("已剪切：到要去的地方粘贴，数和备注一起移过去；Esc 取消")

    def end_cut(self) -> bool:
        """Give up what was cut and not yet pasted; whether there was anything."""
        from gui.grid_cut import keeper

        return keeper(self._editor).end()

    def fill(self, *, down: bool) -> None:
        """Fill the selection from its first row (down) or column, a single one from the cells before it."""
        cells = self._chosen("填充") if self._may_change() and self._is_one_block("填充") else ()
        if not cells:
            return
        view, ids = self._active().view, self._active().model.ids
        top, left, height, width = view.selected_block() or (0, 0, 0, 0)
        if (height if down else width) == 1:
            before = (top, left - 1) if not down else (top - 1, left)
            if min(before) < 0:
                self._editor.message.emit("上面没有可以照填的格" if down else "左边没有可以照填的格")
                return
            cells = tuple(line[before[1] : left + width] for line in ids[before[0] : top + height])
        pairs = fill_pairs(cells, down=down)
        inputs = [target for target, _ in pairs if not self._editor.report.form.cells[target].computed]
        if not inputs:
            self._refuse(pairs[0][0])
            return
        self.do("填充", fill_changes(self._editor.report, pairs), inputs[0])
        self._editor.message.emit(f"填充 {len(inputs)} 格")

    def enter_into_all(self, text: str) -> None:
        """Put what was typed into every selected cell that is filled in."""
        cells = self._selected.cells()
        if text and not text.strip():
            self._editor.message.emit("只打了空格，原来的数不变；要清空请按 Delete")
        elif cells and self._may_change():
            from gui.grid_paste import paste_message, paste_one

            paste = paste_one(self._editor.report, cells, text, typed=True)
            self.do("填写", paste.changes, cells[0])
            if paste.unread or paste.computed:
                self._editor.message.emit(paste_message(self._editor.report, paste))

    def clear(self) -> None:
        """Empty the selected input cells."""
        if self._may_change():
            self._active().view.commit()
            self._clear("清除")

    def paste(self) -> None:
        """Put what is on the clipboard into the grid: position for position, with headings by their labels."""
        view = self._active().view
        view.commit()
        if self._move_cut():
            return
        from gui.clipboard import rows_of

        rows = rows_of(QGuiApplication.clipboard().mimeData())
        cells = self._selected.cells() or [view.current_cell()]
        if not rows or not cells[0]:
            self._editor.message.emit("剪贴板里没有可以粘贴的文字" if cells[0] else "没有选中单元格")
        elif self._may_change() and not self._paste_with_words(rows):
            self._paste_figures(rows, cells)

    def _paste_with_words(self, rows: Rows) -> bool:
        """Whether the block has headings or is no block at all: then it is dealt with here."""
        from importers.tab_text import has_words

        if not has_words(rows):
            return False
        from gui.grid_labels import paste_labelled

        data = QGuiApplication.clipboard().mimeData()
        return paste_labelled(self._editor, self._grid.id, data.text(), data.html() if data.hasHtml() else "")

    def _paste_figures(self, rows: Rows, cells: list[str]) -> None:
        from gui.grid_paste import paste_block, paste_one

        report, form_cells = self._editor.report, self._editor.report.form.cells
        if len(rows) == 1 and len(rows[0]) == 1:
            self._make(paste_one(report, cells, rows[0][0]), cells[0])
            return
        if not self._is_one_block("粘贴多行多列"):
            return
        row = min(form_cells[cell].row for cell in cells)
        column = min(form_cells[cell].column for cell in cells)
        rows = self._tiled(rows)
        paste = paste_block(report, self._active().model.ids, row, column, rows)
        self._make(paste, cells[0], (row, column, len(rows), max(map(len, rows))))

    def _tiled(self, rows: Rows) -> Rows:
        """The block as often as it fits the selection exactly, as in Excel; else once."""
        chosen = self._active().view.selected_block()
        uneven = len({len(row) for row in rows}) > 1
        if chosen is None or uneven or chosen[2] % len(rows) or chosen[3] % len(rows[0]):
            return rows
        across = chosen[3] // len(rows[0])
        return tuple(row * across for row in rows) * (chosen[2] // len(rows))

    def _move_cut(self) -> bool:
        """Whether there was something cut in this report: then it is moved here, or it is said why not."""
        from gui.grid_cut import keeper

        cut = keeper(self._editor).cut
        if cut is None or not self._may_change():
            return cut is not None
        view, ids = self._active().view, self._active().model.ids
        chosen = self._editor.report.form.cells[
            view.selected_cells()[0] if view.selected_cells() else view.current_cell()
        ]
        height, width = len(cut.cells), len(cut.cells[0])
        target = tuple(line[chosen.column : chosen.column + width] for line in ids[chosen.row : chosen.row + height])
        if len(target) < height or len(target[0]) < width:
            self._editor.message.emit(f"这里放不下剪切的 {height} 行 × {width} 列，没有移动")
            return True
        pairs = [pair for old, new in zip(cut.cells, target, strict=True) for pair in zip(old, new, strict=True)]
        self._move(pairs)
        self._select_pasted(chosen.row, chosen.column, height, width)
        return True

    def _move(self, pairs: list[tuple[str, str]]) -> None:
        from gui.step_names import COUNTED

        report = self._editor.report
        sources = {source for source, _ in pairs}
        over = sum(
            report.value(target) is not None and not report.form.cells[target].computed
            for source, target in pairs
            if target not in sources
        )
        try:
            changes = move_changes(report, pairs)
        except NotMoved as error:
            self._editor.message.emit(f"没有移动：{error}")
            return
        self.end_cut()
        # Totals between them are derived, not moved.
        moved = [pair for pair in pairs if not report.form.cells[pair[0]].computed]
        name = f"移动 {len(moved)}{COUNTED}"
        self.do(name, changes, (moved or pairs)[0][1])
        said = name + (f"，覆盖了原有的 {over} 个数" if over else "")
        self._editor.message.emit(said if changes else "剪切的格还是原样，没有移动")

    def _is_one_block(self, what: str) -> bool:
        """Whether what is selected lies in one block; says so where it does not."""
        if self._selected.is_whole:
            self._editor.message.emit(f"选中的是整张表的各个部分，不能一起{what}；可以复制、清除、补 0")
        return not self._selected.is_whole

    def _chosen(self, what: str) -> tuple[tuple[str, ...], ...]:
        """The selected cells row by row; () and a message when they are no rectangle."""
        view = self._active().view
        view.commit()
        block = view.selected_block()
        if block is None:
            self._editor.message.emit(f"只能{what}连成一块的单元格" if view.selected_cells() else "没有选中单元格")
            return ()
        top, left, height, width = block
        return tuple(line[left : left + width] for line in self._active().model.ids[top : top + height])

    def _make(self, paste: Paste, cell: str, block: tuple[int, int, int, int] | None = None) -> None:
        """Make the paste and select its block; a text is not pasted, for it would only destroy figures."""
        from gui.grid_cut import cut_elsewhere
        from gui.grid_paste import paste_message, words_message

        if paste.mostly_words:
            self._editor.message.emit(words_message(paste))
            return
        if block is not None:
            self._select_pasted(*block)
        self.do("粘贴", paste.changes, cell)
        elsewhere = "；是在别的窗口剪切的，那里的数没有移走" if cut_elsewhere(self._editor) else ""
        self._editor.message.emit(paste_message(self._editor.report, paste) + elsewhere)

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
        cells = self._selected.cells()
        report = self._editor.report
        if cells and all(report.form.cells[cell].computed for cell in cells):
            self._refuse(cells[0])
        elif cells:
            self.do(name, clear_changes(report, cells), cells[0])
