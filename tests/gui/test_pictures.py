"""Pictures and charts in a text: paragraphs of their own that nothing is typed into and nothing deletes by chance."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui import picture_commands
from gui.editor import ReportEditor
from gui.picture_dialog import PictureDialog
from gui.picture_files import LARGEST_PNG, picture_from, picture_from_image, read_picture, words_from_name
from gui.prose_edit import LINE_HEIGHT, ProseEdit
from gui.prose_insert import put_object
from gui.prose_pieces import trimmed
from gui.theme import BASE, Theme
from gui.windows import WindowList
from model.edits import Edit, ReplaceText
from model.errors import ImportProblem
from model.pictures import LONGEST_SIDE, Picture, picture_of
from model.text import TextBlock, block_text, chart_block, paragraph, picture_block, spans_of
from tests.builders import report_with
from tests.gui.fakes import compose
from tests.pictures import JPEG, chunk, png
from workflows.document import Document
from workflows.year_chart import chart_png

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PICTURE = picture_block(picture_of(png()), "受理件数")
LINE = block_text(PICTURE)
PICTURE_RULES = ("D3", "D4", "D5")


@pytest.fixture
def editor(make_editor: Callable[..., ReportEditor]) -> ReportEditor:
    return make_editor(report_with({}))


@pytest.fixture
def open_prose(editor: ReportEditor, theme: Theme, qtbot) -> Callable[..., ProseEdit]:
    """A text of these blocks, with the focus."""

    def opened(*blocks: TextBlock) -> ProseEdit:
        editor.report.apply(Edit("导入", (ReplaceText("overview", 0, 99, blocks),)))
        edit = ProseEdit(editor, theme, "overview")
        qtbot.addWidget(edit)
        edit.resize(700, 400)
        with qtbot.waitActive(edit):
            edit.show()
            edit.activateWindow()
        edit.setFocus()
        return edit

    return opened


@pytest.fixture
def prose(open_prose: Callable[..., ProseEdit]) -> ProseEdit:
    """前 · a picture · 后."""
    return open_prose(paragraph("前"), PICTURE, paragraph("后"))


def held(editor: ReportEditor) -> list[str]:
    return [block_text(block) for block in editor.report.text("overview")]


def put_caret(prose: ProseEdit, number: int, at: int = 0) -> None:
    cursor = prose.textCursor()
    cursor.setPosition(prose.document().findBlockByNumber(number).position() + at)
    prose.setTextCursor(cursor)


def in_step(prose: ProseEdit, editor: ReportEditor) -> None:
    """What is shown is what the report holds, each paragraph set as what it is."""
    shown = [prose.shown[number] for number in range(prose.document().blockCount())]
    assert shown == ([spans_of(block) for block in editor.report.text("overview")] or [()])
    centred = Qt.AlignmentFlag.AlignHCenter
    block = prose.document().begin()
    while block.isValid():
        assert (block.blockFormat().alignment() == centred) == (block.text() == "\ufffc"), block.blockNumber()
        assert (block.blockFormat().textIndent() == 0) == (block.text() == "\ufffc")
        block = block.next()


@pytest.mark.parametrize(("at", "expected"), [(0, ["前", "字", LINE, "后"]), (1, ["前", LINE, "字", "后"])])
def test_what_is_typed_beside_a_picture_is_a_paragraph_of_its_own(prose, editor, at: int, expected: list[str]) -> None:
    put_caret(prose, 1, at)
    QTest.keyClicks(prose, "x")
    QTest.keyClicks(prose, "y")
    assert held(editor) == [line.replace("字", "xy") for line in expected]
    in_step(prose, editor)
    editor.undo()
    editor.undo()
    assert held(editor) == ["前", LINE, "后"]
    in_step(prose, editor)


def test_what_is_composed_and_pasted_beside_a_picture_is_a_paragraph_too(prose, editor) -> None:
    put_caret(prose, 1, 1)
    compose(prose, "zi")
    compose(prose, "", "字")
    assert held(editor) == ["前", LINE, "字", "后"]
    put_caret(prose, 1, 1)
    data = QMimeData()
    data.setText("贴")
    prose.insertFromMimeData(data)
    assert held(editor) == ["前", LINE, "贴", "字", "后"]
    in_step(prose, editor)


def test_typing_with_the_picture_selected_does_not_replace_it(prose, editor) -> None:
    put_caret(prose, 1, 1)
    QTest.keyClick(prose, KEY.Key_Backspace)
    assert prose.objects.selected()
    QTest.keyClicks(prose, "x")
    assert held(editor) == ["前", LINE, "x", "后"]
    in_step(prose, editor)


@pytest.mark.parametrize(
    ("number", "at", "key"),
    [
        (1, 1, KEY.Key_Backspace),
        (2, 0, KEY.Key_Backspace),
        (1, 0, KEY.Key_Delete),
        (0, 1, KEY.Key_Delete),
    ],
)
def test_a_deleting_key_selects_the_picture_and_deletes_it_only_then(prose, editor, number, at, key) -> None:
    put_caret(prose, number, at)
    QTest.keyClick(prose, key)
    assert held(editor) == ["前", LINE, "后"]
    assert prose.objects.selected()
    QTest.keyClick(prose, key)
    assert LINE not in held(editor)
    editor.undo()
    assert held(editor) == ["前", LINE, "后"]
    assert editor.report.text("overview")[1] == PICTURE
    in_step(prose, editor)
    editor.redo()
    assert LINE not in held(editor)
    in_step(prose, editor)


def test_text_is_never_joined_to_a_picture(prose, editor) -> None:
    put_caret(prose, 1, 0)
    QTest.keyClick(prose, KEY.Key_Backspace)
    assert held(editor) == ["前", LINE, "后"]
    assert prose.textCursor().position() == 1
    put_caret(prose, 1, 1)
    QTest.keyClick(prose, KEY.Key_Delete)
    assert held(editor) == ["前", LINE, "后"]
    assert prose.textCursor().blockNumber() == 2


def test_an_empty_paragraph_beside_a_picture_goes(prose, editor) -> None:
    put_caret(prose, 1, 1)
    QTest.keyClick(prose, KEY.Key_Return)
    assert held(editor) == ["前", LINE, "", "后"]
    in_step(prose, editor)
    QTest.keyClick(prose, KEY.Key_Backspace)
    assert held(editor) == ["前", LINE, "后"]
    in_step(prose, editor)


@pytest.mark.parametrize(("start", "end"), [(0, 3), (1, 2), (0, 4), (2, 4)])
def test_any_deletion_over_a_picture_leaves_sound_paragraphs(prose, editor, start: int, end: int) -> None:
    cursor = prose.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    prose.setTextCursor(cursor)
    QTest.keyClick(prose, KEY.Key_Delete)
    in_step(prose, editor)
    assert "".join(held(editor)).replace(LINE, "").strip("前后") == ""
    editor.undo()
    assert held(editor) == ["前", LINE, "后"]
    in_step(prose, editor)


@pytest.mark.parametrize(
    ("at", "expected"),
    [(0, ["［年度图表］", "前中后"]), (1, ["前", "［年度图表］", "中后"]), (3, ["前中后", "［年度图表］"])],
)
def test_an_object_parts_the_paragraph_it_is_put_into(open_prose, editor, at: int, expected: list[str]) -> None:
    prose = open_prose(paragraph("前中后"))
    put_caret(prose, 0, at)
    put_object(prose, spans_of(chart_block()), "插入年度图表")
    assert held(editor) == expected
    in_step(prose, editor)
    assert editor.undo_words().startswith("插入年度图表")
    editor.undo()
    assert held(editor) == ["前中后"]
    in_step(prose, editor)


def test_the_first_object_of_an_empty_text(open_prose, editor) -> None:
    prose = open_prose()
    put_object(prose, spans_of(PICTURE), "插入图片")
    assert held(editor) == [LINE]
    QTest.keyClicks(prose, "x")
    assert held(editor) == [LINE, "x"]
    in_step(prose, editor)


def test_copy_cut_and_paste_keep_picture_words_and_bytes(prose, editor) -> None:
    put_caret(prose, 1, 1)
    QTest.keyClick(prose, KEY.Key_Backspace)
    prose.cut()
    data = QApplication.clipboard().mimeData()
    assert data.hasImage()
    assert bytes(data.data("image/png").data()) == png()
    assert LINE not in held(editor)
    put_caret(prose, 0, 1)
    prose.paste()
    assert PICTURE in editor.report.text("overview")
    in_step(prose, editor)


def test_copied_with_its_neighbours_it_is_words_for_others(prose) -> None:
    prose.selectAll()
    data = prose.createMimeDataFromSelection()
    assert data.text() == f"前\n{LINE}\n后"
    assert not data.hasImage()


def test_the_mouse_selects_and_opens_it(prose, qtbot) -> None:
    place = prose.cursorRect(QTextCursor(prose.document().findBlockByNumber(1))).center() + QPoint(8, 0)
    QTest.mouseClick(prose.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert prose.objects.selected()
    with qtbot.waitSignal(prose.object_wanted):
        QTest.mouseDClick(prose.viewport(), Qt.MouseButton.LeftButton, pos=place)
    # The test's second press of a double click is never let go otherwise.
    QTest.mouseRelease(prose.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(prose.object_wanted):
        QTest.keyClick(prose, KEY.Key_Return)


def test_pictures_and_files_that_come_in_are_asked_for(prose, qtbot, tmp_path: Path) -> None:
    image = QMimeData()
    image.setImageData(QImage.fromData(png()))
    assert prose.canInsertFromMimeData(image)
    with qtbot.waitSignal(prose.pictures_wanted) as wanted:
        prose.insertFromMimeData(image)
    assert isinstance(wanted.args[0], QImage)
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "图.png"))])
    assert prose.canInsertFromMimeData(files)
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "报告.docx"))])
    assert not prose.canInsertFromMimeData(files)


def test_text_that_comes_with_its_picture_stays_text(prose, editor) -> None:
    both = QMimeData()
    both.setImageData(QImage.fromData(png()))
    both.setText("格里的字")
    put_caret(prose, 2, 1)
    prose.insertFromMimeData(both)
    assert held(editor) == ["前", LINE, "后格里的字"]


def test_everything_grows_with_the_scale(open_prose, theme: Theme, qtbot) -> None:
    prose = open_prose(PICTURE, paragraph("后"))
    before = prose.cursorRect(QTextCursor(prose.document().firstBlock())).height()
    theme.scale_to(2 * BASE)
    line = theme.px(LINE_HEIGHT)
    qtbot.waitUntil(lambda: prose.document().lastBlock().blockFormat().lineHeight() == line)
    assert prose.document().firstBlock().blockFormat().lineHeight() == 0
    assert prose.cursorRect(QTextCursor(prose.document().firstBlock())).height() > before


def test_what_goes_to_another_program_is_never_the_words_of_the_file(prose) -> None:
    put_caret(prose, 1, 1)
    QTest.keyClick(prose, KEY.Key_Backspace)
    data = prose.createMimeDataFromSelection()
    assert not data.hasText()


def test_a_broken_picture_is_shown_and_kept(open_prose, editor) -> None:
    broken = picture_block(picture_of(png()[:40]), "")
    prose = open_prose(broken, TextBlock((), "picture", '{"picture": "0"}'))
    prose.grab()
    put_caret(prose, 1, 1)
    QTest.keyClicks(prose, "x")
    assert editor.report.text("overview")[:2] == (broken, TextBlock((), "picture", '{"picture": "0"}'))


@pytest.fixture
def window(program: WindowList, qtbot):
    """A report's window with the text of section one in front."""
    report = report_with({})
    report.apply(Edit("导入", (ReplaceText("overview", 0, 0, (paragraph("前"),)),)))
    window = program.open_report(report, None)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    window.finish()
    window.pages.show("overview").prose.setFocus()
    return window


