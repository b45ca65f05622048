"""The window as a whole: filling in, saving, opening, undo, closing; keys are sent to it as they are pressed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from gui.actions import COMMANDS, NEEDS, keys_by_menu
from gui.keys_list import KEYS_OF_THE_GRID
from gui.main_window import MainWindow
from gui.windows import WindowList
from model.edits import Edit, SetCell, SetField
from model.errors import SaveError
from model.history import Place
from tests.builders import full_report
from workflows.document import Document
from workflows.lock import LockOwner

RECEIVED = "requests.received.natural_person"
CARRIED_IN = "requests.carried_in.natural_person"


@pytest.fixture
def window(program: WindowList, qtbot) -> MainWindow:
    """A window with a new report, active, everything built."""
    return ready(program.open_blank(), qtbot)


def ready(window: MainWindow, qtbot) -> MainWindow:
    """Wait until the window is active and finished."""
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    window.finish()
    return window


def press(key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def type_text(text: str) -> None:
    """Type where the focus is."""
    for character in text:
        QTest.keyClicks(QApplication.focusWidget(), character)


CTRL = Qt.KeyboardModifier.ControlModifier


def fill(window: MainWindow, cell: str, figure: str) -> None:
    """Type a figure into a cell and press Enter."""
    window.pages.go_to(Place(window.editor.report.form.section_of_grid("requests").id, cell))
    type_text(figure)
    press(Qt.Key.Key_Return)


def write(path: Path, figure: str = "0") -> None:
    """A report's file, closed again."""
    document = Document.new(full_report(figure=figure))
    document.save_as(path)
    document.close()


def answers(program: WindowList, *given: object) -> None:
    """What the next questions are answered with."""
    program.tools.interaction.answers.extend(given)


def asked(program: WindowList) -> str:
    """The question asked last."""
    return program.tools.interaction.asked[-1]


def test_the_whole_round(program: WindowList, window: MainWindow, tmp_path: Path, qtbot) -> None:
    fill(window, RECEIVED, "37")
    fill(window, CARRIED_IN, "2")
    assert window.editor.report.value(RECEIVED) == 37
    assert window.isWindowModified()
    path = tmp_path / "报告.nianbao"
    answers(program, path)
    press(Qt.Key.Key_S, CTRL)
    assert path.exists()
    assert not window.isWindowModified()
    window.close()
    assert not program.windows
    again = ready(program.open_file(path, None, RECEIVED), qtbot)
    assert again.editor.current_cell == RECEIVED
    assert again.editor.report.value(CARRIED_IN) == 2
    type_text("40")
    press(Qt.Key.Key_Return)
    assert again.editor.report.value("requests.received.total") == 40
    press(Qt.Key.Key_Z, CTRL)
    assert again.editor.report.value(RECEIVED) == 37
    assert again.editor.current_cell == RECEIVED
    assert not again.isWindowModified()
    press(Qt.Key.Key_Y, CTRL)
    assert again.editor.report.value(RECEIVED) == 40


def test_saving_commits_what_is_being_typed(program: WindowList, window: MainWindow, tmp_path: Path) -> None:
    window.pages.start_at(RECEIVED)
    type_text("12")
    answers(program, tmp_path / "a.nianbao")
    press(Qt.Key.Key_S, CTRL)
    assert window.editor.report.value(RECEIVED) == 12
    assert b"12" in (tmp_path / "a.nianbao").read_bytes()


def test_undo_and_redo_are_named_in_the_menu(window: MainWindow) -> None:
    assert not window.actions_["undo"].isEnabled()
    fill(window, RECEIVED, "1")
    assert window.actions_["undo"].text() == "撤销“填写 一 自然人”(&U)"
    press(Qt.Key.Key_Z, CTRL)
    assert window.actions_["redo"].text() == "重做“填写 一 自然人”(&R)"
    assert not window.actions_["undo"].isEnabled()
    assert window.status.place.whole == "已撤销：填写 一 自然人"
    press(Qt.Key.Key_Y, CTRL)
    assert window.status.place.whole == "已重做：填写 一 自然人"


def test_a_step_of_several_cells_is_named_by_their_number_and_marks_them(window: MainWindow) -> None:
    window.pages.start_at(RECEIVED)
    QApplication.clipboard().setText("1\t2\n3\t4")
    window.actions_["paste"].trigger()
    assert window.actions_["undo"].text() == "撤销“粘贴 4 格”(&U)"
    marked = []
    window.editor.marked.connect(marked.append)
    press(Qt.Key.Key_Z, CTRL)
    assert window.status.place.whole == "已撤销：粘贴 4 格"
    rows, columns = ("received", "carried_in"), ("natural_person", "business")
    assert marked == [{f"requests.{row}.{column}" for row in rows for column in columns}]


