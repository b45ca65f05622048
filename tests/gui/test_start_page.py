"""The start page: ways to begin, recent files with their states, the days that are left; by keys alone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.file_states import file_state, when
from gui.start_window import StartWindow
from gui.strip import Strip
from gui.windows import WindowList
from model.edits import Edit, SetCell, SetField, SetVersions
from model.report import Report
from model.state import Version
from tests.builders import full_report, report_with, written
from workflows import recovery
from workflows.document import Document
from workflows.lock import LockOwner
from workflows.recovery import Recovered

ROOT = Path(__file__).parent.parent.parent
RECEIVED = "requests.received.natural_person"


def write(path: Path, report: Report) -> Path:
    """The report as a file, closed again."""
    document = Document.new(report)
    document.save_as(path)
    document.close()
    return path


def complete(**fields: object) -> Report:
    """A report in which nothing is left to do."""
    report = written(full_report())
    report.apply(Edit("填", (SetField("unit", "示例县水利局"), *(SetField(name, fields[name]) for name in fields))))
    return report


@pytest.fixture
def show(program: WindowList, qtbot) -> Callable[[], StartWindow]:
    """Shows the start page and waits until all files were read."""

    def start() -> StartWindow:
        window = program.show_start()
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        files = window.page.files
        qtbot.waitUntil(lambda: len(files.known()) == files.rowCount())
        return window

    return start


@pytest.fixture(autouse=True)
def _close(program: WindowList):
    yield
    if program.start_window is not None:
        program.start_window.close()


def recent(program: WindowList, *paths: Path) -> None:
    """Files that were opened, the last one last."""
    for path in paths:
        program.tools.settings.add_recent_file(path)


def states(window: StartWindow) -> list[str]:
    """What is said of the files, in order."""
    files = window.page.files
    return [files.data(files.index(row, 2)) for row in range(files.rowCount())]


def test_the_recent_files_say_how_far_they_are(program: WindowList, show, tmp_path: Path) -> None:
    (tmp_path / "broken.nianbao").write_bytes(b"{")
    wrong = complete()
    wrong.apply(Edit("填", (SetCell(RECEIVED, 3),)))
    blank = complete()
    blank.apply(Edit("删", (SetCell("disputes.reconsideration.upheld", None),)))
    unwritten = full_report()
    recent(
        program,
        write(tmp_path / "a.nianbao", complete()),
        write(tmp_path / "b.nianbao", wrong),
        write(tmp_path / "c.nianbao", blank),
        write(tmp_path / "d.nianbao", unwritten),
        tmp_path / "broken.nianbao",
        tmp_path / "gone.nianbao",
    )
    assert states(show()) == ["找不到文件", "文件已损坏", "未填 4 部分", "未填 1 格", "错误 2", "完成"]


def test_a_file_that_cannot_be_read_stops_nothing(program: WindowList, show, tmp_path: Path) -> None:
    (tmp_path / "folder.nianbao").mkdir()
    recent(program, write(tmp_path / "a.nianbao", complete()), tmp_path / "folder.nianbao")
    window = show()
    assert states(window) == ["打不开", "完成"]
    assert window.page.files.state(tmp_path / "folder.nianbao").hint


def test_nothing_is_read_before_the_page_is_painted(program: WindowList, tmp_path: Path) -> None:
    recent(program, write(tmp_path / "a.nianbao", complete()))
    window = program.show_start()
    assert states(window) == [""]


def test_enter_opens_and_delete_only_forgets(program: WindowList, show, tmp_path: Path) -> None:
    kept, dropped = write(tmp_path / "kept.nianbao", complete()), write(tmp_path / "dropped.nianbao", complete())
    recent(program, kept, dropped)
    window = show()
    window.page.list.setFocus()
    assert window.page.list.selectionModel().isRowSelected(0)
    QTest.keyClick(window.page.list, Qt.Key.Key_Delete)
    assert dropped.exists()
    assert program.tools.settings.recent_files() == (kept,)
    QTest.keyClick(window.page.list, Qt.Key.Key_Return)
    assert [opened.editor.document.path for opened in program.windows] == [kept]
    assert program.start_window is None, "the start page gives way"


def test_a_blank_report_goes_straight_into_the_grid(program: WindowList, show, qtbot) -> None:
    program.tools.interaction.answers.append(lambda dialog: True)
    window = show()
    button = next(button for button in window.page.buttons if button.way.command == "new")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    (opened,) = program.windows
    assert opened.editor.current_cell == opened.editor.report.form.inputs[0]
    qtbot.waitUntil(lambda: QApplication.activeWindow() is opened)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_3)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert opened.editor.report.value(opened.editor.report.form.inputs[0]) == 3


def test_the_first_button_has_the_focus_and_arrows_go_on(program: WindowList, show) -> None:
    window = show()
    assert QApplication.focusWidget() is window.page.buttons[0]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert QApplication.focusWidget() is window.page.buttons[1]


def test_the_example_is_opened_as_a_report_of_its_own(program: WindowList, show, qtbot) -> None:
    window = show()
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(program.windows))
    (opened,) = program.windows
    assert opened.editor.document.path is None
    assert opened.editor.report.unit


def test_giving_up_keeps_the_start_page(program: WindowList, show) -> None:
    program.tools.interaction.answers += [None, lambda dialog: False]
    window = show()
    QTest.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert program.tools.interaction.asked[0] == "打开年报"
    assert len(program.tools.interaction.asked) == 2
    assert program.start_window is window


def test_commands_that_want_a_report_say_so(program: WindowList, show) -> None:
    window = show()
    for command in ("save", "export_word", "undo", "check_all", "show_guidance"):
        assert not window.actions_[command].isEnabled()
        assert "先打开或新建" in window.actions_[command].toolTip()
    for command in ("new", "open", "import", "theme", "settings", "keys", "quit"):
        assert window.actions_[command].isEnabled()


def test_quit_closes_the_start_page(program: WindowList, show) -> None:
    window = show()
    QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert program.start_window is None


def days(window: StartWindow) -> str:
    """What is said of the deadline."""
    return f"{window.page.countdown.accessibleName()}｜{window.page.countdown_note.text()}"


def test_without_a_report_the_deadline_is_everyones(program: WindowList, show) -> None:
    usual = "部门 1 月 31 日（星期六）前提交并公布，县级以上政府 3 月 31 日前公布"
    assert days(show()) == f"距报送期限16天｜{usual}"


@pytest.mark.parametrize(
    ("deadline", "said", "role"),
    [
        ("", "距报送期限16天｜示例县水利局 2025 年度：1 月 31 日（星期六）前", ""),
        ("2026-01-20", "距报送期限还有5天｜示例县水利局 2025 年度：1 月 20 日（星期二）前", "soon"),
        ("2026-01-10", "报送期限已过5天｜示例县水利局 2025 年度：1 月 10 日（星期六）前", "past"),
    ],
)
def test_with_a_report_of_the_year_it_is_that_reports(
    program: WindowList, show, tmp_path: Path, deadline: str, said: str, role: str
) -> None:
    recent(program, write(tmp_path / "a.nianbao", complete(deadline=deadline)))
    recent(program, write(tmp_path / "b.nianbao", complete(year=2024)))
    window = show()
    assert days(window) == said
    assert window.page.countdown.said.urgency == role


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"unit": "甲乙丙"}, "距报送期限16天｜部门 1 月 31 日（星期六）前提交并公布，县级以上政府 3 月 31 日前公布"),
        (
            {"unit": "甲乙丙", "unit_kind": "county_government"},
            "距报送期限75天｜甲乙丙 2025 年度：3 月 31 日（星期二）前",
        ),
        ({"unit": "甲乙丙", "deadline": "2026-01-20"}, "距报送期限还有5天｜甲乙丙 2025 年度：1 月 20 日（星期二）前"),
    ],
)
def test_a_unit_of_an_unknown_kind_is_told_both_days(
    program: WindowList, show, tmp_path: Path, given: dict[str, str], said: str
) -> None:
    recent(program, write(tmp_path / "a.nianbao", complete(**given)))
    assert days(show()) == said


def test_no_red_once_the_public_version_exists(program: WindowList, show, tmp_path: Path) -> None:
    report = complete(deadline="2026-01-10")
    report.apply(Edit("存", (SetVersions((Version("公开稿", "2026-01-09T10:00:00", "", report.state()),)),)))
    recent(program, write(tmp_path / "a.nianbao", report))
    window = show()
    assert window.page.countdown.said.urgency == "published"
    assert days(window).startswith("已有公开稿｜")


def test_a_strip_offers_what_there_is_to_offer(program: WindowList, show) -> None:
    window, pressed = show(), []
    window.page.offer("有没保存的改动。", "查看(&R)…", lambda: pressed.append(True))
    QTest.keyClick(window.page.strip.button, Qt.Key.Key_Space)
    assert pressed == [True]
    window.page.withdraw_offer()
    assert window.page.strip is None


def test_what_a_crash_left_is_offered_once(program: WindowList, show, monkeypatch: pytest.MonkeyPatch) -> None:
    report = complete()
    left = Recovered(
        Path("gone.recovery"),
        None,
        "none",
        datetime(2026, 1, 14, 18, 41),
        LockOwner.me(),
        report.state(),
        report,
        None,
        (),
    )
    monkeypatch.setattr(recovery, "look", lambda: recovery.Found((left,), (), ()))
    window = show()
    assert "上次没有正常退出" in window.page.strip.text.whole
    opened = program.open_report(report, window)
    opened.finish()
    assert opened.findChild(Strip) is None


@pytest.mark.parametrize(("size", "low"), [((1366, 697), False), ((910, 441), True)])
def test_everything_is_seen_without_scrolling(program: WindowList, show, size: tuple[int, int], low: bool) -> None:
    window = show()
    window.resize(*size)
    QApplication.processEvents()
    page = window.page
    assert page.verticalScrollBar().maximum() == 0
    assert (page.buttons[0].height() < 40) is low
    last = page.buttons[-1]
    assert last.mapTo(page, last.rect().bottomLeft()).y() < page.height()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (datetime(2026, 1, 15, 14, 32), "今天 14:32"),
        (datetime(2026, 1, 14, 17, 5), "昨天 17:05"),
        (datetime(2026, 1, 12), "1 月 12 日"),
        (datetime(2025, 1, 24), "2025-01-24"),
        (None, ""),
    ],
)
def test_when_a_file_was_changed(changed: datetime | None, words: str) -> None:
    assert when(changed, datetime(2026, 1, 15, 15, 0)) == words


def test_a_report_without_a_year_has_no_deadline(tmp_path: Path) -> None:
    state = file_state(write(tmp_path / "a.nianbao", report_with(year=0)))
    assert (state.deadline, state.year) == (None, 0)
    assert file_state(write(tmp_path / "b.nianbao", complete())).deadline == date(2026, 1, 31)


def test_a_start_with_a_file_imports_nothing_of_the_start_page(tmp_path: Path) -> None:
    code = "import sys, gui.start, gui.windows; sys.exit(any('start_page' in m or 'file_states' in m for m in sys.modules))"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=False).returncode == 0
