"""`main.py import`: one source or many, names, what is printed, and the exit status."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import main
from model import storage
from model.report import Report
from tests.hostile_packages import good
from tests.workflows.command_runs import run
from workflows import import_many, progress_bar
from workflows.example import make_example
from workflows.forms import find_form, form
from workflows.import_plan import report_names

ROOT = Path(main.__file__).parent
RECEIVED, PENALTIES = "requests.received.natural_person", "proactive.penalties.decisions"
HEAD = "示例局2025年政府信息公开工作年度报告\n一、总体情况\n{text}\n"


@pytest.fixture
def source(tmp_path: Path) -> Callable[..., Path]:
    """Writes a report as text that is read without a question, under this name."""

    def write(name: str, text: str = "很好。") -> Path:
        path = tmp_path / "来源" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD.format(text=text), "utf-8")
        return path

    return write


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sources are read by this process: faster where it is not about the others."""
    monkeypatch.setattr(
        import_many, "read_many", lambda sources, known: (import_many.read_one(path, known) for path in sources)
    )


def saved(path: Path) -> Report:
    return storage.load(path.read_bytes(), find_form)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_one_source_goes_into_one_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "一.nianbao"
    status, out, err = run(capsys, "import", good(tmp_path, "word"), "-o", target)
    assert (status, err) == (0, "")
    assert "读到 166 格" in out
    report = saved(target)
    assert {cell: report.value(cell) for cell in report.form.cells} == {
        cell: make_example().value(cell) for cell in report.form.cells
    }


