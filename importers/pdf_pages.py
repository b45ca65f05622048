"""The pages of a PDF as pdfium sees them: characters with their places, and the tables that drawn lines make.

Nothing here knows a report or what wrote the file.
"""

from __future__ import annotations

import ctypes
import threading
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any, NamedTuple

from model.errors import ImportProblem

LOCK = threading.Lock()
"""pdfium must not be used by two threads at once."""

HYPHEN = "-"
_LINE_HYPHENS = (0x02, 0xFFFE)
"""What pdfium gives for a hyphen at the end of a line; it then leaves the line's end out."""

_NEAR = 1.0
"""Points within which two lines are at the same place."""
_THIN = 2.0


class Mark(NamedTuple):
    """A character. left … top: its box in points from the page's lower left; base: where it stands on its line.

    gap, line: whether white space, a line's end stands before it.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    base: float
    gap: bool
    line: bool

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its box."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


class LinedCell(NamedTuple):
    """A cell between drawn lines: its place and spans in the table, its box, what stands in it."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: tuple[float, float, float, float]
    marks: tuple[Mark, ...]


class LinedTable(NamedTuple):
    """A table made of drawn lines. cells: row by row, from left to right."""

    rows: int
    columns: int
    top: float
    cells: tuple[LinedCell, ...]


class PdfPage(NamedTuple):
    """A page. flow: its characters in the order of the file; a table stands where its first character stood."""

    height: float
    flow: tuple[Mark | LinedTable, ...]


class Bookmark(NamedTuple):
    """An entry of the outline. level: from 0."""

    level: int
    title: str


class PdfContent(NamedTuple):
    """A PDF's pages, outline and properties. tagged: whether its structure is told to screen readers."""

    pages: tuple[PdfPage, ...]
    bookmarks: tuple[Bookmark, ...]
    title: str
    keywords: str
    tagged: bool


def read_pdf(data: bytes) -> PdfContent:
    """All of the file that can be compared. Raises ImportProblem when it is no PDF."""
    with locked_document(data) as (document, raw):
        pages = tuple(_page(document[number], raw) for number in range(len(document)))
        bookmarks = tuple(Bookmark(entry.level, entry.get_title()) for entry in document.get_toc())
        title, keywords = (document.get_metadata_value(key) for key in ("Title", "Keywords"))
        return PdfContent(pages, bookmarks, title, keywords, bool(raw.FPDFCatalog_IsTagged(document)))


@contextmanager
def locked_document(data: bytes) -> Iterator[tuple[Any, Any]]:
    """The file's document and the library's own functions, for one thread at a time.

    Raises ImportProblem when it is locked or can't be read.
    """
    import pypdfium2
    import pypdfium2.raw as raw

    with LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", 0) == raw.FPDF_ERR_PASSWORD:
                raise ImportProblem("这份 PDF 加了打开密码。", "请去掉密码后再试。") from error
            raise ImportProblem("这份 PDF 读不出来，可能已损坏。", "请重新取得或重新导出这个文件。") from error
        try:
            yield document, raw
        finally:
            document.close()


def _page(page: Any, raw: Any) -> PdfPage:
    across, down = _lines(page, raw)
    marks = _in_order(list(_marks(page, raw)))
    tables = [_Lattice(*group) for group in _tables(across, down)]
    inside: dict[int, list[Mark]] = defaultdict(list)
    order: list[Mark | int] = []
    for mark in marks:
        found = next((number for number, table in enumerate(tables) if table.holds(mark)), None)
        if found is None:
            order.append(mark)
            continue
        if found not in inside:
            order.append(found)
        inside[found].append(mark)
    made = {number: tables[number].table(found) for number, found in inside.items()}
    return PdfPage(page.get_height(), tuple(made[item] if isinstance(item, int) else item for item in order))


def code_points(text: Any, raw: Any) -> Iterator[tuple[int, int]]:
    """Each character of a page's text by its number, with its code point; pdfium gives high ones in two halves."""
    high = 0
    for number in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, number)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        high = 0
        yield number, code


def _marks(page: Any, raw: Any) -> Iterator[Mark]:
    text = page.get_textpage()
    left, right, bottom, top, x, base = (ctypes.c_double() for _ in range(6))
    places = [ctypes.byref(value) for value in (left, right, bottom, top)]
    origin = ctypes.byref(x), ctypes.byref(base)
    gap, line, before = True, True, 0.0
    for number, code in code_points(text, raw):
        character = HYPHEN if code in _LINE_HYPHENS else chr(code)
        if character.isspace() or not code:
            gap, line = True, line or character in "\r\n"
            continue
        raw.FPDFText_GetCharBox(text, number, *places)
        raw.FPDFText_GetCharOrigin(text, number, *origin)
        # Below lines of the same length the library gives spaces in place of the line's end.
        line = line or abs(base.value - before) > _NEAR
        before = base.value
        yield Mark(character, left.value, bottom.value, right.value, top.value, base.value, gap, line)
        gap = line = code in _LINE_HYPHENS
    text.close()


def _in_order(marks: list[Mark]) -> list[Mark]:
    """Each line from left to right: squeezed punctuation lies over the character before it, and pdfium puts it first.

    Lines with letters that are written from right to left stay as they are.
    """
    ordered: list[Mark] = []
    start = 0
    for place in range(1, len(marks) + 1):
        if place == len(marks) or marks[place].line or abs(marks[place].base - marks[place - 1].base) > _NEAR:
            ordered += _line_in_order(marks[start:place])
            start = place
    return ordered


