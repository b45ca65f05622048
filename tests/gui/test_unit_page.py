"""The first part: unit, year, contact, signature, deadline."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from gui.field_text import day_note
from gui.unit_page import UnitPage
from gui.windows import WindowList
from model.dates import read_day, read_year
from model.edits import Edit, SetField
from model.history import Place
from tests.builders import report_with
from tests.gui.fakes import type_text

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(program: WindowList, qtbot) -> UnitPage:
    """The unit page of a blank report of 2025."""
    window = program.open_report(report_with(), None)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    window.finish()
    return window.pages.show("preface")


def type_into(page: UnitPage, name: str, text: str) -> None:
    """Replace a field's text by typing."""
    field = page.field(name)
    field.setFocus()
    field.selectAll()
    type_text(field, text)


def leave(page: UnitPage) -> None:
    """Move the focus away."""
    page.preface.setFocus()


def fields(page: UnitPage):
    """The report's fields."""
    return page._editor.report.fields


def test_the_unit_is_typed_as_one_step(page: UnitPage) -> None:
    type_into(page, "unit", "示例县水利局")
    assert fields(page)["unit"] == "示例县水利局"
    assert page._editor.history.names() == ("修改单位名称",)
    assert "示例县水利局 2025年" in page.window().windowTitle()
    QTest.keyClick(page.field("unit"), Qt.Key.Key_Z, CTRL)
    assert fields(page)["unit"] == "示例县数据局"
    assert page.field("unit").text() == "示例县数据局"


def test_undo_goes_to_the_field(page: UnitPage) -> None:
    type_into(page, "contact.phone", "0512-1234567")
    page.window().pages.show("requests")
    page._editor.undo()
    assert QApplication.focusWidget() is page.field("contact.phone")


@pytest.mark.parametrize(("typed", "year"), [("2024", 2024), ("２０２３", 2023), ("", 0)])
def test_the_year(page: UnitPage, typed: str, year: int) -> None:
    field = page.field("year")
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    type_text(field, typed)
    assert fields(page)["year"] == year


def test_a_year_that_is_none_is_said_and_put_back(page: UnitPage) -> None:
    said = []
    page._editor.message.connect(said.append)
    type_into(page, "year", "20x")
    leave(page)
    assert fields(page)["year"] == 2025
    assert page.field("year").text() == "2025"
    assert "20x" in said[0]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026年1月20日", "2026-01-20"),
        ("2026.1.20", "2026-01-20"),
        ("2026-01-20", "2026-01-20"),
        ("２０２６－１－２０", "2026-01-20"),
        ("2026-2-30", "2026-2-30"),
        ("下周", "下周"),
        ("", ""),
    ],
)
def test_days_are_read(typed: str, day: str) -> None:
    assert read_day(typed) == day


@pytest.mark.parametrize(
    ("typed", "year"), [("2025", 2025), ("2025年", 2025), ("²025", None), ("1025", None), ("20255", None)]
)
def test_years_are_read(typed: str, year: int | None) -> None:
    assert read_year(typed) == year


def test_a_day_is_shown_with_its_weekday_and_a_wrong_one_is_said(page: UnitPage) -> None:
    type_into(page, "signature.date", "2026年1月20日")
    leave(page)
    assert fields(page)["signature.date"] == "2026-01-20"
    assert page.field("signature.date").text() == "2026-01-20"
    assert page.hint("signature.date") == "2026 年 1 月 20 日（星期二）"
    type_into(page, "signature.date", "下周")
    assert "看不出是哪一天" in page.hint("signature.date")
    assert fields(page)["signature.date"] == "下周"
    assert day_note("") == ""


def test_the_kind_is_guessed_until_it_is_chosen(page: UnitPage) -> None:
    field = page.field("unit_kind")
    assert field.currentIndex() == 0
    assert "按名称判断" in field.currentText()
    field.setCurrentIndex(2)
    field.activated.emit(2)
    assert fields(page)["unit_kind"] == field.itemData(2)
    page._editor.undo()
    assert field.currentIndex() == 0


def test_the_wheel_changes_no_list(page: UnitPage) -> None:
    field = page.field("title")
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, event)
    assert field.currentIndex() == 0
    assert not event.isAccepted()


def test_the_title_wording(page: UnitPage) -> None:
    field = page.field("title")
    assert "2025年政府信息公开" in field.itemText(0)
    field.setCurrentIndex(1)
    field.activated.emit(1)
    assert page._editor.report.title_lines()[-1].startswith("2025年度")


