"""Many sources read as reports, by several processes at once: what each gave, for a person and as JSON.

A source that can't be read, or that ends the process which reads it, stops none of the others.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from importers.assemble import NOTHING_KNOWN, Known
from importers.result import DOUBTFUL, ImportResult
from model.errors import NoReport, ReportError
from model.notes import Origin
from model.records import NamedTuple
from model.report import Report
from workflows.importing import import_file
from workflows.reading_list import has_open_questions, reading_lines
from workflows.reading_process import ReadingProcess

READ, PARTLY, NO_REPORT, REFUSED = "read", "partly", "no_report", "refused"
"""All of it is in the report; something is left to look at; it holds none, or several; it can't be opened."""

FILES_A_PROCESS = 4
"""Fewer files than this are read sooner than another process has started."""
_AHEAD = 32
"""So many files a process are read before the first of them is taken."""
_WAIT = 0.2
"""Seconds between two looks at whether Ctrl+C was pressed: Windows tells of it only between two waits."""


class Reading(NamedTuple):
    """What a source gave.

    report: None where there is none. lines: what is told of it, in Chinese. data: what `import --json` prints of it.
    failed: why there is no report, "" when there is one.
    """

    source: Path
    status: str
    report: Report | None
    lines: tuple[str, ...]
    data: dict[str, Any]
    failed: str = ""


def read_many(
    sources: Sequence[Path], known: Known = NOTHING_KNOWN, processes: int | None = None
) -> Generator[Reading, None, None]:
    """Each source's reading, in their order; a source that can't be read stops none.

    processes: how many read, None for as many as there are cores and it pays for. Giving up the iterator ends them.
    """
    wanted = processes or min(os.cpu_count() or 1, max(1, len(sources) // FILES_A_PROCESS))
    crew = [ReadingProcess() for _ in range(wanted)]
    free: SimpleQueue[ReadingProcess] = SimpleQueue()
    for process in crew:
        free.put(process)

    def read(source: Path) -> Reading:
        process = free.get()
        try:
            return read_one(source, known, lambda path, known: process.read(path, known, source=False))
        finally:
            free.put(process)

    pool = ThreadPoolExecutor(wanted)
    try:
        yield from _in_order(pool, read, sources, _AHEAD * wanted)
    finally:
        for process in crew:
            process.stop()
        pool.shutdown(cancel_futures=True)
        for process in crew:
            process.close()


def _in_order(
    pool: ThreadPoolExecutor, read: Callable[[Path], Reading], sources: Sequence[Path], ahead: int
) -> Iterator[Reading]:
    waiting: deque[Future[Reading]] = deque()
    left = deque(sources)
    while left or waiting:
        while left and len(waiting) < ahead:
            waiting.append(pool.submit(read, left.popleft()))
        if wait((waiting[0],), _WAIT).done:
            yield waiting.popleft().result()


def read_one(
    source: Path, known: Known = NOTHING_KNOWN, read: Callable[[Path, Known], ImportResult] = import_file
) -> Reading:
    """What this source gives when it is read so; no ReportError is raised."""
    try:
        result = read(source, known)
    except NoReport as error:
        return without_report(source, NO_REPORT, str(error))
    except ReportError as error:
        return without_report(source, REFUSED, str(error))
    status = PARTLY if has_open_questions(result) else READ
    lines = tuple(reading_lines(result))
    return Reading(source, status, result.report, lines, reading_json(source, status, result))


def reading_json(source: Path, status: str, result: ImportResult) -> dict[str, Any]:
    """What `import --json` prints of a source that was read; its keys are public."""
    report = result.report
    return {
        "source": str(source),
        "status": status,
        "unit": report.unit,
        "year": report.year,
        "edition": report.form.edition,
        "cells": {cell: _cell_json(result, cell) for cell in report.form.cells},
        "unplaced": [
            {"text": item.text, "where": place_json(item.origin), "reason": item.reason} for item in result.unplaced
        ],
    }


def place_json(origin: Origin | None) -> dict[str, Any] | None:
    """Where something stood in its source; its keys are public."""
    if origin is None:
        return None
    return {name: getattr(origin, name) for name in ("page", "table", "row", "column", "text")}


def _cell_json(result: ImportResult, cell: str) -> dict[str, Any]:
    reading, report = result.cells[cell], result.report
    value = report.stated(cell) if report.form.cells[cell].computed else report.value(cell)
    if value is None and reading.how != DOUBTFUL and report.form.cells[cell].computed and reading.origins:
        value = report.value(cell)
    found: dict[str, Any] = {
        "value": value,
        "how": reading.how,
        "where": place_json(reading.origins[0] if reading.origins else None),
    }
    if reading.how == DOUBTFUL:
        doubt = report.notes(cell).doubt
        found |= {"reason": reading.reason, "candidates": list(doubt.candidates) if doubt is not None else []}
    return found


def without_report(source: Path, status: str, message: str) -> Reading:
    """A source that gave no report, or whose report could not be kept."""
    data: dict[str, Any] = {
        "source": str(source),
        "status": status,
        "unit": "",
        "year": None,
        "edition": "",
        "cells": {},
        "unplaced": [],
        "message": message,
    }
    return Reading(source, status, None, (), data, message)
