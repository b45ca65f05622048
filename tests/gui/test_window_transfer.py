"""Importing and exporting from the window."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import resources
from gui.main_window import MainWindow
from gui.paste_report_dialog import PasteReportDialog
from gui.prose_clipboard import looks_like_report
from gui.windows import WindowList
from model.edits import Edit, SetCell
from model.errors import ExportError
from tests.builders import full_report, written
from workflows.forms import form
from workflows.versions import PUBLISHED, save_version

RECEIVED = "requests.received.natural_person"
SOURCE = """示例县水利局
2024年政府信息公开工作年度报告
一、总体情况
全年工作平稳。
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
还有不足。
六、其他需要报告的事项
没有收取信息处理费。
"""


@pytest.fixture
def window(program: WindowList, qtbot) -> MainWindow:
    """A window with a report filled with 0 in which nothing is open."""
    window = program.open_report(written(full_report()), None)
    window.finish()
    return window


def answers(program: WindowList, *given: object) -> None:
    program.tools.interaction.answers.extend(given)


@pytest.fixture
def exported(monkeypatch: pytest.MonkeyPatch) -> list[tuple]:
    """The exports that were asked for; nothing is written."""
    calls: list[tuple] = []
    for kind in ("word", "excel"):
        monkeypatch.setattr(f"workflows.export.export_{kind}", lambda *given, kind=kind: calls.append((kind, *given)))
    return calls


@pytest.mark.parametrize(("command", "kind"), [("export_word", "word"), ("export_excel", "excel")])
def test_an_export_says_where_the_file_is(
    program: WindowList, window: MainWindow, exported: list[tuple], tmp_path: Path, command: str, kind: str
) -> None:
    path = tmp_path / f"out.{'docx' if kind == 'word' else 'xlsx'}"
    answers(program, path, "folder")
    window.actions_[command].trigger()
    assert [one[:4] for one in exported] == [(kind, window.editor.report, path, None)]
    assert str(path) in window.status.place.whole
    assert program.tools.interaction.shown == [tmp_path]
    assert program.tools.settings.folder("files/export_folder") == tmp_path
    assert "示例县数据局2025年政府信息公开工作年度报告" in program.tools.interaction.asked[0]


def test_a_missing_suffix_is_added(
    program: WindowList, window: MainWindow, exported: list[tuple], tmp_path: Path
) -> None:
    answers(program, tmp_path / "out", "close")
    window.actions_["export_word"].trigger()
    assert exported[0][2] == tmp_path / "out.docx"


def test_what_is_open_is_said_of_a_draft_and_never_asked(
    program: WindowList, window: MainWindow, exported: list[tuple], tmp_path: Path
) -> None:
    window.editor.do("填写", (SetCell(RECEIVED, 3), SetCell("disputes.litigation_direct.upheld", None)))
    answers(program, tmp_path / "a.docx", "close")
    window.actions_["export_word"].trigger()
    assert len(exported) == 1
    assert "报告还有：错误 2，未填 1 格" in window.status.place.whole
    assert "错误 2，未填 1 格" in program.tools.interaction.asked[-1]


def test_the_published_report_is_asked_about_once(
    program: WindowList, window: MainWindow, exported: list[tuple], tmp_path: Path
) -> None:
    window.editor.do("填写", (SetCell(RECEIVED, 3),))
    edit = save_version(window.editor.report, PUBLISHED, "", datetime(2026, 1, 20))
    window.editor.do(edit.name, edit.changes)
    answers(program, "look")
    window.actions_["export_word"].trigger()
    assert "错误 2" in program.tools.interaction.asked[-1]
    assert not exported
    assert window.panels.findings.model.pending
    answers(program, "export", tmp_path / "a.docx", "close")
    window.actions_["export_word"].trigger()
    assert len(exported) == 1
    assert sum(question.startswith("导出前检查") for question in program.tools.interaction.asked) == 2


def test_a_failed_export_says_why(
    program: WindowList, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: object) -> None:
        raise ExportError("模板里有不认识的标记。", "请改正。")

    monkeypatch.setattr("workflows.export.export_word", fail)
    answers(program, tmp_path / "a.docx")
    window.actions_["export_word"].trigger()
    assert "模板里有不认识的标记" in program.tools.interaction.asked[-1]
    assert QApplication.overrideCursor() is None


def test_an_own_template_is_told_by_its_content(
    program: WindowList, window: MainWindow, exported: list[tuple], tmp_path: Path
) -> None:
    template = tmp_path / "own"
    template.write_bytes(resources.path("forms", "2021", "report.xlsx").read_bytes())
    answers(program, template, tmp_path / "a.xlsx", "close")
    window.actions_["export_template"].trigger()
    assert exported == [("excel", window.editor.report, tmp_path / "a.xlsx", template)]


def _gappy(tmp_path: Path) -> Path:
    """A template with a heading and a place for text, and nothing else."""
    template = tmp_path / "own.docx"
    document = Document()
    for line in ("年度报告格式模板", "一、总体情况", "（文字描述）"):
        document.add_paragraph(line)
    document.save(str(template))
    return template


def test_what_a_template_has_no_place_for_is_asked_before_anything_is_written(
    program: WindowList, window: MainWindow, exported: list[tuple], tmp_path: Path
) -> None:
    window.editor.do("填写", (SetCell(RECEIVED, 3),))
    told: list[str] = []

    def stop(dialog) -> bool:
        told.extend(dialog.list.item(row, 1).text() for row in range(dialog.list.rowCount()))
        return False

    answers(program, _gappy(tmp_path), stop)
    window.actions_["export_template"].trigger()
    assert program.tools.interaction.asked[-1] == "模板 own.docx"
    assert "整个表格" in "".join(told)
    assert exported == []


def test_the_clerk_may_go_on_with_a_template_that_lacks_something(
    program: WindowList, window: MainWindow, exported: list[tuple], tmp_path: Path
) -> None:
    template = _gappy(tmp_path)
    answers(program, template, lambda dialog: True, tmp_path / "a.docx", "close")
    window.actions_["export_template"].trigger()
    assert [call[:4] for call in exported] == [("word", window.editor.report, tmp_path / "a.docx", template)]


def test_a_template_that_is_none(program: WindowList, window: MainWindow, tmp_path: Path) -> None:
    template = tmp_path / "own.docx"
    template.write_text("x", encoding="utf-8")
    answers(program, template)
    window.actions_["export_template"].trigger()
    assert program.tools.interaction.asked[-1].startswith("不能用这个模板")


def test_a_text_is_imported_into_a_window_of_its_own(program: WindowList, window: MainWindow, tmp_path: Path) -> None:
    window.editor.do("填写", (SetCell(RECEIVED, 3),))
    source = tmp_path / "a.txt"
    source.write_text(SOURCE, encoding="utf-8")
    answers(program, source, lambda dialog: dialog.finish.isEnabled())
    window.actions_["import"].trigger()
    imported = program.windows[-1]
    assert imported is not window
    assert imported.editor.report.unit == "示例县水利局"
    assert imported.editor.report.plain("overview") == "全年工作平稳。"
    assert imported.isWindowModified()


def test_a_whole_report_is_pasted(program: WindowList, window: MainWindow) -> None:
    QApplication.clipboard().setText(SOURCE)
    window.editor.report.apply(Edit("填写", (SetCell(RECEIVED, 3),)))
    answers(program, lambda dialog: dialog.text() == SOURCE, lambda dialog: False)
    window.actions_["paste_report"].trigger()
    assert program.tools.interaction.asked[-1].startswith("导入")
    assert program.windows == [window]


def test_the_clipboards_report_is_read_by_enter_or_by_keys(qtbot) -> None:
    dialog = PasteReportDialog(SOURCE)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    assert QApplication.focusWidget() is dialog.read
    assert "&R" in dialog.read.text()
    dialog.edit.setFocus()
    QTest.keyClick(dialog.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.result() == PasteReportDialog.DialogCode.Accepted


def test_without_text_the_field_has_the_focus_and_nothing_is_read(qtbot) -> None:
    dialog = PasteReportDialog("")
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    assert QApplication.focusWidget() is dialog.edit
    QTest.keyClick(dialog.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()


def whole_report() -> str:
    """A report's text with its headings and the labels of its grids."""
    own = form("2021")
    labels = [row.path[-1] for grid in own.grids for block in grid.blocks for row in block.rows if row.path]
    return "\n".join([*(section.heading for section in own.sections), *(f"{label}\t0" for label in labels)])


