"""From a finding to each of its places by one key, and how they are marked: cells framed, phrases filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.finding_places import places_of
from gui.main_window import MainWindow
from gui.prose_edit import ProseEdit
from gui.prose_marks import marks_in
from gui.windows import WindowList
from model.edits import Edit, ReplaceText, SetCell
from model.findings import Finding, TextPlace
from model.history import Place
from model.text import Span, from_plain
from tests.builders import full_report, written

Press = Callable[..., None]
RECEIVED, CARRIED = "requests.received.natural_person", "requests.carried_in.natural_person"
DONE = "requests.results_total.natural_person"
FIRST, SECOND = "主动公开，规范办理申请。", "　另收到XX件申请。"
LEFT = SECOND.strip()
FINDING = Finding(
    "T1",
    "overview",
    "warning",
    "overview",
    "文字说收到12件，表三是3件",
    cells=(RECEIVED, CARRIED, DONE),
    left_cells=(RECEIVED, CARRIED),
    right_cells=(DONE,),
    texts=(TextPlace("overview", len(FIRST) + 1, len(FIRST) + 4), TextPlace("problems", 0, 2)),
)
Underline = QTextCharFormat.UnderlineStyle


@pytest.fixture
def window(program: WindowList, qtbot) -> MainWindow:
    """A window on a report whose section one has a place that was left to be filled in."""
    report = written(full_report())
    report.apply(Edit("填", (ReplaceText("overview", 0, 9, from_plain(f"{FIRST}\n{LEFT}")), SetCell(RECEIVED, 3))))
    window = program.open_report(report, None)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    window.finish()
    window.pages.show("overview")
    return window


def prose(window: MainWindow) -> ProseEdit:
    return window.pages.page.prose


def formats(edit: ProseEdit, paragraph: int) -> list[tuple[str, QTextCharFormat]]:
    """The stretches of a paragraph that are underlined by the highlighter."""
    block = edit.document().findBlockByNumber(paragraph)
    text = block.text()
    return [
        (text[one.start : one.start + one.length], QTextCharFormat(one.format))
        for one in block.layout().formats()
        if one.format.underlineStyle() != Underline.NoUnderline
    ]


def filled(style: QTextCharFormat) -> bool:
    return style.background().style() != Qt.BrushStyle.NoBrush


def test_the_places_of_a_finding_are_its_cells_and_then_its_phrases() -> None:
    report = written(full_report())
    report.apply(Edit("填", (ReplaceText("overview", 0, 9, from_plain(f"{FIRST}\n{LEFT}")),)))
    assert places_of(FINDING, report) == (
        Place("requests", RECEIVED),
        Place("requests", CARRIED),
        Place("requests", DONE),
        Place("overview", "", 1, 0),
        Place("problems", "", 0, 2),
    )
    assert places_of(FINDING._replace(cells=(), left_cells=(), right_cells=(), texts=()), report) == (
        Place("overview"),
    )


def test_one_key_goes_to_each_place_and_round(window: MainWindow, press: Press) -> None:
    window.editor.look_at(FINDING)
    been: list[Place] = []
    window.editor.go_to.connect(been.append)
    for _ in range(6):
        press(Qt.Key.Key_F4)
    expected = places_of(FINDING, window.editor.report)
    assert tuple(been) == (*expected, expected[0])
    assert window.editor.current_cell == RECEIVED
    press(Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    assert window.pages.section == "problems"
    assert prose(window).hasFocus()
    assert "第 5 处，共 5 处" in window.status.place.whole


def test_it_goes_on_from_the_cell_where_the_clerk_is(window: MainWindow, press: Press) -> None:
    window.editor.look_at(FINDING)
    press(Qt.Key.Key_F4)
    press(Qt.Key.Key_Down)
    assert window.editor.current_cell == CARRIED
    press(Qt.Key.Key_F4)
    assert window.editor.current_cell == DONE


def test_without_a_finding_that_is_looked_at_it_goes_to_the_first(window: MainWindow, press: Press) -> None:
    press(Qt.Key.Key_F4)
    assert window.editor.relation == window.panels.findings.model.finding(0)


def test_from_the_list_it_goes_to_the_row_that_is_current(window: MainWindow, press: Press) -> None:
    window.editor.look_at(FINDING)
    panel = window.panels.findings
    panel.setFocus()
    press(Qt.Key.Key_Home)
    first = panel.model.finding(0)
    press(Qt.Key.Key_End)
    assert panel.table.currentIndex().row() == panel.model.rowCount() - 1
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_F4)
    assert window.editor.relation == first


def test_enter_in_the_list_goes_to_the_first_place_and_again_to_the_next(window: MainWindow, press: Press) -> None:
    window.editor.do("填", (SetCell(RECEIVED, 4),))
    panel = window.panels.findings
    row = next(n for n in range(panel.model.rowCount()) if panel.model.finding(n).key == "A3:natural_person")
    for cell in (RECEIVED, CARRIED):
        panel.setFocus()
        panel.table.selectRow(row)
        press(Qt.Key.Key_Return)
        assert window.editor.current_cell == cell


def test_all_places_are_marked_at_once(window: MainWindow, press: Press) -> None:
    window.pages.show("requests")
    window.pages.show("overview")
    window.editor.look_at(FINDING)
    looks = window.pages.show("requests").grid._looks
    assert [looks[cell].frame for cell in (RECEIVED, CARRIED, DONE)] == ["left", "left", "right"]
    page = window.pages.show("overview")
    ((text, style),) = [one for one in formats(page.prose, 1) if filled(one[1])]
    assert text == LEFT[:3]
    assert style.background().color() == window.tools.theme.color("warnfill")
    press(Qt.Key.Key_Escape)
    assert not [one for one in formats(page.prose, 1) if filled(one[1])]


@pytest.mark.parametrize(("name", "fill"), [("dark", "warnfill"), ("contrast", "tint")])
def test_the_fill_is_seen_in_every_theme(window: MainWindow, name: str, fill: str) -> None:
    window.editor.look_at(FINDING)
    theme = window.tools.theme
    theme.use(name)
    ((_, style),) = [one for one in formats(prose(window), 1) if filled(one[1])]
    assert style.background().color() == theme.color(fill)
    assert style.background().color() != theme.color("surface")
    theme.use("light")


def test_what_is_found_in_the_text_is_underlined_until_it_is_mended(window: MainWindow, press: Press) -> None:
    edit = prose(window)
    edit.setFocus()
    assert any(finding.rule == "T7" for finding in window.editor.visible_findings())
    assert [text for text, _ in formats(edit, 1)] == ["XX"]
    assert window.editor.counts()["error"]
    cursor = edit.textCursor()
    cursor.setPosition(edit.document().findBlockByNumber(1).position() + LEFT.index("件"))
    edit.setTextCursor(cursor)
    for _ in range(2):
        press(Qt.Key.Key_Backspace)
    assert formats(edit, 1) == []
    assert not any(finding.rule == "T7" for finding in window.editor.visible_findings())
    QTest.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [text for text, _ in formats(edit, 1)] == ["XX"]


def test_typing_before_it_moves_the_mark_along(window: MainWindow, press: Press) -> None:
    edit = prose(window)
    edit.setFocus()
    edit.go_to(Place("overview", "", 1, 0))
    press("ab ")
    assert [text for text, _ in formats(edit, 1)] == ["XX"]
    press(Qt.Key.Key_Return)
    assert [text for text, _ in formats(edit, 2)] == ["XX"]
    assert formats(edit, 1) == []


def test_the_mouse_over_it_tells_what_is_found(window: MainWindow) -> None:
    edit = prose(window)
    cursor = edit.textCursor()
    cursor.setPosition(edit.document().findBlockByNumber(1).position() + LEFT.index("XX") + 1)
    assert "XX" in edit.tip(edit.cursorRect(cursor).center())
    assert "（T7）" in edit.tip(edit.cursorRect(cursor).center())
    cursor.setPosition(1)
    assert edit.tip(edit.cursorRect(cursor).center()) == ""


def spans(*texts: str) -> list[tuple[Span, ...]]:
    return [(Span(text),) for text in texts]


def marked(findings: Iterable[Finding], looked_at: Finding | None = None) -> dict[int, list[tuple[int, int, str]]]:
    plain = f"{FIRST}\n{LEFT}"
    found = marks_in(findings, "overview", plain, spans(FIRST, SECOND), looked_at)
    return {number: [(mark.start, mark.end, mark.severity) for mark in marks] for number, marks in found.items()}


def test_marks_stand_where_the_document_has_white_space_before_them() -> None:
    assert marked([FINDING]) == {1: [(1, 4, "warning")]}


def test_what_is_looked_at_and_what_is_worse_is_seen_over_the_rest() -> None:
    worse = FINDING._replace(severity="error", instance="b")
    hint = FINDING._replace(severity="hint", instance="c")
    assert [mark[2] for mark in marked([worse, FINDING, hint])[1]] == ["hint", "warning", "error"]
    assert [mark[2] for mark in marked([worse, FINDING, hint], hint)[1]] == ["warning", "error", "hint"]


def test_a_stretch_over_two_paragraphs_is_marked_in_both() -> None:
    whole = FINDING._replace(texts=(TextPlace("overview", 0, len(FIRST) + 3),))
    assert marked([whole]) == {0: [(0, len(FIRST), "warning")], 1: [(1, 3, "warning")]}
