"""Unsaved work reaches the recovery file in time, goes when it is saved, and failures are said once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import autosave
from gui.main_window import MainWindow
from gui.windows import WindowList
from model.edits import SetCell, SetField
from model.history import Place
from model.report import Report
from model.storage import load
from tests.builders import report_with
from workflows import recovery
from workflows.forms import find_form
from workflows.recovery_file import Header, decode

CELL = "requests.received.natural_person"


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(autosave.VARIABLE, "0.1")


@pytest.fixture
def folder(data_home: Path) -> Path:
    return data_home / "nianbao" / "recovery"


def put(window: MainWindow, value: int) -> None:
    window.editor.do("填写", (SetCell(CELL, value),))


def kept(folder: Path) -> list[tuple[Header, Report]]:
    """What the recovery files hold."""
    return [
        (header, load(data, find_form)) for header, data in (decode(p.read_bytes()) for p in folder.glob("*.recovery"))
    ]


def values(folder: Path) -> list[object]:
    return [report.value(CELL) for _, report in kept(folder)]


def test_nothing_is_written_while_nothing_is_changed(window: MainWindow, folder: Path) -> None:
    assert window.autosave.flush()
    assert not folder.exists()


def test_a_change_is_written_by_itself_and_said(window: MainWindow, folder: Path, file: Path, qtbot: QtBot) -> None:
    put(window, 41)
    qtbot.waitUntil(lambda: values(folder) == [41])
    qtbot.waitUntil(lambda: window.status.file.text().endswith("已自动保存"))
    put(window, 42)
    qtbot.waitUntil(lambda: values(folder) == [42])
    assert kept(folder)[0][0].file == str(file)


def test_taken_back_it_is_written_as_well(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    put(window, 41)
    window.autosave.flush()
    window.editor.undo()
    qtbot.waitUntil(lambda: values(folder) == [37])


def test_what_is_typed_in_an_open_cell_is_written_without_committing_it(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    form = window.editor.report.form
    window.pages.go_to(Place(form.section_of_grid("requests").id, CELL))
    QTest.keyClicks(QApplication.focusWidget(), "4")
    QTest.keyClicks(QApplication.focusWidget(), "1")
    qtbot.waitUntil(lambda: [header.pending for header, _ in kept(folder)] == [(CELL, "41")])
    assert window.editor.report.value(CELL) == 37
    assert window.editor.document.saved
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: [header.pending for header, _ in kept(folder)] == [None])


def test_an_editor_that_was_only_opened_is_no_change(window: MainWindow, folder: Path) -> None:
    form = window.editor.report.form
    window.pages.go_to(Place(form.section_of_grid("requests").id, CELL))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F2)
    assert window.autosave.flush()
    assert not folder.exists()


def test_saving_takes_it_away(window: MainWindow, folder: Path) -> None:
    put(window, 41)
    window.autosave.flush()
    assert window.files.save()
    assert values(folder) == []


def test_a_save_that_fails_leaves_it(window: MainWindow, folder: Path, program: WindowList, monkeypatch) -> None:
    put(window, 41)
    window.autosave.flush()
    monkeypatch.setattr("workflows.report_files.write_atomic", _full)
    program.tools.interaction.answers.append("")
    assert not window.files.save()
    assert values(folder) == [41]


def test_reverting_to_what_is_saved_takes_it_away(window: MainWindow, folder: Path) -> None:
    put(window, 41)
    window.autosave.flush()
    window.editor.document.revert()
    assert values(folder) == []


@pytest.mark.parametrize(("answer", "left"), [("discard", 0), ("", 1)])
def test_closing_without_saving_is_a_deliberate_discard(
    window: MainWindow, folder: Path, program: WindowList, answer: str, left: int
) -> None:
    put(window, 41)
    window.autosave.flush()
    program.tools.interaction.answers.append(answer)
    window.close()
    assert len(values(folder)) == left


def test_an_imported_report_is_kept_before_anything_is_typed(program: WindowList, folder: Path, qtbot: QtBot) -> None:
    opened = program.open_report(report_with({CELL: "5"}), None, unsaved=True)
    opened.finish()
    qtbot.waitUntil(lambda: values(folder) == [5])
    assert kept(folder)[0][0].file == ""


def test_two_windows_keep_theirs_apart(window: MainWindow, folder: Path, program: WindowList) -> None:
    other = program.open_report(report_with({CELL: "5"}), None, unsaved=True)
    other.finish()
    put(window, 41)
    assert window.autosave.flush()
    assert other.autosave.flush()
    assert sorted(values(folder)) == [5, 41]


def _full(*_: object) -> None:
    from model.errors import SaveError

    raise SaveError("没有存成“x”：磁盘空间不够。原来的文件没有动。", "")


def test_a_full_disk_is_said_once_and_it_goes_on_trying(
    window: MainWindow, folder: Path, qtbot: QtBot, monkeypatch
) -> None:
    said: list[str] = []
    tried: list[int] = []
    window.editor.message.connect(said.append)

    def full(*_: object) -> None:
        tried.append(1)
        _full()

    with monkeypatch.context() as patch:
        patch.setattr(recovery, "write_atomic", full)
        put(window, 41)
        qtbot.waitUntil(lambda: len(tried) >= 3)
        assert said == ["自动保存没有成功：磁盘空间不够。请先保存一次；程序会继续试。"]
        assert window.status.file.text() == "没有自动保存"
    qtbot.waitUntil(lambda: values(folder) == [41])
    qtbot.waitUntil(lambda: window.status.file.text().endswith("已自动保存"))


def test_the_setting_counts_and_nonsense_does_not(program: WindowList, monkeypatch) -> None:
    monkeypatch.setenv(autosave.VARIABLE, "soon")
    assert autosave.seconds_of(program.tools.settings) == 5
    monkeypatch.delenv(autosave.VARIABLE)
    program.tools.settings.put("recovery/seconds", 30)
    assert autosave.seconds_of(program.tools.settings) == 30


def test_leaving_the_program_writes_at_once(window: MainWindow, folder: Path, qtbot: QtBot, monkeypatch) -> None:
    monkeypatch.setenv(autosave.VARIABLE, "1000")
    put(window, 41)
    QApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    qtbot.waitUntil(lambda: values(folder) == [41])


def test_fields_and_text_are_kept_too(window: MainWindow, folder: Path) -> None:
    window.editor.do("填写", (SetField("contact.phone", "0000"),))
    assert window.autosave.flush()
    assert kept(folder)[0][1].fields["contact.phone"] == "0000"