def saying(words: str) -> Callable[[PictureDialog], bool]:
    """An answer to the dialog: these words."""

    def answer(dialog: PictureDialog) -> bool:
        dialog.field.setPlainText(words)
        return True

    return answer


def test_inserted_by_the_menu_and_described_later(window, tmp_path: Path) -> None:
    file = tmp_path / "图1_受理情况.png"
    file.write_bytes(png())
    drafts: list[str] = []
    answers = window.tools.interaction.answers
    answers += [file, lambda dialog: drafts.append(dialog.words()) or saying("")(dialog)]
    window.actions_["insert_picture"].trigger()
    assert drafts == ["图1 受理情况"]
    blocks = window.editor.report.text("overview")
    assert [block.kind for block in blocks] == ["picture", "paragraph"]
    assert blocks[0].picture == Picture(png())
    assert [finding.rule for finding in window.editor.report.findings() if finding.rule in PICTURE_RULES] == ["D4"]
    prose = window.pages.page.prose
    put_caret(prose, 0, 1)
    QTest.keyClick(prose, KEY.Key_Backspace)
    answers.append(saying("受理\n件数"))
    QTest.keyClick(prose, KEY.Key_Return)
    assert window.editor.report.text("overview")[0].alternative == "受理 件数"
    put_caret(prose, 0, 1)
    QTest.keyClick(prose, KEY.Key_Backspace)
    assert "［图：受理 件数］" in window.pages.page.note()
    assert not [finding for finding in window.editor.report.findings() if finding.rule in PICTURE_RULES]
    window.editor.undo()
    assert window.editor.report.text("overview")[0].alternative == ""
    window.editor.undo()
    assert held(window.editor) == ["前"]


