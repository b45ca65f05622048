"""导入到当前报告 through the window: the differences of a returned file, ticked by keys, taken as one step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.import_into_dialog import ImportIntoDialog
from gui.main_window import MainWindow
from gui.windows import WindowList
from model.edits import ReplaceText
from model.text import from_plain
from tests.builders import report_with
from tests.exporters.documents import filled
from tests.importers.revised_word import commented, tracked
from workflows.export_kinds import AS_USUAL, KINDS
from workflows.versions import PUBLISHED, save_version

CELL = "requests.received.natural_person"
TEXT = "全年新收申请很多，都已按期办结。"

pytestmark = pytest.mark.usefixtures("read_at_once")


@pytest.fixture
def returned(window: MainWindow, tmp_path: Path) -> Path:
    """The report as a Word file that somebody has revised."""
    window.editor.do("写", (ReplaceText("overview", 0, 0, from_plain(TEXT)),))
    data = tracked(filled(window.editor.report), "37", "38", within="本年新收政府信息公开申请数量")
    data = tracked(data, "按期", "依法按期", author="李四")
    path = tmp_path / "审定稿.docx"
    path.write_bytes(commented(data, "很多", "写具体数字", author="王五"))
    return path


@pytest.fixture
def opened(program: WindowList, window: MainWindow, qtbot: QtBot) -> Callable[..., None]:
    """Opens the dialog on a file through its command and hands it over when it is shown."""

    def open_it(act: Callable[[ImportIntoDialog], object], path: Path) -> None:
        def with_dialog(dialog: ImportIntoDialog) -> bool:
            program.tools.interaction.prepare(dialog)
            dialog.show()
            dialog.activateWindow()
            qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
            act(dialog)
            accepted = bool(dialog.result())
            dialog.close()
            return accepted

        program.tools.interaction.answers += [path, with_dialog]
        window.actions_["import_into"].trigger()

    return open_it


def rows(dialog: ImportIntoDialog) -> list[list[str]]:
    table = dialog.table
    return [[table.item(row, column).text() for column in range(1, 5)] for row in range(table.rowCount())]


def test_one_is_taken_by_keys_and_the_rest_is_left(
    opened: Callable[..., None], window: MainWindow, returned: Path, press: Callable[..., None]
) -> None:
    report = window.editor.report

    def act(dialog: ImportIntoDialog) -> None:
        assert "审定稿.docx 与报告有 2 处不同：1 格，1 段文字" in dialog.summary.text()
        text, figure, apart = rows(dialog)
        assert figure[1:] == ["37", "38", "张三（2026-01-18 09:30）把“37”改成“38”"]
        assert "李四（2026-01-18 09:30）把“按期”改成“依法按期”" in text[3]
        assert "王五（2026-01-18 09:30）对“很多”批注：写具体数字" in text[3]
        assert apart[0] == "请另外核对"
        assert "合计不符" in apart[2]
        assert not dialog.take.isEnabled()
        assert QApplication.focusWidget() is dialog.table
        assert dialog.whole.toPlainText().startswith(f"报告里：{TEXT}\n文件里：")
        press(Qt.Key.Key_Down)
        assert dialog.whole.toPlainText().startswith("报告里：37\n文件里：38\n张三")
        press(Qt.Key.Key_Space)
        assert dialog.take.text() == "采用选中的 1 处(&F)"
        press(Qt.Key.Key_Down)
        assert "合计不符" in dialog.whole.toPlainText()
        press(Qt.Key.Key_Space)
        assert dialog.taken() == {1}
        press(Qt.Key.Key_Return)

    opened(act, returned)
    assert report.value(CELL) == 38
    assert report.plain("overview") == TEXT
    assert window.editor.undo_words().startswith("采用 审定稿.docx 的 ")
    assert window.editor.undo_words().endswith(" 处改动")
    window.editor.undo()
    assert report.value(CELL) == 37


def test_all_are_taken_as_one_step(
    opened: Callable[..., None], window: MainWindow, returned: Path, press: Callable[..., None]
) -> None:
    report = window.editor.report
    before = window.editor.history.done

    def act(dialog: ImportIntoDialog) -> None:
        press(Qt.Key.Key_Tab)
        press(Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is dialog.all
        press(Qt.Key.Key_Space)
        assert dialog.take.text() == "采用选中的 2 处(&F)"
        press(Qt.Key.Key_Tab)
        press(Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is dialog.take
        press(Qt.Key.Key_Space)

    opened(act, returned)
    assert report.value(CELL) == 38
    assert report.plain("overview") == TEXT.replace("按期", "依法按期")
    assert window.editor.history.done == before + 1
    window.editor.undo()
    assert (report.value(CELL), report.plain("overview")) == (37, TEXT)


def test_giving_up_changes_nothing(
    opened: Callable[..., None], window: MainWindow, returned: Path, press: Callable[..., None]
) -> None:
    before = window.editor.report.state()

    def act(dialog: ImportIntoDialog) -> None:
        press(Qt.Key.Key_Space)
        press(Qt.Key.Key_Escape)

    opened(act, returned)
    assert window.editor.report.state() == before


def test_a_file_that_says_the_same_is_said(program: WindowList, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "报告.html"
    KINDS["html"].write(window.editor.report, path, AS_USUAL)
    program.tools.interaction.answers.append(path)
    window.actions_["import_into"].trigger()
    assert program.tools.interaction.asked[-1] == "导入到当前报告：报告.html 与报告没有不同。"


def test_what_is_no_report_or_another_edition_is_said(program: WindowList, window: MainWindow, tmp_path: Path) -> None:
    other, notice = tmp_path / "旧版.docx", tmp_path / "通知.txt"
    other.write_bytes(filled(report_with({CELL: "3"}, edition="2019")))
    notice.write_text("今天天气很好。", encoding="utf-8")
    for path, words in ((other, "2019 年版"), (notice, "没有找到")):
        program.tools.interaction.answers.append(path)
        window.actions_["import_into"].trigger()
        assert program.tools.interaction.asked[-1].startswith("没有导入：")
        assert words in program.tools.interaction.asked[-1]
    program.tools.interaction.answers.append(None)
    window.actions_["import_into"].trigger()


def test_another_year_is_warned_of(opened: Callable[..., None], tmp_path: Path) -> None:
    path = tmp_path / "去年.docx"
    path.write_bytes(filled(report_with({CELL: "9"}, year=2024)))

    def act(dialog: ImportIntoDialog) -> None:
        assert "请核对是否选对了文件：文件是 2024 年的，报告是 2025 年的。" in dialog.summary.text()

    opened(act, path)


def test_a_published_report_takes_nothing(window: MainWindow) -> None:
    edit = save_version(window.editor.report, PUBLISHED, "", datetime(2026, 1, 20))
    window.editor.do(edit.name, edit.changes)
    assert not window.actions_["import_into"].isEnabled()
