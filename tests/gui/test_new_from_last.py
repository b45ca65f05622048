"""依据上年报告新建 and what belongs to it, in windows, by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QToolBar, QWidget
from pytestqt.qtbot import QtBot

from gui.interaction import Choice
from gui.main_window import MainWindow
from gui.new_report_dialog import NewReportDialog
from gui.strip import Strip
from gui.unit_cards_dialog import former_line, read_former
from gui.windows import WindowList
from model.edits import Edit, ReplaceText, SetField
from model.report import Report
from model.storage import dump
from model.text import from_plain
from tests.builders import report_with
from workflows.from_last_year import filled_in_from_last
from workflows.unit_cards import Former, UnitCard, card_for, keep_card, read_cards

CTRL, SHIFT, ALT = (Qt.KeyboardModifier[f"{name}Modifier"] for name in ("Control", "Shift", "Alt"))
OUT, IN = "requests.carried_out.research", "requests.carried_in.research"
LOWEST_SCREEN = 440
"""The height left for a dialog at 150 % on a screen of 768 lines."""


def answer(program: WindowList, *given: object) -> None:
    program.tools.interaction.answers.extend(given)


def asked(program: WindowList) -> list[str]:
    return program.tools.interaction.asked


@pytest.fixture
def last_file(tmp_path: Path) -> Path:
    """The report of 2024, with text."""
    report = report_with({OUT: "3", "requests.received.research": "8"}, year=2024)
    text = "2024年，我局新收政府信息公开申请8件，发布信息268条，较2023年有增加。"
    changes = (ReplaceText("overview", 0, 0, from_plain(text)), SetField("contact.phone", "0000-1234567"))
    report.apply(Edit("", changes))
    file = tmp_path / "局2024.nianbao"
    file.write_bytes(dump(report))
    return file


@pytest.fixture
def window(program: WindowList, qtbot: QtBot) -> MainWindow:
    return ready(program.open_blank(), qtbot)


def ready(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """Wait until the window is active and finished."""
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    window.finish()
    return window


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifiers)


def accept(dialog: QDialog) -> bool:
    return dialog.create.isEnabled()


def only(program: WindowList) -> MainWindow:
    (window,) = program.windows
    window.finish()
    return window


@pytest.fixture
def draft(program: WindowList, window: MainWindow, last_file: Path, qtbot: QtBot) -> MainWindow:
    """The window of a report made from last year's by Ctrl+Shift+N."""
    answer(program, last_file, accept)
    press(Qt.Key.Key_N, CTRL | SHIFT)
    return ready(only(program), qtbot)


def test_the_keys_make_a_draft_with_the_figures_that_are_carried_over(draft: MainWindow) -> None:
    report = draft.editor.report
    assert (report.unit, report.year, report.value(IN)) == ("示例县数据局", 2025, 3)
    assert filled_in_from_last(report.notes(IN))
    assert report.fields["contact.phone"] == "0000-1234567"
    assert "示例县数据局 2025年" in draft.windowTitle()
    assert not draft.editor.document.saved
    assert draft.editor.current_cell == "proactive.normative_documents.issued"


def test_rules_are_a_step_of_their_own(draft: MainWindow) -> None:
    report = draft.editor.report
    assert report.value("proactive.rules.issued") == 0
    assert draft.editor.history.names() == ("规章按单位类别填 0",)
    press(Qt.Key.Key_Z, CTRL)
    assert report.value("proactive.rules.issued") is None
    assert report.value(IN) == 3


def test_the_strip_leads_to_the_list_of_years(program: WindowList, draft: MainWindow) -> None:
    def all_of_them(dialog: QWidget) -> bool:
        assert [one.reason for one in dialog._mentions] == ["报告年度", "与往年比较"]
        assert [one.written for one in dialog.chosen()] == ["2024"]
        return dialog.change.isEnabled()

    answer(program, all_of_them)
    button = next(found for found in draft.findChildren(QPushButton) if found.text().startswith("核对上年年度"))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert draft.editor.report.plain("overview").startswith("2025年，我局新收")
    assert "较2023年" in draft.editor.report.plain("overview")
    assert draft.editor.history.undo_name == "年度改为本年"
    bar = draft.findChild(QToolBar, "strip_bar")
    strip = bar.findChild(Strip)
    assert not bar.isHidden()
    assert strip.text.whole == "1 个上年数字待改（标在文字里）；另有 1 处提到别的年度（比较、计划等），请核对"
    assert strip.button.text().startswith("上年数字待改")
    draft.editor.undo()
    assert draft.editor.report.plain("overview").startswith("2024年")


