"""Live figures in the text: caret, selection and deletion go over them as one; nothing typed beside them is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.editor import ReportEditor
from gui.prose_clipboard import TEXT_TYPE
from gui.prose_edit import ProseEdit
from gui.prose_pieces import EDGE, unmarked
from gui.theme import Theme
from model.edits import Edit, ReplaceText
from model.entry import enter
from model.live_figures import UNFILLED, Formula, figure_span, stale_span
from model.text import Span, TextBlock, from_plain
from tests.builders import report_with
from tests.gui.fakes import compose

NATURAL = "requests.received.natural_person"
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
FIGURE = figure_span(Formula("sum", (NATURAL,)), "47")
LEFT, RIGHT, BACK, DELETE = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Backspace, Qt.Key.Key_Delete
HOME, END = Qt.Key.Key_Home, Qt.Key.Key_End


@pytest.fixture
def editor(make_editor: Callable[..., ReportEditor]) -> ReportEditor:
    """A report with 47 in one cell."""
    return make_editor(report_with({NATURAL: "47"}))


@pytest.fixture
def prose(editor: ReportEditor, theme: Theme, qtbot) -> ProseEdit:
    """The text of section one: 共[47]件, with the focus and the caret at its start."""
    put(editor, Span("共"), FIGURE, Span("件"))
    edit = ProseEdit(editor, theme, "overview")
    qtbot.addWidget(edit)
    edit.resize(700, 300)
    with qtbot.waitActive(edit):
        edit.show()
        edit.activateWindow()
    edit.setFocus()
    return edit


def put(editor: ReportEditor, *spans: Span, word: str = "") -> None:
    """The section becomes one paragraph of these spans."""
    editor.report.apply(Edit("导入", (ReplaceText("overview", 0, 99, (TextBlock(spans, word=word),)),)))


def spans(editor: ReportEditor, paragraph: int = 0) -> tuple[str, ...]:
    """The paragraph as the report has it, live figures in brackets, figures to be changed in braces."""
    frames = {"text": "{}", "figure": "[{}]", "stale": "{{{}}}"}
    block = editor.report.text("overview")[paragraph]
    return tuple(frames[span.kind].format(span.text) for span in block.spans)


def press(prose: ProseEdit, *keys: Qt.Key, modifiers=NONE) -> None:
    """Press these keys in the text."""
    for key in keys:
        QTest.keyClick(prose, key, modifiers)


def test_the_edges_are_in_the_document_alone(prose: ProseEdit, editor: ReportEditor) -> None:
    assert prose.toPlainText() == f"共{EDGE}47{EDGE}件"
    assert editor.report.plain("overview") == "共47件"
    assert EDGE not in str(editor.report.text("overview"))


@pytest.mark.parametrize(
    ("keys", "typed", "expected"),
    [
        ((RIGHT,), "x", ("共x", "[47]", "件")),
        ((RIGHT, RIGHT), "x", ("共", "[47]", "x件")),
        ((RIGHT, RIGHT, LEFT), "x", ("共x", "[47]", "件")),
        ((END, LEFT), "xy", ("共", "[47]", "xy件")),
        ((END, LEFT, LEFT), "xy", ("共xy", "[47]", "件")),
        ((RIGHT, RIGHT), " ", ("共", "[47]", " 件")),
    ],
)
def test_the_caret_goes_over_it_as_one_and_typing_never_extends_it(
    prose: ProseEdit, editor: ReportEditor, keys: tuple[Qt.Key, ...], typed: str, expected: tuple[str, ...]
) -> None:
    press(prose, HOME, *keys)
    QTest.keyClicks(prose, typed)
    assert spans(editor) == expected
    assert prose.toPlainText().replace(EDGE, "") == editor.report.plain("overview")


@pytest.mark.parametrize(
    ("keys", "modifiers", "expected"),
    [
        ((RIGHT, RIGHT, BACK), NONE, ("共件",)),
        ((RIGHT, DELETE), NONE, ("共件",)),
        ((RIGHT, RIGHT, DELETE), NONE, ("共", "[47]")),
        ((RIGHT, BACK), NONE, ("[47]", "件")),
    ],
)
def test_deleting_takes_it_as_one(
    prose: ProseEdit, editor: ReportEditor, keys: tuple[Qt.Key, ...], modifiers, expected: tuple[str, ...]
) -> None:
    press(prose, HOME, *keys, modifiers=modifiers)
    assert spans(editor) == expected
    editor.undo()
    assert spans(editor) == ("共", "[47]", "件")
    assert prose.toPlainText() == f"共{EDGE}47{EDGE}件"
    editor.redo()
    assert spans(editor) == expected


@pytest.mark.parametrize(("keys", "key"), [((END,), BACK), ((HOME,), DELETE)])
def test_deleting_a_word_never_leaves_half_of_it(
    prose: ProseEdit, editor: ReportEditor, keys: tuple[Qt.Key, ...], key: Qt.Key
) -> None:
    press(prose, *keys)
    for _ in range(4):
        press(prose, key, modifiers=CTRL)
        assert all(part in ("共", "[47]", "件") for block in editor.report.text("overview") for part in _parts(block))
    assert editor.report.plain("overview") == ""


def _parts(block: TextBlock) -> list[str]:
    return [f"[{span.text}]" if span.kind == "figure" else span.text for span in block.spans]


def test_a_selection_takes_it_whole(prose: ProseEdit, editor: ReportEditor) -> None:
    press(prose, HOME, RIGHT)
    press(prose, RIGHT, modifiers=SHIFT)
    assert prose.textCursor().selectedText() == f"{EDGE}47{EDGE}"
    assert prose.selected_text() == "47"
    QTest.keyClicks(prose, "x")
    assert spans(editor) == ("共x件",)
    assert prose.toPlainText() == "共x件"


def test_what_replaces_a_selection_that_ends_with_it_is_plain(prose: ProseEdit, editor: ReportEditor) -> None:
    press(prose, HOME)
    press(prose, RIGHT, RIGHT, modifiers=SHIFT)
    compose(prose, "", "新收")
    QTest.keyClicks(prose, "47")
    assert spans(editor) == ("新收47件",)
    assert {style.format.propertyCount() for style in prose.document().firstBlock().textFormats()} == {0}


@pytest.mark.parametrize("keys", [(RIGHT,), (RIGHT, RIGHT)])
def test_an_input_method_beside_it(prose: ProseEdit, editor: ReportEditor, keys: tuple[Qt.Key, ...]) -> None:
    press(prose, HOME, *keys)
    compose(prose, "shenqing")
    assert spans(editor) == ("共", "[47]", "件")
    prose.viewport().grab()
    compose(prose, "", "申请")
    expected = ("共申请", "[47]", "件") if len(keys) == 1 else ("共", "[47]", "申请件")
    assert spans(editor) == expected
    compose(prose, "", "１２")
    assert editor.report.plain("overview").count("１２") == 1
    editor.report.apply(Edit("填写", enter(editor.report, NATURAL, "5")))
    assert "[5]" in spans(editor)


def test_a_composition_given_up_leaves_it_alone(prose: ProseEdit, editor: ReportEditor) -> None:
    press(prose, HOME, RIGHT, RIGHT)
    compose(prose, "shen")
    compose(prose, "")
    assert spans(editor) == ("共", "[47]", "件")
    assert editor.history.names() == ()


def test_it_follows_its_cell_and_the_caret_stays(prose: ProseEdit, editor: ReportEditor) -> None:
    press(prose, END)
    editor.enter(NATURAL, "1047")
    assert prose.toPlainText() == f"共{EDGE}1047{EDGE}件"
    assert prose.textCursor().atEnd()
    editor.undo()
    assert prose.toPlainText() == f"共{EDGE}47{EDGE}件"
    QTest.keyClicks(prose, "x")
    assert spans(editor) == ("共", "[47]", "件x")


def test_copy_and_paste_keep_it_and_others_get_plain_text(prose: ProseEdit, editor: ReportEditor) -> None:
    press(prose, Qt.Key.Key_A, modifiers=CTRL)
    press(prose, Qt.Key.Key_C, modifiers=CTRL)
    data = QApplication.clipboard().mimeData()
    assert data.text() == "共47件"
    assert data.hasFormat(TEXT_TYPE)
    press(prose, END)
    press(prose, Qt.Key.Key_V, modifiers=CTRL)
    assert spans(editor) == ("共", "[47]", "件共", "[47]", "件")
    editor.enter(NATURAL, "5")
    assert editor.report.plain("overview") == "共5件共5件"
    editor.undo()
    editor.undo()
    assert spans(editor) == ("共", "[47]", "件")


def test_two_of_the_same_side_by_side_stay_two(prose: ProseEdit, editor: ReportEditor) -> None:
    put(editor, FIGURE, FIGURE)
    press(prose, HOME, RIGHT)
    QTest.keyClicks(prose, "x")
    assert spans(editor) == ("[47]", "x", "[47]")
    press(prose, BACK, BACK)
    assert spans(editor) == ("[47]",)


def test_cut_and_paste_move_it(prose: ProseEdit, editor: ReportEditor) -> None:
    press(prose, HOME, RIGHT)
    press(prose, RIGHT, modifiers=SHIFT)
    press(prose, Qt.Key.Key_X, modifiers=CTRL)
    assert spans(editor) == ("共件",)
    press(prose, END)
    press(prose, Qt.Key.Key_V, modifiers=CTRL)
    assert spans(editor) == ("共件", "[47]")


def test_a_figure_of_another_form_comes_in_as_plain_text(
    prose: ProseEdit, make_editor: Callable[..., ReportEditor], theme: Theme, qtbot
) -> None:
    press(prose, Qt.Key.Key_A, modifiers=CTRL)
    data = prose.createMimeDataFromSelection()
    other = make_editor(report_with(edition="made_up", of=_made_up()))
    edit = ProseEdit(other, theme, other.report.form.sections[1].id)
    qtbot.addWidget(edit)
    edit.insertFromMimeData(data)
    (block,) = other.report.text(edit.section)
    assert block.spans == (Span("共47件"),)


def _made_up():
    from tests.builders import made_up_form

    return made_up_form()


def test_our_own_format_that_is_broken_is_pasted_as_its_plain_text(prose: ProseEdit, editor: ReportEditor) -> None:
    data = QMimeData()
    data.setText("答复")
    data.setData(TEXT_TYPE, b"{")
    press(prose, HOME)
    prose.insertFromMimeData(data)
    assert spans(editor)[0] == "答复共"


def test_dragged_text_takes_it_along(prose: ProseEdit, editor: ReportEditor) -> None:
    put(editor, Span("甲"), FIGURE, Span("乙丙"))
    cursor = prose.textCursor()
    cursor.setPosition(1)
    cursor.setPosition(5, QTextCursor.MoveMode.KeepAnchor)
    prose.setTextCursor(cursor)
    data = prose.createMimeDataFromSelection()
    # What Qt does for a drop in the same field: both in one block of edits.
    target = QTextCursor(prose.document())
    target.movePosition(QTextCursor.MoveOperation.End)
    target.beginEditBlock()
    prose.textCursor().removeSelectedText()
    prose.setTextCursor(target)
    prose.insertFromMimeData(data)
    target.endEditBlock()
    assert spans(editor) == ("甲乙丙", "[47]")
    assert len(editor.history.names()) == 1


def test_enter_beside_it_and_back_again(prose: ProseEdit, editor: ReportEditor) -> None:
    press(prose, HOME, RIGHT, RIGHT, Qt.Key.Key_Return)
    assert (spans(editor, 0), spans(editor, 1)) == (("共", "[47]"), ("件",))
    press(prose, Qt.Key.Key_Up, END, Qt.Key.Key_Return)
    QTest.keyClicks(prose, "x")
    assert spans(editor, 1) == ("x",)
    press(prose, BACK, BACK, DELETE)
    assert spans(editor) == ("共", "[47]", "件")


def test_a_figure_that_shows_nothing_is_troubled(prose: ProseEdit, editor: ReportEditor) -> None:
    editor.enter(NATURAL, "")
    assert unmarked(prose.toPlainText()) == f"共{UNFILLED}件"
    press(prose, HOME, RIGHT)
    assert prose.current_figure().text == UNFILLED
    assert prose.is_troubled(prose.current_figure())


@pytest.mark.parametrize("before", range(28, 40))
def test_one_with_words_stays_on_one_line(prose: ProseEdit, editor: ReportEditor, before: int) -> None:
    put(
        editor,
        Span("年" * before),
        Span("增长百分之四十一点四", "figure", '{"what": "product"}'),
        Span("，上年结转三件。"),
    )
    block = prose.document().firstBlock()
    (run,) = prose.chips.runs(block)
    line = block.layout().lineForTextPosition
    assert line(run.start).lineNumber() == line(run.end - 1).lineNumber()
    prose.selectAll()
    assert prose.selected_text() == editor.report.plain("overview")


def test_one_that_is_not_understood_is_kept(prose: ProseEdit, editor: ReportEditor) -> None:
    put(editor, Span("共"), Span("47", "figure", '{"what": "product"}'), Span("件"))
    press(prose, END)
    QTest.keyClicks(prose, "x")
    assert editor.report.text("overview")[0].spans[1] == Span("47", "figure", '{"what": "product"}')
    press(prose, HOME, RIGHT)
    assert prose.is_troubled(prose.current_figure())


def test_spans_of_a_kind_from_a_newer_version_are_kept(prose: ProseEdit, editor: ReportEditor) -> None:
    link = Span("见附件", "link", '{"to": "a"}')
    put(editor, Span("共"), link, Span("件"))
    press(prose, END)
    QTest.keyClicks(prose, "x")
    assert editor.report.text("overview")[0].spans == (Span("共"), link, Span("件x"))


def test_typing_into_a_figure_of_last_year_makes_it_plain(prose: ProseEdit, editor: ReportEditor) -> None:
    put(editor, Span("共"), stale_span("41"), Span("件"))
    press(prose, END)
    QTest.keyClicks(prose, "x")
    assert spans(editor) == ("共", "{41}", "件x")
    press(prose, HOME, RIGHT, RIGHT)
    QTest.keyClicks(prose, "5")
    assert spans(editor) == ("共451件x",)
    editor.undo()
    assert spans(editor) == ("共", "{41}", "件x")


def test_typing_beside_a_figure_of_last_year_leaves_its_mark(prose: ProseEdit, editor: ReportEditor) -> None:
    put(editor, Span("共"), stale_span("41"), Span("件"))
    press(prose, HOME, RIGHT)
    QTest.keyClicks(prose, "x")
    assert spans(editor) == ("共x", "{41}", "件")


def test_the_word_on_a_paragraph_outlives_its_editing(prose: ProseEdit, editor: ReportEditor) -> None:
    put(editor, Span("共"), FIGURE, Span("件"), word="待法规科核")
    press(prose, END)
    QTest.keyClicks(prose, "xy")
    press(prose, Qt.Key.Key_Return)
    QTest.keyClicks(prose, "z")
    assert [block.word for block in editor.report.text("overview")] == ["待法规科核", ""]
    press(prose, BACK, BACK)
    assert [block.word for block in editor.report.text("overview")] == ["待法规科核"]
    press(prose, HOME, Qt.Key.Key_Return)
    assert [block.word for block in editor.report.text("overview")] == ["", "待法规科核"]


def test_a_click_inside_puts_the_caret_at_its_edge(prose: ProseEdit) -> None:
    cursor = prose.textCursor()
    cursor.setPosition(3)
    middle = prose.cursorRect(cursor).center()
    QTest.mouseClick(prose.viewport(), Qt.MouseButton.LeftButton, NONE, QPoint(middle.x(), middle.y()))
    assert prose.textCursor().position() in (1, 5)
    assert prose.current_figure() is not None


def test_no_line_breaks_between_it_and_the_mark_behind_it(prose: ProseEdit, editor: ReportEditor) -> None:
    broken = 0
    for before in range(20, 60):
        put(editor, Span("字" * before), FIGURE, Span("；又"), FIGURE, Span("。" + "字" * 30))
        layout = prose.document().firstBlock().layout()
        text = prose.document().firstBlock().text()
        starts = [layout.lineAt(number).textStart() for number in range(layout.lineCount())]
        broken += sum(text[start] in "；。47" for start in starts)
    assert layout.lineCount() > 1
    assert broken == 0


def test_undo_marks_a_figure_that_came_back(prose: ProseEdit, editor: ReportEditor) -> None:
    editor.go_to.connect(prose.go_to)
    press(prose, HOME, RIGHT, RIGHT, BACK)
    editor.undo()
    (mark,) = prose.extraSelections()
    assert mark.cursor.selectedText() == f"{EDGE}47{EDGE}"
    assert prose.textCursor().position() == 5


def test_characters_outside_the_basic_plane_beside_it(prose: ProseEdit, editor: ReportEditor) -> None:
    put(editor, Span("𠮷共"), FIGURE, Span("𠮷件"))
    press(prose, END)
    compose(prose, "", "𠮷")
    assert spans(editor) == ("𠮷共", "[47]", "𠮷件𠮷")
    press(prose, HOME, RIGHT, RIGHT, RIGHT, BACK)
    assert spans(editor) == ("𠮷共𠮷件𠮷",)


def test_text_put_in_elsewhere_keeps_the_caret_beside_the_figure(prose: ProseEdit, editor: ReportEditor) -> None:
    press(prose, HOME, RIGHT, RIGHT)
    editor.report.apply(Edit("改", (ReplaceText("overview", 0, 0, from_plain("新的一段")),)))
    assert prose.textCursor().blockNumber() == 1
    assert prose.textCursor().positionInBlock() == 5