def _line_in_order(line: list[Mark]) -> list[Mark]:
    if all(first.left <= second.left for first, second in pairwise(line)):
        return line
    if any(unicodedata.bidirectional(mark.text) in ("R", "AL", "AN", "NSM") for mark in line):
        return line
    gap, starts = line[0].gap, line[0].line
    first, *others = sorted(line, key=lambda mark: mark.left)
    return [first._replace(gap=gap, line=starts), *(mark._replace(line=False) for mark in others)]


class _Line(NamedTuple):
    """A drawn line: at: where it stands, across its direction; from start to stop along it."""

    at: float
    start: float
    stop: float


def _lines(page: Any, raw: Any) -> tuple[list[_Line], list[_Line]]:
    """The lines that run across and those that run down the page."""
    across, down = [], []
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    places = [ctypes.byref(value) for value in (left, bottom, right, top)]
    for number in range(raw.FPDFPage_CountObjects(page)):
        found = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetType(found) != raw.FPDF_PAGEOBJ_PATH:
            continue
        raw.FPDFPageObj_GetBounds(found, *places)
        width, height = right.value - left.value, top.value - bottom.value
        if height <= _THIN < width:
            across.append(_Line((top.value + bottom.value) / 2, left.value, right.value))
        elif width <= _THIN < height:
            down.append(_Line((left.value + right.value) / 2, bottom.value, top.value))
    return across, down


def _tables(across: Sequence[_Line], down: Sequence[_Line]) -> Iterator[tuple[list[_Line], list[_Line]]]:
    """Lines that touch each other, at least two in each direction; from the top of the page down."""
    groups: list[tuple[list[_Line], list[_Line]]] = []
    rest_across, rest_down = list(across), list(down)
    while rest_across:
        group: tuple[list[_Line], list[_Line]] = ([rest_across.pop()], [])
        while True:
            more_down = [line for line in rest_down if any(_touch(other, line) for other in group[0])]
            group[1].extend(more_down)
            rest_down = [line for line in rest_down if line not in more_down]
            more_across = [line for line in rest_across if any(_touch(line, other) for other in group[1])]
            group[0].extend(more_across)
            rest_across = [line for line in rest_across if line not in more_across]
            if not more_down and not more_across:
                break
        if len(group[0]) > 1 and len(group[1]) > 1:
            groups.append(group)
    yield from sorted(groups, key=lambda group: -max(line.at for line in group[0]))


def _touch(across: _Line, down: _Line) -> bool:
    return (
        across.start - _NEAR <= down.at <= across.stop + _NEAR and down.start - _NEAR <= across.at <= down.stop + _NEAR
    )


def _places(lines: Iterable[_Line]) -> list[float]:
    places: list[float] = []
    for at in sorted(line.at for line in lines):
        if not places or at - places[-1] > _NEAR:
            places.append(at)
    return places


class _Lattice:
    """A table's lines; where one is missing between two places, the cell goes on."""

    def __init__(self, across: Sequence[_Line], down: Sequence[_Line]) -> None:
        self._across, self._down = across, down
        self._tops = _places(across)[::-1]
        self._lefts = _places(down)

    def holds(self, mark: Mark) -> bool:
        """Whether the character stands in the table."""
        x, y = mark.middle
        return self._lefts[0] <= x <= self._lefts[-1] and self._tops[-1] <= y <= self._tops[0]

    def table(self, marks: Iterable[Mark]) -> LinedTable:
        """The table with its characters in their cells."""
        rows, columns = len(self._tops) - 1, len(self._lefts) - 1
        owner = self._owners(rows, columns)
        members: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        for place, first in owner.items():
            members[first].append(place)
        texts: dict[tuple[int, int], list[Mark]] = defaultdict(list)
        for mark in marks:
            texts[owner[self._row(mark), self._column(mark)]].append(mark)
        cells = []
        for (row, column), places in sorted(members.items()):
            height, width = max(r for r, _ in places) - row + 1, max(c for _, c in places) - column + 1
            box = (self._lefts[column], self._tops[row + height], self._lefts[column + width], self._tops[row])
            cells.append(LinedCell(row, column, height, width, box, tuple(texts[row, column])))
        return LinedTable(rows, columns, self._tops[0], tuple(cells))

    def _owners(self, rows: int, columns: int) -> dict[tuple[int, int], tuple[int, int]]:
        """For each place the first one of its cell."""
        owner: dict[tuple[int, int], tuple[int, int]] = {}
        for row in range(rows):
            for column in range(columns):
                if row and not self._is_ruled(row, column):
                    owner[row, column] = owner[row - 1, column]
                elif column and not self._is_walled(row, column):
                    owner[row, column] = owner[row, column - 1]
                else:
                    owner[row, column] = (row, column)
        return owner

    def _is_ruled(self, row: int, column: int) -> bool:
        """Whether a line stands above this place."""
        middle = (self._lefts[column] + self._lefts[column + 1]) / 2
        return any(abs(line.at - self._tops[row]) <= _NEAR and line.start < middle < line.stop for line in self._across)

    def _is_walled(self, row: int, column: int) -> bool:
        """Whether a line stands at the left of this place."""
        middle = (self._tops[row] + self._tops[row + 1]) / 2
        return any(
            abs(line.at - self._lefts[column]) <= _NEAR and line.start < middle < line.stop for line in self._down
        )

    def _row(self, mark: Mark) -> int:
        y = mark.middle[1]
        return next((row for row in range(len(self._tops) - 2) if y > self._tops[row + 1]), len(self._tops) - 2)

    def _column(self, mark: Mark) -> int:
        x = mark.middle[0]
        return next((n for n in range(len(self._lefts) - 2) if x < self._lefts[n + 1]), len(self._lefts) - 2)
