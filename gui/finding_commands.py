"""What can be done with a finding: going through its places, mending it where that is safe, its context menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu

from gui.finding_guidance import finding_lines
from gui.finding_places import places_of
from gui.findings_filter import ALL, narrow
from gui.guidance_lines import Line
from gui.guidance_text import relations_of
from gui.prose_marks import finding_at
from gui.prose_pages import text_of
from gui.visible_text import visible
from model.edits import ReplaceReport
from model.findings import SEVERITIES, Finding

if TYPE_CHECKING:
    from model.fixes import Fix

NOTHING = "这一处没有可以直接改的，请照检查结果里的话核对"


def go_on(window) -> None:
    """Go to the next place of the finding that is looked at."""
    _go(window, 1)


def go_back(window) -> None:
    """Go to its place before."""
    _go(window, -1)


def attach(window) -> None:
    """The context menu of the findings' panel, and the buttons that mend in the guidance."""
    panel, guidance = window.panels.findings, window.panels.guidance
    if panel is not None:
        panel.table.menu_wanted.connect(partial(_show_menu, window))
    if guidance is not None:
        guidance.body.pressed.connect(partial(_pressed, window))
        guidance.set_finding(partial(_guidance, window))


def fixes_of(window, finding: Finding) -> tuple[Fix, ...]:
    """What mends this finding safely; nothing while the report can't be changed."""
    if window.editor.read_only or window.actions_.held:
        return ()
    # Imported when a finding is looked at: the program starts without.
    from model.fixes import fixes_for
    from workflows.other_edition import edition_fixes

    report = window.editor.report
    return (*fixes_for(report, finding), *edition_fixes(report, finding))


def fix(window) -> None:
    """Offer what mends the finding that is meant."""
    editor = window.editor
    editor.commit_wanted.emit()
    window.finish()
    if editor.read_only:
        editor.refuse()
        return
    finding = meant(window, lambda one: bool(fixes_of(window, one)))
    fixes = fixes_of(window, finding) if finding is not None else ()
    if finding is None or not fixes:
        editor.message.emit(NOTHING if finding is not None else "先在检查结果里选一处问题")
        return
    menu = QMenu(window)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    _add_fixes(window, menu, finding, fixes)
    menu.setActiveAction(menu.actions()[0])
    menu.popup(_beside(window, finding))


def mend(window, finding: Finding, wanted: Fix) -> None:
    """Carry out one of the fixes as a step of its own."""
    editor = window.editor
    if any(isinstance(change, ReplaceReport) for change in wanted.changes):
        from gui.edition_commands import use_edition

        use_edition(window)
        return
    editor.do(wanted.name, wanted.changes, places_of(finding, editor.report)[0])
    editor.message.emit(f"已改：{visible(wanted.name)}，可以撤销")


def meant(window, suits: Callable[[Finding], bool]) -> Finding | None:
    """The finding that is meant: the row with the focus, the one looked at, the worst at the current cell or caret.

    suits: what the clerk wants can be done with it; it goes before others. Only where there is nothing at all, the
    row chosen in the panel, or the only one that suits.
    """
    editor, panel = window.editor, window.panels.findings
    chosen = panel.current_finding() if panel is not None else None
    if panel is not None and panel.table.hasFocus():
        return chosen
    here = sorted(
        findings_here(window), key=lambda one: (not suits(one), one.explained, SEVERITIES.index(one.severity))
    )
    looked_at = editor.relation
    if looked_at is not None and (not here or suits(looked_at)):
        return looked_at
    if here:
        return here[0]
    elsewhere = [finding for finding in editor.visible_findings() if suits(finding)] if chosen is None else []
    return chosen or (elsewhere[0] if len(elsewhere) == 1 else None)


def findings_here(window) -> list[Finding]:
    """What is found at the current cell, or at the caret in the text."""
    editor = window.editor
    shown, cell = editor.visible_findings(), editor.current_cell
    if cell:
        return [finding for finding in shown if cell in finding.cells]
    prose = text_of(window.pages.page) if window.pages.section else None
    if prose is None:
        return []
    return finding_at(shown, editor.report, prose.place())


