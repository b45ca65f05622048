"""After an unexpected error the work is kept, plain words are said, and a file without anything private can be saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from gui import crash_report, hard_crashes
from gui.crash import CrashHandler
from gui.windows import WindowList
from model.edits import SetCell
from tests.builders import report_with
from workflows import log_file
from workflows.error_report import error_report

CELL = "requests.received.natural_person"


def test_the_work_is_kept_before_anything_is_said(program: WindowList, data_home: Path) -> None:
    window = program.open_report(report_with({CELL: "5"}), None, unsaved=True)
    window.finish()
    window.editor.do("填写", (SetCell(CELL, 6),))

    def look(*_: object) -> str:
        assert list((data_home / "nianbao" / "recovery").glob("*.recovery"))
        return "go_on"

    program.tools.interaction.offer = look
    CrashHandler(log_file.log_text, lambda: crash_report.tell(program.tools)).handle(ValueError, ValueError(), None)


@pytest.mark.parametrize(("kept", "said"), [(True, "也能恢复"), (False, "请马上保存一次")])
def test_it_says_whether_the_work_is_in_safety(program: WindowList, monkeypatch, said: str, *, kept: bool) -> None:
    monkeypatch.setattr(crash_report, "keep_work", lambda _: kept)
    program.tools.interaction.answers.append("go_on")
    crash_report.tell(program.tools)
    assert said in program.tools.interaction.asked[-1]
    assert "Error" not in program.tools.interaction.asked[-1]


def test_a_file_to_send_on_is_saved_where_the_clerk_says(program: WindowList, tmp_path: Path) -> None:
    log_file.log_text("ERROR ValueError\n  grid_view.py:12 keyPressEvent")
    program.tools.interaction.answers.extend(["report", tmp_path / "报告.txt"])
    crash_report.tell(program.tools)
    text = (tmp_path / "报告.txt").read_text(encoding="utf-8")
    assert "grid_view.py:12 keyPressEvent" in text
    assert "Qt" in text


def test_it_holds_nothing_of_the_report_and_no_path_or_name(data_home: Path) -> None:
    try:
        raise ValueError("张三申请公开 4711 号文件")
    except ValueError as error:
        log_file.log_exception(error)
    log_file.log_text("WARNING Qt: can't open /home/zhangsan/年报.nianbao, 'C:\\Users\\张三\\x'")
    log_file.log_text("RECOVERY 示例县数据局.recovery is damaged")
    log_file.log_text("ERROR FileNotFoundError\n  document.py:12 open\n  示例县数据局")
    text = error_report()
    for private in ("张三", "4711", "zhangsan", "示例县", "nianbao.log", str(data_home), "C:\\"):
        assert private not in text
    for told in ("ValueError", "test_crash_report.py", "can't open", "document.py:12 open", "RECOVERY"):
        assert told in text


def test_a_hard_crash_of_the_last_run_comes_into_the_log(data_home: Path) -> None:
    folder = log_file.data_folder()
    trace = (
        'Fatal Python error: Segmentation fault\n\nThread 0x01:\n  File "/home/zhangsan/gui/x.py", line 3 in paint\n'
    )
    (folder / "crash-4194311.log").write_text(trace, encoding="utf-8")
    (folder / "crash-4194312.log").write_text("", encoding="utf-8")
    hard_crashes.collect(folder)
    text = log_file.log_file().read_text(encoding="utf-8")
    assert 'File "x.py", line 3 in paint' in text
    assert "zhangsan" not in text
    assert not list(folder.glob("crash-*.log"))
    assert "Segmentation fault" in error_report()
    assert "x.py:3 paint" in error_report()
