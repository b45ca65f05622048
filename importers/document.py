"""What a reader of one kind of file gives: the document's blocks in order, and where each stands in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from importers.assemble import Known, assemble
from importers.own_document import OwnDocument, otherwise_named, proven
from importers.page_frame import NO_PAGE, PageShape
from importers.place_doubts import NO_DOUBTS, Doubts
from importers.result import ImportResult, Unplaced, where
from importers.workbook_cells import address
from model.collection import cells_of
from model.edits import Edit, SetField
from model.errors import NoReport, SeveralReports
from model.form import Form
from model.label_wordings import Wordings
from model.notes import Origin
from model.outline import FIELD as HEADINGS
from model.source import Place, SourceBlock, SourceTable

_OTHERWISE_NAMED = "导出时记下的单位和年度，与现在看得见的不同，没有采用；单位和年度按看得见的读入，请核对"
_AS_PICTURE = "没有读到这张表；文件里有图片，表可能是图片，要手工填写"
_IN_ANOTHER_PART = "这个网页分成几页，文件里只有其中一页，这里没有它；请把各页的内容依次复制、粘贴在一起后再读入"


class Spot(NamedTuple):
    """Where a block begins: page, table and row of the file from 1, 0 for none. part: a sheet's name, "" for none.

    A paragraph's row is its number among the paragraphs and tables of the file, a table's first row is 1. On a sheet
    rows and columns are those of the sheet, and table is the sheet's number; column: a paragraph's, 0 elsewhere.
    parts: of a table that goes on over the ends of pages, where each further part begins: the row of the block, and the
    part's page and table.
    """

    page: int = 0
    table: int = 0
    row: int = 1
    part: str = ""
    column: int = 0
    parts: tuple[tuple[int, int, int], ...] = ()

    def of_row(self, row: int) -> tuple[int, int, int]:
        """The page, the table and the row of the file in which a row of the block, counted from 0, stands."""
        started = [part for part in self.parts if part[0] <= row]
        first, page, table = started[-1] if started else (0, self.page, self.table)
        return page, table, (1 if started else self.row) + row - first


class Remark(NamedTuple):
    """Something of the file that was not read, or not as it stands there. where, text, reason: in Chinese.

    furniture: the clerk need not look. place: page, table, row and column from 1, 0 for none; where is "" when it says
    all.
    """

    text: str
    where: str
    reason: str
    furniture: bool = True
    place: tuple[int, int, int, int] = (0, 0, 0, 0)


class SourceDocument(NamedTuple):
    """A file as blocks. spots: one for each block. remarks: what is to be told besides. page: how a web page is built.

    empty: what is told, and advised, when no report is found: why there may be none in such a file. pictures: how many
    there are, which may hold what is not found in the text. own: the document as one of ours, None where it is none.
    doubts: where it is not certain what stands there. goes_on: whether it is a part of which the next is elsewhere.
    """

    blocks: tuple[SourceBlock, ...]
    spots: tuple[Spot, ...]
    remarks: tuple[Remark, ...] = ()
    page: PageShape = NO_PAGE
    empty: tuple[str, str] = ("", "")
    pictures: int = 0
    own: OwnDocument | None = None
    doubts: Doubts = NO_DOUBTS
    goes_on: bool = False


def report_in(
    document: SourceDocument, source: str, forms: tuple[Form, ...], wordings: Wordings, known: Known
) -> ImportResult:
    """The report in the document; raises ImportProblem when it holds none, or several. source: the file's name."""

    def locate(place: Place, text: str) -> Origin:
        number, row, column = place
        spot = document.spots[number]
        if spot.part:
            at = spot.row + row, spot.column or column + 1
            return Origin(f"{source} {spot.part}!{address(at)}", 0, spot.table, *at, text.strip())
        if not isinstance(document.blocks[number], SourceTable):
            return Origin(source, spot.page, 0, spot.row, 0, text.strip())
        page, table, printed = spot.of_row(row)
        return Origin(source, page, table, printed, column + 1, text.strip())

    def assembled(single: bool) -> ImportResult:
        return assemble(document.blocks, locate, forms, wordings, known, document.page, document.doubts, single=single)

    try:
        result = assembled(False)
    except SeveralReports:
        # Text may say whatever it likes; that it is one report of ours the check code proves.
        if document.own is None or known.year:
            raise
        result = assembled(True)
        if proven(result, document.own) is result:
            raise
    except NoReport as error:
        if not any(document.empty):
            raise
        raise NoReport(*document.empty) from error
    if any(document.empty) and not _has_content(result):
        raise NoReport(*document.empty)
    if document.own is not None and not known.year:
        result = proven(result, document.own)
    told = [_told(remark, source) for remark in document.remarks]
    if document.own is not None and not known.year and (named := otherwise_named(result, document.own)):
        told.append(Unplaced(named, "文件里不显示的信息", _OTHERWISE_NAMED, Origin(source)))
    if document.goes_on:
        # What is not here stands on the next page.
        result.report.apply(Edit("导入", (SetField(HEADINGS, ""),)))
        told.extend(_elsewhere(result, source))
    elif document.pictures:
        told.extend(Unplaced(name, "全文", _AS_PICTURE, Origin(source)) for name in _missing_grids(result))
    return result._replace(unplaced=(*told, *result.unplaced))


def _has_content(result: ImportResult) -> bool:
    """Whether there is more than a title: a figure, or text below a heading."""
    report = result.report
    sections = (section.id for section in report.form.sections if section.heading)
    return any(report.text(section) for section in sections) or any(r.origins for r in result.cells.values())


def _missing_grids(result: ImportResult) -> Iterator[str]:
    """The names of the grids of which nothing was met."""
    for grid in result.report.form.grids:
        if not any(result.cells[cell].origins for cell in cells_of((grid,))):
            yield grid.name


def _elsewhere(result: ImportResult, source: str) -> Iterator[Unplaced]:
    """What may stand in the parts that are not in the file: grids, and sections without text."""
    report = result.report
    sections = (section for section in report.form.sections if section.heading and not section.grid)
    blank = (section.heading for section in sections if not report.plain(section.id).strip())
    for name in (*_missing_grids(result), *blank):
        yield Unplaced(name, "全文", _IN_ANOTHER_PART, Origin(source))


def _told(remark: Remark, source: str) -> Unplaced:
    origin = Origin(source, *remark.place)
    return Unplaced(remark.text, remark.where or where(origin), remark.reason, origin, remark.furniture)
