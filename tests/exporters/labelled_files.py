"""Templates without placeholders for the tests: the form's grids as Word and Excel write them, in many looks.

Each knows for every cell of the form where it put it, so that a figure that lands elsewhere is seen.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml.ns import qn
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from model.form import Form, Grid
from model.printed import PrintedCell, printed_blocks
from tests.exporters.documents import office_template, paragraph, run

WAITING = "（文字描述）"
MARKED_WAITING = (
    f"“{WAITING}”",
    f"1.{WAITING}",
    f"（1）{WAITING}；",
    f"（文字描述{'，说明文字' * 30}（含答复）、（含结转））。",
)
"""Such words with the marks of a list and of punctuation around them, of which none may be left."""
BOLD = "<w:b/>"
Label = Callable[[str], str]
Spot = tuple[int, int, int, int, str, str]
"""Row, column, their spans, text, and the id of the form's cell whose figure belongs there."""


def as_it_is(text: str) -> str:
    return text


def one_a_line(text: str) -> str:
    """As narrow columns have it: a character a line."""
    return "\n".join(text)


def broken(text: str) -> str:
    """As labels are broken over lines by hand."""
    return "\n".join(text[i : i + 4] for i in range(0, len(text), 4))


def spots(grid: Grid, label: Label = as_it_is, sample: str = "") -> list[Spot]:
    """A whole grid as the form prints it."""
    return [_spot(cell, label, sample) for block in printed_blocks(grid) for cell in block.cells]


def blocks(grid: Grid, label: Label = as_it_is) -> list[list[Spot]]:
    """Each block of a grid as a table of its own."""
    return [
        [(row - block.first_row, *rest) for row, *rest in (_spot(cell, label, "") for cell in block.cells)]
        for block in printed_blocks(grid)
    ]


def _spot(cell: PrintedCell, label: Label, sample: str) -> Spot:
    text = sample if cell.cell else label(cell.text)
    return cell.row, cell.column, cell.row_span, cell.column_span, text, cell.cell


def torn(whole: Sequence[Spot], at: int, headings: int = 0) -> tuple[list[Spot], list[Spot]]:
    """A table torn before a row, as pages do; headings: how many rows of headings are printed again."""
    above = [(r, c, min(rs, at - r), cs, text, cell) for r, c, rs, cs, text, cell in whole if r < at]
    again = [spot for spot in whole if spot[0] < headings]
    below = []
    for r, c, rs, cs, text, cell in whole:
        if r + rs > at and (r >= at or rs > 1):
            first = max(r, at)
            below.append((first - at + headings, c, r + rs - first, cs, text if r >= at else "", cell))
    return above, [*again, *below]


class WordTable(NamedTuple):
    """A table as XML. cells: for each row its physical cells' ids, "" for none."""

    xml: str
    cells: tuple[tuple[str, ...], ...]


def word_table(wanted: Iterable[Spot], properties: str = "", width: int = 0) -> WordTable:
    """The table with merged cells as Word writes them: gridSpan across, vMerge down, covered cells written out."""
    begun = {(spot[0], spot[1]): spot for spot in wanted}
    height = max(r + rs for r, _, rs, _, _, _ in begun.values())
    width = max(width, *(c + cs for _, c, _, cs, _, _ in begun.values()))
    inside = {(r + d, c): spot for (r, c), spot in begun.items() for d in range(1, spot[2])}
    rows, ids = [], []
    for row in range(height):
        column, cells, found = 0, "", []
        while column < width:
            spot, covered = begun.get((row, column)), inside.get((row, column))
            span = spot[3] if spot else covered[3] if covered else 1
            merge = "" if not spot or spot[2] == 1 else '<w:vMerge w:val="restart"/>'
            merge = "<w:vMerge/>" if covered and not spot else merge
            across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
            cells += f'<w:tc><w:tcPr><w:tcW w:w="{800 * span}" w:type="dxa"/>{across}{merge}</w:tcPr>'
            cells += f"{_lines(spot[4] if spot else '', properties)}</w:tc>"
            found.append(spot[5] if spot else "")
            column += span
        rows.append(f"<w:tr>{cells}</w:tr>")
        ids.append(tuple(found))
    grid = '<w:gridCol w:w="800"/>' * width
    return WordTable(f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>", tuple(ids))


def _lines(text: str, properties: str) -> str:
    """The lines of a cell: a paragraph each."""
    mark = f'<w:pPr><w:jc w:val="center"/><w:rPr>{properties}</w:rPr></w:pPr>' if properties else ""
    return "".join(f"<w:p>{mark}{run(escape(line), properties) if line else ''}</w:p>" for line in text.split("\n"))


class Made(NamedTuple):
    """A Word template. tables: those of its body, in order."""

    data: bytes
    tables: tuple[WordTable, ...]


def word_template(*body: str | WordTable, edition: str = "2021", styles: str = "") -> Made:
    """A template of these paragraphs (a plain text is one) and tables."""
    xml = "".join(
        part.xml if isinstance(part, WordTable) else part if part.startswith("<") else paragraph(escape(part))
        for part in body
    )
    given = {"styles": styles} if styles else {}
    tables = tuple(part for part in body if isinstance(part, WordTable))
    return Made(office_template(xml, edition=edition, **given), tables)


def whole_template(
    form: Form,
    *,
    title: str = "政府信息公开工作年度报告格式模板",
    text: str = WAITING,
    tables: Callable[[Grid], Sequence[WordTable]] = lambda grid: (word_table(spots(grid)),),
    heading: Callable[[str], str] = as_it_is,
    edition: str = "2021",
) -> Made:
    """Title, headings with the text's place or the grids below them, as offices get the form."""
    body: list[str | WordTable] = [title, paragraph()]
    for section in form.sections:
        if section.heading:
            body.append(heading(section.heading))
        if section.grid:
            for one in tables(form.grid(section.grid)):
                body += [paragraph(), one]
        elif section.heading:
            body.append(text)
    return word_template(*body, edition=edition)


def figures_in(data: bytes, tables: Sequence[WordTable]) -> dict[str, list[str]]:
    """What stands in a finished document where the template's maker put each cell, read by place with python-docx."""
    found: dict[str, list[str]] = {}
    for table, made in zip(Document(io.BytesIO(data)).element.body.findall(qn("w:tbl")), tables, strict=True):
        for row, ids in zip(table.findall(qn("w:tr")), made.cells, strict=True):
            for cell, name in zip(row.findall(qn("w:tc")), ids, strict=True):
                text = "".join(part.text or "" for part in cell.iter(qn("w:t")))
                found.setdefault(name, []).append(text)
    return found


def put_on_sheet(
    book: Workbook, name: str, wanted: Iterable[Spot], top: int = 1, left: int = 1
) -> dict[str, tuple[str, str]]:
    """Write a grid on a sheet; where each cell of the form stands: sheet and address."""
    sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
    places = {}
    for r, c, rs, cs, text, cell in wanted:
        row, column = top + r, left + c
        if text:
            sheet.cell(row, column, text)
        if rs > 1 or cs > 1:
            sheet.merge_cells(start_row=row, start_column=column, end_row=row + rs - 1, end_column=column + cs - 1)
        if cell:
            places[cell] = (name, f"{get_column_letter(column)}{row}")
    return places


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    if "Sheet" in book.sheetnames and len(book.sheetnames) > 1:
        del book["Sheet"]
    book.save(stream)
    return stream.getvalue()


def unlike(found: Mapping[str, object], wanted: Mapping[str, object]) -> dict[str, tuple[object, object]]:
    """Where two readings differ."""
    return {name: (found.get(name), want) for name, want in wanted.items() if found.get(name) != want}
