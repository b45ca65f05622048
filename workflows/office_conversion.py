"""Older Word files (.doc, .wps, .rtf, .odt) made into .docx by an office program of this PC, so that they can be read.

It works on a copy in a temporary folder, with a profile of its own, no macros and a time limit; the file itself is
never touched. Where no such program is, the message says what the clerk can do.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from model.errors import ImportProblem
from workflows.log_file import log_text
from workflows.office_programs import OfficeProgram, find_office
from workflows.source_kinds import OLD_WORD, OPEN_TEXT, RTF, WHAT, WORD_XML, kind_of

SECONDS = 60.0
"""For one file, the program's start included."""
CONVERTED = {OLD_WORD: ".doc", RTF: ".rtf", WORD_XML: ".xml", OPEN_TEXT: ".odt"}
"""The kinds that are converted, and the endings by which office programs know them."""

_MEMORY = 4 * 2**30
"""Bytes of address space for the office program, which needs about 1.5 GB; more is a file that wants to do harm."""
_MOST_PARTS = 100_000
_PARTS_OF = {RTF: (b"{", b"\\par", b"\\row", b"\\cell"), WORD_XML: (b"<w:p", b"<w:r>", b"<w:r ")}
_WAIT = 0.05
_LARGEST = 100_000_000
_LAST_WORDS = 4000
_HEADS = (b"\xd0\xcf\x11\xe0", b"{\\rtf", b"<?xml", b"\xef\xbb\xbf<?xml")
_OPEN_TEXT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_ZIP_NAME = 30
"""Where the name of a package's first part begins; there OpenDocument files say what they are."""


class ConversionStopped(Exception):
    """The conversion was stopped by the clerk."""


@contextmanager
def as_readable(path: Path, stopped: Callable[[], bool] = lambda: False) -> Iterator[Path]:
    """The file itself, or for an older Word file a .docx made of it: it has the same name and lasts as long as this.

    Raises ImportProblem when it can't be made, ConversionStopped when `stopped` says so meanwhile.
    """
    kind = _kind(path)
    if not kind:
        yield path
        return
    program = find_office()
    if program is None:
        raise cannot_convert(kind, path.name)
    if _is_too_much(path, kind):
        raise ImportProblem(f"{path.name} 里的内容太多，不像一份年报，没有读入。", "请核对是否选对了文件。")
    with tempfile.TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True) as name:
        yield _converted(path, kind, program, Path(name), stopped)


def _is_too_much(path: Path, kind: str) -> bool:
    """Whether it has far more paragraphs, rows or groups than a report: an office program would work for minutes."""
    marks = _PARTS_OF.get(kind, ())
    try:
        data = path.read_bytes() if marks else b""
    except OSError:
        # Whoever copies it says why it can't be read.
        return False
    return any(data.count(mark) > _MOST_PARTS for mark in marks)


def cannot_convert(kind: str, name: str) -> ImportProblem:
    """What is told of a file that would have to be converted first."""
    return ImportProblem(f"{name} {WHAT[kind]}，这台电脑上没有能转换它的程序，没有读入。", _advice())


def _advice() -> str:
    return "请用 Word 或 WPS 打开它，另存为“Word 文档（.docx）”，再导入新文件。"


def _kind(path: Path) -> str:
    """The file's kind when it is one that is converted, else ""."""
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return ""
        with path.open("rb") as file:
            head = file.read(512)
            if head[_ZIP_NAME:].startswith(_OPEN_TEXT):
                return OPEN_TEXT
            if not head.lstrip().startswith(_HEADS):
                return ""
            data = head + file.read()
    except OSError:
        # Whoever reads it says why it can't be read.
        return ""
    kind = kind_of(data)
    return kind if kind in CONVERTED else ""


def _converted(path: Path, kind: str, program: OfficeProgram, folder: Path, stopped: Callable[[], bool]) -> Path:
    """The .docx, below the folder, under the file's own name: it is told by its content."""
    work = folder / "work"
    made = work / "source.docx"
    try:
        work.mkdir()
        source = work / f"source{CONVERTED[kind]}"
        shutil.copyfile(path, source)
        said = _run(program, source, work, path.name, stopped)
        if not made.is_file() or not 0 < made.stat().st_size <= _LARGEST:
            log_text(f"converting “{path.name}” with {program.path} gave nothing\n{said}")
            raise ImportProblem(
                f"{program.name} 没有能转换 {path.name}，没有读入；文件可能已损坏，或加了密码。", _advice()
            )
        named = folder / "named"
        named.mkdir()
        return made.rename(named / path.name)
    except OSError as error:
        raise ImportProblem(f"没有能转换 {path.name}：{error.strerror or error}。", _advice()) from error


def _run(program: OfficeProgram, source: Path, work: Path, name: str, stopped: Callable[[], bool]) -> str:
    """Let the program work; what it said last."""
    ends = time.monotonic() + SECONDS
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            program.command(source, work),
            cwd=work,
            env=dict(program.environment(source, work)),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            **_apart(),
        )
        try:
            _limit_memory(process.pid)
            while process.poll() is None:
                if stopped():
                    raise ConversionStopped
                if time.monotonic() > ends:
                    raise ImportProblem(
                        f"{program.name} 转换 {name} 超过 {SECONDS:g} 秒没有完成，没有读入。", _advice()
                    )
                time.sleep(_WAIT)
        finally:
            _end(process)
        said.seek(max(0, said.seek(0, 2) - _LAST_WORDS))
        return said.read().decode("utf-8", "replace")


def _apart() -> dict[str, Any]:
    """A group of processes that can be ended together, and that shows no window."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def _limit_memory(process: int) -> None:
    if sys.platform == "linux":
        import resource

        with contextlib.suppress(OSError, ValueError):
            resource.prlimit(process, resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program with all that it started; what has ended by itself leaves nothing behind."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
