"""How documents are printed, as the clerk sets it: kept, told, asked; the red head on the unit's page."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.document_settings import document_options, header_remark
from gui.font_notice import TOLD, tell_lacking
from gui.main_window import MainWindow
from gui.settings_dialog import SettingsDialog
from gui.strip import Strip
from gui.windows import WindowList
from model.edits import SetField
from model.history import Place
from tests.builders import full_report
from tests.gui.fakes import type_text
from workflows.word_fonts import Lacking

TITLE = Lacking("方正小标宋简体", "华文中宋")


@pytest.fixture
def window(program: WindowList) -> MainWindow:
    """A window with a full report, all of whose fonts are there."""
    found = program.open_report(full_report(), None)
    found.finish()
    return found


def with_red_head(window: MainWindow) -> None:
    changes = (SetField("document.mark", "某局文件"), SetField("document.number", "某发〔2026〕1号"))
    window.editor.do("填", changes, Place("preface", "document.mark"))


def exported(window: MainWindow, target: Path, *answers: object):
    """The Word file that is exported with these answers before the one for its place."""
    interaction = window.tools.interaction
    interaction.answers += [*answers, target, "close"]
    window.actions_["export_word"].trigger()
    return Document(io.BytesIO(target.read_bytes()))


def test_what_is_set_is_kept_and_becomes_options(program: WindowList, window: MainWindow, qtbot) -> None:
    dialog = SettingsDialog(program.tools, window)
    qtbot.addWidget(dialog)
    fields = dialog.documents
    fields.size.setCurrentIndex(fields.size.findData(24))
    fields.two_sided.setChecked(True)
    fields.draft.setChecked(False)
    fields.fonts["latin"].setEditText("Arial")
    dialog.accept()
    options = document_options(program.tools.settings, window.editor.report)
    assert (options.two_sided, options.table_size, options.draft) == (True, 12.0, "")
    assert options.families == {"Times New Roman": "Arial"}
    again = SettingsDialog(program.tools, window)
    qtbot.addWidget(again)
    shown = again.documents
    assert (shown.size.currentData(), shown.two_sided.isChecked(), shown.draft.isChecked()) == (24, True, False)


def test_an_unknown_size_in_the_settings_is_the_usual_one(program: WindowList, window: MainWindow) -> None:
    program.tools.settings.put("word/table_half_points", 99)
    assert document_options(program.tools.settings, window.editor.report).table_size == 10.5


def test_the_header_of_a_draft_is_printed_and_told(window: MainWindow, tmp_path: Path) -> None:
    document = exported(window, tmp_path / "a.docx")
    assert document.sections[0].header.paragraphs[0].text == "送审稿"
    assert "页眉印有“送审稿”" in window.tools.interaction.asked[-1]
    window.tools.settings.put("word/draft_header", False)
    assert header_remark(window.tools.settings, window.editor.report) == ""
    assert exported(window, tmp_path / "b.docx").sections[0].header.is_linked_to_previous


@pytest.mark.parametrize(
    ("answer", "first"), [("red", "某局文件"), ("plain", "示例县数据局\n2025年政府信息公开工作年度报告")]
)
def test_a_red_head_is_asked_about_each_time(window: MainWindow, tmp_path: Path, answer: str, first: str) -> None:
    with_red_head(window)
    document = exported(window, tmp_path / "a.docx", answer)
    assert document.paragraphs[0].text == first


def test_giving_up_the_question_exports_nothing(window: MainWindow, tmp_path: Path) -> None:
    with_red_head(window)
    window.tools.interaction.answers.append("")
    window.actions_["export_word"].trigger()
    assert not list(tmp_path.glob("*.docx"))
    assert len(window.tools.interaction.asked) == 1


def strips(window: MainWindow) -> list[Strip]:
    return [strip for strip in window.findChildren(Strip) if strip.isVisibleTo(window)]


def test_lacking_fonts_are_said_once(program: WindowList, window: MainWindow, qtbot) -> None:
    tools = program.tools
    assert tell_lacking(window, tools, lambda _: (TITLE,))
    qtbot.waitUntil(lambda: bool(strips(window)))
    (strip,) = strips(window)
    assert "缺少 方正小标宋简体，以 华文中宋 代替" in strip.text.text()
    assert not tell_lacking(window, tools, lambda _: (TITLE,))
    strip.later.click()
    assert tools.settings.get(TOLD) == "这台电脑缺少 方正小标宋简体，以 华文中宋 代替"
    assert not tell_lacking(window, tools, lambda _: ())
    assert tell_lacking(window, tools, lambda _: (TITLE,))


def test_the_same_face_under_another_name_is_not_said(program: WindowList, window: MainWindow) -> None:
    assert not tell_lacking(window, program.tools, lambda _: (Lacking("仿宋_GB2312", "仿宋", same=True),))
    assert strips(window) == []


def test_the_red_head_is_folded_away_until_it_is_wanted(window: MainWindow, qtbot) -> None:
    page = window.pages.show("preface")
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    mark = page.field("document.mark")
    assert not mark.isVisible()
    page.red_head.setFocus()
    QTest.keyClick(page.red_head, Qt.Key.Key_Space)
    assert mark.isVisible()
    mark.setFocus()
    type_text(mark, "某局文件")
    assert window.editor.report.fields["document.mark"] == "某局文件"
    QTest.keyClick(page.red_head, Qt.Key.Key_Space)
    assert not mark.isVisible()
    page.go_to(Place("preface", "document.number"))
    assert page.field("document.number").isVisible()


def test_a_red_head_that_is_there_is_shown(program: WindowList) -> None:
    report = full_report()
    window = program.open_report(report, None)
    with_red_head(window)
    page = window.pages.show("preface")
    assert page.field("document.mark").isVisibleTo(page)
    assert page.field("document.number").text() == "某发〔2026〕1号"
