"""Our own web pages compared with the report: every heading, every paragraph, every figure with its headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from importers.web_page import HEADING, IMAGE, ITEM, SECTION, TABLE, TEXT, TITLE, Piece, WebCell, WebPage, read_web_page
from model.check_code import check_code
from model.headings import BODY_SHAPE, shape_of
from model.lists import lists_in
from model.naming import cell_name
from model.placeholders import printed_date, printed_figure
from model.printed import PrintedBlock, PrintedCell, printed_blocks
from model.report import Report
from model.source import SourceCell, SourceTable
from model.text import CHART, PICTURE, block_text, is_object
from ooxml.characters import seen

_NAMES = {
    TITLE: "标题",
    SECTION: "部分的标题",
    HEADING: "文字里的标题",
    TEXT: "段落",
    ITEM: "列表里的一项",
    IMAGE: "图片",
    TABLE: "表格",
}
_LANGUAGE = "zh-CN"
_REMARK = "屏幕较窄时可左右滑动查看表格。"
"""What stands in a page for the eye alone."""
_MOST_TOLD = 10
_LONGEST_TOLD = 30


def differences(data: bytes, report: Report) -> tuple[str, ...]:
    """What the page holds otherwise than the report says, as Chinese sentences; none is well.

    Raises ImportProblem when it is no page at all.
    """
    page = read_web_page(data)
    return tuple(_differences(page, report))[:_MOST_TOLD]


def _differences(page: WebPage, report: Report) -> Iterator[str]:
    yield from page.wrong
    yield from (f"网页里多出“{remark}”" for remark in page.remarks if remark != _REMARK)
    title = _shown("".join(report.title_lines()))
    if page.language != _LANGUAGE:
        yield "网页没有写明是中文"
    if page.title != title:
        yield f"网页的标题应为“{title}”，写成了“{page.title}”"
    facts = {
        "nianbao-unit": report.unit,
        "nianbao-year": str(report.year or ""),
        "nianbao-edition": report.form.edition,
        "nianbao-check-code": check_code(report),
    }
    for name, value in facts.items():
        if page.facts.get(name) != _shown(value):
            yield f"网页的“{name}”不一致"
    yield from _flow_differences(_expected(report), page.pieces)
    yield from _ranks(page.pieces)
    grids = [report.form.grid(section.grid) for section in report.form.sections if section.grid]
    for grid, rows in zip(grids, page.tables, strict=False):
        yield from _table_differences(printed_blocks(grid), grid.name, rows, report)


def _expected(report: Report) -> Iterator[Piece]:
    """The page as it should be, but for the headings' ranks."""
    yield Piece(TITLE, _shown("\n".join(line for line in report.title_lines() if line.strip())))
    tables = 0
    for section in report.form.sections:
        if section.heading:
            yield Piece(SECTION, section.heading)
        yield from _text(report, section.id)
        if section.grid:
            yield Piece(TABLE, str(tables))
            tables += 1
    for name in ("unit", "date"):
        value = str(report.fields[f"signature.{name}"])
        printed = printed_date(value) if name == "date" else value
        if printed.strip():
            yield Piece(TEXT, _shown(printed))


def _text(report: Report, section: str) -> Iterator[Piece]:
    blocks = report.text(section)
    plain = ["" if is_object(block) else block_text(block) for block in blocks]
    items = {item.paragraph for found in lists_in(plain) for item in found}
    for number, block in enumerate(blocks):
        text = _shown(block_text(block))
        if block.kind == PICTURE and block.picture is not None and block.picture.printable:
            yield Piece(IMAGE, f"{block.picture.digest} {_shown(block.alternative)}")
        elif block.kind == CHART:
            yield Piece(IMAGE, "")
        elif number in items:
            yield Piece(ITEM, text)
        elif text.strip():
            yield Piece(TEXT if shape_of(block_text(block)).kind == BODY_SHAPE else HEADING, text)


def _shown(text: str) -> str:
    return seen(text.replace("\r\n", "\n").replace("\r", "\n"))


def _flow_differences(expected: Iterator[Piece], found: Sequence[Piece]) -> Iterator[str]:
    for want, have in zip_longest(expected, found):
        if want is None:
            yield f"多出{_told(have)}"
        elif have is None:
            yield f"缺少{_told(want)}"
        elif want.kind != have.kind or (want.text and want.text != have.text):
            # A chart is drawn anew for each document: that a picture stands there is all that can be known.
            yield f"应为{_told(want)}，写成了{_told(have)}"


def _told(piece: Piece) -> str:
    text = piece.text if piece.kind != TABLE else f"第 {int(piece.text) + 1} 个"
    return f"{_NAMES[piece.kind]}“{text[:_LONGEST_TOLD]}{'…' if len(text) > _LONGEST_TOLD else ''}”"


def _ranks(pieces: Sequence[Piece]) -> Iterator[str]:
    last = 0
    for piece in pieces:
        if piece.rank:
            if piece.rank > last + 1:
                yield f"标题“{piece.text[:_LONGEST_TOLD]}”跳过了一级"
            last = piece.rank


def _table_differences(
    blocks: Sequence[PrintedBlock], name: str, rows: Sequence[Sequence[WebCell]], report: Report
) -> Iterator[str]:
    placed = {(cell.row, cell.column): (cell, source) for cell, source in _placed(rows)}
    texts = {cell.id: cell.text for row in rows for cell in row if cell.id}
    printed = [(block, cell) for block in blocks for cell in block.cells]
    if len(placed) != len(printed):
        yield f"{name}应有 {len(printed)} 格，写成了 {len(placed)} 格"
    for block, cell in printed:
        found = placed.get((cell.row, cell.column))
        told = cell_name(report.form, cell.cell) if cell.cell else f"{name}的“{cell.text}”"
        if found is None:
            yield f"缺少{told}"
            continue
        place, source = found
        if (place.row_span, place.column_span) != (cell.row_span, cell.column_span):
            yield f"{told}占的行列不一致"
        want = _shown(printed_figure(report, cell.cell)) if cell.cell else cell.text
        if place.text != want:
            yield f"{told}应为“{want}”，写成了“{place.text}”"
        yield from _cell_differences(block, cell, source, told, texts)


def _cell_differences(
    block: PrintedBlock, cell: PrintedCell, source: WebCell, told: str, texts: Mapping[str, str]
) -> Iterator[str]:
    """Whether a reader who can't see the table is told the right headings: figures by ids, headings by their scope."""
    if not cell.cell:
        if cell.role != "corner" and (source.tag != "th" or not source.scope):
            yield f"{told}不是表头"
        return
    if source.tag != "td":
        yield f"{told}不是数字格"
    if texts and [texts.get(header) for header in source.headers] != [label.text for label in _labels(block, cell)]:
        yield f"{told}指向的表头不一致"


def _labels(block: PrintedBlock, figure: PrintedCell) -> Iterator[PrintedCell]:
    for cell in block.cells:
        beside = cell.role == "row_label" and cell.row <= figure.row < cell.row + cell.row_span
        ends = (cell.column + cell.column_span, figure.column + figure.column_span)
        above = cell.role == "column_heading" and cell.column < ends[1] and figure.column < ends[0]
        if cell.role == "block_heading" or beside or above:
            yield cell


def _placed(rows: Sequence[Sequence[WebCell]]) -> Iterator[tuple[SourceCell, WebCell]]:
    table = SourceTable.from_rows([(cell.text, cell.row_span, cell.column_span) for cell in row] for row in rows)
    for placed, row in zip(table.rows, rows, strict=True):
        yield from zip(placed, row, strict=True)
