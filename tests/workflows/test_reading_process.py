"""Files of others read by a process apart: whatever becomes of it, the program goes on and says what was wrong."""

from __future__ import annotations

import io
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import main
from importers.assemble import Known
from importers.result import NO_SOURCE
from model.errors import FileFormatError, ImportProblem, NoReport, ReportError
from tests.hostile_packages import good
from workflows import reading_process
from workflows.importing import import_file, import_text
from workflows.process_frames import Frame, read_frame
from workflows.reading_child import MEMORY, answer
from workflows.reading_process import ARGUMENT, ReadingProcess, Stopped, command, read_apart

TEXT = "示例局2025年政府信息公开工作年度报告\n一、总体情况\n很好。\n五、存在的主要问题及改进情况\n无。\n"

PLAYING = """
import os, socket, subprocess, sys
sys.path.insert(0, {root!r})
from workflows import importing, reading_child

import_file, answer = importing.import_file, reading_child.answer

def tried(deed):
    try:
        deed()
    except PermissionError as error:
        return "refused"
    return "done"

files = []

def read(path, known):
    files.append(path)
    if path.stem == "worn" and len(files) > 1:
        os._exit(0)
    if path.stem == "abort":
        os.write(2, "last words".encode())
        os.abort()
    if path.stem == "exit":
        os._exit(0)
    if path.stem == "hang":
        while True:
            pass
    if path.stem == "hungry":
        bytearray({memory})
    if path.stem == "deep":
        raise RecursionError("too deep")
    if path.stem == "fault":
        raise RuntimeError("broken inside")
    if path.stem == "prints":
        print("a library says something", flush=True)
    if path.stem == "deeds":
        deeds = (
            lambda: path.write_text("x"),
            lambda: path.unlink(),
            lambda: subprocess.Popen(["true"]),
            lambda: os.system("true"),
            lambda: socket.create_connection(("127.0.0.1", int(path.read_text()))),
        )
        raise importing.ImportProblem(" ".join(tried(deed) for deed in deeds))
    return import_file(path, known)

def say(request):
    words, content = answer(request)
    name = request.words["path"].rpartition("/")[2]
    if name == "no report.txt":
        return words, content.replace(b"nianbao", b"nothing")
    if name == "other cells.txt":
        words["read"]["cells"].popitem()
    if name == "other way.txt":
        words["read"]["cells"][next(iter(words["read"]["cells"]))] = ["guessed", [], ""]
    if name == "more.txt":
        words["read"]["more"] = 1
    if name == "less.txt":
        del words["read"]["labels"]
    if name == "pickled.txt":
        return {{"read": "cos\\nsystem"}}, content
    return words, content

importing.import_file, reading_child.answer = read, say
sys.exit(reading_child.serve())
"""


@pytest.fixture
def playing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], Path]:
    """A process that does what the file's name says; gives the file."""
    code = PLAYING.format(root=str(Path(main.__file__).parent), memory=2 * MEMORY)
    monkeypatch.setattr(reading_process, "command", lambda: [sys.executable, "-c", code])

    def file(name: str) -> Path:
        path = tmp_path / f"{name}.txt"
        path.write_text(TEXT, "utf-8")
        return path

    return file


