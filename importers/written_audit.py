"""Our own 校核报告 read back, from Word and from the web page: paragraphs and tables as texts, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from importers.web_page import TABLE as PAGE_TABLE
from importers.web_page import read_web_page
from importers.word_flow import CELL, END, ROW, TABLE, is_mark
from importers.written_comparison import body_flow
from model.audit_paper import AuditPaper
from ooxml.characters import fit, seen

Rows = tuple[tuple[str, ...], ...]
Piece = str | Rows
_MOST_TOLD = 3
_LONGEST_TOLD = 30


def word_differences(document: bytes, paper: AuditPaper) -> tuple[str, ...]:
    """What of the paper the Word file lacks, as Chinese sentences; none is well. A template may have more around it."""
    return tuple(_lacking(word_pieces(body_flow(document)), _expected(paper, page=False)))[:_MOST_TOLD]


def page_differences(data: bytes, paper: AuditPaper, code: str) -> tuple[str, ...]:
    """The same of the web page, and what no page of ours has. Raises ImportProblem when it is no page at all."""
    page = read_web_page(data)
    pieces: list[Piece] = []
    for piece in page.pieces:
        rows = page.tables[int(piece.text)] if piece.kind == PAGE_TABLE else None
        pieces.append(piece.text if rows is None else tuple(tuple(cell.text for cell in row) for row in rows))
    wrong = list(page.wrong)
    if page.facts.get("nianbao-check-code") != code:
        wrong.append("网页里的校验码不一致")
    return (*wrong, *_lacking(pieces, _expected(paper, page=True)))[:_MOST_TOLD]


def _expected(paper: AuditPaper, *, page: bool) -> Iterator[Piece]:
    """What has to be there, in this order, as the kind of document can hold it."""

    def held(text: str) -> str:
        plain = text.replace("\r\n", "\n").replace("\r", "\n")
        return seen(plain) if page else fit(plain)

    yield tuple(tuple(map(held, row)) for row in paper.facts)
    for table in paper.tables:
        yield held(table.heading)
        if table.rows:
            yield tuple(tuple(map(held, row)) for row in (table.columns, *table.rows))
        else:
            yield held(table.empty)


def _lacking(written: Sequence[Piece], expected: Iterable[Piece]) -> Iterator[str]:
    """Each piece that does not stand behind the one before it."""
    place = 0
    for piece in expected:
        try:
            place = written.index(piece, place) + 1
        except ValueError:
            yield f"缺少“{piece[:_LONGEST_TOLD]}”" if isinstance(piece, str) else _table_lack(piece, written)


def _table_lack(rows: Rows, written: Sequence[Piece]) -> str:
    """The first row that stands in no table; else the table as a whole."""
    there = {row for piece in written if not isinstance(piece, str) for row in piece}
    row = next((row for row in rows if row not in there), rows[0])
    text = "，".join(row)
    return f"表里缺少“{text[:_LONGEST_TOLD]}{'…' if len(text) > _LONGEST_TOLD else ''}”"


def word_pieces(flow: Sequence[str]) -> list[Piece]:
    """Paragraphs as texts, tables as rows of cells; a cell's paragraphs are joined by line feeds."""
    pieces: list[Piece] = []
    rows: list[list[list[str]]] | None = None
    for item in flow:
        if item == TABLE:
            rows = []
        elif item == END and rows is not None:
            pieces.append(tuple(tuple("\n".join(cell) for cell in row) for row in rows))
            rows = None
        elif rows is not None and item == ROW:
            rows.append([])
        elif rows is not None and item == CELL:
            rows[-1].append([])
        elif not is_mark(item):
            if rows is None:
                pieces.append(item)
            else:
                rows[-1][-1].append(item)
    return pieces
