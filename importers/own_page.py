"""Web pages of our own: whether one bears a check code, and its words by its elements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from importers.own_document import OwnDocument, OwnWords
from importers.web_page import HEADING, ITEM, SECTION, TABLE, TEXT, TITLE, WebCell, WebPage, read_web_page
from model.dates import read_day
from model.form import Form
from model.printed import printed_blocks
from model.source import SourceTable

_CODE = re.compile(r'<meta name="nianbao-check-code" content="([0-9A-Z]{8})"')


def own_page(source: str) -> OwnDocument | None:
    """The page as one of ours, None when it bears no check code."""
    code = _CODE.search(source)
    if code is None:
        return None
    facts = read_web_page(source.encode()).facts
    year = facts.get("nianbao-year", "")
    named = facts.get("nianbao-unit", ""), int(year) if year.isascii() and year.isdecimal() else 0
    return OwnDocument(code[1], lambda form: _words(source, form, *named), *named)


def _words(source: str, form: Form, unit: str, year: int) -> OwnWords | None:
    """None where the title that is seen is not that of the unit and year which the page names in its head."""
    page = read_web_page(source.encode())
    signature = [piece.text for piece in page.pieces[page.behind :] if piece.kind == TEXT]
    days = [day for day in map(read_day, signature) if re.fullmatch(r"\d{4}-\d\d-\d\d", day)]
    units = [text for text in signature if read_day(text) not in days]
    title = "".join(piece.text for piece in page.pieces if piece.kind == TITLE)
    titles = [
        wording.id for wording in form.titles if _joined(form.title_lines(wording.id, unit, year)) == _joined([title])
    ]
    if title and not titles:
        return None
    fields: dict[str, str | int] = {"unit": unit, "year": year}
    fields |= {"signature.unit": units[0] if units else "", "signature.date": days[0] if days else ""}
    if titles:
        fields["title"] = titles[0]
    return OwnWords(fields, _texts(page, form), dict(_figures(page, form)))


def _joined(lines: Sequence[str]) -> str:
    return "".join("".join(lines).split())


def _texts(page: WebPage, form: Form) -> Mapping[str, tuple[str, ...]]:
    """The paragraphs of each section: those above the first heading are the preface's."""
    headings = {section.heading: section.id for section in form.sections if section.heading}
    found: dict[str, list[str]] = {section.id: [] for section in form.sections}
    section = next((section.id for section in form.sections if not section.heading), form.sections[0].id)
    for piece in page.pieces[: page.behind]:
        if piece.kind == SECTION:
            section = headings.get(piece.text, section)
        elif piece.kind in (HEADING, TEXT, ITEM):
            found[section].append(piece.text)
    return {name: tuple(texts) for name, texts in found.items()}


def _figures(page: WebPage, form: Form) -> Iterator[tuple[str, str]]:
    grids = [form.grid(section.grid) for section in form.sections if section.grid]
    numbers = [int(piece.text) for piece in page.pieces if piece.kind == TABLE]
    for grid, number in zip(grids, numbers, strict=False):
        placed = _placed(page.tables[number])
        for block in printed_blocks(grid):
            for cell in block.cells:
                if cell.cell and (cell.row, cell.column) in placed:
                    yield cell.cell, placed[cell.row, cell.column]


def _placed(rows: Sequence[Sequence[WebCell]]) -> Mapping[tuple[int, int], str]:
    table = SourceTable.from_rows([(cell.text, cell.row_span, cell.column_span) for cell in row] for row in rows)
    return {(cell.row, cell.column): cell.text for row in table.rows for cell in row}
