"""写明原因: asked by Alt+M, bound to the figures, listed, changed and deleted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from gui.explain_dialog import ExplainDialog
from gui.explanations_dialog import ExplanationsDialog
from gui.finding_commands import findings_here
from gui.main_window import MainWindow
from model.edits import Edit, ReplaceText, SetCell
from model.findings import Finding
from model.history import Place
from model.naming import cell_name
from model.state import Explanation
from model.text import from_plain
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


def test_last_years_reason_is_offered_and_taken_by_one_key(window: MainWindow, qtbot) -> None:
    report = window.editor.report
    last = last_report(dict.fromkeys(report.form.inputs, "0") | {OPEN: "2"})
    explained = {"Y4:reconsideration": Explanation("上年也是移送的", ((TOTAL, 1), ("text", "复议一件")))}
    beside(report, last._replace(state=last.state._replace(explanations=explained)))
    seen: list[str] = []

    def takes(dialog: ExplainDialog) -> bool:
        dialog.show()
        seen.extend(label.text() for label in dialog.findChildren(QLabel) if "上年写的" in label.text())
        assert dialog.reason() == "", "nothing is filled in by itself"
        dialog.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
        QTest.keyClick(dialog.field, Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(lambda: dialog.reason() == "上年也是移送的")
        assert dialog.field.hasFocus()
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)
        return dialog.result() == QDialog.DialogCode.Accepted

    answer(window, takes)
    alt_m()
    assert "上年也是移送的" in seen[0]
    assert f"{cell_name(report.form, TOTAL)} 1" in seen[0]
    assert "“复议一件”" in seen[0]
    assert finding(window).explained
    written = report.explanations["Y4:reconsideration"]
    assert written.figures == finding(window).figures, "bound to this year's figures, not to those of last year"


def test_nothing_of_last_year_is_offered_where_nothing_was_written(window: MainWindow) -> None:
    hidden: list[bool] = []

    def looks(dialog: ExplainDialog) -> bool:
        hidden.append(dialog.take_last.isHidden())
        return False

    answer(window, looks)
    alt_m()
    assert hidden == [True]


def test_what_is_found_in_the_text_may_stay_until_its_words_change(window: MainWindow) -> None:
    window.editor.do("写", (ReplaceText("problems", 0, 9, from_plain("存在问题，已改进。")),))
    window.pages.show("problems")
    prose = window.pages.page.prose
    prose.setFocus()
    wanted = next(found for found in window.editor.visible_findings() if found.part == "problems")
    assert wanted.rule == "T6"
    window.editor.look_at(wanted)
    answer(window, writes(REASON))
    alt_m()
    (key,) = window.editor.report.explanations
    assert key == wanted.key
    model = window.panels.findings.model
    row = model.row_of(key)
    assert model.index(row, 0).data() == "已说明"
    muted = window.tools.theme.color("muted")
    assert [model.index(row, column).data(Qt.ItemDataRole.ForegroundRole) for column in range(4)] == [muted] * 4
    QTest.keyClick(prose, Qt.Key.Key_X)
    now = next(found for found in window.editor.report.findings() if found.key == key)
    assert now.outdated


def test_the_finding_at_the_caret_is_meant(window: MainWindow) -> None:
    text = "建立健全制度，加强主动公开。公开目录按照____完善。"
    window.editor.do("写", (ReplaceText("overview", 0, 9, from_plain(text)),))
    window.pages.go_to(Place("overview", "", 0, text.index("____") + 1))
    wanted = {found.rule for found in findings_here(window)}
    assert wanted == {"T7"}
    window.pages.go_to(Place("overview", "", 0, 1))
    assert findings_here(window) == []


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