def test_edition_and_deadline_are_shown(page: UnitPage) -> None:
    assert "2021 年版" in page.hint("edition")
    assert "1 月 31 日（星期六）" in page.hint("deadline")
    type_into(page, "deadline", "2026-1-20")
    assert "星期二" in page.hint("deadline")
    assert page.window().panels.navigator.foot.days.text() == "5 天"


def test_the_opening_paragraph_is_text_of_the_report(page: UnitPage) -> None:
    page.preface.setFocus()
    QTest.keyClicks(page.preface, "abc")
    assert page._editor.report.plain("preface") == "abc"
    page._editor.go_to.emit(Place("preface", "", 0, 2))
    assert page.preface.textCursor().position() == 2


def test_every_field_has_a_mnemonic_of_its_own_and_a_name(page: UnitPage) -> None:
    buddies = {label.buddy(): label.text() for label in page.findChildren(QLabel) if label.buddy()}
    letters = [text.split("&")[1][0] for text in buddies.values()]
    assert len(letters) == len(set(letters))
    assert not set(letters) & set("FETCVHJG"), "letters of the menus and panels"
    for field in (*page._fields.values(),):
        assert field in buddies
        assert field.accessibleName()


def seen_whole(page: UnitPage, widget: QWidget) -> bool:
    """Whether the whole widget is within what the scroll area shows."""
    rect = QRect(widget.mapTo(page.scroll.viewport(), QPoint(0, 0)), widget.size())
    return page.scroll.viewport().rect().contains(rect)


@pytest.mark.parametrize("name", ["preface", "unit", "deadline"])
def test_the_field_with_the_focus_is_seen_whole(page: UnitPage, name: str, qtbot) -> None:
    page.window().resize(1366, 620)
    field = page.field(name)
    for other in ("unit", "preface"):
        page.field(other).setFocus(Qt.FocusReason.ShortcutFocusReason)
    field.setFocus(Qt.FocusReason.ShortcutFocusReason)
    assert seen_whole(page, field)
    assert page.preface.viewport().height() >= 8 * 27


def test_the_caret_of_the_opening_text_is_seen_on_a_low_window(page: UnitPage) -> None:
    page.window().resize(910, 420)
    page.preface.setFocus(Qt.FocusReason.ShortcutFocusReason)
    for text in ("甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸") * 2:
        type_text(page.preface, text)
        QTest.keyClick(page.preface, Qt.Key.Key_Return)
        caret = page.preface.viewport().mapTo(page.scroll.viewport(), page.preface.cursorRect().center())
        assert page.scroll.viewport().rect().contains(caret)
        assert page.preface.viewport().rect().contains(page.preface.cursorRect().center())


def test_a_field_keeps_no_history_of_its_own(page: UnitPage) -> None:
    type_into(page, "unit", "甲")
    page._editor.history.do(Edit("别的", (SetField("year", 2020),)))
    field = page.field("unit")
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert (field.text(), fields(page)["year"]) == ("甲", 2025)
    QTest.keyClick(field, Qt.Key.Key_Y, CTRL)
    assert (field.text(), fields(page)["year"]) == ("甲", 2020)


def test_undo_with_nothing_in_the_history_puts_back_what_is_no_year(page: UnitPage) -> None:
    type_into(page, "year", "20x")
    assert not page.window().actions_["undo"].isEnabled()
    QTest.keyClick(page.field("year"), Qt.Key.Key_Z, CTRL)
    assert page.field("year").text() == "2025"


def test_a_year_that_is_none_does_not_outlive_undo(page: UnitPage) -> None:
    type_into(page, "unit", "甲")
    type_into(page, "year", "20x")
    QTest.keyClick(page.field("year"), Qt.Key.Key_Z, CTRL)
    assert page.field("year").text() == "2025"


def test_typing_into_a_read_only_report_says_so(page: UnitPage) -> None:
    said = []
    page._editor.message.connect(said.append)
    page._editor.document.read_only = True
    page._editor.history_changed.emit()
    for number, widget in enumerate((page.field("unit"), page.preface), 1):
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Left)
        QTest.keyClick(widget, Qt.Key.Key_A)
        assert len(said) == number
        assert "只读" in said[-1]
    page._editor.document.read_only = False
    page._editor.history_changed.emit()
