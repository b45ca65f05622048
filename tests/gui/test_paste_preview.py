"""The preview of a paste in the window, with real keys and a clipboard as programs fill it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from gui.main_window import MainWindow
from gui.messages import MessagesDialog
from gui.paste_preview import PastePreview
from gui.theme import THEMES, Theme
from gui.unit_fields import ChoiceField
from gui.windows import WindowList
from model.paste_plan import Choices
from model.report import Report
from tests.builders import FORMS, form_of, layout_of, report_with
from tests.labelled_blocks import drawn_block
from workflows.pasting import Refused, read_clip

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SECRET, LAW = "requests.refused_state_secret", "requests.refused_prohibited_by_law"
N, B = "natural_person", "business"
HEAD = "<meta name=ProgId content=Excel.Sheet><table><tr><td></td><td>自然人</td><td>商业企业</td></tr>"


def row(label: str, *figures: str) -> str:
    return f"<tr><td>{label}</td>{''.join(f'<td>{figure}</td>' for figure in figures)}</tr>"


def clip(*rows: str) -> None:
    data = QMimeData()
    data.setHtml(HEAD + "".join(rows) + "</table>")
    QGuiApplication.clipboard().setMimeData(data)


def until(condition: Callable[[], bool]) -> None:
    """Let what is waiting go on until this is so."""
    for _ in range(20_000):
        if condition():
            return
        QApplication.processEvents()
    raise AssertionError("it never came to this")


def shown_on(program: WindowList, report: Report, cell: str) -> MainWindow:
    window = program.open_report(report, None, at=cell)
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    assert isinstance(window, MainWindow)
    # What listens to the window is attached after its first paint.
    until(lambda: hasattr(window, "messages"))
    return window


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifiers)


def paste(program: WindowList, window: MainWindow, look: Callable[[PastePreview], object]) -> None:
    """Ctrl+V in the window's grid; look is handed the preview while it is open, and closes it by keys."""

    def run(dialog: QWidget) -> bool:
        assert isinstance(dialog, PastePreview)
        # As exec does, but without an event loop of its own.
        dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
        dialog.show()
        dialog.activateWindow()
        until(lambda: QApplication.activeWindow() is dialog)
        look(dialog)
        accepted = dialog.result() == PastePreview.DialogCode.Accepted
        assert not dialog.isVisible()
        return accepted

    program.tools.interaction.answers.append(run)
    window.activateWindow()
    until(lambda: QApplication.activeWindow() is window)
    window.pages.page.grid.setFocus()
    press(Key.Key_V, CONTROL)


def values(window: MainWindow) -> dict[str, object]:
    report = window.editor.report
    return {cell: report.value(cell) for cell in report.form.inputs if report.value(cell) is not None}


def test_two_keys_write_a_block_that_is_clear(program: WindowList) -> None:
    window = shown_on(program, report_with(), f"{SECRET}.{N}")
    clip(row("1.属于国家秘密", "3", "4"))
    paste(program, window, lambda dialog: press(Key.Key_Return))
    assert values(window) == {f"{SECRET}.{N}": 3, f"{SECRET}.{B}": 4}
    assert window.editor.history.names() == ("粘贴",)
    window.activateWindow()
    until(lambda: QApplication.activeWindow() is window)
    press(Key.Key_Z, CONTROL)
    assert values(window) == {}


def test_a_window_that_was_never_painted_asks_as_well(program: WindowList) -> None:
    window = program.open_report(report_with(), None, at=f"{SECRET}.{N}")
    clip(row("1.属于国家秘密", "3", "4"))
    program.tools.interaction.answers.append(lambda dialog: isinstance(dialog, PastePreview))
    QTest.keyClick(window.pages.page.grid.blocks[0].view, Key.Key_V, CONTROL)
    assert not hasattr(window, "messages"), "what is attached after the first paint was there already"
    assert values(window) == {f"{SECRET}.{N}": 3, f"{SECRET}.{B}": 4}


