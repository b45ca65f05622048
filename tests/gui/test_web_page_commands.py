"""The report as a web page on the clipboard."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QGuiApplication

from gui.main_window import MainWindow
from gui.windows import WindowList
from importers.html_blocks import read_html
from model.edits import SetCell
from model.errors import ExportError
from model.source import SourceTable
from tests.builders import full_report

RECEIVED = "requests.received.natural_person"
BEFORE = "之前复制的"


@pytest.fixture
def window(program: WindowList, qtbot) -> MainWindow:
    """A window with a report filled with 7."""
    window = program.open_report(full_report(figure="7"), None)
    window.finish()
    QGuiApplication.clipboard().setText(BEFORE)
    return window


def test_the_page_is_on_the_clipboard_as_html(program: WindowList, window: MainWindow) -> None:
    said: list[str] = []
    window.editor.message.connect(said.append)
    program.tools.interaction.answers.append("export")
    window.actions_["copy_web_page"].trigger()
    data = QGuiApplication.clipboard().mimeData()
    tables = [block for block in read_html(data.html()).blocks if isinstance(block, SourceTable)]
    assert [len(table.rows) for table in tables] == [14, 28, 4]
    assert not re.search(r"<style|<script|class=|\bid=", data.html())
    assert "三、收到和处理政府信息公开申请情况" in data.text()
    assert [message for message in said if message.startswith("已复制网页")]


def test_nothing_is_copied_when_the_clerk_wants_to_look_first(program: WindowList, window: MainWindow) -> None:
    window.editor.do("清除", [SetCell(RECEIVED, None)])
    program.tools.interaction.answers.append("look")
    window.actions_["copy_web_page"].trigger()
    assert QGuiApplication.clipboard().text() == BEFORE


def test_a_page_that_is_not_the_report_is_not_copied(
    program: WindowList, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ExportError("写好的 网页 文件与报告不一致。", "请告诉维护人员。")

    monkeypatch.setattr("workflows.check_export.check_html", fail)
    program.tools.interaction.answers.append("export")
    window.actions_["copy_web_page"].trigger()
    assert program.tools.interaction.asked[-1].startswith("没有导出：")
    assert QGuiApplication.clipboard().text() == BEFORE