def test_years_are_ticked_by_the_space_bar_and_one_can_be_gone_to(program: WindowList, draft: MainWindow) -> None:
    def untick(dialog: QWidget) -> bool:
        dialog.show()
        dialog.table.setFocus()
        QTest.keyClick(dialog.table, Qt.Key.Key_Space)
        assert dialog.chosen() == ()
        assert not dialog.change.isEnabled()
        QTest.keyClick(dialog.table, Qt.Key.Key_Down)
        QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
        return False

    answer(program, untick)
    draft.actions_["year_mentions"].trigger()
    assert draft.pages.section == "overview"
    assert draft.editor.history.names() == ("规章按单位类别填 0",)


def test_figures_of_last_year_are_listed_and_a_mark_can_go(program: WindowList, draft: MainWindow) -> None:
    def keep(dialog: QWidget) -> bool:
        assert dialog.table.rowCount() == 1
        assert "发布信息【268】条" in dialog.table.item(0, 1).text()
        dialog.keep.click()
        assert dialog.table.rowCount() == 0
        assert not dialog.go.isEnabled()
        return False

    answer(program, keep)
    draft.actions_["stale_figures"].trigger()
    assert all(span.kind != "stale" for block in draft.editor.report.text("overview") for span in block.spans)
    draft.editor.undo()
    assert any(span.kind == "stale" for block in draft.editor.report.text("overview") for span in block.spans)


def test_the_open_report_of_last_year_is_taken_without_asking_for_a_file(
    program: WindowList, last_file: Path, qtbot: QtBot
) -> None:
    ready(program.open_file(last_file, None), qtbot)
    answer(program, accept)
    press(Qt.Key.Key_N, CTRL | SHIFT)
    assert [window.editor.report.year for window in program.windows] == [2024, 2025]


def test_a_file_that_can_not_be_read_is_said(program: WindowList, window: MainWindow, tmp_path: Path) -> None:
    bad = tmp_path / "坏.nianbao"
    bad.write_bytes(b"{")
    answer(program, bad)
    press(Qt.Key.Key_N, CTRL | SHIFT)
    assert "打不开上年报告" in asked(program)[-1]
    answer(program, None)
    press(Qt.Key.Key_N, CTRL | SHIFT)
    assert len(program.windows) == 1


def test_another_units_report_is_asked_about_once_and_remembered(
    program: WindowList, window: MainWindow, last_file: Path
) -> None:
    def rename(dialog: NewReportDialog) -> bool:
        dialog.unit.setText("示例县数据和政务局")
        return dialog.create.isEnabled()

    answer(program, last_file, rename, "renamed")
    press(Qt.Key.Key_N, CTRL | SHIFT)
    assert card_for("示例县数据和政务局").former == (Former("示例县数据局"),)
    answer(program, last_file, rename)
    only(program).actions_["new_from_last"].trigger()
    assert len(program.windows) == 2


def test_another_units_report_can_be_refused(program: WindowList, window: MainWindow, last_file: Path) -> None:
    def rename(dialog: NewReportDialog) -> bool:
        dialog.unit.setText("别的局")
        return True

    answer(program, last_file, rename, "other")
    press(Qt.Key.Key_N, CTRL | SHIFT)
    assert not only(program).editor.report.last_reports
    assert read_cards().cards == ()


@pytest.mark.parametrize(("wanted", "value"), [("fill", 3), ("leave", None)])
def test_last_year_is_opened_later_as_one_step(
    wanted: str, value: int | None, program: WindowList, window: MainWindow, last_file: Path
) -> None:
    answer(program, last_file, wanted)
    window.actions_["open_last_year"].trigger()
    report = window.editor.report
    assert [last.file for last in report.last_reports] == ["局2024.nianbao"]
    assert report.value(IN) == value
    assert window.editor.history.names() == ("打开上年报告",)
    window.editor.undo()
    assert not report.last_reports
    assert report.value(IN) is None


