"""What a reader of one kind of file gives: the document's blocks in order, and where each stands in the file."""

from __future__ import annotations

from typing import NamedTuple

from importers.assemble import Known, assemble
from importers.result import ImportResult, Unplaced
from model.form import Form
from model.label_wordings import Wordings
from model.notes import Origin
from model.source import Place, SourceBlock, SourceTable


class Spot(NamedTuple):
    """Where a block begins: page, table and row of the file from 1, 0 for none. part: a sheet's name, "" for none.

    A paragraph's row is its number among the paragraphs and tables of the file, a table's first row is 1 unless it
    begins further down its sheet.
    """

    page: int = 0
    table: int = 0
    row: int = 1
    part: str = ""


class Remark(NamedTuple):
    """Something of the file that was not read, or not as it stands there. where, text, reason: in Chinese."""

    text: str
    where: str
    reason: str


class SourceDocument(NamedTuple):
    """A file as blocks. spots: one for each block. remarks: what is to be told besides."""

    blocks: tuple[SourceBlock, ...]
    spots: tuple[Spot, ...]
    remarks: tuple[Remark, ...] = ()


def report_in(
    document: SourceDocument, source: str, forms: tuple[Form, ...], wordings: Wordings, known: Known
) -> ImportResult:
    """The report in the document; raises ImportProblem when it holds none, or several. source: the file's name."""

    def locate(place: Place, text: str) -> Origin:
        number, row, column = place
        spot = document.spots[number]
        if not isinstance(document.blocks[number], SourceTable):
            return Origin(source, spot.page, 0, spot.row, 0, text.strip())
        return Origin(source, spot.page, spot.table, spot.row + row, column + 1, text.strip())

    result = assemble(document.blocks, locate, forms, wordings, known)
    told = tuple(Unplaced(text, where, reason, Origin(source), True) for text, where, reason in document.remarks)
    return result._replace(unplaced=(*told, *result.unplaced))
