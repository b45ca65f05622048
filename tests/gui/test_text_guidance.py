"""The guidance beside a text: the section's aspects, and the figures of the paragraph that could be tied."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from gui.guidance_lines import Line
from gui.link_offer import OFFERS, REFUSED
from gui.text_page import TextPage
from gui.windows import WindowList
from model.edits import Edit, ReplaceText, SetCell, SetField
from model.live_figures import Formula, figure_span, formula_of, stale_span
from model.text import Span, TextBlock
from tests.builders import report_with
from tests.gui.fakes import compose

NATURAL = "requests.received.natural_person"
TOTAL = "requests.received.total"
PLAIN = "新收政府信息公开申请37件，共收到申请37件，更新信息237条。"
RIGHT, TAB, END = Qt.Key.Key_Right, Qt.Key.Key_Tab, Qt.Key.Key_End


@pytest.fixture
def page(program: WindowList, qtbot) -> TextPage:
    """The page of section one of a county's report with the focus; 37 in the first cell of 表三."""
    report = report_with({NATURAL: "37"})
    report.apply(Edit("单位", (SetField("unit", "甲省乙县人民政府"),)))
    window = program.open_report(report, None)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    window.finish()
    return window.pages.show("overview")


def put(page: TextPage, *spans: Span | str) -> None:
    """The section becomes one paragraph of these spans."""
    block = TextBlock(tuple(Span(span) if isinstance(span, str) else span for span in spans))
    page.window().editor.do("导入", (ReplaceText("overview", 0, 99, (block,)),), None)


def lines(page: TextPage) -> list[Line]:
    """What the guidance says."""
    return list(page.window().panels.guidance.body.lines)


def texts(page: TextPage) -> list[str]:
    """As text alone."""
    return [line.text for line in lines(page)]


def buttons(page: TextPage) -> list[QPushButton]:
    """The guidance's buttons."""
    return page.window().panels.guidance.body.findChildren(QPushButton)


def formulas(page: TextPage) -> list[Formula | None]:
    """The formulas of the section's live figures."""
    report = page.window().editor.report
    spans = [span for block in report.text("overview") for span in block.spans if span.kind == "figure"]
    return [formula_of(span, report.form) for span in spans]


def test_aspects_are_ticked_as_the_text_comes_to_speak_of_them(page: TextPage) -> None:
    assert Line("mark", "○ 平台建设", role="muted") in lines(page)
    assert Line("mark", "○ 社会评议", role="muted") in lines(page)
    compose(page.prose, "", "网站")
    assert Line("mark", "✓ 平台建设", role="ok") in lines(page)
    page.window().editor.undo()
    assert Line("mark", "○ 平台建设", role="muted") in lines(page)


def test_marks_stand_beside_each_other_where_there_is_room(page: TextPage) -> None:
    body = page.window().panels.guidance.body
    places = [place for line, place in zip(body._lines, body._places, strict=True) if line.kind == "mark"]
    assert places[0].top() == places[1].top()
    assert places[1].left() > places[0].right()
    assert all(place.right() < body.width() for place in places)
    assert places[-1].top() > places[0].top()
    assert sum(one.intersects(other) for one in places for other in places) == len(places)


def test_at_a_figure_the_aspects_and_the_other_figures_stay(page: TextPage) -> None:
    put(page, "收到", figure_span(Formula("sum", (TOTAL,)), "37"), "件，更新信息237条")
    for one in (Qt.Key.Key_Home, RIGHT, RIGHT, RIGHT):
        QTest.keyClick(page.prose, one)
    assert page.prose.current_figure() is not None
    told = texts(page)
    assert "随表格更新" in told
    assert "本节要写到" in told
    assert told[-1] == "“更新信息237条”没有对应的格子，保持原样。"


def test_what_is_said_of_figures_that_are_not_live(page: TextPage) -> None:
    put(page, PLAIN, "接待", stale_span("9"), "人次")
    told = texts(page)
    assert told[told.index("可关联的数据") + 1 :] == [
        "“新收政府信息公开申请37件”等于表三新收总计",
        "关联",
        "“收到申请37件”看不准是哪一格；要关联，选中数字按 Ctrl+I。",
        "“接待9人次”没有对应的格子，是上年的数，请改成本年的。",
        "“更新信息237条”没有对应的格子，保持原样。",
    ]
    page.window().editor.enter(NATURAL, "38")
    assert Line("text", "“新收政府信息公开申请37件”：表三新收总计是38，请核对。", role="warning") in lines(page)
    assert buttons(page) == [] or not buttons(page)[0].isVisible()


def test_many_are_quoted_by_the_first_of_them(page: TextPage) -> None:
    put(page, "更新信息1条，接待2人次，发布视频3个，制作图解4期。")
    assert texts(page)[-1] == "“更新信息1条”“接待2人次”“发布视频3个”等4处没有对应的格子，保持原样。"


def test_a_click_ties_the_figure_and_the_text_keeps_the_focus(page: TextPage) -> None:
    put(page, "  甲乙。𠀀，", PLAIN)
    (button,) = buttons(page)
    assert button.accessibleName() == "关联：“新收政府信息公开申请37件”等于表三新收总计"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert formulas(page) == [Formula("sum", (TOTAL,))]
    assert page.window().editor.report.plain("overview").endswith(PLAIN)
    assert QApplication.focusWidget() is page.prose
    page.window().editor.do("填写", (SetCell(NATURAL, 38),), None)
    assert "申请38件，共收到申请37件" in page.window().editor.report.plain("overview")
    page.window().editor.undo()
    page.window().editor.undo()
    assert formulas(page) == []


def test_tab_comes_from_the_guidance_to_the_button_and_the_space_bar_ties(page: TextPage) -> None:
    put(page, PLAIN)
    page.window().panels.guidance.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(QApplication.focusWidget(), TAB)
    assert QApplication.focusWidget() is buttons(page)[0]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert formulas(page) == [Formula("sum", (TOTAL,))]
    assert QApplication.focusWidget() is page.prose


def test_words_that_were_refused_are_not_offered_and_the_switch_turns_all_of_it_off(page: TextPage) -> None:
    settings = page.window().tools.settings
    settings.put(REFUSED, "新收政府信息公开申请")
    put(page, PLAIN)
    assert "关联" not in texts(page)
    assert "可关联的数据" in texts(page)
    settings.put(OFFERS, False)
    put(page, PLAIN, "。")
    assert "可关联的数据" not in texts(page)


def test_another_paragraph_has_figures_of_its_own(page: TextPage) -> None:
    put(page, PLAIN)
    QTest.keyClick(page.prose, END)
    QTest.keyClick(page.prose, Qt.Key.Key_Return)
    assert "可关联的数据" not in texts(page)
    QTest.keyClick(page.prose, Qt.Key.Key_Up)
    assert "可关联的数据" in texts(page)


def test_a_paragraph_s_word_stands_in_the_guidance_while_the_caret_is_in_it(page: TextPage) -> None:
    blocks = (TextBlock((Span("第一段。"),)), TextBlock((Span("第二段。"),), word="王科长 3月2日报来"))
    page.window().editor.do("导入", (ReplaceText("overview", 0, 99, blocks),), None)
    page.prose.setFocus()
    cursor = page.prose.textCursor()
    cursor.movePosition(cursor.MoveOperation.Start)
    page.prose.setTextCursor(cursor)
    QApplication.processEvents()
    assert not any("王科长" in text for text in texts(page))
    QTest.keyClick(page.prose, Qt.Key.Key_Down)
    QApplication.processEvents()
    assert "第 2 段备注：王科长 3月2日报来" in texts(page)
