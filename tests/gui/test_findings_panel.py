"""The findings: always current, counted, switched, and gone to."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton

from gui.editor import ReportEditor
from gui.finding_places import places_of
from gui.findings_panel import FindingsPanel
from model.edits import Edit, ReplaceText, SetCell, SetField
from model.findings import Finding, TextPlace
from model.history import Place
from model.text import from_plain
from tests.builders import full_report

RECEIVED = "requests.received.natural_person"
HEAD = "A3:natural_person"


@pytest.fixture
def editor(make_editor) -> ReportEditor:
    """An editor on a report filled with 0 in which one column does not balance."""
    report = full_report()
    report.apply(Edit("填写", (SetCell(RECEIVED, 3),)))
    return make_editor(report)


@pytest.fixture
def panel(editor: ReportEditor, theme, qtbot) -> FindingsPanel:
    """The panel on that report, with the balance of all columns, which the one column explains, opened below it."""
    widget = FindingsPanel(editor, theme, QAction("检查结果(&F)"))
    widget.model.open(HEAD, True)
    qtbot.addWidget(widget)
    widget.resize(1000, 66)
    return widget


def texts(panel: FindingsPanel, row: int) -> list[str]:
    """What a row shows."""
    return [panel.model.index(row, column).data() for column in range(panel.model.columnCount())]


def test_a_row_says_what_where_and_by_how_much(panel: FindingsPanel) -> None:
    severity, part, message, gap, _ = texts(panel, 0)
    assert (severity, part, gap) == ("错误", "三、申请办理", "连带 1 处　相差 3 件")
    assert message.startswith("自然人：新收3＋上年结转0＝3")
    assert not any(word in message for word in ("A3", "requests", "!", "！"))
    assert "A3" in panel.model.index(0, 2).data(Qt.ItemDataRole.ToolTipRole)


def test_the_rows_follow_every_edit(panel: FindingsPanel, editor: ReportEditor) -> None:
    assert panel.model.rowCount() == 2
    editor.enter(RECEIVED, "0")
    assert panel.model.rowCount() == 0
    assert panel.head.switches["error"].text() == "错误 0"
    editor.undo()
    assert panel.model.rowCount() == 2
    assert panel.head.switches["error"].text() == "错误 2"


def test_a_severity_is_switched_off(panel: FindingsPanel) -> None:
    panel.head.switches["error"].click()
    assert panel.model.rowCount() == 0
    assert panel.head.switches["error"].text() == "错误 2"
    panel.head.switches["error"].click()
    assert panel.model.rowCount() == 2


def test_the_current_row_shows_all_its_words(panel: FindingsPanel, editor: ReportEditor) -> None:
    table = panel.table
    panel.resize(420, 160)
    panel.show()
    QApplication.processEvents()
    usual = table.rowHeight(1)
    table.selectRow(0)
    width = table.columnWidth(2)
    assert table.fontMetrics().horizontalAdvance(panel.model.index(0, 2).data()) > width
    assert table.rowHeight(0) > usual
    assert table.rowHeight(1) == usual
    table.selectRow(1)
    assert table.rowHeight(0) == usual
    assert table.rowHeight(1) > usual
    panel.resize(1600, 160)
    QApplication.processEvents()
    assert table.rowHeight(1) == usual
    panel.resize(420, 160)
    QApplication.processEvents()
    assert table.rowHeight(1) > usual
    editor.enter(RECEIVED, "0")
    editor.undo()
    assert {table.rowHeight(row) for row in range(2) if row != table.currentIndex().row()} == {usual}
    panel.hide()


def test_the_word_for_what_was_explained_has_room(panel: FindingsPanel, theme) -> None:
    room = panel.table.columnWidth(0) - theme.px(13) - 4 * 3
    assert panel.table.fontMetrics().horizontalAdvance("已说明") <= room


@pytest.mark.parametrize("way", ["enter", "double click", "f8"])
def test_going_to_the_cells_frames_the_relation(panel: FindingsPanel, editor: ReportEditor, way: str) -> None:
    places = []
    editor.go_to.connect(places.append)
    panel.show()
    if way == "enter":
        panel.table.selectRow(0)
        QTest.keyClick(panel.table, Qt.Key.Key_Return)
    elif way == "double click":
        at = panel.table.visualRect(panel.model.index(0, 2)).center()
        QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseDClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    else:
        panel.step(1)
    assert places == [Place("requests", RECEIVED)]
    assert editor.relation == panel.model.finding(0)
    panel.hide()


def test_stepping_goes_round_both_ways(panel: FindingsPanel, editor: ReportEditor) -> None:
    places = []
    editor.go_to.connect(lambda place: places.append(place.cell))
    for by in (1, 1, 1, -1, -1):
        panel.step(by)
    first, second = RECEIVED, "requests.received.total"
    assert places == [first, second, first, second, first]


def test_stepping_starts_anew_when_nothing_is_framed(panel: FindingsPanel, editor: ReportEditor) -> None:
    panel.step(1)
    panel.step(1)
    editor.look_at(None)
    panel.step(-1)
    assert editor.relation == panel.model.finding(1)


def test_what_is_not_filled_in_comes_only_after_check_all(panel: FindingsPanel, editor: ReportEditor) -> None:
    editor.enter(RECEIVED, "")
    assert panel.model.rowCount() == 0
    assert panel.head.pending.isHidden()
    panel.model.show_pending(True)
    assert any("1格未填" in texts(panel, row)[2] for row in range(panel.model.rowCount()))
    assert not panel.head.pending.isHidden()
    panel.head.pending.click()
    assert panel.model.rowCount() == 0


def test_errors_come_before_warnings_and_hints_are_folded(panel: FindingsPanel, monkeypatch) -> None:
    found = tuple(Finding("X", name, name, "requests", name) for name in ("hint", "warning", "error"))
    monkeypatch.setattr(type(panel._editor), "visible_findings", lambda self: found)
    panel.model.show_pending(False)
    assert [texts(panel, row)[0] for row in range(panel.model.rowCount())] == ["错误", "警告"]
    panel.head.switches["hint"].click()
    assert [texts(panel, row)[0] for row in range(panel.model.rowCount())] == ["错误", "警告", "提示"]


def test_blanks_stand_last_and_count_among_no_errors(panel: FindingsPanel, editor: ReportEditor) -> None:
    editor.enter("proactive.rules.issued", "")
    editor.enter("proactive.rules.repealed", "多")
    panel.model.show_pending(True)
    rows = [panel.model.finding(row) for row in range(panel.model.rowCount())]
    kinds = [texts(panel, row)[0] for row in range(len(rows))]
    assert kinds[-1] == "未填"
    assert [kind for kind, found in zip(kinds, rows, strict=True) if found.cells].count("未填") == 1
    assert panel.head.switches["error"].text() == f"错误 {kinds.count('错误')}"
    accessible = panel.model.index(len(kinds) - 1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert accessible.startswith("未填：")


def test_a_place_in_the_text(editor: ReportEditor) -> None:
    editor.report.apply(Edit("填写", (ReplaceText("overview", 0, 0, from_plain("甲乙\n丙丁戊")),)))
    finding = Finding("T1", "", "error", "overview", "", texts=(TextPlace("overview", 5, 6),))
    assert places_of(finding, editor.report)[0] == Place("overview", "", 1, 2)
    assert places_of(finding._replace(texts=()), editor.report)[0] == Place("overview")


@pytest.mark.parametrize(("rows", "height"), [(1, 46), (2, 66), (6, 146)])
def test_heights(panel: FindingsPanel, rows: int, height: int) -> None:
    panel.set_rows(rows)
    panel.show()
    assert panel.height() == height
    assert panel.table.viewport().height() == 20 * rows
    panel.hide()


def test_every_control_has_a_name(panel: FindingsPanel) -> None:
    for button in panel.findChildren(QToolButton):
        assert button.accessibleName() or button.text()
    assert panel.head.title.buddy() is panel.table


@pytest.mark.parametrize(("by", "rows"), [(-40, 4), (-400, 6), (40, 1)])
def test_dragging_the_upper_edge_asks_for_rows(panel: FindingsPanel, by: int, rows: int) -> None:
    wanted = []
    panel.rows_wanted.connect(wanted.append)
    panel.set_rows(2)
    panel.show()
    QTest.mousePress(panel._grip, Qt.MouseButton.LeftButton, pos=QPoint(50, 1))
    QTest.mouseMove(panel._grip, QPoint(50, 1 + by))
    assert wanted[-1] == rows
    panel.hide()


def test_a_finding_of_a_field_goes_to_the_field(editor: ReportEditor) -> None:
    editor.do("填写", (SetField("signature.date", "2026-02-30"),))
    (finding,) = [found for found in editor.visible_findings() if found.instance == "signature.date"]
    assert places_of(finding, editor.report)[0] == Place(finding.part, "signature.date")


def test_the_row_that_the_keys_move_is_marked_when_the_list_gets_the_focus(
    panel: FindingsPanel, editor: ReportEditor, qtbot
) -> None:
    other = QLineEdit()
    qtbot.addWidget(other)
    panel.layout().addWidget(other)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    other.setFocus()
    marked = panel.table.selectionModel()
    assert not marked.selectedRows()
    panel.setFocus(Qt.FocusReason.ShortcutFocusReason)
    assert [index.row() for index in marked.selectedRows()] == [0]
    QTest.keyClick(panel.table, Qt.Key.Key_Down)
    assert [index.row() for index in marked.selectedRows()] == [1]
    editor.enter(RECEIVED, "4")
    assert [index.row() for index in marked.selectedRows()] == [1]
