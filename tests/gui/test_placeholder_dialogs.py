"""插入占位符 and 检查模板."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from gui.interaction import Interaction
from gui.main_window import MainWindow
from gui.placeholder_dialog import PlaceholderDialog
from gui.template_check_dialog import TemplateCheckDialog
from gui.template_gaps import GapsDialog, accept_template
from gui.theme import Theme
from gui.windows import WindowList
from tests.builders import form_of
from tests.exporters.documents import office_template, paragraph
from workflows.check_template import check_template
from workflows.labelled_templates import Gaps


def test_a_placeholder_is_found_and_copied_by_keys(theme: Theme, qtbot) -> None:
    dialog = PlaceholderDialog(form_of("2021"), theme)
    qtbot.addWidget(dialog)
    dialog.show()
    whole = len(dialog.shown)
    assert whole > 800
    dialog.wanted.insert("表三 新收 总计 上年数")
    assert 0 < len(dialog.shown) < 9
    assert dialog.shown[0].placeholder == "{{上年:requests.received.total}}"
    QTest.keyClick(dialog.wanted, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "{{上年:requests.received.total}}"
    assert "已复制" in dialog.note.text()
    assert dialog.isVisible()
    dialog.wanted.clear()
    QTest.keyClick(dialog.wanted, Qt.Key.Key_Down)
    QTest.keyClick(dialog.wanted, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == dialog.shown[1].placeholder


def test_a_group_alone(theme: Theme, qtbot) -> None:
    dialog = PlaceholderDialog(form_of("2021"), theme)
    qtbot.addWidget(dialog)
    dialog.group.setCurrentIndex(dialog.group.findText("条件"))
    assert {entry.group for entry in dialog.shown} == {"条件"}
    assert "{{结束}}" in [entry.placeholder for entry in dialog.shown]
    dialog.wanted.insert("没有这个")
    assert not dialog.shown
    assert not dialog.copy.isEnabled()
    dialog.copy_current()


def test_double_click_copies(theme: Theme, qtbot) -> None:
    dialog = PlaceholderDialog(form_of("2021"), theme)
    qtbot.addWidget(dialog)
    dialog.show()
    place = dialog.list.visualItemRect(dialog.list.item(2, 1)).center()
    QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert QGuiApplication.clipboard().text() == dialog.shown[2].placeholder


def test_a_template_is_checked(program: WindowList, window: MainWindow, tmp_path: Path) -> None:
    template = tmp_path / "本单位.docx"
    template.write_bytes(office_template(paragraph("{{untt}}")))
    told: list[str] = []

    def look(dialog: TemplateCheckDialog) -> bool:
        told.append(dialog.list.item(0, 1).text())
        dialog.copy_lines()
        return False

    program.tools.interaction.answers += [template, look]
    window.actions_["check_template"].trigger()
    assert told == ["正文第1段：“{{untt}}”没有这个占位符，是不是“{{unit}}”？"]
    assert QGuiApplication.clipboard().text().startswith("占位符\t正文第1段")


def test_a_file_that_is_no_template(program: WindowList, window: MainWindow, tmp_path: Path) -> None:
    template = tmp_path / "坏.docx"
    template.write_bytes(b"x")
    program.tools.interaction.answers += [template]
    window.actions_["check_template"].trigger()
    assert "检查模板" in program.tools.interaction.asked[-1]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (office_template(paragraph("{{表四 总计}}")), "“{{表四 总计}}”（正文第1段，有 3 格，要写明是哪一格"),
        (b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "旧格式的文字文件（.doc、.wps）"),
        (b"", "空文件"),
    ],
    ids=["wrong", "old", "empty"],
)
def test_a_wrong_template_is_refused_before_the_file_name_is_asked_for(
    program: WindowList, window: MainWindow, tmp_path: Path, data: bytes, said: str
) -> None:
    """No answer is left for the file's name: asking for it would fail the test."""
    template = tmp_path / "本单位.docx"
    template.write_bytes(data)
    answers = program.tools.interaction.answers
    answers += [template, "export"]
    window.actions_["export_template"].trigger()
    answers.clear()
    assert "不能用这个模板" in program.tools.interaction.asked[-1]
    assert said in program.tools.interaction.asked[-1]


def test_the_dialogs_fit_a_low_screen_at_150_percent(
    program: WindowList, theme: Theme, screen: Callable[[int, int], None], tmp_path: Path, qtbot
) -> None:
    """1366×768 with a task bar of 40 pixels, in pixels of 150 %."""
    screen(910, 485)
    template = tmp_path / "模板.docx"
    template.write_bytes(office_template("".join(paragraph(f"{{{{表四 总计{n}}}}}") for n in range(40))))
    found = check_template(template, form_of("2021"))
    checked = TemplateCheckDialog(found, list(found.lines()), "模板.docx", theme)
    for dialog in (PlaceholderDialog(form_of("2021"), theme), checked):
        qtbot.addWidget(dialog)
        Interaction().prepare(dialog)
        dialog.show()
        assert dialog.width() <= 910
        assert dialog.height() + 31 <= 485


def test_long_findings_are_shown_whole(theme: Theme, tmp_path: Path, qtbot) -> None:
    template = tmp_path / "模板.docx"
    template.write_bytes(office_template(paragraph("{{表四 总计}}") + paragraph("{{untt}}")))
    found = check_template(template, form_of("2021"))
    dialog = TemplateCheckDialog(found, list(found.lines()), "模板.docx", theme)
    qtbot.addWidget(dialog)
    dialog.resize(500, 400)
    dialog.show()
    assert dialog.list.rowHeight(0) > 1.5 * dialog.list.rowHeight(1)


@pytest.mark.parametrize("loses", [True, False])
def test_all_gaps_can_be_read_and_enter_or_escape_writes_nothing(
    program: WindowList, window: MainWindow, monkeypatch: pytest.MonkeyPatch, loses: bool, qtbot
) -> None:
    lacking, notes = tuple(f"缺{n}{'字' * 40}" for n in range(40)), tuple(f"看{n}" for n in range(40))
    monkeypatch.setattr("workflows.labelled_templates.gaps", lambda *given: Gaps(lacking, notes, loses))

    def press(key: Qt.Key) -> Callable[[GapsDialog], bool]:
        def answer(dialog: GapsDialog) -> bool:
            rows = range(dialog.list.rowCount())
            assert [dialog.list.item(row, 1).text() for row in rows] == [*lacking, *notes]
            dialog.show()
            dialog.list.scrollToBottom()
            assert dialog.list.visualItemRect(dialog.list.item(79, 1)).bottom() <= dialog.list.viewport().height()
            qtbot.keyClick(dialog.focusWidget(), key)
            return bool(dialog.result())

        return answer

    def click(dialog: GapsDialog) -> bool:
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
        return bool(dialog.result())

    given = program.tools, window.editor.report, Path("模板.docx")
    program.tools.interaction.answers += [press(Qt.Key.Key_Return), press(Qt.Key.Key_Escape), click]
    assert [accept_template(window, *given) for _ in range(3)] == [False, False, True]
