"""The findings' list by real keys: filtered, grouped under what explains them, mended by what is offered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from gui.finding_commands import finding_menu
from gui.finding_rows import Wanted, rows_of
from gui.findings_panel import FindingsPanel
from gui.main_window import LEAST_SIZE, MainWindow
from gui.windows import WindowList
from model.edits import SetCell, SetNote
from model.findings import Finding
from tests.builders import full_report, written

Press = Callable[..., None]
RECEIVED, TOTAL = "requests.received.natural_person", "requests.received.total"
UPHELD = "disputes.reconsideration.upheld"
ALT, SHIFT, CONTROL = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


@pytest.fixture
def window(program: WindowList, qtbot) -> MainWindow:
    """A window in which one column does not balance, and so all columns together, and one figure of 表四 is none."""
    window = program.open_report(written(full_report()), None)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    window.finish()
    window.editor.do("填", (SetCell(RECEIVED, 3), SetCell(UPHELD, "多")))
    window.pages.show("requests")
    return window


def panel(window: MainWindow) -> FindingsPanel:
    return window.panels.findings


def keys(window: MainWindow) -> list[str]:
    """The keys of the findings in the rows."""
    model = panel(window).model
    return [model.finding(row).key for row in range(model.rowCount())]


def open_menu(window: MainWindow) -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(window: MainWindow, text: str) -> None:
    """Go down in the open menu to the entry with this text and press Enter."""
    menu = open_menu(window)
    entry = next(action for action in menu.actions() if text in action.text())
    for _ in menu.actions():
        if menu.activeAction() is entry:
            break
        QTest.keyClick(menu, Qt.Key.Key_Down)
    assert menu.activeAction() is entry
    QTest.keyClick(menu, Qt.Key.Key_Return)


def test_what_one_cause_explains_is_folded_under_it_with_its_number(window: MainWindow, press: Press) -> None:
    table = panel(window).table
    assert keys(window) == ["A3:natural_person", f"E4:{UPHELD}"]
    assert panel(window).head.switches["error"].text() == "错误 3", "what is folded away is counted"
    table.setFocus()
    press(Qt.Key.Key_Home)
    assert "连带 1 处" in table.model().index(0, 3).data()
    assert "右方向键" in table.model().index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    press(Qt.Key.Key_Right)
    assert keys(window)[:2] == ["A3:natural_person", "A3:total"]
    assert table.model().index(1, 2).data().startswith("\u3000\u3000总计")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Left)
    assert keys(window)[:-1] == ["A3:natural_person"]
    assert table.currentIndex().row() == 0


def test_a_click_on_the_mark_unfolds_it(window: MainWindow) -> None:
    table = panel(window).table
    place = table.visualRect(table.model().index(0, 2))
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place.topLeft() + QPoint(6, 8))
    assert len(keys(window)) == 3


def test_mending_it_takes_it_away_with_all_that_it_explains_and_undo_brings_it_back(
    window: MainWindow, press: Press
) -> None:
    before = keys(window)
    window.pages.start_at(RECEIVED)
    press("0")
    press(Qt.Key.Key_Return)
    assert keys(window) == before[1:]
    press(Qt.Key.Key_Z, CONTROL)
    assert keys(window) == before
    assert panel(window).head.switches["error"].text() == "错误 3"


def test_one_part_alone_is_listed_and_said_and_all_comes_back(window: MainWindow, press: Press) -> None:
    head = panel(window).head
    assert head.everything.isHidden()
    press(Qt.Key.Key_J, CONTROL)
    texts = [action.text() for action in open_menu(window).actions() if action.text()]
    assert "三、申请办理(&1)\t2 处" in texts
    assert "表三勾稽关系(&B)\t2 处" in texts
    choose(window, "三、申请办理")
    assert keys(window) == ["A3:natural_person"]
    assert head.filter.text() == "只看：三、申请办理"
    assert head.switches["error"].text() == "错误 2", "the counts follow"
    assert "错误 3" in window.status.counts.text(), "those of the whole report do not"
    assert head.everything.isVisible()
    head.everything.setFocus()
    press(Qt.Key.Key_Space)
    assert len(keys(window)) == 2
    assert head.filter.text() == "筛选"
    assert head.everything.isHidden()


def test_one_rule_alone_and_one_part_together(window: MainWindow, press: Press) -> None:
    press(Qt.Key.Key_J, CONTROL)
    choose(window, "认得出是数")
    assert keys(window) == [f"E4:{UPHELD}"]
    press(Qt.Key.Key_J, CONTROL)
    choose(window, "四、复议诉讼")
    assert panel(window).head.filter.text() == "只看：四、复议诉讼 · 认得出是数"
    press(Qt.Key.Key_J, CONTROL)
    choose(window, "全部列出")
    assert len(keys(window)) == 2


def test_a_list_that_is_narrowed_to_nothing_says_so(window: MainWindow, press: Press) -> None:
    press(Qt.Key.Key_J, CONTROL)
    choose(window, "四、复议诉讼")
    window.editor.enter(UPHELD, "0")
    assert keys(window) == []
    assert "另有 2 处" in panel(window).table.nothing
    press(Qt.Key.Key_F8)
    assert "全部列出" in window.status.place.whole
    press(Qt.Key.Key_F9)
    assert "A3:natural_person" in keys(window), "checking everything lists everything"


def test_a_narrow_window_has_room_for_the_way_back(window: MainWindow) -> None:
    model = panel(window).model
    model.want(model.wanted._replace(part="overview", rule="T4"))
    panel(window).head.pending.setVisible(True)
    window.resize(LEAST_SIZE)
    QApplication.processEvents()
    everything = panel(window).head.everything
    assert everything.mapTo(window, everything.rect().topRight()).x() < LEAST_SIZE.width()


def test_hints_that_are_not_listed_are_told(window: MainWindow) -> None:
    window.editor.do("填", (SetCell(RECEIVED, 0), SetCell(UPHELD, 0)))
    panel(window).head.switches["error"].click()
    assert panel(window).table.nothing == "没有检查出问题"
    window.editor.enter(UPHELD, "多")
    assert panel(window).table.nothing == "有 1 处没有列出：按上面的开关列出来"


def stated(window: MainWindow) -> None:
    """A document has printed 5 where 0 is computed, and everything else is right."""
    window.editor.do("填", (SetCell(UPHELD, 0), SetCell(RECEIVED, 0), SetNote(TOTAL, "stated", 5)))
    window.editor.look_at(next(one for one in window.editor.report.findings() if one.rule == "A1"))


def test_what_mends_it_is_offered_by_a_key_as_one_step(window: MainWindow, press: Press) -> None:
    stated(window)
    before = window.editor.report.state()
    press(Qt.Key.Key_F8, CONTROL)
    (first, *_) = [action.text() for action in open_menu(window).actions()]
    QTest.keyClick(open_menu(window), Qt.Key.Key_Return)
    assert window.editor.history.undo_name == first.split("(&")[0]
    assert window.editor.report.stated(TOTAL) is None
    assert not any(one.rule == "A1" for one in window.editor.report.findings())
    assert "可以撤销" in window.status.place.whole
    window.editor.undo()
    assert window.editor.report.state() == before


def test_the_guidance_offers_it_beside_the_finding(window: MainWindow) -> None:
    stated(window)
    window.pages.start_at(TOTAL)
    body = window.panels.guidance.body
    QApplication.processEvents()
    button = next(button for button in body._buttons if button.text() == "这样改")
    assert "：" in button.accessibleName()
    button.click()
    assert window.editor.report.stated(TOTAL) is None


def test_where_nothing_is_safe_nothing_is_offered(window: MainWindow, press: Press) -> None:
    window.editor.look_at(next(one for one in window.editor.report.findings() if one.rule == "E4"))
    press(Qt.Key.Key_F8, CONTROL)
    assert "没有可以直接改的" in window.status.place.whole
    assert QApplication.activePopupWidget() is None


def test_the_menu_of_a_row_offers_fixes_places_reasons_and_filters(window: MainWindow) -> None:
    stated(window)
    finding = window.editor.relation
    menu = finding_menu(window, finding)
    texts = [action.text() for action in menu.actions() if action.text()]
    assert "计算" in texts[0] or "总计" in texts[0]
    assert any("写明原因" in text for text in texts)
    next(action for action in menu.actions() if "只看这一类" in action.text()).trigger()
    assert {panel(window).model.finding(row).rule for row in range(len(keys(window)))} == {"A1"}
    menu.close()


def finding(key: str, severity: str = "error", *causes: str, **more) -> Finding:
    return Finding(key, "", severity, "requests", key, cause_of=causes, **more)


def test_rows_are_grouped_one_level_deep_and_never_lost() -> None:
    one, other, third = finding("A", "error", "B", "C"), finding("B", "error", "A", "D"), finding("C", "warning")
    fourth = finding("D", "hint")
    rows = rows_of([one, other, third, fourth], Wanted(frozenset(("error", "warning", "hint"))), ())
    assert [(row.finding.key, row.under) for row in rows] == [("A", 2), ("D", 0)]
    rows = rows_of([one, other, third, fourth], Wanted(), ("A",))
    assert [(row.finding.key, row.explained_by) for row in rows] == [("A", ""), ("B", "A"), ("C", "A")]
    rows = rows_of([one, third], Wanted(rule="C"), ())
    assert [row.finding.key for row in rows] == ["C"], "without what explains it a finding stands alone"


def test_no_error_is_folded_away_under_a_warning() -> None:
    rows = rows_of([finding("A", "warning", "B"), finding("B", "error")], Wanted(), ())
    assert [(row.finding.key, row.under) for row in rows] == [("B", 0), ("A", 0)]


def test_what_may_stay_stands_last_and_explains_nothing() -> None:
    rows = rows_of([finding("A", "error", "B", explained=True), finding("B", "warning")], Wanted(), ())
    assert [(row.finding.key, row.under) for row in rows] == [("B", 0), ("A", 0)]


def test_what_a_short_row_has_no_room_for_is_said_in_the_status_bar(window: MainWindow, press: Press) -> None:
    window.editor.do("填", (SetCell("proactive.rules.issued", 2), SetCell("proactive.rules.in_force", 1)))
    window.resize(660, 420)
    QApplication.processEvents()
    row = next(number for number, key in enumerate(keys(window)) if key == "P1:rules")
    table = panel(window).table
    table.selectRow(row)
    table.setFocus()
    assert table.clips(row)
    press(Qt.Key.Key_Return)
    assert "请写明原因" in window.status.place.whole
