"""年度对比: the chart is shown, copied, saved and annexed."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from gui.windows import WindowList
from gui.year_dialog import YearDialog
from model.edits import Edit, SetLastYear
from model.state import LastReport
from tests.builders import full_report


def _report():
    report = full_report()
    last = report.state().alone()
    last.fields["year"] = report.year - 1
    report.apply(Edit("上年", (SetLastYear((LastReport(last, "上年.nianbao", ""),)),)))
    return report


def test_the_chart_is_on_the_clipboard_as_a_picture_and_as_words(program: WindowList) -> None:
    window = program.open_report(_report(), None)

    def look(dialog: YearDialog) -> bool:
        assert dialog.picture.renderer().isValid()
        assert "新收" in dialog.picture.accessibleDescription()
        dialog.show()
        QTest.keyClick(dialog.copy, Qt.Key.Key_Space)
        return False

    program.tools.interaction.answers = [look]
    window.actions_["year_chart"].trigger()
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage()
    assert QImage(data.imageData()).width() > 1500
    assert "上年" in data.text()


def test_the_picture_is_saved(program: WindowList, tmp_path: Path) -> None:
    window = program.open_report(_report(), None)
    file = tmp_path / "图.png"

    def save(dialog: YearDialog) -> bool:
        dialog.save.click()
        assert "图.png" in dialog.note.text()
        return False

    program.tools.interaction.answers = [save, file]
    window.actions_["year_chart"].trigger()
    assert QImage(str(file)).width() > 1500


def test_enter_annexes_it_to_the_word_file(program: WindowList, tmp_path: Path) -> None:
    window = program.open_report(_report(), None)
    file = tmp_path / "报告.docx"

    def press_enter(dialog: YearDialog) -> bool:
        dialog.show()
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        return bool(dialog.result())

    program.tools.interaction.answers = [press_enter, file, "close"]
    window.actions_["year_chart"].trigger()
    assert len(Document(file).inline_shapes) == 1


def test_without_last_year_the_dialog_says_so(program: WindowList) -> None:
    window = program.open_report(full_report(), None)

    def look(dialog: YearDialog) -> bool:
        assert "没有上年报告" in dialog.note.text()
        return False

    program.tools.interaction.answers = [look]
    window.actions_["year_chart"].trigger()
