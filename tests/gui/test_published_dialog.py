"""发布后核对 through the window: choose the file, see what differs, go there; address and day stay in the report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.published_dialog import PublishedDialog
from gui.windows import WindowList
from model.edits import ReplaceText
from model.text import from_plain
from workflows.export_kinds import AS_USUAL, KINDS
from workflows.versions import PUBLISHED, save_version

CELL = "requests.received.natural_person"
TEXT = "全年新收申请37件。"
PAGE = "页.html"

pytestmark = pytest.mark.usefixtures("read_at_once")


@pytest.fixture
def page(window: MainWindow, tmp_path: Path) -> Path:
    """The report as it was published."""
    window.editor.do("写", (ReplaceText("overview", 0, 0, from_plain(f"一年来做了很多工作。\n{TEXT}")),))
    path = tmp_path / PAGE
    KINDS["html"].write(window.editor.report, path, AS_USUAL)
    return path


@pytest.fixture
def opened(program: WindowList, window: MainWindow, qtbot: QtBot) -> Callable[..., None]:
    """Opens the dialog through its command and hands it over when it is shown; files: what is chosen in it."""

    def open_it(act: Callable[[PublishedDialog], object], *files: Path | None) -> None:
        def with_dialog(dialog: PublishedDialog) -> bool:
            program.tools.interaction.prepare(dialog)
            dialog.show()
            dialog.activateWindow()
            qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
            act(dialog)
            accepted = bool(dialog.result())
            dialog.close()
            return accepted

        program.tools.interaction.answers += [with_dialog, *files]
        window.actions_["compare_published"].trigger()

    return open_it


def rows(dialog: PublishedDialog) -> list[list[str]]:
    table = dialog.table
    return [[table.item(row, column).text() for column in range(5)] for row in range(table.rowCount())]


def test_a_figure_is_found_and_enter_goes_to_its_cell(
    opened: Callable[..., None], window: MainWindow, page: Path, press: Callable[..., None]
) -> None:
    page.write_text(page.read_text(encoding="utf-8").replace(">37<", ">3<"), encoding="utf-8")
    window.pages.show("overview")

    def act(dialog: PublishedDialog) -> None:
        assert not dialog.go.isEnabled()
        assert QApplication.focusWidget() is dialog.choose
        press(Qt.Key.Key_Return)
        assert "1 格不同" not in dialog.windowTitle()
        assert f"{PAGE} 与报告的现在的内容（还没有公开稿）比较：198 格一致，2 格不同；文字一致" in dialog.summary.text()
        assert rows(dialog)[0][:4] == ["不同", "表三 一、本年新收政府信息公开申请数量，自然人", "37", "3"]
        assert "行" in rows(dialog)[0][4]
        assert QApplication.focusWidget() is dialog.table
        press(Qt.Key.Key_Return)
        assert dialog.went_to is not None

    opened(act, page)
    assert window.editor.current_cell == CELL
    assert window.pages.section == "requests"


def test_a_text_is_gone_to_by_its_paragraph(
    opened: Callable[..., None], window: MainWindow, page: Path, press: Callable[..., None]
) -> None:
    page.write_text(page.read_text(encoding="utf-8").replace(TEXT, TEXT.replace("37", "3")), encoding="utf-8")
    window.pages.show("requests")

    def act(dialog: PublishedDialog) -> None:
        dialog.choose.click()
        ((kind, name, report, published, _),) = rows(dialog)
        assert (kind, name) == ("不同", "一、总体情况 第2段")
        assert ("37" in report, "37" in published) == (True, False)
        assert TEXT in dialog.table.item(0, 2).toolTip()
        press(Qt.Key.Key_Enter)

    opened(act, page)
    assert window.pages.section == "overview"
    assert window.pages.page.prose.textCursor().block().text() == TEXT


def test_what_is_equal_is_said_and_nothing_is_to_be_gone_to(
    opened: Callable[..., None], window: MainWindow, page: Path
) -> None:
    def act(dialog: PublishedDialog) -> None:
        dialog.choose.click()
        assert "200 格一致，文字一致" in dialog.summary.text()
        assert rows(dialog) == []
        assert not dialog.go.isEnabled()
        assert not dialog.copy.isEnabled()

    opened(act, page)
    assert window.editor.undo_words() == "写"


def test_address_and_day_are_one_step_also_of_a_published_report(
    opened: Callable[..., None], window: MainWindow, page: Path, qtbot: QtBot, press: Callable[..., None]
) -> None:
    report = window.editor.report
    edit = save_version(report, PUBLISHED, "", datetime(2026, 1, 20))
    window.editor.do(edit.name, edit.changes)
    assert window.editor.read_only

    def act(dialog: PublishedDialog) -> None:
        dialog.address.setFocus()
        press("https://www.example.gov.cn/1.html")
        press(Qt.Key.Key_Tab)
        press("2026.1.2")
        assert "2026 年 1 月 2 日" in dialog.hint.text()
        press("x")
        assert "看不出" in dialog.hint.text()
        press(Qt.Key.Key_Backspace)
        press(Qt.Key.Key_Escape)

    opened(act)
    assert report.fields["publication.address"] == "https://www.example.gov.cn/1.html"
    assert report.fields["publication.date"] == "2026-01-02"
    assert window.editor.document.final
    assert window.isWindowModified()
    window.editor.undo()
    assert report.fields["publication.address"] == ""

    def look(dialog: PublishedDialog) -> None:
        dialog.choose.click()
        assert "公开稿（2026-01-20 00:00）比较：200 格一致" in dialog.summary.text()

    opened(look, page)
    assert report.fields["publication.date"] == ""


def test_the_list_is_copied_for_who_mends_the_page(opened: Callable[..., None], page: Path) -> None:
    page.write_text(page.read_text(encoding="utf-8").replace(f"<p>{TEXT}</p>", ""), encoding="utf-8")

    def act(dialog: PublishedDialog) -> None:
        dialog.choose.click()
        dialog.copy.click()
        head, line = QGuiApplication.clipboard().text().split("\n")
        assert "文字 1 处缺少" in head
        assert line == f"缺少　一、总体情况 第2段：报告 “{TEXT}”，发布的 没有"

    opened(act, page)


def test_a_file_that_is_no_report_is_said_and_another_may_be_chosen(
    opened: Callable[..., None], program: WindowList, page: Path, tmp_path: Path
) -> None:
    other = tmp_path / "通知.txt"
    other.write_text("今天天气很好。", encoding="utf-8")

    def act(dialog: PublishedDialog) -> None:
        dialog.choose.click()
        assert program.tools.interaction.asked[-1].startswith("没有比较：")
        dialog.choose.click()
        assert "选发布的网页" in dialog.summary.text()
        dialog.choose.click()
        assert "文字一致" in dialog.summary.text()

    opened(act, other, None, page)
    assert program.tools.settings.folder("files/published_folder") == tmp_path


def test_a_report_that_is_open_elsewhere_keeps_nothing(
    opened: Callable[..., None], window: MainWindow, page: Path
) -> None:
    window.editor.document.read_only = True

    def act(dialog: PublishedDialog) -> None:
        assert dialog.address.isReadOnly()
        dialog.address.setText("x")

    opened(act)
    assert window.editor.report.fields["publication.address"] == ""
