"""The process that reads other people's files: it takes one after the other, and says what each gave.

It is the program itself with a hidden argument. It gets little memory, may change nothing, and is ended from outside
when a file takes too long; whatever a hostile file does to it reaches no report that is open.
"""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import Any, BinaryIO

from importers.assemble import Known
from importers.result import NO_SOURCE, ImportResult
from model import storage
from model.errors import FileFormatError, ImportProblem, NoReport, OpenError, ReportError
from workflows.plain_data import fields_of, reader, writer
from workflows.process_frames import Frame, read_frame, write_frame
from workflows.process_limits import allow_reading_only, allow_seconds, limit_memory, most_memory_used

MEMORY = 300 * 2**20
"""Bytes for the process that reads; the window with its report takes less than 200 MB besides."""
SECONDS = 8
"""For one file; with the program's start a message comes within ten."""
_TIRED = 200 * 2**20
"""A process that has ever held as much reads no other file: what it kept of it would be missed there."""

ERRORS: dict[str, type[ReportError]] = {
    kind.__name__: kind for kind in (NoReport, ImportProblem, FileFormatError, OpenError, ReportError)
}
"""The errors that go from process to process, the particular ones first."""

REPORT = "report"
"""The field of what was read that goes as the bytes of its file."""

MEMORY_ENDED, TOO_DEEP, UNEXPECTED = "memory", "depth", "unexpected"
"""Why nothing could be said of a file."""


def serve() -> int:
    """Answer requests until no more come; the exit status."""
    if sys.stdin is not None and sys.stdin.isatty():
        return 2
    requests, answers = _channel()
    limit_memory(MEMORY)
    _import_readers()
    allow_reading_only()
    write_frame(answers, {"ready": True})
    while (request := read_frame(requests)) is not None:
        allow_seconds(SECONDS + 2)
        words, content = answer(request)
        write_frame(answers, {**words, "again": most_memory_used() < _TIRED}, content)
    return 0


def answer(request: Frame) -> tuple[dict[str, Any], bytes]:
    """What reading the file gives, as words and the bytes of the report."""
    from workflows.importing import import_file, import_text

    try:
        known = reader(Known)(request.words["known"])
        if "text" in request.words:
            result = import_text(request.content.decode("utf-8", "surrogatepass"), request.words["text"], known)
        else:
            result = import_file(Path(request.words["path"]), known)
        if not request.words["source"]:
            result = result._replace(source=NO_SOURCE)
        return {"read": words_of(result)}, storage.dump(result.report)
    except ReportError as error:
        name = next(name for name, kind in ERRORS.items() if isinstance(error, kind))
        return {"refused": [name, error.summary, error.advice]}, b""
    except MemoryError:
        return {"failed": [MEMORY_ENDED, ""]}, b""
    except RecursionError as error:
        return {"failed": [TOO_DEEP, _traced(error)]}, b""
    except Exception as error:
        return {"failed": [UNEXPECTED, _traced(error)]}, b""


def words_of(result: ImportResult) -> dict[str, Any]:
    """All of what was read but the report."""
    fields = fields_of(ImportResult).items()
    return {name: writer(kind)(getattr(result, name)) for name, kind in fields if name != REPORT}


def _traced(error: BaseException) -> str:
    return "".join(traceback.format_exception(error, limit=30))[-20_000:]


def _channel() -> tuple[BinaryIO, BinaryIO]:
    """What requests come from and answers go to; what a library prints goes elsewhere."""
    if sys.platform == "win32":
        import msvcrt

        for number in (0, 1):
            msvcrt.setmode(number, os.O_BINARY)
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return requests, answers


def _import_readers() -> None:
    """All that reading needs, before anything of a file is there."""
    import faulthandler

    import pypdfium2

    import importers.excel
    import importers.pdf
    import importers.saved_page
    import importers.text
    import importers.word
    import workflows.importing

    faulthandler.enable(all_threads=False)
    _ = (pypdfium2, importers, workflows)