@pytest.fixture(autouse=True)
def log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where the log is."""
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "data"))
    return tmp_path / "data" / "nianbao" / "nianbao.log"


@pytest.fixture
def process() -> Iterator[ReadingProcess]:
    with ReadingProcess() as made:
        yield made


def number(process: ReadingProcess) -> int:
    assert process._process is not None
    return process._process.pid


@pytest.mark.parametrize("kind", ["word", "excel", "html", "pdf"])
def test_it_reads_what_is_read_here(process: ReadingProcess, tmp_path: Path, kind: str) -> None:
    path = good(tmp_path, kind)
    there, here = process.read(path), import_file(path)
    assert there.report.state() == here.report.state()
    assert there._replace(report=here.report) == here


def test_a_text_is_read_too_and_what_is_known_goes_with_a_file(process: ReadingProcess, tmp_path: Path) -> None:
    here = import_text(TEXT, "粘贴的文字")
    there = process.read_text(TEXT, "粘贴的文字")
    assert there.report.state() == here.report.state()
    path = tmp_path / "一.txt"
    path.write_text(TEXT, "utf-8")
    known = process.read(path, Known("2019", 2020))
    assert (known.report.form.edition, known.report.year) == ("2019", 2020)
    assert process.read(path, source=False).source == NO_SOURCE


def test_what_is_wrong_is_told_as_it_would_be_here(process: ReadingProcess, tmp_path: Path) -> None:
    (tmp_path / "天气.txt").write_text("今天天气很好。", "utf-8")
    (tmp_path / "断.docx").write_bytes(b"PK\x03\x04rest")
    for name, kind in (("天气.txt", NoReport), ("断.docx", FileFormatError), ("没有.txt", ImportProblem)):
        with pytest.raises(kind) as here:
            import_file(tmp_path / name)
        with pytest.raises(kind) as there:
            process.read(tmp_path / name)
        assert type(there.value) is type(here.value)
        assert (there.value.summary, there.value.advice) == (here.value.summary, here.value.advice)


def test_it_is_kept_for_the_next_file_and_replaced_when_it_ended(
    process: ReadingProcess, playing: Callable[[str], Path]
) -> None:
    process.read(playing("一"))
    first = number(process)
    process.read(playing("二"))
    assert number(process) == first
    with pytest.raises(ImportProblem):
        process.read(playing("abort"))
    assert process.read(playing("三")).report.unit == "示例局"
    assert number(process) != first


@pytest.mark.parametrize(
    ("name", "message", "noted"),
    [
        ("abort", "意外中止", "last words"),
        ("exit", "意外中止", "ended with"),
        ("hungry", "内存太多", ""),
        ("deep", "层次太多", "too deep"),
        ("fault", "意外错误", "broken inside"),
        ("no report", "不合规矩", "strange answer"),
        ("other cells", "不合规矩", "strange answer"),
        ("other way", "不合规矩", "strange answer"),
        ("more", "不合规矩", "strange answer"),
        ("less", "不合规矩", "strange answer"),
        ("pickled", "不合规矩", "strange answer"),
    ],
)
def test_whatever_becomes_of_it_is_a_message(
    process: ReadingProcess, playing: Callable[[str], Path], log: Path, name: str, message: str, noted: str
) -> None:
    with pytest.raises(ReportError, match=message) as caught:
        process.read(playing(name))
    assert name in caught.value.summary
    assert caught.value.advice
    assert noted in (log.read_text("utf-8") if noted else "")
    assert process.read(playing("好")).report.unit == "示例局"


def test_a_file_that_takes_too_long_is_given_up(playing: Callable[[str], Path]) -> None:
    with ReadingProcess(0.5) as process:
        with pytest.raises(ImportProblem, match=r"读了 0\.5 秒还没有读完"):
            process.read(playing("hang"))
        assert process.read(playing("好")).report.unit == "示例局"


def test_a_process_worn_out_by_other_files_is_no_fault_of_the_next(
    process: ReadingProcess, playing: Callable[[str], Path]
) -> None:
    process.read(playing("一"))
    assert process.read(playing("worn")).report.unit == "示例局"
    process.read(playing("二"))
    with pytest.raises(ImportProblem, match="意外中止"):
        process.read(playing("abort"))


def test_what_a_library_prints_does_not_go_between(process: ReadingProcess, playing: Callable[[str], Path]) -> None:
    assert process.read(playing("prints")).report.unit == "示例局"
    assert process.read(playing("好")).report.unit == "示例局"


def test_it_is_stopped_by_another_thread_and_reads_nothing_more(
    process: ReadingProcess, playing: Callable[[str], Path]
) -> None:
    process.read(playing("好"))
    threading.Timer(0.1, process.stop).start()
    with pytest.raises(Stopped):
        process.read(playing("hang"))
    with pytest.raises(Stopped):
        process.read(playing("好"))
    assert process._process is None


def test_it_may_change_nothing_and_reach_nobody(process: ReadingProcess, playing: Callable[[str], Path]) -> None:
    path = playing("deeds")
    with socket.create_server(("127.0.0.1", 0)) as server:
        path.write_text(str(server.getsockname()[1]))
        with pytest.raises(ImportProblem, match=r"^refused refused refused refused refused$"):
            process.read(path)
    assert path.exists()


@pytest.mark.parametrize("code", ["import sys; sys.exit(1)", "print('I am something else', flush=True); input()"])
def test_a_process_that_does_not_start_is_told(
    process: ReadingProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr(reading_process, "command", lambda: [sys.executable, "-c", code])
    with pytest.raises(ImportProblem, match="没有启动起来"):
        process.read(good(tmp_path, "word"))
    monkeypatch.setattr(reading_process, "command", lambda: [str(tmp_path / "not there")])
    with pytest.raises(ImportProblem, match="没有启动起来"):
        process.read(good(tmp_path, "word"))


def test_the_program_itself_is_the_process() -> None:
    assert main.READING_PROCESS == ARGUMENT
    assert command() == [sys.executable, main.__file__, ARGUMENT]
    done = subprocess.run(command(), stdin=subprocess.DEVNULL, capture_output=True, check=True)
    assert read_frame(io.BytesIO(done.stdout)) == Frame({"ready": True})


def test_a_built_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert command() == [sys.executable, ARGUMENT]


def test_typed_by_hand_it_ends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", type("Terminal", (), {"isatty": lambda _: True})())
    assert main.main([ARGUMENT]) == 2


def test_an_answer_has_nothing_but_plain_words_and_the_report(tmp_path: Path) -> None:
    path = good(tmp_path, "word")
    words, content = answer(Frame({"path": str(path), "known": ["", 0], "source": True}))
    assert json.loads(json.dumps(words)).keys() == {"read"}
    assert content.startswith(b"{")


def test_reading_once_leaves_no_process(tmp_path: Path) -> None:
    assert read_apart(good(tmp_path, "html")).report.unit
