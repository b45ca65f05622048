"""Commands that enter 0: into what is blank of a selection, into whole grids of a unit without a case."""

from __future__ import annotations

from gui.grid_commands import shown_grid
from model.edits import Change
from model.entry import put
from model.errors import ReportError
from model.history import Place
from workflows.zero_report import zero_changes

STEP = "按零报告填写"


def fill_selection(window) -> None:
    """选中空格补 0: 0 into the blank input cells among the selected ones, as one step."""
    editor, grid = window.editor, shown_grid(window)
    if grid is None:
        return
    editor.commit_wanted.emit()
    report = editor.report
    wanted = set(grid.selected_cells())
    blanks = [cell for cell in report.blanks() if cell in wanted]
    left = len(report.blanks(report.form.section(window.pages.section).grid)) - len(blanks)
    rest = f"；没有选中的还有 {left} 个空格没有补" if left else ""
    if not blanks:
        editor.message.emit(f"选中的格里没有空格{rest}")
        return
    changes: tuple[Change, ...] = tuple(change for cell in blanks for change in put(report, cell, 0))
    editor.do("选中空格补 0", changes, Place(window.pages.section, blanks[0]))
    editor.message.emit(f"选中的 {len(blanks)} 个空格补了 0，可以撤销{rest}")


def zero_report(window) -> None:
    """按零报告填写: grids all 0 and the sentences that were accepted, as one step."""
    from gui.zero_report_dialog import ZeroReportDialog

    editor = window.editor
    editor.commit_wanted.emit()
    dialog = ZeroReportDialog(editor.report, window)
    if not window.tools.interaction.run(dialog):
        return
    grids = dialog.grids()
    try:
        changes = zero_changes(editor.report, grids, dialog.sentences())
    except ReportError as error:
        window.tools.interaction.tell_error(window, STEP, error)
        return
    form = editor.report.form
    first = next(cell for cell in form.inputs if form.cells[cell].grid == grids[0])
    names = "、".join(form.grid(grid).name for grid in grids)
    if not changes:
        editor.message.emit(f"{names}已经都是 0")
        return
    editor.do(STEP, changes, Place(form.section_of_grid(grids[0]).id, first))
    editor.message.emit(f"{names}已按零报告填写，可以撤销")
