"""The page of a statutory grid: its blocks one under another, and what the clerk does with its figures.

The grid alone: heading, note and buttons above it belong to the window.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QWidget

from gui.band_cells import BandMaker, strong_columns, strong_rows
from gui.cell_look import CellLooks, cell_text
from gui.editor import ReportEditor
from gui.grid_block import GridBlock
from gui.grid_edits import NoteChoice, clear_changes, note_choices, paste_block, paste_message, paste_one
from gui.grid_model import GridModel
from gui.grid_moves import GridMoves, Spot
from gui.grid_selection import Selection, selection_of
from gui.hairlines import Metrics
from gui.icons import icon
from gui.label_lines import PiecesOf, whole_label
from gui.space import MARGIN_LEFT, MARGIN_RIGHT, GridMeasures, grid_measures
from gui.theme import Theme
from model.edits import Change, Changed
from model.findings import Finding
from model.form import Grid
from model.history import Place
from model.layout import WindowGrid
from model.printed import printed_blocks

_READ_ONLY = "文件以只读方式打开，不能修改；请用“另存为”另存一份"

MENU = (
    ("cut", "剪切(&T)\tCtrl+X"),
    ("copy", "复制(&C)\tCtrl+C"),
    ("paste", "粘贴(&P)\tCtrl+V"),
    ("clear", "清除(&D)\tDelete"),
)
"""The context menu's commands, which are also its icons' names."""


class GridPage(QWidget):
    """One grid of the report; it fits itself to the size that it gets, and tells what happens through the editor."""

    selection_changed = Signal()
    """Ask `selection()` for what is selected now."""

    def __init__(
        self,
        editor: ReportEditor,
        grid: Grid,
        layout: WindowGrid,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        pieces: PiecesOf = whole_label,
    ) -> None:
        """pieces: where printed labels may break, as `model.layout.Layout.pieces` says."""
        super().__init__(parent)
        self._editor = editor
        self._grid = grid
        self._layout = layout
        self._theme = theme
        self._pieces = pieces
        self._moves = GridMoves(grid)
        self._printed = printed_blocks(grid)
        self._section = editor.report.form.section_of_grid(grid.id).id
        self._looks = CellLooks(editor.report, grid)
        self._measures: GridMeasures | None = None
        self._area = self._scroll_area() if len(grid.blocks) > 1 else None
        self._body = QWidget() if self._area is not None else self
        self.blocks = [self._block(index) for index in range(len(grid.blocks))]
        if self._area is not None:
            self._area.setWidget(self._body)
        self._active = self.blocks[0]
        self.setFocusProxy(self._active.view)
        self.setAccessibleName(f"{grid.name} {grid.title}")
        self._listen()

    def show_cell(self, cell_id: str, mark: bool = True) -> None:
        """Make this cell the current one and scroll to it; with mark it also gets the focus."""
        self.commit()
        block = self.blocks[self._editor.report.form.cells[cell_id].block]
        block.view.make_current(cell_id)
        self._reveal(block)
        if mark:
            block.view.setFocus()

    def current_cell(self) -> str:
        """The current cell's id, "" while there is none."""
        return self._active.view.current_cell()

    def commit(self) -> None:
        """Keep what is typed in an open cell editor and close it."""
        self._active.view.commit()

    def editing(self) -> bool:
        """Whether a cell editor is open."""
        return self._active.view.editing()

    def measures(self) -> GridMeasures | None:
        """The measures in force, None before the page has a size."""
        return self._measures

    def selection(self) -> Selection | None:
        """What is selected when that is more than one cell, else None."""
        return selection_of(self._editor.report, self._active.view.selected_cells())

    def copy(self) -> bool:
        """Put the selected rectangle on the clipboard; says why when that can't be done."""
        self.commit()
        view = self._active.view
        block = view.selected_block()
        if block is None:
            self._editor.message.emit("只能复制连成一块的单元格" if view.selected_cells() else "没有选中单元格")
            return False
        top, left, height, width = block
        report, ids = self._editor.report, self._active.model.ids
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
            self.commit()
            self._clear("清除")

    def select_all(self) -> None:
        """Select all figures of the block with the current cell."""
        self.commit()
        self._active.view.selectAll()

    def edit_current(self) -> None:
        """Open the current cell's editor, as F2 does."""
        self._active.view.edit_current()

    def paste(self) -> None:
        """Put what is on the clipboard into the grid, position for position; one value into all selected cells."""
        self.commit()
        view = self._active.view
        from gui.clipboard import rows_of

        rows = rows_of(QGuiApplication.clipboard().mimeData())
        cells = view.selected_cells() or [view.current_cell()]
        if not rows or not cells[0]:
            self._editor.message.emit("剪贴板里没有可以粘贴的文字" if cells[0] else "没有选中单元格")
            return
        if not self._may_change():
            return
        report, form_cells = self._editor.report, self._editor.report.form.cells
        if len(rows) == 1 and len(rows[0]) == 1:
            paste = paste_one(report, cells, rows[0][0])
        else:
            row = min(form_cells[cell].row for cell in cells)
            column = min(form_cells[cell].column for cell in cells)
            paste = paste_block(report, self._active.model.ids, row, column, rows)
            self._select_pasted(row, column, len(rows), len(rows[0]))
        self._do("粘贴", paste.changes, cells[0])
        self._editor.message.emit(paste_message(report, paste))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.current_cell():
            self._editor.set_current_cell(self.current_cell())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.commit()

    def _listen(self) -> None:
        editor = self._editor
        editor.changed.connect(self._take_change)
        editor.relation_changed.connect(self._take_relation)
        editor.commit_wanted.connect(self.commit)
        self._theme.changed.connect(self._take_theme)

    def _scroll_area(self) -> QScrollArea:
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def _block(self, index: int) -> GridBlock:
        grid, layout = self._grid, self._layout
        model = GridModel(self._editor, grid, index, self._looks, self)
        block = GridBlock(
            model,
            self._theme,
            large=layout.large,
            alone=len(grid.blocks) == 1,
            first=index == 0,
            parent=self._body,
        )
        view = block.view
        view.strong_rows = strong_rows(grid.blocks[index], self._printed[index], layout)
        view.strong_columns = strong_columns(grid.blocks[index], layout)
        view.setAccessibleName(" ".join(filter(None, (grid.name, grid.blocks[index].heading or grid.title))))
        view.moved.connect(lambda cell, block=block: self._take_current(block, cell))
        view.entered_empty.connect(lambda block=block: self._enter(block))
        view.selection_moved.connect(self.selection_changed)
        view.move_wanted.connect(self._move)
        view.command.connect(self._run)
        view.refused.connect(self._refuse)
        view.menu_wanted.connect(self._show_menu)
        return block

    def _take_change(self, changed: Changed) -> None:
        if changed.everything:
            self._take_report()
            return
        for cell in self._looks.update(changed):
            self._block_of(cell).model.tell(cell)

    def _take_report(self) -> None:
        """The report was replaced; when its form has another grid, the window makes a new page and this one rests."""
        report = self._editor.report
        if self._grid not in report.form.grids:
            self._editor.changed.disconnect(self._take_change)
            self._editor.relation_changed.disconnect(self._take_relation)
            return
        self._looks.take(report, self._editor.relation)
        for block in self.blocks:
            block.model.tell_all()

    def _take_relation(self, relation: Finding | None) -> None:
        for cell in self._looks.look_at(relation):
            self._block_of(cell).model.tell(cell)

    def _take_theme(self) -> None:
        for block in self.blocks:
            block.take_theme()
        self._lay_out()

    def _take_current(self, block: GridBlock, cell: str) -> None:
        if not cell:
            return
        self._active = block
        self.setFocusProxy(block.view)
        for other in self.blocks:
            if other is not block and other.view.currentIndex().isValid():
                other.view.make_none_current()
        self._editor.set_current_cell(cell)

    def _enter(self, block: GridBlock) -> None:
        """The focus came to a block without a current cell: to the first that is filled in, or where it was."""
        if block is self._active:
            block.view.make_current(self._moves.cell(self._moves.first(inputs=True)))
        elif self.current_cell():
            self._active.view.setFocus()

    def _block_of(self, cell: str) -> GridBlock:
        return self.blocks[self._editor.report.form.cells[cell].block]

    def _move(self, name: str) -> None:
        cell = self._editor.report.form.cells.get(self.current_cell())
        if cell is not None:
            spot = Spot(cell.block, cell.row, cell.column)
            # With nowhere to go a selection still shrinks to its current cell.
            self._go(_MOVES[name](self._moves, spot) or spot)

    def _go(self, spot: Spot) -> None:
        block = self.blocks[spot.block]
        focused = self._active.view.hasFocus()
        block.view.make_current(self._moves.cell(spot))
        if focused:
            block.view.setFocus()
        self._reveal(block)

    def _reveal(self, block: GridBlock) -> None:
        view = block.view
        view.scrollTo(view.currentIndex())
        if self._area is not None:
            rect = view.visualRect(view.currentIndex())
            corner = view.viewport().mapTo(self._body, rect.center())
            # The block's headings come into sight with its cells.
            self._area.ensureVisible(corner.x(), corner.y(), 0, self._theme.px(80))

    def _refuse(self, cell: str) -> None:
        self._editor.message.emit(_READ_ONLY if self._editor.read_only else self._looks.refusal(cell))

    def _may_change(self) -> bool:
        if self._editor.read_only:
            self._editor.message.emit(_READ_ONLY)
        return not self._editor.read_only

    def _do(self, name: str, changes: tuple[Change, ...], cell: str) -> None:
        self._editor.do(name, changes, Place(self._section, cell))

    def _clear(self, name: str) -> None:
        cells = self._active.view.selected_cells()
        report = self._editor.report
        if cells and all(report.form.cells[cell].computed for cell in cells):
            self._refuse(cells[0])
        elif cells:
            self._do(name, clear_changes(report, cells), cells[0])

    def _select_pasted(self, row: int, column: int, rows: int, columns: int) -> None:
        model, view = self._active.model, self._active.view
        bottom = min(row + rows, model.rowCount()) - 1
        right = min(column + columns, model.columnCount()) - 1
        view.select_block(row, column, bottom, right, Qt.KeyboardModifier.NoModifier)

    def _run(self, command: str) -> None:
        commands = {"copy": self.copy, "cut": self.cut, "paste": self.paste, "clear": self.clear}
        commands.get(command, lambda: self._editor.look_at(None))()

    def _show_menu(self, place: QPoint) -> None:
        menu = self.menu()
        menu.exec(place)
        menu.deleteLater()

    def menu(self) -> QMenu:
        """The context menu for the current cell and the selection."""
        menu = QMenu(self)
        for name, text in MENU:
            action = menu.addAction(icon(self._theme, name), text)
            action.triggered.connect(lambda _=False, name=name: self._run(name))
            action.setEnabled(name == "copy" or not self._editor.read_only)
        cell = self.current_cell()
        if cell and not self._editor.read_only:
            for choice in note_choices(self._editor.report, cell):
                self._add_choice(menu, choice, cell)
        return menu

    def _add_choice(self, menu: QMenu, choice: NoteChoice, cell: str) -> None:
        if choice.parted:
            menu.addSeparator()
        action = menu.addAction(choice.text)
        action.triggered.connect(lambda: self._do(choice.name, choice.changes, cell))

    def _lay_out(self) -> None:
        if self.width() <= 0 or self.height() <= 0:
            return
        theme = self._theme
        scale = theme.scale
        left, right = theme.px(MARGIN_LEFT), theme.px(MARGIN_RIGHT)
        metrics = Metrics(QFontMetricsF(theme.font(1 if self._layout.large else 0)))
        small = Metrics(QFontMetricsF(theme.font(-1)))
        measures = grid_measures(
            self._grid,
            self._layout,
            self.width() - left - right,
            self.height(),
            metrics.width,
            self._pieces,
            scale,
        )
        self._measures = measures
        top = 0
        for index, block in enumerate(self.blocks):
            maker = BandMaker(
                self._grid.blocks[index],
                self._printed[index],
                self._layout,
                self._pieces,
                metrics.width,
                small.width,
                scale,
            )
            block.take(measures, index, maker.make(measures, index))
            height = measures.blocks[index].height
            if self._area is None:
                block.setGeometry(left, 0, self.width() - left - right, self.height())
            else:
                block.setGeometry(left, top, measures.width, height)
            top += height
        if self._area is not None:
            self._area.setGeometry(0, 0, self.width(), self.height())
            self._body.resize(left + measures.width + right, top)


_MOVES = {
    "enter": lambda moves, spot: moves.enter(spot),
    "enter_back": lambda moves, spot: moves.enter(spot, back=True),
    "tab": lambda moves, spot: moves.tab(spot),
    "tab_back": lambda moves, spot: moves.tab(spot, back=True),
    "up": lambda moves, spot: moves.step(spot, -1, 0),
    "down": lambda moves, spot: moves.step(spot, 1, 0),
    "left": lambda moves, spot: moves.step(spot, 0, -1),
    "right": lambda moves, spot: moves.step(spot, 0, 1),
    "first": lambda moves, spot: moves.first(),
    "last": lambda moves, spot: moves.last(),
}
