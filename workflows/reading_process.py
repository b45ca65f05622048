"""Other people's files read in a process apart: a crash there, a hang or a hunger for memory is a message here.

The process is started anew, never forked, and says what it read as bytes and plain words, which are checked like a
file from elsewhere. It is kept for the next file; one that ended is replaced.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from importers.assemble import NOTHING_KNOWN, Known
from importers.result import ABSENT, DOUBTFUL, READ, VARIANT, ImportResult
from model import storage
from model.errors import ImportProblem, ReportError
from workflows.forms import find_form
from workflows.log_file import log_file, log_text
from workflows.office_conversion import ConversionStopped, as_readable
from workflows.plain_data import Misfit, fields_of, reader
from workflows.process_frames import BadFrame, Frame, read_frame, write_frame
from workflows.reading_child import ERRORS, MEMORY_ENDED, REPORT, SECONDS, TOO_DEEP

ARGUMENT = "--reading-process"
"""The program's hidden argument."""
MAIN = Path(__file__).resolve().parent.parent / "main.py"
_START = 60
"""Seconds for the process to start; where every file is looked through for viruses it takes many."""
_LAST_WORDS = 8000
_SAVE_AGAIN = "请用 Word、Excel 或 WPS 打开它，只留下年报本身，另存后再试。"


class Stopped(Exception):
    """The reading was stopped by the clerk."""


class _Ended(Exception):
    """The process has ended. in_time: whether by itself."""

    def __init__(self, in_time: bool) -> None:
        super().__init__(in_time)
        self.in_time = in_time


def read_apart(path: Path, known: Known = NOTHING_KNOWN) -> ImportResult:
    """The report in this file, read by a process apart; raises ReportError."""
    with ReadingProcess() as process:
        return process.read(path, known)


