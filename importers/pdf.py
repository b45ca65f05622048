"""A PDF with text as blocks: its tables, and the text around them as paragraphs.

Nothing is known of what wrote the file. Characters and drawings come from pdfium; what stands where is worked out from
their places alone (`pdf_layout`), never from their order in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from importers.document import Remark, SourceDocument, Spot
from importers.own_pdf import Named, named, own_pdf
from importers.pdf_around import around
from importers.pdf_columns import columns_of
from importers.pdf_glyphs import TooLong
from importers.pdf_labels import KnownLabels
from importers.pdf_layout import LOST, Layout, layout_of
from importers.pdf_lines import Line
from importers.pdf_pages import locked_document
from importers.pdf_paragraphs import measured, paragraphs
from importers.pdf_soundness import CUT_OFF, DAMAGED, is_whole, with_end
from importers.pdf_tables import PdfTable
from importers.pdf_told import (
    MOST_CHARACTERS,
    MOST_PAGES,
    RECOGNISED,
    check_text,
    remarks,
    too_long,
    too_many_pages,
    why_empty,
)
from importers.pdf_torn import mended, with_cut_figures, with_strays
from importers.pdf_unruled import NOTHING, Carried, with_tables
from importers.place_doubts import everywhere
from model.form import Form
from model.label_wordings import NO_WORDINGS, Wordings
from model.source import Place, SourceBlock, SourceCell, SourceParagraph, SourceTable

Item = Line | PdfTable


class _Block(NamedTuple):
    """A block with the page on which it begins, and the table that it was, None for a paragraph."""

    block: SourceBlock
    page: int
    table: PdfTable | None = None


def read_pdf_document(data: bytes, forms: Sequence[Form] = (), wordings: Wordings = NO_WORDINGS) -> SourceDocument:
    """The file's blocks. forms, wordings: by whose labels parts of one label are told from two.

    Raises ImportProblem when it is no PDF, is locked, holds pictures of pages alone, or more than any report.
    """
    labels = KnownLabels(forms, wordings)
    ended = with_end(data)
    layouts, names = _opened(ended)
    check_text(layouts)
    items = [item for layout in layouts for item in layout.items]
    heights = {number: layout.height for number, layout in enumerate(layouts, 1)}
    edges = around(items, heights, labels.is_label)
    gone = {id(line) for group in edges for line in group.lines}
    kept = with_cut_figures(with_strays([item for item in items if id(item) not in gone], labels.is_label))
    kept = list(_with_tables(kept, layouts, labels))
    widths = {number: layout.width for number, layout in enumerate(layouts, 1)}
    found = list(_blocks(kept, widths, labels))
    blocks, spots = tuple(item.block for item in found), tuple(_spots(found))
    whole = is_whole(data)
    cut_off = () if ended is data else (Remark("PDF 的末尾", "全文", CUT_OFF, False),)
    texts = [block.text for block in blocks if isinstance(block, SourceParagraph)]
    doubts = everywhere(blocks, DAMAGED) if not whole else dict(_doubts(found, spots, layouts))
    return SourceDocument(
        blocks,
        spots,
        (*cut_off, *remarks(layouts, edges, whole)),
        empty=why_empty(layouts),
        pictures=sum(layout.pictures for layout in layouts),
        own=own_pdf(names, texts, [item for item in kept if isinstance(item, Line)]) if names.code and whole else None,
        doubts=doubts,
    )


def _spots(found: Iterable[_Block]) -> Iterator[Spot]:
    tables = 0
    for number, (_, page, table) in enumerate(found, 1):
        if table is None:
            yield Spot(page, row=number)
        else:
            parts = tuple((row, further, tables + n) for n, (row, further) in enumerate(table.parts, 2))
            yield Spot(page, tables + 1, parts=parts)
            tables += 1 + len(parts)


def _doubts(found: Iterable[_Block], spots: Sequence[Spot], layouts: Sequence[Layout]) -> Iterator[tuple[Place, str]]:
    """Where it is not certain what stands there."""
    for number, item in enumerate(found):
        if item.table is None:
            continue
        for cell in item.table.cells:
            if layouts[spots[number].of_row(cell.row)[0] - 1].recognised:
                yield (number, cell.row, cell.column), RECOGNISED
        yield from (((number, row, column), why) for row, column, why in item.table.doubts)


def _with_tables(items: Sequence[Item], layouts: Sequence[Layout], labels: KnownLabels) -> Iterator[Item]:
    """The items, with tables that lack lines found among the lines of text."""
    carried = NOTHING
    for page, group in groupby(items, key=lambda item: item.page if isinstance(item, Line) else 0):
        if not page:
            yield from carried.headings
            tables = [item for item in group if isinstance(item, PdfTable)]
            yield from tables
            carried = Carried(columns_of(tables[-1]))
            continue
        lines = [item for item in group if isinstance(item, Line)]
        found, carried = with_tables(lines, page, layouts[page - 1].rules, labels, carried)
        yield from found
    yield from carried.headings


def _opened(data: bytes) -> tuple[list[Layout], Named]:
    """The pages, those that can't be read as LOST, and what the properties say of our own documents."""
    from pypdfium2 import PdfiumError

    with locked_document(data) as (document, raw):
        count = len(document)
        if count > MOST_PAGES:
            raise too_many_pages(count)
        layouts: list[Layout] = []
        characters = 0
        for number in range(count):
            try:
                page = document[number]
            except PdfiumError:
                layouts.append(LOST)
                continue
            try:
                layouts.append(layout_of(page, raw, number + 1, MOST_CHARACTERS - characters))
            except PdfiumError:
                layouts.append(LOST)
            except TooLong as error:
                raise too_long() from error
            finally:
                page.close()
            characters += layouts[-1].characters
        try:
            names = named(document.get_metadata_dict())
        except ValueError:
            # Damaged properties prove nothing.
            names = Named()
        return layouts, names


def _blocks(items: Sequence[Item], widths: dict[int, float], labels: KnownLabels) -> Iterator[_Block]:
    """The blocks, each with the page on which it begins."""
    lines = [item for item in items if isinstance(item, Line)]
    pages = measured(lines, widths) if lines else {}
    for is_text, group in groupby(items, key=lambda item: isinstance(item, Line)):
        if is_text:
            found = paragraphs([item for item in group if isinstance(item, Line)], pages, labels.is_heading)
            yield from (_Block(SourceParagraph(text), page) for text, page in found)
        else:
            tables = mended([item for item in group if isinstance(item, PdfTable)], labels.is_label)
            yield from (_Block(_source_table(table), table.page, table) for table in tables)


def _source_table(table: PdfTable) -> SourceTable:
    rows: list[list[SourceCell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    return SourceTable(tuple(map(tuple, rows)))
