"""插入占位符 and 检查模板."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from gui.main_window import MainWindow
from gui.placeholder_dialog import PlaceholderDialog
from gui.template_check_dialog import TemplateCheckDialog
from gui.theme import Theme
from gui.windows import WindowList
from tests.builders import form_of
from tests.exporters.documents import office_template, paragraph


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