def test_pasted_and_dropped_pictures_come_in_where_the_caret_is(window, tmp_path: Path, qtbot) -> None:
    prose = window.pages.page.prose
    put_caret(prose, 0, 1)
    (tmp_path / "甲.png").write_bytes(png())
    (tmp_path / "乙.jpg").write_bytes(b"no picture")
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("甲.png", "乙.jpg")])
    window.tools.interaction.answers.append(lambda dialog: True)
    with qtbot.waitSignal(prose.pictures_wanted):
        prose.insertFromMimeData(files)
    assert held(window.editor) == ["前", "［图：甲］"]
    assert "乙.jpg" in window.tools.interaction.asked[-1]
    image = QMimeData()
    image.setImageData(QImage.fromData(png(8, 8)))
    window.tools.interaction.answers.append(saying("剪贴板"))
    with qtbot.waitSignal(prose.pictures_wanted):
        prose.insertFromMimeData(image)
    assert held(window.editor) == ["前", "［图：甲］", "［图：剪贴板］"]


def test_more_than_the_file_can_hold_is_refused(window, monkeypatch) -> None:
    monkeypatch.setattr(picture_commands, "MOST_BYTES", 10)
    picture_commands.put_pictures(window, window.pages.page.prose, QImage.fromData(png()))
    assert "图片没有插入" in window.tools.interaction.asked[-1]
    assert held(window.editor) == ["前"]