def test_many_sources_and_folders_go_into_a_folder_that_is_made(
    here: None, source: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    alone = source("r001.txt")
    for name in (
        "夹/r002.txt",
        "夹/更深/r003.txt",
        "夹/.藏/r004.txt",
        "夹/~$r005.docx",
        "夹/Thumbs.db",
        "夹/r6.nianbao",
    ):
        source(name)
    folder = tmp_path / "出" / "年报"
    status, out, err = run(capsys, "import", alone, alone.parent / "夹", alone, "-o", folder)
    assert status == 0
    assert names(folder) == ["r001.nianbao", "r002.nianbao", "r003.nianbao"]
    assert saved(folder / "r003.nianbao").unit == "示例局"
    assert f"{alone} → {folder / 'r001.nianbao'}\n    单位：示例局" in out
    assert err.splitlines() == [
        "[1/3] r001.txt → r001.nianbao",
        "[2/3] r002.txt → r002.nianbao",
        "[3/3] r003.txt → r003.nianbao",
        "3 个来源：读入 3 份。",
    ]


def test_a_folder_with_one_file_goes_into_a_folder(
    here: None, source: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = source("r001.txt").parent
    assert run(capsys, "import", folder, "-o", tmp_path / "出")[0] == 0
    assert names(tmp_path / "出") == ["r001.nianbao"]
    status, _, err = run(capsys, "import", folder, "-o", tmp_path / "一.nianbao")
    assert (status, "写文件夹" in err) == (2, True)


def test_one_source_may_go_into_a_folder_that_is_there(
    here: None, source: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = source("r001.txt")
    (tmp_path / "出").mkdir()
    assert run(capsys, "import", file, "-o", tmp_path / "出")[0] == 0
    assert names(tmp_path / "出") == ["r001.nianbao"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["r001.txt"], ["r001"]),
        (["r001.txt", "r001.docx"], ["r001", "r001.docx"]),
        (["r001.txt", "R001.docx", "r001.DOCX"], ["r001", "R001.docx", "r001.DOCX（2）"]),
        (["a.txt", "a.txt", "a.txt", "a.txt"], ["a", "a.txt", "a.txt（2）", "a.txt（3）"]),
        (["a.txt", "a.txt.html", "a.txt"], ["a", "a.txt", "a.txt（2）"]),
        (["r.2024.txt", "没有后缀"], ["r.2024", "没有后缀"]),
        (["\u00e9.txt", "e\u0301.pdf"], ["\u00e9", "e\u0301.pdf"]),
    ],
)
def test_reports_are_named_after_their_sources(given: list[str], expected: list[str]) -> None:
    assert report_names(given) == [f"{name}.nianbao" for name in expected]


def test_a_bad_file_stops_none(source: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [source(f"r00{number}.txt") for number in range(4)]
    files[1].write_bytes(b"PK\x03\x04rest")
    files[2].write_text("今天天气很好。", "utf-8")
    status, out, err = run(capsys, "import", *files, tmp_path / "没有.docx", "-o", tmp_path / "出", "--json")
    assert status == 3
    told = lines(out)
    assert [line["status"] for line in told] == ["read", "refused", "no_report", "read", "refused"]
    assert [line["source"] for line in told] == [str(file) for file in (*files, tmp_path / "没有.docx")]
    assert names(tmp_path / "出") == ["r000.nianbao", "r003.nianbao"]
    assert f"[2/5] 没有读入 {files[1]}：" in err
    assert err.splitlines()[-1] == "5 个来源：读入 2 份，没有读入 3 份。"
    assert "Traceback" not in err


def test_when_nothing_could_be_read_the_status_is_1_and_no_folder_is_left(
    here: None, source: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = source("r001.txt")
    file.write_text("今天天气很好。", "utf-8")
    assert run(capsys, "import", file, tmp_path / "没有", "-o", tmp_path / "出" / "深")[0] == 1
    assert not (tmp_path / "出").exists()
    status, out, err = run(capsys, "import", file, "-o", tmp_path / "一.nianbao", "--json")
    assert (status, lines(out)[0]["status"]) == (1, "no_report")
    assert err.startswith("这里没有找到")


def test_json_has_every_cell_with_how_and_where_it_was_read(
    here: None, source: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = source(
        "r001.txt", "很好。\n二、主动公开政府信息情况\n信息内容\t本年处理决定数量\n行政处罚\t12\n行政强制\t3件\n"
    )
    status, out, _ = run(capsys, "import", file, "-o", tmp_path / "一.nianbao", "--json")
    (line,) = lines(out)
    assert list(line) == ["source", "status", "unit", "year", "edition", "cells", "unplaced"]
    assert (line["source"], line["unit"], line["year"], line["edition"]) == (str(file), "示例局", 2025, "2021")
    assert list(line["cells"]) == list(form("2021").cells)
    assert status == (0 if line["status"] == "read" else 3)
    cell = line["cells"][PENALTIES]
    assert (cell["value"], cell["how"]) == (12, "read")
    assert list(cell["where"]) == ["page", "table", "row", "column", "text"]
    assert cell["where"]["text"] == "12"
    assert line["cells"][RECEIVED] == {"value": None, "how": "absent", "where": None}
    assert {cell["how"] for cell in line["cells"].values()} <= {"read", "variant", "doubtful", "absent"}
    assert all({"text", "where"} <= item.keys() for item in line["unplaced"])


def test_what_is_doubtful_is_saved_blank_with_its_candidates(
    here: None, source: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = source(
        "r001.txt", "很好。\n二、主动公开政府信息情况\n信息内容\t本年处理决定数量\n行政处罚\t—\n行政强制\t3\n"
    )
    status, out, _ = run(capsys, "import", file, "-o", tmp_path / "一.nianbao", "--json")
    (line,) = lines(out)
    assert (status, line["status"]) == (3, "partly")
    cell = line["cells"][PENALTIES]
    assert (cell["value"], cell["how"], cell["candidates"]) == (None, "doubtful", [0])
    assert cell["reason"]
    report = saved(tmp_path / "一.nianbao")
    doubt = report.notes(PENALTIES).doubt
    assert report.value(PENALTIES) is None
    assert doubt is not None
    assert (doubt.reason, doubt.candidates) == (cell["reason"], (0,))


def test_what_is_there_is_not_overwritten_unless_it_is_asked_for(
    here: None, source: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [source("r001.txt"), source("r002.txt")]
    folder = tmp_path / "出"
    folder.mkdir()
    (folder / "r001.nianbao").write_bytes(b"mine")
    status, out, err = run(capsys, "import", *files, "-o", folder, "--json")
    assert status == 3
    assert [line["status"] for line in lines(out)] == ["refused", "read"]
    assert (folder / "r001.nianbao").read_bytes() == b"mine"
    assert "已经存在" in err
    status, _, err = run(capsys, "import", files[0], "-o", folder / "r001.nianbao")
    assert (status, "已经存在" in err, "--force" in err) == (1, True, True)
    assert run(capsys, "import", *files, "-o", folder, "--force")[0] == 0
    assert saved(folder / "r001.nianbao").unit == "示例局"


def test_a_report_that_can_not_be_saved_was_not_read(
    here: None, source: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [source(f"{'长' * 83}.txt"), source("r002.txt")]
    status, out, err = run(capsys, "import", *files, "-o", tmp_path / "出", "--json")
    assert status == 3
    assert [line["status"] for line in lines(out)] == ["refused", "read"]
    assert "太长" in err
    assert names(tmp_path / "出") == ["r002.nianbao"]


def test_edition_and_year_may_be_given(
    here: None, source: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = source("r001.txt")
    given = ("--edition", "2019", "--year", "2020")
    run(capsys, "import", file, "-o", tmp_path / "一.nianbao", *given)
    report = saved(tmp_path / "一.nianbao")
    assert (report.form.edition, report.year) == ("2019", 2020)


@pytest.mark.parametrize(
    ("more", "word"),
    [
        (("-o", "一.docx"), "应以 .nianbao 结尾"),
        (("b.txt", "-o", "一.nianbao"), "写文件夹"),
        (("b.txt", "-o", "a.txt"), "不是文件夹"),
        (("-o", "一.nianbao", "--edition", "1999"), "没有表样 1999"),
        (("-o", "一.nianbao", "--year", "20255"), "年度 20255 不对"),
        (("-o", "一.nianbao", "--year", "今年"), "今年"),
        (("-o", ""), "是空的"),
        ((), "-o"),
    ],
)
def test_wrong_usage(
    source: Callable[..., Path],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    more: tuple[str, ...],
    word: str,
) -> None:
    source("b.txt")
    monkeypatch.chdir(source("a.txt").parent)
    status, out, err = run(capsys, "import", "a.txt", *more)
    assert (status, out) == (2, "")
    assert word in err
    assert names(Path()) == ["a.txt", "b.txt"]


def test_the_output_is_never_the_input(
    source: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = source("a.nianbao")
    before = file.read_bytes()
    assert run(capsys, "import", file, "-o", file, "--force")[0] == 2
    assert file.read_bytes() == before


def test_a_folder_without_files_and_one_that_can_not_be_made(
    source: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "空").mkdir()
    status, _, err = run(capsys, "import", tmp_path / "空", "-o", tmp_path / "出")
    assert (status, "没有可以读的文件" in err) == (1, True)
    status, _, err = run(capsys, "import", source("a.txt"), source("b.txt"), "-o", source("c.txt") / "深")
    assert (status, "没有建成文件夹" in err) == (1, True)


def test_several_processes_give_the_same_as_one(source: Callable[..., Path]) -> None:
    files = [source(f"r{number:03}.txt", f"第{number}份。") for number in range(9)]
    files[4].write_bytes(b"PK\x03\x04rest")
    alone = [import_many.read_one(file) for file in files]
    together = list(import_many.read_many(files, processes=2))
    assert [reading.data for reading in together] == [reading.data for reading in alone]
    assert [reading.lines for reading in together] == [reading.lines for reading in alone]
    assert [reading.report and storage.dump(reading.report) for reading in together] == [
        reading.report and storage.dump(reading.report) for reading in alone
    ]


def test_giving_up_ends_the_processes(source: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    monkeypatch.setattr(import_many, "ReadingProcess", lambda: made.append(import_many_process()) or made[-1])
    readings = import_many.read_many([source(f"{number}.txt") for number in range(6)], processes=2)
    next(readings)
    readings.close()
    assert len(made) == 2
    assert [process._process for process in made] == [None, None]


def import_many_process():
    from workflows.reading_process import ReadingProcess

    return ReadingProcess()


INTERRUPTED = """
import os, signal, sys
sys.path.insert(0, {root!r})
import main
from workflows.document import Document

save_as, saved = Document.save_as, []

def interrupted(self, path, overwrite=False):
    saved.append(path)
    if len(saved) == 2:
        os.kill(os.getpid(), signal.SIGINT)
    return save_as(self, path, overwrite)

Document.save_as = interrupted
sys.exit(main.interruptible(sys.argv[1:]))
"""


def test_ctrl_c_stops_cleanly(source: Callable[..., Path], tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Ctrl+C is sent otherwise there")
    files = [str(source(f"r{number:03}.txt")) for number in range(5)]
    call = [sys.executable, "-c", INTERRUPTED.format(root=str(ROOT)), "import", *files, "-o", str(tmp_path / "出")]
    with subprocess.Popen(
        call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True
    ) as process:
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.splitlines()[-2:] == ["读入了 2 份，还有 3 个来源没有读。", "已停下，没有写完的文件没有留下。"]
    assert "Traceback" not in err
    assert names(tmp_path / "出") == ["r000.nianbao", "r001.nianbao"]
    # No process that reads is left behind.
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


class Terminal:
    """A terminal's standard error; what stays on it in the end."""

    def __init__(self) -> None:
        self.written = ""

    def write(self, text: str) -> int:
        self.written += text
        return len(text)

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return True

    def shown(self) -> list[str]:
        return [line.rpartition("\r")[2] for line in self.written.split("\n")]


def test_a_terminal_shows_a_bar_in_place_of_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "60")
    now = iter([0.0, 1.0, 10.0, 200.0, 300.0])
    monkeypatch.setattr(progress_bar.time, "monotonic", lambda: next(now))
    progress = progress_bar.Progress(4)
    progress.step("r001.docx")
    assert terminal.shown() == ["[#####---------------] 1/4 r001.docx"]
    progress.step("r002.docx")
    assert terminal.shown() == ["[##########----------] 2/4 约还要 10 秒 r002.docx"]
    progress.tell("[2/4] 没有读入 r002.docx：坏了。")
    progress.tell_step("needless")
    progress.step("一份名字很长很长很长很长很长很长很长很长很长很长的年报.docx")
    assert terminal.shown() == [
        "[2/4] 没有读入 r002.docx：坏了。",
        "[###############-----] 3/4 约还要 1 分 7 秒 一份名字很长很",
    ]
    progress.step("r004.docx")
    progress.clear()
    assert terminal.shown() == ["[2/4] 没有读入 r002.docx：坏了。", ""]
