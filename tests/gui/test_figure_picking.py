"""Inserting live figures: picking cells by keyboard, what the guidance says, and the offers to tie what was typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from gui.context_menu import grid_menu
from gui.figure_picking import picking
from gui.link_offer import LinkOffer
from gui.main_window import MainWindow
from gui.prose_edit import ProseEdit
from gui.text_page import TextPage
from gui.windows import WindowList
from model.edits import Edit, ReplaceText, SetLastYear
from model.live_figures import UNFILLED, Formula, figure_span, formula_of
from model.state import LastReport
from model.text import Span, TextBlock
from tests.builders import report_with
from tests.gui.fakes import compose

NATURAL, BUSINESS = "requests.received.natural_person", "requests.received.business"
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
ENTER, ESC, TAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab
DOWN, RIGHT, F2 = Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_F2


@pytest.fixture
def page(program: WindowList, qtbot) -> TextPage:
    """The page of section one with the focus; 37 and 10 in the first two cells of 表三, 20 and 0 last year."""
    report = report_with({NATURAL: "37", BUSINESS: "10"})
    last = report_with({NATURAL: "20", BUSINESS: "0"}, year=2024)
    report.apply(Edit("上年", (SetLastYear((LastReport(last.state(), "上年.nianbao", "0" * 64),)),)))
    window = program.open_report(report, None)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    window.finish()
    return window.pages.show("overview")


def key(what: Qt.Key | str, modifiers=NONE) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(QApplication.focusWidget(), what, modifiers)


def plain(page: TextPage) -> str:
    """The section's text as the report has it."""
    return page.window().editor.report.plain("overview")


def formulas(page: TextPage) -> list[Formula | None]:
    """The formulas of the section's live figures."""
    report = page.window().editor.report
    return [
        formula_of(span, report.form)
        for block in report.text("overview")
        for span in block.spans
        if span.kind != "text"
    ]


def marked(window: MainWindow) -> set[str]:
    """The cells of 表三 that are painted as marked."""
    looks = window.pages.show("requests").grid._looks
    return {cell for cell in window.editor.report.form.cells if cell.startswith("requests.") and looks[cell].marked}


def start(page: TextPage, text: str = "共") -> None:
    """Type a text and begin to pick; the first cell of 表三 is current."""
    compose(page.prose, "", text)
    key(Qt.Key.Key_I, CTRL)
    assert picking(page.window()) is not None
    assert page.window().editor.current_cell == NATURAL


def test_a_cell_is_picked_by_keyboard_and_comes_in_as_one_step(page: TextPage) -> None:
    start(page)
    key(RIGHT)
    assert picking(page.window()).shown.text() == "＝ 10"
    key(ENTER)
    assert picking(page.window()) is None
    assert QApplication.focusWidget() is page.prose
    assert plain(page) == "共10"
    assert formulas(page) == [Formula("sum", (BUSINESS,))]
    assert page.window().editor.history.names() == ("输入文字", "插入数据")
    QTest.keyClicks(page.prose, "x")
    assert plain(page) == "共10x"
    page.window().editor.enter(BUSINESS, "11")
    assert plain(page) == "共11x"


@pytest.mark.parametrize(
    ("keys", "text", "formula"),
    [
        (((RIGHT, SHIFT), ENTER), "47", Formula("sum", (NATURAL, BUSINESS))),
        (("4", ENTER), "20", Formula("last", (NATURAL,))),
        (("5", ENTER), "增长85.0%", Formula("change", (NATURAL,), decimals=1)),
        (("5", ".", ENTER), "增长85.00%", Formula("change", (NATURAL,), decimals=2)),
        (("5", ".", ".", "/", ENTER), "增长百分之八十五", Formula("change", (NATURAL,), (), 0, "chinese")),
        (("2", RIGHT, ENTER), "27", Formula("difference", (NATURAL,), (BUSINESS,))),
        (("3", RIGHT, ENTER), "370.0%", Formula("share", (NATURAL,), (BUSINESS,), 1)),
        (("3", "1", ENTER), "37", Formula("sum", (NATURAL,))),
        (("/", ENTER), "三十七", Formula("sum", (NATURAL,), numerals="chinese")),
        ((".", ".", ENTER), "37.0", Formula("sum", (NATURAL,), decimals=1)),
        ((".", ".", ".", ".", ENTER), "37", Formula("sum", (NATURAL,))),
    ],
)
def test_what_is_put_in_is_chosen_by_keys(page: TextPage, keys, text: str, formula: Formula) -> None:
    start(page)
    for each in keys:
        key(*each) if isinstance(each, tuple) else key(each)
    assert plain(page) == f"共{text}"
    assert formulas(page) == [formula]