def test_a_chart_is_shown_as_it_will_be_printed(window, qtbot) -> None:
    """Drawn from the figures of now, anew after a change, without a step of its own."""
    prose = window.pages.page.prose
    window.actions_["insert_chart"].trigger()
    charts = prose.objects._pictures.charts
    line = prose.document().firstBlock()
    before = prose.document().documentLayout().blockBoundingRect(line).height()
    prose.parentWidget().window().resize(900, 420)
    QApplication.processEvents()
    qtbot.waitUntil(lambda: charts.picture is not None)
    assert charts.picture.data == chart_png(window.editor.report)
    assert prose.document().documentLayout().blockBoundingRect(line).height() > before
    assert prose.viewport().rect().intersects(prose.cursorRect()), "the caret is pushed out of sight by nothing"
    prose.grab()
    first = charts.picture
    window.editor.enter("requests.received.natural_person", "4321")
    qtbot.waitUntil(lambda: charts.picture != first)
    assert charts.picture.data == chart_png(window.editor.report)
    window.editor.undo()
    window.editor.undo()
    assert held(window.editor) == ["前"]


def test_a_chart_by_the_menu(window) -> None:
    window.actions_["insert_chart"].trigger()
    assert held(window.editor) == ["［年度图表］", "前"]
    assert window.actions_["picture_words"].isEnabled()


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    file = tmp_path / "假.jpg"
    file.write_bytes(png())
    assert read_picture(file).look.kind == "png"
    file.write_bytes(b"GIF89a")
    with pytest.raises(ImportProblem, match=r"假\.jpg"):
        read_picture(file)
    file.write_bytes(png()[:50])
    with pytest.raises(ImportProblem):
        read_picture(file)


