"""Text parts: what is typed goes into the report, typing is one step, undo puts text and caret back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.text_page import TextPage
from gui.windows import WindowList
from model.edits import Edit, ReplaceText
from model.history import Place
from model.text import from_plain
from tests.builders import report_with
from tests.gui.fakes import compose

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def page(program: WindowList, qtbot) -> TextPage:
    """The page of section one, empty, with the focus."""
    window = program.open_report(report_with(), None)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    window.finish()
    return window.pages.show("overview")


def plain(page: TextPage) -> str:
    """The section's text as the report has it."""
    return page._editor.report.plain("overview")


def put(page: TextPage, text: str) -> None:
    """Text that was there before."""
    page._editor.report.apply(Edit("导入", (ReplaceText("overview", 0, 99, from_plain(text)),)))


def press(page: TextPage, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key in the text."""
    QTest.keyClick(page.prose, key, modifier)


def test_typing_goes_into_the_report_as_one_step(page: TextPage) -> None:
    QTest.keyClicks(page.prose, "abc de")
    assert plain(page) == "abc de"
    assert page._editor.history.names() == ("输入文字",)
    assert page.head.note.text() == "共 5 字"
    press(page, Qt.Key.Key_Z, CTRL)
    assert plain(page) == ""
    assert page.prose.toPlainText() == ""
    press(page, Qt.Key.Key_Y, CTRL)
    assert page.prose.toPlainText() == "abc de"


def test_a_jump_of_the_caret_ends_the_step(page: TextPage) -> None:
    QTest.keyClicks(page.prose, "abc")
    press(page, Qt.Key.Key_Home)
    QTest.keyClicks(page.prose, "xy")
    assert plain(page) == "xyabc"
    assert page._editor.history.names() == ("输入文字", "输入文字")
    press(page, Qt.Key.Key_Z, CTRL)
    assert page.prose.toPlainText() == "abc"
    assert page.prose.textCursor().position() == 0


def test_a_pause_ends_the_step(page: TextPage, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("gui.editor.time.monotonic", lambda: now[0])
    QTest.keyClicks(page.prose, "ab")
    now[0] += 1.5
    QTest.keyClicks(page.prose, "c")
    assert len(page._editor.history.names()) == 2


def test_paragraphs_come_and_go(page: TextPage) -> None:
    QTest.keyClicks(page.prose, "one")
    press(page, Qt.Key.Key_Return)
    QTest.keyClicks(page.prose, "two")
    assert [block.spans[0].text for block in page._editor.report.text("overview")] == ["one", "two"]
    press(page, Qt.Key.Key_Home)
    press(page, Qt.Key.Key_Backspace)
    assert plain(page) == "onetwo"
    press(page, Qt.Key.Key_Z, CTRL)
    assert page.prose.toPlainText() == "one\ntwo"
    press(page, Qt.Key.Key_Z, CTRL)
    assert plain(page) == ""


def test_every_paragraph_has_the_pitch_and_the_indent(page: TextPage) -> None:
    put(page, "第一段\n第二段")
    cursor = page.prose.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    page.prose.setTextCursor(cursor)
    press(page, Qt.Key.Key_Return)
    block = page.prose.document().begin()
    while block.isValid():
        assert (block.blockFormat().lineHeight(), block.blockFormat().textIndent()) == (27, 32)
        block = block.next()


@pytest.mark.parametrize("text", ["", "一段\n\n"])
def test_enter_in_an_empty_paragraph_makes_another_with_the_indent(page: TextPage, text: str) -> None:
    put(page, text)
    press(page, Qt.Key.Key_End, CTRL)
    before = page.prose.document().blockCount()
    press(page, Qt.Key.Key_Return)
    QTest.keyClicks(page.prose, "x")
    document = page.prose.document()
    assert document.blockCount() == before + 1
    formats = [document.findBlockByNumber(number).blockFormat() for number in range(before + 1)]
    assert {(one.lineHeight(), one.textIndent()) for one in formats} == {(27, 32)}
    assert plain(page).endswith("\nx")


def test_white_space_at_an_end_is_kept_while_typing(page: TextPage) -> None:
    QTest.keyClicks(page.prose, "one ")
    assert plain(page) == "one"
    assert page.prose.toPlainText() == "one "
    QTest.keyClicks(page.prose, "two")
    assert plain(page) == "one two"


def test_paste_drops_formatting_and_is_a_step_of_its_own(page: TextPage) -> None:
    QTest.keyClicks(page.prose, "a")
    data = QMimeData()
    data.setHtml("<p><b>　　甲</b></p><p style='color:red'>乙</p>")
    data.setText("　　甲\r\n乙\r\n")
    QApplication.clipboard().setMimeData(data)
    press(page, Qt.Key.Key_V, CTRL)
    assert plain(page) == "a甲\n乙"
    assert page._editor.history.names() == ("输入文字", "粘贴文字")
    block = page.prose.document().firstBlock()
    formats = {(f.format.fontWeight(), f.format.foreground().style()) for f in block.textFormats()}
    assert formats == {(400, Qt.BrushStyle.NoBrush)}


def test_an_input_method_goes_in_at_commit(page: TextPage) -> None:
    compose(page.prose, "nihao")
    assert plain(page) == ""
    compose(page.prose, "", "你好")
    assert plain(page) == "你好"
    assert page.prose.toPlainText() == "你好"
    assert len(page._editor.history.names()) == 1


def test_characters_outside_the_basic_plane(page: TextPage) -> None:
    compose(page.prose, "", "𠮷镇")
    compose(page.prose, "", "政府")
    assert plain(page) == "𠮷镇政府"
    press(page, Qt.Key.Key_Z, CTRL)
    assert plain(page) == ""
    put(page, "𠮷镇\n𠮷𠮷")
    QApplication.processEvents()
    page.go_to(Place("overview", "", 1, 1))
    assert page.prose.textCursor().positionInBlock() == 2


def test_a_change_elsewhere_keeps_the_caret(page: TextPage) -> None:
    put(page, "第一段\n第二段")
    cursor = page.prose.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    page.prose.setTextCursor(cursor)
    before = cursor.positionInBlock()
    page._editor.report.apply(Edit("改", (ReplaceText("overview", 0, 1, from_plain("改过的第一段")),)))
    assert page.prose.toPlainText() == "改过的第一段\n第二段"
    assert page.prose.textCursor().positionInBlock() == before
    assert page.prose.textCursor().blockNumber() == 1


def test_undo_from_another_part_comes_back_and_marks(page: TextPage) -> None:
    QTest.keyClicks(page.prose, "abc")
    press(page, Qt.Key.Key_Home)
    QTest.keyClicks(page.prose, "xy")
    window = page.window()
    window.pages.show("requests")
    window.editor.undo()
    window.editor.redo()
    assert window.pages.section == "overview"
    assert page.prose.textCursor().position() == 2
    (mark,) = page.prose.extraSelections()
    assert mark.cursor.selectedText() == "xy"


def test_outline_shows_headings_and_goes_there(page: TextPage) -> None:
    page.window().resize(1366, 697)
    put(page, "（一）主动公开方面\n全年公开三条。\n（二）平台建设\n维护网站。")
    assert [page.outline.list.item(i).text() for i in range(page.outline.list.count())] == [
        "（一）主动公开方面",
        "（二）平台建设",
    ]
    page.outline.list.itemClicked.emit(page.outline.list.item(1))
    assert page.prose.textCursor().blockNumber() == 2
    assert page.outline.list.currentRow() == 1
    assert page.note() == "第 3 段　第 1 行"


def test_read_only_text_is_not_typed_into(page: TextPage) -> None:
    page._editor.document.read_only = True
    page._editor.history_changed.emit()
    QTest.keyClicks(page.prose, "abc")
    assert plain(page) == ""
    assert page.prose.toPlainText() == ""


def test_the_outline_lists_headings_that_run_into_their_text(page: TextPage) -> None:
    put(
        page,
        "（一）主动公开情况。全年公开。\n正文\n（二）依申请公开：已办结；无超期。\n（三）监督保障\n（四）没有句号的一段，很长",
    )
    shown = [page.outline.list.item(i).text() for i in range(page.outline.list.count())]
    assert shown == ["（一）主动公开情况", "（二）依申请公开", "（三）监督保障", "（四）没有句号的一段，很长"]
    page.outline.list.itemClicked.emit(page.outline.list.item(1))
    assert page.prose.paragraph_number() == 2


def test_typing_or_pasting_into_a_read_only_text_says_so(page: TextPage) -> None:
    said = []
    page._editor.message.connect(said.append)
    page._editor.document.read_only = True
    page._editor.history_changed.emit()
    page.prose.setFocus()
    press(page, Qt.Key.Key_Down)
    press(page, Qt.Key.Key_C, CTRL)
    assert not said
    QApplication.clipboard().setText("x")
    keys = ((Qt.Key.Key_A, NONE), (Qt.Key.Key_Backspace, NONE), (Qt.Key.Key_Delete, NONE), (Qt.Key.Key_V, CTRL))
    for number, (key, modifier) in enumerate(keys, 1):
        press(page, key, modifier)
        assert len(said) == number, key
    assert all("只读" in message for message in said)
    assert plain(page) == ""
    page._editor.document.read_only = False
    page._editor.history_changed.emit()


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p><b>　　甲</b></p><p style='color:red'>乙<br>丙</p>", "甲\n乙\n丙"),
        ("<p>甲</p><table><tr><td>一</td><td>二</td></tr><tr><td>三</td><td></td></tr></table>", "甲\n一\t二\n三"),
        ("甲乙", "甲乙"),
    ],
)
def test_what_comes_as_html_alone_is_pasted_as_its_paragraphs(page: TextPage, html: str, expected: str) -> None:
    data = QMimeData()
    data.setHtml(html)
    QApplication.clipboard().setMimeData(data)
    press(page, Qt.Key.Key_V, CTRL)
    assert plain(page) == expected
    assert page._editor.history.names() == ("粘贴文字",)


def test_below_the_last_line_there_is_room(page: TextPage, qtbot) -> None:
    put(page, "\n".join(f"第{number}段。" for number in range(40)))
    bar = page.prose.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    press(page, Qt.Key.Key_Home, CTRL)
    qtbot.waitUntil(lambda: bar.value() == 0)
    press(page, Qt.Key.Key_End, CTRL)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    assert page.prose.viewport().height() - page.prose.cursorRect().bottom() >= 12