def test_esc_leaves_everything_from_wherever_the_focus_is(program: WindowList) -> None:
    window = shown_on(program, report_with({f"{SECRET}.{N}": "9"}), f"{SECRET}.{N}")
    clip(row("1.属于国家秘密", "3", "—"))
    for rounds in range(4):

        def give_up(dialog: PastePreview, rounds: int = rounds) -> None:
            for _ in range(rounds):
                press(Key.Key_F6)
            press(Key.Key_Escape)

        paste(program, window, give_up)
        assert values(window) == {f"{SECRET}.{N}": 9}
    assert not window.editor.history.names() or window.editor.history.names() == ("填写",)


def test_space_decides_in_the_list_and_in_the_grid(program: WindowList) -> None:
    window = shown_on(program, report_with(), f"{SECRET}.{N}")
    clip(row("1.属于国家秘密", "3", "—"), row("2.其他法律行政法规禁止公开", "／", "6"))

    def decide(dialog: PastePreview) -> None:
        assert dialog.write.text() == "写入 2 格(&W)"
        assert QApplication.focusWidget() is dialog.list
        assert dialog.page.current_cell() == f"{SECRET}.{B}"
        press(Key.Key_Space)
        assert dialog.write.text() == "写入 3 格(&W)"
        press(Key.Key_Down)
        assert dialog.page.current_cell() == f"{LAW}.{N}"
        press(Key.Key_F6, SHIFT)
        assert dialog.page.isAncestorOf(QApplication.focusWidget())
        press(Key.Key_Space)
        assert dialog.write.text() == "写入 4 格(&W)"
        press(Key.Key_Space)
        assert dialog.write.text() == "写入 3 格(&W)"
        press(Key.Key_Return, CONTROL)

    paste(program, window, decide)
    assert values(window) == {f"{SECRET}.{N}": 3, f"{SECRET}.{B}": 0, f"{LAW}.{B}": 6}
    assert window.editor.history.names() == ("粘贴",)


def test_one_choice_for_all_signs_of_none(program: WindowList) -> None:
    window = shown_on(program, report_with(), f"{SECRET}.{N}")
    clip(row("1.属于国家秘密", "—", "无"), row("2.其他法律行政法规禁止公开", "／", "6"))

    def choose(dialog: PastePreview) -> None:
        assert dialog.nothing.currentText() == "“—”“无”“／”：不写入，保持原样"
        dialog.nothing.setFocus()
        press(Key.Key_Down)
        assert dialog.nothing.currentText().endswith("按 0 写入")
        assert dialog.write.text() == "写入 4 格(&W)"
        dialog.list.setFocus()
        press(Key.Key_Space)
        assert dialog.nothing.currentText().endswith("逐条决定")
        press(Key.Key_Return)

    paste(program, window, choose)
    assert values(window) == {f"{SECRET}.{B}": 0, f"{LAW}.{N}": 0, f"{LAW}.{B}": 6}


def test_the_marks_of_the_cells(program: WindowList) -> None:
    figures = {f"{SECRET}.{N}": "36", f"{LAW}.{N}": "8"}
    window = shown_on(program, report_with(figures), f"{SECRET}.{N}")
    clip(row("1.属于国家秘密", "37", "—"), row("2.其他法律行政法规禁止公开", "3件", "6"))

    def look(dialog: PastePreview) -> None:
        model = dialog.page.blocks[0].model
        changed, unclear = model.look(4, 0), model.look(4, 1)
        assert (changed.text, changed.left, changed.struck, changed.bold, changed.colour) == (
            "37",
            "36",
            True,
            True,
            "accent",
        )
        assert (unclear.text, unclear.left, unclear.mark, unclear.fill) == ("—", "?", "warning", "warnfill")
        refused, new = model.look(5, 0), model.look(5, 1)
        assert (refused.text, refused.left, refused.mark, refused.fill) == ("3件", "× 8", "error", "errorfill")
        assert (new.text, new.left, new.mark) == ("6", "", "")
        spoken = model.data(model.index(5, 0), Qt.ItemDataRole.AccessibleTextRole)
        assert "不能识别，不写入：剪贴板里是“3件”" in spoken
        assert "改动，原为36" in model.data(model.index(4, 0), Qt.ItemDataRole.ToolTipRole)
        press(Key.Key_Escape)

    paste(program, window, look)


