"""The page of a statutory grid: its blocks one under another, and what the clerk does with its figures.

The grid alone: heading, note and buttons above it belong to the window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from gui.band_cells import BandMaker, strong_columns, strong_rows
from gui.cell_look import CellLooks
from gui.editor import ReportEditor
from gui.grid_block import GridBlock
from gui.grid_model import GridModel
from gui.grid_moves import MOVES, TURNS, GridMoves, Spot
from gui.grid_selection import PageSelection, Selection, selection_of
from gui.hairlines import Metrics
from gui.label_lines import PiecesOf, whole_label
from gui.space import MARGIN_LEFT, MARGIN_RIGHT, GridMeasures, grid_measures, least_grid_height
from gui.theme import Theme
from model.edits import Changed
from model.findings import Finding
from model.form import Grid
from model.layout import WindowGrid
from model.printed import printed_blocks

if TYPE_CHECKING:
    from gui.grid_clipboard import GridClipboard
    from gui.grid_edits import NoteChoice

_MANY = 20
"""So many changed cells are told all at once."""


class GridPage(QWidget):
    """One grid of the report; it fits itself to the size that it gets, and tells what happens through the editor."""

    selection_changed = Signal()
    """Ask `selection()` for what is selected now."""
    laid_out = Signal()
    """Ask `measures` for what has room now."""

    def __init__(
        self,
        editor: ReportEditor,
        grid: Grid,
        layout: WindowGrid,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        pieces: PiecesOf = whole_label,
        looks: CellLooks | None = None,
    ) -> None:
        """pieces: where printed labels may break, as `model.layout.Layout.pieces` says. looks: others than usual."""
        super().__init__(parent)
        self._editor = editor
        self._grid = grid
        self._layout = layout
        self._theme = theme
        self._pieces = pieces
        self._moves = GridMoves(grid)
        self._printed = printed_blocks(grid)
        shown = editor.visible_findings
        self._looks = looks or CellLooks(editor.report, grid, with_findings=editor.checks, shown=shown)
        self._measures: GridMeasures | None = None
        self.least_height: Callable[[], int] = lambda: 0
        """The height that would show all rows at the width that the page has."""
        self._area = self._scroll_area() if len(grid.blocks) > 1 else None
        self._body = QWidget() if self._area is not None else self
        self.blocks = [self._block(index) for index in range(len(grid.blocks))]
        if self._area is not None:
            self._area.setWidget(self._body)
        self._active = self.blocks[0]
        self._selected = PageSelection(self.blocks, lambda: self._active)
        self.enter_moves: Callable[[], str] = lambda: "down"
        """Asked where Enter goes: "down" or "right"."""
        self.setFocusProxy(self._active.view)
        self.setAccessibleName(f"{grid.name} {grid.title}")
        self._listen()
        if editor.shows_last_year:
            self._take_last_year()

    @cached_property
    def _clipboard(self) -> GridClipboard:
        # Nothing is copied or pasted before the first paint.
        from gui.grid_clipboard import GridClipboard

        return GridClipboard(self._editor, self._grid, lambda: self._active, self._selected, self._refuse)

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
        return selection_of(self._editor.report, self.selected_cells())

    def selected_cells(self) -> list[str]:
        """The ids of the selected cells."""
        return self._selected.cells()

    def copy(self) -> bool:
        """Put the selected rectangle on the clipboard; says why when that can't be done."""
        return self._clipboard.copy()

    def copy_with_headings(self) -> None:
        """Put the selected rectangle on the clipboard with the headings and labels that belong to it."""
        self._clipboard.copy_with_headings()

    def cut(self) -> None:
        """Frame the selected rectangle, to be moved by the next paste."""
        self._clipboard.cut()

    def fill_down(self) -> None:
        """Fill the selection from its first row, a single row from the one above."""
        self._clipboard.fill(down=True)

    def fill_right(self) -> None:
        """Fill the selection from its first column, a single column from the one at its left."""
        self._clipboard.fill(down=False)

    def clear(self) -> None:
        """Empty the selected input cells."""
        self._clipboard.clear()

    def paste(self) -> None:
        """Put what is on the clipboard into the grid; one value into all selected cells; move what was cut."""
        self._clipboard.paste()

    def select_all(self) -> None:
        """Select all figures of the block with the current cell; once more, those of all blocks."""
        self.commit()
        self._selected.select_all()

    def select_rows(self) -> None:
        """Select the rows of what is selected; the current cell stays."""
        self.commit()
        self._selected.select_lines(rows=True)

    def select_columns(self) -> None:
        """Select the columns of what is selected; the current cell stays."""
        self.commit()
        self._selected.select_lines(rows=False)

    def edit_current(self) -> None:
        """Open the current cell's editor, as F2 does."""
        self._active.view.edit_current()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.current_cell():
            self._editor.set_current_cell(self.current_cell())
        self.selection_changed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.commit()
        self._mark(())
        self.selection_changed.emit()

    def _listen(self) -> None:
        editor = self._editor
        editor.changed.connect(self._take_change)
        editor.relation_changed.connect(self._take_relation)
        editor.marked.connect(self._mark)
        editor.checks_began.connect(self._take_findings)
        editor.last_year_shown.connect(self._take_last_year)
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
        view.touched.connect(lambda: self._mark(()))
        view.move_wanted.connect(self._move)
        view.command.connect(self._run)
        view.refused.connect(self._refuse)
        view.fill_wanted.connect(lambda text: self._clipboard.enter_into_all(text))
        return block

    def _take_change(self, changed: Changed) -> None:
        if changed.everything:
            self._take_report()
            return
        self._mark(())
        for cell in self._looks.update(changed):
            self._block_of(cell).model.tell(cell)

    def _take_report(self) -> None:
        """The report was replaced; when its form has another grid, the window makes a new page and this one rests."""
        report = self._editor.report
        if self._grid not in report.form.grids:
            self._editor.changed.disconnect(self._take_change)
            self._editor.relation_changed.disconnect(self._take_relation)
            self._editor.marked.disconnect(self._mark)
            self._editor.last_year_shown.disconnect(self._take_last_year)
            return
        self._looks.take(report, self._editor.relation)
        for block in self.blocks:
            block.model.tell_all()

    def _take_findings(self) -> None:
        """What is found wrong shows in the cells from now on."""
        self._looks.with_findings = True
        self._looks.take(self._editor.report, self._editor.relation)
        for block in self.blocks:
            # Painted, not told: telling of a cell whose editor is open would wipe what is typed at the very start.
            block.view.viewport().update()

    def _take_last_year(self) -> None:
        """Last year's figures are shown in the cells, or no longer, or they are others."""
        shown = self._editor.shows_last_year
        self._looks.show_last_year(shown)
        for block in self.blocks:
            block.view.last_year = self._layout.last_year if shown else ""
            block.view.viewport().update()

    def _take_relation(self, relation: Finding | None) -> None:
        for cell in self._looks.look_at(relation):
            self._block_of(cell).model.tell(cell)

    def _mark(self, cells: Iterable[str]) -> None:
        """Mark these cells, and no others, as just changed, until something is pressed or changed."""
        changed = self._looks.mark(cells)
        if len(changed) > _MANY and not self.editing():
            for block in self.blocks:
                block.model.tell_all()
        else:
            for cell in changed:
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
        found = self._editor.report.form.cells[cell]
        self._moves.came_to(Spot(found.block, found.row, found.column))
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
        if name in TURNS:
            across = name.startswith("tab") or self.enter_moves() == "right"
            if self._active.view.step_inside(across=across, back=name.endswith("back")):
                self._reveal(self._active)
                return
            if across and name.startswith("enter"):
                name = name.replace("enter", "across")
        cell = self._editor.report.form.cells.get(self.current_cell())
        if cell is not None:
            spot = Spot(cell.block, cell.row, cell.column)
            # With nowhere to go a selection still shrinks to its current cell.
            self._go(MOVES[name](self._moves, spot) or spot)

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
        self._editor.message.emit(self._editor.refusal if self._editor.read_only else self._looks.refusal(cell))

    def _run(self, command: str) -> None:
        if command != "escape":
            getattr(self, command)()
        elif not self._clipboard.end_cut():
            self._editor.look_at(None)

    def note_choices(self) -> list[NoteChoice]:
        """What can be done about the current cell's notes, for the context menu."""
        from gui.grid_edits import note_choices

        cell = self.current_cell()
        return note_choices(self._editor.report, cell) if cell and not self._editor.read_only else []

    def choose(self, choice: NoteChoice) -> None:
        """Do what was chosen about the current cell's notes."""
        self._clipboard.do(choice.name, choice.changes, self.current_cell())

    def _lay_out(self) -> None:
        if self.width() <= 0 or self.height() <= 0:
            return
        theme = self._theme
        scale = theme.scale
        left, right = theme.px(MARGIN_LEFT), theme.px(MARGIN_RIGHT)
        metrics = Metrics(QFontMetricsF(theme.font(1 if self._layout.large else 0)))
        small = Metrics(QFontMetricsF(theme.font(-1)))
        across = self._grid, self._layout, self.width() - left - right
        how = metrics.width, self._pieces, scale
        self._measures = measures = grid_measures(*across, self.height(), *how)
        self.least_height = lambda: least_grid_height(*across, *how)
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
        self.laid_out.emit()
