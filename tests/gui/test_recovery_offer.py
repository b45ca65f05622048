"""What a crash left is offered, shown with its differences, given back, saved elsewhere or given up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.recovery_dialog import RecoveryDialog
from gui.strip import Strip
from gui.windows import WindowList
from model.edits import Edit, SetCell
from tests.builders import report_with
from workflows import recovery
from workflows.document import Document, read_report
from workflows.lock import LockOwner
from workflows.recovery import Pending, Recovered, Slot
from workflows.versions import PUBLISHED, save_version

CELL = "requests.received.natural_person"
OTHER = "requests.received.business"


def leave(document: Document, value: int, pending: Pending | None = None) -> Path:
    """What a process that is gone left of this document."""
    document.history.do(Edit("填写", (SetCell(CELL, value),)))
    slot = Slot(LockOwner.me()._replace(process=2**22 + 7, started=""))
    slot.write(document.snapshot(pending), slot.number())
    document.close()
    assert slot.path is not None
    return slot.path


def strip_of(window: MainWindow) -> Strip | None:
    # A tool bar shows its widgets when it is laid out.
    QApplication.processEvents()
    found = [strip for strip in window.findChildren(Strip) if strip.isVisibleTo(window)]
    return found[0] if found else None


@pytest.fixture
def opened(program: WindowList, qtbot: QtBot) -> Callable[..., MainWindow]:
    def open_(path: Path | None = None) -> MainWindow:
        window = program.open_file(path, None) if path is not None else program.open_blank()
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        window.finish()
        return window

    return open_


def answer(program: WindowList, word: str, look: Callable[[object], None] = lambda dialog: None) -> None:
    """What is pressed in the dialog, after a look at it."""

    def act(dialog) -> bool:
        look(dialog)
        dialog._take(word)
        return True

    program.tools.interaction.answers.append(act)


def test_without_a_crash_nothing_is_offered(opened, file: Path) -> None:
    assert strip_of(opened(file)) is None


def test_the_first_window_offers_all_and_restores_into_a_window_on_the_file(
    opened, program: WindowList, file: Path
) -> None:
    left = leave(Document.open(file), 41, Pending(OTHER, "7"))
    window = opened()
    strip = strip_of(window)
    assert "示例县数据局 2025 年度报告有 2 处没保存的改动" in strip.text.whole
    seen: list[str] = []
    answer(program, "restore", lambda d: seen.extend(d.differences.item(i).text() for i in range(2)))
    strip.button.click()
    assert any("37 → 41" in line for line in seen)
    (restored,) = program.windows
    assert restored.editor.document.path == file
    assert restored.editor.report.value(CELL) == 41
    assert restored.editor.report.value(OTHER) == 7
    assert not restored.editor.document.saved
    assert read_report(file).value(CELL) == 37
    assert not left.exists()
    assert restored.autosave._slot.path.exists()
    assert strip_of(restored) is None
    restored.editor.undo()
    assert restored.editor.report.value(OTHER) is None
    restored.editor.undo()
    assert restored.editor.report.value(CELL) == 37


def test_opening_the_file_itself_offers_it_and_restores_in_that_window(opened, program: WindowList, file: Path) -> None:
    program.recovery_offered = True
    leave(Document.open(file), 41)
    window = opened(file)
    answer(program, "restore")
    strip_of(window).button.click()
    assert window.editor.report.value(CELL) == 41
    assert strip_of(window) is None


def test_another_file_does_not_offer_it_later(opened, program: WindowList, file: Path, tmp_path: Path) -> None:
    program.recovery_offered = True
    leave(Document.open(file), 41)
    other = tmp_path / "另一份.nianbao"
    document = Document.new(report_with())
    document.save_as(other)
    document.close()
    assert strip_of(opened(other)) is None


def test_a_recovery_of_a_moved_file_opens_as_a_report_without_file(opened, program: WindowList, file: Path) -> None:
    leave(Document.open(file), 41)
    file.rename(file.with_name("改名.nianbao"))
    window = opened()
    answer(program, "restore", lambda d: d.note.text().index("已不在原处"))
    strip_of(window).button.click()
    (restored,) = program.windows
    assert restored.editor.document.path is None
    assert restored.editor.document.suggested == file
    assert restored.editor.report.value(CELL) == 41
    assert not restored.editor.document.saved


def test_a_file_that_someone_else_has_open_is_left_to_him(opened, program: WindowList, file: Path) -> None:
    leave(Document.open(file), 41)
    other = Document.open(file, LockOwner.me()._replace(machine_id="00000000"))
    window = opened()
    answer(program, "restore")
    program.tools.interaction.answers.append("read")
    strip_of(window).button.click()
    restored = program.windows[-1]
    assert restored.editor.document.path is None
    assert restored.editor.report.value(CELL) == 41
    other.close()


def test_saving_elsewhere_takes_it_off_the_list(opened, program: WindowList, file: Path, tmp_path: Path) -> None:
    left = leave(Document.open(file), 41)
    window = opened()
    answer(program, "save_as")
    program.tools.interaction.answers.append(tmp_path / "留下的")
    strip_of(window).button.click()
    assert read_report(tmp_path / "留下的.nianbao").value(CELL) == 41
    assert not left.exists()
    assert strip_of(window) is None


@pytest.mark.parametrize(("word", "there"), [("keep", True), ("discard", False)])
def test_giving_up_is_asked_first(opened, program: WindowList, file: Path, word: str, *, there: bool) -> None:
    left = leave(Document.open(file), 41)
    window = opened()
    answer(program, "discard")
    program.tools.interaction.answers.append(word)
    strip_of(window).button.click()
    assert left.exists() is there
    assert (strip_of(window) is not None) is there


def test_later_keeps_it(opened, file: Path) -> None:
    left = leave(Document.open(file), 41)
    window = opened()
    strip_of(window).later.click()
    assert left.exists()


def test_a_damaged_one_is_said(opened, file: Path) -> None:
    left = leave(Document.open(file), 41)
    left.write_bytes(b"nianbao")
    window = opened()
    assert "读不了" in window.status.place.whole
    assert strip_of(window) is None


def test_a_crash_that_left_nothing_is_said(opened, file: Path) -> None:
    gone = LockOwner.me()._replace(process=2**22 + 7, started="")
    Document.open(file, gone)
    window = opened(file)
    assert "没有正常关闭" in window.status.place.whole


def test_a_restored_one_that_breaks_the_program_counts_against_it(opened, program: WindowList, file: Path) -> None:
    leave(Document.open(file), 41)
    window = opened()
    answer(program, "restore")
    strip_of(window).button.click()
    (restored,) = program.windows
    path = restored.autosave._slot.path
    assert recovery.tries_file(path).read_text() == "1"
    restored.autosave.survive()
    assert not recovery.tries_file(path).exists()


def test_of_several_the_rest_is_still_offered(opened, program: WindowList, file: Path) -> None:
    leave(Document.new(report_with()), 5)
    leave(Document.open(file), 41)
    window = opened()
    assert "另有 1 份" in strip_of(window).text.whole
    answer(program, "restore", lambda d: d.reports.setCurrentRow(0))
    strip_of(window).button.click()
    assert "另有" not in strip_of(program.windows[-1]).text.whole


def lines(dialog) -> list[str]:
    """What the dialog says of the report that is marked, the differences line by line."""
    return [dialog.note.text(), *(dialog.differences.item(i).text() for i in range(dialog.differences.count()))]


def strips_of(window: MainWindow) -> list[Strip]:
    QApplication.processEvents()
    return [strip for strip in window.findChildren(Strip) if strip.isVisibleTo(window)]


def leave_two(file: Path) -> None:
    """Two crashes left a copy of the file each, the newer one says 42, the older one 41."""
    for value in (41, 42):
        leave(Document.open(file), value)


@pytest.fixture
def restore_newest(opened, program: WindowList, file: Path) -> Callable[[], MainWindow]:
    """Open the file after two crashes and give back the newer copy."""

    def restore() -> MainWindow:
        leave_two(file)
        window = opened()

        def mark_newer(dialog) -> None:
            found = dialog._found
            dialog.reports.setCurrentRow(next(i for i, one in enumerate(found) if one.report.value(CELL) == 42))

        answer(program, "restore", mark_newer)
        strip_of(window).button.click()
        (restored,) = program.windows
        restored.finish()
        return restored

    return restore


def test_a_second_older_copy_is_compared_with_the_file_as_it_is_now(
    restore_newest, program: WindowList, file: Path
) -> None:
    window = restore_newest()
    window.editor.enter(OTHER, "7")
    assert window.files.save()
    assert "已保存" in window.status.place.whole
    seen: list[str] = []
    answer(program, "restore", lambda dialog: seen.extend(lines(dialog)))
    strip_of(window).button.click()
    assert "这个文件在这之后又保存过" in seen[0]
    assert any("42 → 41" in line for line in seen)
    assert any("7 → 空白" in line for line in seen)
    assert len(seen) == 3
    assert window.editor.report.value(OTHER) is None
    assert "已恢复 2 处" in window.status.place.whole
    window.editor.undo()
    assert window.editor.report.value(OTHER) == 7


def test_a_second_copy_is_compared_with_what_the_window_has_not_saved_yet(
    restore_newest, program: WindowList, file: Path
) -> None:
    window = restore_newest()
    seen: list[str] = []
    answer(program, "restore", lambda dialog: seen.extend(lines(dialog)))
    strip_of(window).button.click()
    assert "没有保存" in seen[0]
    assert any("42 → 41" in line for line in seen)


def test_one_strip_a_window_and_none_when_all_is_given_back(restore_newest, program: WindowList) -> None:
    window = restore_newest()
    assert len(strips_of(window)) == 1
    answer(program, "restore")
    strip_of(window).button.click()
    assert strips_of(window) == []


def test_what_was_given_back_in_one_window_is_offered_in_no_other(opened, program: WindowList, file: Path) -> None:
    leave(Document.open(file), 41)
    first = opened()
    first.editor.enter(CELL, "1")
    window = opened(file)
    assert strips_of(first)
    assert strips_of(window)
    answer(program, "restore")
    strip_of(first).button.click()
    assert window.editor.report.value(CELL) == 41
    assert strips_of(first) == strips_of(window) == []


def test_a_version_kept_since_then_is_not_lost(opened, program: WindowList, file: Path) -> None:
    leave(Document.open(file), 41)
    document = Document.open(file)
    document.history.do(save_version(document.report, "送审稿", "", datetime(2026, 1, 10)))
    document.save()
    document.close()
    window = opened(file)
    answer(program, "restore")
    strip_of(window).button.click()
    assert [version.name for version in window.editor.report.versions] == ["送审稿"]


def test_a_published_report_is_not_written_over(opened, program: WindowList, file: Path) -> None:
    leave(Document.open(file), 41)
    document = Document.open(file)
    document.history.do(save_version(document.report, PUBLISHED, "", datetime(2026, 1, 10)))
    document.save()
    document.close()
    window = opened(file)
    answer(program, "restore")
    strip_of(window).button.click()
    assert window.editor.report.value(CELL) == 37
    restored = program.windows[-1]
    assert restored is not window
    assert restored.editor.document.path is None
    assert restored.editor.report.value(CELL) == 41


def test_a_long_path_is_shortened_in_the_dialog(qtbot: QtBot) -> None:
    path, report = Path("/" + "很长的文件夹名" * 12) / "年报.nianbao", report_with()
    owner = LockOwner.me()
    found = Recovered(Path("a.recovery"), path, "gone", datetime(2026, 1, 15), owner, report.state(), report, None, ())
    dialog = RecoveryDialog((found,))
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    assert dialog.reports.horizontalScrollBar().maximum() == 0
    assert dialog.reports.item(0).text().endswith("年报.nianbao")
    assert dialog.reports.item(0).toolTip() == str(path)