@pytest.mark.parametrize(("answer", "pasted", "windows"), [("text", True, 1), ("", False, 1), ("report", False, 2)])
def test_a_whole_report_pasted_into_a_text_is_asked_about(
    program: WindowList, window: MainWindow, answer: str, pasted: bool, windows: int
) -> None:
    prose = window.pages.show("problems").prose
    before = prose.toPlainText()
    QApplication.clipboard().setText(whole_report())
    window.editor.report.apply(Edit("填写", (SetCell(RECEIVED, 3),)))
    window.editor.history.mark_unsaved()
    answers(program, answer, *([lambda dialog: True] if answer == "report" else []))
    prose.paste()
    assert (prose.toPlainText() != before) == pasted
    assert len(program.windows) == windows


@pytest.mark.parametrize("text", ["一、总体情况", SOURCE, "（一）做法。\n二、主动公开政府信息情况"])
def test_a_part_of_a_report_is_pasted_without_a_question(window: MainWindow, text: str) -> None:
    assert not looks_like_report(text, window.editor.report.form)


def test_an_export_begins_beside_the_report(
    program: WindowList, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = []
    monkeypatch.setattr(
        program.tools.interaction, "file_to_save", lambda parent, title, suggested, kind: begun.append(suggested)
    )
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    program.tools.settings.put("files/export_folder", str(elsewhere))
    window.actions_["export_word"].trigger()
    monkeypatch.setattr(window.editor.document, "path", tmp_path / "own" / "a.nianbao")
    (tmp_path / "own").mkdir()
    window.actions_["export_word"].trigger()
    assert [path.parent for path in begun] == [elsewhere, tmp_path / "own"]


def test_what_is_no_report_is_told(program: WindowList, window: MainWindow, tmp_path: Path) -> None:
    source = tmp_path / "a.docx"
    source.write_bytes(b"PK\x03\x04")
    window.transfer.import_path(source)
    assert program.tools.interaction.asked[-1].startswith("没有导入")


def test_relations_that_do_not_hold_among_blanks_are_told_with_the_export(
    program: WindowList, window: MainWindow, exported: list[tuple], tmp_path: Path
) -> None:
    window.editor.do("填写", (SetCell(RECEIVED, None), SetCell("requests.granted.natural_person", 3)))
    answers(program, tmp_path / "a.docx", "close")
    window.actions_["export_word"].trigger()
    assert "未填 1 格，勾稽关系未定 2 项" in window.status.place.whole