def test_large_pictures_are_made_smaller_and_keep_their_format() -> None:
    image = QImage(3000, 30, QImage.Format.Format_Grayscale8)
    image.fill(90)
    found = picture_from_image(image)
    assert found.look[:3] == ("png", LONGEST_SIDE, 20)
    assert picture_from(png(2400, 1200), "大").look[:3] == ("png", LONGEST_SIDE, 1000)
    assert picture_from(JPEG, "小").look[:3] == ("jpeg", 8, 8)
    assert len(found.data) < LARGEST_PNG


def test_a_photograph_is_turned_upright_and_tells_nobody_where_it_was_taken(tmp_path: Path) -> None:
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(0xFF336699)
    file = tmp_path / "x.jpg"
    image.save(str(file), "JPEG")
    plain = file.read_bytes()
    # An EXIF block that says: turned by a quarter.
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    turned = plain[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + plain[2:]
    assert picture_from(turned, "照片").look[:3] == ("jpeg", 10, 20)
    upright = plain[:2] + b"\xff\xfe\x00\x06GPS!" + plain[2:]
    assert b"GPS!" not in picture_from(upright, "照片").data
    said = png()[:-12] + chunk(b"tEXt", b"Author\0Wang") + png()[-12:]
    assert b"Wang" not in picture_from(said, "图").data
    assert picture_from(said, "图") == Picture(png())


@pytest.mark.parametrize(
    ("name", "words"),
    [("图1_受理情况.png", "图1 受理情况"), ("IMG_2034.JPG", ""), ("微信图片_2025.png", ""), ("3.png", "")],
)
def test_the_file_name_is_a_draft_of_the_words(name: str, words: str) -> None:
    assert words_from_name(Path(name)) == words


STEPS = {
    "type": lambda prose, editor: QTest.keyClicks(prose, "x"),
    "compose": lambda prose, editor: (compose(prose, "zi"), compose(prose, "", "字")),
    "Enter": lambda prose, editor: QTest.keyClick(prose, KEY.Key_Return),
    "Backspace": lambda prose, editor: QTest.keyClick(prose, KEY.Key_Backspace),
    "Delete": lambda prose, editor: QTest.keyClick(prose, KEY.Key_Delete),
    "a word back": lambda prose, editor: QTest.keyClick(prose, KEY.Key_Backspace, CTRL),
    "left": lambda prose, editor: QTest.keyClick(prose, KEY.Key_Left),
    "right": lambda prose, editor: QTest.keyClick(prose, KEY.Key_Right),
    "down": lambda prose, editor: QTest.keyClick(prose, KEY.Key_Down),
    "start": lambda prose, editor: QTest.keyClick(prose, KEY.Key_Home, CTRL),
    "select up": lambda prose, editor: QTest.keyClick(prose, KEY.Key_Up, SHIFT),
    "select right": lambda prose, editor: QTest.keyClick(prose, KEY.Key_Right, SHIFT),
    "cut": lambda prose, editor: prose.cut(),
    "paste": lambda prose, editor: prose.paste(),
    "undo": lambda prose, editor: editor.undo(),
    "redo": lambda prose, editor: editor.redo(),
    "insert": lambda prose, editor: put_object(prose, spans_of(chart_block()), "插入年度图表"),
}


@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=30))
@settings(max_examples=25, deadline=None)
def test_whatever_is_done_the_text_shows_what_the_report_holds(steps: list[str]) -> None:
    report = report_with({})
    report.apply(Edit("导入", (ReplaceText("overview", 0, 99, (paragraph("前文"), PICTURE, paragraph("后文"))),)))
    editor = ReportEditor(Document.new(report))
    prose = ProseEdit(editor, Theme(), "overview")
    prose.show()
    prose.setFocus()
    for step in steps:
        STEPS[step](prose, editor)
        QApplication.processEvents()
        shown = [trimmed(spans) for spans in prose.shown]
        assert shown == ([spans_of(block) for block in editor.report.text("overview")] or [()])
        assert all("\ufffc" not in line or line == "\ufffc" for line in prose.toPlainText().split("\n"))
    prose.close()
    prose.deleteLater()
