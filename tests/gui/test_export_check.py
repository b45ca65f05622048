"""What is still wrong with a report that goes out: asked once for 公开稿, said of every other document."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gui.export_check import left_words, still_left
from gui.main_window import MainWindow
from gui.preview import PreviewWindow, show
from gui.windows import WindowList
from model.edits import Edit, ReplaceText, SetCell
from model.text import from_plain
from tests.builders import full_report, written
from tests.exporters.documents import example_report
from workflows.versions import PUBLISHED, save_version

BUSINESS = "requests.received.business"
WAIT = 20000


def test_what_is_open_is_told_in_the_words_of_the_status_bar() -> None:
    report = written(full_report())
    assert still_left(report) == ()
    assert left_words(report) == ""
    report.apply(Edit("填", (SetCell(BUSINESS, 3), SetCell("disputes.reconsideration.upheld", None))))
    assert still_left(report) == ("错误 2", "未填 1 格")
    assert left_words(report) == "报告还有：错误 2，未填 1 格"


def test_text_that_is_only_just_being_written_is_judged_when_it_goes_out() -> None:
    report = written(full_report())
    report.apply(Edit("写", (ReplaceText("problems", 0, 9, from_plain("无。")),)))
    assert still_left(report) == ("错误 1",)


@pytest.fixture
def window(program: WindowList) -> MainWindow:
    return program.open_report(example_report(), None)


@pytest.fixture
def preview(window: MainWindow, qtbot: QtBot) -> PreviewWindow:
    show(window)
    made = window.findChildren(PreviewWindow)[0]
    qtbot.waitUntil(lambda: made.paper.pages is not None and not made.setting.busy, timeout=WAIT)
    yield made
    if isValid(made):
        made.close()


def _settled(preview: PreviewWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not preview.setting.busy, timeout=WAIT)


def test_printing_says_what_is_open_and_asks_only_for_the_published_report(
    window: MainWindow, preview: PreviewWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window.editor.do("填", (SetCell(BUSINESS, 90),))
    _settled(preview, qtbot)

    def accept(printer: QPrinter) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "out.pdf"))
        printer.setResolution(72)
        return True

    window.tools.interaction.answers.append(accept)
    QTest.keyClick(preview, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert preview.note.text().startswith("已交给打印机；报告还有：错误 ")
    kept = save_version(window.editor.report, PUBLISHED, "", datetime(2026, 1, 20))
    window.editor.do(kept.name, kept.changes)
    _settled(preview, qtbot)
    window.tools.interaction.answers.append("")
    preview.print_pages()
    assert window.tools.interaction.asked[-1].startswith("导出前检查：报告还有：错误 ")
