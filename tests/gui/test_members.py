"""与下级报告核对: reports are read in the dialog, listed, taken out again; every act is an undoable step."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from gui.main_window import MainWindow
from gui.members_dialog import NONE, MembersDialog
from gui.reading_wait import ReadingDialog
from model.edits import Edit, SetField
from model.state import NO_MEMBERS
from tests.gui.fakes import FakeInteraction
from tests.workflows.test_members import CELL, GRANTED, report_of, saved

pytestmark = pytest.mark.usefixtures("read_at_once")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two units' reports, one of another year, and something that is none."""
    members = tmp_path / "下级"
    saved(report_of("甲局", {CELL: "3", GRANTED: "3"}), members / "甲局.nianbao")
    saved(report_of("乙局", {CELL: "5"}, year=2024), members / "乙局.nianbao")
    (members / "坏.docx").write_bytes(b"PK\x03\x04broken")
    (members / "单位名录.csv").write_text("现用名,应报\n甲局,是\n丙局,是\n", "utf-8")
    return members


@pytest.fixture
def government(window: MainWindow) -> MainWindow:
    """A window on a government's report."""
    window.editor.report.apply(Edit("单位", (SetField("unit", "示例县人民政府"),)))
    return window


def answer(window: MainWindow, *answers: object) -> FakeInteraction:
    """What the clerk does in the dialogs, in order."""
    interaction = window.tools.interaction
    interaction.answers.extend(answers)
    return interaction


def texts(dialog: MembersDialog) -> list[tuple[str, ...]]:
    """What the table shows."""
    table = dialog.table
    return [tuple(table.item(row, column).text() for column in range(4)) for row in range(table.rowCount())]


def rules(window: MainWindow) -> set[str]:
    """The findings about members."""
    return {finding.key for finding in window.editor.report.findings() if finding.rule.startswith("G")}


def test_a_folder_is_read_and_each_report_is_told(government: MainWindow, folder: Path) -> None:
    seen: list[list[tuple[str, ...]]] = []
    notes: list[str] = []

    def act(dialog: MembersDialog) -> bool:
        assert dialog.note.text() == NONE
        assert not dialog.drop.isEnabled()
        dialog.folder.click()
        seen.append(texts(dialog))
        notes.append(dialog.note.text())
        dialog.table.selectRow(1)
        assert dialog.drop.isEnabled()
        dialog.drop.click()
        dialog.table.selectRow(2)
        assert not dialog.drop.isEnabled()
        seen.append(texts(dialog))
        return False

    interaction = answer(government, act, folder)
    government.actions_["members"].trigger()
    assert [(row[0], row[1], row[3].split("；")[0]) for row in seen[0]] == [
        ("乙局", "2024", "没有计入：是2024年的"),
        ("甲局", "2025", "计入"),
        ("丙局", "", "缺：应报，还没有"),
    ]
    assert notes == ["读入了 2 份；共 2 份，计入 1 份，应报 2 个单位，还缺 1 个"]
    assert "没有读入 坏.docx：" in interaction.asked[-1]
    assert [row[0] for row in seen[1]] == ["乙局", "甲局", "丙局"]
    assert "G2:missing" in rules(government)


def test_every_act_can_be_undone(government: MainWindow, folder: Path) -> None:
    def act(dialog: MembersDialog) -> bool:
        dialog.folder.click()
        dialog.table.selectRow(0)
        dialog.drop.click()
        return False

    answer(government, act, folder)
    government.actions_["members"].trigger()
    report = government.editor.report
    assert [member.unit for member in report.members.reports] == ["甲局"]
    assert government.editor.undo_words().startswith("去掉下级报告")
    government.editor.undo()
    assert len(report.members.reports) == 2
    government.editor.undo()
    assert report.members == NO_MEMBERS
    assert rules(government) == set()
    government.editor.redo()
    assert len(report.members.reports) == 2


def test_one_file_and_a_roster_are_read(government: MainWindow, folder: Path) -> None:
    notes: list[str] = []

    def act(dialog: MembersDialog) -> bool:
        for button in (dialog.file, dialog.roster):
            button.click()
            notes.append(dialog.note.text())
        return False

    answer(government, act, folder / "甲局.nianbao", folder / "单位名录.csv")
    government.actions_["members"].trigger()
    assert notes == [
        "读入了 1 份；共 1 份，计入 1 份",
        "单位名录.csv：应报 2 个单位；共 1 份，计入 1 份，应报 2 个单位，还缺 1 个",
    ]
    assert government.editor.report.members.roster == "单位名录.csv"


def test_members_are_kept_in_the_file(government: MainWindow, folder: Path, file: Path) -> None:
    answer(government, lambda dialog: dialog.folder.click(), folder)
    government.actions_["members"].trigger()
    government.actions_["save"].trigger()
    from workflows.document import read_report

    assert read_report(file).members == government.editor.report.members


def test_a_final_report_shows_them_and_changes_nothing(government: MainWindow, monkeypatch) -> None:
    monkeypatch.setattr(type(government.editor), "read_only", True)

    def act(dialog: MembersDialog) -> bool:
        assert not any(button.isEnabled() for button in (dialog.folder, dialog.file, dialog.roster, dialog.drop))
        return False

    answer(government, act)
    government.actions_["members"].trigger()


def test_the_guidance_and_the_export_say_what_is_compared(government: MainWindow) -> None:
    from gui.export_check import still_left
    from gui.year_lines import explainable_lines
    from model.edits import SetMembers
    from model.state import Member, Members

    report = government.editor.report
    report.apply(
        Edit(
            "下级报告",
            (SetMembers(Members((Member("甲局", 2025, "2021", values={CELL: 3, "requests.received.total": 3}),))),),
        )
    )
    lines = [[(line.text, line.value) for line in lines] for lines in explainable_lines(report, CELL)]
    assert lines[0][0][0] == "与下级报告对照"
    assert ("甲局", "3") in lines[0]
    assert "其他对照未定 1 处" in still_left(report)
    assert not any("与上年对照" in words for words in still_left(report))


def test_a_reading_that_takes_long_can_be_stopped(government: MainWindow, folder: Path, monkeypatch) -> None:
    tick, ended = threading.Event(), threading.Event()

    def slow(files, roster, unit, name, *, stop):
        while not stop():
            tick.wait(0.001)
        ended.set()

    def stops(dialog: ReadingDialog) -> bool:
        dialog.stop.click()
        dialog.deleteLater()
        return False

    monkeypatch.setattr("gui.reading_wait.PATIENCE", 0)
    monkeypatch.setattr("workflows.members.read_members", slow)
    monkeypatch.setattr(government.tools.interaction, "wait", stops)
    notes: list[str] = []

    def act(dialog: MembersDialog) -> bool:
        dialog.folder.click()
        notes.append(dialog.note.text())
        return False

    answer(government, act, folder)
    government.actions_["members"].trigger()
    assert ended.wait(10)
    assert notes[0].startswith("已停下，没有读入")
    assert government.editor.report.members == NO_MEMBERS