class ReadingProcess:
    """A process that reads files, one at a time. It is started at the first; `stop` may be called by any thread."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None
        self._lock = threading.Lock()
        self._stopped = False
        self._fresh = True

    def __enter__(self) -> ReadingProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, path: Path, known: Known = NOTHING_KNOWN, source: bool = True) -> ImportResult:
        """The report in this file; raises ReportError with what is wrong, Stopped after `stop`.

        source: whether the document itself is wanted as well, to be shown.
        """
        try:
            # An office program needs more than the process that reads may have.
            with as_readable(path, lambda: self._stopped) as readable:
                request = {"path": str(readable.absolute()), "known": known, "source": source}
                return self._result(request, b"", path.name)
        except ConversionStopped:
            raise Stopped from None

    def read_text(self, text: str, source: str) -> ImportResult:
        """The report in a text; raises as `read`."""
        return self._result(
            {"text": source, "known": NOTHING_KNOWN, "source": True}, text.encode("utf-8", "surrogatepass"), source
        )

    def stop(self) -> None:
        """End what is being read, and read nothing more."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()

    def close(self) -> None:
        """End the process, also in the midst of a file."""
        self._end()

    def _result(self, request: Mapping[str, Any], content: bytes, source: str) -> ImportResult:
        try:
            answer = self._ask(request, content, source)
        except _Ended as ended:
            # What earlier files left in a process is no fault of this one's.
            if self._fresh or not ended.in_time:
                raise self._told(ended, source) from ended
            self._note(source)
            try:
                answer = self._ask(request, content, source)
            except _Ended as again:
                raise self._told(again, source) from again
        if not answer.words.get("again"):
            self._end()
        return _taken(answer, source)

    def _ask(self, request: Mapping[str, Any], content: bytes, source: str) -> Frame:
        process = self._running()
        try:
            with _Alarm(self._seconds, process) as alarm:
                answer = _exchange(process, request, content)
        except BadFrame as error:
            self._end()
            raise _strange(source, str(error)) from error
        except BaseException:
            # Ctrl+C as well: the process would go on with a file that nobody waits for.
            self._end()
            raise
        if self._stopped:
            self._end()
            raise Stopped
        if answer is None:
            raise _Ended(not alarm.rang)
        self._fresh = False
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        """The process, ready to read."""
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._end()
        process = self._start()
        try:
            with _Alarm(_START, process):
                ready = read_frame(_pipe(process.stdout))
        except BadFrame:
            ready = None
        if self._stopped:
            raise Stopped
        if ready is None or ready.words != {"ready": True}:
            self._note("")
            self._end()
            raise ImportProblem(
                "读取文件的程序没有启动起来。", f"请再试一次；仍然不行，请把 {log_file()} 发给维护人员。"
            )
        self._fresh = True
        return process

    def _start(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._stopped:
                raise Stopped
            self._errors = tempfile.TemporaryFile()  # noqa: SIM115 (open as long as the process)
            try:
                self._process = subprocess.Popen(
                    command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, **_apart()
                )
            except OSError as error:
                raise ImportProblem(f"读取文件的程序没有启动起来：{error.strerror}。", "请稍后再试一次。") from error
            return self._process

    def _told(self, ended: _Ended, source: str) -> ImportProblem:
        """What is to be told of a process that ended; it is cleared away."""
        self._note(source)
        self._end()
        if not ended.in_time:
            return ImportProblem(f"{source} 读了 {self._seconds:g} 秒还没有读完，不再读了。", _SAVE_AGAIN)
        return ImportProblem(
            f"读 {source} 时读取程序意外中止，文件可能已损坏，或内容太多。", f"{_SAVE_AGAIN}详情记在 {log_file()}。"
        )

    def _note(self, source: str) -> None:
        """Put into the log how the process ended and what it said last."""
        process, errors = self._process, self._errors
        if process is None or errors is None:
            return
        process.kill()
        status = process.wait()
        size = errors.seek(0, 2)
        errors.seek(max(0, size - _LAST_WORDS))
        said = errors.read().decode("utf-8", "replace")
        log_text(f"reading process ended with {status} at “{source}”\n{said}")

    def _end(self) -> None:
        with self._lock:
            process, errors = self._process, self._errors
            self._process = self._errors = None
        if process is not None:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    _pipe(pipe).close()
            process.wait()
        if errors is not None:
            errors.close()


def command() -> list[str]:
    """What starts the program for reading: a built one is started by itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, ARGUMENT]
    return [sys.executable, str(MAIN), ARGUMENT]


def _apart() -> dict[str, Any]:
    """A process that Ctrl+C in the terminal does not reach, and that shows no window."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def _exchange(process: subprocess.Popen[bytes], request: Mapping[str, Any], content: bytes) -> Frame | None:
    try:
        write_frame(_pipe(process.stdin), request, content)
    except OSError:
        return None
    return read_frame(_pipe(process.stdout))


def _pipe(stream: IO[bytes] | None) -> BinaryIO:
    """A pipe that was asked for is there."""
    return cast(BinaryIO, stream)


class _Alarm:
    """Kills the process when it takes longer. rang: whether it did."""

    def __init__(self, seconds: float, process: subprocess.Popen[bytes]) -> None:
        self.rang = False
        self._process = process
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True

    def __enter__(self) -> _Alarm:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def _ring(self) -> None:
        self.rang = True
        self._process.kill()


def _taken(answer: Frame, source: str) -> ImportResult:
    """What the answer says; raises the error that it tells of."""
    words = answer.words
    try:
        if "refused" in words:
            name, summary, advice = reader(tuple[str, str, str])(words["refused"])
            raise ERRORS.get(name, ReportError)(summary, advice)
        if "failed" in words:
            why, details = reader(tuple[str, str])(words["failed"])
            raise _failed(why, details, source)
        return _checked(words.get("read"), answer.content)
    except Misfit as error:
        raise _strange(source, str(error)) from error


def _checked(fields: Any, content: bytes) -> ImportResult:
    expected = {name: kind for name, kind in fields_of(ImportResult).items() if name != REPORT}
    if type(fields) is not dict or fields.keys() != expected.keys():
        raise Misfit("other fields")
    try:
        report = storage.load(content, find_form)
    except ReportError as error:
        raise Misfit(str(error)) from error
    result = ImportResult(report=report, **{name: reader(kind)(fields[name]) for name, kind in expected.items()})
    if result.cells.keys() != report.form.cells.keys():
        raise Misfit("other cells than the form's")
    if not {reading.how for reading in result.cells.values()} <= {READ, VARIANT, DOUBTFUL, ABSENT}:
        raise Misfit("a cell that was read in no known way")
    return result


def _failed(why: str, details: str, source: str) -> ImportProblem:
    if why == MEMORY_ENDED:
        return ImportProblem(f"读 {source} 要用的内存太多，不像一份年报。", _SAVE_AGAIN)
    if details:
        log_text(f"reading “{source}” failed\n{details}")
    if why == TOO_DEEP:
        return ImportProblem(f"{source} 里一层套一层，层次太多，不像一份年报。", _SAVE_AGAIN)
    return ImportProblem(f"读 {source} 时出现意外错误。", f"详情记在 {log_file()}，请发给维护人员。")


def _strange(source: str, why: str) -> ImportProblem:
    log_text(f"reading “{source}” gave a strange answer: {why}")
    return ImportProblem(f"读 {source} 得到的结果不合规矩，没有采用。", f"{_SAVE_AGAIN}详情记在 {log_file()}。")
