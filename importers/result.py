"""What reading a document gives: the report, how each cell was read, and all that found no place in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from model.notes import Origin
from model.report import Report
from model.source import Place, SourceBlock

NOT_WORKED_OUT = "公式（文件里没有算出的值）"
"""What a workbook's cell is said to hold that has a formula and no value."""

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


class Revision(NamedTuple):
    """A tracked change of a document, or a comment on it. time: YYYY-MM-DD HH:MM, "" when it is not said.

    gone, come: what was taken out and put in; of a comment gone is what it is about. comment: its words, "" for a change.
    before, after: the whole paragraph as it was and as it is. place: page, table, row and column from 1, 0 for none.
    """

    author: str
    time: str
    gone: str
    come: str
    comment: str = ""
    before: str = ""
    after: str = ""
    place: tuple[int, int, int, int] = (0, 0, 0, 0)


class SourceText(NamedTuple):
    """What a document says, to be shown beside the report. places: where in its blocks stands what was read."""

    blocks: tuple[SourceBlock, ...]
    places: Mapping[Origin, Place]


NO_SOURCE = SourceText((), {})


class ImportResult(NamedTuple):
    """A report that was read from a document.

    cells: every cell of the form by its id. unplaced: what is not in the report, in the document's order.
    labels: the places that hold labels and headings of the form, so that all of the document can be accounted for.
    source: the document itself, NO_SOURCE where there is nothing to show.
    revisions: who changed what in a Word file and did not have it accepted yet, and the comments on it.
    other_edition: the edition that the document has by its labels, where it was read as another one; "" else.
    """

    report: Report
    unplaced: tuple[Unplaced, ...]
    cells: Mapping[str, CellReading]
    labels: tuple[Origin, ...]
    source: SourceText = NO_SOURCE
    revisions: tuple[Revision, ...] = ()
    other_edition: str = ""


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
    return origin.words
