"""导出采集表 and 收回采集表 through the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from pytestqt.qtbot import QtBot

from gui.collection_dialogs import CollectionDialog, ReturnDialog
from gui.main_window import MainWindow
from gui.window_place import fit_to_screen
from gui.windows import WindowList
from importers.excel import read_own
from model.collection import SECTION, UNIT, row_ids
from tests.importers.own_workbooks import filled, section_form
from workflows.collection_return import plan_return, read_returned

CELL, OTHER = "requests.received.natural_person", "requests.received.business"


def test_a_section_form_is_made_with_the_keyboard(
    program: WindowList, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "单"
    ids = [row.id for row in row_ids(window.editor.report.form)]

    def act(dialog: CollectionDialog) -> bool:
        dialog.show()
        assert dialog.kind == SECTION
        assert not dialog.ok.isEnabled()
        qtbot.keyClicks(dialog.section, "business office")
        assert not dialog.ok.isEnabled()
        dialog.rows.setFocus()
        dialog.rows.setCurrentCell(ids.index("requests.received"), 0)
        qtbot.keyClick(dialog.rows, Qt.Key.Key_Space)
        assert dialog.ok.isEnabled()
        return True

    program.tools.interaction.answers += [act, path]
    window.actions_["collection_form"].trigger()
    own = read_returned(path.with_name("单.xlsx"))
    assert (own.kind, own.section, own.unit) == (SECTION, "business office", window.editor.report.unit)
    assert set(own.cells) == {cell for cell in own.form.cells if cell.startswith("requests.received.")}


def test_a_form_for_other_units_can_leave_unit_and_year_open(
    program: WindowList, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    def act(dialog: CollectionDialog) -> bool:
        dialog.show()
        dialog.target.setCurrentIndex(1)
        assert dialog.kind == UNIT
        assert not dialog.rows.isVisible()
        dialog.unit.clear()
        dialog.year.setText("25")
        assert not dialog.ok.isEnabled()
        dialog.year.clear()
        assert dialog.ok.isEnabled()
        return True

    program.tools.interaction.answers += [act, tmp_path / "表.xlsx"]
    window.actions_["collection_form"].trigger()
    own = read_returned(tmp_path / "表.xlsx")
    assert (own.unit, own.year, len(own.cells)) == ("", 0, len(own.form.cells))


def test_what_comes_back_is_shown_first_and_filled_in_as_one_step(
    program: WindowList, window: MainWindow, tmp_path: Path
) -> None:
    report = window.editor.report
    window.editor.enter(OTHER, "7")
    path = tmp_path / "办公室.xlsx"
    form = section_form(unit=report.unit, year=report.year)
    path.write_bytes(filled(form, {CELL: 3, OTHER: 8, "requests.received.total": 99}))
    before = report.value(CELL)

    def act(dialog: ReturnDialog) -> bool:
        rows = range(dialog.conflicts.rowCount())
        names = [dialog.conflicts.item(row, 1).text() for row in rows]
        at = next(row for row in rows if dialog.conflicts.item(row, 3).text() == "8")
        assert len(names) >= 1
        assert dialog.remarks.rowCount() == 1
        dialog.conflicts.tick(at, True)
        assert dialog.replaced() == {OTHER}
        dialog.all.click()
        assert dialog.replaced() == {item.cell for item in dialog._plan.conflicts}
        return True

    program.tools.interaction.answers += [path, act]
    window.actions_["collect_back"].trigger()
    assert report.value(OTHER) == 8
    origin = report.notes(OTHER).origin
    assert origin is not None
    assert origin.source.startswith("办公室")
    window.editor.history.undo()
    assert (report.value(CELL), report.value(OTHER)) == (before, 7)


def test_the_buttons_are_on_a_low_screen_too(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gui.window_place.free_area", lambda _: QRect(0, 0, 910, 480))
    report = window.editor.report
    found = read_own(
        filled(section_form(unit=report.unit, year=report.year), {CELL: 3, "requests.received.total": 99}),
        "表",
        [report.form],
    )
    assert found is not None
    for dialog in (CollectionDialog(report), ReturnDialog(plan_return(report, found, "表"))):
        fit_to_screen(dialog)
        dialog.show()
        assert dialog.height() <= 480 - 30
        assert dialog.ok.geometry().bottom() < dialog.height()
        dialog.close()
