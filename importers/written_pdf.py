"""Our own PDF files read back by pdfium, to see that they hold what the report says: figures, headings, text, order.

The tables are found by their drawn lines, and every figure by the cell in which it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from importers.pdf_fold import Sign, found_signs, same_text, signs, turns
from importers.pdf_images import PdfPicture, read_pictures
from importers.pdf_pages import LinedCell, LinedTable, Mark, PdfPage, read_pdf
from model.check_code import check_code
from model.form import Grid
from model.headings import depths
from model.naming import cell_name
from model.pictures import JPEG, Picture
from model.placeholders import printed_figure, text_of
from model.printed import PrintedCell, printed_blocks
from model.records import NamedTuple as _Record
from model.report import Report
from model.text import block_text, printed_picture
from ooxml.characters import fit

GOES_ON = "（续）"
_UNSHOWN = "〓"
_EDGE = 85.0
"""Points from the paper's upper and lower edge within which page header and page number stand (30 mm)."""
_OVER = 1.5
"""Points by which a character may reach over its cell: slanted strokes do."""
_MOST_TOLD = 10


class Around(_Record):
    """What the file has beside the report: page header, mark and number of the red head, what no font could show."""

    draft: str = ""
    head: tuple[str, ...] = ()
    missing: frozenset[str] = frozenset()


PLAIN = Around()


def differences(data: bytes, report: Report, around: Around = PLAIN) -> tuple[str, ...]:
    """What the file holds otherwise than the report says, as Chinese sentences; none is well.

    Raises ImportProblem when the file can't be read.
    """
    return tuple(list(_Comparison(data, report, around).differences())[:_MOST_TOLD])


class _Text(NamedTuple):
    """A paragraph that is expected. place: what it is called in a message."""

    text: str
    place: str