def test_nothing_in_the_grid_changes_while_picking(page: TextPage) -> None:
    start(page)
    QApplication.clipboard().setText("99")
    editor = page.window().editor
    steps = editor.history.names()
    for each in ("9", "=", "x", F2, Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        key(each)
    for each in (Qt.Key.Key_V, Qt.Key.Key_X, Qt.Key.Key_D, Qt.Key.Key_Z):
        key(each, CTRL)
    compose(QApplication.focusWidget(), "", "7")
    grid = page.window().pages.page.grid
    assert not grid.editing()
    assert editor.history.names() == steps
    assert picking(page.window()) is not None


def test_esc_goes_back_with_nothing_changed(page: TextPage) -> None:
    start(page)
    key(ESC)
    assert picking(page.window()) is None
    assert page.window().pages.section == "overview"
    assert plain(page) == "共"
    assert QApplication.focusWidget() is page.prose
    QTest.keyClicks(page.prose, "x")
    assert plain(page) == "共x"


def test_after_picking_the_grid_takes_figures_again(page: TextPage) -> None:
    start(page)
    key(ESC)
    page.window().pages.show("requests")
    key("5")
    key(ENTER)
    assert page.window().editor.report.value(NATURAL) == 5


def test_cells_of_another_grid_are_picked_there(page: TextPage) -> None:
    start(page)
    page.window().actions_["part_3"].trigger()
    key(ENTER)
    (formula,) = formulas(page)
    assert formula.cells[0].startswith("proactive.")
    assert plain(page) == f"共{UNFILLED}"


def test_going_to_another_text_gives_up(page: TextPage) -> None:
    start(page)
    page.window().pages.show("other")
    assert picking(page.window()) is None
    assert page.window().pages.section == "other"


def test_a_blank_source_says_why_before_it_is_put_in(page: TextPage) -> None:
    start(page)
    key(DOWN)
    bar = picking(page.window())
    assert bar.shown.text() == f"＝ {UNFILLED}"
    assert "还没有填" in bar.shown.toolTip()


def test_the_choice_can_be_made_with_the_mouse(page: TextPage) -> None:
    start(page)
    bar = picking(page.window())
    QTest.mouseClick(bar.kinds["last"], Qt.MouseButton.LeftButton)
    assert bar.kinds["last"].isChecked()
    assert bar.shown.text() == "＝ 20"
    key(ENTER)
    assert plain(page) == "共20"


def test_without_a_text_it_says_where_to_put_the_caret(page: TextPage) -> None:
    window = page.window()
    window.pages.show("requests")
    said = []
    window.editor.message.connect(said.append)
    window.actions_["insert_figure"].trigger()
    assert picking(window) is None
    assert "光标" in said[-1]


def put_figure(page: TextPage, *cells: str, what: str = "sum") -> None:
    """One live figure with the caret behind it."""
    spans = (Span("共"), figure_span(Formula(what, cells)), Span("件"))
    page.window().editor.report.apply(Edit("导入", (ReplaceText("overview", 0, 9, (TextBlock(spans),)),)))
    page.prose.setFocus()
    for each in (Qt.Key.Key_Home, RIGHT, RIGHT):
        key(each)


def test_f2_at_a_figure_makes_it_another(page: TextPage) -> None:
    put_figure(page, NATURAL)
    key(F2)
    assert page.window().editor.current_cell == NATURAL
    key(RIGHT)
    key(ENTER)
    assert plain(page) == "共10件"
    assert page.window().editor.history.names() == ("改为其他数据",)
    page.window().editor.undo()
    assert plain(page) == "共37件"


def test_alt_enter_goes_to_the_cell(page: TextPage) -> None:
    put_figure(page, BUSINESS)
    key(ENTER, ALT)
    assert page.window().pages.section == "requests"
    assert page.window().editor.current_cell == BUSINESS


def test_a_figure_becomes_plain_text(page: TextPage) -> None:
    put_figure(page, NATURAL)
    key(Qt.Key.Key_I, CTRL | SHIFT)
    assert plain(page) == "共37件"
    assert formulas(page) == []
    page.window().editor.enter(NATURAL, "5")
    assert plain(page) == "共37件"


def test_the_guidance_tells_of_the_figure_at_the_caret(page: TextPage) -> None:
    window = page.window()
    put_figure(page, NATURAL)
    said = window.panels.guidance.body.accessibleDescription()
    assert "第 1 段 · 数据" in said
    assert "本年 37" in said
    assert "上年 20" in said
    assert "Ctrl+Shift+I" in said
    assert window.actions_["figure_to_text"].isEnabled()
    window.editor.enter(NATURAL, "38")
    assert "本年 38" in window.panels.guidance.body.accessibleDescription()
    key(Qt.Key.Key_End)
    assert "数据" not in window.panels.guidance.body.lines[0].text
    assert not window.actions_["figure_to_text"].isEnabled()


def test_the_head_has_a_button_for_it(page: TextPage) -> None:
    texts = [button.text() for button in page.head.findChildren(QToolButton)]
    assert texts[0] == "插入数据 Ctrl+I"


def offer(page: TextPage) -> LinkOffer:
    """What watches the page's text."""
    (found,) = (child for child in page.prose.children() if isinstance(child, LinkOffer))
    return found


@pytest.fixture
def offering(page: TextPage) -> TextPage:
    """The page, with the words that name 新收总计 typed."""
    compose(page.prose, "", "全年新收政府信息公开申请")
    return page


def test_a_figure_whose_words_name_its_cell_is_offered_and_tab_ties_it(offering: TextPage) -> None:
    QTest.keyClicks(offering.prose, "4")
    assert offer(offering).offer is None
    QTest.keyClicks(offering.prose, "7")
    assert offer(offering).line.isVisible()
    assert offer(offering).line.words.text() == "“47”等于表三新收总计，Tab 关联"
    key(TAB)
    assert QApplication.focusWidget() is offering.prose
    assert formulas(offering) == [Formula("sum", ("requests.received.total",))]
    assert plain(offering) == "全年新收政府信息公开申请47"
    assert not offer(offering).line.isVisible()
    QTest.keyClicks(offering.prose, "x")
    offering.window().editor.enter(BUSINESS, "11")
    assert plain(offering) == "全年新收政府信息公开申请48x"


def test_typing_on_dismisses_the_offer(offering: TextPage) -> None:
    QTest.keyClicks(offering.prose, "47")
    compose(offering.prose, "", "件")
    assert offer(offering).offer is None
    assert not offer(offering).line.isVisible()
    assert plain(offering) == "全年新收政府信息公开申请47件"
    assert formulas(offering) == []


def test_an_input_method_that_commits_digits_is_offered_too(offering: TextPage) -> None:
    compose(offering.prose, "47")
    compose(offering.prose, "", "47")
    assert offer(offering).offer is not None


def test_esc_refuses_for_good(offering: TextPage) -> None:
    QTest.keyClicks(offering.prose, "47")
    key(ESC)
    assert offer(offering).offer is None
    for _ in "47":
        key(Qt.Key.Key_Backspace)
    QTest.keyClicks(offering.prose, "47")
    assert offer(offering).offer is None
    compose(offering.prose, "", "件。全年新收到政府信息公开申请")
    QTest.keyClicks(offering.prose, "47")
    assert offer(offering).offer is not None


def test_tab_stays_tab_when_nothing_is_offered(page: TextPage) -> None:
    QTest.keyClicks(page.prose, "47")
    assert offer(page).offer is None
    key(TAB)
    assert QApplication.focusWidget() is not page.prose
    assert plain(page) == "47"


def test_a_switch_turns_offers_off(offering: TextPage) -> None:
    action = offering.window().actions_["offer_figures"]
    assert action.isChecked()
    action.trigger()
    assert not action.isChecked()
    QTest.keyClicks(offering.prose, "47")
    assert offer(offering).offer is None


def test_the_caret_going_away_dismisses_the_offer(offering: TextPage) -> None:
    QTest.keyClicks(offering.prose, "47")
    key(Qt.Key.Key_Home)
    assert not offer(offering).line.isVisible()


def test_the_text_before_a_grid_takes_figures_as_well(page: TextPage) -> None:
    window = page.window()
    section = window.pages.show("requests")
    section.show_text(True)
    section.prose.setFocus()
    compose(section.prose, "", "共")
    key(Qt.Key.Key_I, CTRL)
    assert picking(window) is not None
    key(ENTER)
    assert isinstance(QApplication.focusWidget(), ProseEdit)
    assert window.editor.report.plain("requests") == "共37"


@pytest.mark.parametrize(("kind", "words"), [("2", "要减去的格"), ("3", "作为总数的格")])
def test_a_figure_of_a_cell_and_itself_is_not_put_in(page: TextPage, kind: str, words: str) -> None:
    told: list[str] = []
    page.window().editor.message.connect(told.append)
    start(page)
    key(kind)
    assert picking(page.window()).shown.text() == ""
    key(ENTER)
    assert "同一格" in told[-1]
    assert words in told[-1]
    assert plain(page) == "共"
    key(RIGHT)
    key(ENTER)
    assert formulas(page)[0].other == (BUSINESS,)


def test_commands_that_change_something_rest_while_picking(page: TextPage) -> None:
    window = page.window()
    start(page)
    QApplication.clipboard().setText("99")
    changing = ("paste", "cut", "clear", "undo", "fill_zero", "zero_selection", "edit_cell", "word", "history")
    assert [name for name in changing if window.actions_[name].isEnabled()] == []
    assert "正在选" in window.actions_["paste"].toolTip()
    for name in changing:
        window.actions_[name].trigger()
    menu = grid_menu(window)
    assert not {action.objectName() for action in menu.actions() if action.isEnabled()} & set(changing)
    key(RIGHT)
    assert not window.actions_["paste"].isEnabled(), "a move in the grid lets them work again"
    assert window.editor.report.value(NATURAL) == 37
    key(ESC)
    assert window.actions_["paste"].isEnabled()
    assert window.actions_["word"].isEnabled()
    assert "正在选" not in window.actions_["word"].toolTip()


def test_keys_of_commands_that_rest_are_answered_with_a_word(page: TextPage) -> None:
    told: list[str] = []
    page.window().editor.message.connect(told.append)
    start(page)
    told.clear()
    key(Qt.Key.Key_V, CTRL)
    assert "正在选" in told[-1]
    told.clear()
    key("x")
    assert "正在选" in told[-1]


def test_the_report_can_be_saved_while_picking(window: MainWindow) -> None:
    page = window.pages.show("overview")
    start(page)
    key(Qt.Key.Key_S, CTRL)
    assert window.editor.document.saved
    assert picking(window) is not None
    key(ENTER)
    assert plain(page) == "共37"


def test_both_cells_of_a_share_are_named_and_marked(page: TextPage) -> None:
    window = page.window()
    start(page)
    key("3")
    bar = picking(window)
    assert bar.hint.whole.startswith("表三 一、本年新收政府信息公开申请数量，自然人 占 ［再选总数］")
    assert bar.kinds["share"].isVisible()
    assert not bar.kinds["last"].isVisible()
    key(RIGHT)
    assert "自然人 占 表三 一、本年新收政府信息公开申请数量，商业企业" in bar.hint.whole
    assert marked(window) == {NATURAL}
    key("1")
    assert bar.kinds["last"].isVisible()
    assert marked(window) == set()
    key("2")
    key(RIGHT)
    assert "商业企业 减去 " in bar.hint.whole
    assert marked(window) == {BUSINESS}
    key(ESC)
    assert marked(window) == set()


def test_what_is_selected_by_a_heading_is_taken(page: TextPage) -> None:
    start(page)
    key("3")
    grid = page.window().pages.page.grid
    grid.select_rows()
    assert "等7格的合计" in picking(page.window()).hint.whole
    page.window().actions_["part_3"].trigger()
    key(ESC)
    grid.select_columns()
    assert picking(page.window()) is None
