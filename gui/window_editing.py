"""The commands that work on the page that is shown: undo, clipboard, blanks, the text before a grid."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget

from gui.editor import ReportEditor
from gui.tools import Tools
from gui.window_pages import WindowPages, text_widget
from model.edits import Change, SetCell
from model.history import Place

if TYPE_CHECKING:
    from model.guidance import Guidance

CHANGING = ("cut", "paste", "clear")


class WindowEditing(QObject):
    """Sends each command to the text field that has the focus, else to the grid."""

    def __init__(self, window: QWidget, editor: ReportEditor, pages: WindowPages, tools: Tools) -> None:
        super().__init__(window)
        self._window = window
        self._editor = editor
        self._pages = pages
        self._tools = tools
        self.guidance: Guidance | None = None

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """What the commands do."""
        clipboard = {name: self._sender(name) for name in ("cut", "copy", "paste", "clear", "select_all")}
        return {
            **clipboard,
            "undo": self._editor.undo,
            "redo": self._editor.redo,
            "edit_cell": self._edit_cell,
            "fill_zero": self.fill_zero,
            "drop_stated": self.drop_stated,
            "text_before": self.toggle_text_before,
            "next_blank": self._pages.next_blank,
            "end_relation": lambda: self._editor.look_at(None),
        }

    def conditions(self) -> dict[str, bool]:
        """Which of actions.NEEDS are met now."""
        editor, document = self._editor, self._editor.document
        grid, writable = self._grid() is not None, not editor.read_only
        cell = editor.current_cell
        return {
            "writable": writable,
            "file": document.path is not None,
            "unsaved_file": document.path is not None and not document.saved,
            # A published report can't be changed, but publishing it can be taken back like any other step.
            "undo": (bool(document.history.undo_name) or self._typing()) and not document.read_only,
            "redo": bool(document.history.redo_name) and not document.read_only,
            "grid": grid,
            "grid_writable": grid and writable,
            "stated": writable and cell in editor.report.form.cells and editor.report.stated(cell) is not None,
            # Until it is known, what goes to the next finding may be asked for: it then waits for the checks.
            "finding": not editor.checks or bool(editor.visible_findings()),
            "fixable": writable and (not editor.checks or bool(editor.visible_findings())),
            "blank": bool(editor.report.blanks()),
            "relation": editor.relation is not None,
            "figure": self._figure() is not None,
            "last_year": editor.report.last_year is not None,
            "explainable": writable
            and (not editor.checks or any(finding.explainable for finding in editor.visible_findings())),
        }

    def set_guidance(self, guidance: Guidance) -> None:
        """The form's guidance, once it is loaded."""
        self.guidance = guidance

    def sentence(self) -> str:
        """What the current cell counts, in one line."""
        if self.guidance is None or self.guidance.form is not self._editor.report.form:
            return ""
        from gui.guidance_text import sentence

        cell = self._editor.current_cell
        return sentence(self.guidance, cell) if cell in self._editor.report.form.cells else ""

    def fill_zero(self) -> None:
        """Fill what is blank with 0, as one step: in the selection of several cells, else in the grid that is shown."""
        self._editor.commit_wanted.emit()
        grid = self._grid()
        if grid is not None and len(grid.selected_cells()) > 1:
            from gui.zero_commands import fill_selection

            fill_selection(self._window)
            return
        section = self._editor.report.form.section(self._pages.section)
        blanks = self._editor.report.blanks(section.grid) if section.grid else ()
        if not blanks:
            self._editor.message.emit("这张表没有空格")
            return
        changes: tuple[Change, ...] = tuple(SetCell(cell, 0) for cell in blanks)
        self._editor.do("空格补 0", changes, Place(section.id, blanks[0]))
        self._editor.message.emit(f"{len(blanks)} 个空格补了 0，可以撤销")

    def drop_stated(self) -> None:
        """Give up the total that a document printed in the current cell."""
        from gui.grid_edits import drop_stated

        cell = self._editor.current_cell
        changes = drop_stated(self._editor.report, cell)
        self._editor.do("删除文件所列数", changes, Place(self._pages.section, cell))

    def text_before_open(self) -> bool:
        """Whether the text before the grid is shown."""
        page = self._pages.page
        return self._grid() is not None and page.has_text_open

    def toggle_text_before(self) -> None:
        """Show or hide the text before the grid; text that is there can't be hidden out of sight."""
        page = self._pages.page
        if not page.has_text_open:
            page.show_text(True)
            page.prose.setFocus()
        elif self._editor.report.text(page.section):
            self._editor.message.emit("表前有文字，不能收起；删去文字后可以收起")
        else:
            page.show_text(False)
            page.grid.setFocus()

    def _figure(self):
        """The live figure in the text at which the caret stands."""
        prose = getattr(self._pages.page, "prose", None) if self._pages.section else None
        return prose.current_figure() if prose is not None else None

    def _grid(self):
        """The grid of the page that is shown, None on a page of text."""
        return getattr(self._pages.page, "grid", None) if self._pages.section else None

    def _typing(self) -> bool:
        """Whether something is being typed into a cell: undo commits it and takes it back."""
        grid = self._grid()
        return grid is not None and grid.editing()

    def _edit_cell(self) -> None:
        grid = self._grid()
        if grid is not None:
            grid.edit_current()

    def _sender(self, name: str) -> Callable[[], None]:
        def send() -> None:
            text = text_widget()
            grid = self._grid()
            if text is not None:
                if name in CHANGING and text.isReadOnly():
                    self._editor.refuse()
                else:
                    _on_text(text, name)
            elif grid is not None:
                getattr(grid, name)()

        return send


def _on_text(widget: QLineEdit | QTextEdit, name: str) -> None:
    if name == "select_all":
        widget.selectAll()
    elif name != "clear":
        getattr(widget, name)()
    elif isinstance(widget, QLineEdit):
        widget.del_()
    elif hasattr(widget, "remove"):
        widget.remove()
    else:
        cursor = widget.textCursor()
        (cursor.removeSelectedText if cursor.hasSelection() else cursor.deleteChar)()