def test_a_second_one_takes_its_place_or_is_added(program: WindowList, window: MainWindow, last_file: Path) -> None:
    other = last_file.with_name("乙.nianbao")
    other.write_bytes(dump(report_with({OUT: "5"}, year=2024)))
    answer(program, last_file, "leave")
    window.actions_["open_last_year"].trigger()
    answer(program, other, "add", "fill")
    window.actions_["open_last_year"].trigger()
    assert window.editor.report.value(IN) == 8
    told: list[str] = []
    window.editor.message.connect(told.append)
    answer(program, other, "replace")
    window.actions_["open_last_year"].trigger()
    assert [last.file for last in window.editor.report.last_reports] == ["乙.nianbao"]
    assert window.editor.report.value(IN) == 5
    assert told[-1] == "已带入上年报告：乙.nianbao；上年结转有 1 格随之改了"
    window.editor.enter(IN, "7")
    answer(program, last_file, "replace")
    window.actions_["open_last_year"].trigger()
    assert window.editor.report.value(IN) == 7
    assert "上年结转有 1 格与上年报告的结转下年度不同" in told[-1]


def test_enter_takes_the_answer_that_changes_no_card(
    program: WindowList, window: MainWindow, last_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    firsts: list[tuple[str, str]] = []
    choose = program.tools.interaction.choose

    def note(parent: QWidget, title: str, text: str, choices: tuple[Choice, ...]) -> str:
        firsts.append((title, choices[0].id))
        return choose(parent, title, text, choices)

    monkeypatch.setattr(program.tools.interaction, "choose", note)
    window.editor.do("", (SetField("unit", "示例县数据局"),))
    other = last_file.with_name("乙.nianbao")
    report = report_with({OUT: "5"}, year=2024)
    report.apply(Edit("", (SetField("unit", "乙局"),)))
    other.write_bytes(dump(report))
    answer(program, last_file, "leave")
    window.actions_["open_last_year"].trigger()
    answer(program, other, "predecessor", "add", "leave")
    window.actions_["open_last_year"].trigger()
    answer(program, other, "replace", "leave")
    window.actions_["open_last_year"].trigger()
    assert [first for title, first in firsts if title == "上年报告的单位不同"] == ["other"]
    assert [first for title, first in firsts if title == "打开上年报告"] == ["fill", "add", "fill", "replace", "fill"]


def test_a_report_made_from_last_year_is_saved_beside_it(
    program: WindowList, draft: MainWindow, last_file: Path
) -> None:
    assert draft.files._suggestion().parent == last_file.parent


def test_a_report_of_another_year_is_no_last_year(program: WindowList, window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "旧.nianbao"
    file.write_bytes(dump(report_with({OUT: "5"}, year=2021)))
    answer(program, file, "fill")
    window.actions_["open_last_year"].trigger()
    assert "2024 年" in asked(program)[-1]
    assert not window.editor.report.last_reports


def test_the_dialog_says_what_is_missing(program: WindowList, window: MainWindow, last_file: Path) -> None:
    def look(dialog: NewReportDialog) -> bool:
        dialog.show()
        dialog.from_last.setChecked(True)
        assert dialog.files.count() == 1
        assert not dialog.edition.isVisible()
        dialog.year.setText("2030")
        assert "应是 2029 年" in dialog.note.text()
        assert not dialog.create.isEnabled()
        dialog.add.click()
        assert "已经在列" in dialog.note.text()
        dialog.remove.click()
        assert dialog.note.text() == "先添加上年报告"
        assert dialog.height() <= LOWEST_SCREEN
        dialog.blank.setChecked(True)
        assert dialog.create.isEnabled()
        return False

    answer(program, look, last_file, last_file)
    press(Qt.Key.Key_N, CTRL)


def test_a_card_fills_in_a_new_report(program: WindowList, window: MainWindow) -> None:
    keep_card(UnitCard("示例县水利局", phone="123", deadline="01-20"))

    def choose(dialog: NewReportDialog) -> bool:
        dialog.show()
        assert dialog.cards.isVisible()
        dialog.cards.setFocus()
        QTest.keyClick(dialog.cards, Qt.Key.Key_Down)
        assert dialog.unit.text() == "示例县水利局"
        assert not dialog.keep.isVisible()
        return True

    answer(program, choose)
    press(Qt.Key.Key_N, CTRL)
    new = only(program)
    fields = new.editor.report.fields
    assert (fields["unit"], fields["contact.phone"], fields["deadline"]) == ("示例县水利局", "123", "2026-01-20")
    assert new.editor.document.saved


def test_a_card_that_was_chosen_comes_before_what_last_year_says(
    program: WindowList, window: MainWindow, last_file: Path
) -> None:
    keep_card(UnitCard("示例县数据局", phone="999", deadline="01-20"))

    def choose(dialog: NewReportDialog) -> bool:
        dialog.show()
        dialog.cards.setFocus()
        QTest.keyClick(dialog.cards, Qt.Key.Key_Down)
        return dialog.create.isEnabled()

    answer(program, last_file, choose)
    press(Qt.Key.Key_N, CTRL | SHIFT)
    fields = only(program).editor.report.fields
    assert (fields["contact.phone"], fields["deadline"]) == ("999", "2026-01-20")


def test_without_years_the_strip_leads_to_the_figures(program: WindowList, window: MainWindow, tmp_path: Path) -> None:
    report = report_with({}, year=2024)
    report.apply(Edit("", (ReplaceText("overview", 0, 0, from_plain("发布信息268条。")),)))
    file = tmp_path / "局.nianbao"
    file.write_bytes(dump(report))
    answer(program, file, accept)
    press(Qt.Key.Key_N, CTRL | SHIFT)
    draft = only(program)
    button = next(found for found in draft.findChildren(QPushButton) if found.text().startswith("上年数字待改"))
    bar = draft.findChild(QToolBar, "strip_bar")

    def keep(dialog: QWidget) -> bool:
        dialog.keep.click()
        return True

    answer(program, keep)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert bar.isHidden()


def test_a_new_unit_is_kept_only_when_the_clerk_says_so(program: WindowList, window: MainWindow) -> None:
    def type_unit(tick: bool) -> Callable[[NewReportDialog], bool]:
        def fill(dialog: NewReportDialog) -> bool:
            dialog.unit.setText("示例县林业局")
            assert not dialog.keep.isHidden()
            dialog.keep.setChecked(tick)
            return True

        return fill

    answer(program, type_unit(False))
    press(Qt.Key.Key_N, CTRL)
    assert read_cards().cards == ()
    answer(program, type_unit(True))
    only(program).actions_["new"].trigger()
    assert [card.name for card in read_cards().cards] == ["示例县林业局"]


def test_a_saved_new_report_offers_to_keep_its_unit_without_asking(
    program: WindowList, window: MainWindow, tmp_path: Path
) -> None:
    told: list[str] = []
    window.editor.message.connect(told.append)
    window.editor.do("", (SetField("unit", "示例县林业局"),))
    answer(program, tmp_path / "林业局.nianbao")
    assert window.files.save()
    assert any("单位资料" in text and "示例县林业局" in text for text in told)
    told.clear()
    window.editor.do("", (SetField("unit", "示例县林业局"), SetField("contact.phone", "1")))
    assert window.files.save()
    assert not any("单位资料" in text for text in told)


def test_a_broken_file_of_cards_is_said(program: WindowList, window: MainWindow, data_home: Path) -> None:
    (data_home / "nianbao").mkdir(parents=True, exist_ok=True)
    (data_home / "nianbao" / "units.json").write_text("{", encoding="utf-8")
    answer(program, lambda dialog: False)
    press(Qt.Key.Key_N, CTRL)
    assert "已改名" in asked(program)[0]


def test_a_new_report_in_which_only_the_program_did_something_gives_way(
    program: WindowList, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    def blank(dialog: QWidget) -> bool:
        dialog.unit.setText("示例县水利局")
        return dialog.create.isEnabled()

    answer(program, blank)
    press(Qt.Key.Key_N, CTRL)
    first = ready(only(program), qtbot)
    assert first.editor.history.names() == ("规章按单位类别填 0",)
    assert first.untouched
    press(Qt.Key.Key_Z, CTRL)
    assert not first.untouched, "the step was taken back by the clerk"
    press(Qt.Key.Key_Y, CTRL)
    assert first.untouched
    answer(program, blank)
    press(Qt.Key.Key_N, CTRL)
    second = ready(only(program), qtbot)
    second.editor.enter(IN, "3")
    assert not second.untouched
    answer(program, blank)
    press(Qt.Key.Key_N, CTRL)
    assert len(program.windows) == 2


def test_rules_are_filled_in_by_command_where_the_kind_says_so(program: WindowList, window: MainWindow) -> None:
    told: list[str] = []
    window.editor.message.connect(told.append)
    window.actions_["fill_rules"].trigger()
    assert "单位类别" in told[-1]
    window.editor.do("", (SetField("unit", "示例县林业局"),))
    window.actions_["fill_rules"].trigger()
    assert window.editor.report.value("proactive.rules.in_force") == 0
    window.actions_["fill_rules"].trigger()
    assert told[-1] == "规章各格都已填写"


def _report(window: MainWindow) -> Report:
    return window.editor.report


def test_selected_blanks_become_0(program: WindowList, window: MainWindow) -> None:
    window.pages.start_at("requests.received.business")
    press(Qt.Key.Key_4)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Right, SHIFT)
    press(Qt.Key.Key_Down, SHIFT)
    window.actions_["zero_selection"].trigger()
    values = [
        _report(window).value(f"requests.{row}.{column}")
        for row in ("received", "carried_in")
        for column in ("business", "research")
    ]
    assert values == [4, 0, 0, 0]
    assert _report(window).value("requests.received.natural_person") is None
    assert window.editor.history.undo_name == "选中空格补 0"
    window.actions_["zero_selection"].trigger()
    assert window.editor.history.undo_name == "选中空格补 0"
    window.editor.undo()
    assert _report(window).value("requests.carried_in.research") is None


def test_a_zero_report_by_its_dialog(program: WindowList, window: MainWindow) -> None:
    def choose(dialog: QWidget) -> bool:
        dialog.show()
        assert dialog.height() <= LOWEST_SCREEN
        assert len(dialog.drafts) == 3
        _, _, box, edit = dialog.drafts[0]
        edit.setPlainText("没有申请。")
        dialog.drafts[1][2].setChecked(False)
        assert box.isChecked()
        return dialog.fill.isEnabled()

    answer(program, choose)
    window.actions_["zero_report"].trigger()
    report = _report(window)
    assert {report.value(cell) for cell in report.form.inputs if not cell.startswith("proactive")} == {0}
    assert report.plain("overview").split("\n")[0] == "没有申请。"
    assert report.plain("other") == ""
    assert window.editor.history.names() == ("按零报告填写",)
    window.editor.undo()
    assert len(report.blanks()) == len(report.form.inputs)


def test_a_zero_report_is_refused_where_cases_were_carried_over(program: WindowList, draft: MainWindow) -> None:
    def look(dialog: QWidget) -> bool:
        dialog.show()
        requests, disputes = dialog.boxes["requests"], dialog.boxes["disputes"]
        assert not requests.isEnabled()
        assert "上年结转是 3 件" in requests.accessibleDescription()
        assert dialog.grids() == ("disputes",)
        assert [edit.isVisible() for *_, edit in dialog.drafts] == [False, False, True]
        disputes.setChecked(False)
        assert not dialog.fill.isEnabled()
        return False

    answer(program, look)
    draft.actions_["zero_report"].trigger()


def test_a_zero_report_of_a_grid_with_figures_waits_for_the_tick(program: WindowList, window: MainWindow) -> None:
    def look(dialog: QWidget) -> bool:
        dialog.show()
        assert dialog.grids() == ("disputes",)
        assert "1 个不是 0 的格" in dialog.boxes["requests"].accessibleDescription()
        dialog.boxes["requests"].setChecked(True)
        return dialog.fill.isEnabled()

    def again(dialog: QWidget) -> bool:
        dialog.show()
        assert [box.isChecked() for _, _, box, _ in dialog.drafts] == [False, False, False]
        assert all("已在文字里" in box.text() for _, _, box, _ in dialog.drafts)
        return True

    window.editor.enter("requests.received.business", "3")
    answer(program, look, again)
    window.actions_["zero_report"].trigger()
    assert _report(window).value("requests.received.business") == 0
    text = _report(window).plain("overview")
    window.actions_["zero_report"].trigger()
    assert _report(window).plain("overview") == text


def test_cards_are_edited_in_their_dialog(program: WindowList, window: MainWindow) -> None:
    keep_card(UnitCard("甲局"))
    keep_card(UnitCard("乙局"))

    def edit(dialog: QWidget) -> bool:
        dialog.show()
        assert dialog.height() <= LOWEST_SCREEN
        dialog.list.setCurrentRow(1)
        dialog.fields["deadline"].setFocus()
        QTest.keyClicks(dialog.fields["deadline"], "1-20")
        assert dialog.weekday.text() == "2026 年 1 月 20 日（星期二）"
        dialog.former.setPlainText("丙办　2024-03　前身单位\n丁办")
        dialog.list.setCurrentRow(0)
        assert dialog.fields["deadline"].text() == ""
        dialog.delete.click()
        dialog.new.click()
        dialog.accept()
        assert "没有写单位全称" in dialog.note.text()
        QTest.keyClicks(dialog.fields["name"], "unit")
        dialog.accept()
        return dialog.result() == QDialog.DialogCode.Accepted

    answer(program, edit)
    window.actions_["unit_cards"].trigger()
    first, second = read_cards().cards
    assert (first.name, first.deadline) == ("乙局", "01-20")
    assert first.former == (Former("丙办", "2024-03", "predecessor"), Former("丁办"))
    assert second.name == "unit"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("丁办　2025-13", "第 2 行：“2025-13”不是日期"),
        ("丁办　2025-02-30", "第 2 行：“2025-02-30”不是日期"),
        ("2025-13", "第 2 行：“2025-13”里没有名称"),
        ("丁办 大概去年改的", "第 2 行：“丁办 大概去年改的”看不懂"),
        ("丁办，2024-03，合并进来", "看不懂"),
    ],
)
def test_a_former_name_that_is_not_right_is_said_at_its_line(
    program: WindowList, window: MainWindow, line: str, words: str
) -> None:
    keep_card(UnitCard("甲局"))

    def edit(dialog: QWidget) -> bool:
        dialog.show()
        dialog.list.setCurrentRow(0)
        dialog.former.setPlainText(f"丙办　2024年3月　前身单位\n{line}\n戊办")
        assert words in dialog.note.text(), "said as soon as it stands there"
        dialog.note.clear()
        dialog.list.setCurrentRow(-1)
        dialog.accept()
        assert words in dialog.note.text()
        assert dialog.list.currentRow() == 0
        assert dialog.former.textCursor().selectedText() == former_line(read_former(line))
        assert dialog.result() != QDialog.DialogCode.Accepted
        dialog.former.setPlainText("丙办　2024年3月　前身单位\n丁办 2024.3.9\n戊办，2023，曾用名")
        assert dialog.note.text() == ""
        dialog.accept()
        return dialog.result() == QDialog.DialogCode.Accepted

    answer(program, edit)
    window.actions_["unit_cards"].trigger()
    (card,) = read_cards().cards
    assert card.former == (
        Former("丙办", "2024-03", "predecessor"),
        Former("丁办", "2024-03-09"),
        Former("戊办", "2023"),
    )