def test_where_nothing_is_to_be_checked_the_list_takes_no_room(program: WindowList) -> None:
    window = shown_on(program, report_with(), f"{SECRET}.{N}")
    clip(row("1.属于国家秘密", "3", "4"))
    seen = []

    def look(dialog: PastePreview) -> None:
        until(dialog.stack.isVisible)
        seen.append((dialog.beside.isVisible(), dialog.width() - dialog.stack.width(), dialog.legend.whole))
        press(Key.Key_Escape)

    paste(program, window, look)
    ((beside, besides_the_grid, legend),) = seen
    assert not beside
    assert besides_the_grid < 40
    assert "空格键" not in legend
    clip(row("1.属于国家秘密", "3", "—"))
    paste(program, window, look)
    assert seen[1][0]
    assert "空格键" in seen[1][2]


def test_a_stated_total_stands_beside_the_computed_one(program: WindowList) -> None:
    window = shown_on(program, report_with(), f"{SECRET}.{N}")
    data = QMimeData()
    data.setText("\t自然人\t商业企业\t总计\n1.属于国家秘密\t3\t4\t8")
    QGuiApplication.clipboard().setMimeData(data)

    def look(dialog: PastePreview) -> None:
        total = dialog.page.blocks[0].model.look(4, 6)
        assert (total.text, total.left, total.mark) == ("7", "文件 8", "warning")
        assert dialog.list.item(0).text() == "1.属于国家秘密，总计：文件里是 8，按各项相加是 7"
        press(Key.Key_Return)

    paste(program, window, look)
    assert window.editor.report.stated(f"{SECRET}.total") == 8
    assert any(f"{SECRET}.total" in finding.cells for finding in window.editor.visible_findings())


def test_the_preview_takes_nothing_that_is_typed(program: WindowList) -> None:
    window = shown_on(program, report_with(), f"{SECRET}.{N}")
    clip(row("1.属于国家秘密", "3", "4"))

    def type_into(dialog: PastePreview) -> None:
        dialog.page.setFocus()
        for key in (Key.Key_5, Key.Key_Delete, Key.Key_F2):
            press(key)
            assert not dialog.page.editing()
        press(Key.Key_V, CONTROL)
        assert dialog.write.text() == "写入 2 格(&W)"
        press(Key.Key_Return, CONTROL)

    paste(program, window, type_into)
    assert values(window) == {f"{SECRET}.{N}": 3, f"{SECRET}.{B}": 4}


def test_another_grid_is_shown_and_named_and_the_window_goes_there(program: WindowList) -> None:
    window = shown_on(program, report_with(), f"{SECRET}.{N}")
    data = QMimeData()
    data.setText("\t本年制发件数\t本年废止件数\n规章\t1\t2")
    QGuiApplication.clipboard().setMimeData(data)

    def look(dialog: PastePreview) -> None:
        assert "剪贴板里是表二的数，不是正在填的表三" in dialog.note.whole
        assert not dialog.tabs.isVisible()
        press(Key.Key_Return)

    paste(program, window, look)
    assert values(window) == {"proactive.rules.issued": 1, "proactive.rules.repealed": 2}
    assert window.editor.current_cell == "proactive.rules.issued"


def test_several_grids_stand_in_tabs(program: WindowList) -> None:
    window = shown_on(program, report_with(), f"{SECRET}.{N}")
    data = QMimeData()
    data.setText("\t本年制发件数\t本年废止件数\n规章\t1\t2\n\t自然人\t商业企业\n1.属于国家秘密\t3件\t4")
    QGuiApplication.clipboard().setMimeData(data)

    def look(dialog: PastePreview) -> None:
        assert [dialog.tabs.tabText(i) for i in range(dialog.tabs.count())] == ["表二", "表三"]
        assert dialog.page.current_cell() == f"{SECRET}.{N}"
        assert dialog.list.item(0).text().startswith("表三 1.属于国家秘密")
        dialog.tabs.setFocus()
        press(Key.Key_Left)
        assert dialog.page.blocks[0].model.look(0, 0).text == "1"
        press(Key.Key_Escape)

    paste(program, window, look)


