"""Many sources read as reports: what each gave, in a form that goes from process to process and into JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from importers.assemble import NOTHING_KNOWN, Known
from importers.result import DOUBTFUL, ImportResult
from model import storage
from model.errors import FileFormatError, NoReport, ReportError
from model.notes import Origin
from model.records import NamedTuple
from workflows.importing import import_file
from workflows.reading_list import has_open_questions, reading_lines

READ, PARTLY, NO_REPORT, REFUSED = "read", "partly", "no_report", "refused"
"""All of it is in the report; something is left to look at; it holds none, or several; it can't be opened."""


class Reading(NamedTuple):
    """What a source gave.

    report: the file's bytes as they are to be saved, b"" where there is none. lines: what is told of it, in Chinese.
    data: what `import --json` prints of it. failed: why there is no report, "" when there is one.
    """

    source: Path
    status: str
    report: bytes
    lines: tuple[str, ...]
    data: dict[str, Any]
    failed: str = ""


def read_many(sources: Sequence[Path], known: Known = NOTHING_KNOWN) -> Iterator[Reading]:
    """Each source's reading, in their order; a source that can't be read stops none."""
    for source in sources:
        yield read_one(source, known)


def read_one(source: Path, known: Known = NOTHING_KNOWN) -> Reading:
    """What this source gives; nothing is raised."""
    try:
        result = import_file(source, known)
    except NoReport as error:
        return _without(source, NO_REPORT, error)
    except (ReportError, FileFormatError) as error:
        return _without(source, REFUSED, error)
    status = PARTLY if has_open_questions(result) else READ
    lines = tuple(reading_lines(result))
    return Reading(source, status, storage.dump(result.report), lines, reading_json(source, status, result))


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


def _without(source: Path, status: str, error: ReportError) -> Reading:
    data: dict[str, Any] = {
        "source": str(source),
        "status": status,
        "unit": "",
        "year": None,
        "edition": "",
        "cells": {},
    }
    return Reading(source, status, b"", (), {**data, "unplaced": [], "message": str(error)}, str(error))