def test_steps_elsewhere_are_named_with_their_part(window: MainWindow) -> None:
    window.pages.show("overview")
    type_text("abc")
    assert window.editor.undo_words() == "输入文字 一、总体情况"
    window.pages.show("preface")
    type_text("x")
    assert window.editor.undo_words() == "修改单位名称"


@pytest.mark.parametrize("held", [None, 5])
def test_undo_while_typing_takes_back_what_is_typed(window: MainWindow, held: int | None) -> None:
    if held is not None:
        window.editor.enter(RECEIVED, str(held))
        window.editor.history.mark_saved()
    window.pages.start_at(RECEIVED)
    type_text("77")
    press(Qt.Key.Key_Z, CTRL)
    assert window.editor.report.value(RECEIVED) == held
    assert not window.pages.page.grid.editing()
    press(Qt.Key.Key_Y, CTRL)
    assert window.editor.report.value(RECEIVED) == 77


def test_redo_while_typing_brings_back_no_other_step(window: MainWindow) -> None:
    fill(window, RECEIVED, "1")
    press(Qt.Key.Key_Z, CTRL)
    type_text("77")
    press(Qt.Key.Key_Y, CTRL)
    assert window.editor.report.value(RECEIVED) == 77
    type_text("8")
    press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_Y, CTRL)
    assert QApplication.focusWidget().text() == "", "nothing to redo: the field goes on as it was"
    press(Qt.Key.Key_Escape)


def test_the_count_of_errors_is_the_same_everywhere(program: WindowList, window: MainWindow) -> None:
    fill(window, RECEIVED, "3")
    window.editor.enter(CARRIED_IN, "三")
    assert any(finding.pending and finding.difference for finding in window.editor.report.findings())
    press(Qt.Key.Key_F9)
    assert window.status.place.whole.startswith("检查完毕：未填 ")
    assert "错误 1" in window.status.place.whole
    answers(program, "")
    window.actions_["copy_web_page"].trigger()
    assert "错误 1，" in asked(program)
    blanks = len(window.editor.report.blanks())
    assert window.status.counts.text().startswith(f"未填 {blanks:,} 格　错误 1　")
    assert window.panels.navigator.state("requests").errors == 1
    assert window.panels.findings.head.switches["error"].text() == "错误 1"


def test_enter_goes_to_the_cell_after_check_all(window: MainWindow) -> None:
    window.editor.enter(RECEIVED, "三")
    window.pages.show("overview")
    press(Qt.Key.Key_F9)
    assert QApplication.focusWidget() is window.panels.findings.table
    press(Qt.Key.Key_Return)
    assert window.editor.current_cell == RECEIVED


