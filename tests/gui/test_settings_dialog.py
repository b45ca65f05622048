"""The settings: shown as they are, kept on 确定 only, and in force at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from gui.main_window import MainWindow
from gui.settings_dialog import SettingsDialog
from gui.windows import WindowList
from ooxml.package import Package
from tests.builders import full_report

CHANGED = ("word/font_body", "files/export_fixed", "recovery/seconds", "grid/enter", "look/theme", "text/offers")


@pytest.fixture
def window(program: WindowList) -> MainWindow:
    """A window with a full report."""
    return program.open_report(full_report(), None)


@pytest.fixture
def dialog(program: WindowList, window: MainWindow, qtbot) -> SettingsDialog:
    """The dialog, open."""
    found = SettingsDialog(program.tools, window)
    qtbot.addWidget(found)
    found.show()
    return found


def change_all(dialog: SettingsDialog, folder: Path) -> None:
    """Choose something else everywhere."""
    dialog.fonts["body"].setEditText("方正仿宋_GBK")
    dialog.folder.setText(str(folder))
    dialog.seconds.setCurrentIndex(dialog.seconds.findData(1))
    dialog.enter.setCurrentIndex(dialog.enter.findData("right"))
    dialog.offers.setChecked(False)
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))


def test_everything_is_kept_and_shown_again(program: WindowList, dialog: SettingsDialog, tmp_path: Path, qtbot) -> None:
    change_all(dialog, tmp_path)
    dialog.accept()
    settings = program.tools.settings
    assert [settings.get(key) for key in CHANGED] == ["方正仿宋_GBK", str(tmp_path), 1, "right", "dark", False]
    assert program.tools.theme.name == "dark"
    again = SettingsDialog(program.tools)
    qtbot.addWidget(again)
    assert again.fonts["body"].currentText() == "方正仿宋_GBK"
    assert again.folder.text() == str(tmp_path)
    assert (again.seconds.currentData(), again.enter.currentData(), again.theme.currentData()) == (1, "right", "dark")


def test_giving_up_changes_nothing(program: WindowList, dialog: SettingsDialog, tmp_path: Path) -> None:
    before = [program.tools.settings.get(key) for key in CHANGED]
    change_all(dialog, tmp_path)
    dialog.reject()
    assert [program.tools.settings.get(key) for key in CHANGED] == before
    assert program.tools.theme.name == "light"


def test_unchanged_settings_stay_the_defaults(program: WindowList, dialog: SettingsDialog) -> None:
    dialog.accept()
    assert program.tools.settings.get("word/font_body") == ""
    assert program.tools.settings.get("files/export_fixed") == ""


def test_the_usual_font_typed_by_hand_is_the_usual_one(program: WindowList, dialog: SettingsDialog) -> None:
    field = dialog.fonts["title"]
    for typed in ("方正小标宋简体", "", field.itemText(0)):
        field.setEditText(typed)
        dialog.accept()
        assert program.tools.settings.get("word/font_title") == ""
    field.setCurrentIndex(1)
    dialog.accept()
    assert program.tools.settings.get("word/font_title") == field.itemData(1)


def test_a_folder_that_is_none_has_to_be_mended(program: WindowList, dialog: SettingsDialog, tmp_path: Path) -> None:
    QTest.keyClicks(dialog.folder, str(tmp_path / "gone"))
    dialog.accept()
    assert dialog.isVisible()
    assert program.tools.settings.get("files/export_fixed") == ""
    program.tools.interaction.answers.append(tmp_path)
    dialog.browse.click()
    assert dialog.folder.text() == str(tmp_path)
    dialog.accept()
    assert program.tools.settings.get("files/export_fixed") == str(tmp_path)


def test_an_export_goes_to_the_folder_with_the_font(program: WindowList, window: MainWindow, tmp_path: Path) -> None:
    folder, target = tmp_path / "导出", tmp_path / "导出" / "a.docx"
    folder.mkdir()
    program.tools.settings.put("files/export_fixed", str(folder))
    program.tools.settings.put("word/font_body", "方正仿宋_GBK")
    program.tools.interaction.answers += [target, "close"]
    assert window.transfer.export_folder() == folder
    window.actions_["export_word"].trigger()
    assert "方正仿宋_GBK" in Package(target.read_bytes()).read("word/styles.xml").decode()
    folder.rename(tmp_path / "weg")
    assert window.transfer.export_folder() != folder


def test_the_lists_are_typed_into_where_that_makes_sense(dialog: SettingsDialog) -> None:
    assert isinstance(dialog.fonts["body"].lineEdit(), QLineEdit)
    assert dialog.theme.lineEdit() is None
