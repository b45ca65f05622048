"""A PDF with text as blocks: its tables by their drawn lines, the text between them as paragraphs.

Nothing is known of what wrote the file. Characters and lines come from pdfium (`pdf_pages`).
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from importers.document import Remark, SourceDocument, Spot
from importers.pdf_pages import LinedTable, Mark, PdfPage, read_pdf
from model.errors import ImportProblem
from model.label_text import is_page_number
from model.source import SourceBlock, SourceCell, SourceParagraph, SourceTable

_WIDE = 0.6
"""Of a character's height: a gap as wide as this parts words."""
_INDENT = 1.2
"""Characters that a paragraph's first line stands further in than the lines above and below it."""
_FULL = 1.5
"""Characters that a line may end short of the longest and still run on into the next."""
_FEWEST = 20
"""Characters in the whole file; with fewer its pages are pictures."""
_EDGE = 85.0
"""Points from the paper's upper and lower edge within which page headers and page numbers stand (30 mm)."""


class Line(NamedTuple):
    """A line of text. page: from 1. left, right: where it begins and ends, top, in points; size: of its characters."""

    text: str
    page: int
    left: float
    right: float
    top: float
    size: float


Item = Line | tuple[int, LinedTable]
"""A line of text, or a table with its page."""


def read_pdf_document(data: bytes) -> SourceDocument:
    """The file's blocks. Raises ImportProblem when it is no PDF, is locked, or holds pictures of pages alone."""
    pages = read_pdf(data).pages
    if sum(len(_text(_all_marks(page))) for page in pages) < _FEWEST:
        raise ImportProblem(
            "这份 PDF 里没有文字，像是扫描件。", "请用原来的 Word 文件；没有的话，先用识别软件转成文字，再粘贴或导入。"
        )
    items = [item for number, page in enumerate(pages, 1) for item in _items(page, number)]
    around = set(_around(items, pages))
    remarks = tuple(
        Remark(text, f"第{'、'.join(str(line.page) for line in lines)}页", "页眉、页脚")
        for text, lines in _by_text(line for line in items if line in around)
    )
    blocks: list[SourceBlock] = []
    spots: list[Spot] = []
    tables = 0
    for block, page in _blocks([item for item in items if item not in around]):
        tables += isinstance(block, SourceTable)
        blocks.append(block)
        spots.append(Spot(page, tables) if isinstance(block, SourceTable) else Spot(page, row=len(blocks)))
    return SourceDocument(tuple(blocks), tuple(spots), remarks)


def _all_marks(page: PdfPage) -> Iterator[Mark]:
    for item in page.flow:
        if isinstance(item, Mark):
            yield item
        else:
            for cell in item.cells:
                yield from cell.marks


def _items(page: PdfPage, number: int) -> Iterator[Item]:
    for kind, items in groupby(page.flow, key=type):
        if kind is Mark:
            yield from lines_of((item for item in items if isinstance(item, Mark)), number)
        else:
            yield from ((number, item) for item in items if isinstance(item, LinedTable))


def _around(items: Iterable[Item], pages: Sequence[PdfPage]) -> Iterator[Line]:
    """Page numbers, and the lines at the paper's edges that come again on another page, but for their digits."""
    edge = [
        item
        for item in items
        if isinstance(item, Line) and not _EDGE < item.top - item.size / 2 < pages[item.page - 1].height - _EDGE
    ]
    pages_of = Counter(text for text, _ in {(_without_digits(line), line.page) for line in edge})
    for line in edge:
        if is_page_number(line.text) or pages_of[_without_digits(line)] > 1:
            yield line


def _without_digits(line: Line) -> str:
    return "".join(character for character in line.text if not character.isdigit() and not character.isspace())


def _by_text(lines: Iterable[Item]) -> Iterator[tuple[str, list[Line]]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        if isinstance(line, Line):
            found.setdefault(line.text if not is_page_number(line.text) else "页码", []).append(line)
    yield from found.items()


def _blocks(items: Sequence[Item]) -> Iterator[tuple[SourceBlock, int]]:
    """The blocks, each with the page on which it begins."""
    right = _right_edge(item for item in items if isinstance(item, Line))
    for is_text, group in groupby(items, key=lambda item: isinstance(item, Line)):
        if is_text:
            yield from _paragraphs([item for item in group if isinstance(item, Line)], right)
        else:
            yield from ((_table(item[1]), item[0]) for item in group if not isinstance(item, Line))


def _table(table: LinedTable) -> SourceTable:
    rows: list[list[SourceCell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        text = "\n".join(line.text for line in lines_of(cell.marks, 0))
        rows[cell.row].append(SourceCell(text, cell.row, cell.column, cell.row_span, cell.column_span))
    return SourceTable(tuple(map(tuple, rows)))


def lines_of(marks: Iterable[Mark], page: int) -> list[Line]:
    """The lines that the characters make, in the order of the file."""
    lines: list[list[Mark]] = []
    for mark in marks:
        if mark.line or not lines:
            lines.append([])
        lines[-1].append(mark)
    return [_line(line, page) for line in lines]


def _line(marks: Sequence[Mark], page: int) -> Line:
    size = max(
        statistics.median(mark.top - mark.bottom for mark in marks),
        statistics.median(mark.right - mark.left for mark in marks),
    )
    return Line(_text(marks), page, marks[0].left, marks[-1].right, max(mark.top for mark in marks), size)


def _text(marks: Iterable[Mark]) -> str:
    """Their text; a gap is a space where it is wide, and always between two digits."""
    text = ""
    before: Mark | None = None
    for mark in marks:
        if before is not None and mark.gap:
            wide = mark.left - before.right > _WIDE * (mark.top - mark.bottom)
            text += " " if wide or (before.text.isdigit() and mark.text.isdigit()) else ""
        text += mark.text
        before = mark
    return text


def _right_edge(lines: Iterable[Line]) -> float:
    """Where full lines end."""
    ends = sorted(line.right for line in lines)
    return ends[int(len(ends) * 0.9)] if ends else 0.0


def _paragraphs(lines: Sequence[Line], right: float) -> Iterator[tuple[SourceParagraph, int]]:
    begun: list[Line] = []
    for line in lines:
        if begun and not _runs_on(begun[-1], line, right):
            yield _paragraph(begun)
            begun = []
        begun.append(line)
    if begun:
        yield _paragraph(begun)


def _paragraph(lines: Sequence[Line]) -> tuple[SourceParagraph, int]:
    text = lines[0].text
    for before, line in pairwise(lines):
        # Words of letters are parted by the line's end; Chinese goes on.
        parted = before.text[-1:].isascii() and line.text[:1].isascii() and before.text[-1:].isalpha()
        text += (" " if parted and line.text[:1].isalpha() else "") + line.text
    return SourceParagraph(text), lines[0].page


def _runs_on(line: Line, following: Line, right: float) -> bool:
    """Whether the paragraph goes on in the next line: the line is full, and the next is not set in."""
    full = line.right > right - _FULL * line.size
    return full and following.left < line.left + _INDENT * following.size