@pytest.mark.parametrize("names", [("甲局", "示例县数据局", "乙局"), ("甲局", "示例县数字局", "乙局")])
def test_the_cards_open_on_that_of_the_open_reports_unit(
    program: WindowList, draft: MainWindow, names: tuple[str, ...]
) -> None:
    for name in names:
        keep_card(UnitCard(name, former=(Former("示例县数据局"),) if "数字" in name else ()))

    def look(dialog: QWidget) -> bool:
        assert dialog.fields["name"].text() == names[1]
        assert dialog.list.count() == 3
        return False

    answer(program, look)
    draft.actions_["unit_cards"].trigger()


def test_the_open_reports_unit_is_put_into_the_cards_only_by_saving(program: WindowList, draft: MainWindow) -> None:
    answer(program, lambda dialog: dialog.fields["name"].text() != "示例县数据局")
    draft.actions_["unit_cards"].trigger()
    assert read_cards().cards == ()


def test_exports_take_folder_and_template_of_the_units_card(
    program: WindowList, draft: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "导出"
    folder.mkdir()
    keep_card(UnitCard("示例县数据局", word_template="我的.docx", export_folder=str(folder)))
    assert draft.transfer.export_folder() == folder
    assert draft.transfer.own_template(".docx") == Path("我的.docx")
    assert draft.transfer.own_template(".xlsx") is None


def test_every_control_of_the_dialogs_has_a_name(program: WindowList, draft: MainWindow) -> None:
    from gui.stale_figures_dialog import StaleFiguresDialog
    from gui.unit_cards_dialog import UnitCardsDialog
    from gui.year_mentions_dialog import YearMentionsDialog
    from gui.zero_report_dialog import ZeroReportDialog

    dialogs = (
        YearMentionsDialog(_report(draft), draft),
        StaleFiguresDialog(draft.editor, draft),
        ZeroReportDialog(_report(draft), draft),
        UnitCardsDialog((UnitCard("甲"),), 2025, draft),
        NewReportDialog(program.tools.today(), draft, cards=(UnitCard("甲"),)),
    )
    for dialog in dialogs:
        dialog.show()
        controls = [one for one in dialog.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        for control in controls:
            if control.isVisibleTo(dialog) and control.objectName() != "qt_scrollarea_viewport":
                named = control.accessibleName() or getattr(control, "text", str)()
                assert named, (dialog.windowTitle(), control)
        assert dialog.rect().contains(dialog.childrenRect().translated(QPoint(0, 0)))
        dialog.close()
        dialog.deleteLater()