def finding_menu(window, finding: Finding) -> QMenu:
    """What can be done with this finding; the menu is gone when it is closed."""
    panel = window.panels.findings
    menu = QMenu(window)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    fixes = fixes_of(window, finding)
    _add_fixes(window, menu, finding, fixes)
    if not fixes:
        menu.addAction("没有可以直接改的(&N)").setEnabled(False)
    menu.addSeparator()
    window.actions_.update(window.editing.conditions())
    for command in ("next_place", "next_finding", "explain_finding"):
        menu.addAction(window.actions_[command])
    menu.addSeparator()
    short = window.editor.report.form.section(finding.part).short
    menu.addAction(f"只看{short}(&B)").triggered.connect(lambda: narrow(panel.model, part=finding.part))
    menu.addAction("只看这一类问题(&K)").triggered.connect(lambda: narrow(panel.model, rule=finding.rule))
    everything = menu.addAction(f"{ALL}(&A)")
    everything.setEnabled(panel.model.wanted.narrowed)
    everything.triggered.connect(lambda: narrow(panel.model, rule="", part=""))
    return menu


def _add_fixes(window, menu: QMenu, finding: Finding, fixes: tuple[Fix, ...]) -> None:
    for number, one in enumerate(fixes, 1):
        letter = f"(&{number})" if number <= 9 else ""
        text = visible(one.name).replace("&", "&&")
        menu.addAction(f"{text}{letter}").triggered.connect(partial(_mend_later, window, finding, one))


def _mend_later(window, finding: Finding, wanted: Fix, *_: object) -> None:
    """What was offered is done only while it is still offered: the report may have changed meanwhile."""
    if wanted in fixes_of(window, finding):
        mend(window, finding, wanted)
    else:
        window.editor.message.emit("报告已有改动，请再看一遍")


def _go(window, by: int) -> None:
    window.editor.commit_wanted.emit()
    window.finish()
    window.panels.findings.next_place(by)


def _show_menu(window, place: QPoint) -> None:
    finding = window.panels.findings.current_finding()
    if finding is not None:
        finding_menu(window, finding).popup(place)


def _guidance(window) -> tuple[Line, ...]:
    """What the guidance says of the finding that is looked at, as far as it does not say it of the cell already."""
    finding = finding_looked_at(window)
    if finding is None:
        return ()
    editor = window.editor
    cell = editor.current_cell
    told = False
    if cell in finding.cells:
        balances = [(one.rule, one.instance) for one in relations_of(editor.report.form, cell)]
        not_read = isinstance(editor.report.value(cell), str)
        told = finding.explainable or not_read or (finding.rule, finding.instance) in balances
    return finding_lines(finding, fixes_of(window, finding), told=told)


def _pressed(window, key: str) -> None:
    kind, _, number = key.partition(":")
    finding = finding_looked_at(window)
    if kind == "fix" and finding is not None:
        fixes = fixes_of(window, finding)
        if int(number) < len(fixes):
            mend(window, finding, fixes[int(number)])


def finding_looked_at(window) -> Finding | None:
    """The finding whose places are marked; in a text the worst one at the caret."""
    if window.editor.relation is not None:
        return window.editor.relation
    if window.editor.current_cell:
        return None
    here = sorted(findings_here(window), key=lambda one: SEVERITIES.index(one.severity))
    return here[0] if here else None


def _beside(window, finding: Finding) -> QPoint:
    """Where a menu about this finding belongs: at its row, else at what has the focus."""
    panel = window.panels.findings
    row = panel.model.row_of(finding.key)
    if panel.isVisible() and row >= 0:
        table = panel.table
        return table.viewport().mapToGlobal(table.visualRect(table.model().index(row, 1)).bottomLeft())
    from gui.context_menu import beside

    return beside(QApplication.focusWidget())
