"""改用适用表样: asked once with what is left behind, done as one step, undone to the same report."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.finding_commands import fixes_of, mend
from gui.main_window import MainWindow
from gui.windows import WindowList
from tests.builders import report_with
from workflows.forms import form


def opened(program: WindowList, qtbot: QtBot, *, year: int = 2023) -> MainWindow:
    report = report_with(dict.fromkeys(form("2019").inputs, "3"), edition="2019", year=year)
    window = program.open_report(report, None)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    window.finish()
    return window


def test_the_finding_offers_the_form_in_force_and_undo_brings_the_old_one_back(
    program: WindowList, qtbot: QtBot
) -> None:
    window = opened(program, qtbot)
    editor, interaction = window.editor, window.tools.interaction
    before = editor.report.state()
    (finding,) = (finding for finding in editor.visible_findings() if finding.rule == "F1")
    (fix,) = fixes_of(window, finding)
    interaction.answers.append("use")
    mend(window, finding, fix)
    assert "不带过来" in interaction.asked[-1]
    assert "改用后要补填" in interaction.asked[-1]
    assert editor.report.form.edition == "2021"
    assert window.pages.show("requests") is not None
    editor.undo()
    assert editor.report.state() == before


def test_who_does_not_want_it_keeps_the_report(program: WindowList, qtbot: QtBot) -> None:
    window = opened(program, qtbot)
    before = window.editor.report.state()
    window.tools.interaction.answers.append("keep")
    window.actions_["use_edition"].trigger()
    assert window.editor.report.state() == before


def test_nothing_is_asked_where_the_form_is_the_right_one(program: WindowList, qtbot: QtBot) -> None:
    window = opened(program, qtbot, year=2020)
    said: list[str] = []
    window.editor.message.connect(said.append)
    window.actions_["use_edition"].trigger()
    assert said == ["表样与年度相符，不用改"]
