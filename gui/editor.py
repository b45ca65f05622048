"""The open report as the widgets see it: one object between the model and the window's parts."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from model.edits import Change, Changed, Edit
from model.findings import SEVERITIES, Finding, is_written
from model.history import History, Place, Step
from model.report import Report
from workflows.document import Document

READ_ONLY = "文件以只读方式打开，不能修改；请用“另存为”另存一份"


class ReportEditor(QObject):
    """Signals what changed and where the clerk is; every change of the report goes through `do`."""

    changed = Signal(object)
    """A `Changed` after every edit, undo and redo."""
    history_changed = Signal()
    """The steps, or whether the report is saved, changed."""
    cell_changed = Signal(str)
    """The current cell's id, "" when no cell is current."""
    go_to = Signal(object)
    """A `Place` that the window should show and mark."""
    relation_changed = Signal(object)
    """The `Finding` whose cells are to be framed, or None."""
    message = Signal(str)
    """A sentence for the status bar."""
    commit_wanted = Signal()
    """Whoever has an open editor commits it now: something is about to be saved, undone or left."""
    last_year_shown = Signal()
    """Whether the grids show last year's figures changed: see `shows_last_year`."""
    marked = Signal(object)
    """The cells, as a frozenset of ids, that undo or redo has just changed: they are to be marked for a moment."""

    all_checked = Signal()
    """The clerk wants to see everything that is found, also what is silent while something is being written."""
    checks_began = Signal()
    """Findings are shown from now on: see `checks`."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.current_cell = ""
        self.relation: Finding | None = None
        self.checks = True
        """Whether findings are worked out and shown: a window begins with that after its first paint."""
        self._last_year_wanted = True
        self._silent: Callable[[Finding], bool] | None = None
        """Whether a finding is not shown yet because what it is about is only just being written."""
        self._heard = False
        """Whether everything was checked once: what waits for that is shown from then on."""
        self._seen: tuple[tuple[Finding, ...] | None, tuple[Finding, ...]] = None, ()
        """All findings of the report, and those of them that are shown."""
        self.take_whole_report: Callable[[str], bool] = lambda text: False
        """Asked when what is pasted into a text looks like a whole report: whether it was taken as one."""
        self.choose_paste: Callable[[Any], Any] = lambda clip: None
        """Asked before a block with labels is pasted: what the clerk chose of it, None when he gave it up."""
        document.report.listen(self._tell)
        document.history.listen(self.history_changed.emit)

    @property
    def report(self) -> Report:
        """The report that is open."""
        return self.document.report

    @property
    def history(self) -> History:
        """Its undo history."""
        return self.document.history

    @property
    def read_only(self) -> bool:
        """Whether nothing may be changed: someone else has the file open, or the report is published."""
        return self.document.read_only or self.document.final

    @property
    def refusal(self) -> str:
        """Why nothing can be changed, for the status bar."""
        return READ_ONLY if self.document.read_only else self.document.read_only_reason.rstrip("。")

    @property
    def shows_last_year(self) -> bool:
        """Whether the grids show last year's figures: there are some, and the clerk wants them."""
        return self._last_year_wanted and self.report.last_year is not None

    def want_last_year(self, wanted: bool) -> None:
        """The clerk wants last year's figures in the grids, or not."""
        if wanted != self._last_year_wanted:
            self._last_year_wanted = wanted
            self.last_year_shown.emit()

    def do(self, name: str, changes: tuple[Change, ...], place: Place | None = None, *, merge: str = "") -> None:
        """Make a named step of these changes; says so instead when the report may not be changed."""
        if self.read_only:
            self.refuse()
            return
        self.history.do(Edit(name, changes), place, merge=merge, time=time.monotonic())

    def refuse(self) -> None:
        """Say that nothing can be changed here."""
        self.message.emit(self.refusal)

    def enter(self, cell: str, text: str) -> None:
        """What was typed into a cell, as a step of its own."""
        section = self.report.form.section_of_grid(self.report.form.cells[cell].grid).id
        # Imported when something is entered: opening a report has no use for it.
        from model.entry import enter

        self.do("填写", enter(self.report, cell, text), Place(section, cell))

    def undo(self) -> None:
        """Take the last step back, what is being typed included, go there and say so."""
        self.commit_wanted.emit()
        words = self.undo_words()
        self._show(self.history.undo(), f"已撤销：{words}", "没有可以撤销的步骤")

    def redo(self) -> None:
        """Make the last step again, go there and say so."""
        self.commit_wanted.emit()
        words = self.redo_words()
        self._show(self.history.redo(), f"已重做：{words}", "没有可以重做的步骤")

    def undo_words(self) -> str:
        """The step that undo takes back, with its place; "" for none."""
        return self._words(self.history.undo_step)

    def redo_words(self) -> str:
        """The step that redo makes again, with its place; "" for none."""
        return self._words(self.history.redo_step)

    def set_current_cell(self, cell: str) -> None:
        """The cell where the clerk is, "" for none."""
        if cell != self.current_cell:
            self.current_cell = cell
            self.cell_changed.emit(cell)

    def look_at(self, finding: Finding | None) -> None:
        """Frame the cells of this finding's relation; None ends that."""
        if finding != self.relation:
            self.relation = finding
            self.relation_changed.emit(finding)

    def visible_findings(self) -> tuple[Finding, ...]:
        """The findings while the report is being filled in: what is pending or only just being written is left out."""
        found = self.report.findings() if self.checks else ()
        if found is not self._seen[0]:
            # Asked for a dozen times after every change.
            self._seen = found, tuple(finding for finding in found if self._is_shown(finding))
        return self._seen[1]

    def be_silent_on(self, silent: Callable[[Finding], bool]) -> None:
        """Show what this is not true of from now on."""
        self._silent = silent
        self._show_findings()

    def hear_all(self) -> None:
        """Show from now on also what is said of a text only when everything is checked."""
        self._heard = True
        self._show_findings()

    def _show_findings(self) -> None:
        """Others are shown now than before: tell which came."""
        before = self._seen[1]
        self._seen = None, ()
        came = tuple(finding for finding in self.visible_findings() if finding not in before)
        if came:
            self.changed.emit(Changed(findings_new=came))

    def _is_shown(self, finding: Finding) -> bool:
        if finding.pending and not (self._heard and is_written(finding)):
            return False
        return self._silent is None or not self._silent(finding)

    def begin_checks(self) -> None:
        """Work findings out and show them from now on."""
        self.checks = True
        self.checks_began.emit()

    def counts(self, about: Callable[[Finding], bool] | None = None) -> dict[str, int]:
        """How many findings of each severity there are, counted alike wherever a number is shown.

        about: only those of which this is true.

        What is pending counts nowhere: it comes of blanks, and those are counted as 未填. Nor does what
        may stay for a written reason.
        """
        shown = self.visible_findings() if about is None else filter(about, self.visible_findings())
        found = [finding for finding in shown if not finding.explained]
        return {severity: sum(finding.severity == severity for finding in found) for severity in SEVERITIES}

    def _words(self, step: Step | None) -> str:
        if step is None:
            return ""
        from gui.step_names import step_words

        return step_words(self.report.form, step)

    def _show(self, step: Step | None, done: str, nothing: str) -> None:
        if step is None:
            self.message.emit(nothing)
            return
        from gui.step_names import step_cells

        if step.place is not None:
            self.go_to.emit(step.place)
        if cells := step_cells(step):
            self.marked.emit(cells)
        self.message.emit(done)

    def _tell(self, changed: Changed) -> None:
        relation = self.relation
        if relation is not None:
            now = next((finding for finding in self.report.findings() if finding.key == relation.key), None)
            self.look_at(now)
        self.changed.emit(changed)
        if changed.everything or "last_year" in changed.parts:
            self.last_year_shown.emit()
