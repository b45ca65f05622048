"""The figures of one block: keys, selection and the open cell editor."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QPalette,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QFrame,
    QTableView,
    QWidget,
)

from gui.cell_editor import CellEditor
from gui.grid_delegate import GridDelegate
from gui.grid_keys import ARROWS, COMMANDS, DIRECTIONS, EXTENDING, MOVES, command_of
from gui.grid_model import GridModel
from gui.grid_reach import end_of_run, frame_cut, next_inside, stretched
from gui.hairlines import Pixels, pixels_of
from gui.theme import Theme
from gui.zoom import turned

_TYPED = QAbstractItemView.EditTrigger.AnyKeyPressed
_NO_HINT = QAbstractItemDelegate.EndEditHint.NoHint
_REVERT = QAbstractItemDelegate.EndEditHint.RevertModelCache
_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_ALT, _META = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.MetaModifier
_SELECT = QItemSelectionModel.SelectionFlag


class GridView(QTableView):
    """Says what is wanted by signals; where the current cell goes next is decided by its page."""

    moved = Signal(str)
    """The current cell's id, "" when the block has none."""
    selection_moved = Signal()
    move_wanted = Signal(str)
    """One of enter, enter_back, tab, tab_back, up, down, left, right, first, last."""
    command = Signal(str)
    """One of copy, cut, paste, clear, escape, or a command with a key that only the grid takes."""
    fill_wanted = Signal(str)
    """What was typed is to go into all selected cells."""
    refused = Signal(str)
    """Something was typed on this cell, which takes nothing."""
    entered_empty = Signal()
    """The focus came, and the block has no current cell."""
    touched = Signal()
    """A key or a button of the mouse was pressed here."""

    def __init__(self, model: GridModel, theme: Theme, *, large: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._open: CellEditor | None = None
        self._selected: frozenset[tuple[int, int]] = frozenset()
        self._current = self._extent = (-1, -1)
        self._anchor = QModelIndex()
        self._focused = False
        self._cut: QItemSelection | None = None
        self.strong_rows: frozenset[int] = frozenset()
        self.strong_columns: frozenset[int] = frozenset()
        self.left_line = False
        self.last_year = ""
        """Where last year's figures stand in the cells: "left", "beside", "below", "" for nowhere."""
        self.pixels = Pixels(1.0, 0, 0)
        self._delegate = GridDelegate(theme, self, large=large, parent=self)
        self._delegate.opened.connect(self._take_editor)
        self._set_up()
        self.setModel(model)
        self.setItemDelegate(self._delegate)

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(_TYPED | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setMinimumSectionSize(1)
            header.setHighlightSections(False)
            header.hide()
        self.take_theme()

    def take_theme(self) -> None:
        """Colours, fonts and widths may have changed."""
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, self._theme.color("window"))
        self.setPalette(palette)
        self._delegate.take_fonts()
        self.viewport().update()

    def set_sizes(self, columns: tuple[int, ...], rows: tuple[int, ...]) -> None:
        """Give columns and rows their sizes, each with its line."""
        for i, size in enumerate(columns):
            self.setColumnWidth(i, size)
        for i, size in enumerate(rows):
            self.setRowHeight(i, size)
        self.verticalScrollBar().setSingleStep(min(rows))
        self.updateGeometries()

    def is_selected(self, row: int, column: int) -> bool:
        """Whether the cell is one of several selected."""
        return (row, column) in self._selected

    def is_current(self, row: int, column: int) -> bool:
        """Whether this is the current cell."""
        return self._current == (row, column)

    def is_focused(self) -> bool:
        """Whether keys come here."""
        return self._focused

    def current_cell(self) -> str:
        """The current cell's id, "" for none."""
        return self._model.cell_at(self.currentIndex())

    def selected_cells(self) -> list[str]:
        """The ids of the selected cells, row by row."""
        places = sorted((index.row(), index.column()) for index in self.selectionModel().selectedIndexes())
        return [self._model.ids[row][column] for row, column in places]

    def selected_block(self) -> tuple[int, int, int, int] | None:
        """First row, first column, number of rows and of columns of the selection; None unless it is one rectangle."""
        places = {(index.row(), index.column()) for index in self.selectionModel().selectedIndexes()}
        if not places:
            return None
        rows, columns = zip(*places, strict=True)
        top, left = min(rows), min(columns)
        height, width = max(rows) - top + 1, max(columns) - left + 1
        return (top, left, height, width) if height * width == len(places) else None

    def select_block(self, top: int, left: int, bottom: int, right: int, flags: Qt.KeyboardModifier) -> None:
        """Select a rectangle; Ctrl adds it to the selection, Shift takes all from the current cell to it."""
        model, selection = self._model, self.selectionModel()
        current = self.currentIndex()
        if flags & _SHIFT and current.isValid():
            top, bottom = min(top, current.row()), max(bottom, current.row())
            left, right = min(left, current.column()), max(right, current.column())
        block = QItemSelection(model.index(top, left), model.index(bottom, right))
        if flags & _CONTROL:
            selection.select(block, _SELECT.Select)
        else:
            if not flags & _SHIFT:
                selection.setCurrentIndex(model.index(top, left), _SELECT.NoUpdate)
            # One range: cell by cell takes a minute on large ones.
            selection.select(block, _SELECT.ClearAndSelect)
        self.setFocus()

    def step_inside(self, *, across: bool, back: bool) -> bool:
        """Go to the next of the selected cells that is filled in; False while there is only one."""
        if not self._selected:
            return False
        typed = [spot for spot in self._selected if self._model.can_type(self._model.ids[spot[0]][spot[1]])]
        spot = next_inside(typed or self._selected, self._current, across=across, back=back)
        self.selectionModel().setCurrentIndex(self._model.index(*spot), _SELECT.NoUpdate)
        return True

    def show_cut(self, block: tuple[int, int, int, int] | None) -> None:
        """Frame the rectangle that is about to be moved: first row and column, rows and columns; None for none."""
        corners = None if block is None else (block[:2], (block[0] + block[2] - 1, block[1] + block[3] - 1))
        self._cut = QItemSelection(*(self._model.index(*corner) for corner in corners)) if corners else None
        self.viewport().update()

    def make_current(self, cell: str) -> None:
        """Make a cell the current one and the only one selected."""
        self.selectionModel().setCurrentIndex(self._model.index_of(cell), _SELECT.ClearAndSelect)

    def make_none_current(self) -> None:
        """No cell of this block is current: that of another one is."""
        self.commit()
        self.selectionModel().clear()

    def commit(self) -> None:
        """Keep what is typed in an open editor and close it."""
        self._finish("")

    def editing(self) -> bool:
        """Whether a cell editor is open."""
        return self._open is not None

    def edit_current(self) -> None:
        """Open the current cell's editor with the caret behind its text, as F2 does."""
        if self._may_type():
            self.edit(self.currentIndex())
            if self._open is not None:
                self._open.edit_in_place()

    def paintEvent(self, event: QPaintEvent) -> None:
        self.pixels = pixels_of(self.viewport())
        self._delegate.paint_cells(self, event.region())
        if self._cut is not None:
            frame_cut(self, self._cut, self._theme.color("accent"), self.pixels)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not turned(self, event):
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
        if self._open is not None:
            # While an input method composes, Qt leaves the focus here; what is pressed belongs to the open field.
            self._open.setFocus()
            QApplication.sendEvent(self._open, event)
            return
        self.touched.emit()
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        command = next((name for sequence, name in COMMANDS if event.matches(sequence)), "") or command_of(event)
        if command:
            self.command.emit(command)
        elif key in MOVES and not modifiers & (_CONTROL | _ALT | _META):
            self.move_wanted.emit(MOVES[key][bool(modifiers & _SHIFT)])
        elif key in EXTENDING and modifiers & _SHIFT and not modifiers & (_ALT | _META):
            self._extend(key, whole=bool(modifiers & _CONTROL))
        elif key in ARROWS and modifiers == Qt.KeyboardModifier.NoModifier:
            self.move_wanted.emit(ARROWS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and modifiers == _CONTROL:
            self.move_wanted.emit("first" if key == Qt.Key.Key_Home else "last")
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not modifiers:
            self.command.emit("clear")
        elif key in (Qt.Key.Key_F2, Qt.Key.Key_Space) and not modifiers:
            self.edit_current()
        elif key == Qt.Key.Key_Escape:
            self.command.emit("escape")
        elif event.text().isprintable() and event.text() and not modifiers & (_CONTROL | _ALT | _META):
            self._type(event)
        else:
            super().keyPressEvent(event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Ctrl with an arrow goes to the end of what is filled, as in Excel."""
        target = super().moveCursor(action, modifiers & ~_CONTROL if action in DIRECTIONS else modifiers)
        if action in DIRECTIONS and modifiers & _CONTROL and self.currentIndex().isValid():
            return self._model.index(*end_of_run(self._model, self._current, *DIRECTIONS[action]))
        return target

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if (event.commitString() or event.preeditString()) and not self._may_type():
            event.ignore()
        elif event.commitString() and not event.preeditString() and self._open is None:
            # Committed outright: Qt opens the editor for it and loses the text.
            self.edit(self.currentIndex())
            QApplication.sendEvent(self._open, event)
        else:
            super().inputMethodEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        # Tab moves on in the grid; F6 leaves it.
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        # The item view's own handler paints the whole viewport, at every closing of a cell editor.
        QAbstractScrollArea.focusInEvent(self, event)
        self._focused = True
        if self.currentIndex().isValid():
            self._enable_input_method()
            self.update(self.currentIndex())
        else:
            self.entered_empty.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        QAbstractScrollArea.focusOutEvent(self, event)
        self._focused = False
        self.update(self.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        before = self.currentIndex()
        self.touched.emit()
        self.commit()
        super().mousePressEvent(event)
        # The focus that came with the press went back to the block that had the current cell.
        if not self.hasFocus() and self.currentIndex().isValid():
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._anchor = before if event.modifiers() & _SHIFT and before.isValid() else self.currentIndex()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        # As in Excel, figures typed after dragging go to the cell where it began.
        if self._anchor != self.currentIndex() and self.selectionModel().isSelected(self._anchor):
            self.selectionModel().setCurrentIndex(self._anchor, _SELECT.NoUpdate)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self.indexAt(event.position().toPoint()).isValid() or not self._may_type():
            return
        super().mouseDoubleClickEvent(event)
        if self._open is not None:
            self._open.edit_in_place()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(self.viewport().mapFromGlobal(event.globalPos()))
        mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        if mouse and index.isValid() and not self.selectionModel().isSelected(index):
            self.selectionModel().setCurrentIndex(index, _SELECT.ClearAndSelect)
        # The window has the menu: that of its commands.
        event.ignore()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        self._current = self._extent = (current.row(), current.column())
        # Two cells, never the whole viewport: that costs thirty times as much.
        self.update(previous)
        self.update(current)
        self.moved.emit(self._model.cell_at(current))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        places = frozenset((index.row(), index.column()) for index in self.selectionModel().selectedIndexes())
        # One cell is the current one; without it the whole page is selected, and with it a block of one cell.
        self._selected = places if len(places) > 1 or not self.currentIndex().isValid() else frozenset()
        # A selection that was given up is not stretched on, though the current cell stayed.
        self._extent = self._extent if self._selected else self._current
        super().selectionChanged(selected, deselected)
        self.selection_moved.emit()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        self._forget_editor()
        super().closeEditor(editor, hint)
        self.update(self.currentIndex())

    def _enable_input_method(self) -> None:
        typed = bool(self.current_cell()) and self._model.can_type(self.current_cell())
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, typed)

    def _type(self, event: QKeyEvent) -> None:
        if self._may_type():
            self.edit(self.currentIndex(), _TYPED, event)

    def _may_type(self) -> bool:
        cell = self.current_cell()
        if cell and not self._model.can_type(cell):
            self.refused.emit(cell)
            return False
        return bool(cell)

    def _extend(self, key: Qt.Key, *, whole: bool) -> None:
        """Stretch the selection from the current cell; Shift with Ctrl as far as it goes."""
        if self._current == (-1, -1):
            return
        page = max(1, self.viewport().height() // self.rowHeight(self._extent[0]))
        row, column = stretched(self._model, self._extent, key, page, whole=whole)
        self.select_block(row, column, row, column, _SHIFT)
        self._extent = (row, column)
        self.scrollTo(self._model.index(row, column))

    def _take_editor(self, editor: CellEditor) -> None:
        self._open = editor
        self._model.being_edited = self.current_cell()
        editor.done.connect(self._finish)
        editor.given_up.connect(self._give_up)
        editor.block_pasted.connect(self._paste_over)
        editor.filled.connect(self._fill)

    def _forget_editor(self) -> None:
        self._open = None
        self._model.being_edited = ""

    def _finish(self, move: str) -> None:
        editor = self._open
        if editor is None:
            return
        editor.end_composition()
        # Closing takes the focus away, which would finish it a second time.
        self._open = None
        self.commitData(editor)
        self.closeEditor(editor, _NO_HINT)
        if move:
            self.move_wanted.emit(move)

    def _fill(self) -> None:
        """What is typed goes into all selected cells."""
        editor = self._open
        if editor is not None:
            editor.end_composition()
            text = editor.text()
            self._give_up()
            self.fill_wanted.emit(text)

    def _give_up(self) -> None:
        editor = self._open
        if editor is not None:
            editor.drop_composition()
            self._open = None
            self.closeEditor(editor, _REVERT)

    def _paste_over(self) -> None:
        self._give_up()
        self.command.emit("paste")
