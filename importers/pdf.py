"""A PDF with text as blocks: its tables, and the text around them as paragraphs.

Nothing is known of what wrote the file. Characters and drawings come from pdfium; what stands where is worked out from
their places alone (`pdf_layout`), never from their order in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from importers.document import Remark, SourceDocument, Spot
from importers.pdf_around import HEADER, Around, around
from importers.pdf_labels import KnownLabels
from importers.pdf_lattice import Rules
from importers.pdf_layout import Layout, layout_of
from importers.pdf_lines import Line
from importers.pdf_pages import locked_document
from importers.pdf_paragraphs import measured, paragraphs
from importers.pdf_soundness import DAMAGED, is_whole
from importers.pdf_tables import PdfTable
from importers.pdf_torn import IsLabel, mended, with_strays
from importers.pdf_unruled import NOTHING, with_tables
from importers.place_doubts import everywhere
from model.errors import ImportProblem
from model.form import Form
from model.label_wordings import NO_WORDINGS, Wordings
from model.source import Place, SourceBlock, SourceCell, SourceParagraph, SourceTable

MOST_PAGES = 300
MOST_CHARACTERS = 400_000
"""A report has some ten thousand; beyond this a file is of another kind, and reading it would take minutes."""
LOST = Layout(0.0, 0.0, (), Rules((), ()), "", 0, False, 0)
"""A page that can't be read."""
_FEWEST = 20
"""Characters in the whole file; with fewer its pages are pictures."""
_UNREADABLE = 0.3
"""The part of the characters that may be unknown in a file that is read at all."""
_USE_WORD = "请用原来的 Word 文件；没有的话，先用识别软件转成文字，再粘贴或导入。"

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
    layouts = _layouts(data)
    _check_text(layouts)
    items = [item for layout in layouts for item in layout.items]
    heights = {number: layout.height for number, layout in enumerate(layouts, 1)}
    edges = around((item for item in items if isinstance(item, Line)), heights)
    gone = {id(line) for group in edges for line in group.lines}
    kept = with_strays([item for item in items if id(item) not in gone], labels.is_label)
    kept = list(_with_tables(kept, layouts, labels))
    widths = {number: layout.width for number, layout in enumerate(layouts, 1)}
    blocks: list[SourceBlock] = []
    spots: list[Spot] = []
    tables = 0
    doubts: dict[Place, str] = {}
    for block, page, table in _blocks(kept, widths, labels.is_label):
        if table is None:
            spots.append(Spot(page, row=len(blocks) + 1))
        else:
            parts = tuple((row, page, tables + n) for n, (row, page) in enumerate(table.parts, 2))
            spots.append(Spot(page, tables + 1, parts=parts))
            tables += 1 + len(parts)
            doubts.update(((len(blocks), row, column), why) for row, column, why in table.doubts)
        blocks.append(block)
    return SourceDocument(tuple(blocks), tuple(spots), tuple(_remarks(layouts, edges)), doubts=doubts)


def _with_tables(items: Sequence[Item], layouts: Sequence[Layout], labels: KnownLabels) -> Iterator[Item]:
    """The items, with tables that lack lines found among the lines of text."""
    carried = NOTHING
    for page, group in groupby(items, key=lambda item: item.page if isinstance(item, Line) else 0):
        if not page:
            yield from carried.headings
            carried = NOTHING
            yield from group
            continue
        lines = [item for item in group if isinstance(item, Line)]
        found, carried = with_tables(lines, page, layouts[page - 1].rules, labels, carried)
        yield from found
    yield from carried.headings


def _layouts(data: bytes) -> list[Layout]:
    """The pages; those that can't be read are LOST."""
    from pypdfium2 import PdfiumError

    with locked_document(data) as (document, raw):
        count = len(document)
        if count > MOST_PAGES:
            raise ImportProblem(
                f"这份 PDF 有 {count} 页，超过 {MOST_PAGES} 页，不像一份年报。", "请只留年报的几页，另存为 PDF 后再试。"
            )
        layouts: list[Layout] = []
        characters = 0
        for number in range(count):
            try:
                layouts.append(layout_of(document[number], raw, number + 1))
            except PdfiumError:
                layouts.append(LOST)
            characters += layouts[-1].characters
            if characters > MOST_CHARACTERS:
                raise _too_long()
        return layouts


def _too_long() -> ImportProblem:
    return ImportProblem(
        f"这份 PDF 里的文字太多（超过 {MOST_CHARACTERS // 10_000} 万字），不像一份年报。",
        "请只留年报的几页，另存为 PDF 后再试。",
    )


def _check_text(layouts: Sequence[Layout]) -> None:
    if sum(layout.characters for layout in layouts) < _FEWEST:
        raise ImportProblem("这份 PDF 里没有文字，像是扫描件。", _USE_WORD)


def _blocks(items: Sequence[Item], widths: dict[int, float], is_label: IsLabel) -> Iterator[_Block]:
    """The blocks, each with the page on which it begins."""
    lines = [item for item in items if isinstance(item, Line)]
    pages = measured(lines, widths) if lines else {}
    for is_text, group in groupby(items, key=lambda item: isinstance(item, Line)):
        if is_text:
            found = paragraphs([item for item in group if isinstance(item, Line)], pages)
            yield from (_Block(SourceParagraph(text), page) for text, page in found)
        else:
            tables = mended([item for item in group if isinstance(item, PdfTable)], is_label)
            yield from (_Block(_source_table(table), table.page, table) for table in tables)


def _source_table(table: PdfTable) -> SourceTable:
    rows: list[list[SourceCell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    return SourceTable(tuple(map(tuple, rows)))


def _remarks(layouts: Sequence[Layout], edges: Iterable[Around]) -> Iterator[Remark]:
    for number, layout in enumerate(layouts, 1):
        if layout is LOST:
            yield Remark("整页", "", "这一页已损坏，读不出来", False, (number, 0, 0, 0))
    for group in edges:
        pages = "、".join(str(page) for page in sorted({line.page for line in group.lines}))
        yield Remark(group.name, f"第{pages}页", HEADER)