def test_a_file_that_is_gone_is_saved_again_in_its_place(
    program: WindowList, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "gone.nianbao"
    answers(program, path)
    fill(window, RECEIVED, "1")
    window.files.save()
    path.unlink()
    fill(window, RECEIVED, "2")
    answers(program, "overwrite")
    assert window.files.save()
    assert asked(program).startswith("文件已不在原处：")
    assert "别人" not in asked(program)
    assert path.exists()


def test_a_report_where_nothing_can_be_written_is_saved_elsewhere(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "documents"
    monkeypatch.setattr("gui.window_files.documents_folder", lambda: folder)
    monkeypatch.setattr(window.editor.document, "path", tmp_path / "a.nianbao")
    assert window.files._suggestion() == tmp_path / "a.nianbao"
    monkeypatch.setattr("os.access", lambda *_: False)
    assert window.files._suggestion() == folder / "a.nianbao"


def test_a_cell_to_start_at_that_there_is_not_is_said(program: WindowList, qtbot) -> None:
    window = ready(program.open_blank("requests.x"), qtbot)
    assert "requests.x" in window.status.place.whole
    assert window.pages.section == "preface"


def test_a_dropped_folder_is_told(program: WindowList, window: MainWindow, tmp_path: Path) -> None:
    window._take_files([tmp_path])
    assert "是一个文件夹" in asked(program)


@pytest.mark.parametrize(
    ("answer", "closed", "saved"), [("", False, False), ("discard", True, False), ("save", True, True)]
)
def test_closing_with_changes(
    program: WindowList, window: MainWindow, tmp_path: Path, answer: str, closed: bool, saved: bool
) -> None:
    fill(window, RECEIVED, "1")
    path = tmp_path / "b.nianbao"
    answers(program, answer, *([path] if answer == "save" else []))
    window.close()
    assert program.tools.interaction.asked[0] == "保存修改：这份新报告还有修改没有保存。要保存吗？"
    assert (window not in program.windows) == closed
    assert path.exists() == saved


@pytest.mark.parametrize(
    ("unit", "year", "name"),
    [("某县某局", 2025, "“某县某局 2025 年报告”"), ("某县某局", 0, "“某县某局 报告”"), (" ", 2025, "这份新报告")],
)
def test_a_report_without_a_file_is_named_by_what_it_is(
    program: WindowList, window: MainWindow, unit: str, year: int, name: str
) -> None:
    window.editor.do("填写", (SetField("unit", unit), SetField("year", year)))
    answers(program, "")
    window.close()
    assert program.tools.interaction.asked == [f"保存修改：{name}还有修改没有保存。要保存吗？"]


def test_giving_up_the_file_dialog_keeps_the_window_open(program: WindowList, window: MainWindow) -> None:
    fill(window, RECEIVED, "1")
    answers(program, "save", None)
    window.close()
    assert window in program.windows


def test_a_failed_save_says_why_and_keeps_everything(
    program: WindowList, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(window, RECEIVED, "1")
    answers(program, tmp_path / "c.nianbao", "retry", "")
    monkeypatch.setattr(Document, "save_as", _no_space)
    assert not window.files.save()
    assert "磁盘已满" in asked(program)
    assert "请腾出空间" in asked(program)
    assert window.isWindowModified()
    assert window.editor.report.value(RECEIVED) == 1


def _no_space(self, path, overwrite=False):
    raise SaveError("没有存成：磁盘已满。", "请腾出空间。")


def test_a_file_changed_by_someone_else_is_asked_about(program: WindowList, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "d.nianbao"
    answers(program, path)
    fill(window, RECEIVED, "1")
    assert window.files.save()
    path.write_bytes(path.read_bytes() + b" ")
    fill(window, RECEIVED, "2")
    answers(program, "")
    assert not window.files.save()
    assert "别人改过" in asked(program)
    answers(program, "overwrite")
    assert window.files.save()
    assert not window.isWindowModified()


def test_a_locked_file_opens_read_only_and_says_by_whom(program: WindowList, tmp_path: Path, qtbot) -> None:
    path = tmp_path / "e.nianbao"
    write(path)
    other = Document.open(path, LockOwner("王芳", "财务室", "other-machine", 77, "1", "2026-01-15T09:00:00"))
    answers(program, "read")
    window = ready(program.open_file(path, None, RECEIVED), qtbot)
    assert "王芳" in asked(program)
    assert "王芳" in window.status.file.text()
    assert "（只读）" in window.windowTitle()
    type_text("5")
    press(Qt.Key.Key_Return)
    assert window.editor.report.value(RECEIVED) == 0
    assert not window.actions_["fill_zero"].isEnabled()
    other.close()


def test_a_file_that_is_none_is_told(program: WindowList, tmp_path: Path) -> None:
    path = tmp_path / "f.nianbao"
    path.write_text("{", encoding="utf-8")
    assert program.open_file(path, None) is None
    assert "f.nianbao" in asked(program)


def test_a_backup_is_offered_for_a_broken_file(program: WindowList, tmp_path: Path, qtbot) -> None:
    path = tmp_path / "g.nianbao"
    write(path, "3")
    second = Document.open(path)
    second.history.do(Edit("填写", (SetCell(RECEIVED, 4),)))
    second.save()
    second.close()
    path.write_text("{", encoding="utf-8")
    answers(program, "backup")
    window = ready(program.open_file(path, None), qtbot)
    assert window.editor.report.value(RECEIVED) == 3
    assert window.isWindowModified()


def test_a_second_window_for_a_second_report(program: WindowList, window: MainWindow, tmp_path: Path) -> None:
    fill(window, RECEIVED, "1")
    path = tmp_path / "h.nianbao"
    write(path)
    other = program.open_file(path, window)
    assert other is not window
    assert program.windows == [window, other]
    assert program.open_file(path, window) is other


def test_an_untouched_window_gives_way(program: WindowList, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "i.nianbao"
    write(path)
    ended = []
    QApplication.instance().lastWindowClosed.connect(lambda: ended.append(True))
    program.open_file(path, window)
    assert len(program.windows) == 1
    assert not ended, "the program would have ended with the window that gave way"
    program.windows[0].finish()
    assert program.tools.settings.recent_files() == (path,)


def test_a_dropped_file_opens(program: WindowList, window: MainWindow, tmp_path: Path, qtbot) -> None:
    path = tmp_path / "j.nianbao"
    write(path)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(event)
    qtbot.waitUntil(lambda: program.windows[-1].editor.document.path == path)


def test_recent_files_that_are_gone_cannot_be_chosen(program: WindowList, window: MainWindow, tmp_path: Path) -> None:
    program.tools.settings.add_recent_file(tmp_path / "gone.nianbao")
    menu = window.actions_["recent"].menu()
    window.files.fill_recent(menu)
    (entry,) = menu.actions()
    assert "gone.nianbao" in entry.text()
    assert "已不在原处" in entry.text()
    assert not entry.isEnabled()


def test_new_report(program: WindowList, window: MainWindow) -> None:
    def fill_in(dialog) -> bool:
        dialog.unit.setText("示例县水利局")
        dialog.year.setText("2020")
        assert dialog.edition.currentData() == "2019"
        dialog.year.setText("20")
        assert not dialog.create.isEnabled()
        dialog.year.setText("2020")
        return dialog.create.isEnabled()

    answers(program, fill_in)
    press(Qt.Key.Key_N, CTRL)
    (new,) = program.windows
    assert (new.editor.report.unit, new.editor.report.year) == ("示例县水利局", 2020)
    assert new.editor.report.form.edition == "2019"
    assert "示例县水利局 2020年" in new.windowTitle()


def test_revert_and_backups(program: WindowList, window: MainWindow, tmp_path: Path) -> None:
    answers(program, tmp_path / "k.nianbao")
    fill(window, RECEIVED, "1")
    window.files.save()
    fill(window, RECEIVED, "2")
    window.files.save()
    fill(window, RECEIVED, "3")
    answers(program, "revert")
    window.files.revert()
    assert window.editor.report.value(RECEIVED) == 2
    seen = []

    def restore(dialog) -> bool:
        seen.append(dialog.differences.item(0).text())
        return dialog.restore.isEnabled()

    answers(program, restore)
    window.files.backups()
    assert "2 → 1" in seen[0]
    assert window.editor.report.value(RECEIVED) == 1
    window.editor.undo()
    assert window.editor.report.value(RECEIVED) == 2


def test_save_copy_goes_on_with_the_own_file(program: WindowList, window: MainWindow, tmp_path: Path) -> None:
    fill(window, RECEIVED, "1")
    answers(program, tmp_path / "own.nianbao", tmp_path / "copy.nianbao")
    window.files.save()
    window.files.save_copy()
    assert window.editor.document.path == tmp_path / "own.nianbao"
    assert (tmp_path / "copy.nianbao").exists()


def test_blanks_are_filled_with_0_and_back(window: MainWindow) -> None:
    window.pages.start_at(RECEIVED)
    window.actions_["fill_zero"].trigger()
    assert not window.editor.report.blanks("requests")
    assert window.editor.report.blanks("disputes")
    press(Qt.Key.Key_Z, CTRL)
    assert len(window.editor.report.blanks("requests")) == 24 * 6


def test_f7_goes_from_blank_to_blank_over_the_parts(window: MainWindow) -> None:
    window.pages.show("overview")
    press(Qt.Key.Key_F7)
    assert window.pages.section == "proactive"
    assert window.editor.current_cell == window.editor.report.blanks()[0]
    window.pages.start_at("requests.carried_out.other_org")
    press(Qt.Key.Key_F7)
    assert window.editor.current_cell == window.editor.report.blanks("disputes")[0]


def test_parts_by_alt_and_number(window: MainWindow) -> None:
    for number, section in enumerate(window.editor.report.form.sections, 1):
        press(Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)
        assert window.pages.section == section.id


def test_panes_rotate_by_f6(window: MainWindow) -> None:
    window.pages.start_at(RECEIVED)
    seen = []
    for _ in range(4):
        press(Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert len(set(seen)) == 4
    assert window.pages.page.isAncestorOf(seen[-1])
    press(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is seen[-2]


def test_panels_closed_by_the_clerk_stay_closed(program: WindowList, window: MainWindow, qtbot) -> None:
    window.resize(1366, 697)
    window.actions_["show_guidance"].trigger()
    assert not window.panels.visible("guidance")
    window.resize(910, 441)
    window.resize(1366, 697)
    assert not window.panels.visible("guidance")
    assert window.panels.visible("findings")
    window.close()
    again = ready(program.open_blank(), qtbot)
    assert not again.panels.visible("guidance")


def test_panels_closed_for_space_come_back(window: MainWindow) -> None:
    window.resize(1366, 697)
    assert window.panels.visible("guidance")
    window.resize(910, 441)
    assert not window.panels.visible("guidance")
    assert window.panels.navigator.width() == 44
    window.pages.start_at(RECEIVED)
    assert "：" in window.status.place.whole
    window.actions_["show_guidance"].trigger()
    assert window.panels.guidance.isVisible()
    assert window.panels.guidance.geometry().right() == window.width() - 1
    window.resize(1366, 697)
    assert window.panels.visible("guidance")
    assert window.panels.navigator.width() == 148
    assert "：" not in window.status.place.whole


def test_full_screen_shows_the_page_alone_and_comes_back(window: MainWindow) -> None:
    window.pages.start_at(RECEIVED)
    press(Qt.Key.Key_F11)
    assert window.isFullScreen()
    assert not window.panels.navigator.isVisible()
    assert not window.menuBar().isVisible()
    press(Qt.Key.Key_F11)
    assert not window.isFullScreen()
    assert window.panels.navigator.isVisible()
    assert window.menuBar().isVisible()


@pytest.mark.parametrize("size", [(1366, 697), (1092, 543), (910, 441)])
@pytest.mark.parametrize("section", ["preface", "overview", "proactive", "requests", "disputes"])
def test_no_label_is_wider_than_its_widget(program: WindowList, qtbot, size: tuple[int, int], section: str) -> None:
    window = ready(program.open_report(full_report(figure="123456"), None), qtbot)
    window.resize(*size)
    window.pages.show(section)
    QApplication.processEvents()
    checked = 0
    for label in window.findChildren(QLabel):
        if label.isVisible() and label.text():
            checked += 1
            assert _fits(label), f"“{label.text()}” does not fit into {label.width()} × {label.height()}"
    assert checked >= 5
    assert window.size().toTuple() == size


def _fits(label: QLabel) -> bool:
    inner = label.contentsRect()
    if label.wordWrap():
        return label.heightForWidth(label.width()) <= label.height() + 1
    text = label.text().replace("(&", "(")
    return label.fontMetrics().horizontalAdvance(text) <= inner.width() + 1


def test_every_command_is_in_a_menu_and_says_why_it_cannot_be_used(window: MainWindow) -> None:
    menus = window.findChildren(QMenu)
    in_menus = {action.objectName() for menu in menus for action in menu.actions() if action.objectName()}
    assert in_menus == {command.id for command in COMMANDS}
    for command in COMMANDS:
        action = window.actions_[command.id]
        assert command.needs == "" or command.needs in NEEDS
        if action.isVisible() and not action.isEnabled():
            assert NEEDS[command.needs] in action.toolTip()


def test_keys_are_unique_and_the_list_names_them_all(window: MainWindow) -> None:
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))
    listed = list(keys_by_menu())
    assert len(listed) == sum(bool(command.keys or command.grid_keys) for command in COMMANDS)
    assert all(what and key for key, what in KEYS_OF_THE_GRID)


def test_mnemonics_are_unique_in_each_menu(window: MainWindow) -> None:
    for menu in window.menuBar().actions():
        letters = [a.text().split("&")[1][0] for a in menu.menu().actions() if a.isVisible() and "&" in a.text()]
        assert len(letters) == len(set(letters)), menu.text()


LOW = 768 / 1.5
"""The height of a small screen with everything at 150 %."""


def test_no_menu_is_higher_than_a_low_screen(window: MainWindow, application: QApplication) -> None:
    usual, low = (window.tools.theme.style_sheet(low=low) for low in (False, True))
    try:
        application.setStyleSheet(low)
        menus = [menu for menu in window.findChildren(QMenu) if menu.actions()]
        assert len(menus) > len(window.menuBar().actions())
        heights = {menu.title(): menu.sizeHint().height() for menu in menus}
        assert {title: height for title, height in heights.items() if height > LOW} == {}
    finally:
        application.setStyleSheet(usual)


def test_every_command_without_a_need_works(program: WindowList, window: MainWindow) -> None:
    window.pages.start_at(RECEIVED)
    skipped = {"quit", "close", "full_screen"}
    program.tools.interaction.gives_up = True
    for command in COMMANDS:
        if command.id not in skipped and window.actions_[command.id].isEnabled() and not command.submenu:
            window.actions_[command.id].trigger()
    assert window in program.windows