class _Comparison:
    def __init__(self, data: bytes, report: Report, around: Around) -> None:
        self._data, self._content, self._report, self._around = data, read_pdf(data), report, around
        self._missing = frozenset(character for character in around.missing if not character.isascii())

    def differences(self) -> Iterator[str]:
        yield from self._edges()
        yield from self._tables()
        yield from self._texts()
        yield from self._pictures()
        yield from self._properties()

    def _printed(self, text: str) -> str:
        """As it is to be found: what cannot be printed is U+FFFD, what no font has is 〓."""
        plain = fit(text)
        return "".join(_UNSHOWN if character in self._missing else character for character in plain)

    def _edges(self) -> Iterator[str]:
        """Page header and page number of each page; what flowed over the page's end would be found there."""
        for number, page in enumerate(self._content.pages, 1):
            header = [mark for mark in _marks(page) if mark.middle[1] > page.height - _EDGE]
            footer = [mark for mark in _marks(page) if mark.middle[1] < _EDGE]
            for wanted, found, what in (
                (self._around.draft, header, "页眉"),
                (f"—{number}—", footer, "页码"),
            ):
                if not same_text(signs(self._printed(wanted)), _signs(found)):
                    yield f"第 {number} 页的{what}应为“{wanted}”，文件里是“{_shown(_signs(found))}”。"

    def _tables(self) -> Iterator[str]:
        """Every grid, cell by cell."""
        tables = [item for page in self._content.pages for item in page.flow if isinstance(item, LinedTable)]
        at = 0
        for grid in self._grids():
            parts, at = _parts_of(tables, at, grid)
            yield from self._grid(grid, parts)
        if at < len(tables):
            yield f"多出 {len(tables) - at} 个表格。"

    def _grids(self) -> list[Grid]:
        return [self._report.form.grid(section.grid) for section in self._report.form.sections if section.grid]

    def _grid(self, grid: Grid, parts: Sequence[LinedTable]) -> Iterator[str]:
        blocks = printed_blocks(grid)
        printed = [cell for block in blocks for cell in block.cells]
        total = sum(block.rows for block in blocks)
        heads = blocks[0].heading_rows if len(blocks) == 1 else 0
        if sum(part.rows for part in parts) - heads * max(0, len(parts) - 1) != total:
            yield f"{grid.name}应有 {total} 行，文件里不是。"
            return
        start, seen = 0, set[int]()
        for number, part in enumerate(parts):
            first = heads if number else 0
            stop = start + part.rows - first
            wanted = [
                *(cell for cell in printed if number and cell.row < heads),
                *(
                    _cut(cell, start, stop, first)
                    for cell in printed
                    if cell.row < stop and cell.row + cell.row_span > start
                ),
            ]
            yield from self._part(part, sorted(wanted, key=lambda cell: (cell.row, cell.column)), seen, grid)
            start = stop
        for place, cell in enumerate(printed):
            if cell.text and place not in seen and cell.row_span > 1 and not self._has_label(parts, cell):
                yield f"{grid.name}里没有“{cell.text}”。"

    def _has_label(self, parts: Sequence[LinedTable], cell: PrintedCell) -> bool:
        wanted = [sign.text for sign in signs(cell.text)]
        return any([sign.text for sign in _signs(found.marks)] == wanted for part in parts for found in part.cells)

    def _part(self, part: LinedTable, wanted: Sequence[PrintedCell], seen: set[int], grid: Grid) -> Iterator[str]:
        for want, have in zip_longest(wanted, part.cells):
            if want is None or have is None or (want.row, want.row_span) != (have.row, have.row_span):
                yield f"{grid.name}的格子与表样不一致。"
                return
            yield from self._cell(want, have, grid)

    def _cell(self, want: PrintedCell, have: LinedCell, grid: Grid) -> Iterator[str]:
        form, found = self._report.form, _signs(have.marks)
        if want.cell:
            text, name = self._printed(printed_figure(self._report, want.cell)), cell_name(form, want.cell)
        else:
            text, name = want.text, f"{grid.name}的“{want.text}”"
        choices = [text, text.removesuffix(GOES_ON), ""] if text.endswith(GOES_ON) and not want.cell else [text]
        if want.role == "goes on":
            choices.append("")
        if not any(same_text(signs(choice), found, turns(choice)) for choice in choices):
            yield f"{name}应为“{text}”，文件里是“{_shown(found)}”。"
        left, bottom, right, top = have.box
        for mark in have.marks:
            inside = left - _OVER <= mark.left and mark.right <= right + _OVER
            if not (inside and bottom - _OVER <= mark.bottom and mark.top <= top + _OVER):
                yield f"{name}超出了格子。"
                return

    def _texts(self) -> Iterator[str]:
        """All that stands outside the tables, paragraph by paragraph; what follows a difference is not told."""
        found = _signs([mark for page in self._content.pages for mark in _body(page)])
        at = 0
        for expected in self._expected():
            wanted = signs(self._printed(expected.text))
            have = found[at : at + len(wanted)]
            if not same_text(wanted, have, turns(expected.text)):
                yield f"{expected.place}应为“{_shown(wanted)}”，文件里是“{_shown(have)}”。"
                return
            if have and not (have[0].line or have[0].loose):
                yield f"{expected.place}没有另起一段。"
            at += len(wanted)
        if at < len(found):
            yield f"文件末尾多出“{_shown(found[at:])}”。"

    def _expected(self) -> Iterator[_Text]:
        report = self._report
        for text in self._around.head:
            yield _Text(text, "红头")
        for line in report.title_lines():
            yield _Text(line, "标题")
        for section in report.form.sections:
            yield _Text(section.heading, f"标题“{section.heading}”")
            for number, text in enumerate(self._paragraphs(section.id), 1):
                yield _Text(text, f"“{section.heading or section.short}”第 {number} 段")
        for name, place in (("signature.unit", "署名"), ("signature.date", "成文日期")):
            yield _Text(text_of(report, name), place)

    def _paragraphs(self, section: str) -> list[str]:
        return [block_text(block) for block in self._report.text(section) if printed_picture(block) is None]

    def _pictures(self) -> Iterator[str]:
        """Each picture in its order: its size, a JPEG's bytes, its words."""
        texts = (self._report.text(section.id) for section in self._report.form.sections)
        wanted = [block for text in texts for block in text if printed_picture(block) is not None]
        if not wanted:
            return
        found = read_pictures(self._data)
        for want, have in zip_longest(wanted, found.pictures):
            picture = printed_picture(want) if want is not None else None
            if picture is None or have is None or not _same_picture(picture, have):
                yield f"图片“{want.alternative if want is not None else ''}”与报告不一致。"
                return
        words = [self._printed(block.alternative).strip() for block in wanted]
        if [said for said in words if said] != [said for said in found.words if said in words]:
            yield "图片的替代文字与报告不一致。"

    def _properties(self) -> Iterator[str]:
        """Outline, title, check code, tags."""
        wanted = list(self._outline())
        found = [(entry.level, [sign.text for sign in signs(entry.title)]) for entry in self._content.bookmarks]
        for want, have in zip_longest(wanted, found):
            if want != have:
                yield f"书签应为“{''.join(want[1]) if want else ''}”，文件里是“{''.join(have[1]) if have else ''}”。"
                break
        if not same_text(signs(self._printed("".join(self._report.title_lines()))), signs(self._content.title)):
            yield f"文档属性里的标题是“{self._content.title}”。"
        if check_code(self._report) not in self._content.keywords:
            yield "文档属性里的校验码不对。"
        if not self._content.tagged:
            yield "文件没有结构标记。"

    def _outline(self) -> Iterator[tuple[int, list[str]]]:
        for section in self._report.form.sections:
            if section.heading:
                yield 0, [sign.text for sign in signs(section.heading)]
            above = 0 if section.heading else -1
            texts = self._paragraphs(section.id)
            for text, depth in zip(texts, depths(texts), strict=True):
                if depth:
                    yield above + depth, [sign.text for sign in signs(self._printed(text))]


