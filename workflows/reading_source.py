"""The document from which a report was read, found again by what its figures say of where they stood."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from model.entry import candidate_origins
from model.notes import Origin
from model.report import Report
from workflows.from_last_year import FROM_LAST

_SHEET = re.compile(r"(.*\.\w{2,5}) [^!]*![A-Z]{1,3}\d+", re.DOTALL)
"""A figure of a workbook: its file, the sheet and the cell."""
_FILE = re.compile(r".*\.\w{2,5}", re.DOTALL)


def read_from(report: Report, cell: str) -> Origin | None:
    """Where in a document the cell's figure was read, or what may be its figure; None when it comes from none."""
    notes = report.notes(cell)
    origins = (notes.origin, *candidate_origins(notes))
    return next((origin for origin in origins if origin is not None and not _from_last(origin)), None)


def source_name(report: Report) -> str:
    """The name of the file from which most of the figures were read, "" when they come from none."""
    names = Counter(name for origin in _origins(report) if (name := file_name(origin)))
    return names.most_common(1)[0][0] if names else ""


def file_name(origin: Origin) -> str:
    """The name of the file in which the figure stands, "" for text that was pasted."""
    sheet = _SHEET.fullmatch(origin.source)
    if sheet:
        return sheet[1]
    return origin.source if _FILE.fullmatch(origin.source) else ""


def place_words(origin: Origin) -> str:
    """Where in its document the figure stands: 第3页第2张表第5行第4列, of a workbook 表三!D6; "" when nothing is known."""
    sheet = _SHEET.fullmatch(origin.source)
    return origin.source.removeprefix(f"{sheet[1]} ") if sheet else origin.words


def source_beside(report: Report, path: Path | None) -> Path | None:
    """The document, where it lies beside the report's file, or in the folder above it; None where it does not."""
    name = source_name(report)
    if path is None or not name or Path(name).name != name:
        return None
    places = (path.parent / name, path.parent.parent / name)
    try:
        return next((place for place in places if place.is_file()), None)
    except OSError:
        return None


def _origins(report: Report) -> Iterator[Origin]:
    for cell in report.noted():
        if (origin := read_from(report, cell)) is not None:
            yield origin


def _from_last(origin: Origin) -> bool:
    return origin.source.startswith(f"{FROM_LAST}（")