def test_a_read_only_report_takes_no_paste(program: WindowList) -> None:
    window = shown_on(program, report_with(), f"{SECRET}.{N}")
    window.editor.document.read_only = True
    clip(row("1.属于国家秘密", "3", "4"))
    window.pages.page.grid.setFocus()
    press(Key.Key_V, CONTROL)
    assert values(window) == {}


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("width", "height"), [(1366, 728), (910, 485)])
def test_it_fits_the_screen(qtbot, monkeypatch: pytest.MonkeyPatch, name: str, width: int, height: int) -> None:
    monkeypatch.setattr("gui.paste_preview.free_area", lambda _: QRect(0, 0, width, height))
    for seed, edition in enumerate(FORMS):
        form = form_of(edition)
        try:
            read = read_clip(report_with(of=form), form.grids[0].id, drawn_block(form, seed).text(), "")
        except Refused:
            continue
        assert read is not None
        dialog = PastePreview(report_with(of=form), read, layout_of(edition), Theme(name))
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.grab()
        assert dialog.width() <= width
        assert dialog.height() <= height - 31
        assert dialog.write.isVisible()
        assert dialog.rect().contains(dialog.write.geometry())
        assert dialog.choices == Choices()


def test_every_control_has_a_name(qtbot) -> None:
    read = read_clip(report_with(), "requests", "\t自然人\n1.属于国家秘密\t—", "")
    assert read is not None
    dialog = PastePreview(report_with(), read, layout_of("2021"), Theme())
    qtbot.addWidget(dialog)
    dialog.show()
    for widget in (dialog.tabs, dialog.list, dialog.nothing):
        assert widget.accessibleName()
    spoken = dialog.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("，不写入")


def test_a_long_message_can_be_read_in_full(program: WindowList, tmp_path: Path) -> None:
    window = shown_on(program, report_with(), f"{SECRET}.{N}")
    long = "粘贴：" + "很长的话" * 60
    window.editor.message.emit(long)
    read: list[str] = []

    def look(dialog: QWidget) -> bool:
        assert isinstance(dialog, MessagesDialog)
        read.append(dialog.text.toPlainText())
        return False

    program.tools.interaction.answers += [look, look]
    QTest.mouseClick(window.status.place, Qt.MouseButton.LeftButton)
    window.actions_["messages"].trigger()
    assert read == [long, long]


def test_what_waits_for_a_decision_is_counted_apart_from_what_nobody_can_place(program: WindowList) -> None:
    cells = [cell for cell in report_with().form.inputs if cell.startswith("requests.")]
    window = shown_on(program, report_with(dict.fromkeys(cells, "0")), f"{SECRET}.{N}")
    window.editor.document.history.mark_saved()
    clip(row("1.属于国家秘密", "—", "／"), row("3.其他", "5", "6", "7", "8"))

    def look(dialog: PastePreview) -> None:
        shown = {kind: label.findChild(QLabel, "text").text() for kind, label in dialog.numbers.items()}
        assert shown["unclear"] == "待确认 4"
        assert shown["unplaced"] == "位置不明 2"
        assert isinstance(dialog.nothing, ChoiceField), "its arrow is painted"
        press(Key.Key_Escape)

    paste(program, window, look)


def test_status_and_undo_count_the_same_cells(program: WindowList) -> None:
    window = shown_on(program, report_with(), f"{SECRET}.{N}")
    data = QMimeData()
    data.setText("\t自然人\t商业企业\t总计\n1.属于国家秘密\t3\t4\t8\n2.其他法律行政法规禁止公开\t1\t2\t9")
    QGuiApplication.clipboard().setMimeData(data)

    def write(dialog: PastePreview) -> None:
        dialog.write.click()

    told: list[str] = []
    window.editor.message.connect(told.append)
    paste(program, window, write)
    assert "写入 4 格" in told[-1]
    assert window.editor.undo_words() == "粘贴 4 格"
    assert window.editor.report.stated(f"{SECRET}.total") == 8