def _same_picture(picture: Picture, found: PdfPicture) -> bool:
    kind, width, height, _ = picture.look
    return (found.width, found.height) == (width, height) and (kind != JPEG or found.data == picture.data)


def _marks(page: PdfPage) -> list[Mark]:
    return [item for item in page.flow if isinstance(item, Mark)]


def _body(page: PdfPage) -> list[Mark]:
    return [mark for mark in _marks(page) if _EDGE <= mark.middle[1] <= page.height - _EDGE]


def _signs(marks: Sequence[Mark]) -> list[Sign]:
    return found_signs((mark.text, mark.gap, mark.line) for mark in marks)


def _shown(found: Sequence[Sign]) -> str:
    text = "".join(sign.text for sign in found[:41])
    return text if len(text) <= 40 else f"{text[:40]}…"


def _parts_of(tables: Sequence[LinedTable], at: int, grid: Grid) -> tuple[list[LinedTable], int]:
    """The tables that the grid takes, and where the next grid's begin."""
    blocks = printed_blocks(grid)
    total = sum(block.rows for block in blocks)
    heads = blocks[0].heading_rows if len(blocks) == 1 else 0
    parts: list[LinedTable] = []
    rows = 0
    while rows < total and at < len(tables):
        parts.append(tables[at])
        rows += tables[at].rows - (heads if len(parts) > 1 else 0)
        at += 1
    return parts, at


def _cut(cell: PrintedCell, start: int, stop: int, first: int) -> PrintedCell:
    """A cell as it stands in a part with the rows from start to stop below so many heading rows."""
    row, end = max(cell.row, start), min(cell.row + cell.row_span, stop)
    text = cell.text + GOES_ON if cell.row < start else cell.text
    role = "goes on" if end < cell.row + cell.row_span else cell.role
    return cell._replace(row=row - start + first, row_span=end - row, text=text, role=role)
