"""What reading a document gives: the report, how each cell was read, and all that found no place in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from model.notes import Origin
from model.report import Report

READ, VARIANT, DOUBTFUL, ABSENT = "read", "variant", "doubtful", "absent"


class CellReading(NamedTuple):
    """How a cell was read: READ, VARIANT (from a label worded otherwise), DOUBTFUL (blank in the report) or ABSENT.

    origins: where its figure was read, several when it may be one of several. reason: why doubtful, in Chinese.
    """

    how: str
    origins: tuple[Origin, ...] = ()
    reason: str = ""


NOT_READ = CellReading(ABSENT)


class Unplaced(NamedTuple):
    """Something of the document that is not in the report. where, reason: in Chinese.

    furniture: it is no content but what a page puts around a report: a page number, 打印, 索引号, a table of contents.
    """

    text: str
    where: str
    reason: str
    origin: Origin
    furniture: bool = False


class DoubtfulCells(NamedTuple):
    """Cells of one row that are doubtful for one reason. origins: all figures that may belong to them, in order."""

    cells: tuple[str, ...]
    reason: str
    origins: tuple[Origin, ...]


class ImportResult(NamedTuple):
    """A report that was read from a document.

    cells: every cell of the form by its id. unplaced: what is not in the report, in the document's order.
    labels: the places that hold labels and headings of the form, so that all of the document can be accounted for.
    """

    report: Report
    unplaced: tuple[Unplaced, ...]
    cells: Mapping[str, CellReading]
    labels: tuple[Origin, ...]


def grouped_doubts(result: ImportResult) -> Iterator[DoubtfulCells]:
    """The doubtful cells, those of one row of the form that have the same reason together, in the form's order."""
    groups: dict[tuple[str, int, int, str], list[str]] = {}
    for cell, reading in result.cells.items():
        if reading.how == DOUBTFUL:
            place = result.report.form.cells[cell]
            groups.setdefault((place.grid, place.block, place.row, reading.reason), []).append(cell)
    for (_, _, _, reason), cells in groups.items():
        origins = {origin: None for cell in cells for origin in result.cells[cell].origins}
        yield DoubtfulCells(tuple(cells), reason, tuple(sorted(origins, key=reading_order)))


def reading_order(origin: Origin) -> tuple[int, int, int, int]:
    """What puts places into the order in which a document is read."""
    return origin.page, origin.table, origin.row, origin.column


def where(origin: Origin) -> str:
    """The place in words: 第3页第2张表第5行第4列, of bare text 第12行."""
    parts = (
        (origin.page, "第{}页"),
        (origin.table, "第{}张表"),
        (origin.row, "第{}行"),
        (origin.column, "第{}列"),
    )
    return "".join(words.format(number) for number, words in parts if number)
