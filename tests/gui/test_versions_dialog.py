"""Named versions through the window: keep, compare, restore, publish and correct."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.version_commands import SaveVersionDialog
from gui.versions_dialog import VersionsDialog
from gui.windows import WindowList
from model.edits import ReplaceText, SetCell
from model.text import from_plain
from workflows.versions import PUBLISHED

CELL = "requests.received.natural_person"


def put(window: MainWindow, value: int) -> None:
    window.editor.do("填写", (SetCell(CELL, value),))


def keep(program: WindowList, window: MainWindow, name: str, note: str = "") -> None:
    """Keep a version through its dialog."""

    def act(dialog: SaveVersionDialog) -> bool:
        dialog.name.setCurrentText(name)
        dialog.note.setText(note)
        assert dialog.ok.isEnabled()
        return True

    program.tools.interaction.answers.append(act)
    if name == PUBLISHED:
        program.tools.interaction.answers.append("publish")
    window.actions_["save_version"].trigger()


def texts(dialog: VersionsDialog) -> list[str]:
    return [dialog.differences.item(i).text() for i in range(dialog.differences.count())]


def test_a_version_is_kept_as_a_step_and_the_next_name_is_suggested(program: WindowList, window: MainWindow) -> None:
    suggested: list[str] = []

    def act(dialog: SaveVersionDialog) -> bool:
        suggested.append(dialog.name.currentText())
        return True

    for number in range(4):
        program.tools.interaction.answers.append(act)
        if number == 3:
            program.tools.interaction.answers.append("publish")
        window.actions_["save_version"].trigger()
    assert suggested == ["初稿", "送审稿", "审定稿", PUBLISHED]
    assert window.editor.undo_words().startswith("存为公开稿")
    assert window.isWindowModified()


def test_a_name_is_needed(window: MainWindow, qtbot: QtBot) -> None:
    dialog = SaveVersionDialog("初稿", window)
    dialog.name.setCurrentText("  ")
    assert not dialog.ok.isEnabled()
    dialog.name.setCurrentText(PUBLISHED)
    assert "不能再改" in dialog.hint.text()
    dialog.deleteLater()


def test_versions_are_listed_compared_and_restored(program: WindowList, window: MainWindow) -> None:
    keep(program, window, "初稿", "报办公室")
    put(window, 40)
    keep(program, window, "送审稿")
    put(window, 45)

    def act(dialog: VersionsDialog) -> bool:
        assert [dialog.list.item(i).text().split("　")[0] for i in range(2)] == ["送审稿", "初稿"]
        assert "报办公室" in dialog.list.item(1).text()
        assert [line.split("：")[1] for line in texts(dialog)] == ["40 → 45"]
        dialog.list.setCurrentRow(1)
        assert [line.split("：")[1] for line in texts(dialog)] == ["37 → 45"]
        dialog.other.setCurrentIndex(1)
        assert [line.split("：")[1] for line in texts(dialog)] == ["37 → 40"]
        return True

    program.tools.interaction.answers.append(act)
    window.actions_["versions"].trigger()
    assert window.editor.report.value(CELL) == 37
    assert len(window.editor.report.versions) == 2
    window.editor.undo()
    assert window.editor.report.value(CELL) == 45


def test_totals_that_follow_are_counted_apart(program: WindowList, window: MainWindow) -> None:
    keep(program, window, "初稿")
    put(window, 45)
    dialog = VersionsDialog(window.editor.document, None, window)
    assert dialog.note.text() == "从“初稿”到现在的内容有 1 处不同，另有 1 个总计随之改变"
    dialog.deleteLater()


def test_a_long_paragraph_is_compared_by_what_differs(program: WindowList, window: MainWindow) -> None:
    before, after = "本机关按照统一部署开展工作。" * 8, "各科室按照分工办理<申请>。" * 8
    window.editor.do("输入文字", (ReplaceText("overview", 0, 0, from_plain(f"{before}新收37件。{after}")),))
    keep(program, window, "初稿")
    window.editor.do("输入文字", (ReplaceText("overview", 0, 1, from_plain(f"{before}新收148件。{after}")),))
    dialog = VersionsDialog(window.editor.document, None, window)
    (line,) = texts(dialog)
    assert "新收37件" in line
    assert "新收148件" in line
    assert len(line) < 100
    tip = dialog.differences.item(0).toolTip()
    assert f"{before}新收37件。" in tip
    assert f"{before}新收148件。" in tip
    assert "&lt;申请&gt;" in tip
    dialog.deleteLater()


def test_a_paragraph_whose_words_stayed_is_not_told_twice(program: WindowList, window: MainWindow) -> None:
    (block,) = from_plain("全年新收37件。")
    window.editor.do("输入文字", (ReplaceText("overview", 0, 0, (block,)),))
    keep(program, window, "初稿")
    window.editor.do("备注", (ReplaceText("overview", 0, 1, (block._replace(word="待核"),)),))
    dialog = VersionsDialog(window.editor.document, None, window)
    (line,) = texts(dialog)
    assert line.count("全年新收37件。") == 1
    assert "文字没有变" in line
    dialog.deleteLater()


def test_a_versions_note_stands_below_it(program: WindowList, window: MainWindow) -> None:
    keep(program, window, "初稿", "报办公室")
    keep(program, window, "送审稿")
    dialog = VersionsDialog(window.editor.document, None, window)
    assert "\n" not in dialog.list.item(0).text()
    title, note = dialog.list.item(1).text().split("\n")
    assert title.startswith("初稿　")
    assert note == "报办公室"
    assert "⏎" not in dialog.list.item(1).text()
    dialog.deleteLater()


def test_without_versions_nothing_can_be_restored(window: MainWindow) -> None:
    dialog = VersionsDialog(window.editor.document, None, window)
    assert not dialog.restore.isEnabled()
    assert "还没有" in dialog.note.text()
    dialog.deleteLater()


@pytest.mark.parametrize("answer", ["look", ""])
def test_what_is_open_is_said_before_a_report_is_locked(program: WindowList, window: MainWindow, answer: str) -> None:
    put(window, 3)

    def act(dialog: SaveVersionDialog) -> bool:
        dialog.name.setCurrentText(PUBLISHED)
        return True

    program.tools.interaction.answers += [act, answer]
    window.actions_["save_version"].trigger()
    blanks = len(window.editor.report.blanks())
    assert f"未填 {blanks} 格" in program.tools.interaction.asked[-1]
    assert window.editor.report.versions == ()
    assert not window.editor.read_only
    assert window.panels.findings.model.pending is bool(answer)


def test_a_report_with_nothing_open_is_locked_without_a_question(program: WindowList, window: MainWindow) -> None:
    report = window.editor.report
    zeros = tuple(SetCell(cell, 0) for cell in report.form.inputs)
    texts = tuple(
        ReplaceText(section.id, 0, 0, from_plain("本年没有。")) for section in report.form.sections if not section.grid
    )
    window.editor.do("填写", (*zeros, *texts))
    assert window.editor.counts()["error"] == 0
    program.tools.interaction.answers.append(lambda dialog: dialog.name.setCurrentText(PUBLISHED) is None)
    window.actions_["save_version"].trigger()
    assert window.editor.document.final


def test_a_published_report_can_not_be_changed_but_saved_and_that_can_be_undone(
    program: WindowList, window: MainWindow
) -> None:
    keep(program, window, PUBLISHED)
    put(window, 40)
    assert window.editor.report.value(CELL) == 37
    assert "更正" in window.status.place.whole
    assert "公开稿" in window.windowTitle()
    assert not window.actions_["fill_zero"].isEnabled()
    assert not window.actions_["save_version"].isEnabled()
    assert window.files.save()
    assert window.actions_["undo"].isEnabled()
    window.editor.undo()
    assert window.editor.report.versions == ()
    put(window, 40)
    assert window.editor.report.value(CELL) == 40
    assert "公开稿" not in window.windowTitle()
    assert window.status.file.text() != "公开稿，不能修改"


def test_a_correction_is_a_copy_that_lists_what_it_changes(
    program: WindowList, window: MainWindow, tmp_path: Path
) -> None:
    keep(program, window, PUBLISHED)
    window.files.save()
    window.actions_["correct"].trigger()
    copy = program.windows[-1]
    assert copy is not window
    assert copy.editor.document.path is None
    assert not copy.editor.document.saved
    assert copy.editor.document.suggested == tmp_path / "年报（更正）.nianbao"
    assert not copy.editor.read_only
    put(copy, 38)
    assert copy.editor.report.value(CELL) == 38
    seen: list[str] = []

    def act(dialog: VersionsDialog) -> bool:
        seen.extend(texts(dialog))
        return False

    program.tools.interaction.answers.append(act)
    copy.actions_["correct"].trigger()
    assert [line.split("：")[1] for line in seen] == ["37 → 38"]
    assert window.editor.report.value(CELL) == 37
    program.tools.interaction.answers.append(tmp_path / "年报（更正）.nianbao")
    assert copy.files.save()
    assert "年报（更正）" in program.tools.interaction.asked[-1]


def test_there_is_nothing_to_correct_before_it_is_published(window: MainWindow) -> None:
    window.actions_["correct"].trigger()
    assert "还没有公开稿" in window.status.place.whole


def test_what_two_versions_differ_in_is_exported_from_their_dialog(
    program: WindowList, window: MainWindow, tmp_path: Path
) -> None:
    keep(program, window, "送审稿")
    put(window, 4321)
    path = tmp_path / "对照"

    def act(dialog: VersionsDialog) -> bool:
        dialog.export.click()
        return False

    program.tools.interaction.answers += [act, path, "close"]
    window.actions_["versions"].trigger()
    assert path.with_suffix(".docx").read_bytes()
    assert any("导出修改对照" in asked for asked in program.tools.interaction.asked)


def test_the_sheet_and_the_notice_are_exported(program: WindowList, window: MainWindow, tmp_path: Path) -> None:
    from gui.version_papers import NoticeDialog

    answers = program.tools.interaction.answers
    answers += [tmp_path / "a.docx", "close"]
    window.actions_["approval"].trigger()
    window.actions_["notice"].trigger()
    assert "还没有公开稿" in program.tools.interaction.asked[-1]
    keep(program, window, PUBLISHED)
    window.actions_["notice"].trigger()
    assert "没有改动" in program.tools.interaction.asked[-1]
    window.actions_["correct"].trigger()
    copy = program.windows[-1]
    put(copy, 4321)

    def act(dialog: NoticeDialog) -> bool:
        assert "4321" in dialog.text.toPlainText()
        return True

    answers += [act, tmp_path / "b.docx", "close"]
    copy.actions_["notice"].trigger()
    assert {path.name for path in tmp_path.glob("*.docx")} == {"a.docx", "b.docx"}
