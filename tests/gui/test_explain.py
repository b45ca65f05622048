"""写明原因: asked by Alt+M, bound to the figures, listed, changed and deleted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from gui.explain_dialog import ExplainDialog
from gui.explanations_dialog import ExplanationsDialog
from gui.main_window import MainWindow
from model.edits import Edit, SetCell
from model.findings import Finding
from model.history import Place
from tests.builders import beside, last_report
from tests.gui.fakes import FakeInteraction, type_text

TOTAL, OPEN, UPHELD = (f"disputes.reconsideration.{name}" for name in ("total", "pending", "upheld"))
REASON = "两件已移送上级机关"


@pytest.fixture
def window(program, qtbot) -> MainWindow:
    """A window on a full report in which one group has fewer cases than were open last year."""
    window = program.open_blank()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    window.finish()
    report = window.editor.report
    report.apply(Edit("填", tuple(SetCell(cell, 0) for cell in report.form.inputs)))
    beside(report, last_report(dict.fromkeys(report.form.inputs, "0") | {OPEN: "2"}))
    window.pages.go_to(Place("disputes", TOTAL))
    return window


def answer(window: MainWindow, *answers) -> FakeInteraction:
    """What the clerk does in the dialogs that come, in order."""
    interaction = window.tools.interaction
    interaction.answers.extend(answers)
    return interaction


def writes(text: str):
    """Types a reason over what is there and presses Enter."""

    def act(dialog: ExplainDialog) -> bool:
        dialog.show()
        dialog.field.setFocus()
        type_text(dialog.field, text)
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)
        return dialog.result() == QDialog.DialogCode.Accepted

    return act


def alt_m() -> None:
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)


def finding(window: MainWindow) -> Finding:
    return next(found for found in window.editor.report.findings() if found.key == "Y4:reconsideration")


def test_alt_m_on_the_cell_explains_its_warning(window: MainWindow) -> None:
    answer(window, writes(REASON))
    assert window.editor.counts()["warning"] == 1
    alt_m()
    assert finding(window).explained
    assert finding(window).reason == REASON
    assert window.editor.counts()["warning"] == 0
    assert window.editor.history.undo_name == "写明原因"
    model = window.panels.findings.model
    assert model.rowCount() == 1
    assert model.index(0, 0).data() == "已说明"
    assert window.panels.findings.head.switches["warning"].text() == "警告 0"
    assert REASON in model.index(0, 2).data(Qt.ItemDataRole.ToolTipRole)
    window.editor.undo()
    assert not finding(window).explained


def test_a_changed_figure_ends_it_and_offers_the_old_words(window: MainWindow) -> None:
    answer(window, writes(REASON))
    alt_m()
    window.editor.enter(UPHELD, "1")
    model = window.panels.findings.model
    assert "原说明已不适用" in model.index(0, 2).data()
    assert window.editor.counts()["warning"] == 1
    offered = []

    def keeps(dialog: ExplainDialog) -> bool:
        offered.append(dialog.reason())
        dialog.keep.click()
        return dialog.result() == QDialog.DialogCode.Accepted

    answer(window, keeps)
    alt_m()
    assert offered == [REASON]
    assert finding(window).explained


def test_an_empty_reason_is_none(window: MainWindow) -> None:
    refused = []

    def tries(dialog: ExplainDialog) -> bool:
        dialog.show()
        QTest.keyClick(dialog.field, Qt.Key.Key_Space)
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)
        refused.append(not dialog.keep.isEnabled())
        return dialog.result() == QDialog.DialogCode.Accepted

    answer(window, tries)
    alt_m()
    assert refused == [True]
    assert not window.editor.report.explanations


def test_an_error_of_arithmetic_cannot_be_explained(window: MainWindow) -> None:
    window.editor.enter("requests.received.business", "5")
    window.pages.go_to(Place("requests", "requests.received.business"))
    window.editor.look_at(next(found for found in window.editor.report.findings() if found.rule == "A3"))
    told: list[str] = []
    window.editor.message.connect(told.append)
    alt_m()
    assert "请改正" in told[-1]
    window.editor.enter(UPHELD, "2")
    assert not window.actions_["explain_finding"].isEnabled()
    alt_m()
    assert window.tools.interaction.asked == []


def test_away_from_any_finding_the_only_warning_is_meant(window: MainWindow) -> None:
    window.pages.go_to(Place("requests", "requests.received.business"))
    answer(window, writes(REASON))
    alt_m()
    assert finding(window).explained


def test_the_row_with_the_focus_is_meant(window: MainWindow) -> None:
    window.editor.enter("proactive.rules.issued", "1")
    panel = window.panels.findings
    panel.table.selectRow(panel.model.row_of("Y2:rules"))
    panel.table.setFocus()
    answer(window, writes("受委托制定"))
    alt_m()
    assert set(window.editor.report.explanations) == {"Y2:rules"}, "not the one at the current cell"


def test_the_list_goes_changes_and_deletes(window: MainWindow) -> None:
    answer(window, writes(REASON))
    alt_m()
    states = []

    def deletes(dialog: ExplanationsDialog) -> bool:
        states.append(dialog.list.item(0).text())
        dialog.drop.click()
        return dialog.result() == QDialog.DialogCode.Accepted

    def closes(dialog: ExplanationsDialog) -> bool:
        states.append(dialog.list.count())
        return False

    window.pages.show("requests")

    def goes(dialog: ExplanationsDialog) -> bool:
        dialog.go.click()
        return dialog.result() == QDialog.DialogCode.Accepted

    answer(window, goes)
    window.actions_["explanations"].trigger()
    assert window.editor.current_cell == TOTAL
    answer(window, deletes, closes)
    window.actions_["explanations"].trigger()
    assert states[0].startswith("有效")
    assert REASON in states[0]
    assert states[1] == 0
    assert not window.editor.report.explanations
    assert window.editor.history.undo_name == "删除说明"


def test_a_reason_whose_finding_is_gone_stays_in_the_list(window: MainWindow) -> None:
    answer(window, writes(REASON))
    alt_m()
    window.editor.enter(UPHELD, "2")
    seen = []

    def looks(dialog: ExplanationsDialog) -> bool:
        seen.append((dialog.list.item(0).text().split("　")[0], dialog.go.isEnabled(), dialog.drop.isEnabled()))
        return False

    answer(window, looks)
    window.actions_["explanations"].trigger()
    assert seen == [("问题已不在", False, True)]
